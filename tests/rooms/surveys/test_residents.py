"""The pages for residents: what they say, what they send, and what keeps robots out without knowing anybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.rooms.conftest import NOW
from tests.rooms.surveys.asking import CONTENT, counted, form_of, opened, send

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.surveys.actions import close_survey, make_survey, renew_link
from weltoffen.surveys.models import Survey
from weltoffen.surveys.throttle import Throttle
from weltoffen.surveys.tokens import new_form

SAID = {"value-m-1.1": "begun", "group": "1"}
COUNTED = {"1": {"begun": 1}}
OK, MOVED, MISSING, CONFLICT, INVALID, TOO_MANY = 200, 302, 404, 409, 422, 429


def path(survey: Survey, name: str = "start") -> str:
    return reverse(f"residents:{name}", kwargs={"key": survey.key})


def page(survey: Survey, name: str = "start", client: Client | None = None) -> str:
    return (client or Client()).get(path(survey, name)).content.decode()


def test_every_page_says_that_one_answers_anonymously(survey: Survey) -> None:
    assert ["Sie antworten anonym" in page(survey, name) for name in ("start", "questions")] == [True, True]
    assert "von weniger als 5 Personen nichts gezeigt" in page(survey)


def test_pages_speak_english_where_it_was_chosen(survey: Survey) -> None:
    client = Client(headers={"cookie": "language=en"})

    assert "You answer anonymously" in page(survey, "questions", client)
    assert "I do not know" in page(survey, "questions", client)


def test_what_is_sent_is_counted_and_the_browser_remembers(survey: Survey) -> None:
    client = Client()

    assert send(client, survey, SAID) == MOVED

    assert counted(survey) == COUNTED
    cookie = client.cookies["surveys"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (survey.key, "/", True, "Lax")
    assert "session" not in client.cookies
    assert "Sie haben schon teilgenommen" in page(survey, client=client)
    assert "Sie haben schon teilgenommen" not in page(survey)


def test_another_person_at_the_same_device_counts_too(survey: Survey) -> None:
    client = Client()

    assert [send(client, survey, SAID) for _person in range(2)] == [MOVED, MOVED]
    assert counted(survey) == {"1": {"begun": 2}}


def test_a_double_click_counts_once(survey: Survey) -> None:
    client = Client()
    form = form_of(client, survey)

    assert [send(client, survey, SAID, form) for _time in range(2)] == [MOVED, MOVED]
    assert counted(survey) == COUNTED


@pytest.mark.parametrize("age", [timedelta(seconds=1), timedelta(days=1, seconds=1), timedelta(seconds=-1)])
def test_a_form_too_quick_or_too_old_comes_back_with_what_was_chosen(survey: Survey, age: timedelta) -> None:
    form = new_form(survey.key)
    with clock.stopped_at(NOW + age):
        response = Client().post(path(survey, "questions"), {**SAID, "form": form})

    assert (response.status_code, counted(survey)) == (INVALID, {})
    assert 'value="begun" checked' in response.content.decode()


@pytest.mark.parametrize("forged", ["", "nonsense", "of another survey"])
def test_only_our_own_form_of_this_survey_counts(survey: Survey, forged: str) -> None:
    form = new_form("another000") if forged.startswith("of") else forged or "."

    assert (send(Client(), survey, SAID, form), counted(survey)) == (INVALID, {})


def test_nothing_chosen_is_nothing_sent(survey: Survey) -> None:
    assert send(Client(), survey, {"value-m-1.1": ""}) == INVALID


def test_sixty_answers_an_hour_come_from_one_connection(survey: Survey) -> None:
    throttle = Throttle(most=3)

    assert [throttle.allows("192.0.2.1") for _time in range(4)] == [True, True, True, False]
    assert throttle.allows("192.0.2.2")
    assert [throttle.allows(f"2001:db8::{place}") for place in range(4)] == [True, True, True, False]
    with clock.stopped_at(NOW + timedelta(hours=1)):
        assert throttle.allows("192.0.2.1")


def test_the_throttle_keeps_no_address(survey: Survey) -> None:
    throttle = Throttle()
    throttle.allows("192.0.2.1")
    before = dict(throttle._counts)

    assert "192.0.2.1" not in repr(vars(throttle))
    with clock.stopped_at(NOW + timedelta(hours=1)):
        throttle.allows("192.0.2.1")
    assert before.keys().isdisjoint(throttle._counts)


def test_too_many_from_one_connection_are_asked_to_wait(survey: Survey) -> None:
    client = Client()

    found = [send(client, survey, SAID, REMOTE_ADDR="192.0.2.9") for _time in range(61)]

    assert (found.count(MOVED), found[-1]) == (60, TOO_MANY)
    assert counted(survey) == {"1": {"begun": 60}}
    assert send(client, survey, SAID, REMOTE_ADDR="192.0.2.10") == MOVED


def test_unknown_drafts_renewed_and_foreign_links_lead_nowhere(survey: Survey) -> None:
    draft, renewed = make_survey(survey.round, CONTENT, by=None), renew_link(survey, by=None)
    client = Client()

    assert [client.get(path(one)).status_code for one in (draft, survey, renewed)] == [MISSING, MISSING, OK]
    assert client.get("/s/nobodys/").status_code == client.get(f"/s/{'x' * 300}/").status_code == MISSING


def test_before_and_after_nobody_can_take_part(survey: Survey) -> None:
    later = opened(survey.round, CONTENT._replace(opens_on=NOW.date() + timedelta(days=2)))
    form = form_of(Client(), survey)
    close_survey(survey, by=None)

    assert "noch nicht begonnen" in page(later)
    assert "ist geschlossen" in page(survey, "questions")
    assert send(Client(), survey, SAID, form) == CONFLICT


def test_whoever_is_signed_in_is_told_that_the_name_stays_out(
    survey: Survey, coordinator: Person, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(coordinator)

    assert "Ihr Name wird mit Ihren Antworten hier nicht gespeichert" in page(survey, client=client)
    assert send(client, survey, SAID) == MOVED
    assert counted(survey) == COUNTED


def test_nothing_of_what_is_said_stands_in_a_log(survey: Survey, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0):
        send(Client(), survey, SAID, REMOTE_ADDR="192.0.2.7")
        send(Client(), survey, SAID, "forged", REMOTE_ADDR="192.0.2.7")

    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert not [word for word in ("begun", "192.0.2.7") if word in said]


def test_a_page_for_residents_is_kept_in_no_cache(survey: Survey) -> None:
    assert "no-store" in Client().get(path(survey, "questions")).headers["Cache-Control"]
