"""Behind a personal link: what it opens, what it never shows, how it ends, reminders, one's own data."""

from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.rooms.conftest import NOW
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.contributors.actions import renew_link, revoke_link
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.departments.actions import end_department
from weltoffen.foundation import clock
from weltoffen.journal.queries import entries_here
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

PAGES = ("", "reminders/", "about-me/", "about-me/erase/")


def way_of(contributor: Contributor) -> str:
    return f"/with/{token_of(contributor)}/"


def again(contributor: Contributor) -> Contributor:
    with scope(municipality=contributor.municipality_id):
        return Contributor.objects.get(pk=contributor.pk)


def test_a_link_opens_the_questions_of_the_department_without_an_account(
    client: Client, three: list[Contributor]
) -> None:
    page = client.get(way_of(three[0]))

    assert page.status_code == 200
    assert "Sozialamt" in words(page)
    assert "2, etwa 5 Minuten" in words(page)
    assert "18. Februar 2027" in words(page)
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    assert page.cookies.keys() == {"csrf"}


def test_no_page_shows_a_name_or_an_address(client: Client, three: list[Contributor], coordinator: Person) -> None:
    with scope(municipality=three[0].municipality_id):
        names = [text for one in Contributor.objects.all() for text in (one.name, one.email) if text]
    names += [coordinator.name, coordinator.email]

    shown = "".join(client.get(way_of(three[0]) + page).content.decode() for page in PAGES)

    assert len(names) == 7
    assert [name for name in names if name in shown] == []
    assert "e…@kreis.example" in shown


def test_a_page_speaks_the_language_of_the_letter_until_another_one_is_chosen(
    client: Client, three: list[Contributor]
) -> None:
    english = client.get(way_of(three[1]))
    assert english["Content-Language"] == "en"
    assert "We ask for what you know" in words(english)

    client.cookies["language"] = "de"
    assert "Ihr Wissen ist gefragt" in words(client.get(way_of(three[1])))


def test_the_button_leads_to_the_questions_of_the_department(client: Client, three: list[Contributor]) -> None:
    page = client.get(way_of(three[0]))

    assert "Fragen beantworten" in words(page)
    assert f'href="{way_of(three[0])}questions/"' in page.content.decode()


def test_a_link_may_be_typed_in_capitals_and_without_hyphens(client: Client, three: list[Contributor]) -> None:
    typed = token_of(three[0]).upper().replace("-", "").replace("0", "O").replace("1", "l")

    assert client.get(f"/with/{typed}/").status_code == 200


def test_a_link_follows_from_the_key_of_the_installation(
    client: Client, three: list[Contributor], settings: Settings
) -> None:
    way = way_of(three[0])
    assert client.get(way).status_code == 200

    settings.SECRET_KEY = "another key"  # noqa: S105

    assert client.get(way).status_code == 404


@pytest.mark.parametrize("typed", ["1", "x", "1-aaaa-bbbb-cccc-dddd", "９-aaaa-bbbb-cccc-dddd", "-" * 40, "9" * 60])
def test_what_never_was_a_link_is_not_known(client: Client, three: list[Contributor], typed: str) -> None:
    page = client.get(f"/with/{typed}/")

    assert (page.status_code, page["Cache-Control"]) == (404, "no-store")
    assert "Dieser Link ist nicht bekannt" in words(page)


def test_the_link_of_another_number_is_not_known(client: Client, three: list[Contributor]) -> None:
    proof = token_of(three[0]).partition("-")[2]

    assert client.get(f"/with/{three[1].pk}-{proof}/").status_code == 404


def test_guesses_are_counted_and_hinder_nobody_else(client: Client, three: list[Contributor]) -> None:
    statuses = [client.get("/with/1-aaaa-bbbb-cccc-dddd/").status_code for _ in range(61)]

    assert statuses == [404] * 60 + [429]
    assert client.get(way_of(three[0])).status_code == 200


