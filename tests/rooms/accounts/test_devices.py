"""Where somebody is signed in: what is kept of it, ending it, and that ending access ends it at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from tests.rooms.accounts.second_factors import SIGN_IN, is_signed_in
from tests.rooms.conftest import NOW, PASSWORD
from tests.rooms.reading import words

from weltoffen.accounts.actions import add_passkey, remove_second_factor
from weltoffen.accounts.browsers import device_of
from weltoffen.accounts.erasing import erase_ended_sessions
from weltoffen.accounts.models import Person, Session
from weltoffen.accounts.queries import sessions_of
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.municipalities.actions import end_access
from weltoffen.municipalities.models import Membership, Municipality

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
DEVICES, OTHERS = "/account/devices/", "/account/devices/others/end/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
GECKO = "(KHTML, like Gecko)"
MAC = f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 {GECKO} Version/18.5 Safari/605.1.15"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {GECKO} Chrome/140.0 Safari/537.36 Edg/140.0"
CHROME = f"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 {GECKO} Chrome/140.0.0.0 Mobile Safari/537.36"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 {GECKO} CriOS/140.0 Mobile"


def browser(person: Person, user_agent: str = WINDOWS, at: datetime = NOW) -> Client:
    """A browser in which the person signed in then."""
    client = Client(HTTP_USER_AGENT=user_agent)
    with clock.stopped_at(at):
        client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
        assert is_signed_in(client)
    return client


def works(client: Client) -> bool:
    """Whether the pages of the account open."""
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "named"),
    [
        (WINDOWS, ("Firefox", "Windows")), (MAC, ("Safari", "macOS")), (EDGE, ("Edge", "Windows")),
        (CHROME, ("Chrome", "Android")), (IPHONE, ("Chrome", "iPhone")), ("curl/8.0", ("", "")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_plain_words(user_agent: str, named: tuple[str, str]) -> None:
    assert device_of(user_agent) == named


def test_the_page_shows_where_i_am_signed_in_this_device_first(coordinator: Person, stranger: Person) -> None:
    browser(coordinator, IPHONE, NOW - timedelta(hours=3))
    browser(stranger, MAC)
    here = browser(coordinator, at=NOW - timedelta(days=1))

    page = words(here.get(DEVICES))

    assert (
        "Firefox unter Windows Dieses Gerät Angemeldet seit: 19. November 2026, 14:02 Uhr "
        "Chrome unter iPhone Angemeldet seit: 20. November 2026, 11:02 Uhr "
        "Zuletzt benutzt: 20. November 2026, 11:02 Uhr Dort abmelden"
    ) in page
    assert "Safari" not in page


def test_an_address_of_the_network_is_kept_nowhere(coordinator: Person) -> None:
    client = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT=WINDOWS)
    client.post(SIGN_IN, {"login": coordinator.email, "password": PASSWORD})

    (session,) = Session.objects.filter(person=coordinator)

    assert "192.0.2.77" not in f"{vars(session)} {session.get_decoded()}"
    assert "Mozilla" not in f"{vars(session)} {session.get_decoded()}"


def test_one_device_is_signed_out_and_the_others_stay(coordinator: Person) -> None:
    here, there, third = browser(coordinator), browser(coordinator, MAC), browser(coordinator, IPHONE)
    (handle,) = [one.handle for one in sessions_of(coordinator) if one.browser == "Safari"]

    answer = here.post(f"{DEVICES}{handle}/end/", follow=True)
    again = here.post(f"{DEVICES}{handle}/end/")

    assert "Auf dem gewählten Gerät sind Sie jetzt abgemeldet." in words(answer)
    assert [works(client) for client in (here, there, third)] == [True, False, True]
    assert (again.status_code, "Auf dem gewählten Gerät sind Sie schon abgemeldet." in words(again)) == (409, True)
    with scopes_disabled():
        assert [entry.event for entry in Entry.objects.all()] == ["signed_out_elsewhere"]


def test_all_others_are_signed_out_at_once(coordinator: Person, stranger: Person) -> None:
    here, *others = (browser(coordinator, agent) for agent in (WINDOWS, MAC, IPHONE))
    elsewhere = browser(stranger)

    answer = here.post(OTHERS, follow=True)

    assert "Auf 2 anderen Geräten sind Sie jetzt abgemeldet." in words(answer)
    assert [works(client) for client in (here, *others, elsewhere)] == [True, False, False, True]


def test_nobody_signs_somebody_else_out(coordinator: Person, stranger: Person) -> None:
    mine = browser(stranger)
    (session,) = sessions_of(stranger)

    answer = browser(coordinator).post(f"{DEVICES}{session.handle}/end/")

    assert answer.status_code == 409
    assert works(mine)


def test_the_key_of_a_session_stands_on_no_page(coordinator: Person) -> None:
    here, _there = browser(coordinator), browser(coordinator, MAC)
    page = here.get(DEVICES).content.decode()

    assert [key for key in Session.objects.values_list("session_key", flat=True) if key in page] == []
    assert all(one.handle in page for one in sessions_of(coordinator) if one.browser == "Safari")


def test_the_last_use_is_written_every_quarter_of_an_hour_and_no_oftener(coordinator: Person) -> None:
    client = browser(coordinator)
    found = []
    for minutes in (5, 14, 15, 20, 31):
        with clock.stopped_at(NOW + timedelta(minutes=minutes)), CaptureQueriesContext(connection) as asked:
            client.get("/account/name/")
        found.append((minutes, sum(query["sql"].startswith("UPDATE") for query in asked), len(asked)))

    assert found == [(5, 0, 2), (14, 0, 2), (15, 1, 3), (20, 0, 2), (31, 1, 3)]
    assert sessions_of(coordinator)[0].seen_at == NOW + timedelta(minutes=31)


def test_the_page_costs_the_same_with_one_and_three_devices(coordinator: Person) -> None:
    here = browser(coordinator)
    found = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            here.get(DEVICES)
        found.append(len(asked))
        browser(coordinator, MAC)
        browser(coordinator, IPHONE)

    assert found == [3, 3]


def test_ending_access_closes_the_pages_at_once(county: Municipality, coordinator: Person, contributor: Person) -> None:
    client = browser(contributor)
    before = client.get("/m/donnersbergkreis/").status_code

    with scope(municipality=county.pk):
        end_access(county, membership=Membership.objects.get(person=contributor), by=coordinator)

    assert (before, client.get("/m/donnersbergkreis/").status_code) == (200, 404)


def test_ending_an_account_signs_out_at_once(contributor: Person) -> None:
    client = browser(contributor)
    before = works(client)

    Person.objects.filter(pk=contributor.pk).update(is_active=False)

    assert (before, works(client)) == (True, False)


def test_a_new_password_and_a_lost_second_factor_leave_no_session(coordinator: Person, client: Client) -> None:
    here, there = browser(coordinator), browser(coordinator, MAC)
    new = "noch ein langes Passwort"
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    left = [(one.browser, one.system) for one in sessions_of(coordinator)]
    after_password = [works(here), works(there)]

    add_passkey(coordinator, name="Verloren", credential={}, by=coordinator)
    remove_second_factor(coordinator, by=None)

    assert (left, after_password) == ([("Firefox", "Windows")], [True, False])
    assert (works(here), sessions_of(coordinator)) == (False, [])


def test_signing_out_leaves_nothing(coordinator: Person) -> None:
    client = browser(coordinator)

    client.post("/account/logout/")

    assert not Session.objects.filter(person=coordinator).exists()


def test_ended_sessions_are_erased_and_not_shown_before(coordinator: Person) -> None:
    browser(coordinator, MAC)
    Session.objects.update(expire_date=NOW - timedelta(seconds=1))
    here = browser(coordinator)

    shown = words(here.get(DEVICES))
    erased = erase_ended_sessions()

    assert "Safari" not in shown
    assert (erased, erase_ended_sessions(), works(here)) == (1, 0, True)


def test_a_session_without_a_person_belongs_to_nobody(client: Client, coordinator: Person) -> None:
    session = client.session
    session["something"] = 1
    session.save()

    (row,) = Session.objects.all()

    assert (row.person_id, row.handle, SESSION_KEY in row.get_decoded()) == (None, "", False)
