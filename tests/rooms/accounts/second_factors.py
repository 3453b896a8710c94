"""What tests of the second factor share: codes as an app shows them, and a person who has one."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client
from tests.rooms.conftest import PASSWORD

from weltoffen.accounts.actions import turn_on_app
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import factors_of

PERIOD = 30
SIGN_IN, SECOND, CONFIRM = "/account/login/", "/account/login/second-factor/", "/account/confirm/"
OVERVIEW = "/account/second-factor/"
APP, APP_OFF = f"{OVERVIEW}app/", f"{OVERVIEW}app/off/"
CODES, NEW_PASSKEY = f"{OVERVIEW}codes/", f"{OVERVIEW}passkeys/new/"


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows now, or some periods later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later)))


def wrong_code_of(secret: str) -> str:
    """Six digits that hold neither now nor soon."""
    holding = {code_of(secret, later) for later in range(-3, 4)}
    return next(code for number in range(10) if (code := f"{number:06}") not in holding)


def with_app(person: Person) -> str:
    """Turn the app on for this person, and answer the key that it knows."""
    secret: str = generate_totp_secret()
    turn_on_app(person, secret=secret, by=person)
    return secret


def recovery_codes_of(person: Person) -> list[str]:
    """Those that were not used yet."""
    codes = factors_of(person).codes
    return list(codes.wrap().get_unused_codes()) if codes is not None else []


def type_password(client: Client, person: Person, **more: str) -> str:
    """Sign in with the password, and answer where that leads."""
    answer = client.post(SIGN_IN, {"login": person.email, "password": PASSWORD, **more})
    return str(answer["Location"])


def is_signed_in(client: Client) -> bool:
    """Whether somebody is."""
    return "_auth_user_id" in client.session


def confirm(client: Client) -> None:
    """Type the password again, as is asked before something is changed."""
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 302
    assert settings.MFA_TOTP_TOLERANCE == 1
