"""Adding, changing, confirming and removing evidence, and taking it over from the last round."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.models import Respondent
from weltoffen.answers.respondents import Voice, stored
from weltoffen.evidence.choices import EvidenceEvent, Kind
from weltoffen.evidence.contents import Checked
from weltoffen.evidence.models import Document, Evidence
from weltoffen.evidence.rules import EvidenceMoved, NoSuchQuestion, require_room
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


class Said(NamedTuple):
    """What somebody says about a piece of evidence. `file` is a new one; None keeps that which is there."""

    kind: Kind
    layer: str
    title: str
    url: str = ""
    text: str = ""
    file: Checked | None = None


@transaction.atomic
def add_evidence(round_: Round, question: str, said: Said, *, voice: Voice, by: Person) -> Evidence:
    """Keep a piece of evidence in the name of a respondent. Raises `RoundIsFull` where its file finds no room."""
    require_open(held(round_))
    if question not in questions_of(round_):
        raise NoSuchQuestion
    added = Evidence(
        municipality_id=round_.municipality_id, round_id=round_.pk, respondent=stored(voice.respondent),
        question=question, kind=said.kind,
    )  # fmt: skip
    _write(round_, added, said, by)
    _note(EvidenceEvent.EVIDENCE_ADDED, round_, added, by)
    return added


@transaction.atomic
def change_evidence(round_: Round, number: int, said: Said, *, seen: int, by: Person) -> Evidence:
    """Say it otherwise, or put another file in its place; `seen` is the version that was read."""
    require_open(held(round_))
    changing = _found(round_, number, seen)
    before = changing.document
    changing.version += 1
    _write(round_, changing, said, by)
    if before is not None and before != changing.document:
        _let_go(before)
    _note(EvidenceEvent.EVIDENCE_CHANGED, round_, changing, by)
    return changing


@transaction.atomic
def confirm_evidence(round_: Round, number: int, *, seen: int, by: Person) -> None:
    """Say that evidence of the last round still holds."""
    require_open(held(round_))
    confirmed = _found(round_, number, seen)
    confirmed.is_taken_over = False
    confirmed.version += 1
    confirmed.saved_at, confirmed.saved_by, confirmed.saved_by_name = clock.now(), by, str(by)
    confirmed.save(update_fields=["is_taken_over", "version", "saved_at", "saved_by", "saved_by_name"])
    _note(EvidenceEvent.EVIDENCE_CONFIRMED, round_, confirmed, by)


@transaction.atomic
def remove_evidence(round_: Round, number: int, *, seen: int, by: Person) -> None:
    """Erase it, and its file where nothing else refers to that; the journal says that there was something."""
    require_open(held(round_))
    removed = _found(round_, number, seen)
    document = removed.document
    _note(EvidenceEvent.EVIDENCE_REMOVED, round_, removed, by)
    removed.delete()
    if document is not None:
        _let_go(document)


def carry_over(before: Respondent, voice: Voice, questions: Collection[str]) -> int:
    """Copy what a respondent had to show in an earlier round, where it is not there yet; says how much that was.

    Documents are not copied: both rounds refer to the same content. Called with the round held.
    """
    own = Evidence.objects.filter(respondent_id=voice.respondent.pk, question__in=questions)
    there = {_essence(one) for one in own}
    earlier = Evidence.objects.filter(respondent_id=before.pk, question__in=questions)
    copies = [one for one in earlier if _essence(one) not in there]
    for one in copies:
        one.pk = None
        one.round_id, one.respondent_id = voice.respondent.round_id, voice.respondent.pk
        one.is_taken_over, one.version = True, 1
        one.saved_at, one.saved_by_id, one.saved_by_name = clock.now(), voice.person, voice.name
    Evidence.objects.bulk_create(copies)
    return len(copies)


def confirm_carried(voice: Voice, questions: Collection[str]) -> None:
    """With an answer of the last round, what stood beside it is confirmed. Called with the round held."""
    Evidence.objects.filter(
        respondent_id=voice.respondent.pk, question__in=questions, is_taken_over=True
    ).update(is_taken_over=False)  # fmt: skip


def _write(round_: Round, evidence: Evidence, said: Said, by: Person) -> None:
    evidence.layer, evidence.title, evidence.url, evidence.text = said.layer, said.title, said.url, said.text
    if said.file is not None:
        evidence.document, evidence.file_name = _keep(round_, said.file), said.file.name
    evidence.is_taken_over = False
    evidence.saved_at, evidence.saved_by, evidence.saved_by_name = clock.now(), by, str(by)
    evidence.save()


def _keep(round_: Round, file: Checked) -> Document:
    """The content, kept once in a municipality. The round is held, so two cannot fill the last room at once."""
    known: Document | None = Document.objects.filter(sha256=file.sha256).defer("content").first()
    require_room(round_, known, len(file.content))
    if known is not None:
        return known
    new: Document = Document.objects.create(
        municipality_id=round_.municipality_id, sha256=file.sha256, ending=file.ending, size=len(file.content),
        content=file.content,
    )  # fmt: skip
    return new


def _let_go(document: Document) -> None:
    if not Evidence.objects.filter(document=document).exists():
        document.delete()


def _found(round_: Round, number: int, seen: int) -> Evidence:
    evidence: Evidence | None = (
        Evidence.objects.select_related("document").defer("document__content")
        .filter(round_id=round_.pk, pk=number, version=seen).first()
    )  # fmt: skip
    if evidence is None:
        raise EvidenceMoved
    return evidence


def _essence(one: Evidence) -> tuple[object, ...]:
    return (one.question, one.kind, one.layer, one.title, one.url, one.text, one.document_id)


def _note(event: EvidenceEvent, round_: Round, evidence: Evidence, by: Person) -> None:
    record(
        event, by=by, municipality=round_.municipality_id, subject=evidence.question,
        details={"round": round_.number, "kind": evidence.kind, "layer": evidence.layer},
    )  # fmt: skip
