"""Reading where departments differ, what was proposed and replied, and what was agreed on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from weltoffen.agreement.choices import Outcome, Reply
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.answers.models import Answer, Respondent
from weltoffen.answers.queries import answers_in
from weltoffen.rounds.models import Round


class Stage(StrEnum):
    """How far a difference has come."""

    OPEN = "open"
    PROPOSED = "proposed"
    OBJECTED = "objected"
    AGREED = "agreed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """A question with everybody's answers, the open proposal with its replies, and what was agreed on.

    `answers` are those in which something was chosen, by the numbers of their respondents. `settled_by` is how the
    agreement came about; `agreed_version` counts its states, also while nothing is agreed on any more.
    """

    question: str
    answers: Sequence[Answer]
    agreed: Answer | None = None
    agreed_version: int = 0
    settled_by: Proposal | None = None
    proposal: Proposal | None = None
    stances: Mapping[int, Stance] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """`moved`: agreed, and somebody has changed their answer since."""
        if self.proposal is not None:
            objects = any(stance.reply == Reply.OBJECTS for stance in self.stances.values())
            return Stage.OBJECTED if objects else Stage.PROPOSED
        if self.agreed is None:
            return Stage.OPEN
        since = self.agreed.saved_at
        if self.settled_by is not None and self.settled_by.settled_at is not None:
            since = max(since, self.settled_by.settled_at)
        moved = any(answer.saved_at > since for answer in self.answers)
        return Stage.MOVED if moved else Stage.AGREED

    @property
    def minority(self) -> Sequence[Answer]:
        """The answers that differ from what was agreed on."""
        return [one for one in self.answers if self.agreed is not None and one.value != self.agreed.value]

    @property
    def waiting(self) -> Sequence[Respondent]:
        """Who answered the question and has not replied to the proposal; a link that has ended replies no more."""
        if self.proposal is None:
            return []
        return [
            one.respondent
            for one in self.answers
            if one.respondent_id not in self.stances and can_reply(one.respondent)
        ]

    def concerns(self, respondent: Respondent) -> bool:
        """Whether a respondent answered the question."""
        return any(one.respondent_id == respondent.pk for one in self.answers)

    def waits_for(self, respondent: Respondent) -> bool:
        """Whether a respondent is asked to reply."""
        return any(one.pk == respondent.pk for one in self.waiting)


def can_reply(respondent: Respondent) -> bool:
    """Whether there is somebody who could: not where a personal link was ended or its person erased."""
    if not respondent.is_by_link:
        return True
    contributor = respondent.contributor
    return contributor is not None and contributor.revoked_at is None and contributor.erased_at is None


def differences_in(round_: Round, contradicting: Collection[str]) -> Mapping[str, Difference]:
    """By question: where answers contradict each other, something is proposed, or something was agreed on."""
    made = list(Proposal.objects.filter(round_id=round_.pk).exclude(outcome=Outcome.REPLACED))
    proposals = {one.question: one for one in made if one.outcome == Outcome.OPEN}
    settled = {one.question: one for one in made if one.outcome == Outcome.AGREED}
    answers = answers_in(round_)
    agreed = {one.question: one for one in answers if one.respondent.is_agreed}
    keys = {*contradicting, *proposals, *(key for key, one in agreed.items() if one.value)}
    given: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.question in keys and answer.value and not answer.respondent.is_agreed:
            given[answer.question].append(answer)
    stances = _stances(proposals.values())
    return {
        key: _difference(key, given[key], agreed.get(key), settled.get(key), proposals.get(key), stances)
        for key in keys
    }


def difference_at(round_: Round, question: str) -> Difference:
    """The same of one question, whatever its answers are."""
    made = list(Proposal.objects.filter(round_id=round_.pk, question=question).exclude(outcome=Outcome.REPLACED))
    proposal = next((one for one in made if one.outcome == Outcome.OPEN), None)
    settled = next((one for one in reversed(made) if one.outcome == Outcome.AGREED), None)
    answers = answers_in(round_, [question])
    agreed = next((one for one in answers if one.respondent.is_agreed), None)
    given = [one for one in answers if one.value and not one.respondent.is_agreed]
    return _difference(question, given, agreed, settled, proposal, _stances([proposal] if proposal is not None else []))


def _difference(
    question: str, answers: Sequence[Answer], agreed: Answer | None, settled_by: Proposal | None,
    proposal: Proposal | None, stances: Mapping[int, Mapping[int, Stance]],
) -> Difference:  # fmt: skip
    return Difference(
        question, answers, agreed if agreed is not None and agreed.value else None,
        agreed.version if agreed is not None else 0, settled_by, proposal,
        stances.get(proposal.pk, {}) if proposal is not None else {},
    )  # fmt: skip


def replies_to(proposal: Proposal) -> Mapping[int, Stance]:
    """What was replied to a proposal, by the primary keys of the respondents."""
    return _stances([proposal]).get(proposal.pk, {})


def _stances(proposals: Iterable[Proposal]) -> Mapping[int, Mapping[int, Stance]]:
    found: dict[int, dict[int, Stance]] = defaultdict(dict)
    stances = Stance.objects.filter(proposal_id__in=[one.pk for one in proposals])
    for stance in stances.select_related("respondent__department"):
        found[stance.proposal_id][stance.respondent_id] = stance
    return found
