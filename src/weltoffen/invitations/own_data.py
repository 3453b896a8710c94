"""What this room has of a person with an account: where they are invited by the same address, and mail they planned."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.foundation import clock
from weltoffen.foundation.own_data import Forgotten, Owner, Part
from weltoffen.invitations.actions import WITHOUT_A_NAME
from weltoffen.invitations.models import Attendee, Needs


def invitations_data(owner: Owner) -> Iterator[Part]:
    """Workshops and dialogue events to which somebody with this address is invited, and what they said."""
    with scopes_disabled():  # about a person, wherever they are invited
        found = Attendee.objects.filter(email__iexact=owner.email).select_related("municipality", "workshop", "needs")
        rows = [
            (one.municipality.name, one.workshop.title, one.workshop.begins_at, one.name, one.organisation, one.email,
             one.get_reply_display(), one.stand_in, _needs_in_words(one), one.note, one.written_at)
            for one in found.defer("municipality__coat_of_arms").order_by("added_on", "pk")
        ]  # fmt: skip
    yield Part(
        key="invited_to",
        heading=_("Where you are invited by a personal link, without your account"),
        columns={
            "municipality": _("Municipality"), "workshop": _("Workshop"), "begins": _("Begins"), "name": _("Name"),
            "organisation": _("Organisation"), "email": _("E-mail address"), "reply": _("Reply"),
            "stand_in": _("Instead comes"), "needs": _("Needs"), "note": _("Note"), "written_to": _("Last e-mail"),
        },
        rows=rows,
        order=31,
    )  # fmt: skip


def _needs_in_words(attendee: Attendee) -> str:
    needs = getattr(attendee, "needs", None)
    return "; ".join(needs_in_words(needs)) if needs is not None else ""


def needs_in_words(needs: Needs) -> list[str]:
    """Each need in a few words."""
    said = [
        _("Interpretation: %(language)s") % {"language": needs.interpretation} if needs.interpretation else "",
        _("Sign language") if needs.needs_sign_language else "",
        _("Step-free access") if needs.needs_step_free else "",
        _("Childcare: %(number)s") % {"number": needs.children} if needs.children else "",
        needs.other,
    ]
    return [one for one in said if one]


def forget_invitations(person: Forgotten) -> None:
    """With the account go name, address and needs of the same person's invitations; their links end."""
    with scopes_disabled():  # about a person, wherever they are invited
        own = Attendee.objects.filter(email__iexact=person.owner.email)
        Needs.objects.filter(attendee__in=own).delete()
        own.update(erased_on=clock.today(), **WITHOUT_A_NAME)
