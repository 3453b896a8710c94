"""The pages of workshops: planning one, its home, changing and discarding it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.rooms.workshops.planned import BEGINS, planned

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.rounds.models import Round
from weltoffen.workshops.agenda import keep_template
from weltoffen.workshops.choices import Phase
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import items_of

SignIn = Callable[[Person], Client]
TYPED = {
    "title": "Gemeinsam weiter", "kind": "workshop", "evaluation": "1-1", "day": "2026-12-03", "time": "14:00",
    "length": "180", "minutes": "", "venue": "both", "place": "Kreishaus", "link": "https://meet.example/a",
    "facilitator": "Ayşe Demir", "purpose": "Wir sprechen.", "agenda": "proposal", "groups": "2",
}  # fmt: skip


def path(name: str, **parts: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"slug": "donnersbergkreis", **parts})


def one(name: str, workshop: Workshop, **parts: object) -> str:
    return path(name, workshop=workshop.number, **parts)


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_workshop_is_planned_and_its_proposal_shown(
    workshop: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    response = signed_in(coordinator).post(path("new"), TYPED)

    made = Workshop.objects.get(number=2)
    assert response.headers["Location"] == one("proposal", made) + "?groups=2"
    assert (made.title, f"{made.local_beginning:%d.%m.%Y %H:%M}", made.minutes, made.venue, made.link) == (
        "Gemeinsam weiter", "03.12.2026 14:00", 180, "both", "https://meet.example/a",
    )  # fmt: skip
    assert (made.evaluation_id, len(made.perspectives), made.threshold) == (workshop.evaluation_id, 6, 5)
    assert list(items_of(made)) == []


def test_a_workshop_begins_with_a_template_or_empty(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    template = keep_template(workshop, "Kurz", by=None)
    client = signed_in(coordinator)

    client.post(path("new"), {**TYPED, "agenda": str(template.pk)})
    response = client.post(path("new"), {**TYPED, "agenda": "empty", "length": "other", "minutes": "95"})

    second, third = Workshop.objects.get(number=2), Workshop.objects.get(number=3)
    assert (next(item.title for item in items_of(second)), len(items_of(second))) == ("Ankommen", 5)
    assert (third.minutes, list(items_of(third)), response.headers["Location"]) == (95, [], one("agenda", third))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Bitte geben Sie dem Workshop einen Titel."),
        ({"day": "2026-11-19"}, "Dieser Zeitpunkt ist vorbei."),
        ({"day": "bald"}, "Bitte schreiben Sie das Datum so: 22.11.2026."),
        ({"time": "abends"}, "Bitte schreiben Sie die Uhrzeit so: 14:00."),
        ({"length": "other"}, "Bitte sagen Sie, wie viele Minuten er dauert."),
        ({"length": "other", "minutes": "20"}, "Bitte schreiben Sie eine Zahl von 30 bis 600."),
        ({"link": "javascript:alert(1)"}, "Bitte schreiben Sie die ganze Adresse, beginnend mit https://."),
        ({"evaluation": "7-1"}, "Bitte wählen Sie eine Auswertung."),
        ({"agenda": "999"}, "Bitte wählen Sie, mit welchem Programm Sie beginnen."),
    ],
)
def test_what_cannot_be_is_told_at_its_place(
    workshop: Workshop, coordinator: Person, signed_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    response = signed_in(coordinator).post(path("new"), {**TYPED, **typed})

    assert sentence in response.content.decode()
    assert Workshop.objects.count() == 1


def test_without_an_evaluation_the_way_to_one_is_shown(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    assert "Es gibt noch keine Auswertung" in text(client, path("new"))
    assert "Sobald eine Runde beendet ist" in text(client, path("list"))


def test_the_list_begins_with_the_workshop_that_comes_next(
    workshop: Workshop, evaluation: StoredEvaluation, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    workshop.phase = Phase.ENDED
    workshop.save()
    planned(evaluation, title="Der nächste")

    shown = text(signed_in(coordinator), path("list"))

    assert shown.index("Der nächste") < shown.index("Nächster Schritt") < shown.index("Gemeinsam weiter")
    assert "Das Programm ist 1 Stunde 40 Minuten kürzer als geplant." in shown
    assert "Nächster Schritt" not in text(signed_in(council_reader), path("list"))


def test_the_list_stands_in_the_order_in_which_workshops_matter(
    workshop: Workshop, evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    rows = [
        ("Ende Dezember", 27, Phase.PLANNED), ("Läuft seit gestern", -14, Phase.RUNNING),
        ("Im Oktober", -59, Phase.ENDED), ("Läuft heute", -13, Phase.RUNNING), ("Mitte Dezember", 12, Phase.PLANNED),
        ("Anfang November", -30, Phase.ENDED), ("Nie begonnen", -20, Phase.PLANNED),
    ]  # fmt: skip
    for title, days, phase in rows:
        made = planned(evaluation, title=title, begins_at=BEGINS + timedelta(days=days))
        made.phase = phase
        made.save()

    shown = text(signed_in(coordinator), path("list"))

    main = shown[shown.index("<main") :]
    assert re.findall(r'<h2[^>]*>([^<]*)</h2>|<a class="kern-link--stretched"[^>]*>([^<]*)</a>', main) == [
        ("Läuft gerade", ""), ("", "Läuft seit gestern"), ("", "Läuft heute"),
        ("Als Nächstes", ""), ("", "Gemeinsam weiter"),
        ("Später", ""), ("", "Mitte Dezember"), ("", "Ende Dezember"),
        ("Frühere Workshops", ""), ("", "Nie begonnen"), ("", "Anfang November"), ("", "Im Oktober"),
    ]  # fmt: skip
    assert main.count("Termin ist vorbei") == 1


def test_the_home_says_what_is_planned_and_what_follows(
    workshop: Workshop, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    shown = text(signed_in(coordinator), one("workshop", workshop))
    read = text(signed_in(council_reader), one("workshop", workshop))

    for words in ("3. Dezember 2026, 14:00 Uhr", "3 Stunden", "Kreishaus, Saal", "Migrantenorganisationen", "14:15"):
        assert words in shown
        assert words in read
    assert ("Programm bearbeiten" in shown, "Programm bearbeiten" in read) == (True, False)
    assert (one("discard", workshop) in shown, one("discard", workshop) in read) == (True, False)


def test_a_workshop_is_changed(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    assert 'value="2026-12-03"' in text(client, one("change", workshop))

    client.post(one("change", workshop), {**TYPED, "title": "Anders", "length": "120"})

    workshop.refresh_from_db()
    assert (workshop.title, workshop.minutes, len(items_of(workshop))) == ("Anders", 120, 5)


def test_a_workshop_is_discarded_after_a_question(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    assert "das Programm mit 5 Punkten" in text(client, one("discard", workshop))
    assert Workshop.objects.count() == 1

    response = client.post(one("discard", workshop))

    assert (Workshop.objects.count(), response.headers["Location"]) == (0, path("list"))


@pytest.mark.parametrize("name", ["change", "discard", "agenda", "proposal", "participants", "templates", "add"])
def test_what_has_begun_is_no_longer_prepared(
    workshop: Workshop, coordinator: Person, signed_in: SignIn, name: str
) -> None:
    workshop.phase = Phase.RUNNING
    workshop.save()

    response = signed_in(coordinator).get(one(name, workshop))

    page = response.content.decode()
    assert (response.status_code, "hat begonnen" in page) == (409, True)
    assert "gehen Sie zu jedem Programmpunkt, in jeder Reihenfolge" in page


def test_what_is_over_is_not_said_to_run(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    workshop.phase = Phase.ENDED
    workshop.save()

    response = signed_in(coordinator).get(one("agenda", workshop))

    page = response.content.decode()
    assert (response.status_code, "Dieser Workshop ist vorbei." in page, "Regie" in page) == (409, True, False)


def test_earlier_pages_lead_to_workshops(
    workshop: Workshop, evaluation: StoredEvaluation, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    parts = {"slug": "donnersbergkreis", "number": 1}
    pages = [
        reverse("rounds:overview", kwargs=parts),
        reverse("evaluation:page", kwargs={**parts, "evaluation": evaluation.number}),
    ]
    way = path("new") + "?evaluation=1-1"

    assert [way in text(signed_in(coordinator), page) for page in pages] == [True, True]
    assert [way in text(signed_in(council_reader), page) for page in pages] == [False, False]
    assert "Gemeinsam weiter" in text(signed_in(coordinator), reverse("municipalities:home", args=["donnersbergkreis"]))
