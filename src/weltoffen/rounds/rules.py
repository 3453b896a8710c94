"""Whether something can be done with a round now. Deeds of this and later rooms ask here before they write."""

from django.utils.translation import gettext_lazy as _

from weltoffen.catalogue.choices import Status
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation.refusals import Refused
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round, newest_round


class RoundIsClosed(Refused):
    """Answers of a finished round stay as they are."""

    sentence = _("This round is finished; its answers can no longer be changed.")
    remedy = _("A coordinator can reopen the round and give a reason.")


class RoundIsFrozen(Refused):
    """What was decided on the ground of a round stays as it was."""

    sentence = _("This round is frozen; its answers stay as they are for good.")
    remedy = _("What has changed belongs into a new round.")


class RoundIsOpen(Refused):
    """Only a finished round can be reopened."""

    sentence = _("This round is still being answered.")
    remedy = _("You can go on answering.")


class RoundIsRunning(Refused):
    """One round at a time."""

    sentence = _("Another round is already running.")
    remedy = _("Finish that round first.")


class RoundWasFollowed(Refused):
    """What a later round was compared with stays as it was."""

    sentence = _("A later round was started since; this one stays as it was.")
    remedy = _("What has changed belongs into the latest round.")


class ReasonIsMissing(Refused):
    """Reopening is explained to whoever reads the journal."""

    sentence = _("Reopening a round needs a reason.")
    remedy = _("Say in one sentence why answers have to change.")


class QuestionnaireIsDraft(Refused):
    """A round asks what its authors have finished."""

    sentence = _("This questionnaire is a draft; no round can be started with it.")
    remedy = _("Choose a published version.")


class QuestionnaireIsNotOffered(Refused):
    """What an archive brought along is read where it was used, and starts nothing new."""

    sentence = _("This questionnaire is not offered here; no round can be started with it.")
    remedy = _("Choose one of those that are offered.")


def is_reopenable(round_: Round) -> bool:
    """Whether the round is finished, not frozen, and the latest; then no other one is being answered either."""
    newest = newest_round()
    is_latest = newest is not None and newest.pk == round_.pk
    return round_.state == State.FINISHED and round_.frozen_at is None and is_latest


def is_freezable(round_: Round) -> bool:
    """Whether the round is finished and not frozen yet."""
    return round_.state == State.FINISHED and round_.frozen_at is None


def require_open(round_: Round) -> None:
    """Refuse when answers cannot change."""
    if not round_.is_being_answered:
        raise RoundIsClosed


def require_startable(version: FrameworkVersion) -> None:
    """Refuse a draft, what is not offered, and a second round beside one that is being answered."""
    if version.status != Status.PUBLISHED:
        raise QuestionnaireIsDraft
    if not version.is_offered:
        raise QuestionnaireIsNotOffered
    if current_round() is not None:
        raise RoundIsRunning


def require_reopenable(round_: Round) -> None:
    """Refuse where the round is open, or where a later one was started."""
    if round_.state != State.FINISHED:
        raise RoundIsOpen
    if round_.frozen_at is not None:
        raise RoundIsFrozen
    if not is_reopenable(round_):
        raise RoundWasFollowed


def require_freezable(round_: Round) -> None:
    """Refuse where the round is open, or frozen already."""
    if round_.state != State.FINISHED:
        raise RoundIsOpen
    if round_.frozen_at is not None:
        raise RoundIsFrozen


def require_reason(reason: str) -> None:
    """Refuse an empty reason."""
    if not reason.strip():
        raise ReasonIsMissing
