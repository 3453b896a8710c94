"""The pages of an evaluation: they say what the report says, in both languages, at a constant cost."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from docx import Document
from pytest_django import DjangoAssertNumQueries
from tests.cast import EXAMPLE
from tests.rooms.evaluation.conftest import address, page_of
from tests.rooms.markup import text_of, tree_of

from selfcheck import Evaluation, out_of_hundred
from selfcheck_documents.words import Words
from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.evaluation.actions import compute_evaluation, finish_round
from weltoffen.evaluation.bridge.opening import open_evaluation
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import latest_evaluation
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import reopen_round
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def live(stored: StoredEvaluation) -> Evaluation:
    with scope(municipality=stored.municipality_id):
        opened = open_evaluation(stored, "de")
    assert opened is not None
    return opened.evaluation


def rows_of(page: str, caption: str) -> list[list[str]]:
    """The rows of the table with a caption, cell by cell."""
    (table,) = [table for table in tree_of(page).iter("table") if table.findtext("caption", "").strip() == caption]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.findall("tbody/tr")]


def shown(evaluation: Evaluation) -> list[str]:
    """The scores of the fields as people read them."""
    return [Words("de").score(part.score) for part in evaluation.fields]


def test_page_data_reasons_and_documents_say_the_same_numbers(
    compared: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    evaluation, client = live(compared), signed_in(coordinator)

    page = page_of(client, "page", compared)
    data = json.loads(page_of(client, "data", compared))
    report = page_of(client, "report", compared, ending="html")
    pdf = pypdfium2.PdfDocument(client.get(address("report", compared, ending="pdf")).content)
    printed = " ".join(" ".join(leaf.get_textpage().get_text_bounded() for leaf in pdf).split())
    word = Document(BytesIO(client.get(address("report", compared, ending="docx")).content))
    written = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    profile = "Profil der Handlungsfelder"
    assert [row[1] for row in rows_of(page, profile)] == shown(evaluation)
    assert [row[:6] for row in rows_of(page, profile)] == rows_of(report, profile)
    assert [field["score"] for field in data["fields"]] == [
        float(out_of_hundred(part.score) or 0) for part in evaluation.fields
    ]
    for part, score in zip(evaluation.fields, shown(evaluation), strict=True):
        label = next(row[0] for row in rows_of(page, profile) if row[1] == score)
        exact = Words("de").score(part.score, 2)
        assert f"Ergebnis: {exact} von 100" in text_of(page_of(client, "why", compared, part=part.key))
        assert f"Ergebnis: {exact} von 100" in printed
        assert any(row[:2] == [label, score] for row in written)


def test_goals_say_the_same_numbers_on_every_page(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    stored = {goal["key"]: goal["score"] for goal in evaluation.result["goals"]}
    for part in live(evaluation).fields:
        page = page_of(client, "field", evaluation, field=part.key)
        (caption,) = {table.findtext("caption", "").strip() for table in tree_of(page).iter("table")}
        assert [row[1] for row in rows_of(page, caption)] == [Words("de").score(goal.score) for goal in part.goals]
        assert [float(out_of_hundred(goal.score) or 0) for goal in part.goals] == [
            stored[goal.key] for goal in part.goals
        ]


def test_every_number_leads_to_its_reason(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    opened = live(evaluation)
    linked = {
        link
        for page in [
            page_of(client, "page", evaluation),
            *(page_of(client, "field", evaluation, field=part.key) for part in opened.fields),
        ]
        for link in tree_of(page).xpath("//a[contains(@class, 'why')]/@href")
    }

    assert linked == {
        address("why", evaluation, part=key) for key, part in opened.parts.items() if part.score is not None
    }


def test_the_first_page_is_read_in_a_minute(compared: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    tree = tree_of(page_of(signed_in(coordinator), "page", compared))

    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1", "h2")]
    assert headings == [
        "Auf einen Blick",
        "Profil der Handlungsfelder",
        "Stärken",
        "Handlungsbedarf",
        "Was beantwortet ist",
        "Was vorläufig ist",
        "Vorschläge für die nächsten Schritte",
        "Wie es weitergehen kann",
        "Was sich verändert hat",
    ]
    highlights = tree.xpath("//section[@class='highlights']")
    assert [len(section.findall("ul/li")) for section in highlights] == [3, 3]
    assert [svg.get("role") for svg in tree.iter("svg") if svg.get("role")] == ["img", "img"]


def test_every_answer_stands_with_its_points_and_comment(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    tree = tree_of(page_of(signed_in(coordinator), "questions", evaluation))

    answers = tree.xpath("//ul[@class='answers']/li")
    assert len(answers) == 108
    first = " ".join(answers[0].text_content().split())
    assert first.startswith("m-1.1 Hat der Rat ein Leitbild beschlossen")
    assert "AntwortGeplant Punkte1 von 4" in first
    assert first.endswith("AnmerkungEntwurf liegt der Verwaltungsleitung vor.")


def test_words_of_people_are_escaped(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    with scope(municipality=evaluation.municipality_id):
        Municipality.objects.filter(pk=evaluation.municipality_id).update(name="Kreis <b>1</b>")
        reopened = reopen_round(evaluation.round, reason="Nachtrag", by=coordinator)
        save_answers(reopened, [Change("m-1.1", "planned", "<script>alert(1)</script>", {}, 1)], by=coordinator)
        reopened.municipality.refresh_from_db()
        anew = finish_round(reopened, by=coordinator)
    page = page_of(signed_in(coordinator), "questions", anew)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("language", "heading", "field"),
    [("de", "Auf einen Blick", "Management und Steuerung"), ("en", "At a glance", "Management and steering")],
)
def test_pages_speak_both_languages(
    language: str, heading: str, field: str, evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    client.cookies["language"] = language

    pages = [
        text_of(page_of(client, name, evaluation))
        for name in ("page", "fields", "questions", "method", "documents", "publication")
    ]

    assert heading in pages[0]
    assert all(field in page for page in pages[:4])


def test_a_page_costs_the_same_whatever_there_is(
    compared: StoredEvaluation,
    coordinator: Person,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(coordinator)
    names: Sequence[tuple[str, dict[str, str]]] = [
        ("page", {}), ("fields", {}), ("field", {"field": "management"}), ("questions", {}), ("method", {}),
        ("why", {"part": "management"}), ("documents", {}),
    ]  # fmt: skip
    page_of(client, "page", compared)
    for name, parts in names:
        # Session, person, membership, round, evaluation, newest evaluation; beside answers how much evidence there is,
        # beside results whether a workshop saw them otherwise, on the first page whether one agreed on something.
        more = {"page": 2, "field": 1, "questions": 1}
        with django_assert_num_queries(6 + more.get(name, 0)):
            page_of(client, name, compared, **parts)


def test_downloads_have_names_that_say_what_they_are(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    named = {
        ending: client.get(address("report", evaluation, ending=ending)).headers["Content-Disposition"]
        for ending in ("pdf", "docx", "html")
    }

    assert named == {
        ending: f'attachment; filename="selbstcheck-donnersbergkreis-2026.{ending}"'
        for ending in ("pdf", "docx", "html")
    }
    data = client.get(address("data", evaluation))
    assert data.headers["Content-Disposition"] == 'attachment; filename="selbstcheck-donnersbergkreis-2026.json"'
    assert json.loads(data.content) == evaluation.result


def test_documents_carry_the_coat_of_arms(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    Municipality.objects.filter(pk=evaluation.municipality_id).update(
        coat_of_arms=(EXAMPLE / "wappen.svg").read_bytes(), coat_of_arms_type="image/svg+xml"
    )

    report = page_of(signed_in(coordinator), "report", evaluation, ending="html")

    assert 'src="data:image/svg+xml;base64,' in report


def test_a_row_of_another_engine_shows_no_other_numbers(
    evaluation: StoredEvaluation, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    with scope(municipality=evaluation.municipality_id):
        values = {
            field.attname: getattr(evaluation, field.attname)
            for field in StoredEvaluation._meta.concrete_fields
            if not field.primary_key
        }
        old = StoredEvaluation.objects.create(
            **{**values, "number": 2, "engine": "0", "result": {**evaluation.result, "engine": "0"}}
        )
    client = signed_in(coordinator)

    page = text_of(page_of(client, "page", old))
    for name, parts in [("fields", {}), ("questions", {}), ("why", {"part": "m-1"}), ("report", {"ending": "pdf"})]:
        assert client.get(address(name, old, **parts)).headers["Location"] == address("page", old)

    assert "Diese Auswertung stammt aus einer anderen Version der Berechnung" in page
    assert "Management und Steuerung" not in page
    assert "Neu berechnen" in page
    assert "Neu berechnen" not in text_of(page_of(signed_in(council_reader), "page", old))
    assert json.loads(client.get(address("data", old)).content) == old.result


def test_computing_anew_leads_to_the_new_row(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    where = {"slug": "donnersbergkreis", "number": 1}

    response = signed_in(coordinator).post(reverse("evaluation:compute", kwargs=where))

    with scope(municipality=evaluation.municipality_id):
        newest = latest_evaluation(evaluation.round)
    assert newest is not None
    assert newest.number == 2
    assert response.headers["Location"] == address("page", newest)


def test_an_earlier_evaluation_leads_to_the_newest(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    with scope(municipality=evaluation.municipality_id):
        newest = compute_evaluation(evaluation.round, by=coordinator)
    client = signed_in(coordinator)

    assert address("page", newest) in page_of(client, "page", evaluation)
    assert "Zu dieser Runde gibt es eine neuere Auswertung" in text_of(page_of(client, "page", evaluation))
    assert "neuere Auswertung" not in text_of(page_of(client, "page", newest))


def test_all_evaluations_of_a_round_are_listed_at_a_constant_cost(
    evaluation: StoredEvaluation,
    coordinator: Person,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(coordinator)
    where = reverse("evaluation:list", kwargs={"slug": "donnersbergkreis", "number": 1})
    client.get(where)
    for expected in (["Auswertung 1"], ["Auswertung 2", "Auswertung 1"]):
        with django_assert_num_queries(5):
            tree = tree_of(client.get(where).content)
        listed = tree.xpath("//main//ul[contains(@class, 'kern-list')]/li/a/text()")
        assert [text.strip() for text in listed] == expected
        with scope(municipality=evaluation.municipality_id):
            compute_evaluation(evaluation.round, by=coordinator)


def test_the_newest_evaluation_is_one_click_away(
    compared: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    response = signed_in(coordinator).get(reverse("evaluation:latest", kwargs={"slug": "donnersbergkreis"}))

    assert response.headers["Location"] == address("page", compared)


def test_without_an_evaluation_the_page_says_what_comes_first(
    county_round: Round, council_reader: Person, signed_in: SignIn
) -> None:
    page = signed_in(council_reader).get(reverse("evaluation:latest", kwargs={"slug": "donnersbergkreis"}))

    assert "„Selbstcheck 2026“ läuft gerade." in text_of(page.content.decode())


def test_finishing_says_what_is_open_and_then_shows_the_result(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    where = reverse("evaluation:finish", kwargs={"slug": "donnersbergkreis", "number": 1})
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "established")], by=coordinator)

    before = text_of(client.get(where).content.decode())
    after = client.post(where)

    assert "1 von 97 Fragen haben eine Antwort; „nicht bekannt“ und „trifft nicht zu“ zählen dabei mit." in before
    assert "Management und Steuerung: 11 Fragen offen" in before
    with scope(municipality=county_round.municipality_id):
        stored = StoredEvaluation.objects.get()
    assert after.headers["Location"] == address("page", stored)
    assert "Die Runde ist abgeschlossen. Der nächste Schritt: " in text_of(
        client.get(address("page", stored)).content.decode()
    )


def test_finishing_with_nothing_answered_is_refused_in_words(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    where = reverse("evaluation:finish", kwargs={"slug": "donnersbergkreis", "number": 1})

    response = signed_in(coordinator).post(where)

    assert response.status_code == 409
    assert "In dieser Runde ist noch keine Frage beantwortet." in text_of(response.content.decode())


def test_a_finished_round_makes_reading_the_next_step(
    evaluation: StoredEvaluation, council_reader: Person, signed_in: SignIn
) -> None:
    home = tree_of(
        signed_in(council_reader).get(reverse("municipalities:home", kwargs={"slug": "donnersbergkreis"})).content
    )

    assert home.xpath("//section[contains(@class, 'next-step')]//a/@href") == [address("page", evaluation)]
