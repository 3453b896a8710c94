"""Editing an agenda on its pages: one form for all, single items, two people at once, templates, proposals."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.rooms.workshops.planned import CONTENT, ITEMS
from tests.rooms.workshops.test_pages import one, path, text

from weltoffen.accounts.models import Person
from weltoffen.workshops.actions import change_workshop
from weltoffen.workshops.agenda import Place, add_item
from weltoffen.workshops.bridge import ProposedAgenda, proposed_agenda, subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaTemplate, Workshop
from weltoffen.workshops.plans import PlannedItem
from weltoffen.workshops.queries import groups_of, item_with_number, items_of

SignIn = Callable[[Person], Client]
MINUTES = {f"minutes-{number}": str(item.minutes) for number, item in enumerate(ITEMS, 1)}
TYPED = {"do": "save", "title": "Zuhören", "minutes": "20", "place": "0-3", "notes": "Leise.", "seen": "1"}


@pytest.fixture
def client(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> Client:
    """The coordinator's browser."""
    return signed_in(coordinator)


def titles(workshop: Workshop) -> list[str]:
    return [item.title for item in items_of(workshop) if item.group is None]


def test_the_agenda_says_when_everything_is(client: Client, workshop: Workshop) -> None:
    page = " ".join(text(client, one("agenda", workshop)).split())

    assert "1 Stunde 20 Minuten von 3 Stunden sind verplant." in page
    assert "Das Programm ist 1 Stunde 40 Minuten kürzer als geplant." in page
    assert "„Leitung“ hat Programmpunkte, aber im Programm fehlt die Zeit für Arbeitsgruppen." in page
    assert "Management und Steuerung" in page
    assert '14:15<span aria-hidden="true">–</span><span class="kern-sr-only"> bis </span>14:45' in page


def test_a_button_saves_typed_minutes_first(client: Client, workshop: Workshop) -> None:
    response = client.post(one("agenda", workshop), {**MINUTES, "minutes-1": "25", "seen": "1", "do": "down-1"})

    assert response.headers["Location"] == one("agenda", workshop) + "#down-1"
    assert titles(workshop)[:2] == ["Wie sehen Sie es?", "Ankommen"]
    assert items_of(workshop)[1].minutes == 25


@pytest.mark.parametrize("typed", ["", "0", "301", "viel", "-3"])
def test_minutes_that_are_none_are_shown_again_and_nothing_is_stored(
    client: Client, workshop: Workshop, typed: str
) -> None:
    response = client.post(one("agenda", workshop), {**MINUTES, "minutes-2": "55", "minutes-1": typed, "seen": "1"})

    page = response.content.decode()
    assert (response.status_code, "Bitte schreiben Sie eine Zahl von 1 bis 300." in page) == (400, True)
    assert 'value="55"' in page
    assert [item.minutes for item in items_of(workshop)] == [15, 30, 15, 20, 40]


def test_times_are_fitted(client: Client, workshop: Workshop) -> None:
    client.post(one("agenda", workshop), {**MINUTES, "seen": "1", "do": "fit"})

    plain = [item for item in items_of(workshop) if item.group is None]
    assert (sum(item.minutes for item in plain), plain[0].minutes) == (180, 15)


def test_what_does_not_fit_is_said(client: Client, workshop: Workshop) -> None:
    fixed = ITEMS[0]._replace(minutes=175, is_fixed=True)
    add_item(workshop, fixed, by=None)

    client.post(one("agenda", workshop), {"seen": "2", "do": "fit"})

    assert "Die Punkte passen nicht in diese Dauer; möglich sind" in text(client, one("agenda", workshop))


@pytest.mark.parametrize(
    ("asked", "place"), [("", "0-5"), ("?place=1-4", "1-4"), ("?place=0-0", "0-0"), ("?place=Kreis", "0-5")]
)
def test_a_new_item_stands_where_it_was_asked_for_else_at_the_end(
    client: Client, workshop: Workshop, asked: str, place: str
) -> None:
    choosing = text(client, one("add", workshop) + asked)
    [form] = set(re.findall(r'href="([^"]*/add/listen/[^"]*)"', choosing))

    page = text(client, form)

    assert f'<option value="{place}" selected>' in page


def test_a_removed_item_comes_back_with_one_button(client: Client, workshop: Workshop) -> None:
    client.post(one("agenda", workshop), {"seen": "1", "do": "remove-2"})
    assert "„Wie sehen Sie es?“ ist entfernt." in text(client, one("agenda", workshop))
    assert "Wie sehen Sie es?" not in titles(workshop)

    client.post(one("restore", workshop))

    assert titles(workshop)[1] == "Wie sehen Sie es?"
    assert item_with_number(workshop, 2) is not None
    assert "Rückgängig" not in text(client, one("agenda", workshop))


