"""The list of guests: adding, pasting, taking over, changing, taking off; the balance of perspectives."""

import pypdfium2
import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.invitations.conftest import CONTENT, GUESTS, now
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.invitations.actions import (
    NeedsTold,
    NewGuest,
    add_guests,
    change_guest,
    count_guests,
    remove_guest,
    renew_link,
    reply_to_invitation,
)
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import Attendee, Needs
from weltoffen.invitations.queries import balance_of, guests_of
from weltoffen.invitations.rules import AddressIsInvited, facts_of
from weltoffen.journal.models import Entry
from weltoffen.workshops.actions import plan_workshop
from weltoffen.workshops.models import Workshop

LINES = """Name; Organisation; E-Mail; Perspektive
Mara Muster; Turnverein; mara@verein.example; Zivilgesellschaft
Ali Test;;; Wirtschaft
"""


def names_of(workshop: Workshop) -> list[str]:
    with scope(municipality=workshop.municipality_id):
        return [one.name for one in guests_of(workshop)]


def test_somebody_is_put_on_the_list(desk: Client, workshop: Workshop) -> None:
    page = desk.post(GUESTS + "add/", {
        "name": "Mara Muster", "perspective": "business", "organisation": "Bäckerei", "email": "mara@b.example",
        "language": "en", "note": "kommt mit dem Bus",
    }, follow=True)  # fmt: skip

    assert "Mara Muster steht auf der Liste. Noch wurde nichts verschickt." in words(page)
    assert "Ein Gast ist noch nicht eingeladen" in words(page)
    with scope(municipality=workshop.municipality_id):
        [added] = guests_of(workshop)
    assert (added.perspective, added.language, added.note) == ("business", "en", "kommt mit dem Bus")


def test_what_is_wrong_is_said(desk: Client, three: list[Attendee]) -> None:
    page = desk.post(GUESTS + "add/", {"name": "", "email": "ERIKA@handwerk.example", "language": "xx"})

    assert errors(page) == [
        ("id_name", "Bitte geben Sie den Namen ein."),
        ("id_email", "Diese Adresse steht schon auf der Liste."),
        ("id_perspective", "Bitte wählen Sie die Perspektive."),
        ("id_language", "Bitte wählen Sie eine der Sprachen."),
    ]


def test_more_than_there_can_be_is_said_at_the_form_with_what_was_typed(
    desk: Client, workshop: Workshop, evaluation: StoredEvaluation
) -> None:
    with scope(municipality=workshop.municipality_id):
        other = plan_workshop(evaluation, CONTENT, by=None)
        add_guests(workshop, [NewGuest(f"Gast {number}", "politics") for number in range(499)], by=None)
        added = add_guests(other, [NewGuest("Eine", "politics"), NewGuest("Zwei", "politics")], by=None)
    too_many = (
        "Ein Workshop hat höchstens 500 Gäste: 499 stehen schon auf der Liste, 2 kämen dazu. Bitte lassen Sie einige "
        "weg oder planen Sie für sie einen zweiten Workshop."
    )

    pasted = desk.post(GUESTS + "paste/", {"lines": "Eine;;;Politik\nZwei;;;Politik", "language": "de"})
    taken = desk.post(GUESTS + "earlier/", {"from": "2", "who": [one.pk for one in added]})

    assert errors(pasted) == [("id_lines", too_many)]
    assert "Eine;;;Politik\nZwei;;;Politik</textarea>" in pasted.content.decode()
    assert errors(taken) == [("people", too_many)]
    assert taken.content.decode().count(" checked") == 2
    assert len(names_of(workshop)) == 499


def test_the_next_step_counts_those_who_need_a_letter(desk: Client, three: list[Attendee]) -> None:
    page = words(desk.get(GUESTS))

    assert "3 Gäste sind noch nicht eingeladen" in page
    assert "Ein Gast hat keine E-Mail-Adresse und braucht einen Brief." in page
    desk.post(GUESTS + "letters/invitation/", {"who": [one.pk for one in three[:2]]})
    page = words(desk.get(GUESTS))
    assert ("Ein Gast braucht einen Brief" in page, "Briefe drucken" in page) == (True, True)


def test_calling_off_stands_apart_and_buttons_say_whom_they_concern(desk: Client, three: list[Attendee]) -> None:
    page = desk.get(GUESTS).content.decode()

    downloads, buttons, calling_off = map(page.index, ("list.xlsx", "Angekreuzte einladen", "Workshop absagen …"))
    assert downloads < buttons < calling_off
    assert page.count("call-off/") == 1
    for words_ in ("Angekreuzte einladen", "Angekreuzte erinnern", "Briefe für Angekreuzte drucken"):
        assert words_ in page


