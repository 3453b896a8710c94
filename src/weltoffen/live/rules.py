"""Whether something can be done in a running workshop now. Deeds ask here before they write."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.live.choices import PollState
from weltoffen.live.models import Poll, Scene, Session
from weltoffen.live.slots import SETTLES
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop

MOST_DEEDS_TO_UNDO = 30
MOST_PAPER_BALLOTS = 500
MOST_IDEAS, MOST_OUTLINES = 1_000, 100
OPENS_POLLS = frozenset({Activity.RATE, Activity.COLLECT, Activity.PRIORITISE, Activity.LOOK_BACK})
STATEMENTS: Sequence[str] = ("heard", "learned", "result")
"""What guests are asked when they look back; their words stand in the phrases."""
LOOK_BACK_ANSWERS: Sequence[str] = ("no", "rather_no", "rather_yes", "yes")
NO_ANSWER = "no_answer"
LONGEST_QUOTE = 40
BETWEEN_STATEMENT_AND_ANSWER = ":"


class WorkshopIsNotRunning(Refused):
    """The console works while the workshop runs."""

    sentence = _("This workshop is not running.")
    remedy = _("Begin it first; a finished one is found under its minutes.")


class WorkshopHasNoAgenda(Refused):
    """There is nothing to begin with."""

    sentence = _("The agenda is still empty.")
    remedy = _("Add an item first, then begin the workshop.")


class SomebodyWasFaster(Refused):
    """Two people lead at the same time, or one in two windows."""

    sentence = _("In the meantime something was changed in another window.")
    remedy = _("Nothing was done. You see the present state now; please press again if it still fits.")


class PollIsNotOpen(Refused):
    """Votes count while a poll is open."""

    sentence = _("This vote is over.")
    remedy = _("Your choice was not counted.")


class PollIsOpen(Refused):
    """What is still running cannot be revealed."""

    sentence = _("People are still voting.")
    remedy = _("Close the vote first, then reveal the result.")


class PollWasRevealed(Refused):
    """Whoever saw a result must not see it change by one vote."""

    sentence = _("The result was shown already, so this vote stays closed.")
    remedy = _("Open a second round: it begins at zero, and both results stand side by side.")


class NothingToAsk(Refused):
    """An item that asks guests nothing, or nothing yet."""

    sentence = _("There is nothing to vote on here yet.")
    remedy = _("Choose what is asked in the agenda; to prioritise, put ideas on the stage first.")


class TooManyToPrioritise(Refused):
    """More than anybody can weigh against each other."""

    def __init__(self, number: int, most: int) -> None:
        super().__init__()
        self.sentence = gettext("%(number)s ideas are on the stage; at most %(most)s can be prioritised.") % {
            "number": number, "most": most,
        }  # fmt: skip
        self.remedy = gettext("Put similar ideas together, or take some from the stage.")


class NothingToUndo(Refused):
    """The beginning was reached."""

    sentence = _("There is nothing more to take back.")


class TooFewVotes(Refused):
    """A result that would be that of single people is not shown, and nothing is erased."""

    sentence = _("There are too few votes to show a result.")

    def __init__(self, remedy: str) -> None:
        super().__init__()
        self.remedy = remedy


class VotesWereCast(Refused):
    """Opening a vote cannot be taken back once somebody voted."""

    sentence = _("Somebody has voted already, so the opening cannot be taken back.")
    remedy = _("Close the vote instead; without a reveal nobody sees it.")


class BallotDoesNotFit(Refused):
    """What a phone or a form sent is no vote in this poll; `remedy` says why, and `phrase` in the guest's language."""

    sentence = _("This does not fit the vote.")
    remedy: str | Promise = _("Please choose again and send once more.")

    def __init__(self, remedy: str = "", phrase: str = "error_missing", **values: object) -> None:
        super().__init__()
        if remedy:
            self.remedy = remedy
        self.phrase, self.values = phrase, values


class PaperIsTooFew(Refused):
    """Whoever saw the result before and after could subtract what these few ballots say."""

    sentence = _("The result was shown already, and these are too few ballots to change it now.")

    def __init__(self, threshold: int) -> None:
        super().__init__()
        self.remedy = gettext(
            "Whoever compared before and after could tell what these few said. Enter them together with others of this "
            "perspective, at least %(number)s at once, or leave them out."
        ) % {"number": threshold}


class PaperStays(Refused):
    """The same of ballots that are taken out again."""

    sentence = _("The result was shown already, and these are too few ballots to take them out again.")
    remedy = _(
        "Whoever compared before and after could tell what these few said. If they were counted wrongly, say so in the "
        "note for the minutes, or let people vote once more."
    )


class NumberDoesNotFit(Refused):
    """What was typed is no number of people."""

    sentence = _("This is no number of people.")

    def __init__(self, typed: str, most: int) -> None:
        super().__init__()
        self.remedy = gettext("“%(typed)s” was written; possible is a whole number from 0 to %(most)s.") % {
            "typed": typed[:LONGEST_QUOTE], "most": most,
        }  # fmt: skip


class GroupHasNoTitle(Refused):
    """Ideas that belong together stand under a title."""

    sentence = _("The new group of ideas has no title yet.")
    remedy = _("Write a title, or choose a group that is there already.")


class TooManyIdeas(Refused):
    """One phone sends a few ideas, a workshop has room for very many."""

    sentence = _("You have sent as many ideas as are asked for.")
    remedy = _("Thank you. More of them fit into the talk.")


class MinutesAreFinal(Refused):
    """What was agreed says what was counted; more would make it wrong."""

    sentence = _("The minutes of this workshop are agreed. Nothing can be added or changed any more.")
    remedy = _("What is still missing has its place in the next workshop.")


def require_running(workshop: Workshop) -> None:
    """Refuse where it has not begun or is over."""
    if not workshop.is_running:
        raise WorkshopIsNotRunning


def require_begun(workshop: Workshop) -> None:
    """Refuse where it has not begun; what is over is looked through for its minutes, until these are agreed."""
    if workshop.is_planned:
        raise WorkshopIsNotRunning
    if is_settled(workshop):
        raise MinutesAreFinal


def is_settled(workshop: Workshop) -> bool:
    """Whether it is over and its outcome agreed."""
    return workshop.has_ended and any(settles(workshop) for settles in SETTLES)


def require_version(touched: int, version: int) -> None:
    """Refuse what was decided on a state older than the last one that was led there."""
    if version < touched:
        raise SomebodyWasFaster


def require_open(poll: Poll) -> None:
    """Refuse votes that come too late."""
    if not poll.is_open:
        raise PollIsNotOpen


def require_group(poll: Poll, group: int) -> None:
    """Refuse a phone of another working group."""
    if poll.group and poll.group != group:
        raise PollIsNotOpen


def require_revealable(poll: Poll) -> None:
    """Refuse to show what people still vote on."""
    if poll.is_open:
        raise PollIsOpen


def require_not_revealed(poll: Poll) -> None:
    """Refuse to open again what was shown."""
    if poll.state == PollState.REVEALED:
        raise PollWasRevealed


def asks_guests(item: AgendaItem) -> bool:
    """Whether polls can be opened during it."""
    return item.activity in OPENS_POLLS


def console_mark(session: Session, scene: Scene | None) -> str:
    """Changes when a console of this group must look again: something was led there, or everything pauses."""
    return f"{scene.touched if scene is not None else 0}-{session.is_paused:d}"


def minutes_left(ends_at: datetime, now: datetime) -> int:
    """Whole minutes until then, rounded up; below zero from the first minute on that it takes longer."""
    return ceil((ends_at - now) / timedelta(minutes=1))