def test_after_another_change_nothing_is_brought_back(client: Client, workshop: Workshop) -> None:
    client.post(one("agenda", workshop), {"seen": "1", "do": "remove-2"})
    add_item(workshop, ITEMS[2], by=None)

    client.post(one("restore", workshop))

    assert "Wie sehen Sie es?" not in titles(workshop)


def test_two_people_at_once_lose_nothing(client: Client, workshop: Workshop, coordinator: Person) -> None:
    add_item(workshop, ITEMS[2]._replace(title="Zweite Pause"), by=coordinator)

    response = client.post(one("agenda", workshop), {**MINUTES, "minutes-1": "25", "seen": "1", "do": "down-1"})

    page = response.content.decode()
    assert (response.status_code, f"{coordinator} hat „Zweite Pause“ hinzugefügt." in page) == (409, True)
    assert '<input type="hidden" name="minutes-1" value="25">' in page
    assert items_of(workshop)[0].minutes == 15
    client.post(one("agenda", workshop), {**MINUTES, "minutes-1": "25", "seen": "2", "do": "down-1"})
    assert (items_of(workshop)[1].minutes, titles(workshop)[-1]) == (25, "Zweite Pause")


def test_an_item_is_added_with_its_options(client: Client, workshop: Workshop) -> None:
    assert "Zuhören" in text(client, one("add", workshop))
    page = text(client, one("add_one", workshop, activity="prioritise") + "?place=0-3")
    assert ('<option value="0-3" selected>' in page, "Was hilft?" in page) == (True, True)

    client.post(one("add_one", workshop, activity="prioritise"), {
        **TYPED, "counting": "ranks", "points": "3", "most_on_one": "2", "of": ["4"],
    })  # fmt: skip

    added = item_with_number(workshop, 6)
    assert added is not None
    assert (added.activity, added.notes, added.options) == (
        "prioritise", "Leise.", {"counting": "ranks", "points": 3, "most_on_one": 2, "of": [4]},
    )  # fmt: skip
    assert titles(workshop).index("Zuhören") == 3


def test_places_with_the_same_title_differ_by_their_time(client: Client, workshop: Workshop) -> None:
    add_item(workshop, ITEMS[2], by=None)

    page = text(client, one("item", workshop, item=1))

    choices = re.findall(r'<option value="(0-[^"]*)"[^>]*>([^<]*)</option>', page)
    assert choices == [
        ("0-0", "14:00 Uhr, Alle: am Anfang"),
        ("0-2", "14:30 Uhr, Alle: nach „Wie sehen Sie es?“"),
        ("0-3", "14:45 Uhr, Alle: nach „Pause“"),
        ("0-5", "15:05 Uhr, Alle: nach „Was zuerst?“"),
        ("0-6", "15:20 Uhr, Alle: nach „Pause“"),
    ]
    assert '<option value="1-4">Leitung: nach „Was hilft?“</option>' in page


def test_ideas_to_choose_from_say_whose_they_are(client: Client, workshop: Workshop) -> None:
    add_item(workshop, PlannedItem(Activity.GROUPS, "Arbeitsgruppen", 40), by=None)
    add_item(workshop, ITEMS[3]._replace(group=0), Place(0, 1), by=None)

    page = text(client, one("item", workshop, item=5))

    ideas = re.findall(r'name="of".*?<label[^>]*>(.*?)</label>', page, re.DOTALL)
    said = [" ".join(re.sub("<[^>]*>", " ", label).split()) for label in ideas]
    assert said == ["Was hilft? 14:15 Uhr, Alle", "Was hilft? 16:00 Uhr, Leitung"]


@pytest.mark.parametrize(
    ("activity", "typed", "sentence"),
    [
        ("listen", {"title": ""}, "Bitte geben Sie dem Programmpunkt einen Titel."),
        ("listen", {"minutes": "400"}, "Bitte schreiben Sie eine Zahl von 1 bis 300."),
        ("listen", {"place": "9-9"}, "Bitte wählen Sie eine Stelle im Programm."),
        ("rate", {}, "Bitte wählen Sie mindestens ein Handlungsfeld oder eine Frage zum Bewerten."),
        ("listen", {"subjects": ["question:nowhere"]}, "Bitte wählen Sie aus den Handlungsfeldern und Fragen"),
        ("collect", {"most_ideas": "11"}, "Bitte schreiben Sie eine Zahl von 1 bis 10."),
        ("prioritise", {"points": "2", "most_on_one": "3"}, "Das sind mehr, als es Punkte gibt."),
    ],
)
def test_what_cannot_be_is_told_at_its_place(
    client: Client, workshop: Workshop, activity: str, typed: dict[str, object], sentence: str
) -> None:
    usual = {"counting": "points", "points": "5", "most_on_one": "3"} if activity == "prioritise" else {}

    response = client.post(one("add_one", workshop, activity=activity), {**TYPED, **usual, **typed})

    assert sentence in response.content.decode()
    assert len(items_of(workshop)) == 5


