"""Named places on the pages of answers, and in their deeds, that later rooms fill when Django starts (`apps.py`)."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from weltoffen.answers.models import Respondent
from weltoffen.answers.respondents import Voice
from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.rounds.models import Round


class Attached(NamedTuple):
    """How much evidence there is to a question, and where."""

    number: int
    href: str


EVIDENCE_COUNTS: Slot[Callable[[Here, Round, Collection[str]], Mapping[str, Attached]]] = Slot()
EVIDENCE_BEFORE: Slot[Callable[[Respondent, Collection[str]], Mapping[str, int]]] = Slot()
"""How much a respondent of the last round had to show, by question."""
CARRYING: Slot[Callable[[Respondent, Voice, Collection[str]], int]] = Slot()
"""Answers were taken over from a respondent of the last round; what stood beside them comes along."""
CONFIRMING: Slot[Callable[[Voice, Collection[str]], None]] = Slot()
"""Answers that were taken over were confirmed."""


def attached_to(here: Here, round_: Round, questions: Collection[str]) -> Mapping[str, Attached]:
    """The evidence of each question of a page; nothing where no room keeps any."""
    return {key: one for source in EVIDENCE_COUNTS for key, one in source(here, round_, questions).items()}


def evidence_before(respondent: Respondent, questions: Collection[str]) -> Mapping[str, int]:
    """How much evidence would come along, by question."""
    return {key: number for source in EVIDENCE_BEFORE for key, number in source(respondent, questions).items()}
