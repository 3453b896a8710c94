"""What this room has of a person: mappings that they saved, and files of responses that wait."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.foundation.own_data import Forgotten, Owner, Part
from weltoffen.limesurvey.models import ResponseFile, SavedMapping


def mappings_data(owner: Owner) -> Iterator[Part]:
    """Saved mappings, and files without what others answered in them."""
    with scopes_disabled():  # about a person, wherever they worked
        saved = [
            (one.municipality.name, one.name, one.survey, one.saved_at)
            for one in SavedMapping.objects.filter(saved_by_id=owner.pk).select_related("municipality")
        ]
        waiting = [
            (one.municipality.name, one.round.title, one.file_name, one.uploaded_at)
            for one in ResponseFile.objects.filter(uploaded_by_id=owner.pk)
            .select_related("municipality", "round")
            .defer("content")
        ]
    yield Part(
        key="mappings",
        heading=_("Mappings for LimeSurvey that you saved"),
        columns={
            "municipality": _("Municipality"), "name": _("Name"), "survey": _("Survey"), "saved_at": _("Saved on"),
        },
        rows=saved,
        order=34,
    )  # fmt: skip
    yield Part(
        key="response_files",
        heading=_("Files of responses from LimeSurvey that you uploaded"),
        columns={
            "municipality": _("Municipality"), "round": _("Round"), "file": _("File"), "uploaded_at": _("Uploaded on"),
        },
        rows=waiting,
        order=35,
    )  # fmt: skip


def forget_names(person: Forgotten) -> None:
    """Mappings stay the municipality's; who saved them is no longer said. Files go with the account."""
    with scopes_disabled():  # about a person, wherever they worked
        SavedMapping.objects.filter(saved_by_id=person.pk).update(saved_by=None, saved_by_name=person.instead)
