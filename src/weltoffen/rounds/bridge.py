"""From a round to the questions it asks, as the calculation knows them."""

from collections.abc import Sequence

from selfcheck import Framework, Instrument
from selfcheck.frameworks.model import FieldOfAction, Question
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.rounds.models import Round


def instrument_for(round_: Round) -> Instrument:
    """The instrument of a round."""
    return instrument_of(round_.framework_version)


def questions_asked(round_: Round) -> Sequence[Question]:
    """Every question that the round's kind of municipality is asked, in order."""
    return list(instrument_for(round_).framework.questions_for(kind=round_.kind or None))


def field_in(framework: Framework, key: str) -> FieldOfAction | None:
    """The field of action with this key."""
    return next((field for field in framework.fields if field.key == key), None)
