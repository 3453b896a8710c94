"""Noting that an archive was taken along, and storing what one brings: all of it, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import person_with_address
from weltoffen.agreement.models import Stance
from weltoffen.answers.models import Answer, AnswerState
from weltoffen.archive.choices import ArchiveEvent
from weltoffen.archive.outcomes import ArrivedOutcome
from weltoffen.archive.reading import (
    Arrived,
    ArrivedDepartment,
    ArrivedEvaluation,
    ArrivedPerson,
    ArrivedProposal,
    ArrivedRound,
    ArrivedWorkshop,
)
from weltoffen.archive.rules import AddressIsTaken, ArchiveFault, FaultyArchive
from weltoffen.assignments.models import Assignment
from weltoffen.catalogue.actions import keep_version
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.departments.models import Colleague, Department
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evidence.models import Document, Evidence
from weltoffen.foundation import clock
from weltoffen.joint.models import Partner
from weltoffen.journal.actions import record
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.live.actions.leading import new_stage_key
from weltoffen.live.choices import IdeaState, PollState
from weltoffen.live.models import Cluster, Idea, Note, Outline, PaperCount, Poll
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import municipality_named
from weltoffen.rounds.models import Round
from weltoffen.surveys.tokens import new_key
from weltoffen.workshops.actions import free_code
from weltoffen.workshops.choices import Phase
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, Workshop

People = Mapping[str, Person]
C = TypeVar("C", Answer, AnswerState)


def note_taken_along(municipality: Municipality, *, by: Person | None) -> None:
    """Write down who took everything along."""
    record(ArchiveEvent.ARCHIVE_TAKEN_ALONG, by=by, municipality=municipality.pk, subject=municipality.name)


def restore_municipality(arrived: Arrived, *, slug: str = "", by: Person | None) -> Municipality:
    """Store what an archive brings, under its own address or `slug`; raises `AddressIsTaken` and `FaultyArchive`.

    The journal entry about it belongs to the installation: the municipality's own journal comes back as it was.
    """
    arrived.municipality.slug = slug or arrived.municipality.slug
    if municipality_named(arrived.municipality.slug) is not None:
        raise AddressIsTaken(arrived.municipality.slug)
    try:
        with transaction.atomic():
            return _restore(arrived, by)
    except (IntegrityError, DataError, ValueError, OverflowError) as error:
        what = _("Parts of the archive contradict each other, or cannot be stored. Nothing was stored.")
        raise FaultyArchive([ArchiveFault("", what, found=str(error))]) from error


def _restore(arrived: Arrived, by: Person | None) -> Municipality:
    municipality = arrived.municipality
    municipality.save(force_insert=True)
    with scope(municipality=municipality.pk):
        people = {one.person.email: _restore_person(one, municipality) for one in arrived.people}
        departments = _restore_departments(arrived.departments, municipality)
        versions = {
            one.checksum: keep_version(one.framework, one.files, by=None, is_offered=False)
            for one in arrived.questionnaires.values()
        }
        documents = _restore_documents(arrived, municipality)
        evaluations: dict[tuple[int, int], StoredEvaluation] = {}
        for one in arrived.rounds:
            one.round.municipality = municipality
            _restore_round(one, versions[one.checksum], departments, people)
            _restore_evidence(one, documents, people)
            for evaluation in one.evaluations:
                stored = _restore_evaluation(evaluation, one, people, evaluations)
                evaluations[one.round.number, stored.number] = stored
        for mapping, address in arrived.mappings:
            mapping.municipality = municipality
            mapping.saved_by = people[address] if address is not None else None
        SavedMapping.objects.bulk_create(mapping for mapping, _address in arrived.mappings)
        for workshop in arrived.workshops:
            _restore_workshop(workshop, municipality, evaluations[workshop.evaluation])
        for template in arrived.templates:
            template.municipality = municipality
        AgendaTemplate.objects.bulk_create(arrived.templates)
        _restore_journal(arrived.entries, municipality, people)
    details = {"slug": municipality.slug, "written_at": arrived.written_at, "people": len(people)}
    record(ArchiveEvent.ARCHIVE_READ, by=by, municipality=None, subject=municipality.name, details=details)
    return municipality


def _restore_person(arrived: ArrivedPerson, municipality: Municipality) -> Person:
    """The account with this address; a new one has no password until its person sets one."""
    known = person_with_address(arrived.person.email)
    person = known or _add_account(arrived.person)
    membership = arrived.membership
    membership.municipality, membership.person = municipality, person
    membership.save(force_insert=True)
    return person


def _restore_departments(departments: Sequence[ArrivedDepartment], municipality: Municipality) -> list[Department]:
    """The departments in the order of the archive."""
    memberships = {one.person.email: one for one in Membership.objects.select_related("person")}
    for one in departments:
        one.department.municipality = municipality
        one.department.save(force_insert=True)
        Colleague.objects.bulk_create(
            Colleague(municipality=municipality, department=one.department, membership=memberships[address])
            for address in one.colleagues
        )
    return [one.department for one in departments]


def _add_account(person: Person) -> Person:
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _restore_round(
    arrived: ArrivedRound, version: FrameworkVersion, departments: Sequence[Department], people: People
) -> None:
    round_ = arrived.round
    round_.framework_version = version
    round_.save(force_insert=True)
    for assignment, department in arrived.assignments:
        assignment.municipality_id, assignment.round = round_.municipality_id, round_
        assignment.department = departments[department]
    _restore_surveys(arrived)
    Assignment.objects.bulk_create(assignment for assignment, _department in arrived.assignments)
    # Without a town: a file from outside never links a round to another municipality.
    for partner in arrived.partners:
        partner.municipality_id, partner.round = round_.municipality_id, round_
    Partner.objects.bulk_create(arrived.partners)
    for respondent, place in arrived.respondents:
        respondent.municipality_id, respondent.round = round_.municipality_id, round_
        respondent.department = departments[place] if place is not None else None
        respondent.save(force_insert=True)
    Answer.objects.bulk_create(_said(arrived.answers, arrived.round, people))
    AnswerState.objects.bulk_create(_said(arrived.states, arrived.round, people), batch_size=1000)
    for proposal in arrived.proposals:
        _restore_proposal(proposal, round_, people)


def _restore_documents(arrived: Arrived, municipality: Municipality) -> Mapping[str, Document]:
    """The documents that evidence refers to, one at a time: together they may be larger than the memory."""
    used = {one.document for round_ in arrived.rounds for one in round_.evidence if one.document is not None}
    for sha256 in sorted(used):
        document = arrived.documents[sha256]
        document.municipality, document.content = municipality, arrived.content_of(document)
        document.save(force_insert=True)
        document.content = b""
    return arrived.documents


def _restore_evidence(arrived: ArrivedRound, documents: Mapping[str, Document], people: People) -> None:
    for one in arrived.evidence:
        evidence = one.evidence
        evidence.municipality_id, evidence.round = arrived.round.municipality_id, arrived.round
        evidence.respondent = evidence.respondent  # it has its primary key only now
        evidence.document = documents[one.document] if one.document is not None else None
        evidence.saved_by = people[one.saved_by] if one.saved_by is not None else None
    Evidence.objects.bulk_create([one.evidence for one in arrived.evidence])


def _restore_proposal(arrived: ArrivedProposal, round_: Round, people: People) -> None:
    proposal = arrived.proposal
    proposal.municipality_id, proposal.round = round_.municipality_id, round_
    proposal.proposed_by = people[arrived.proposed_by] if arrived.proposed_by is not None else None
    proposal.save(force_insert=True)
    for stance, address in arrived.replies:
        stance.municipality_id, stance.proposal = round_.municipality_id, proposal
        stance.respondent = stance.respondent  # it has its primary key only now
        stance.replied_by = people[address] if address is not None else None
    Stance.objects.bulk_create(stance for stance, _address in arrived.replies)


def _restore_surveys(arrived: ArrivedRound) -> None:
    """Closed as they were, under a new key: the link of a closed survey is known to nobody here."""
    for survey, tally in arrived.surveys:
        survey.municipality_id, survey.round, survey.key = arrived.round.municipality_id, arrived.round, new_key()
        survey.save(force_insert=True)
        tally.municipality_id, tally.survey = survey.municipality_id, survey
        tally.save(force_insert=True)


def _restore_workshop(arrived: ArrivedWorkshop, municipality: Municipality, about: StoredEvaluation) -> None:
    """Under a new code: what was printed with the earlier one belongs to the other installation.

    What ran is over: its guests, and what they had not yet been shown, stayed there.
    """
    workshop = arrived.workshop
    if arrived.outcome is not None:
        workshop.phase = Phase.ENDED
    workshop.municipality, workshop.evaluation, workshop.code = municipality, about, free_code()
    workshop.save(force_insert=True)
    groups = {group.number: group for group in arrived.groups}
    for group in arrived.groups:
        group.municipality, group.workshop = municipality, workshop
        group.save(force_insert=True)
    for item, number in arrived.items:
        item.municipality, item.workshop = municipality, workshop
        item.group = groups[number] if number is not None else None
    AgendaItem.objects.bulk_create(item for item, _number in arrived.items)
    if arrived.outcome is not None:
        _restore_outcome(arrived.outcome, workshop)


def _restore_outcome(arrived: ArrivedOutcome, workshop: Workshop) -> None:
    session = arrived.session
    session.municipality_id, session.workshop = workshop.municipality_id, workshop
    session.stage_key, session.ended_at = new_stage_key(), session.ended_at or clock.now()
    session.save(force_insert=True)
    for poll, paper in arrived.polls:
        poll.state = PollState.REVEALED
        _belongs(poll, workshop)
        poll.save(force_insert=True)
        for count in paper:
            count.municipality_id, count.poll = workshop.municipality_id, poll
        PaperCount.objects.bulk_create(paper)
    for cluster in arrived.clusters:
        _belongs(cluster, workshop)
        cluster.save(force_insert=True)
    for idea in arrived.ideas:
        idea.state, idea.cluster = IdeaState.SHOWN, idea.cluster  # the cluster has its primary key only now
        _belongs(idea, workshop)
    Idea.objects.bulk_create(arrived.ideas)
    for outline in arrived.outlines:
        _belongs(outline, workshop)
    Outline.objects.bulk_create(arrived.outlines)
    for note in arrived.notes:
        _belongs(note, workshop)
    Note.objects.bulk_create(arrived.notes)
    if arrived.record is not None:
        arrived.record.municipality_id, arrived.record.workshop = workshop.municipality_id, workshop
        arrived.record.save(force_insert=True)


def _belongs(row: Poll | Cluster | Idea | Outline | Note, workshop: Workshop) -> None:
    row.municipality_id, row.workshop = workshop.municipality_id, workshop
    row.item = row.item  # it has its primary key only now


def _said(said: Iterable[tuple[C, str | None]], round_: Round, people: People) -> list[C]:
    rows = []
    for content, address in said:
        content.municipality_id, content.round = round_.municipality_id, round_
        content.respondent = content.respondent  # it has its primary key only now
        content.saved_by = people[address] if address is not None else None
        rows.append(content)
    return rows


def _restore_evaluation(
    arrived: ArrivedEvaluation,
    of: ArrivedRound,
    people: People,
    earlier: Mapping[tuple[int, int], StoredEvaluation],
) -> StoredEvaluation:
    stored = arrived.stored
    stored.municipality, stored.round = of.round.municipality, of.round
    stored.computed_by = people[arrived.computed_by] if arrived.computed_by is not None else None
    stored.earlier = earlier[arrived.earlier] if arrived.earlier is not None else None
    stored.save(force_insert=True)
    for release in arrived.releases:
        release.municipality, release.evaluation = stored.municipality, stored
    Release.objects.bulk_create(arrived.releases)
    return stored


def _restore_journal(entries: Iterable[tuple[Entry, str | None]], municipality: Municipality, people: People) -> None:
    kept = []
    for entry, address in entries:
        entry.municipality_id = municipality.pk
        entry.actor_id = people[address].pk if address is not None else None
        kept.append(entry)
    Entry.objects.bulk_create(kept, batch_size=1000)
