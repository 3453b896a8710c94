"""Adding versions of questionnaires."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.catalogue.bridge import Framework, checksum_of_guests, files_in, instrument_in, shipped_folders
from weltoffen.catalogue.choices import CatalogueEvent
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation import clock
from weltoffen.journal.actions import record


@transaction.atomic
def add_framework(folder: Path, *, by: Person | None, is_offered: bool = True) -> FrameworkVersion:
    """Keep the version in `folder`, as `keep_version` does.

    Raises `FaultyInput` with every fault of the folder.
    """
    return keep_version(instrument_in(folder).framework, files_in(folder), by=by, is_offered=is_offered)


@transaction.atomic
def keep_version(
    framework: Framework, files: Mapping[str, str], *, by: Person | None, is_offered: bool = True
) -> FrameworkVersion:
    """Keep a sound version; one that is here already is answered as it is, and offered if it now shall be.

    Who offers a version says what guests read of it; what comes from outside changes no words that are here.
    """
    known = FrameworkVersion.objects.filter(checksum=framework.checksum).first()
    if known is not None and is_offered:
        _renew_guest_words(known, files, by=by)
        return known if known.is_offered else _offer(known)
    if known is not None:
        return known
    version = FrameworkVersion.objects.create(
        key=framework.key,
        version=framework.version,
        checksum=framework.checksum,
        guest_checksum=checksum_of_guests(files),
        status=framework.status,
        files=dict(files),
        added_at=clock.now(),
        is_offered=is_offered,
    )
    record(CatalogueEvent.FRAMEWORK_ADDED, by=by, municipality=None, subject=str(version))
    return version


def _renew_guest_words(version: FrameworkVersion, files: Mapping[str, str], *, by: Person | None) -> None:
    checksum = checksum_of_guests(files)
    if checksum == version.guest_checksum:
        return
    # All other files are the same: they have the same checksum.
    version.files, version.guest_checksum = dict(files), checksum
    version.save(update_fields=["files", "guest_checksum"])
    record(CatalogueEvent.GUEST_WORDS_RENEWED, by=by, municipality=None, subject=str(version))


def _offer(version: FrameworkVersion) -> FrameworkVersion:
    version.is_offered = True
    version.save(update_fields=["is_offered"])
    return version


@transaction.atomic
def add_shipped_frameworks(*, by: Person | None) -> Sequence[FrameworkVersion]:
    """Keep every version that comes with the software, and answer them all."""
    return [add_framework(folder, by=by) for folder in shipped_folders()]