def test_many_are_pasted_or_none(desk: Client, workshop: Workshop) -> None:
    faulty = LINES + "Nur ein Name\n; Org; kein@; Wirtschaf\n"
    page = desk.post(GUESTS + "paste/", {"lines": faulty, "language": "de"})
    assert [sentence for _place, sentence in errors(page)] == [
        "Zeile 4: 1 Teile statt vier: Name; Organisation; E-Mail-Adresse; Perspektive.",
        "Zeile 5: der Name fehlt.",
        "Zeile 5: „kein@“ ist keine E-Mail-Adresse.",
        "Zeile 5: die Perspektive „Wirtschaf“ gibt es nicht. Meinen Sie „Wirtschaft“?",
    ]
    assert names_of(workshop) == []

    page = desk.post(GUESTS + "paste/", {"lines": LINES, "language": "de"}, follow=True)

    assert "2 Personen stehen jetzt auf der Liste." in words(page)
    assert names_of(workshop) == ["Ali Test", "Mara Muster"]


def test_guests_are_taken_over_without_what_they_said(
    desk: Client, three: list[Attendee], workshop: Workshop, coordinator: Person
) -> None:
    with scope(municipality=workshop.municipality_id):
        reply_to_invitation(three[0], "yes", NeedsTold(other="Ruheraum"))
        second = plan_workshop(workshop.evaluation, CONTENT, by=coordinator)
        second.perspectives = [{"key": "politics", "label": "", "label_en": ""}]
        second.save()
        add_guests(second, [NewGuest("Schon da", "politics", "", "john@verein.example")], by=coordinator)
    address = "/m/donnersbergkreis/workshops/2/guests/earlier/"

    assert "Wie offen sind wir?" in words(desk.get(address))
    shown = words(desk.get(address + "?from=1"))
    assert "John Sample: steht schon auf der Liste" in shown
    assert "Ruheraum" not in shown
    desk.post(address, {"from": "1", "who": [one.pk for one in three]})

    assert names_of(second) == ["Erika Beispiel", "Ohne Postfach", "Schon da"]
    with scope(municipality=workshop.municipality_id):
        assert {one.perspective for one in guests_of(second)} == {"politics"}
        assert {one.reply for one in guests_of(second)} == {"open"}
        assert not Needs.objects.filter(attendee__workshop=second).exists()


def test_another_address_gets_another_link(three: list[Attendee], coordinator: Person) -> None:
    first = token_of(three[0])
    said = NewGuest("Erika B.", "business", "", "neu@handwerk.example")
    with scope(municipality=three[0].municipality_id):
        Attendee.objects.update(told={"place": "hier"})
        change_guest(three[0], said, by=coordinator)
        changed = now(three[0])
        assert changed.is_invited is False
        assert token_of(changed) != first
        with pytest.raises(AddressIsInvited):
            change_guest(changed, said._replace(email="JOHN@verein.example"), by=coordinator)
        renew_link(changed, by=coordinator)
    assert now(three[0]).serial == 3


def test_who_was_invited_stays_counted_without_a_name(
    three: list[Attendee], coordinator: Person, workshop: Workshop
) -> None:
    with scope(municipality=workshop.municipality_id):
        Attendee.objects.filter(pk=three[0].pk).update(told={"place": "hier"})
        reply_to_invitation(three[0], "yes", NeedsTold(needs_step_free=True))
        remove_guest(three[0], by=coordinator)
        remove_guest(three[1], by=coordinator)

        gone = now(three[0])
        assert (gone.name, gone.email, gone.organisation, gone.reply) == ("", "", "", "no")
        assert not Attendee.objects.filter(pk=three[1].pk).exists()
        assert not Needs.objects.exists()
        business = next(one for one in balance_of(workshop) if one.perspective == "business")
        assert (business.listed, business.invited, business.no) == (1, 1, 1)
        subjects = {(entry.subject, str(entry.details)) for entry in Entry.objects.filter(event__startswith="guest")}
    assert not any("Erika" in text or "handwerk" in text for pair in subjects for text in pair)


