"""What a workshop can talk about, what the calculation proposes, and why; how times are fitted into a length.

A subject is a field of action or a question, by the key under which agenda items store it. A reason is stored as a JSON
object: its kind, the subject that it is about, a figure as a fraction, how many questions it rests on.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from selfcheck import Evaluation, Instrument, Language, State, out_of_hundred
from selfcheck.evaluation.model import Formation
from selfcheck.exact import exact
from selfcheck.workshop import agenda as slots
from selfcheck.workshop import topics
from selfcheck.workshop.topics import Reason, ReasonKind, Topic
from selfcheck_documents.workshop_papers.activities import Activity as PaperActivity
from selfcheck_documents.workshop_papers.activities import Guidance, guidance
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation, tendency_of
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.templating import WORDS
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import LONGEST_TITLE, AgendaItem, Workshop
from weltoffen.workshops.plans import PlannedGroup, PlannedItem
from weltoffen.workshops.rules import FIELD, LONGEST_QUESTION, QUESTION
from weltoffen.workshops.wording import ACTIVITY_WORDS

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
        steps = (_("Not good at all yet"), _("Rather not good"), _("Partly"), _("Rather good"), _("Very good"))
        rated = [
            Choice(f"f{points}", step, "", Fraction(points, 100)) for points, step in zip(STEPS, steps, strict=True)
        ]
        return (*rated, Choice(NOT_KNOWN, _("I do not know"), "", None))


# ---- What is proposed ----


class ProposedTopic(NamedTuple):
    """A field to talk about, or one that works to begin with: what it is called, why, with which questions.

    `left_out` are questions that would be worth asking too, but for which the agenda has no time.
    """

    label: str
    reasons: Sequence[str]
    questions: Sequence["ProposedTopic"] = ()
    left_out: Sequence["ProposedTopic"] = ()


class ProposedAgenda(NamedTuple):
    """What could be talked about, and an agenda for it. `possible`: the nearest length in minutes, where none fits."""

    topics: Sequence[ProposedTopic]
    strength: ProposedTopic | None
    groups: Sequence[PlannedGroup]
    items: Sequence[PlannedItem]
    possible: int = 0


def proposed_agenda(workshop: Workshop, fields: int, groups: int, language: Language) -> ProposedAgenda | None:
    """What the calculation proposes for the workshop; None where its evaluation cannot be computed again."""
    opened = open_evaluation(workshop.evaluation, language)
    if opened is None:
        return None
    found = topics.proposal(
        opened.evaluation, fields=fields, comparison=opened.compared.comparison,
        departments_apart=_departments_apart(opened.evaluation),
    )  # fmt: skip
    with override(language):
        return _Proposing(workshop, found, groups, language).agenda()


def _departments_apart(evaluation: Evaluation) -> Mapping[str, Fraction]:
    """How far answers of departments lie apart, where nothing is agreed on; single people are never compared."""
    if not evaluation.sheet.is_accountable:
        return {}
    apart: dict[str, Fraction] = {}
    for key, result in evaluation.questions.items():
        if result.settled.formation is not Formation.MEDIAN:
            continue
        scale = evaluation.framework.questions[key].scale.by_key
        given = [scale[one.value].value for one in evaluation.sheet.answers if one.question == key]
        values = [value for value in given if value is not None]
        if values and max(values) > min(values):
            apart[key] = max(values) - min(values)
    return apart


class _Proposing:
    """One proposal on its way into words and items."""

    def __init__(self, workshop: Workshop, found: topics.Proposal, groups: int, language: Language) -> None:
        self.workshop, self.language = workshop, language
        self.found = found
        self.number = groups
        self.subjects = subject_words(workshop, language)
        self.reasons = {
            **{FIELD + topic.key: [_stored(FIELD + topic.key, one) for one in topic.reasons] for topic in found.fields},
            **{
                QUESTION + one.key: [_stored(QUESTION + one.key, reason) for reason in one.reasons]
                for topic in found.fields
                for one in topic.questions
            },
        }

    def agenda(self) -> ProposedAgenda:
        strength = self._strength()
        try:
            slots_ = slots.agenda_for(
                self.workshop.minutes, self.workshop.venue, self.found.fields, self.number, self.found.strength
            )
        except slots.DoesNotFit as reason:
            shown = [self._field(topic, set()) for topic in self.found.fields]
            return ProposedAgenda(shown, strength, [], [], reason.possible)
        rated = {key for slot in slots_ if slot.activity is slots.Activity.RATE for key in slot.subjects}
        shown = [self._field(topic, rated) for topic in self.found.fields]
        return ProposedAgenda(shown, strength, self._groups(slots_), [self._item(slot) for slot in slots_])

    def _field(self, topic: Topic, rated: Collection[str]) -> ProposedTopic:
        subject = self.subjects[FIELD + topic.key]
        asked = [one.key for one in topic.questions if QUESTION + one.key in rated]
        left_out = [one.key for one in topic.questions if one.key not in asked]
        return ProposedTopic(
            subject.label, self._sentences(subject.key), [*map(self._question, asked)], [*map(self._question, left_out)]
        )

    def _question(self, key: str) -> ProposedTopic:
        return ProposedTopic(self.subjects[QUESTION + key].text, self._sentences(QUESTION + key))

    def _strength(self) -> ProposedTopic | None:
        topic = self.found.strength
        if topic is None:
            return None
        return ProposedTopic(self.subjects[FIELD + topic.key].label, [self._sentence(self._strong(topic))])

    def _strong(self, topic: Topic) -> dict[str, object]:
        return _stored(FIELD + topic.key, topic.reasons[0])

    def _sentences(self, key: str) -> Sequence[str]:
        return [self._sentence(one) for one in self.reasons[key]]

    def _sentence(self, stored: Mapping[str, object]) -> str:
        return _sentence(stored, self.subjects)

    def _groups(self, slots_: Iterable[slots.Slot]) -> Sequence[PlannedGroup]:
        about: dict[int, list[Subject]] = {}
        for slot in slots_:
            if slot.group is not None:
                mine = about.setdefault(slot.group, [])
                mine.extend(self.subjects[key] for key in slot.subjects if key.startswith(FIELD))
        return [_group(number, mine) for number, mine in about.items()]

    def _item(self, slot: slots.Slot) -> PlannedItem:
        activity = Activity(slot.activity.value)
        words = ACTIVITY_WORDS[activity]
        return PlannedItem(
            activity=activity.value, title=str(words.title), minutes=slot.minutes, group=slot.group or 0,
            notes=str(words.notes), subjects=slot.subjects if activity != Activity.GROUPS else (),
            reasons=self._reasons_of(slot, activity), options=self._options(slot, activity), is_fixed=slot.is_fixed,
        )  # fmt: skip

    def _reasons_of(self, slot: slots.Slot, activity: Activity) -> Sequence[Mapping[str, object]]:
        """The most telling reason of each thing that it is about; else what the activity is good for."""
        first = [self.reasons[key][0] for key in slot.subjects if self.reasons.get(key)]
        if activity == Activity.SHOW and self.found.strength is not None:
            first.insert(0, self._strong(self.found.strength))
        return first if activity != Activity.GROUPS and first else [{"kind": PURPOSE, "about": activity.value}]

    def _options(self, slot: slots.Slot, activity: Activity) -> dict[str, object]:
        if activity != Activity.COLLECT:
            return {}
        labels = [self.subjects[key].label for key in slot.subjects]
        question = question_about(labels, self.language)
        return {"question": question} if labels and len(question) <= LONGEST_QUESTION else {}


BETWEEN_FIELDS = " · "
"""Stands between the fields in the title of a proposed working group."""
PURPOSE = "purpose"
"""The kind of the reason of items that are about no subject: arriving, breaks, looking back."""


def _stored(about: str, reason: Reason) -> dict[str, object]:
    return {
        "kind": reason.kind.value, "about": about, "value": str(reason.value), "questions": len(reason.questions),
    }  # fmt: skip


def _group(number: int, about: Sequence[Subject]) -> PlannedGroup:
    title = BETWEEN_FIELDS.join(one.label for one in about) or _("Working group %(number)s") % {"number": number}
    return PlannedGroup(title[:LONGEST_TITLE], about[0].field if about else "")


def question_about(labels: Sequence[str], language: Language) -> str:
    """What a proposal asks guests for ideas about."""
    with override(language):
        quoted = [_("“%(label)s”") % {"label": label} for label in labels]
        return _("What would help with %(topics)s?") % {"topics": _listed(quoted)}


def _listed(labels: Sequence[str]) -> str:
    if len(labels) <= 1:
        return "".join(labels)
    return _("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


# ---- Why ----


def reason_sentences(
    workshop: Workshop, items: Iterable[AgendaItem], language: Language
) -> Mapping[int, Sequence[str]]:
    """Why items are proposed, in words, by their numbers; of what cannot be told any more nothing is said."""
    subjects = subject_words(workshop, language)
    with override(language):
        return {item.number: [said for one in item.reasons if (said := _sentence(one, subjects))] for item in items}


def _sentence(stored: object, subjects: Mapping[str, Subject]) -> str:
    if not is_reason(stored):
        return ""
    about, kind = str(stored["about"]), str(stored["kind"])
    if kind == PURPOSE:
        return str(ACTIVITY_WORDS[about].purpose)
    subject = subjects.get(about)
    if subject is None:
        return ""
    value = exact(str(stored["value"])) or Fraction(0)
    shown = str(out_of_hundred(abs(value), 0))
    values = {"label": subject.label, "points": shown, "answer": subject.answer_label}
    if not subject.is_field:
        return str(_OF_QUESTIONS.get(kind, "")) % values
    number = stored.get("questions", 0)
    return _of_field(kind, value, number if isinstance(number, int) else 0) % values


_OF_QUESTIONS: Mapping[str, object] = {
    ReasonKind.NEED_FOR_ACTION.value: gettext_lazy("“%(label)s”: the administration answered “%(answer)s”."),
    ReasonKind.POTENTIAL.value: gettext_lazy("“%(label)s”: there is room upwards, the answer is “%(answer)s”."),
    ReasonKind.DISAGREEMENT.value: gettext_lazy("“%(label)s”: here answers lie far apart."),
    ReasonKind.NOT_KNOWN.value: gettext_lazy("“%(label)s”: the administration does not know the answer."),
}


def _of_field(kind: str, value: Fraction, questions: int) -> str:
    if kind == ReasonKind.DISAGREEMENT:
        return ngettext(
            "“%(label)s”: in one question answers lie far apart.",
            "“%(label)s”: in %(num)s questions answers lie far apart.", questions,
        ).replace("%(num)s", str(questions))  # fmt: skip
    if kind == ReasonKind.NOT_KNOWN:
        return ngettext(
            "“%(label)s”: the administration could not answer one question.",
            "“%(label)s”: the administration could not answer %(num)s questions.", questions,
        ).replace("%(num)s", str(questions))  # fmt: skip
    if kind == ReasonKind.CHANGED:
        lower = _("“%(label)s” has lost %(points)s points since last time.")
        return lower if value < 0 else _("“%(label)s” has gained %(points)s points since last time.")
    return {
        ReasonKind.NEED_FOR_ACTION.value: _("“%(label)s” has %(points)s of 100 points: action is needed here."),
        ReasonKind.POTENTIAL.value: _("“%(label)s” has %(points)s of 100 points: there is room upwards."),
        ReasonKind.STRENGTH.value: _(
            "“%(label)s” works best so far, with %(points)s of 100 points: a good beginning for the talk."
        ),
    }.get(kind, "")


def is_reason(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether something, perhaps from an archive, has the shape of a stored reason."""
    if not isinstance(value, Mapping) or not all(isinstance(value.get(name), str) for name in ("kind", "about")):
        return False
    if value.get("kind") == PURPOSE:
        return value["about"] in ACTIVITY_WORDS
    known = {kind.value for kind in ReasonKind}
    return value.get("kind") in known and exact(str(value.get("value"))) is not None


