"""Signing in through a municipality's own provider: who is let in, who is not, and why."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django_scopes import scopes_disabled
from pytest_django import Settings
from tests.rooms.accounts.providers import provider_of
from tests.rooms.accounts.second_factors import SECOND, SIGN_IN, code_of, is_signed_in, with_app
from tests.rooms.reading import words

from weltoffen.accounts.actions import unlink_identities
from weltoffen.accounts.models import Identity, Person
from weltoffen.accounts.rules import IdentityIsMissing
from weltoffen.environment import Provider
from weltoffen.journal.models import Entry

pytestmark = [
    pytest.mark.django_db, pytest.mark.enable_socket,
    # What the provider's own parts say about each other.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"), pytest.mark.filterwarnings("ignore::UserWarning"),
]  # fmt: skip
Offer = Callable[[Mapping[str, Mapping[str, object]]], Provider]
BEGIN, RETURN = "/account/provider/", "/account/provider/return/"
ADDRESS = "coordinator@donnersbergkreis.example"
VERIFIED = {"email": ADDRESS, "email_verified": True}


@pytest.fixture
def offer(settings: Settings) -> Iterator[Offer]:
    """The platform is told of a provider that knows these people."""
    with ExitStack() as stack:

        def configure(people: Mapping[str, Mapping[str, object]]) -> Provider:
            provider = stack.enter_context(provider_of(people))
            settings.OIDC = provider
            return provider

        yield configure


def agree(client: Client, subject: str, path: str = BEGIN) -> str:
    """Go to the provider and sign in there; answers where it sends the browser back to."""
    there = client.get(path)["Location"]
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    return f"{parts.path}?{parts.query}"


def sign_in(client: Client, subject: str, path: str = BEGIN) -> HttpResponseBase:
    return client.get(agree(client, subject, path))


def test_who_comes_with_a_verified_address_is_signed_in_and_goes_where_they_wanted(
    client: Client, coordinator: Person, offer: Offer
) -> None:
    offer({"u-1": {"email": ADDRESS.upper(), "email_verified": True}})

    answer = sign_in(client, "u-1", f"{BEGIN}?next=/m/donnersbergkreis/roles/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/m/donnersbergkreis/roles/")
    assert client.session["_auth_user_id"] == str(coordinator.pk)
    assert Person.objects.count() == 1
    assert [(one.person, one.subject) for one in Identity.objects.all()] == [(coordinator, "u-1")]
    assert ["zum ersten Mal über die Anmeldung Ihrer Kommune" in str(one.body) for one in mail.outbox] == [True]
    with scopes_disabled():
        assert [entry.event for entry in Entry.objects.all()] == ["identity_linked"]


def test_what_the_provider_says_about_a_person_is_not_kept(client: Client, coordinator: Person, offer: Offer) -> None:
    offer({"u-1": {**VERIFIED, "name": "Vor Nachname", "phone_number": "0123"}})

    sign_in(client, "u-1")

    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    coordinator.refresh_from_db()
    assert coordinator.name != "Vor Nachname"


def test_who_is_linked_stays_so_whatever_becomes_of_the_address(coordinator: Person, offer: Offer) -> None:
    offer({"u-1": VERIFIED})
    sign_in(Client(), "u-1")
    Person.objects.filter(pk=coordinator.pk).update(email="neu@anderswo.example")
    again = Client()

    sign_in(again, "u-1")

    assert is_signed_in(again)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"email": ADDRESS}, "bestätigt nicht, dass Ihre E-Mail-Adresse geprüft ist"),
        ({"email": ADDRESS, "email_verified": False}, "bestätigt nicht, dass Ihre E-Mail-Adresse geprüft ist"),
        ({"email": ADDRESS, "email_verified": "false"}, "bestätigt nicht, dass Ihre E-Mail-Adresse geprüft ist"),
        ({"email_verified": True}, "bestätigt nicht, dass Ihre E-Mail-Adresse geprüft ist"),
        ({"email": "coordinator@eisenberg.example", "email_verified": True}, "gilt nur für deren eigene"),
        ({"email": f"{ADDRESS}.evil.example", "email_verified": True}, "gilt nur für deren eigene"),
        ({"email": "niemand@donnersbergkreis.example", "email_verified": True}, "gibt es hier kein Konto"),
    ],
)
def test_who_is_not_let_in_is_told_why_and_whom_to_ask(
    client: Client, coordinator: Person, stranger: Person, offer: Offer, claims: Mapping[str, object], told: str
) -> None:
    offer({"u-1": claims})

    answer = sign_in(client, "u-1")

    assert answer.status_code == 409
    assert told in words(answer)
    assert "Bitte wenden Sie sich an die Person, die den Selbstcheck in Ihrer Kommune koordiniert" in words(answer)
    assert not is_signed_in(client)
    assert not Identity.objects.exists()
    assert Person.objects.count() == 2


def test_an_address_that_changed_hands_opens_nothing(coordinator: Person, offer: Offer) -> None:
    offer({"before": VERIFIED, "after": VERIFIED})
    sign_in(Client(), "before")
    client = Client()

    answer = sign_in(client, "after")

    assert "Die Anmeldung Ihrer Kommune ordnet dieses Konto einer anderen Person zu." in words(answer)
    assert not is_signed_in(client)
    unlink_identities(coordinator, by=None)
    sign_in(client, "after")
    assert is_signed_in(client)
    assert [one.subject for one in Identity.objects.all()] == ["after"]


def test_an_account_that_has_ended_is_not_opened_or_linked(client: Client, coordinator: Person, offer: Offer) -> None:
    offer({"u-1": VERIFIED})
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)

    sign_in(client, "u-1")

    assert not is_signed_in(client)
    assert not Identity.objects.exists()


def test_a_linked_account_that_has_ended_is_not_opened(coordinator: Person, offer: Offer) -> None:
    offer({"u-1": VERIFIED})
    sign_in(Client(), "u-1")
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)
    client = Client()

    sign_in(client, "u-1")

    assert not is_signed_in(client)


def test_our_second_factor_is_asked_for_all_the_same(client: Client, coordinator: Person, offer: Offer) -> None:
    offer({"u-1": VERIFIED})
    secret = with_app(coordinator)

    answer = sign_in(client, "u-1")
    before = is_signed_in(client)
    client.post(SECOND, {"code": code_of(secret)})

    assert (answer.headers["Location"], before, is_signed_in(client)) == (SECOND, False, True)


def test_the_answer_belongs_to_the_browser_that_asked(
    client: Client, coordinator: Person, offer: Offer, caplog: pytest.LogCaptureFixture
) -> None:
    offer({"u-1": VERIFIED})
    back = agree(client, "u-1")
    other = Client()

    with caplog.at_level(logging.ERROR):
        stolen = other.get(back)
    invented = client.get(f"{RETURN}?code=x&state=invented")

    assert (stolen.status_code, invented.status_code) == (409, 409)
    assert "hat nicht geklappt oder wurde abgebrochen" in words(stolen)
    assert not is_signed_in(other)


def test_whoever_cancels_there_is_told_here(client: Client, coordinator: Person, offer: Offer) -> None:
    offer({})
    there = client.get(BEGIN)["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]

    answer = client.get(f"{RETURN}?error=access_denied&state={state}")

    assert "Die Anmeldung über Ihre Kommune hat nicht geklappt oder wurde abgebrochen." in words(answer)


def test_a_provider_that_is_away_is_told(client: Client, settings: Settings, db: None) -> None:
    settings.OIDC = Provider("http://127.0.0.1:9", "a", "b", "Kreisverwaltung", frozenset({"a.example"}))

    answer = client.get(BEGIN)

    assert "oder melden Sie sich mit E-Mail-Adresse und Passwort an" in words(answer)


def test_nobody_links_an_account_by_being_signed_in(coordinator: Person, stranger: Person, offer: Offer) -> None:
    """A link that somebody was made to follow must not add another way into their account."""
    offer({"evil": {"email": "evil@donnersbergkreis.example", "email_verified": True}})
    client = Client()
    client.force_login(stranger)

    sign_in(client, "evil", f"{BEGIN}?process=connect")

    assert not SocialAccount.objects.exists()
    assert not Identity.objects.exists()


def test_the_way_is_asked_with_a_proof_and_a_state(client: Client, offer: Offer) -> None:
    provider = offer({})

    asked = urlsplit(client.get(f"{BEGIN}?scope=admin&auth_params=prompt%3Dnone")["Location"])
    words_of = parse_qs(asked.query)

    assert f"{asked.scheme}://{asked.netloc}" == provider.issuer
    assert words_of["redirect_uri"] == [f"http://testserver{RETURN}"]
    assert words_of["code_challenge_method"] == ["S256"]
    assert set(words_of["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in words_of


def test_the_button_stands_only_where_there_is_a_provider(client: Client, offer: Offer) -> None:
    before = client.get(f"{SIGN_IN}?next=/m/eisenberg/").content.decode()
    missing = [client.get(path).status_code for path in (BEGIN, RETURN)]
    offer({})
    after = client.get(f"{SIGN_IN}?next=/m/eisenberg/").content.decode()

    assert ("Über Kreisverwaltung anmelden" in before, missing) == (False, [404, 404])
    assert "Über Kreisverwaltung anmelden" in after
    assert f'href="{BEGIN}?next=/m/eisenberg/"' in after


def test_the_way_back_leads_to_no_other_site(client: Client, coordinator: Person, offer: Offer) -> None:
    offer({"u-1": VERIFIED})

    answer = sign_in(client, "u-1", f"{BEGIN}?next=https://evil.example/")

    assert answer.headers["Location"] == "/m/"


@pytest.mark.parametrize("path", [BEGIN, f"{RETURN}?state=guessed&code=guessed"])
def test_very_many_attempts_meet_the_throttle(client: Client, settings: Settings, path: str, db: None) -> None:
    settings.OIDC = Provider("http://127.0.0.1:9", "a", "b", "Kreisverwaltung", frozenset({"a.example"}))

    answers = [client.get(path).status_code for _attempt in range(31)]

    assert answers == [409] * 30 + [429]


def test_who_is_not_linked_cannot_be_parted(coordinator: Person) -> None:
    with pytest.raises(IdentityIsMissing):
        unlink_identities(coordinator, by=None)
