"""Archives in tests: written, looked into, changed as somebody would who knows the format, read back elsewhere."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.db import connection
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.answers.models import Answer, AnswerState, Respondent, Upload
from weltoffen.archive.exports import write_archive
from weltoffen.archive.reading import Arrived, read_archive
from weltoffen.assignments.models import Assignment
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.contributors.models import Contributor, Sending
from weltoffen.departments.models import Colleague, Department
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evidence.models import Document, Evidence
from weltoffen.invitations.models import Announcement, Attendee, GuestMail, Invitation, Needs
from weltoffen.joint.models import Partner
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import ResponseFile, SavedMapping
from weltoffen.live.models import Cluster, Connected, Idea, Note, Outline, PaperCount, Poll, Scene, Session, Slip
from weltoffen.minutes.models import Minutes
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys.models import Survey, Tally, UsedForm
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop

MANIFEST = "manifest.json"
FROM_LEAVES_TO_ROOTS = (
    Needs, Attendee, GuestMail, Announcement, Invitation,
    Minutes, Slip, PaperCount, Scene, Poll, Idea, Cluster, Outline, Note, Connected, Session,
    Needs, Attendee, GuestMail, Invitation, Announcement,
    AgendaItem, AgendaTemplate, WorkingGroup, Workshop,
    SavedMapping, ResponseFile,
    Partner,
    Tally, Survey, UsedForm,
    Release, StoredEvaluation, Stance, Proposal, Evidence, Document, AnswerState, Answer, Upload, Respondent,
    Contributor, Sending,
    Assignment, Round, Colleague,
    Department, Membership, Entry, FrameworkVersion, Municipality, Person,
)  # fmt: skip
Change = Callable[[Any], Any]


def archive_of(municipality: Municipality) -> bytes:
    """The archive."""
    content = io.BytesIO()
    write_archive(municipality, content)
    return content.getvalue()


def files_in(archive: bytes) -> dict[str, bytes]:
    """Its files by their places, in order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in files.items():
            package.writestr(name, body)
    return content.getvalue()


def sealed(files: Mapping[str, bytes], **about: object) -> bytes:
    """An archive of these files whose manifest says what is true about them."""
    rest = {name: body for name, body in files.items() if name != MANIFEST}
    manifest = json.loads(files[MANIFEST]) | about
    manifest["files"] = {name: {"sha256": sha256(body).hexdigest(), "size": len(body)} for name, body in rest.items()}
    return packed({**rest, MANIFEST: json.dumps(manifest).encode()})


def changed(archive: bytes, path: str, change: Change) -> bytes:
    """The archive with another value in one JSON file."""
    files = files_in(archive)
    return sealed({**files, path: json.dumps(change(json.loads(files[path]))).encode()})


def read(archive: bytes) -> Arrived:
    """What the archive brings."""
    return read_archive(io.BytesIO(archive))


def empty_database() -> None:
    """As in a new installation."""
    with connection.cursor() as cursor:
        for model in FROM_LEAVES_TO_ROOTS:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def counts(municipality: Municipality | None = None) -> dict[str, int]:
    """How many rows there are of each kind, of all municipalities, or of one where rows belong to one."""
    found = {}
    with connection.cursor() as cursor:
        for model in FROM_LEAVES_TO_ROOTS:
            columns = {field.column for field in model._meta.concrete_fields}
            of_one = municipality is not None and "municipality_id" in columns
            only = f" WHERE municipality_id = {municipality.pk}" if municipality is not None and of_one else ""
            cursor.execute(f"SELECT COUNT(*) FROM {model._meta.db_table}{only}")  # noqa: S608
            found[model.__name__] = cursor.fetchone()[0]
    return found


def journal_of(municipality: Municipality) -> list[tuple[str, str, str]]:
    """Event, actor and subject of each entry."""
    with scope(municipality=municipality.pk):
        return list(Entry.objects.values_list("event", "actor", "subject"))
