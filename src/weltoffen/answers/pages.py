"""What stands on the page of a field of action: each question with its answer, and how far one is."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.choices import Origin
from weltoffen.answers.models import Answer
from weltoffen.answers.queries import (
    Progress,
    answers_in,
    answers_of,
    minutes_for,
    progress_among,
    progress_of,
    questions_due,
    seconds_per_question,
)
from weltoffen.answers.respondents import Voice
from weltoffen.answers.rules import Change, Conflict, Fault
from weltoffen.answers.settling import chosen
from weltoffen.answers.wording import OWN, WordedField, WordedGroup, WordedQuestion, WordedQuestionnaire
from weltoffen.foundation.templating import current_language, duration
from weltoffen.rounds.models import Round


@dataclass(slots=True)
class ShownQuestion:
    """A question, what is shown in its fields, what is stored, and what is wrong with what was typed.

    `stored` is the answer of who looks at it, `others` are those of everybody else, `agreed` is what all agreed on,
    `beside` the option that counts without one's own.
    """

    words: WordedQuestion
    change: Change
    stored: Answer | None
    is_due: bool
    others: list[Answer] = field(default_factory=list)
    agreed: Answer | None = None
    beside: str = ""
    conflict: Conflict | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The question's key, which is its number too."""
        return self.words.key

    @property
    def everybody(self) -> list[Answer]:
        """Every answer, one's own included, by the numbers of the respondents."""
        answers = [*self.others, self.stored] if self.stored is not None else self.others
        return sorted(answers, key=lambda answer: answer.respondent.number)

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether one's own answer comes from the last round, and nobody has looked at it since."""
        return self.stored is not None and self.stored.origin == Origin.TAKEN_OVER

    @property
    def differing(self) -> int:
        """How many of the others chose another option than one's own; none before one has chosen."""
        own = self.change.value
        return sum(1 for one in self.others if one.value not in {"", own}) if own else 0

    @property
    def to_read(self) -> Markup:
        """The question with what helps to understand it."""
        return _kept_part("to_read", current_language(), self.words)

    @property
    def to_answer(self) -> Markup:
        """The same with the options, one of them chosen."""
        is_offered = self.words.label_of(self.change.value)
        return _kept_part("to_answer", current_language(), self.words, self.change.value if is_offered else "")

    @property
    def comment(self) -> Markup:
        """The place of the comment, without what stands in it."""
        return _kept_part("comment", current_language(), self.words)

    @property
    def condition(self) -> Markup:
        """After which answers it is asked."""
        return _kept_part("condition", current_language(), self.words)

    def fault_of(self, part: str, kind: str = "") -> str:
        """What is wrong with one part; empty when nothing is."""
        return next((fault.sentence for fault in self.faults if (fault.part, fault.kind) == (part, kind)), "")


@cache
def _kept_part(macro: str, _language: str, words: WordedQuestion, *value: str) -> Markup:
    """A part of a question that is the same for everybody, written once in each language of the pages."""
    pages = cast("Jinja2", engines["jinja2"])
    write = getattr(pages.env.get_template("answers/question.jinja").module, macro)
    return cast("Markup", write(words, *value))


