"""What everyone sees of a municipality: exactly what was released, and not a hint of the rest."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.cast import EXAMPLE
from tests.rooms.markup import text_of, tree_of

from weltoffen.accounts.models import Person
from weltoffen.evaluation.actions import release_fields, withdraw_field
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.municipalities.models import Municipality

pytestmark = pytest.mark.django_db
PAGE, ARMS = "/p/donnersbergkreis/", "/p/donnersbergkreis/coat-of-arms/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
LABELS = {
    "management": "Management und Steuerung",
    "opening": "Interkulturelle Öffnung und Antirassismus",
    "access": "Fairer Zugang und Teilhabe",
    "economy": "Arbeit und wirtschaftliche Entwicklung",
    "engagement": "Engagement und Beteiligung",
    "cohesion": "Zusammenhalt und Begegnung",
    "communication": "Kommunikation und Konfliktmanagement",
}


def release(stored: StoredEvaluation, by: Person, *fields: str) -> list[Release]:
    with scope(municipality=stored.municipality_id):
        return list(release_fields(stored, fields, by=by))


def test_exactly_what_was_released_is_shown(evaluation: StoredEvaluation, coordinator: Person, client: Client) -> None:
    release(evaluation, coordinator, "communication", "management")

    content = client.get(PAGE).content
    headings = [" ".join(one.text_content().split()) for one in tree_of(content).iter("h1", "h2")]
    shown = text_of(content)

    assert headings == [
        "Donnersbergkreis",
        "Management und Steuerung",
        "Kommunikation und Konfliktmanagement",
        "So lesen Sie die Ergebnisse",
    ]
    assert "33 von 100" in shown
    assert [label for key, label in LABELS.items() if label in shown] == [
        LABELS["management"],
        LABELS["communication"],
    ]
    # Nothing tells how many fields there are: no number, no total, no chart with gaps.
    assert [f"{number} Management" for number in range(1, 8) if f"{number} Management" in shown] == []
    assert "7 Handlungsfelder" not in shown
    assert tree_of(content).xpath("//main//svg[@role='img']") == []


def test_nothing_of_answers_and_people_is_shown(
    evaluation: StoredEvaluation, coordinator: Person, client: Client
) -> None:
    comment = "Entwurf liegt der Verwaltungsleitung vor."
    assert any(answer.get("comment") == comment for answer in evaluation.sheet["answers"])
    release(evaluation, coordinator, *LABELS)

    content = client.get(PAGE).content.decode()

    assert comment not in content
    assert coordinator.name not in content
    assert "m-1.1" not in content
    assert "Verankert und überprüft" not in content


def test_what_is_not_released_is_as_if_it_did_not_exist(
    evaluation: StoredEvaluation, town: Municipality, client: Client
) -> None:
    answers = [client.get(f"/p/{slug}/") for slug in ("donnersbergkreis", "eisenberg", "nirgendwo")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    pages = [
        TOKEN.sub("", answer.content.decode()).replace(slug, "…")
        for answer, slug in zip(answers, ("donnersbergkreis", "eisenberg", "nirgendwo"), strict=True)
    ]
    assert pages[0] == pages[1] == pages[2]


def test_the_coat_of_arms_answers_only_beside_what_was_released(
    evaluation: StoredEvaluation, coordinator: Person, client: Client
) -> None:
    picture = (EXAMPLE / "wappen.svg").read_bytes()
    Municipality.objects.filter(pk=evaluation.municipality_id).update(
        coat_of_arms=picture, coat_of_arms_type="image/svg+xml"
    )
    before = client.get(ARMS)
    (public,) = release(evaluation, coordinator, "management")
    after = client.get(ARMS)

    assert before.status_code == 404
    assert (after.content, after.headers["Content-Type"]) == (picture, "image/svg+xml")
    assert after.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert f'src="{ARMS}"' in client.get(PAGE).content.decode()
    with scope(municipality=evaluation.municipality_id):
        withdraw_field(public, by=coordinator)
    assert client.get(ARMS).status_code == 404


def test_without_a_coat_of_arms_there_is_no_picture(
    evaluation: StoredEvaluation, coordinator: Person, client: Client
) -> None:
    release(evaluation, coordinator, "management")

    assert client.get(ARMS).status_code == 404
    assert tree_of(client.get(PAGE).content).xpath("//main//img") == []


def test_what_was_withdrawn_is_gone(evaluation: StoredEvaluation, coordinator: Person, client: Client) -> None:
    management, _communication = release(evaluation, coordinator, "management", "communication")
    with scope(municipality=evaluation.municipality_id):
        withdraw_field(management, by=coordinator)

    shown = text_of(client.get(PAGE).content)

    assert LABELS["management"] not in shown
    assert LABELS["communication"] in shown


def test_the_page_speaks_both_languages(evaluation: StoredEvaluation, coordinator: Person, client: Client) -> None:
    release(evaluation, coordinator, "management")
    client.cookies["language"] = "en"

    shown = text_of(client.get(PAGE).content)

    assert "Management and steering" in shown
    assert LABELS["management"] not in shown


def test_people_of_another_municipality_see_the_same(
    evaluation: StoredEvaluation,
    coordinator: Person,
    stranger: Person,
    client: Client,
    signed_in: Callable[[Person], Client],
) -> None:
    release(evaluation, coordinator, "management")

    assert text_of(signed_in(stranger).get(PAGE).content) == text_of(client.get(PAGE).content)


def test_the_start_page_names_who_released_something(
    evaluation: StoredEvaluation, coordinator: Person, town: Municipality, client: Client
) -> None:
    def named() -> list[str]:
        return list(tree_of(client.get("/").content).xpath("//section[@aria-labelledby='released']//a/text()"))

    before = named()
    release(evaluation, coordinator, "management")

    assert (before, named()) == ([], ["Donnersbergkreis"])


def test_the_page_costs_three_queries(
    evaluation: StoredEvaluation,
    coordinator: Person,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for field in ("management", "communication"):
        release(evaluation, coordinator, field)
        with django_assert_num_queries(3):
            assert LABELS[field] in text_of(client.get(PAGE).content)
