"""What this room has of a person with an account: where they contribute by the same address, and mail they planned."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.contributors.models import Contributor
from weltoffen.foundation import clock
from weltoffen.foundation.own_data import Forgotten, Owner, Part


def contributors_data(owner: Owner) -> Iterator[Part]:
    """Rounds in which somebody with this address contributes without an account."""
    with scopes_disabled():  # about a person, wherever they contribute
        found = Contributor.objects.filter(email__iexact=owner.email).select_related(
            "municipality", "round", "department"
        )
        rows = [
            (one.municipality.name, one.round.title, one.department.name, one.name, one.email, one.added_at,
             one.invited_at, one.last_opened_on)
            for one in found.defer("municipality__coat_of_arms").order_by("added_at", "pk")
        ]  # fmt: skip
    yield Part(
        key="contributing",
        heading=_("Where you contribute by a personal link, without your account"),
        columns={
            "municipality": _("Municipality"), "round": _("Round"), "department": _("Department"), "name": _("Name"),
            "email": _("E-mail address"), "since": _("Since"), "written_to": _("Last e-mail"),
            "opened": _("Last opened"),
        },
        rows=rows,
        order=28,
    )  # fmt: skip


def forget_contributors(person: Forgotten) -> None:
    """With the account go name and address of the same person's links; these open nothing any more."""
    with scopes_disabled():  # about a person, wherever they contribute
        own = Contributor.objects.filter(email__iexact=person.owner.email)
        own.update(name="", email="", delivery_fault="", erased_at=clock.now(), planned=None)
