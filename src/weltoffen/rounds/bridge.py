"""From a round to the questions it asks, as the calculation knows them."""

from collections.abc import Mapping, Sequence

from selfcheck import Instrument, Language
from selfcheck.frameworks.model import Question
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.rounds.models import Round


def instrument_for(round_: Round) -> Instrument:
    """The instrument of a round."""
    return instrument_of(round_.framework_version)


def questions_asked(round_: Round) -> Sequence[Question]:
    """Every question that the round's kind of municipality is asked, in order."""
    return list(instrument_for(round_).framework.questions_for(kind=round_.kind or None))


def title_of(round_: Round, language: Language) -> str:
    """The title of the questionnaire that a round answers."""
    return instrument_for(round_).texts_in(language).title


def field_labels(round_: Round, language: Language) -> Mapping[str, str]:
    """What the fields of action are called, by their keys in order."""
    instrument = instrument_for(round_)
    texts = instrument.texts_in(language)
    return {field.key: texts.fields[field.key].label for field in instrument.framework.fields}
