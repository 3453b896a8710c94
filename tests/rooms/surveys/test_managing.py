"""The coordinator's pages: preparing, opening, the poster, closing, results and files."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.rooms.surveys.asking import CONTENT, QUESTIONS, says

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.surveys.actions import close_survey, make_survey
from weltoffen.surveys.models import Survey

SignIn = Callable[[Person], Client]
TYPED = {
    "title": "Wie offen?", "questions": list(QUESTIONS), "groups": " Verein \n\nVerein\nBetrieb", "threshold": "6",
    "closes_on": "2026-12-24",
}  # fmt: skip


def path(survey: Survey, name: str, **parts: str) -> str:
    return reverse(
        f"surveys:{name}", kwargs={"slug": "donnersbergkreis", "number": 1, "survey": survey.number, **parts}
    )


def new(survey: Survey) -> str:
    return reverse("surveys:make", kwargs={"slug": "donnersbergkreis", "number": 1})


def test_a_survey_is_prepared_changed_and_opened(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    client.post(new(survey), TYPED)
    made = Survey.objects.get(number=2)
    assert (made.questions, made.groups, made.threshold, made.state) == (
        list(QUESTIONS), ["Verein", "Betrieb"], 6, "draft",
    )  # fmt: skip
    client.post(path(made, "change"), {**TYPED, "title": "Anders"})
    client.post(path(made, "open"))
    assert (Survey.objects.get(number=2).title, Survey.objects.get(number=2).state) == ("Anders", "open")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Bitte geben Sie der Befragung einen Titel."),
        ({"questions": []}, "Bitte wählen Sie mindestens eine Frage."),
        ({"threshold": "4"}, "Mindestens 5 Personen müssen geantwortet haben, bevor etwas gezeigt wird."),
        ({"threshold": "viele"}, "Bitte schreiben Sie eine ganze Zahl."),
        ({"groups": "\n".join("abcdefghi")}, "Bitte schreiben Sie höchstens 8 Gruppen, eine je Zeile."),
        ({"closes_on": "2026-11-19"}, "Dieser Tag ist vorbei."),
        ({"opens_on": "2026-12-25"}, "Das Ende liegt vor dem Beginn."),
    ],
)
def test_what_cannot_be_is_told_at_its_place(
    survey: Survey, coordinator: Person, signed_in: SignIn, typed: dict[str, object], sentence: str
) -> None:
    response = signed_in(coordinator).post(new(survey), {**TYPED, **typed})

    assert sentence in response.content.decode()
    assert Survey.objects.count() == 1


def test_more_than_thirty_questions_are_refused(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    page = signed_in(coordinator).get(new(survey)).content.decode()
    keys = [part.split('"', 1)[0] for part in page.split('name="questions" type="checkbox" value="')[1:]]

    response = signed_in(coordinator).post(new(survey), {**TYPED, "questions": keys[:31]})

    assert "höchstens 30 Fragen; gewählt sind 31" in response.content.decode()
    assert Survey.objects.count() == 1


def test_nothing_of_the_results_is_seen_before_closing(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    says(survey, "established", people=7)
    client = signed_in(coordinator)

    page = client.get(path(survey, "results")).content.decode()
    assert ("Ergebnisse gibt es nach dem Schließen" in page, "Verankert" in page) == (True, False)
    assert client.get(path(survey, "download", ending="csv")).status_code == 404
    home = client.get(path(survey, "survey")).content.decode()
    assert ("Mindestens 5 Personen" in home, "7 Personen" in home) == (True, False)


def test_results_stand_beside_the_administration(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    save_answers(survey.round, [Change("m-1.1", "established")], by=coordinator)
    says(survey, "planned", people=7)
    client = signed_in(coordinator)
    client.post(path(survey, "close"))

    page = client.get(path(survey, "results")).content.decode()

    assert "Die Menschen vor Ort sehen es 3 Stufen schlechter." in page
    assert "Zu wenige Antworten: Hier wird nichts gezeigt." in page  # the second question, which nobody answered


def test_readers_see_the_administrations_answers_only_of_a_finished_round(
    survey: Survey, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    save_answers(survey.round, [Change("m-1.1", "established")], by=coordinator)
    says(survey, "planned", people=7)
    close_survey(survey, by=None)
    shown = [
        "Stufen schlechter" in signed_in(who).get(path(survey, "results")).content.decode()
        for who in (coordinator, council_reader)
    ]
    file = signed_in(council_reader).get(path(survey, "download", ending="csv")).content.decode()

    assert shown == [True, False]
    assert ("Geplant" in file, "Stufen schlechter" in file) == (True, False)


def test_files_hold_what_the_page_shows(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    says(survey, "planned", "1", people=6)
    says(survey, "begun", "2", people=3)
    close_survey(survey, by=None)
    client = signed_in(coordinator)

    content = client.get(path(survey, "download", ending="xlsx")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    csv = client.get(path(survey, "download", ending="csv")).content.decode("utf-8-sig")

    numbers = [(row[4], row[5]) for row in rows if row[0] == "m-1.1" and row[5]]
    assert numbers == [("Geplant", 6), ("Begonnen", 3)]
    assert not [word for word in CONTENT.groups if word in csv or word in str(rows)]
    assert csv.splitlines()[0].startswith("Nummer;Handlungsfeld;Frage;")


def test_a_title_is_never_a_formula(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    Survey.objects.filter(pk=survey.pk).update(title="=1+1", groups=["=2+2", "+3"])
    says(survey, "planned", "1", people=6)
    close_survey(survey, by=None)

    csv = signed_in(coordinator).get(path(survey, "download", ending="csv")).content.decode()

    assert "'=2+2" in csv


def test_the_poster_is_a_tagged_pdf_of_an_open_survey(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    with pikepdf.open(io.BytesIO(client.get(path(survey, "poster")).content)) as pdf:
        assert (len(pdf.pages), bool(pdf.Root.MarkInfo.Marked)) == (2, True)
    draft = make_survey(survey.round, CONTENT, by=None)
    assert client.get(path(draft, "poster")).status_code == 409


def test_the_preview_sends_nothing(survey: Survey, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    page = client.get(path(survey, "preview")).content.decode()

    assert "Vorschau" in page
    assert "Anonym abschicken" not in page
    assert client.post(path(survey, "preview")).status_code == 405
