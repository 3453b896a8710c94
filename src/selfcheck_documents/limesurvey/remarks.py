"""What became of something that is not carried over as it was: left out, or to be looked at by a person."""

from dataclasses import dataclass
from enum import StrEnum

from selfcheck.messages import Message


class RemarkKind(StrEnum):
    """Whether something is missing, or is there and rests on an assumption."""

    LEFT_OUT = "left_out"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Remark:
    """One such thing: the group and the code of its question (empty: the whole), what was found, and why."""

    kind: RemarkKind
    group: str
    code: str
    found: Message | str
    why: Message


def left_out(group: str, code: str, found: Message | str, why: Message) -> Remark:
    """Something that has no place."""
    return Remark(RemarkKind.LEFT_OUT, group, code, found, why)


def to_check(group: str, code: str, found: Message | str, why: Message) -> Remark:
    """Something carried over that a person has to look at."""
    return Remark(RemarkKind.TO_CHECK, group, code, found, why)
