"""From a file of LimeSurvey to answers of departments, on pages; and the mapping that is offered again."""

import io
import zipfile
from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from tests.rooms.limesurvey.conftest import RESPONSES, table
from tests.rooms.markup import tree_of
from tests.rooms.reading import words
from tests.selfcheck_documents.limesurvey.surveys import Asked, Grouped, survey_xml

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import Answer, Upload
from weltoffen.answers.respondents import voice_for
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.foundation.stored import erase_old
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import ResponseFile, SavedMapping
from weltoffen.limesurvey.queries import KEPT
from weltoffen.rounds.models import Round

SignedIn = Callable[[Person], Client]
Offices = Mapping[str, Department]
ROUND = "/m/donnersbergkreis/rounds/1/"
START = f"{ROUND}limesurvey/"
SURVEY = survey_xml([
    Grouped({"de": "Steuerung"}, [
        Asked("m11", "L", {"de": "Hat der Rat ein Leitbild beschlossen, in dem steht, wie das Zusammenleben in "
                                 "Vielfalt gestaltet werden soll?"},
              options={"A1": {"de": "Nicht vorhanden"}, "A2": {"de": "Begonnen"}}),
        Asked("m12", "L", {"de": "Ganz etwas anderes?"}, options={"A1": {"de": "Geplant"}, "A2": {"de": "läuft"}}),
        Asked("frei", "T", {"de": "Was noch?"}),
    ]),
], titles={"de": "Selbstcheck der Ämter"})  # fmt: skip


def uploaded(client: Client, content: bytes = RESPONSES, **more: object) -> str:
    """The address of the file after it was uploaded."""
    page = client.post(START, {"responses": SimpleUploadedFile("antworten.csv", content), **more})
    assert page.status_code == 302, words(page)
    return page["Location"]


def decided(client: Client, at: str) -> None:
    """“läuft so” is begun."""
    page = client.get(f"{at}fields/management/")
    posted = posted_in(page.content.decode())
    place = next(name for name, value in posted.items() if value == "?")
    moved = client.post(f"{at}fields/management/", {**posted, place: "begun"})
    assert moved.status_code == 302


def posted_in(html: str) -> dict[str, str]:
    """What a browser would send of a page's form with selections."""
    form = next(one for one in tree_of(html).forms if one.method == "POST" and one.xpath(".//select"))
    return {str(name): str(value) for name, value in form.form_values()}


def given(round_: Round) -> dict[tuple[str, str], tuple[str, str]]:
    with scope(municipality=round_.municipality_id):
        return {
            (str(one.respondent), one.question): (one.value, one.origin)
            for one in Answer.objects.select_related("respondent__department")
        }


