"""When something can be computed, shown or made public, and the words for when it cannot."""

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.rounds.models import Round


class NothingIsAnswered(Refused):
    """Without an answer there is no result."""

    sentence = _("No question of this round is answered yet, so there is nothing to evaluate.")
    remedy = _("Answer some questions first. What stays open never lowers a score.")


class RoundIsNotFinished(Refused):
    """What is computed stands on answers that no longer change."""

    sentence = _("This round is still being answered.")
    remedy = _("Finish the round: its evaluation is computed then.")


class CannotBeShown(Refused):
    """The stored figures come from a calculation that this installation no longer has."""

    sentence = _("This evaluation was computed with another version of the calculation.")
    remedy = _("Compute it anew, then decide what is public.")


class NothingToRelease(Refused):
    """What is not answered, or not a field at all, cannot be public."""

    sentence = _("None of these fields has a result that could be made public.")
    remedy = _("Choose at least one field of action that is answered.")


class NotPublic(Refused):
    """Somebody else was quicker."""

    sentence = _("This field of action is not public any more.")
    remedy = _("You need not do anything.")


def require_finished(round_: Round) -> None:
    """Refuse while answers can still change."""
    if round_.is_being_answered:
        raise RoundIsNotFinished
