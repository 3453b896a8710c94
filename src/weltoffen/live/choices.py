"""States of polls and ideas, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class PollState(TextChoices):
    """What can be done with a poll. Once revealed it stays closed: nobody must see a result change by one vote."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    REVEALED = "revealed", _("Revealed")


class IdeaState(TextChoices):
    """Whether an idea is on the stage."""

    WAITING = "waiting", _("Waiting")
    SHOWN = "shown", _("On the stage")
    DECLINED = "declined", _("Not shown")


class Deed(TextChoices):
    """What the console can take back, in words for the button that does so."""

    WENT_ON = "went_on", _("Went to another item")
    OPENED = "opened", _("Opened a vote")
    OPENED_AGAIN = "opened_again", _("Opened a vote again")
    CLOSED = "closed", _("Closed a vote")
    BEGAN_COLLECTING = "began_collecting", _("Began to collect ideas")
    COLLECTED_AGAIN = "collected_again", _("Went on collecting ideas")
    STOPPED_COLLECTING = "stopped_collecting", _("Stopped collecting ideas")
    REVEALED = "revealed", _("Revealed a result")
    HIDDEN = "hidden", _("Took a result from the stage")
    SHOWED_GROUP = "showed_group", _("Showed a group’s results")
    PAUSED = "paused", _("Paused")
    RESUMED = "resumed", _("Went on after a pause")
    MODERATED = "moderated", _("Showed or declined an idea")
    GROUPED = "grouped", _("Put ideas together")
    RENAMED = "renamed", _("Renamed a group of ideas")


@events.register
class LiveEvent(TextChoices):
    """What can happen while a workshop runs. What guests do is never an event."""

    WORKSHOP_BEGUN = "workshop_begun", _("%(actor)s began “%(subject)s”.")
    WORKSHOP_STARTED_OVER = (
        "workshop_started_over",
        _("%(actor)s put “%(subject)s” back to its beginning; what came in was erased."),
    )
    WORKSHOP_ENDED = "workshop_ended", _("%(actor)s ended “%(subject)s”.")
    POLL_OPENED = "poll_opened", _("%(actor)s opened “%(subject)s”.")
    POLL_CLOSED = "poll_closed", _("%(actor)s closed “%(subject)s”.")
    POLL_REVEALED = "poll_revealed", _("%(actor)s revealed the result of “%(subject)s”.")
    PAPER_ENTERED = "paper_entered", _("%(actor)s entered paper ballots of “%(subject)s”.")
    OUTLINE_AGREED = "outline_agreed", _("%(actor)s noted the agreement “%(subject)s”.")
    OUTLINE_REMOVED = "outline_removed", _("%(actor)s took the agreement “%(subject)s” back.")
