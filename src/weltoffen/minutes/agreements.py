"""All that was agreed in the workshops about one evaluation: who, until when, and what it goes back to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.templating import current_language
from weltoffen.live.models import Outline
from weltoffen.minutes.tracing import Trace, room_of, trace_of
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import ended_about


class Agreed(NamedTuple):
    """A measure in outline with its way back."""

    outline: Outline
    trace: Trace


class AgreedIn(NamedTuple):
    """What one workshop agreed on."""

    workshop: Workshop
    agreed: Sequence[Agreed]


def agreed_about(stored: StoredEvaluation) -> Sequence[AgreedIn]:
    """What the workshops about an evaluation that are over agreed on, the newest first; none without an agreement."""
    found = [AgreedIn(workshop, list(_agreed(workshop))) for workshop in ended_about(stored)]
    return [one for one in found if one.agreed]


def _agreed(workshop: Workshop) -> Iterator[Agreed]:
    room = room_of(workshop, current_language())
    for outline in room.outlines:
        yield Agreed(outline, trace_of(room, outline.source))