def test_searching_keeps_what_was_typed_and_chosen(client: Client, workshop: Workshop) -> None:
    response = client.post(one("item", workshop, item=2), {
        **TYPED, "do": "search", "title": "Neu getippt", "subjects": ["question:m-1.2"], "search": "leitbild zusammen",
    })  # fmt: skip

    page = response.content.decode()
    assert 'value="Neu getippt"' in page
    assert 'value="question:m-1.2" checked' in page
    assert ('value="question:m-1.1"' in page, 'value="question:m-1.3"' in page) == (True, False)
    assert "Bitte" not in page[: page.index("Neu getippt")]


def test_an_item_becomes_another_activity(client: Client, workshop: Workshop) -> None:
    shown = client.post(one("item", workshop, item=3), {**TYPED, "do": "activity", "activity": "collect"})
    assert "Frage an die Gäste" in shown.content.decode()

    client.post(one("item", workshop, item=3), {
        **TYPED, "activity": "collect", "place": "1-4", "question": "Was fehlt?", "most_ideas": "5",
    })  # fmt: skip

    stored = item_with_number(workshop, 3)
    assert stored is not None
    assert (stored.activity, stored.group and stored.group.number, stored.options) == (
        "collect", 1, {"question": "Was fehlt?", "most_ideas": 5},
    )  # fmt: skip


