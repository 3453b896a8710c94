"""Adding, changing and removing evidence: what is kept, what is erased, who is refused."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from django_scopes import scope
from tests.rooms.evidence.files import PDF, PNG

from weltoffen.accounts.models import Person
from weltoffen.answers.respondents import voice_of
from weltoffen.evidence import rules
from weltoffen.evidence.actions import Said, add_evidence, change_evidence, confirm_evidence, remove_evidence
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.contents import checked
from weltoffen.evidence.models import Document, Evidence
from weltoffen.evidence.queries import bytes_in, content_of, counts_in, evidence_at
from weltoffen.evidence.rules import EvidenceMoved, NoSuchQuestion, RoundIsFull
from weltoffen.foundation.own_data import Forgotten, forget, own_data_of
from weltoffen.journal.models import Entry
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

KEY = "m-1.1"
NOTE = Said(Kind.NOTE, Layer.PRACTICE, "Runde", text="Trifft sich monatlich.")
LINK = Said(Kind.LINK, Layer.POLICY, "Beschluss", "https://www.example.de/17")
PAPER = Said(Kind.DOCUMENT, Layer.POLICY, "Konzept", file=checked("Konzept.pdf", PDF))


@pytest.fixture
def inside(county_round: Round) -> Iterator[Round]:
    """The round, in the scope of its municipality."""
    with scope(municipality=county_round.municipality_id):
        yield county_round


def add(round_: Round, said: Said, by: Person, question: str = KEY) -> Evidence:
    """Add it in the name of who adds it."""
    return add_evidence(round_, question, said, voice=voice_of(round_, by), by=by)


def test_each_kind_is_kept_for_its_respondent(inside: Round, contributor: Person, offices: object) -> None:
    for said in (NOTE, LINK, PAPER):
        add(inside, said, contributor)

    found = evidence_at(inside, KEY)
    assert [(one.kind, one.title, one.url, one.text, str(one.respondent)) for one in found] == [
        ("note", "Runde", "", "Trifft sich monatlich.", "Amt A"),
        ("link", "Beschluss", "https://www.example.de/17", "", "Amt A"),
        ("document", "Konzept", "", "", "Amt A"),
    ]
    document = found[2].document
    assert document is not None
    assert content_of(document) == PDF
    assert document.sha256 == checked("x.pdf", PDF).sha256
    assert counts_in(inside) == {KEY: 3}


def test_the_journal_says_that_there_was_something_and_not_what(inside: Round, coordinator: Person) -> None:
    added = add(inside, NOTE._replace(title="Name einer Privatperson"), coordinator)
    changed = change_evidence(inside, added.pk, NOTE._replace(title="Ohne Namen"), seen=1, by=coordinator)
    remove_evidence(inside, changed.pk, seen=2, by=coordinator)

    entries = list(Entry.objects.order_by("pk"))
    assert [entry.event for entry in entries] == ["evidence_added", "evidence_changed", "evidence_removed"]
    assert {entry.subject for entry in entries} == {KEY}
    assert "Privatperson" not in str([entry.details for entry in entries])
    assert evidence_at(inside, KEY) == []


def test_the_same_content_is_kept_once_and_goes_with_its_last_mention(inside: Round, coordinator: Person) -> None:
    first, second = add(inside, PAPER, coordinator), add(inside, PAPER, coordinator, "m-1.2")
    assert Document.objects.count() == 1
    assert bytes_in(inside) == len(PDF)

    remove_evidence(inside, first.pk, seen=1, by=coordinator)
    assert Document.objects.count() == 1
    remove_evidence(inside, second.pk, seen=1, by=coordinator)
    assert Document.objects.count() == 0


def test_a_file_that_is_replaced_is_erased(inside: Round, coordinator: Person) -> None:
    added = add(inside, PAPER, coordinator)

    change_evidence(inside, added.pk, PAPER._replace(file=checked("Bild.png", PNG)), seen=1, by=coordinator)

    assert [one.ending for one in Document.objects.all()] == [".png"]
    change_evidence(inside, added.pk, PAPER._replace(file=None, title="Neu"), seen=2, by=coordinator)
    [left] = evidence_at(inside, KEY)
    assert (left.title, left.file_name, left.version) == ("Neu", "Bild.png", 3)


def test_nothing_is_done_against_what_was_not_read(inside: Round, coordinator: Person) -> None:
    added = add(inside, NOTE, coordinator)
    change_evidence(inside, added.pk, NOTE._replace(title="Neu"), seen=1, by=coordinator)

    for deed in (
        lambda: change_evidence(inside, added.pk, NOTE, seen=1, by=coordinator),
        lambda: remove_evidence(inside, added.pk, seen=1, by=coordinator),
        lambda: confirm_evidence(inside, added.pk, seen=1, by=coordinator),
    ):
        with pytest.raises(EvidenceMoved):
            deed()
    assert [one.title for one in evidence_at(inside, KEY)] == ["Neu"]


def test_a_finished_round_and_a_foreign_question_are_refused(inside: Round, coordinator: Person) -> None:
    with pytest.raises(NoSuchQuestion):
        add(inside, NOTE, coordinator, "x-9.9")
    added = add(inside, NOTE, coordinator)
    inside.state, inside.finished_at = State.FINISHED, inside.started_at
    inside.save()

    for deed in (
        lambda: add(inside, NOTE, coordinator),
        lambda: change_evidence(inside, added.pk, NOTE, seen=1, by=coordinator),
        lambda: remove_evidence(inside, added.pk, seen=1, by=coordinator),
    ):
        with pytest.raises(RoundIsClosed):
            deed()


def test_a_full_round_takes_no_new_document(
    inside: Round, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_IN_ROUND", len(PDF) + len(PNG) - 1)
    add(inside, PAPER, coordinator)

    with pytest.raises(RoundIsFull):
        add(inside, PAPER._replace(file=checked("Bild.png", PNG)), coordinator)

    add(inside, PAPER, coordinator, "m-1.2")  # takes no room
    add(inside, NOTE, coordinator)
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_fill_the_last_room(
    county_round: Round, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_IN_ROUND", len(PDF) + len(PNG) - 1)
    both = [PAPER, PAPER._replace(file=checked("Bild.png", PNG))]
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def run(said: Said) -> None:
        try:
            with scope(municipality=county_round.municipality_id):
                barrier.wait(10)
                add(county_round, said, coordinator)
            outcomes.append("kept")
        except RoundIsFull:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[said]) for said in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["full", "kept"]
    with scope(municipality=county_round.municipality_id):
        assert Document.objects.count() == 1


def test_a_person_sees_and_leaves_what_they_saved(inside: Round, contributor: Person) -> None:
    add(inside, LINK, contributor)

    [part] = [part for part in own_data_of(contributor) if part.key == "evidence"]
    assert [row[5:7] for row in part.rows] == [("Beschluss", "https://www.example.de/17")]
    forget(Forgotten(contributor.pk, contributor, "Ehemals"))
    [left] = evidence_at(inside, KEY)
    assert (left.saved_by, left.saved_by_name) == (None, "Ehemals")
