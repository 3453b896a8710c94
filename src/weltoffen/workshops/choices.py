"""What kinds of events and of agenda items there are, the standard perspectives, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Kind(TextChoices):
    """Whom an event is for: a workshop invites by perspective, a dialogue event is open to residents."""

    WORKSHOP = "workshop", _("Workshop")
    DIALOGUE = "dialogue", _("Dialogue event")


class Venue(TextChoices):
    """Where people meet."""

    ROOM = "room", _("In a room")
    ONLINE = "online", _("Online")
    BOTH = "both", _("In a room and online")


class Phase(TextChoices):
    """How far a workshop is. Only a planned one can be changed freely; an ended one can be reopened by nobody."""

    PLANNED = "planned", _("Being prepared")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Finished")


class Activity(TextChoices):
    """What people do during an agenda item."""

    ARRIVE = "arrive", _("Arrive")
    SHOW = "show", _("Show a result")
    RATE = "rate", _("Rate")
    COLLECT = "collect", _("Collect ideas")
    PRIORITISE = "prioritise", _("Prioritise")
    AGREE = "agree", _("Agree what to do")
    LISTEN = "listen", _("Listen")
    GROUPS = "groups", _("Working groups")
    REPORT = "report", _("Report back")
    BREAK = "break", _("Break")
    LOOK_BACK = "look_back", _("Look back")


class Counting(TextChoices):
    """How a prioritisation is counted."""

    POINTS = "points", _("Points")
    RANKS = "ranks", _("Ranks")
    APPROVAL = "approval", _("Ticks")


class StandardPerspective(TextChoices):
    """The perspectives that a workshop begins with; guests read them in their language."""

    ADMINISTRATION = "administration", _("Administration")
    POLITICS = "politics", _("Politics")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    BUSINESS = "business", _("Business")
    MIGRANT_ORGANISATIONS = "migrant_organisations", _("Migrant organisations")
    RESIDENTS = "residents", _("Residents")


class AgendaDeed(TextChoices):
    """What somebody did to an agenda, as the others read it who were changing it at the same time."""

    ITEM_ADDED = "item_added", _("%(actor)s added “%(item)s”.")
    ITEM_CHANGED = "item_changed", _("%(actor)s changed “%(item)s”.")
    ITEM_MOVED = "item_moved", _("%(actor)s moved “%(item)s”.")
    ITEM_COPIED = "item_copied", _("%(actor)s copied “%(item)s”.")
    ITEM_REMOVED = "item_removed", _("%(actor)s removed “%(item)s”.")
    ITEM_RESTORED = "item_restored", _("%(actor)s brought “%(item)s” back.")
    TIMES_CHANGED = "times_changed", _("%(actor)s changed how long items take.")
    TIMES_FITTED = "times_fitted", _("%(actor)s fitted the times into the length.")
    PROPOSAL_TAKEN = "proposal_taken", _("%(actor)s replaced the agenda by the proposal.")
    TEMPLATE_USED = "template_used", _("%(actor)s replaced the agenda by the template “%(item)s”.")
    GROUPS_CHANGED = "groups_changed", _("%(actor)s changed the working groups.")
    PERSPECTIVES_CHANGED = "perspectives_changed", _("%(actor)s changed the perspectives.")


@events.register
class WorkshopEvent(TextChoices):
    """What can happen to a workshop while it is prepared. What guests do is never an event."""

    WORKSHOP_PLANNED = "workshop_planned", _("%(actor)s began to prepare “%(subject)s”.")
    WORKSHOP_CHANGED = "workshop_changed", _("%(actor)s changed “%(subject)s”.")
    WORKSHOP_DISCARDED = "workshop_discarded", _("%(actor)s discarded “%(subject)s”.")
    AGENDA_CHANGED = "agenda_changed", _("%(actor)s changed the agenda of “%(subject)s”.")
    TEMPLATE_KEPT = "template_kept", _("%(actor)s kept the agenda template “%(subject)s”.")
    TEMPLATE_DISCARDED = "template_discarded", _("%(actor)s discarded the agenda template “%(subject)s”.")
