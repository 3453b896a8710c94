"""Everything of a municipality as one file: data to be read back, pages and tables to be read, what explains them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.models import Content
from weltoffen.archive import places, tables
from weltoffen.archive.actions import note_taken_along
from weltoffen.archive.bridge import about_program, minutes_of_record, reports_of, schemas
from weltoffen.archive.outcomes import outcome_rows
from weltoffen.archive.packages import PackageWriter, json_bytes
from weltoffen.archive.pages import pages_of, tables_of
from weltoffen.archive.queries import Everything, KeptEvaluation, KeptRound, KeptWorkshop, everything_of
from weltoffen.archive.tables import Json, Table, row_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.evidence.queries import content_of
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Municipality

TEXTS = Path(__file__).parent / "texts"
Files = Iterator[tuple[str, bytes]]


def take_along(municipality: Municipality, *, by: Person) -> bytes:
    """The archive of a municipality, noted in the journal once it is complete."""
    archive = BytesIO()
    write_archive(municipality, archive)
    note_taken_along(municipality, by=by)
    return archive.getvalue()


def name_of_archive(municipality: Municipality) -> str:
    """What the file is called: the municipality and the day."""
    return f"weltoffen-{municipality.slug}-{clock.today().isoformat()}.zip"


def write_archive(municipality: Municipality, target: IO[bytes]) -> None:
    """Write everything of a municipality into one file. Only the manifest tells when."""
    writer = PackageWriter(target)
    with _nothing_moves(), scope(municipality=municipality.pk):
        everything = everything_of(municipality)
        for document in everything.documents:
            # One at a time: together they may be larger than the memory.
            writer.add(places.document(document.sha256, document.ending), content_of(document), is_packed=True)
    with scope(municipality=municipality.pk):
        for path, content in _files(everything):
            writer.add(path, content)
    written_at = clock.now().isoformat()
    writer.finish({**about_program(), "written_at": written_at, "municipality": everything.municipality.name})


@contextmanager
def _nothing_moves() -> Iterator[None]:
    """One view of the database for several queries, so that no answer comes without its history.

    SQLite gives it with any transaction. PostgreSQL is asked, which is only possible at the start of one.
    """
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _files(everything: Everything) -> Files:
    yield places.README, (TEXTS / places.README).read_bytes()
    yield places.STYLE, (TEXTS / places.STYLE).read_bytes()
    for name, content in schemas():
        yield f"schemas/{name}", content
    yield from _municipality(everything)
    for version in everything.questionnaires:
        for name, text in sorted(version.files.items()):
            yield f"{_folder(version)}/{name}", text.encode()
    reports: dict[str, list[str]] = {}
    for kept in everything.rounds:
        yield from _round(kept, everything)
        for evaluation in kept.evaluations:
            yield from _evaluation(evaluation, everything, reports)
    for workshop in everything.workshops:
        record = workshop.agreed_record
        for name, content in minutes_of_record(workshop.workshop, record) if record is not None else ():
            yield f"{places.workshop(workshop.workshop.number)}/{name}", content
    yield from pages_of(everything, reports)


def _municipality(everything: Everything) -> Files:
    municipality = everything.municipality
    picture = places.COATS_OF_ARMS.get(municipality.coat_of_arms_type)
    row = row_of(tables.MUNICIPALITIES, municipality, coat_of_arms=picture)
    yield places.MUNICIPALITY, json_bytes(row)
    if picture is not None:
        yield picture, bytes(municipality.coat_of_arms)
    people = [
        {**row_of(tables.PEOPLE, one.person), **row_of(tables.MEMBERSHIPS, one)} for one in everything.memberships
    ]
    yield places.PEOPLE, json_bytes(people)
    departments = [
        row_of(tables.DEPARTMENTS, kept.department, colleagues=list(kept.colleagues)) for kept in everything.departments
    ]
    yield places.DEPARTMENTS, json_bytes(departments)
    yield places.DOCUMENTS, json_bytes([row_of(tables.DOCUMENTS, one) for one in everything.documents])
    entries = [
        row_of(tables.ENTRIES, entry, actor_email=_address(entry.actor_id, everything.addresses))
        for entry in everything.entries
    ]
    yield places.JOURNAL, json_bytes(entries)
    mappings = [
        row_of(tables.MAPPINGS, one, saved_by=_address(one.saved_by_id, everything.addresses))
        for one in everything.mappings
    ]
    yield places.MAPPINGS, json_bytes(mappings)
    yield places.WORKSHOPS, json_bytes([_workshop(one) for one in everything.workshops])
    yield places.TEMPLATES, json_bytes([row_of(tables.AGENDA_TEMPLATES, one) for one in everything.templates])


def _workshop(kept: KeptWorkshop) -> Json:
    about = kept.workshop.evaluation
    return row_of(
        tables.WORKSHOPS, kept.workshop,
        evaluation={"round": about.round.number, "evaluation": about.number},
        groups=[row_of(tables.WORKING_GROUPS, group) for group in kept.groups],
        agenda=[
            row_of(tables.AGENDA_ITEMS, item, group=item.group.number if item.group is not None else None)
            for item in kept.items
        ],
        **outcome_rows(kept.outcome),
    )  # fmt: skip


def _round(kept: KeptRound, everything: Everything) -> Files:
    addresses = everything.addresses
    departments = {one.department.pk: number for number, one in enumerate(everything.departments)}
    round_, version = kept.round, kept.round.framework_version
    folder = places.round_(round_.number)
    row = row_of(tables.ROUNDS, round_, questionnaire=_folder(version), checksum=version.checksum)
    yield f"{folder}/round.json", json_bytes(row)
    assigned = [row_of(tables.ASSIGNMENTS, one, department=departments[one.department_id]) for one in kept.assignments]
    yield f"{folder}/assignments.json", json_bytes(assigned)
    surveys = [row_of(tables.SURVEYS, one, people=one.tally.people, counts=one.tally.counts) for one in kept.surveys]
    yield f"{folder}/surveys.json", json_bytes(surveys)
    respondents = [
        row_of(tables.RESPONDENTS, one, department=_place(one.department_id, departments)) for one in kept.respondents
    ]
    yield f"{folder}/respondents.json", json_bytes(respondents)
    said: list[tuple[str, Table, Sequence[Content]]] = [
        ("answers", tables.ANSWERS, kept.answers), ("history", tables.STATES, kept.states)
    ]  # fmt: skip
    for name, table, contents in said:
        yield f"{folder}/{name}.json", json_bytes([
            row_of(table, one, respondent=one.respondent.number, saved_by=_address(one.saved_by_id, addresses))
            for one in contents
        ])  # fmt: skip
    evidence = [
        row_of(
            tables.EVIDENCE, one, respondent=one.respondent.number, saved_by=_address(one.saved_by_id, addresses),
            document=one.document.sha256 if one.document is not None else None,
        )
        for one in kept.evidence
    ]  # fmt: skip
    yield f"{folder}/evidence.json", json_bytes(evidence)
    proposals = [
        row_of(
            tables.PROPOSALS, one.proposal, proposed_by=_address(one.proposal.proposed_by_id, addresses),
            replies=[
                row_of(
                    tables.REPLIES, stance, respondent=stance.respondent.number,
                    replied_by=_address(stance.replied_by_id, addresses),
                )
                for stance in one.replies
            ],
        )
        for one in kept.proposals
    ]  # fmt: skip
    yield f"{folder}/proposals.json", json_bytes(proposals)
    yield f"{folder}/partners.json", json_bytes([row_of(tables.PARTNERS, one) for one in kept.partners])
    yield from tables_of(kept)


def _evaluation(kept: KeptEvaluation, everything: Everything, reports: dict[str, list[str]]) -> Files:
    stored, earlier = kept.stored, kept.stored.earlier
    folder = places.evaluation(stored.round.number, stored.number)
    row = row_of(
        tables.EVALUATIONS, stored,
        computed_by=_address(stored.computed_by_id, everything.addresses),
        earlier={"round": earlier.round.number, "evaluation": earlier.number} if earlier is not None else None,
    )  # fmt: skip
    yield f"{folder}/evaluation.json", json_bytes(row)
    yield f"{folder}/sheet.json", json_bytes(stored.sheet)
    yield f"{folder}/result.json", json_bytes(stored.result)
    yield f"{folder}/releases.json", json_bytes([row_of(tables.RELEASES, release) for release in kept.releases])
    reports[folder] = []
    for name, content in reports_of(stored, everything.municipality):
        reports[folder].append(name)
        yield f"{folder}/{name}", content


def _folder(version: FrameworkVersion) -> str:
    return places.questionnaire(version.key, version.version, version.checksum)


def _place(department: int | None, departments: Mapping[int, int]) -> int | None:
    return departments[department] if department is not None else None


def _address(person: int | None, addresses: Mapping[int, str]) -> str | None:
    """The address of somebody who has access. Those who left are kept by the name that stands beside what they did."""
    return addresses.get(person) if person is not None else None
