"""`weltoffen person`: give people access to a municipality, end it, and help who lost their second factor."""

from gettext import gettext as _
from gettext import ngettext

from django.urls import reverse
from django_scopes import scope

from weltoffen.accounts.actions import remove_second_factor, unlink_identities
from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.emails import days_to_set_password, path_to_set_password, send_sign_in_changed
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import person_with_address
from weltoffen.commands.forms import sound
from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible, refusals_of_rooms_told, require_known
from weltoffen.municipalities.actions import admit_person, end_access
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.forms import NewMemberForm
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import all_municipalities, members_here, municipality_named
from weltoffen.settings import ALLOWED_HOSTS, IS_PRODUCTION

TRIAL_SITE = "http://localhost:8000"


def add(email: str, name: str, municipality: str, role: str, site: str | None) -> str:
    """Give access; who has no account yet gets one, and a link with which they choose a password."""
    require_prepared()
    place = _municipality(municipality)
    require_known("--role", role, {one.value: one for one in Role})
    typed = sound(NewMemberForm({"email": email, "name": name}))
    with refusals_of_rooms_told():
        given = admit_person(place, email=typed["email"], name=typed["name"], role=Role(role), by=None)
    person = given.person
    said = _("{person} has access to {place} as: {role}.").format(
        person=person.name, place=place.name, role=given.get_role_display()
    )
    return "\n".join([said, *_way_in(person, site or _site())])


def end(email: str, municipality: str) -> str:
    """End somebody's access; their account stays."""
    require_prepared()
    place = _municipality(municipality)
    with scope(municipality=place.pk), refusals_of_rooms_told():
        membership = _membership(place, email)
        end_access(place, membership=membership, by=None)
    return _("The access of {person} to {place} has ended.").format(person=membership.person.name, place=place.name)


def remove_factor(email: str, site: str | None) -> str:
    """Remove the second factor of somebody who lost everything that belongs to it."""
    require_prepared()
    person = _person(email)
    with refusals_of_rooms_told():
        remove_second_factor(person, by=None)
    link = (site or _site()).rstrip("/") + reverse("account_reset_password")
    send_sign_in_changed(person, AccountEvent.SECOND_FACTOR_REMOVED, link)
    return _("The second factor of {person} is removed. They sign in with their password alone, and were told so by "
             "mail. Please ask them to set up a new one.").format(person=person.name)  # fmt: skip


def unlink(email: str) -> str:
    """Part somebody from the sign-in of their municipality, which then may link them anew by their address."""
    require_prepared()
    person = _person(email)
    with refusals_of_rooms_told():
        unlink_identities(person, by=None)
    return _(
        "{person} is parted from the sign-in of the municipality. The next sign-in links the account anew."
    ).format(person=person.name)


def _person(email: str) -> Person:
    found = person_with_address(email)
    if found is None:
        raise Impossible(
            _("{option}: nobody has an account with the address “{value}”.").format(option="--email", value=email)
        )
    return found


def _municipality(slug: str) -> Municipality:
    found = municipality_named(slug)
    if found is None:
        possible = ", ".join(one.slug for one in all_municipalities()) or "–"
        raise Impossible(
            _("{option}: there is no municipality “{value}”. Possible: {list}").format(
                option="--municipality", value=slug, list=possible
            )
        )
    return found


def _membership(place: Municipality, email: str) -> Membership:
    found = members_here().filter(person__email__iexact=email.strip()).first()
    if found is None:
        raise Impossible(
            _("{option}: nobody with the address “{value}” has access to {place}.").format(
                option="--email", value=email, place=place.name
            )
        )
    return found


def _way_in(person: Person, site: str) -> list[str]:
    if person.has_usable_password():
        return [_("The person has an account already and signs in with the password that they know.")]
    days = days_to_set_password()
    return [
        ngettext(
            "Pass on this link. With it the person chooses a password, once and within {days} day:",
            "Pass on this link. With it the person chooses a password, once and within {days} days:",
            days,
        ).format(days=days),
        site.rstrip("/") + path_to_set_password(person),
    ]


def _site() -> str:
    """Where the platform is reached, by what the settings say."""
    return f"https://{ALLOWED_HOSTS[0].removeprefix('.')}" if IS_PRODUCTION else TRIAL_SITE