def test_a_changed_item_stands_beside_what_somebody_else_stored(client: Client, workshop: Workshop) -> None:
    client.post(one("item", workshop, item=1), {**TYPED, "title": "Von der einen", "place": "0-0"})

    response = client.post(one("item", workshop, item=1), {**TYPED, "title": "Von dem anderen", "place": "0-0"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Von der einen" in page
    assert "Von dem anderen" in page


def test_a_proposal_is_shown_with_reasons_and_taken(client: Client, workshop: Workshop) -> None:
    page = text(client, one("proposal", workshop) + "?fields=2&groups=2")
    assert "von 100 Punkten: Hier besteht Handlungsbedarf." in page
    assert "gelingt bisher am besten" in page

    client.post(one("proposal", workshop), {"seen": "1", "fields": "2", "groups": "2"})

    plain = [item for item in items_of(workshop) if item.group is None]
    assert (sum(item.minutes for item in plain), len(groups_of(workshop))) == (180, 2)
    assert all(item.reasons and item.notes for item in items_of(workshop))
    agenda = text(client, one("agenda", workshop))
    assert ("Noch zu tun" in agenda, "sind verplant" in agenda) == (False, True)


def proposed(workshop: Workshop, fields: int, groups: int) -> ProposedAgenda:
    """What the calculation proposes, in German."""
    found = proposed_agenda(workshop, fields, groups, "de")
    assert found is not None
    return found


def test_the_strength_to_begin_with_is_what_is_shown_first(workshop: Workshop) -> None:
    found = proposed(workshop, 3, 2)

    assert found.strength is not None
    [shown] = [item for item in found.items if item.activity == Activity.SHOW]
    first = subject_words(workshop, "de")[shown.subjects[0]]
    assert (first.is_field, first.label) == (True, found.strength.label)
    [said] = found.strength.reasons
    assert said.startswith(f"„{first.label}“ gelingt bisher am besten, mit {first.points} von 100 Punkten")


def test_the_proposal_says_which_questions_its_agenda_asks(workshop: Workshop) -> None:
    found = proposed(workshop, 4, 2)

    words = subject_words(workshop, "de")
    rated = [key for item in found.items if item.activity == Activity.RATE and item.group for key in item.subjects]
    asked = [question.label for topic in found.topics for question in topic.questions]
    assert sorted(asked) == sorted(words[key].text for key in rated)
    assert [len(topic.questions) for topic in found.topics] == [2, 2, 1, 1]
    assert [len(topic.left_out) for topic in found.topics] == [1, 1, 2, 2]


def test_without_working_groups_no_single_question_is_promised(client: Client, workshop: Workshop) -> None:
    page = text(client, one("proposal", workshop) + "?fields=2&groups=0")

    assert ("Mit diesen Fragen:" in page, "Auch lohnend, aber nicht in diesem Programm:" in page) == (False, True)


def test_a_proposal_that_does_not_fit_says_what_would(client: Client, workshop: Workshop) -> None:
    change_workshop(workshop, CONTENT._replace(minutes=40), by=None)

    page = text(client, one("proposal", workshop) + "?groups=4&fields=5")

    assert "Das passt nicht in die Dauer" in page
    assert "Vorschlag übernehmen" not in page
    assert len(items_of(workshop)) == 5


def test_templates_are_kept_used_and_discarded(client: Client, workshop: Workshop) -> None:
    client.post(one("templates", workshop), {"do": "keep", "title": "Kurz"})
    again = client.post(one("templates", workshop), {"do": "keep", "title": "Kurz"})
    assert "Es gibt schon eine Vorlage mit diesem Titel." in again.content.decode()
    kept = AgendaTemplate.objects.get()
    client.post(one("agenda", workshop), {"seen": "1", "do": "remove-1"})

    client.post(one("templates", workshop), {"do": f"use-{kept.pk}", "seen": "2"})
    assert titles(workshop)[0] == "Ankommen"
    client.post(one("templates", workshop), {"do": f"discard-{kept.pk}"})
    assert AgendaTemplate.objects.count() == 0


def rows(workshop: Workshop, client: Client) -> dict[str, str]:
    """The perspectives as the page shows them."""
    labels = [("administration", "Verwaltung", "Administration"), ("politics", "Politik", "Politics")]
    shown = {"seen": str(workshop.agenda_version), "about": "perspectives"}
    for number, (key, label, label_en) in enumerate(labels, 1):
        shown |= {f"key-{number}": key, f"label-{number}": label, f"label_en-{number}": label_en}
    return shown


def test_perspectives_are_edited_in_rows(client: Client, workshop: Workshop) -> None:
    typed = {**rows(workshop, client), "label-2": "Rat", "label-3": "Schulen", "do": "up-2"}

    response = client.post(one("participants", workshop), typed)

    workshop.refresh_from_db()
    assert response.headers["Location"].endswith("#up-1")
    assert [tuple(row.values()) for row in workshop.perspectives] == [
        ("politics", "Rat", "Politics"), ("administration", "", ""), ("own_1", "Schulen", ""),
    ]  # fmt: skip
    page = text(client, one("participants", workshop))
    assert "„Wirtschaft“ wieder aufnehmen" in page
    client.post(one("participants", workshop), {**rows(workshop, client), "do": "back_business"})
    workshop.refresh_from_db()
    assert workshop.perspective_keys == ("administration", "politics", "business")


def test_a_perspective_needs_a_name(client: Client, workshop: Workshop) -> None:
    typed = {**rows(workshop, client), "label-2": "", "label_en-2": "", "do": "save"}

    response = client.post(one("participants", workshop), typed)

    assert (response.status_code, "Bitte geben Sie der Perspektive einen Namen." in response.content.decode()) == (
        400, True,
    )  # fmt: skip


def test_groups_are_edited_in_rows_and_removed_after_a_question(client: Client, workshop: Workshop) -> None:
    client.post(one("participants", workshop), {
        "about": "groups", "seen": "1", "do": "save", "title-1": "Leitung neu", "field-1": "cohesion", "place-1": "R 1",
        "title-0": "Wohnen", "field-0": "", "place-0": "",
    })  # fmt: skip
    assert [(group.title, group.field, group.place) for group in groups_of(workshop)] == [
        ("Leitung neu", "cohesion", "R 1"), ("Wohnen", "", ""),
    ]  # fmt: skip

    assert "Was hilft?" in text(client, one("remove_group", workshop, group=1))
    client.post(one("remove_group", workshop, group=1), {"seen": "3"})
    assert [group.title for group in groups_of(workshop)] == ["Wohnen"]


def test_a_group_needs_a_title_and_a_field_that_there_is(client: Client, workshop: Workshop) -> None:
    response = client.post(one("participants", workshop), {
        "about": "groups", "seen": "1", "do": "save", "title-1": "", "field-1": "nowhere", "place-1": "",
    })  # fmt: skip

    page = response.content.decode()
    assert "Bitte geben Sie der Arbeitsgruppe einen Titel." in page
    assert "Bitte wählen Sie eines der Handlungsfelder." in page


@pytest.mark.parametrize("more", [0, 6])
def test_an_agenda_costs_the_same_queries_however_long_it_is(
    client: Client, workshop: Workshop, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for _number in range(more):
        add_item(workshop, ITEMS[0], by=None)
    text(client, one("agenda", workshop))  # what is remembered of the evaluation

    with django_assert_num_queries(6):
        text(client, one("agenda", workshop))


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_costs_the_same_queries_however_many_workshops_there_are(
    client: Client, workshop: Workshop, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        Workshop.objects.create(
            municipality_id=workshop.municipality_id, evaluation=workshop.evaluation, number=10 + number,
            code=f"00000{number}", title="Noch einer", begins_at=workshop.begins_at, minutes=60,
        )  # fmt: skip

    with django_assert_num_queries(11):
        text(client, path("list"))