# ---- How it goes ----


def guidance_of(activity: str, language: Language) -> Guidance:
    """What is done in the console and on paper, and what has to be at hand."""
    return guidance(PaperActivity(activity), WORDS[language])


# ---- Fitting times ----


def fitting_minutes(workshop: Workshop, items: Sequence[AgendaItem]) -> Mapping[int, int] | int:
    """Minutes with which the agenda takes as long as planned, by numbers; else the nearest length that is possible."""
    ordered = list(_as_stood(items))
    timed = [
        slots.Slot(
            slots.Activity(item.activity), item.minutes, (), item.group.number if item.group else None, item.is_fixed
        )
        for item in ordered
    ]
    try:
        fitted = slots.fit(timed, workshop.minutes)
    except slots.DoesNotFit as reason:
        return reason.possible
    return {item.number: slot.minutes for item, slot in zip(ordered, fitted, strict=True)}


def _as_stood(items: Sequence[AgendaItem]) -> Iterator[AgendaItem]:
    """The items in the order of a day: those of groups right after where everybody parts."""
    inside = [item for item in items if item.group_id is not None]
    has_parted = False
    for item in items:
        if item.group_id is None:
            yield item
            if item.activity == Activity.GROUPS and not has_parted:
                yield from inside
                has_parted = True
    if not has_parted:
        yield from inside