def test_a_renewed_link_ends_the_one_before(client: Client, three: list[Contributor], coordinator: Person) -> None:
    before = way_of(three[0])
    with scope(municipality=three[0].municipality_id):
        renew_link(three[0], by=coordinator)

    page = client.get(before)

    assert page.status_code == 410
    assert "Es gibt einen neueren Link" in words(page)
    assert "Erika" not in page.content.decode()
    assert "Sozialamt" not in page.content.decode()
    assert client.get(way_of(again(three[0]))).status_code == 200


def test_a_revoked_link_opens_nothing(client: Client, three: list[Contributor], coordinator: Person) -> None:
    with scope(municipality=three[0].municipality_id):
        revoke_link(three[0], by=coordinator)

    assert [client.get(way_of(three[0]) + page).status_code for page in PAGES] == [410] * len(PAGES)
    assert "beendet" in words(client.get(way_of(three[0])))


def test_a_link_works_on_its_last_day_and_not_after(client: Client, three: list[Contributor]) -> None:
    last = NOW + timedelta(days=90)
    with clock.stopped_at(last):
        assert client.get(way_of(three[0])).status_code == 200
    with clock.stopped_at(last + timedelta(days=1)):
        page = client.get(way_of(three[0]))

    assert page.status_code == 410
    assert "abgelaufen" in words(page)


def test_a_link_ends_with_its_round_and_with_its_department(
    client: Client, three: list[Contributor], county_round: Round, coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        end_department(three[1].department, by=coordinator)
        assert client.get(way_of(three[1])).status_code == 410
        assert client.get(way_of(three[0])).status_code == 200
        close_round(county_round, by=coordinator)
    page = client.get(way_of(three[0]))

    assert page.status_code == 410
    assert "abgeschlossen" in words(page)


def test_days_of_opening_are_noted_and_nothing_else_changes(client: Client, three: list[Contributor]) -> None:
    before = again(three[0])
    client.head(way_of(three[0]))
    assert again(three[0]).first_opened_on is None
    client.get(way_of(three[0]))
    with clock.stopped_at(NOW + timedelta(days=2)):
        client.get(way_of(three[0]))
    after = again(three[0])

    assert (after.first_opened_on, after.last_opened_on) == (NOW.date(), NOW.date() + timedelta(days=2))
    changed = {f.name for f in Contributor._meta.fields if getattr(before, f.attname) != getattr(after, f.attname)}
    assert changed == {"first_opened_on", "last_opened_on"}


def test_reminders_are_stopped_and_started_again_by_a_form(three: list[Contributor]) -> None:
    client = Client(enforce_csrf_checks=True)
    way = way_of(three[0]) + "reminders/"
    assert client.post(way, {"wanted": "no"}).status_code == 403
    assert again(three[0]).wants_reminders

    for wanted, said in (("no", "Sie bekommen keine Erinnerungen."), ("yes", "können Sie per E-Mail erinnert werden")):
        client.get(way)
        token = client.cookies["csrf"].value
        page = client.post(way, {"wanted": wanted, "csrfmiddlewaretoken": token}, follow=True)
        assert said in words(page)
        assert again(three[0]).wants_reminders == (wanted == "yes")


def test_a_mail_program_stops_reminders_with_one_click(three: list[Contributor]) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.get(way_of(three[0]) + "reminders/").status_code == 200
    assert again(three[0]).wants_reminders
    answer = client.post(way_of(three[0]) + "reminders/", {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, again(three[0]).wants_reminders) == (200, False)


def test_somebody_erases_what_is_stored_about_them(client: Client, three: list[Contributor]) -> None:
    page = client.post(way_of(three[0]) + "about-me/erase/")
    erased = again(three[0])

    assert "gelöscht" in words(page)
    assert (erased.name, erased.email, erased.erased_at) == ("", "", NOW)
    assert client.get(way_of(three[0])).status_code == 410
    with scope(municipality=erased.municipality_id):
        entries = list(entries_here())
    assert entries[0].event == "contributor_erased"
    assert [entry for entry in entries if "Erika" in f"{entry.subject}{entry.details}"] == []
