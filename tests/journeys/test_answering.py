"""Answering a field: everything that was confirmed is stored, and nobody overwrites anybody."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import (
    SAVED,
    choose,
    comment,
    comment_field,
    comments_ever,
    keys_on,
    news,
    question,
    sign_in,
    state,
    stored,
)
from tests.journeys.visiting import PHONE, Window

from weltoffen.accounts.models import Session
from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
pytestmark = pytest.mark.usefixtures("one_department")
ONE, OTHER = stage.address_of(Role.CONTRIBUTOR), stage.address_of(Role.COORDINATOR)
ROUND = {"slug": stage.COUNTY, "number": stage.RUNNING}
FIELD = reverse("answers:field", kwargs={**ROUND, "field": "communication"})
KEY = "k-1.1"
SAVING = "**/questions/*/"
SAME = re.compile("hat dasselbe geantwortet")
TIME_TO_SEE = 1800


def test_saved_is_said_only_after_the_server_confirmed(window: OpenWindow) -> None:
    page = window(ONE, size=PHONE).open(FIELD)
    held: list[Route] = []
    page.route(SAVING, lambda route: held.append(route))

    choose(page, KEY, "Begonnen")
    page.wait_for_timeout(1000)
    assert (len(held), stored(KEY)) == (1, ("", "", 0))
    assert not SAVED.search(state(page, KEY).inner_text())
    assert not SAVED.search(news(page).inner_text())
    held[0].continue_()

    expect(news(page)).to_have_text(SAVED)
    expect(news(page)).to_have_attribute("role", "status")
    expect(state(page, KEY)).to_have_text(SAVED)
    assert stored(KEY) == ("begun", "", 1)


def test_saved_is_not_said_of_text_that_came_later(window: OpenWindow) -> None:
    page = window(ONE).open(FIELD)
    held: list[Route] = []
    page.route(SAVING, lambda route: held.append(route))
    choose(page, KEY, "Begonnen")
    page.wait_for_timeout(500)
    comment(page, KEY, "Später getippt")

    held[0].continue_()
    page.wait_for_timeout(1500)

    assert (len(held), stored(KEY)) == (2, ("begun", "", 1))
    assert not SAVED.search(state(page, KEY).inner_text())
    held[1].continue_()
    expect(state(page, KEY)).to_have_text(SAVED)
    assert stored(KEY) == ("begun", "Später getippt", 2)


def test_a_server_that_fails_is_not_taken_for_one_that_saved(window: OpenWindow) -> None:
    visit = window(ONE)
    visit.expects("status of 500")
    page = visit.open(FIELD)
    page.route(SAVING, lambda route: route.fulfill(status=500, body="down"))

    choose(page, KEY, "Begonnen")

    expect(news(page)).to_contain_text("Noch nicht gesendet: 1")
    assert stored(KEY) == ("", "", 0)
    page.unroute(SAVING)
    expect(news(page)).to_have_text(re.compile(r"gespeichert", re.IGNORECASE), timeout=15_000)
    assert stored(KEY) == ("begun", "", 1)


def test_without_a_network_nothing_is_lost(window: OpenWindow) -> None:
    visit = window(ONE, size=PHONE)
    visit.expects("ERR_INTERNET_DISCONNECTED")
    page = visit.open(FIELD)

    visit.context.set_offline(True)
    choose(page, KEY, "Geplant")
    comment(page, KEY, "Im Funkloch geschrieben")
    expect(news(page)).to_contain_text("Keine Verbindung")
    expect(news(page)).to_contain_text("Noch nicht gesendet: 1")
    assert violations(page) == []
    assert stored(KEY) == ("", "", 0)
    visit.context.set_offline(False)

    expect(state(page, KEY)).to_have_text(SAVED, timeout=15_000)
    assert stored(KEY)[:2] == ("planned", "Im Funkloch geschrieben")


def test_what_was_typed_without_a_network_outlives_the_page(window: OpenWindow) -> None:
    visit = window(ONE)
    visit.expects("ERR_INTERNET_DISCONNECTED")
    page = visit.open(FIELD)
    visit.context.set_offline(True)
    comment(page, KEY, "Vor dem Schließen geschrieben")
    expect(news(page)).to_contain_text("Noch nicht gesendet: 1")
    page.close(run_before_unload=False)
    visit.context.set_offline(False)

    page = visit.context.new_page()
    page.goto(visit.address + FIELD)

    expect(comment_field(page, KEY)).to_have_value("Vor dem Schließen geschrieben")
    expect(state(page, KEY)).to_have_text(SAVED)
    assert stored(KEY)[:2] == ("", "Vor dem Schließen geschrieben")


def test_after_signing_in_again_the_typed_text_is_still_there_and_saved(window: OpenWindow) -> None:
    visit = window(ONE, size=PHONE)
    page = visit.open(FIELD)
    Session.objects.all().delete()

    comment(page, KEY, "Getippt, als die Sitzung schon zu Ende war")
    expect(news(page)).to_contain_text("Sie sind abgemeldet")
    assert [*violations(page), *does_not_fit(page)] == []
    with visit.context.expect_page() as opened:
        news(page).get_by_role("link", name="Anmelden").click()
    sign_in(opened.value, ONE)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Kommunikation und Konfliktmanagement")
    opened.value.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(comment_field(page, KEY)).to_have_value("Getippt, als die Sitzung schon zu Ende war")
    expect(state(page, KEY)).to_have_text(SAVED, timeout=15_000)
    assert stored(KEY)[:2] == ("", "Getippt, als die Sitzung schon zu Ende war")


@pytest.mark.parametrize(
    ("decision", "value", "said"),
    [
        ("Meine Antwort soll gelten", "mostly", "Mein Wort"),
        ("Die gespeicherte Antwort soll gelten", "begun", "Ihr Wort"),
        ("Meine Antwort soll gelten, mit beiden Anmerkungen", "mostly", "Ihr Wort\n\nMein Wort"),
    ],
)
def test_two_people_see_both_answers_and_one_chooses(window: OpenWindow, decision: str, value: str, said: str) -> None:
    mine, theirs = window(ONE, size=PHONE), window(OTHER)
    mine.expects("status of 409")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    choose(other, KEY, "Begonnen")
    comment(other, KEY, "Ihr Wort")
    expect(state(other, KEY)).to_have_text(SAVED)
    settled = stored(KEY)

    # The other order would click while the other answer appears above the options.
    choose(page, KEY, "Überwiegend umgesetzt")
    comment_field(page, KEY).fill("Mein Wort")

    conflict = question(page, KEY).get_by_role("group", name=re.compile("anders beantwortet"))
    expect(conflict).to_contain_text("Mein Wort")
    expect(conflict).to_contain_text("Ihr Wort")
    assert [*violations(page), *does_not_fit(page)] == []
    assert stored(KEY) == settled
    conflict.get_by_role("radio", name=decision, exact=True).check()
    conflict.get_by_role("button", name="Auswahl speichern").click()

    expect(conflict).to_have_count(0)
    expect(news(page)).not_to_contain_text("Entscheidung")
    page.wait_for_timeout(500)
    assert stored(KEY)[:2] == (value, said)
    assert "Ihr Wort" in comments_ever(KEY)


def test_options_that_arrow_keys_pass_are_not_answers(window: OpenWindow) -> None:
    page = window(ONE).open(FIELD)

    _press_down(page, times=4)
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    assert stored(KEY) == ("", "", 0)

    expect(state(page, KEY)).to_have_text(SAVED)
    assert stored(KEY) == ("mostly", "", 1)


def test_arrow_keys_do_not_pass_over_the_answer_of_a_colleague(window: OpenWindow) -> None:
    mine, theirs = window(ONE), window(OTHER)
    mine.expects("status of 409")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    choose(other, KEY, "Nicht vorhanden")
    expect(state(other, KEY)).to_have_text(SAVED)

    _press_down(page, times=3)

    expect(_conflict(page)).to_contain_text("Begonnen")
    expect(_conflict(page)).to_contain_text("Nicht vorhanden")
    assert stored(KEY) == ("none", "", 1)


def test_who_gives_the_answer_of_a_colleague_is_told(window: OpenWindow) -> None:
    mine, theirs = window(ONE), window(OTHER)
    page, other = mine.open(FIELD), theirs.open(FIELD)
    choose(other, KEY, "Nicht vorhanden")
    expect(state(other, KEY)).to_have_text(SAVED)

    _press_down(page, times=1)
    expect(state(page, KEY)).to_have_text(SAME)
    expect(news(page)).to_have_text(SAME)
    assert violations(page) == []
    page.wait_for_timeout(TIME_TO_SEE)
    choose(page, KEY, "Begonnen")

    expect(state(page, KEY)).to_have_text(SAVED)
    assert stored(KEY) == ("begun", "", 2)


@pytest.mark.parametrize("is_shown", [True, False])
def test_who_could_not_see_that_a_colleague_gave_the_same_answer_overwrites_nothing(
    window: OpenWindow, *, is_shown: bool
) -> None:
    mine, theirs = window(ONE), window(OTHER)
    mine.expects("status of 409")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    choose(other, KEY, "Nicht vorhanden")
    expect(state(other, KEY)).to_have_text(SAVED)
    held: list[Route] = []
    page.route(SAVING, lambda route: held.append(route), times=1)

    choose(page, KEY, "Nicht vorhanden")
    page.wait_for_timeout(500)
    if is_shown:
        held[0].continue_()
        expect(state(page, KEY)).to_have_text(SAME)
        choose(page, KEY, "Begonnen")
    else:
        choose(page, KEY, "Begonnen")
        held[0].continue_()

    expect(_conflict(page)).to_contain_text("Begonnen")
    expect(_conflict(page)).to_contain_text("Nicht vorhanden")
    assert stored(KEY) == ("none", "", 1)


def test_a_comment_that_a_colleague_wrote_too_is_not_written_over(window: OpenWindow) -> None:
    mine, theirs = window(ONE), window(OTHER)
    mine.expects("status of 409")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    comment(other, KEY, "Siehe Satzung")
    expect(state(other, KEY)).to_have_text(SAVED)

    comment_field(page, KEY).fill("Siehe Satzung")
    expect(state(page, KEY)).to_have_text(SAME)
    comment_field(page, KEY).fill("Siehe Satzung von 2019")

    expect(_conflict(page)).to_contain_text("Siehe Satzung von 2019")
    assert stored(KEY) == ("", "Siehe Satzung", 1)


def test_what_never_arrived_is_not_taken_for_the_equal_answer_of_a_colleague(window: OpenWindow) -> None:
    mine, theirs = window(ONE), window(OTHER)
    mine.expects("status of 409")
    mine.expects("ERR_INTERNET_DISCONNECTED")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    mine.context.set_offline(True)
    choose(page, KEY, "Begonnen")
    expect(news(page)).to_contain_text("Keine Verbindung")
    choose(page, KEY, "Geplant")
    choose(other, KEY, "Begonnen")
    expect(state(other, KEY)).to_have_text(SAVED)

    mine.context.set_offline(False)

    expect(_conflict(page)).to_contain_text("Geplant", timeout=15_000)
    assert stored(KEY) == ("begun", "", 1)


def test_what_arrived_without_a_confirmation_is_known_as_ones_own(window: OpenWindow) -> None:
    visit = window(ONE)
    visit.expects("ERR_FAILED")
    visit.expects("status of 409")
    page = visit.open(FIELD)

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(SAVING, lost, times=1)
    choose(page, KEY, "Begonnen")
    expect(news(page)).to_contain_text("Keine Verbindung")
    choose(page, KEY, "Geplant")

    expect(state(page, KEY)).to_have_text(SAVED, timeout=15_000)
    assert stored(KEY) == ("planned", "", 2)


def _press_down(page: Page, times: int) -> None:
    question(page, KEY).get_by_role("radio", name="Noch keine Antwort").focus()
    for _ in range(times):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)


def _conflict(page: Page) -> Locator:
    return question(page, KEY).get_by_role("group", name=re.compile("anders beantwortet"))


def test_a_forgotten_tab_overwrites_nothing(window: OpenWindow) -> None:
    forgotten, later = window(ONE), window(OTHER)
    page = forgotten.open(FIELD)
    other = later.open(FIELD)
    choose(other, KEY, "Verankert und überprüft")
    comment(other, KEY, "Nach dem Beschluss vom Montag")
    expect(state(other, KEY)).to_have_text(SAVED)
    settled = stored(KEY)

    comment(page, "k-1.2", "Nur hier habe ich etwas geschrieben")
    expect(state(page, "k-1.2")).to_have_text(SAVED)
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(news(page)).to_contain_text("gespeichert")
    page.close(run_before_unload=True)

    assert stored(KEY) == settled


@pytest.mark.parametrize("java_script", [True, False])
@pytest.mark.parametrize(
    ("home", "link", "way"),
    [
        ("rounds:overview", "Weiter antworten", "**/fields/*/#q-*"),
        ("municipalities:home", "Zu Ihren Fragen", "**/mine/#q-*"),
    ],
)
def test_who_continues_sees_the_first_open_question(
    window: OpenWindow, home: str, link: str, way: str, *, java_script: bool
) -> None:
    visit = window(ONE, size=PHONE, java_script_enabled=java_script)
    page = visit.open(reverse(home, kwargs=ROUND if home == "rounds:overview" else {"slug": stage.COUNTY}))

    page.get_by_role("link", name=link).click()
    page.wait_for_url(way)
    key = page.url.partition("#q-")[2]
    keys = keys_on(page)
    answered = [page.locator(f"[id='q-{one}'].question--answered").count() for one in keys]

    assert keys.index(key) == answered.index(0) > 0
    page.wait_for_function("() => scrollY > 500 && document.activeElement.dataset.question")
    page.wait_for_timeout(700)
    assert page.evaluate("() => document.activeElement.dataset.question") == key
    top, bar, height = page.evaluate("""() => [
        document.activeElement.getBoundingClientRect().top,
        document.querySelector(".sticky-progress").getBoundingClientRect().bottom,
        innerHeight,
    ]""")
    assert bar < top < height / 2


def test_one_field_by_keyboard_alone(window: OpenWindow) -> None:
    visit = window(ONE)
    page = visit.open(FIELD)
    keys = keys_on(page)
    for key in keys:
        _tab_until(page, f"value-{key}")
        page.keyboard.press("ArrowLeft")
        _tab_until(page, f"Anmerkung hinzufügen {key}")
        page.keyboard.press("Enter")
        page.wait_for_function("name => document.activeElement.name === name", arg=f"comment-{key}")
        page.keyboard.type(f"Mit Tasten: {key}")
    _tab_until(page, "onward")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rounds/2/")

    # To the left of “no answer yet” stands “does not apply to us”.
    assert {key: stored(key)[:2] for key in keys} == {key: ("not_applicable", f"Mit Tasten: {key}") for key in keys}


def _tab_until(page: Page, name: str) -> None:
    for _ in range(30):
        if page.evaluate("() => document.activeElement.name ?? document.activeElement.textContent") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def test_one_field_without_javascript(window: OpenWindow) -> None:
    visit = window(ONE, size=PHONE, java_script_enabled=False)
    page = visit.open(FIELD)
    keys = [f"k-1.{number}" for number in (1, 2, 3)]
    for key in keys:
        choose(page, key, "Begonnen")
        comment_field(page, key).fill(f"Ohne Skript: {key}")

    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_text("3 Antworten gespeichert")).to_be_visible()
    assert {key: stored(key) for key in keys} == {key: ("begun", f"Ohne Skript: {key}", 1) for key in keys}


def test_a_conflict_without_javascript(window: OpenWindow) -> None:
    mine, theirs = window(ONE, java_script_enabled=False), window(OTHER, java_script_enabled=False)
    mine.expects("status of 409")
    page, other = mine.open(FIELD), theirs.open(FIELD)
    choose(other, KEY, "Geplant")
    comment_field(other, KEY).fill("Ihr Wort")
    other.get_by_role("button", name="Speichern", exact=True).click()
    choose(page, KEY, "Begonnen")
    comment_field(page, KEY).fill("Mein Wort")
    choose(page, "k-1.2", "Begonnen")

    page.get_by_role("button", name="Speichern", exact=True).click()
    conflict = question(page, KEY).get_by_role("group", name=re.compile("anders beantwortet"))
    expect(conflict).to_contain_text("Ihr Wort")
    expect(conflict).to_contain_text("Mein Wort")
    assert (stored(KEY), stored("k-1.2")) == (("planned", "Ihr Wort", 1), ("begun", "", 1))
    conflict.get_by_role("radio", name="Meine Antwort soll gelten", exact=True).check()
    conflict.get_by_role("button", name="Auswahl speichern").click()

    assert stored(KEY) == ("begun", "Mein Wort", 2)
    assert comments_ever(KEY) == ["Ihr Wort", "Mein Wort"]


def test_a_link_of_somebody_else_leads_nowhere(window: OpenWindow) -> None:
    visit = window(stage.address_of(Role.COORDINATOR, stage.TOWN))
    visit.expects("status of 404")

    page = visit.open(FIELD)

    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")
    expect(page.get_by_text("Donnersbergkreis")).to_have_count(0)
