"""The coordinator's pages: adding one and many, changing, renewing, ending; what the journal keeps; privacy."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import LIST
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.contributors.actions import NewContributor, add_contributors, erase_contributor, revoke_link
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.retention import erase_old_contributors
from weltoffen.contributors.rules import AddressContributes, LinkHasEnded
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.foundation.own_data import Forgotten, forget, own_data_of
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed


def stored(round_: Round) -> list[tuple[str, str, str, str]]:
    with scope(municipality=round_.municipality_id):
        found = Contributor.objects.select_related("department").order_by("pk")
        return [(one.name, one.email, one.department.name, one.language) for one in found]


def events(round_: Round) -> list[str]:
    """The newest first, without those about departments and questions."""
    with scope(municipality=round_.municipality_id):
        return [one.event for one in entries_here() if "contributor" in one.event or "link" in one.event]


def test_an_empty_list_says_what_can_be_done(desk: Client, county_round: Round, departments: list[Department]) -> None:
    page = desk.get(LIST)

    assert "Noch wirkt niemand über einen persönlichen Link mit" in words(page)
    assert f'href="{LIST}paste/"' in page.content.decode()


def test_without_departments_these_come_first(desk: Client, county_round: Round) -> None:
    assert "Es gibt noch keine Abteilungen" in words(desk.get(LIST))


def test_one_person_is_added(desk: Client, county_round: Round, departments: list[Department]) -> None:
    typed = {"name": "Neue Kraft", "email": "Neu@Kreis.example", "department": departments[0].pk, "language": "en"}

    page = desk.post(LIST + "add/", typed, follow=True)

    assert "Neue Kraft ist hinzugefügt." in words(page)
    assert "Eine Person ist noch nicht angeschrieben" in words(page)
    assert stored(county_round) == [("Neue Kraft", "Neu@Kreis.example", "Sozialamt", "en")]
    assert events(county_round) == ["contributors_added"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, ("id_name", "Bitte geben Sie den Namen ein.")),
        ({"name": "A\u202eB"}, ("id_name", "Der Text enthält unsichtbare Zeichen")),
        ({"email": "erika"}, ("id_email", "Bitte prüfen Sie die E-Mail-Adresse")),
        ({"email": "ERIKA.Beispiel@kreis.example"}, ("id_email", "Mit dieser Adresse wirkt schon jemand")),
        ({"department": "4711"}, ("id_department", "Bitte wählen Sie die Abteilung.")),
        ({"language": "fr"}, ("id_language", "Bitte wählen Sie eine der Sprachen.")),
    ],
)
def test_a_fault_is_told_at_its_field(
    desk: Client, three: list[Contributor], county_round: Round, changed: dict[str, str], told: tuple[str, str]
) -> None:
    sound = {"name": "Neu", "email": "neu@kreis.example", "department": three[0].department_id, "language": "de"}

    page = desk.post(LIST + "add/", {**sound, **changed})

    [(anchor, sentence)] = errors(page)
    assert (anchor, told[1] in sentence) == (told[0], True), sentence
    assert len(stored(county_round)) == 3


def test_many_are_pasted_from_a_list_or_a_spreadsheet(
    desk: Client, county_round: Round, departments: list[Department]
) -> None:
    lines = (
        "Name; E-Mail; Fachabteilung\nA; a@kreis.example; sozialamt\n\nB\tb@kreis.example\tJugendamt\nC;;Jugendamt;\n"
    )

    page = desk.post(LIST + "paste/", {"lines": lines, "language": "de"}, follow=True)

    assert "3 Personen sind hinzugefügt." in words(page)
    assert stored(county_round) == [
        ("A", "a@kreis.example", "Sozialamt", "de"), ("B", "b@kreis.example", "Jugendamt", "de"),
        ("C", "", "Jugendamt", "de"),
    ]  # fmt: skip
    assert events(county_round) == ["contributors_added"]


def test_every_faulty_line_is_told_and_nobody_is_added(
    desk: Client, three: list[Contributor], county_round: Round
) -> None:
    lines = "\n".join([
        "Gut; gut@kreis.example; Sozialamt", "; ; Sozialamt", "B; b@; Sozialamt", "C; GUT@kreis.example; Sozialamt",
        "D; john@KREIS.example; Sozialamt", "E; e@kreis.example; Jugenamt", "F; f@kreis.example", "G; ; <b>",
    ])  # fmt: skip

    page = desk.post(LIST + "paste/", {"lines": lines, "language": "de"})

    assert [sentence for _anchor, sentence in errors(page)] == [
        "Zeile 2: der Name fehlt.",
        "Zeile 3: „b@“ ist keine E-Mail-Adresse.",
        "Zeile 4: GUT@kreis.example ist schon dabei.",
        "Zeile 5: john@KREIS.example ist schon dabei.",
        "Zeile 6: die Abteilung „Jugenamt“ gibt es nicht. Meinen Sie „Jugendamt“?",
        "Zeile 7: 2 Teile statt drei: Name; E-Mail-Adresse; Abteilung.",
        "Zeile 8: die Abteilung „&lt;b&gt;“ gibt es nicht.",
    ]
    assert "Gut; gut@kreis.example; Sozialamt" in page.content.decode()
    assert len(stored(county_round)) == 3


def test_another_address_gets_another_link(desk: Client, three: list[Contributor], county_round: Round) -> None:
    before = token_of(three[0])
    typed = {"name": "Erika Neu", "email": "erika@kreis.example", "language": "de", "expires_on": "2027-01-31"}

    page = desk.post(f"{LIST}{three[0].pk}/", typed, follow=True)

    with scope(municipality=county_round.municipality_id):
        changed = Contributor.objects.get(pk=three[0].pk)
    assert "Der bisherige öffnet nichts mehr." in words(page)
    assert (changed.name, changed.serial, changed.expires_on) == ("Erika Neu", 2, date(2027, 1, 31))
    assert desk.get(f"/with/{before}/").status_code == 410
    assert events(county_round)[0] == "contributor_changed"


def test_the_last_day_can_be_moved_and_the_link_stays(desk: Client, three: list[Contributor]) -> None:
    one = three[0]
    for day, is_sound in (("2026-12-24", True), ("2026-11-19", False), ("2028-01-01", False), ("morgen", False)):
        page = desk.post(
            f"{LIST}{one.pk}/", {"name": one.name, "email": one.email, "language": "de", "expires_on": day}
        )
        assert (page.status_code == 302) == is_sound, day
    with scope(municipality=one.municipality_id):
        changed = Contributor.objects.get(pk=one.pk)

    assert (changed.expires_on, token_of(changed)) == (date(2026, 12, 24), token_of(one))


def test_a_link_is_ended_and_the_person_can_be_added_anew(
    desk: Client, three: list[Contributor], county_round: Round, coordinator: Person
) -> None:
    page = desk.post(f"{LIST}{three[0].pk}/end/", follow=True)

    assert "Der Link von Erika Beispiel ist beendet." in words(page)
    assert events(county_round)[0] == "link_revoked"
    with scope(municipality=county_round.municipality_id):
        anew = NewContributor("Erika Beispiel", "erika.beispiel@kreis.example", three[0].department)
        add_contributors(county_round, [anew], by=coordinator)
        with pytest.raises(LinkHasEnded):
            revoke_link(three[0], by=coordinator)


def test_ending_may_erase_at_once(desk: Client, three: list[Contributor], county_round: Round) -> None:
    page = desk.post(f"{LIST}{three[0].pk}/end/", {"erase": "yes"}, follow=True)

    assert "Erika" not in page.content.decode()
    assert stored(county_round)[0] == ("", "", "Sozialamt", "de")


def test_a_deed_adds_all_or_nobody(three: list[Contributor], county_round: Round, coordinator: Person) -> None:
    social = three[0].department
    new = [NewContributor("Neu", "neu@kreis.example", social), NewContributor("Zwei", "JOHN@kreis.example", social)]
    with scope(municipality=county_round.municipality_id):
        with pytest.raises(AddressContributes):
            add_contributors(county_round, new, by=coordinator)
        with pytest.raises(IntegrityError), transaction.atomic():
            Contributor.objects.filter(pk=three[2].pk).update(email="John@kreis.example")
        close_round(county_round, by=coordinator)
        with pytest.raises(RoundIsClosed):
            add_contributors(county_round, new[:1], by=coordinator)

    assert len(stored(county_round)) == 3
    assert events(county_round) == ["contributors_added"]


def test_the_journal_says_who_did_what_and_names_nobody_else(
    desk: Client, three: list[Contributor], county_round: Round
) -> None:
    desk.post(f"{LIST}{three[0].pk}/renew/", follow=True)
    desk.post(f"{LIST}{three[0].pk}/end/", follow=True)
    desk.post(f"{LIST}{three[1].pk}/end/", {"erase": "yes"}, follow=True)
    page = words(desk.get("/m/donnersbergkreis/journal/"))

    for sentence in (
        "Koordination Donnersbergkreis hat Mitwirkende ohne Konto zu „Selbstcheck 2026“ hinzugefügt. Anzahl: 3.",
        "hat einen persönlichen Link erneuert (Abteilung „Sozialamt“, „Selbstcheck 2026“).",
        "hat einen persönlichen Link beendet (Abteilung „Sozialamt“, „Selbstcheck 2026“).",
        "Name und Adresse einer mitwirkenden Person ohne Konto wurden gelöscht (Abteilung „Jugendamt“",
    ):
        assert sentence in page
    assert [one for one in ("Erika", "John", "kreis.example") if one in page] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_equally_often(
    desk: Client, three: list[Contributor], number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with scope(municipality=three[0].municipality_id):
        for one in three[number:]:
            erase_contributor(one, by=None)
    desk.get(LIST)

    with django_assert_num_queries(8):
        page = desk.get(LIST)

    assert page.content.decode().count('name="who"') == number


@pytest.mark.parametrize(("days", "erased"), [(90, 0), (91, 3)])
def test_names_go_some_time_after_the_round(
    three: list[Contributor], county_round: Round, coordinator: Person, days: int, erased: int
) -> None:
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)
    with clock.stopped_at(NOW + timedelta(days=days)):
        assert erase_old_contributors() == erased
        assert erase_old_contributors() == 0

    assert [name for name, *_rest in stored(county_round) if name] == [one.name for one in three if not erased]


def test_a_round_that_nobody_finishes_keeps_no_name_for_ever(three: list[Contributor], county_round: Round) -> None:
    with clock.stopped_at(NOW + timedelta(days=90 + 92)):
        assert erase_old_contributors() == 3


def test_a_person_with_the_same_address_sees_and_takes_away_what_is_stored(
    three: list[Contributor], county_round: Round, county: Municipality
) -> None:
    person = Person.objects.create_user("Erika.Beispiel@kreis.example", "x" * 20, name="Erika B.")
    [part] = [part for part in own_data_of(person) if part.key == "contributing"]
    assert [row[:5] for row in part.rows] == [
        ("Donnersbergkreis", "Selbstcheck 2026", "Sozialamt", "Erika Beispiel", "erika.beispiel@kreis.example")
    ]

    forget(Forgotten(person.pk, person, "jemand"))

    assert [name for name, *_rest in stored(county_round)] == ["", "John Sample", "Ohne Postfach"]


def test_another_municipality_finds_nobody(
    signed_in: Callable[[Person], Client], stranger: Person, three: list[Contributor]
) -> None:
    with scope(municipality=three[0].municipality_id - 1 or 4711):
        assert not Contributor.objects.exists()
    assert signed_in(stranger).get(f"{LIST}{three[0].pk}/").status_code == 404
