"""Correcting minutes and agreeing them."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.live.actions.ending import settle
from weltoffen.minutes.bridge import content_of
from weltoffen.minutes.choices import MinutesEvent, MinutesState
from weltoffen.minutes.keeping import as_json
from weltoffen.minutes.models import Minutes
from weltoffen.minutes.queries import held_minutes
from weltoffen.minutes.rules import require_draft, require_over, require_seen
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import held


class MinutesContent(NamedTuple):
    """What somebody wrote: `texts` by the number of the agenda item."""

    introduction: str = ""
    outlook: str = ""
    texts: Mapping[int, str] = {}


@transaction.atomic
def change_minutes(workshop: Workshop, content: MinutesContent, *, version: int, by: Person) -> Minutes:
    """Correct and complete the minutes. Raises `MinutesHaveChanged` where somebody else did since `version`."""
    minutes = _held(workshop, version)
    minutes.introduction, minutes.outlook = content.introduction, content.outlook
    minutes.texts = {str(number): text for number, text in content.texts.items()}
    minutes.written_by_name, minutes.written_at = by.name, clock.now()
    minutes.version += 1
    minutes.save()
    _record(MinutesEvent.MINUTES_CHANGED, workshop, by)
    return minutes


@transaction.atomic
def agree_minutes(workshop: Workshop, *, version: int, by: Person) -> Minutes:
    """Agree the minutes for the municipality: all that they say now is stored, and no longer changes."""
    minutes = _held(workshop, version)
    minutes.state, minutes.agreed_by_name = MinutesState.AGREED, by.name
    minutes.agreed_on = timezone.localtime(clock.now()).date()
    minutes.content = {
        "de": as_json(content_of(workshop, minutes, "de")), "en": as_json(content_of(workshop, minutes, "en")),
    }  # fmt: skip
    minutes.version += 1
    minutes.save()
    settle(workshop)
    _record(MinutesEvent.MINUTES_AGREED, workshop, by)
    return minutes


@transaction.atomic
def forget_draft(workshop: Workshop) -> None:
    """Erase what was written while the workshop starts over. Raises `MinutesAreAgreed` where they stand."""
    minutes = held_minutes(workshop)
    require_draft(minutes)
    minutes.delete()


def _held(workshop: Workshop, version: int) -> Minutes:
    require_over(held(workshop))
    minutes = held_minutes(workshop)
    require_draft(minutes)
    require_seen(minutes, version)
    return minutes


def _record(event: MinutesEvent, workshop: Workshop, by: Person) -> None:
    details = {"workshop": workshop.number}
    record(event, by=by, municipality=workshop.municipality_id, subject=workshop.title, details=details)
