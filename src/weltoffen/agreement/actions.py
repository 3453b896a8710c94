"""Proposing a common answer, replying to it, recording what was agreed on, taking it back."""

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.agreement.choices import AgreementEvent, Outcome, Reply
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.agreement.queries import Difference, difference_at
from weltoffen.agreement.rules import (
    AgreementMoved,
    NoSuchOption,
    NothingIsAgreed,
    checked_reason,
    require_concerned,
    require_open_proposal,
    require_several,
)
from weltoffen.answers.actions import save_answers
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.respondents import Voice, agreeing_voice, voice_of
from weltoffen.answers.rules import Change
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


@transaction.atomic
def propose(round_: Round, question: str, *, value: str, reason: str, by: Person) -> Proposal:
    """Ask those who answered a question whether they can live with this answer; an open proposal is replaced.

    Who proposes and answered too agrees with that.
    """
    difference = _held(round_, question, value)
    require_several(difference)
    reason = checked_reason(reason, is_needed=False)
    Proposal.objects.filter(round_id=round_.pk, question=question, outcome=Outcome.OPEN).update(
        outcome=Outcome.REPLACED
    )
    proposal: Proposal = Proposal.objects.create(
        municipality_id=round_.municipality_id, round_id=round_.pk, question=question, value=value, reason=reason,
        proposed_at=clock.now(), proposed_by=by, proposed_by_name=str(by),
    )  # fmt: skip
    record(
        AgreementEvent.ANSWER_PROPOSED, by=by, municipality=round_.municipality_id, subject=question,
        details={"round": round_.number, "value": value},
    )  # fmt: skip
    own = voice_of(round_, by)
    if difference.concerns(own.respondent):
        _reply(proposal, own, Reply.AGREES, "")
        _agree_if_all_do(round_, question)
    return proposal


@transaction.atomic
def reply(round_: Round, question: str, *, proposal: int, reply: Reply, reason: str, by: Voice) -> bool:
    """Agree with the proposal that was seen, or object with a reason; answers whether everybody agrees now.

    Then the proposal is the agreed answer.
    """
    difference = _held(round_, question)
    found = require_open_proposal(difference, proposal)
    require_concerned(difference, by.respondent)
    _reply(found, by, reply, checked_reason(reason, is_needed=reply == Reply.OBJECTS))
    return _agree_if_all_do(round_, question)


@transaction.atomic
def settle(round_: Round, question: str, *, value: str, reason: str, seen: int, by: Person) -> None:
    """Record what was agreed on, for example in a meeting. `seen`: the version of the agreement that was read.

    Who answered otherwise keeps their answer, and their objection to a proposal stays beside it.
    """
    difference = _held(round_, question, value)
    require_several(difference)
    reason = checked_reason(reason, is_needed=False)
    _settle(round_, difference, value, reason, seen, by=agreeing_voice(round_, by.pk, str(by)), actor=by)


@transaction.atomic
def take_back(round_: Round, question: str, *, reason: str, by: Person) -> None:
    """What was agreed on counts no longer; the history keeps it."""
    difference = _held(round_, question)
    if difference.agreed is None:
        raise NothingIsAgreed
    reason = checked_reason(reason, is_needed=True)
    nothing = Change(question, "", "", {}, difference.agreed.version)
    save_answers(round_, [nothing], by=agreeing_voice(round_, by.pk, str(by)))
    record(
        AgreementEvent.AGREEMENT_WITHDRAWN, by=by, municipality=round_.municipality_id, subject=question,
        details={"round": round_.number, "value": difference.agreed.value, "reason": reason},
    )  # fmt: skip


def _held(round_: Round, question: str, value: str | None = None) -> Difference:
    """The question as it is now, held until the transaction ends; a value has to be one of its options."""
    require_open(held(round_))
    asked = questions_of(round_).get(question)
    if asked is None or (value is not None and value not in asked.options):
        raise NoSuchOption
    return difference_at(round_, question)


def _reply(proposal: Proposal, by: Voice, reply: Reply, reason: str) -> None:
    Stance.objects.update_or_create(
        proposal=proposal, respondent=by.respondent,
        defaults={
            "municipality_id": proposal.municipality_id, "reply": reply, "reason": reason, "replied_at": clock.now(),
            "replied_by_id": by.person, "replied_by_name": by.name,
        },
    )  # fmt: skip


def _agree_if_all_do(round_: Round, question: str) -> bool:
    difference = difference_at(round_, question)
    proposal = difference.proposal
    if proposal is None or difference.waiting or any(one.reply == Reply.OBJECTS for one in difference.stances.values()):
        return False
    _settle(
        round_, difference, proposal.value, proposal.reason, difference.agreed_version,
        by=agreeing_voice(round_, proposal.proposed_by_id, proposal.proposed_by_name), actor=proposal.proposed_by,
    )  # fmt: skip
    return True


def _settle(
    round_: Round, difference: Difference, value: str, reason: str, seen: int, *, by: Voice, actor: Person | None
) -> None:
    change = Change(difference.question, value, reason, {}, seen)
    if save_answers(round_, [change], by=by).conflicts:
        raise AgreementMoved
    moment, proposal = clock.now(), difference.proposal
    if proposal is not None and proposal.value == value:
        proposal.outcome, proposal.settled_at = Outcome.AGREED, moment
        proposal.save(update_fields=["outcome", "settled_at"])
    else:
        if proposal is not None:
            proposal.outcome = Outcome.REPLACED
            proposal.save(update_fields=["outcome"])
        Proposal.objects.create(
            municipality_id=round_.municipality_id, round_id=round_.pk, question=difference.question, value=value,
            reason=reason, proposed_at=moment, proposed_by_id=by.person, proposed_by_name=by.name,
            outcome=Outcome.AGREED, settled_at=moment,
        )  # fmt: skip
    record(
        AgreementEvent.ANSWER_AGREED, by=actor, municipality=round_.municipality_id, subject=difference.question,
        details={"round": round_.number, "value": value},
    )  # fmt: skip
