"""What this room has of a person: the account and where it is signed in."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.own_data import Forgotten, Owner, Part


def account_data(owner: Owner) -> Iterator[Part]:
    """The account, further addresses, and the sessions."""
    person = Person.objects.get(pk=owner.pk)
    yield Part(
        key="account",
        heading=_("Your account"),
        columns={"name": _("Name"), "email": _("E-mail address"), "since": _("Since"), "signed_in": _("Last sign-in")},
        rows=[(person.name, person.email, person.joined_at, person.last_login)],
        order=10,
    )
    addresses = EmailAddress.objects.filter(user_id=owner.pk).order_by("pk")
    yield Part(
        key="addresses",
        heading=_("Addresses noted at sign-in"),
        columns={"email": _("E-mail address")},
        rows=[(one.email,) for one in addresses],
        order=11,
    )
    yield Part(
        key="sessions",
        heading=_("Browsers in which you are signed in"),
        columns={"until": _("At most until")},
        rows=[(session.expire_date,) for session in sessions_of(owner.pk)],
        order=12,
    )


def sessions_of(person: int) -> list[Session]:
    """Every session of this person. A session says whose it is inside only, so all of them are opened."""
    return [one for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(person)]


def end_sessions(person: Forgotten) -> None:
    """Sign the person out everywhere."""
    Session.objects.filter(pk__in=[session.pk for session in sessions_of(person.pk)]).delete()
