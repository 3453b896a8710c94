"""Finding files of responses and saved mappings."""

from collections.abc import Sequence
from datetime import timedelta

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.limesurvey.models import ResponseFile, SavedMapping
from weltoffen.limesurvey.rules import FileIsGone
from weltoffen.rounds.models import Round

KEPT = timedelta(hours=24)


def files_of(round_: Round, person: Person) -> Sequence[ResponseFile]:
    """What a person uploaded within a day and did not discard, newest first."""
    mine = ResponseFile.objects.filter(round=round_, uploaded_by=person, uploaded_at__gt=clock.now() - KEPT)
    return list(mine.defer("content", "mapping").order_by("-uploaded_at"))


def file_of(round_: Round, number: int, person: Person, *, is_held: bool = False) -> ResponseFile:
    """One of them; `is_held`: until the transaction ends. Raises `FileIsGone`, also for those of others."""
    files = ResponseFile.objects.select_for_update() if is_held else ResponseFile.objects.all()
    found: ResponseFile | None = files.filter(
        pk=number, round=round_, uploaded_by=person, uploaded_at__gt=clock.now() - KEPT
    ).first()
    if found is None:
        raise FileIsGone
    return found


def mappings_for(round_: Round) -> Sequence[SavedMapping]:
    """The saved mappings of the municipality in scope for the framework of a round, newest first."""
    return list(SavedMapping.objects.filter(framework=round_.framework_version.key))


def mapping_with(number: int) -> SavedMapping | None:
    """A saved mapping of the municipality in scope."""
    found: SavedMapping | None = SavedMapping.objects.filter(pk=number).first()
    return found
