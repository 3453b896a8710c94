"""What this room has of a person: evidence that they saved."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.evidence.models import Evidence
from weltoffen.foundation.own_data import Forgotten, Owner, Part


def evidence_data(owner: Owner) -> Iterator[Part]:
    """Links, notes and the names of documents; the documents themselves are the municipality's."""
    with scopes_disabled():  # about a person, wherever they worked
        saved = Evidence.objects.filter(saved_by_id=owner.pk).select_related("round", "municipality")
        rows = [
            (
                one.municipality.name, one.round.title, one.question, one.get_layer_display(), one.get_kind_display(),
                one.title, one.url or one.file_name, one.text, one.saved_at,
            )
            for one in saved.defer("municipality__coat_of_arms")
        ]  # fmt: skip
    yield Part(
        key="evidence",
        heading=_("Evidence that you saved"),
        columns={
            "municipality": _("Municipality"), "round": _("Round"), "question": _("Question"), "layer": _("Shows"),
            "kind": _("Kind of evidence"), "title": _("Title"), "where": _("Address or file"), "text": _("Text"),
            "saved_at": _("Saved on"),
        },
        rows=rows,
        order=34,
    )  # fmt: skip


def forget_names(person: Forgotten) -> None:
    """Evidence stays the municipality's; who saved it is no longer said."""
    with scopes_disabled():  # about a person, wherever they worked
        Evidence.objects.filter(saved_by_id=person.pk).update(saved_by=None, saved_by_name=person.instead)
