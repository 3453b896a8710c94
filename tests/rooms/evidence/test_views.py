"""The pages of evidence as browsers and strangers meet them."""

from collections.abc import Callable, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from tests.rooms.evidence.files import PDF

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.respondents import voice_for
from weltoffen.departments.models import Department
from weltoffen.evidence.actions import Said, add_evidence
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.contents import checked
from weltoffen.evidence.models import Evidence
from weltoffen.rounds.models import Round

SignIn = Callable[[Person], Client]
LIST = "/m/donnersbergkreis/rounds/1/questions/m-1.1/evidence/"


def evidence_in(round_: Round) -> list[Evidence]:
    with scope(municipality=round_.municipality_id):
        return list(Evidence.objects.select_related("document"))


@pytest.fixture
def of_b(county_round: Round, offices: Mapping[str, Department], coordinator: Person) -> Evidence:
    """A document of Amt B."""
    with scope(municipality=county_round.municipality_id):
        said = Said(Kind.DOCUMENT, Layer.EFFECT, "Befragung", file=checked("Bericht „2026“.pdf", PDF))
        voice = voice_for(county_round, offices["Amt B"], coordinator)
        return add_evidence(county_round, "m-1.1", said, voice=voice, by=coordinator)


def test_a_document_comes_as_a_download_that_no_browser_opens(
    of_b: Evidence, contributor: Person, signed_in: SignIn
) -> None:
    response = signed_in(contributor).get(f"{LIST}{of_b.pk}/file/")

    assert response.content == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Bericht")
    assert response["Cache-Control"] == "private, no-store"


def test_strangers_and_readers_of_results_get_no_document(
    of_b: Evidence, stranger: Person, council_reader: Person, town: object, signed_in: SignIn
) -> None:
    path = f"{LIST}{of_b.pk}/file/"

    assert signed_in(stranger).get(path).status_code == 404
    assert signed_in(stranger).get(path.replace("donnersbergkreis", "eisenberg")).status_code == 404
    assert signed_in(council_reader).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_a_document_stands_at_its_own_question_only(of_b: Evidence, contributor: Person, signed_in: SignIn) -> None:
    assert signed_in(contributor).get(f"{LIST.replace('m-1.1', 'm-1.2')}{of_b.pk}/file/").status_code == 404


def test_uploading_looks_at_the_file(county_round: Round, contributor: Person, signed_in: SignIn) -> None:
    client = signed_in(contributor)

    def send(name: str, content: bytes) -> int:
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return client.post(f"{LIST}add/document/", {"file": file, "layer": "policy"}).status_code

    assert send("seite.html", b"<script>alert(1)</script>") == 200
    assert send("konzept.pdf", b"<script>alert(1)</script>") == 200
    assert evidence_in(county_round) == []
    assert send("Unser\u202e Konzept.pdf", PDF) == 302
    [kept] = evidence_in(county_round)
    assert (kept.title, kept.file_name) == ("Unser Konzept.pdf", "Unser Konzept.pdf")


def test_a_link_names_its_host_and_a_script_is_no_link(
    county_round: Round, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)
    typed = {"title": "Beschluss <b>", "layer": "policy", "url": "javascript:alert(1)"}

    refused = client.post(f"{LIST}add/link/", typed)
    assert "beginnt" in refused.content.decode()
    assert evidence_in(county_round) == []
    client.post(f"{LIST}add/link/", {**typed, "url": "https://www.example.de/17"})

    page = client.get(LIST).content.decode()
    assert 'href="https://www.example.de/17" rel="noopener noreferrer external">Beschluss &lt;b&gt;</a>' in page
    assert "führt zu www.example.de" in page


def test_others_evidence_is_read_and_not_changed(
    of_b: Evidence, county_round: Round, contributor: Person, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)

    assert "Befragung" in client.get(LIST).content.decode()
    assert "Ändern" not in client.get(LIST).content.decode()
    for way in ("", "remove/", "confirm/"):
        assert client.post(f"{LIST}{of_b.pk}/{way}", {"seen": 1}).status_code == 403
    assert "Ändern" in signed_in(coordinator).get(LIST).content.decode()
    assert signed_in(coordinator).post(f"{LIST}{of_b.pk}/remove/", {"seen": 1}).status_code == 302
    assert evidence_in(county_round) == []


def test_each_question_says_how_much_evidence_there_is(
    of_b: Evidence, contributor: Person, head: Person, signed_in: SignIn
) -> None:
    page = signed_in(contributor).get("/m/donnersbergkreis/rounds/1/fields/management/").content.decode()

    assert page.count("Nachweise: 1") == 1
    assert page.count("Nachweis hinzufügen") > 10
    read = signed_in(head).get("/m/donnersbergkreis/rounds/1/fields/management/").content.decode()
    assert (read.count("Nachweise: 1"), read.count("Nachweis hinzufügen")) == (1, 0)


def test_evidence_stands_beside_the_answer_it_belongs_to(
    of_b: Evidence, county_round: Round, offices: Mapping[str, Department], coordinator: Person, signed_in: SignIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        for name, value in (("Amt A", "none"), ("Amt B", "begun")):
            save_answers(county_round, [Change("m-1.1", value)], by=voice_for(county_round, offices[name], coordinator))

    page = signed_in(coordinator).get("/m/donnersbergkreis/rounds/1/agreement/questions/m-1.1/").content.decode()

    sides = {name: page.split(f'sides__name">{name}<')[1].split("</li>\n  <li")[0] for name in ("Amt A", "Amt B")}
    path = f"{LIST}{of_b.pk}/file/"
    assert {name: path in side for name, side in sides.items()} == {"Amt A": False, "Amt B": True}
