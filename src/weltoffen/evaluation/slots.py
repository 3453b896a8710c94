"""A named place on the page of an evaluation that later rooms fill: what can be done with its result."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here


class EvaluationLink(NamedTuple):
    """Something that can be done with an evaluation, in order."""

    order: int
    label: str
    text: str
    href: str


EVALUATION_LINKS: Slot[Callable[[Here, StoredEvaluation], Iterable[EvaluationLink]]] = Slot()


def links_of(here: Here, stored: StoredEvaluation) -> Sequence[EvaluationLink]:
    """What this person can do with the evaluation."""
    return sorted((link for source in EVALUATION_LINKS for link in source(here, stored)), key=lambda link: link.order)
