"""Words of an agenda that was proposed, in a guest's language; what somebody typed stays as it was typed.

A proposal names working groups after fields of action and asks what would help there. As long as nobody changed these
words, guests read them in their language.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selfcheck import LANGUAGES, Language
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.live.phrases import LEADING, Phrases
from weltoffen.workshops.bridge import BETWEEN_FIELDS, question_about, subject_words
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.options import collect_options
from weltoffen.workshops.rules import FIELD


class Named(NamedTuple):
    """Words and their language."""

    text: str
    lang: str


def group_named(workshop: Workshop, group: WorkingGroup, phrases: Phrases) -> Named:
    """The title of a working group."""
    parts = group.title.split(BETWEEN_FIELDS)
    for language in _other(phrases):
        keys = {label: key for key, label in _fields(workshop, language).items()}
        if all(part in keys for part in parts):
            return Named(BETWEEN_FIELDS.join(_in_words(workshop, [keys[part] for part in parts], phrases)), phrases.tag)
    return Named(group.title, LEADING)


def question_named(workshop: Workshop, item: AgendaItem, phrases: Phrases) -> Named:
    """What guests are asked for ideas about; without a question the title of the item."""
    question = collect_options(item).question
    for language in _other(phrases):
        labels = _fields(workshop, language)
        about = [labels[key] for key in item.subjects if key in labels]
        if about and len(about) == len(item.subjects) and question == question_about(about, language):
            topics = BETWEEN_FIELDS.join(_in_words(workshop, item.subjects, phrases))
            return Named(phrases.say("collect_about", topics=topics), phrases.language_of("collect_about"))
    return Named(question or item.title, LEADING)


def _other(phrases: Phrases) -> Sequence[Language]:
    """Languages in which a proposal may have been made and that this guest does not read anyway."""
    return [one for one in LANGUAGES if one != phrases.tag]


def _fields(workshop: Workshop, language: Language) -> Mapping[str, str]:
    words = subject_words(workshop, language)
    return {key: subject.label for key, subject in words.items() if key.startswith(FIELD)}


def _in_words(workshop: Workshop, keys: Sequence[str], phrases: Phrases) -> list[str]:
    said = instrument_of(workshop.evaluation.round.framework_version).guest_words(phrases.tag)
    return [said.field(key.removeprefix(FIELD)).text for key in keys]
