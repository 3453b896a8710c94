"""Which events there are and the sentence for each. A room registers its own: the journal does not know the rooms."""

from collections.abc import Mapping

from django.db.models import TextChoices

SENTENCES: dict[str, str] = {}


def register(events: type[TextChoices]) -> type[TextChoices]:
    """Make the events of a room known; their labels are sentences with %(actor)s and %(subject)s."""
    for event in events:
        SENTENCES[event.value] = event.label
    return events


def subject_in(language: str) -> str:
    """The name of the detail that says what a subject is called in another language."""
    return f"subject_{language}"


def sentence_of(event: str, values: Mapping[str, object]) -> str:
    """The sentence of an event; an event of a room that is gone is shown by its name."""
    known = SENTENCES.get(event)
    return str(known) % values if known is not None else f"{values['actor']}: {event} {values['subject']}"
