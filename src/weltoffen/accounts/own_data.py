"""What this room has of a person: the account and where it is signed in."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Identity, Person, Session
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
        columns={
            "browser": _("Browser"), "system": _("System"), "since": _("Since"), "seen": _("Used last"),
            "until": _("At most until"),
        },
        rows=[
            (one.browser, one.system, one.began_at, one.seen_at, one.expire_date)
            for one in Session.objects.filter(person_id=owner.pk).order_by("began_at")
        ],
        order=12,
    )  # fmt: skip
    factors = Authenticator.objects.filter(user_id=owner.pk).order_by("pk")
    yield Part(
        key="second_factor",
        heading=_("Your second factor"),
        columns={"kind": _("Kind"), "name": _("Name"), "since": _("Since"), "used": _("Used last")},
        rows=[
            (one.get_type_display(), str(one.data.get("name", "")), one.created_at, one.last_used_at) for one in factors
        ],
        order=13,
    )
    identities = Identity.objects.filter(person_id=owner.pk).order_by("pk")
    yield Part(
        key="identities",
        heading=_("Your municipality’s own sign-in"),
        columns={"issuer": _("Provider"), "subject": _("Known there as"), "since": _("Since")},
        rows=[(one.issuer, one.subject, one.linked_at) for one in identities],
        order=14,
    )


def end_sessions(person: Forgotten) -> None:
    """Sign the person out everywhere."""
    Session.objects.filter(person_id=person.pk).delete()