def test_the_balance_says_where_perspectives_are_thin(
    desk: Client, three: list[Attendee], workshop: Workshop, coordinator: Person
) -> None:
    with scope(municipality=workshop.municipality_id):
        many = [NewGuest(f"Gast {number}", "administration") for number in range(6)]
        for one in add_guests(workshop, many, by=coordinator)[:5]:
            reply_to_invitation(one, "yes", NeedsTold())
        reply_to_invitation(three[0], "no", NeedsTold())
        reply_to_invitation(three[1], "other", NeedsTold(), stand_in="Jane Sample")

    shown = words(desk.get(GUESTS))

    assert "Wirtschaft: Bisher kommt niemand, und keine Antwort ist mehr offen." in shown
    assert "Zivilgesellschaft, Einwohnerinnen und Einwohner: weniger als 5 Personen. Ihre" in shown
    assert "Politik, Migrantenorganisationen: Noch steht niemand auf der Liste." in shown
    assert "Verwaltung: " not in shown
    assert "Verwaltung, " not in shown
    assert "5 kommen, eine offen" in shown
    assert "Stattdessen kommt: Jane Sample" in shown


def test_the_clock_of_who_plans_changes_nothing_for_guests(
    desk: Client, three: list[Attendee], workshop: Workshop
) -> None:
    with scope(municipality=workshop.municipality_id):
        local = facts_of(Workshop(begins_at=workshop.local_beginning, minutes=180, place=workshop.place))
        assert local == facts_of(workshop)


def test_how_many_came_is_noted_by_perspective(desk: Client, three: list[Attendee], workshop: Workshop) -> None:
    assert desk.get(GUESTS + "came/").status_code == 409
    with scope(municipality=workshop.municipality_id):
        workshop.begins_at = workshop.begins_at.replace(year=2026, month=11, day=20, hour=8)
        workshop.save()
        count_guests(workshop, {"business": 2}, by=None)

    page = desk.post(GUESTS + "came/", {"came_business": "3", "came_politics": "-1"})
    assert errors(page) == [("id_came_politics", "Bitte schreiben Sie eine ganze Zahl von 0 bis 1000.")]
    page = desk.post(GUESTS + "came/", {"came_business": "3", "came_residents": "0"}, follow=True)

    assert "Die Zahlen sind gespeichert." in words(page)
    assert "Waren da" in words(page)
    assert 'value="3"' in desk.get(GUESTS + "came/").content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_leaves_as_a_table_without_formulas(
    desk: Client, three: list[Attendee], workshop: Workshop, coordinator: Person, ending: str
) -> None:
    with scope(municipality=workshop.municipality_id):
        add_guests(workshop, [NewGuest('=HYPERLINK("x")', "politics")], by=coordinator)
        reply_to_invitation(three[0], "yes", NeedsTold(other="Ruheraum"))

    response = desk.get(f"{GUESTS}list.{ending}")

    assert f".{ending}" in response["Content-Disposition"]
    if ending == "csv":
        text = response.content.decode("utf-8-sig")
        assert "'=HYPERLINK" in text
        assert "Erika Beispiel" in text
        assert "Ruheraum" not in text
    assert desk.get(GUESTS + "list.exe").status_code == 404


def test_the_preparation_sheet_knows_numbers_and_nobodys_name(three: list[Attendee], desk: Client) -> None:
    first, second, third = three
    with scope(municipality=first.municipality_id):
        reply_to_invitation(first, "yes", NeedsTold(interpretation="ukrainisch", children=2, other="Ruheraum"))
        reply_to_invitation(second, "no", NeedsTold(needs_sign_language=True))
        reply_to_invitation(third, "yes", NeedsTold(interpretation="Arabisch für Frau Beispiel", needs_step_free=True))

    response = desk.get("/m/donnersbergkreis/workshops/1/papers/preparation.pdf")

    pages = pypdfium2.PdfDocument(response.content)
    found = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    said = [
        "Wirtschaft 1 1 0", "Zivilgesellschaft 1 0 0", "Einwohnerinnen und Einwohner 1 1 0",
        "Alle 3 2 0", "Verdolmetschung: Ukrainisch 1",
        "Stufenloser Zugang 1", "Zahl der Kinder 2", "Weiterer Bedarf, siehe Gästeliste 1",
        "siehe Gästeliste 1 Stufenloser",
    ]  # fmt: skip
    assert [words for words in said if words not in found] == []
    told = ["Erika", "Bäckerei", "Sample", "Postfach", "Ruheraum", "frau beispiel", "Gebärdensprache"]
    assert [words for words in told if words in found] == []
