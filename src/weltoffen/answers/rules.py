"""What a change of an answer must be like, and what is refused. Deeds, pages and files ask here alike."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.answers.models import LONGEST_COMMENT, Answer, Content
from weltoffen.foundation.refusals import NotAllowed, Refused
from weltoffen.foundation.templating import number
from weltoffen.municipalities.roles import Permission, may

LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Left behind by word processors when text is pasted; nobody sees or means them, and no database takes all of them.
LEFT_BEHIND = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Change(NamedTuple):
    """What somebody says about a question. `read_version` is what they had before them; 0: nobody had answered."""

    question: str
    value: str
    comment: str = ""
    evidence: Mapping[str, str] = {}
    read_version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.value or self.comment or self.evidence)

    def tidied(self) -> "Change":
        """The same with texts as they are kept: one kind of line end, no space around, empty ones left out."""
        evidence = {kind: kept for kind, text in self.evidence.items() if (kept := _tidied(text))}
        return self._replace(comment=_tidied(self.comment), evidence=evidence)

    def equals(self, content: "Content | Change") -> bool:
        """Whether value, comment and evidence are equal."""
        mine, theirs = ((said.value, said.comment, dict(said.evidence)) for said in (self, content))
        return mine == theirs


class Conflict(NamedTuple):
    """A change that was not saved: somebody saved `stored` after the person had read the answer."""

    change: Change
    stored: Answer

    @property
    def stored_fields(self) -> dict[str, str]:
        """What is stored, under the names of a page's fields."""
        evidence = {f"evidence-{kind}": text for kind, text in self.stored.evidence.items()}
        return {"value": self.stored.value, "comment": self.stored.comment, **evidence}


class AskedQuestion(NamedTuple):
    """What a change of a question may hold: the keys of options, and of kinds of evidence."""

    options: frozenset[str]
    evidence_kinds: frozenset[str]


class Fault(NamedTuple):
    """What is wrong with one part of a change: `value`, `comment` or `evidence` (then with its kind)."""

    question: str
    part: str
    sentence: str
    kind: str = ""


class FaultyAnswers(Refused):
    """Changes that do not fit the questionnaire; nothing of them was saved. `faults` has every one."""

    sentence = gettext_lazy("Some answers do not fit the questionnaire. Nothing was saved.")

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.remedy = " ".join(fault.sentence for fault in self.faults)


class NoQuestionsOfOnesOwn(Refused):
    """Who works in no department, or in one that is asked nothing, finds every question in the fields of action."""

    sentence = gettext_lazy("Your department is asked no question in this round.")
    remedy = gettext_lazy("You can answer in the fields of action. Who answers what is decided by the coordination.")


def may_read_answers(role: str) -> bool:
    """Whether a role may read answers with their authors and drafts; what counted stands in the evaluation for more."""
    return may(role, Permission.SEE_ANSWERS)


def require_readable(role: str) -> None:
    """Refuse those who may not read the answers of a round."""
    if not may_read_answers(role):
        raise NotAllowed(_("Your role may not read the answers of this round."))


def faults_in(changes: Iterable[Change], asked: Mapping[str, AskedQuestion]) -> list[Fault]:
    """Everything that is wrong with `changes`; `asked` has the questions of the round."""
    return [fault for change in changes for fault in _faults_of(change, asked.get(change.question))]


def _faults_of(change: Change, asked: AskedQuestion | None) -> Iterator[Fault]:
    if asked is None:
        sentence = _("The question %(number)s is not part of this round.") % {"number": change.question}
        yield Fault(change.question, "value", sentence)
        return
    if change.value and change.value not in asked.options:
        sentence = _("Question %(number)s: please choose one of the answers that are offered.")
        yield Fault(change.question, "value", sentence % {"number": change.question})
    yield from _faults_of_text(change.question, "comment", change.comment)
    for kind, text in change.evidence.items():
        if kind not in asked.evidence_kinds:
            sentence = _("Question %(number)s: there is no such kind of evidence.")
            yield Fault(change.question, "evidence", sentence % {"number": change.question}, kind)
        yield from _faults_of_text(change.question, "evidence", text, kind)


def _faults_of_text(question: str, part: str, text: str, kind: str = "") -> Iterator[Fault]:
    if len(text) > LONGEST_COMMENT:
        sentence = _(
            "Question %(number)s: the text has %(length)s characters, %(most)s are possible. Please shorten it."
        )
        yield Fault(
            question,
            part,
            sentence % {"number": question, "length": number(len(text)), "most": number(LONGEST_COMMENT)},
            kind,
        )


def _tidied(text: str) -> str:
    return LEFT_BEHIND.sub("", LINE_ENDS.sub("\n", text)).strip()
