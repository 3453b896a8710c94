"""Why agreeing is refused."""

from django.utils.translation import gettext_lazy as _

from weltoffen.agreement.models import Proposal
from weltoffen.agreement.queries import Difference
from weltoffen.answers.models import LONGEST_COMMENT, Respondent
from weltoffen.foundation.refusals import Refused

SEVERAL = 2


class NothingDiffers(Refused):
    """One answer alone needs no agreement."""

    sentence = _("Fewer than two have answered this question; there is nothing to agree on.")
    remedy = _("An agreement is needed where several departments have answered.")


class NoSuchOption(Refused):
    """What is agreed on is one of the answers that the questionnaire offers."""

    sentence = _("Please choose one of the answers that are offered.")


class ReasonIsNeeded(Refused):
    """An objection without a reason helps nobody, and an agreement that is taken back leaves a question."""

    sentence = _("Please say in one sentence why.")


class ReasonIsTooLong(Refused):
    """A reason is as long as a comment at most."""

    sentence = _("The reason is too long: %(most)s characters are possible.") % {"most": LONGEST_COMMENT}


class ProposalIsGone(Refused):
    """Somebody was faster: replaced, or agreed on."""

    sentence = _("This proposal is no longer open: it was replaced, or agreed on.")
    remedy = _("Look at what stands there now, and decide once more.")


class AgreementMoved(Refused):
    """Something else was agreed on meanwhile; nothing is overwritten."""

    sentence = _("Somebody recorded another agreement meanwhile. Yours was not saved.")
    remedy = _("Look at what stands there now, and decide once more.")


class NotAsked(Refused):
    """Only who answered the question replies."""

    sentence = _("Only departments that answered this question reply to the proposal.")


class NothingIsAgreed(Refused):
    """There is nothing to take back."""

    sentence = _("Nothing was agreed on for this question.")


def require_several(difference: Difference) -> None:
    """Refuse where fewer than two answered."""
    if len(difference.answers) < SEVERAL:
        raise NothingDiffers


def require_open_proposal(difference: Difference, proposal: int) -> Proposal:
    """The open proposal, if it is the one that was seen."""
    if difference.proposal is None or difference.proposal.pk != proposal:
        raise ProposalIsGone
    return difference.proposal


def require_concerned(difference: Difference, respondent: Respondent) -> None:
    """Refuse who did not answer."""
    if respondent.pk is None or not difference.concerns(respondent):
        raise NotAsked


def checked_reason(reason: str, *, is_needed: bool) -> str:
    """A reason of bearable length, without space around."""
    tidied = reason.strip()
    if is_needed and not tidied:
        raise ReasonIsNeeded
    if len(tidied) > LONGEST_COMMENT:
        raise ReasonIsTooLong
    return tidied