@dataclass(slots=True)
class FieldPage:
    """The page of one field in one round."""

    round: Round
    questionnaire: WordedQuestionnaire
    field: WordedField
    progress: Progress
    groups: list[tuple[WordedGroup, list[ShownQuestion]]]
    seconds: int

    @classmethod
    def of(
        cls,
        round_: Round,
        field: WordedField,
        voice: Voice,
        typed: Mapping[str, Change] | None = None,
        conflicts: Iterable[Conflict] = (),
        faults: Iterable[Fault] = (),
        *,
        is_lone: bool = False,
    ) -> "FieldPage":
        """The page as it is stored, or with what was typed where not all of it could be saved.

        A lone one knows only their own answers, not even what is asked because of others.
        """
        everything = chosen(round_)
        own = everything.by(voice.respondent)
        beside = {} if is_lone else everything.beside(voice.respondent)
        values = {**beside, **own}
        keys_here = [question.key for question in field.questions]
        given_here = answers_of(voice.respondent, keys_here).values() if is_lone else answers_in(round_, keys_here)
        answers = list(given_here)
        given = _Given(voice, answers, beside)
        shown = _Showing(given, typed or {}, questions_due(round_, values), tuple(conflicts), tuple(faults))
        groups = [(group, [shown.question(words) for words in group.questions]) for group in field.groups]
        questionnaire = questionnaire_of(round_, current_language())
        if field.key == OWN:
            keys = {words.key for words in field.questions}
            progress = Progress({OWN: progress_among(round_, values, keys, OWN, own)})
        else:
            progress = progress_of(round_, values)
        return cls(round_, questionnaire, field, progress, groups, seconds_per_question())

    @property
    def questions(self) -> list[ShownQuestion]:
        """All questions in order."""
        return [question for _group, questions in self.groups for question in questions]

    @property
    def number(self) -> int:
        """The place of the field in the questionnaire; 0 for the questions of one department."""
        return 0 if self.field.key == OWN else list(self.questionnaire.fields).index(self.field.key) + 1

    @property
    def asked(self) -> int:
        """How many questions of this field are asked after the answers that are there."""
        return self.progress.fields[self.field.key].asked

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return self.progress.fields[self.field.key].answered

    @property
    def first_open(self) -> str | None:
        """The first question that waits for an answer."""
        return next(iter(self.progress.fields[self.field.key].open), None)

    @property
    def goes_on_further_down(self) -> bool:
        """Whether something above the first open question is answered already."""
        return self.first_open not in {None, self.questions[0].key}

    @property
    def previous(self) -> WordedField | None:
        """The field before this one."""
        return self._neighbour(-1)

    @property
    def next(self) -> WordedField | None:
        """The field after this one."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> WordedField | None:
        if self.field.key == OWN:
            return None
        fields = list(self.questionnaire.fields.values())
        place = fields.index(self.field) + step
        return fields[place] if 0 <= place < len(fields) else None

    @property
    def time_left(self) -> Sequence[str]:
        """How long so many open questions take, from none (nothing to say) to all; the script chooses among them."""
        return _times_left(sum(1 for _question in self.field.questions), self.seconds, current_language())

    @property
    def errors(self) -> list[tuple[str, str]]:
        """For the summary on top: where something is wrong, and what."""
        return [(_place(fault), fault.sentence) for question in self.questions for fault in question.faults]

    @property
    def conflicts(self) -> list[ShownQuestion]:
        """The questions where two people disagree about an answer."""
        return [question for question in self.questions if question.conflict is not None]


class _Given:
    """The answers to the questions of a page: one's own, those of others, and what counts without one's own."""

    def __init__(self, voice: Voice, answers: Iterable[Answer], beside: Mapping[str, str]) -> None:
        self.own: dict[str, Answer] = {}
        self.others: dict[str, list[Answer]] = defaultdict(list)
        self.agreed: dict[str, Answer] = {}
        self.beside = beside
        for answer in answers:
            if answer.respondent_id == voice.respondent.pk:
                self.own[answer.question] = answer
            elif answer.respondent.is_agreed:
                if answer.value:
                    self.agreed[answer.question] = answer
            elif answer.value or answer.comment:
                self.others[answer.question].append(answer)


@dataclass(slots=True)
class _Showing:
    """Puts together what is known about each question."""

    given: _Given
    typed: Mapping[str, Change]
    due: frozenset[str]
    conflicts: tuple[Conflict, ...]
    faults: tuple[Fault, ...]

    def question(self, words: WordedQuestion) -> ShownQuestion:
        stored = self.given.own.get(words.key)
        conflict = next((one for one in self.conflicts if one.change.question == words.key), None)
        faults = [fault for fault in self.faults if fault.question == words.key]
        is_kept = conflict is not None or faults
        change = self.typed[words.key] if is_kept and words.key in self.typed else change_of(words.key, stored)
        given = self.given
        return ShownQuestion(
            words, change, stored, words.key in self.due, given.others[words.key], given.agreed.get(words.key),
            given.beside.get(words.key, ""), conflict, faults,
        )  # fmt: skip


def change_of(question: str, stored: Answer | None) -> Change:
    """What stands in the fields of a question before anybody types."""
    if stored is None:
        return Change(question, "")
    return Change(question, stored.value, stored.comment, stored.evidence, stored.version)


def _place(fault: Fault) -> str:
    return f"q-{fault.question}-{fault.part}{f'-{fault.kind}' if fault.kind else ''}"


@lru_cache(maxsize=256)
def _times_left(most: int, seconds: int, _language: str) -> Sequence[str]:
    minutes = (minutes_for(questions, seconds) for questions in range(1, most + 1))
    return ["", *(_("%(duration)s left") % {"duration": duration(needed)} for needed in minutes)]


def saved_message(number: int) -> str:
    """What is said after a page was saved."""
    if number == 0:
        return _("Nothing had changed.")
    return ngettext("%(num)s answer saved.", "%(num)s answers saved.", number) % {"num": number}


def taken_over_message(answers: int, evidence: int) -> str:
    """What is said after answers of the last round were taken over."""
    if answers == 0:
        return _("Nothing was taken over: there is an answer by now.")
    said = ngettext(
        "%(num)s answer of the last round taken over. Please look whether it still holds.",
        "%(num)s answers of the last round taken over. Please look whether they still hold.",
        answers,
    ) % {"num": answers}
    if not evidence:
        return said
    along = ngettext("%(num)s piece of evidence came along.", "%(num)s pieces of evidence came along.", evidence)
    return f"{said} {along % {'num': evidence}}"


@cache
def words_for_script(_language: str) -> str:
    """What the page says while answers save themselves, as JSON in the language that is spoken now.

    `{…}` is filled in by the script.
    """
    return json.dumps(
        {
            "saved": _("Saved {time}"),
            "same": _("{name} gave the same answer. It is saved."),
            "saving": _("Saving …"),
            "unsaved": _("Not saved yet"),
            "all_saved": _("Everything is saved."),
            "offline": _(
                "No connection. What you typed stays on this device and is sent as soon as possible. "
                "Not sent yet: {count}."
            ),
            "waiting": _("Not sent yet: {count}."),
            "signed_out": _(
                "You are signed out. What you typed stays on this device. "
                "Please sign in; then it is sent. Not sent yet: {count}."
            ),
            "sign_in": _("Sign in"),
            "other_person": _(
                "Somebody else is signed in here now. Sign in with your own account to send what you typed."
            ),
            "not_allowed": _("Your answers cannot be saved at present: you may not answer in this round."),
            "conflict": _("Question {number} needs your decision: somebody answered it differently meanwhile."),
            "look": _("Look at it"),
            "choose": _("Please choose what shall hold."),
            "restored": _("What you typed here earlier is being sent now."),
            "first_open": _("Go to the first open question: {number}"),
        }
    )
