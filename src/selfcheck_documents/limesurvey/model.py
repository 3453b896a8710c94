"""A survey as LimeSurvey keeps it, whichever generation of its format the file is of; words are still HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Written = Mapping[str, str]
"""Words by LimeSurvey's code of a language (`de`, `de-informal`, `fr`), as they were written: often HTML."""

BOX_TYPES = frozenset("MP")
LIST_TYPES = frozenset("L!O")
DUAL = "1"
OTHER = "-oth-"
HIDDEN = "hidden"
EXCLUSIVE = "exclude_all_others"


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer of a list. `value` is its assessment value; `scale` is 1 for the second scale of a dual one."""

    code: str
    words: Written
    value: int = 0
    scale: int = 0


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A row of a matrix or a box to tick; `scale` is 1 for a column of a matrix of numbers or texts."""

    qid: str
    code: str
    words: Written
    relevance: str = ""
    scale: int = 0


@dataclass(frozen=True, slots=True)
class LimeQuestion:
    """One question. `type` is LimeSurvey's letter; `attributes` go by name, or by `name/language`."""

    qid: str
    gid: str
    code: str
    type: str
    words: Written
    help: Written
    relevance: str = ""
    is_mandatory: bool = False
    has_other: bool = False
    rows: tuple[SubQuestion, ...] = ()
    options: tuple[AnswerOption, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def exclusive(self) -> frozenset[str]:
        """The codes of boxes that rule out every other one."""
        return frozenset(code for code in self.attributes.get(EXCLUSIVE, "").split(";") if code)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions, in their order."""

    gid: str
    names: Written
    descriptions: Written
    relevance: str
    questions: tuple[LimeQuestion, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey. `language` is the one that it was written in; `others` counts rows of what has no place in ours."""

    sid: str
    file: str
    db_version: int
    language: str
    languages: tuple[str, ...]
    titles: Written
    descriptions: Written
    welcomes: Written
    groups: tuple[Group, ...]
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[LimeQuestion, ...]:
        """Every question, in order."""
        return tuple(question for group in self.groups for question in group.questions)
