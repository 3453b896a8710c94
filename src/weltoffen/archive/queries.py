"""Reading everything of a municipality, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django_scopes import scope

from weltoffen.agreement.models import Proposal, Stance
from weltoffen.answers.models import Answer, AnswerState, Respondent
from weltoffen.assignments.models import Assignment
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.departments.models import Department
from weltoffen.departments.queries import colleagues_by_department
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evidence.models import Document, Evidence
from weltoffen.joint.models import Partner
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.live.choices import IdeaState, PollState
from weltoffen.live.keeping import Kept, may_leave
from weltoffen.live.models import Cluster, Idea, Note, Outline, PaperCount, Poll, Session
from weltoffen.minutes.models import Minutes
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys.choices import SurveyState
from weltoffen.surveys.models import Survey
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop

R = TypeVar("R", Assignment, Respondent, Answer, AnswerState, Survey, Partner, Evidence)


@dataclass(frozen=True)
class KeptEvaluation:
    """An evaluation with what of it is or was public."""

    stored: StoredEvaluation
    releases: Sequence[Release]


@dataclass(frozen=True)
class KeptProposal:
    """A common answer that was proposed, with what was replied."""

    proposal: Proposal
    replies: Sequence[Stance]


@dataclass(frozen=True)
class KeptRound:
    """A round with who answered, answers, their states, evaluations, oldest first, closed surveys, invited towns."""

    round: Round
    assignments: Sequence[Assignment]
    respondents: Sequence[Respondent]
    answers: Sequence[Answer]
    states: Sequence[AnswerState]
    evidence: Sequence[Evidence]
    proposals: Sequence[KeptProposal]
    evaluations: Sequence[KeptEvaluation]
    partners: Sequence[Partner]
    surveys: Sequence[Survey] = ()


@dataclass(frozen=True)
class KeptDepartment:
    """A department with the e-mail addresses of those who work there."""

    department: Department
    colleagues: Sequence[str]


@dataclass(frozen=True)
class KeptOutcome:
    """What came out of a workshop that was begun: what may be shown, and nothing else. `record` are its minutes."""

    session: Session
    polls: Sequence[tuple[Poll, Kept]]
    clusters: Sequence[Cluster]
    ideas: Sequence[Idea]
    outlines: Sequence[Outline]
    notes: Sequence[Note]
    record: Minutes | None = None

    @property
    def board(self) -> Sequence[tuple[str, Sequence[Idea]]]:
        """The ideas by the title of their cluster, those in none last."""
        found = [(one.title, [idea for idea in self.ideas if idea.cluster_id == one.pk]) for one in self.clusters]
        found.append(("", [idea for idea in self.ideas if idea.cluster_id is None]))
        return [(title, ideas) for title, ideas in found if ideas]


@dataclass(frozen=True)
class KeptWorkshop:
    """A workshop with its working groups and its agenda, by their numbers."""

    workshop: Workshop
    groups: Sequence[WorkingGroup]
    items: Sequence[AgendaItem]
    outcome: KeptOutcome | None = None

    @property
    def agreed_record(self) -> Minutes | None:
        """Its minutes, once they were agreed."""
        record = self.outcome.record if self.outcome is not None else None
        return record if record is not None and record.is_agreed else None


@dataclass(frozen=True)
class Everything:
    """All that an archive keeps of a municipality; rounds by number, people by address, the journal as it happened."""

    municipality: Municipality
    memberships: Sequence[Membership]
    departments: Sequence[KeptDepartment]
    questionnaires: Sequence[FrameworkVersion]
    documents: Sequence[Document]
    rounds: Sequence[KeptRound]
    entries: Sequence[Entry]
    mappings: Sequence[SavedMapping]
    workshops: Sequence[KeptWorkshop]
    templates: Sequence[AgendaTemplate]
    addresses: Mapping[int, str] = field(default_factory=dict)
    """The e-mail addresses of those who have access, by the keys of their accounts."""


def everything_of(municipality: Municipality) -> Everything:
    """Everything of a municipality. To be called inside a transaction in which nothing moves."""
    with scope(municipality=municipality.pk):
        memberships = sorted(Membership.objects.select_related("person"), key=lambda one: one.person.email)
        rounds = list(Round.objects.select_related("framework_version").order_by("number"))
        kept = _kept(rounds)
        return Everything(
            municipality=Municipality.objects.get(pk=municipality.pk),
            memberships=memberships,
            departments=_departments(),
            questionnaires=_questionnaires(rounds),
            documents=list(Document.objects.defer("content")),
            rounds=kept,
            entries=list(Entry.objects.all()),
            mappings=list(SavedMapping.objects.order_by("name")),
            workshops=_workshops(kept),
            templates=list(AgendaTemplate.objects.order_by("title")),
            addresses={membership.person_id: membership.person.email for membership in memberships},
        )


def _departments() -> list[KeptDepartment]:
    colleagues = colleagues_by_department()
    return [
        KeptDepartment(one, sorted(member.person.email for member in colleagues.get(one.pk, ())))
        for one in Department.objects.order_by("name", "added_at", "pk")
    ]


def _workshops(rounds: Iterable[KeptRound]) -> list[KeptWorkshop]:
    evaluations = {one.stored.pk: one.stored for kept in rounds for one in kept.evaluations}
    groups: dict[int, list[WorkingGroup]] = defaultdict(list)
    for group in WorkingGroup.objects.order_by("number"):
        groups[group.workshop_id].append(group)
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.select_related("group").order_by("number"):
        items[item.workshop_id].append(item)
    workshops = list(Workshop.objects.order_by("number"))
    for workshop in workshops:
        workshop.evaluation = evaluations[workshop.evaluation_id]
    outcomes = _outcomes(workshops)
    return [KeptWorkshop(one, groups[one.pk], items[one.pk], outcomes.get(one.pk)) for one in workshops]


def _outcomes(workshops: Iterable[Workshop]) -> Mapping[int, KeptOutcome]:
    by_key = {one.pk: one for one in workshops}
    clusters = _by_workshop(Cluster.objects.select_related("item").order_by("number"))
    shown = Idea.objects.filter(state=IdeaState.SHOWN).select_related("item", "cluster")
    ideas = _by_workshop(shown.order_by("number"))
    outlines = _by_workshop(Outline.objects.select_related("item").order_by("number"))
    notes = _by_workshop(Note.objects.select_related("item").order_by("item__number"))
    paper: dict[int, list[PaperCount]] = defaultdict(list)
    for count in PaperCount.objects.order_by("number"):
        paper[count.poll_id].append(count)
    polls: dict[int, list[tuple[Poll, Kept]]] = defaultdict(list)
    revealed = Poll.objects.filter(state=PollState.REVEALED, is_confidential=False).select_related("item")
    for poll in revealed.order_by("item__number", "subject", "number"):
        kept = may_leave(by_key[poll.workshop_id], poll, paper[poll.pk])
        if kept is not None:
            polls[poll.workshop_id].append((poll, kept))
    records = {one.workshop_id: one for one in Minutes.objects.all()}
    return {
        one.workshop_id: KeptOutcome(
            one, polls[one.workshop_id], clusters[one.workshop_id], ideas[one.workshop_id],
            outlines[one.workshop_id], notes[one.workshop_id], records.get(one.workshop_id),
        )
        for one in Session.objects.all()
    }  # fmt: skip


W = TypeVar("W", Cluster, Idea, Outline, Note)


def _by_workshop(rows: Iterable[W]) -> Mapping[int, list[W]]:
    sorted_out: dict[int, list[W]] = defaultdict(list)
    for row in rows:
        sorted_out[row.workshop_id].append(row)
    return sorted_out


def _questionnaires(rounds: Iterable[Round]) -> list[FrameworkVersion]:
    used = {one.framework_version.checksum: one.framework_version for one in rounds}
    return [used[checksum] for checksum in sorted(used)]


def _kept(rounds: Iterable[Round]) -> list[KeptRound]:
    assignments = _by_round(Assignment.objects.order_by("question", "department__name", "pk"))
    respondents = _by_round(Respondent.objects.order_by("number"))
    whose = "respondent__department"
    answers = _by_round(Answer.objects.select_related(whose).order_by("question", "respondent__number"))
    states = AnswerState.objects.select_related(whose).order_by("question", "respondent__number", "version")
    states_by_round = _by_round(states)
    evidence = _by_round(Evidence.objects.select_related("respondent", "document").defer("document__content"))
    replies: dict[int, list[Stance]] = defaultdict(list)
    for stance in Stance.objects.select_related("respondent").order_by("respondent__number"):
        replies[stance.proposal_id].append(stance)
    proposals: dict[int, list[KeptProposal]] = defaultdict(list)
    for proposal in Proposal.objects.order_by("pk"):
        proposals[proposal.round_id].append(KeptProposal(proposal, replies[proposal.pk]))
    releases: dict[int, list[Release]] = defaultdict(list)
    for release in Release.objects.order_by("pk"):
        releases[release.evaluation_id].append(release)
    evaluations: dict[int, list[KeptEvaluation]] = defaultdict(list)
    for stored in StoredEvaluation.objects.select_related("round", "earlier__round").order_by("round_id", "number"):
        evaluations[stored.round_id].append(KeptEvaluation(stored, releases[stored.pk]))
    partners = _by_round(Partner.objects.order_by("town_name", "invited_at", "pk"))
    # An open survey waits for more answers, and what was counted may not be seen; a draft has none.
    closed = Survey.objects.filter(state=SurveyState.CLOSED).select_related("tally").order_by("number")
    surveys = _by_round(closed)
    return [
        KeptRound(
            one,
            assignments[one.pk],
            respondents[one.pk],
            answers[one.pk],
            states_by_round[one.pk],
            evidence[one.pk],
            proposals[one.pk],
            evaluations[one.pk],
            partners[one.pk],
            surveys.get(one.pk, ()),
        )
        for one in rounds
    ]  # fmt: skip


def _by_round(rows: Iterable[R]) -> Mapping[int, list[R]]:
    sorted_out: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        sorted_out[row.round_id].append(row)
    return sorted_out


@dataclass(frozen=True)
class Extent:
    """How much an archive holds, to be told before it is taken along."""

    people: int
    rounds: int
    answers: int
    states: int
    evaluations: int
    entries: int


def extent_here() -> Extent:
    """How much there is of the municipality in scope."""
    return Extent(
        people=Membership.objects.count(),
        rounds=Round.objects.count(),
        answers=Answer.objects.count(),
        states=AnswerState.objects.count(),
        evaluations=StoredEvaluation.objects.count(),
        entries=Entry.objects.count(),
    )
