"""Adding an account, changing its name, setting its password, its second factor, ending its sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.models import Identity, Person, Session
from weltoffen.accounts.queries import factors_of, has_identity, person_with_address
from weltoffen.accounts.rules import (
    AddressIsTaken,
    AppIsOn,
    IdentityIsAnother,
    IdentityIsMissing,
    SecondFactorIsOff,
    SessionIsOver,
    require_password,
)
from weltoffen.journal.actions import record


@transaction.atomic
def add_person(*, email: str, name: str, by: Person | None) -> Person:
    """A new account without a password; its person sets one through a link."""
    if person_with_address(email) is not None:
        raise AddressIsTaken
    person = Person.objects.create_user(email.strip(), name=name.strip())
    record(AccountEvent.PERSON_ADDED, by=by, municipality=None, subject=person.name)
    return person


@transaction.atomic
def rename_person(person: Person, *, name: str, by: Person) -> None:
    """How others see the person from now on; the same name again changes nothing."""
    before, after = person.name, name.strip()
    if after == before:
        return
    person.name = after
    person.save(update_fields=["name"])
    details = {"before": before, "after": after}
    record(AccountEvent.PERSON_RENAMED, by=by, municipality=None, subject=after, details=details)


@transaction.atomic
def set_password(person: Person, password: str) -> None:
    """A new password. What was signed in with the old one ends: its sessions carry a trace of it, and are erased."""
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()
    record(AccountEvent.PASSWORD_SET, by=person, municipality=None, subject=person.name)


@transaction.atomic
def turn_on_app(person: Person, *, secret: str, by: Person) -> None:
    """From now on signing in asks for a code of the app that knows this secret."""
    require_password(person)
    if factors_of(person).app is not None:
        raise AppIsOn
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    record(AccountEvent.APP_TURNED_ON, by=by, municipality=None, subject=person.name)


@transaction.atomic
def turn_off_app(person: Person, *, by: Person) -> None:
    """Signing in asks for a code of the app no longer; without passkeys the password alone suffices."""
    app = factors_of(person).app
    if app is None:
        raise SecondFactorIsOff
    app.delete()
    _forget_lonely_codes(person)
    record(AccountEvent.APP_TURNED_OFF, by=by, municipality=None, subject=person.name)


@transaction.atomic
def add_passkey(person: Person, *, name: str, credential: dict[str, Any], by: Person) -> None:
    """From now on this passkey is a second factor. The credential was checked (forms.py)."""
    require_password(person)
    WebAuthn.add(person, name, credential)
    RecoveryCodes.activate(person)
    record(AccountEvent.PASSKEY_ADDED, by=by, municipality=None, subject=name)


@transaction.atomic
def rename_passkey(passkey: Authenticator, *, name: str, by: Person) -> None:
    """How its person tells it from others; the same name again changes nothing."""
    before = passkey.data["name"]
    if before == name:
        return
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    details = {"before": before, "after": name}
    record(AccountEvent.PASSKEY_RENAMED, by=by, municipality=None, subject=name, details=details)


@transaction.atomic
def remove_passkey(passkey: Authenticator, *, by: Person) -> None:
    """This passkey signs nobody in any more; without another factor the password alone suffices."""
    name, person = passkey.data["name"], passkey.user
    passkey.delete()
    _forget_lonely_codes(person)
    record(AccountEvent.PASSKEY_REMOVED, by=by, municipality=None, subject=name)


@transaction.atomic
def renew_recovery_codes(person: Person, *, by: Person) -> None:
    """New codes; those from before end."""
    # Two requests at once would make two sets, of which one cannot be stored.
    Person.objects.select_for_update().get(pk=person.pk)
    factors = factors_of(person)
    if not factors.is_on:
        raise SecondFactorIsOff
    if factors.codes is not None:
        factors.codes.delete()
    RecoveryCodes.activate(person)
    record(AccountEvent.RECOVERY_CODES_RENEWED, by=by, municipality=None, subject=person.name)


@transaction.atomic
def note_recovery_code(person: Person) -> None:
    """A recovery code signed the person in; it was marked as used when it was checked (forms.py)."""
    record(AccountEvent.RECOVERY_CODE_USED, by=person, municipality=None, subject=person.name)


@transaction.atomic
def remove_second_factor(person: Person, *, by: Person | None) -> None:
    """For somebody who lost app, passkeys and codes: the password alone suffices until they set up new ones.

    Wherever they were signed in this ends: what was lost may have been a device.
    """
    if not factors_of(person).is_on:
        raise SecondFactorIsOff
    Authenticator.objects.filter(user=person).delete()
    Session.objects.filter(person=person).delete()
    record(AccountEvent.SECOND_FACTOR_REMOVED, by=by, municipality=None, subject=person.name)


@transaction.atomic
def end_session(person: Person, *, handle: str, by: Person) -> None:
    """Sign out in one browser."""
    ended, _by_table = Session.objects.filter(person=person, handle=handle).delete()
    if not ended:
        raise SessionIsOver
    record(AccountEvent.SIGNED_OUT_ELSEWHERE, by=by, municipality=None, subject=person.name)


@transaction.atomic
def end_other_sessions(person: Person, *, but: str, by: Person) -> int:
    """Sign out everywhere but where `but` is the handle; answers how many there were."""
    ended, _by_table = Session.objects.filter(person=person).exclude(handle=but).delete()
    if ended:
        details = {"number": ended}
        record(AccountEvent.SIGNED_OUT_ELSEWHERE, by=by, municipality=None, subject=person.name, details=details)
    return ended


@transaction.atomic
def link_identity(person: Person, *, issuer: str, subject: str, by: Person) -> None:
    """From now on this provider signs this person in under this name, whatever becomes of the address."""
    if has_identity(person, issuer):
        raise IdentityIsAnother
    Identity.objects.create(person=person, issuer=issuer, subject=subject)
    record(AccountEvent.IDENTITY_LINKED, by=by, municipality=None, subject=person.name)


@transaction.atomic
def unlink_identities(person: Person, *, by: Person | None) -> None:
    """For somebody whom the provider knows by another name now; wherever they were signed in this ends."""
    removed, _by_table = Identity.objects.filter(person=person).delete()
    if not removed:
        raise IdentityIsMissing
    Session.objects.filter(person=person).delete()
    record(AccountEvent.IDENTITY_UNLINKED, by=by, municipality=None, subject=person.name)


def _forget_lonely_codes(person: Person) -> None:
    factors = factors_of(person)
    if factors.codes is not None and not factors.is_on:
        factors.codes.delete()
