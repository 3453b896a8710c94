"""What a workshop can talk about, as its evaluation and its questionnaire know it.

A subject is a field of action or a question, by the key under which agenda items store it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from selfcheck import Instrument, Language, State, out_of_hundred
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation, tendency_of
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.rules import FIELD, QUESTION

MOST_REMEMBERED = 32
NOT_KNOWN = "not_known"
STEPS = (0, 25, 50, 75, 100)


class Choice(NamedTuple):
    """Something that can be chosen. `value` is 0 (worst) to 1 (best); None where choosing it is no answer."""

    key: str
    label: str
    description: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A field of action or a question in words, with the administration's result beside it.

    `answer` is the option that the administration chose, only of an answered question; `answer_label` says what
    counts, also where nothing was answered. `score` is 0 to 1; `level` and its `tendency` are only of fields.
    """

    key: str
    label: str
    text: str
    explanation: str
    field: str
    field_label: str
    choices: tuple[Choice, ...]
    answer: str = ""
    answer_label: str = ""
    score: Fraction | None = None
    level: str = ""
    tendency: str = ""

    @property
    def is_field(self) -> bool:
        """Whether it is a whole field of action."""
        return self.key.startswith(FIELD)

    @property
    def points(self) -> str:
        """The score as it is shown, of 100; empty without one."""
        shown = out_of_hundred(self.score, 0)
        return "" if shown is None else str(shown)


def subject_words(workshop: Workshop, language: Language) -> Mapping[str, Subject]:
    """Everything that the workshop can talk about, by its key: each field, followed by the questions asked in it.

    Without results where the evaluation was computed by another version of the calculation.
    """
    return subjects_of(workshop.evaluation, language)


def subjects_of(evaluation: StoredEvaluation, language: Language) -> Mapping[str, Subject]:
    """Everything that a workshop about this evaluation can talk about."""
    return _subjects(_Row(evaluation.checksum, evaluation.engine, evaluation), language)


@dataclass(frozen=True)
class _Row:
    """A row as the memory knows it: evaluations never change. `stored` only tells where to read."""

    checksum: str
    engine: str
    stored: StoredEvaluation = field(compare=False)


@lru_cache(maxsize=MOST_REMEMBERED)
def _subjects(row: _Row, language: Language) -> Mapping[str, Subject]:
    opened = open_evaluation(row.stored, language)
    instrument = opened.instrument if opened else instrument_of(row.stored.round.framework_version)
    kind = row.stored.round.kind or None
    found: dict[str, Subject] = {}
    for part in instrument.framework.fields:
        asked = [one.key for one in instrument.framework.questions_for(kind=kind, field=part.key)]
        if asked:
            found[FIELD + part.key] = _field(part.key, instrument, opened, language)
            found.update((QUESTION + key, _question(key, instrument, opened, language)) for key in asked)
    return found


def _field(key: str, instrument: Instrument, opened: Opened | None, language: Language) -> Subject:
    named = instrument.texts_in(language).fields[key]
    subject = Subject(
        key=FIELD + key, label=named.label, text=named.description, explanation="", field=key,
        field_label=named.label, choices=field_choices(language),
    )  # fmt: skip
    if opened is None:
        return subject
    part = opened.evaluation.parts[key]
    mark = opened.material.mark(key, part.level.level)
    label, tendency = (mark.label, tendency_of(mark)) if mark else ("", "")
    return replace(subject, score=part.score, answer_label=label, level=label, tendency=tendency)


def _question(key: str, instrument: Instrument, opened: Opened | None, language: Language) -> Subject:
    texts, question = instrument.texts_in(language), instrument.framework.questions[key]
    words, labels = texts.questions[key], texts.scales[question.scale.key]
    subject = Subject(
        key=QUESTION + key, label=words.short, text=words.question, explanation=words.explanation,
        field=question.field, field_label=texts.fields[question.field].label,
        choices=tuple(
            Choice(one.key, labels[one.key].label, labels[one.key].description, one.value)
            for one in question.scale.options
        ),
    )  # fmt: skip
    if opened is None:
        return subject
    result = opened.evaluation.questions[key]
    answer = result.settled.option or "" if result.state is State.ANSWERED else ""
    return replace(subject, answer=answer, answer_label=opened.material.answer(key), score=result.value)


def field_choices(language: Language) -> tuple[Choice, ...]:
    """The five steps in which guests rate a whole field of action, and that they do not know."""
    with override(language):
        steps = (_("Only beginning"), _("First steps"), _("Halfway"), _("Well on the way"), _("Exemplary"))
        rated = [
            Choice(f"f{points}", step, "", Fraction(points, 100)) for points, step in zip(STEPS, steps, strict=True)
        ]
        return (*rated, Choice(NOT_KNOWN, _("I do not know"), "", None))
