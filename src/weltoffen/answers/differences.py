"""What a file that came back would change: told apart from what somebody else changed meanwhile."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from weltoffen.answers.models import Answer, Content, Respondent
from weltoffen.answers.queries import answers_of, states_read
from weltoffen.answers.rules import Change


class Line(NamedTuple):
    """What a file says about one question. `shown` is the version of the answer that the file was made from.

    0: the file was made when nobody had answered; None: it does not say, so nobody knows what its writer saw.
    """

    question: str
    value: str
    comment: str
    evidence: Mapping[str, str]
    shown: int | None


class Kind(Enum):
    """What taking over a line means."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"


class Difference(NamedTuple):
    """A line that differs from what is stored; `change` is what would be stored, read against that."""

    kind: Kind
    change: Change
    stored: Answer | None


class Differences(NamedTuple):
    """Everything that a file would change, in the order of the file, and how many lines change nothing."""

    all: tuple[Difference, ...]
    unchanged: int

    @property
    def new(self) -> tuple[Difference, ...]:
        """Answers to questions that nobody has answered."""
        return self._of(Kind.NEW)

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Answers that are as the writer of the file saw them."""
        return self._of(Kind.CHANGED)

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Answers that are other than what the writer of the file saw."""
        return self._of(Kind.CONFLICT)

    def _of(self, kind: Kind) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.all if difference.kind is kind)


def differences(respondent: Respondent, lines: Iterable[Line]) -> Differences:
    """Compare lines with the present answers of a respondent, in at most two queries.

    What a line leaves empty stays as it is.
    """
    compared = list(lines)
    stored = answers_of(respondent, [line.question for line in compared])
    moved_on = {
        line.question: line.shown
        for line in compared
        if line.shown and line.question in stored and line.shown != stored[line.question].version
    }
    shown = states_read(respondent, moved_on) if moved_on else {}
    found = [_difference(line, stored.get(line.question), shown.get(line.question)) for line in compared]
    real = tuple(difference for difference in found if difference is not None)
    return Differences(real, len(compared) - len(real))


def _difference(line: Line, stored: Answer | None, shown: Content | None) -> Difference | None:
    change = _said(line, stored)
    if stored is None:
        return None if change.is_empty else Difference(Kind.NEW, change, None)
    if change.equals(stored):
        return None
    if line.shown == stored.version:
        return Difference(Kind.CHANGED, change, stored)
    if shown is not None and _said(line, shown).equals(shown):
        return None  # the writer left the line as it was; what others said since is not theirs to undo
    return Difference(Kind.CONFLICT, change, stored)


def _said(line: Line, before: Content | None) -> Change:
    """The line over what was there before: nothing is deleted by an empty cell, or changed by a kind of space."""
    if before is None:
        return Change(line.question, line.value, line.comment, line.evidence).tidied()
    kinds = dict.fromkeys([*before.evidence, *line.evidence])
    return Change(
        line.question,
        line.value or before.value,
        _text(line.comment, before.comment),
        {kind: _text(line.evidence.get(kind, ""), before.evidence.get(kind, "")) for kind in kinds},
        before.version,
    ).tidied()


def _text(new: str, before: str) -> str:
    return before if new.split() in ([], before.split()) else new
