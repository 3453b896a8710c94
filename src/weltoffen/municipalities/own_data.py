"""What this room has of a person: where they have access."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.foundation.own_data import Forgotten, Owner, Part
from weltoffen.municipalities.actions import end_access
from weltoffen.municipalities.queries import memberships_of
from weltoffen.municipalities.rules import is_last_coordinator


def memberships_data(owner: Owner) -> Iterator[Part]:
    """Municipalities with role, since when."""
    yield Part(
        key="memberships",
        heading=_("Your municipalities"),
        columns={"municipality": _("Municipality"), "role": _("Your role"), "since": _("Since")},
        rows=[(one.municipality.name, one.get_role_display(), one.since) for one in memberships_of(_person(owner))],
        order=20,
    )


def needed_as_coordinator(owner: Owner) -> Iterator[str]:
    """Where nobody else coordinates, somebody has to first."""
    for membership in memberships_of(_person(owner)):
        with scope(municipality=membership.municipality_id):
            if is_last_coordinator(membership):
                yield _("You are the only person who coordinates %(place)s. First give somebody else access there.") % {
                    "place": membership.municipality.name
                }


def end_memberships(person: Forgotten) -> None:
    """End every access, as anybody's access ends. Raises `LastCoordinator` where nobody else coordinates."""
    leaving = _person(person.owner)
    for membership in memberships_of(leaving):
        end_access(membership.municipality, membership=membership, by=leaving)


def _person(owner: Owner) -> Person:
    return Person.objects.get(pk=owner.pk)
