"""Adding a version of a questionnaire."""

from pathlib import Path

from django.db import transaction

from selfcheck import load_instrument
from weltoffen.accounts.models import Person
from weltoffen.catalogue.bridge import files_in
from weltoffen.catalogue.choices import CatalogueEvent
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation import clock
from weltoffen.journal.actions import record


@transaction.atomic
def add_framework(folder: Path, *, by: Person | None) -> FrameworkVersion:
    """Keep the version in `folder`; one that is here already is answered as it is.

    Raises `FaultyInput` with every fault of the folder.
    """
    framework = load_instrument(folder).framework
    known = FrameworkVersion.objects.filter(checksum=framework.checksum).first()
    if known is not None:
        return known
    version = FrameworkVersion.objects.create(
        key=framework.key,
        version=framework.version,
        checksum=framework.checksum,
        status=framework.status,
        files=files_in(folder),
        added_at=clock.now(),
    )
    record(CatalogueEvent.FRAMEWORK_ADDED, by=by, municipality=None, subject=str(version))
    return version