def test_from_the_file_to_answers_of_each_department(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        voice = voice_for(county_round, offices["Amt B"], coordinator)
        save_answers(county_round, [Change("m-1.1", "established", "")], by=voice)
    client = signed_in(coordinator)
    assert "Aus LimeSurvey übernehmen" in words(client.get(ROUND))
    at = uploaded(client)

    shown = words(client.get(at))
    assert "Ein Wert ist offen." in shown
    assert "läuft so" in shown
    assert "Ganz privat" not in shown
    refused = client.post(f"{at}whose/", {"whose-2": str(offices["Amt A"].pk)})
    assert refused.status_code == 409
    assert "Einige Werte sind noch nicht entschieden." in words(refused)

    decided(client, at)
    responses = words(client.get(f"{at}whose/"))
    assert "Rückmeldung 7 Amt A 2 Antworten" in responses
    assert "Rückmeldung 9 Amt C 2 Antworten nicht abgeschickt" in responses
    proposed = posted_in(client.get(f"{at}whose/").content.decode())
    assert {name: proposed[name] for name in ("whose-2", "whose-3", "whose-4")} == {
        "whose-2": str(offices["Amt A"].pk), "whose-3": str(offices["Amt B"].pk), "whose-4": "",
    }  # fmt: skip
    page = client.post(f"{at}whose/", {"whose-2": proposed["whose-2"], "whose-3": proposed["whose-3"]}, follow=True)
    assert "Unten warten 2 Vorschauen auf Sie." in words(page)
    assert "Sie wurde nicht abgeschickt und niemandem zugeordnet." in words(page)
    assert ("Amt A", "m-1.1") not in given(county_round)

    with scope(municipality=county_round.municipality_id):
        first, second = Upload.objects.order_by("pk")
    before = words(client.get(f"{ROUND}spreadsheet/{second.pk}/"))
    assert "Antworten für: Amt B" in before
    assert "Bitte entscheiden" in before
    taken = client.post(
        f"{ROUND}spreadsheet/{first.pk}/?back={at}",
        {"seen-m-1.1": "0", "choice-m-1.1": "file", "seen-m-1.2": "0", "choice-m-1.2": "file"},
    )
    assert taken["Location"] == at
    client.post(
        f"{ROUND}spreadsheet/{second.pk}/?back=//evil.example/",
        {"seen-m-1.1": "1", "choice-m-1.1": "stored", "seen-m-1.2": "0", "choice-m-1.2": "file"},
    )
    assert given(county_round) == {
        ("Amt A", "m-1.1"): ("begun", "limesurvey"),
        ("Amt A", "m-1.2"): ("planned", "limesurvey"),
        ("Amt B", "m-1.1"): ("established", "page"),
        ("Amt B", "m-1.2"): ("begun", "limesurvey"),
    }
    with scope(municipality=county_round.municipality_id):
        entries = [one.details["whom"] for one in Entry.objects.filter(event="limesurvey_taken_over")]
    assert sorted(entries) == ["Amt A", "Amt B"]


def test_what_tells_people_is_never_stored(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    uploaded(signed_in(coordinator))
    with scope(municipality=county_round.municipality_id):
        kept = str(ResponseFile.objects.values())
    assert "Amt A" in kept
    for told in ("Erika", "example.org", "2026-03-01", "Ganz privat"):
        assert told not in kept


def test_a_mapping_is_saved_and_offered_with_the_next_file(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    at = uploaded(client)
    decided(client, at)
    assert client.post(f"{at}save/", {"name": "  "}).status_code == 409
    client.post(f"{at}save/", {"name": "Umfrage der Ämter"})
    with scope(municipality=county_round.municipality_id):
        saved = SavedMapping.objects.get()
    start = words(client.get(START))
    assert "Umfrage der Ämter herunterladen" in start
    text = client.get(f"{START}mappings/{saved.pk}/").content
    assert b"question: m-1.2" in text

    again = uploaded(client, mapping=str(saved.pk))
    assert "Nächster Schritt Sagen, von wem jede Rückmeldung ist" in words(client.get(again))
    other = uploaded(client, table("7,,E,e,Amt A,Begonnen,neu,x,"), mapping=str(saved.pk))
    assert "Ein Wert ist offen." in words(client.get(other))

    client.post(f"{START}mappings/{saved.pk}/remove/")
    assert "Noch ist keine Zuordnung gespeichert." in words(client.get(START))
    page = client.post(f"{START}mappings/", {"mapping_file": SimpleUploadedFile("alt.yaml", text)}, follow=True)
    assert "alt herunterladen" in words(page)
    faulty = client.post(f"{START}mappings/", {"mapping_file": SimpleUploadedFile("x.yaml", text + b"\nmehr: 1\n")})
    assert "mehr" in words(faulty)
    assert "Möglich" in words(faulty)


def test_another_column_shows_its_values_and_answers_one_question_only(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    at = uploaded(client)
    field = f"{at}fields/management/"
    posted = posted_in(client.get(field).content.decode())
    twice = client.post(field, {**posted, "column-m-1.3": posted["column-m-1.1"]})
    assert twice.status_code == 400
    assert "Diese Spalte beantwortet schon die Frage m-1.1." in words(twice)

    free = next(str(n) for n in range(9) if str(n) not in (posted["column-m-1.1"], posted["column-m-1.2"]))
    changed = client.post(field, {**posted, "column-m-1.3": free}, follow=True)
    assert "Die Spalten sind geändert." in words(changed)
    assert "„Amt A“ wird zu" in words(changed)


def test_the_structure_tells_words_and_doubts(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    content = b"id,submitdate,m11,m12,frei\n1,2026-01-01,A2,A1,Geheimes\n"
    at = uploaded(client, content, structure=SimpleUploadedFile("umfrage.lss", SURVEY.encode()))
    assert "Selbstcheck der Ämter" in words(client.get(at))
    shown = words(client.get(f"{at}fields/management/"))
    assert "„Begonnen (A2)“ wird zu" in shown
    assert "Der Code ist gleich, der Wortlaut nicht." in shown
    assert "Nur der Code wurde gefunden." not in shown
    left = client.get(f"{at}left/").content.decode()
    assert "frei" in left
    assert "Geheimes" not in left


def test_faulty_files_are_told_and_nothing_is_stored(
    county_round: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><document>&b;</document>'
    for content, said in (
        (b"", "leer"),
        (b"a,b\n1\n", "Zeile 2"),
        (b"id,m11\n", "keine Rückmeldung"),
        (table(*["7,,E,e,Amt A,Begonnen,Geplant,x,"] * 201), "mehr als 200 Rückmeldungen"),
        (b"PK\x03\x04kaputt", "beschädigt"),
    ):
        page = client.post(START, {"responses": SimpleUploadedFile("antworten.csv", content)})
        assert said in words(page), words(page)
    page = client.post(START, {
        "responses": SimpleUploadedFile("a.csv", RESPONSES), "structure": SimpleUploadedFile("b.lss", bomb),
    })  # fmt: skip
    assert "DOCTYPE" in words(page)
    assert "Bitte wählen Sie eine Datei aus." in words(client.post(START))
    with scope(municipality=county_round.municipality_id):
        assert not ResponseFile.objects.exists()


def test_a_survey_becomes_the_draft_of_a_questionnaire(
    county_round: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    page = client.post(
        f"{START}draft/", {"survey": SimpleUploadedFile("u.lss", SURVEY.encode()), "order": "worst_first"}
    )
    assert page["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(page.content)) as package:
        names = {name.rpartition("/")[2] for name in package.namelist()}
        report = next(package.read(name).decode() for name in package.namelist() if name.endswith("limesurvey.md"))
    assert names == {"framework.yaml", "text.de.yaml", "limesurvey.md"}
    assert "frei" in report
    faulty = client.post(f"{START}draft/", {"survey": SimpleUploadedFile("u.lss", b"<a/>")})
    assert "keine Umfrage" in words(faulty)


def test_a_file_is_its_uploaders_alone_and_goes_after_a_day(
    county_round: Round,
    offices: Offices,
    coordinator: Person,
    contributor: Person,
    stranger: Person,
    signed_in: SignedIn,
) -> None:
    at = uploaded(signed_in(coordinator))
    assert signed_in(contributor).get(at).status_code == 403
    assert signed_in(stranger).get(at).status_code == 404
    with scope(municipality=county_round.municipality_id):
        ResponseFile.objects.update(uploaded_at=clock.now() - KEPT)
    assert signed_in(coordinator).get(at).status_code == 409
    assert ("limesurvey.ResponseFile",) in {stored.models for stored, number in erase_old() if number}


def test_one_response_for_each_department(
    county_round: Round, offices: Offices, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    at = uploaded(client)
    decided(client, at)
    same = str(offices["Amt A"].pk)
    page = client.post(f"{at}whose/", {"whose-2": same, "whose-3": same})
    assert page.status_code == 409
    assert "Zwei Rückmeldungen wurden derselben Abteilung zugeordnet." in words(page)
    assert "Bitte wählen Sie für mindestens eine Rückmeldung" in words(client.post(f"{at}whose/"))
    client.post(f"{at}whose/", {"whose-2": "0", "whose-3": same})
    client.post(f"{at}whose/", {"whose-2": same})
    with scope(municipality=county_round.municipality_id):
        assert [str(one.respondent) for one in Upload.objects.select_related("respondent__department")] == ["Amt A"]
    client.post(f"{at}discard/")
    with scope(municipality=county_round.municipality_id):
        assert not ResponseFile.objects.exists()
