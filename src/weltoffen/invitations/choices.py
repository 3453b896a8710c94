"""What guests reply, what they are written about, why somebody gets no mail, why a link has ended; the events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Reply(TextChoices):
    """What a guest said about coming."""

    OPEN = "open", _("No reply yet")
    YES = "yes", _("Comes")
    OTHER = "other", _("Somebody else comes")
    NO = "no", _("Does not come")


class Origin(TextChoices):
    """How somebody came onto the list."""

    INVITED = "invited", _("Invited")
    REGISTERED = "registered", _("Registered")


class Occasion(TextChoices):
    """Why guests are written to."""

    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")
    CHANGE = "change", _("Change of day or place")
    CANCELLATION = "cancellation", _("Cancellation")


class Uninvited(TextChoices):
    """Why somebody gets no mail; the words stand behind their name."""

    NO_ADDRESS = "no_address", _("has no e-mail address: print a letter")
    INVITED_BEFORE = "invited_before", _("is invited already")
    NOT_INVITED = "not_invited", _("is not invited yet")
    HAS_REPLIED = "has_replied", _("has replied")
    JUST_WRITTEN_TO = "just_written_to", _("was written to within the last 24 hours")
    DOES_NOT_COME = "does_not_come", _("does not come")
    KNOWS_ALREADY = "knows_already", _("was told already")


class Ended(TextChoices):
    """Why a link opens nothing any more; the sentence stands on the page that it opens."""

    REPLACED = "replaced", _("There is a newer link for you. Please look for it in your latest message.")
    ERASED = "erased", _("What was stored for this link was erased, as was asked for or as the time was over.")


@events.register
class InvitationEvent(TextChoices):
    """What can happen about guests. Entries name workshops and numbers, never guests: the journal outlives them."""

    GUESTS_ADDED = "guests_added", _("%(actor)s put guests on the list of “%(subject)s”. Number: %(number)s.")
    GUEST_CHANGED = "guest_changed", _("%(actor)s changed a guest of “%(subject)s”.")
    GUEST_REMOVED = "guest_removed", _("A guest was taken off the list of “%(subject)s”, with name and address.")
    GUEST_LINK_RENEWED = "guest_link_renewed", _("%(actor)s renewed the personal link of a guest of “%(subject)s”.")
    TEXT_CHANGED = "invitation_text_changed", _("%(actor)s changed the text of the invitation to “%(subject)s”.")
    GUESTS_WRITTEN_TO = (
        "guests_written_to",
        _("%(actor)s wrote to guests of “%(subject)s”. Sent: %(number)s, refused by the mail server: %(faults)s."),
    )
    GUEST_MAIL_PLANNED = (
        "guest_mail_planned",
        _("%(actor)s planned mail to guests of “%(subject)s”. Number: %(number)s."),
    )
    GUEST_MAIL_CANCELLED = (
        "guest_mail_cancelled",
        _("%(actor)s cancelled planned mail to guests of “%(subject)s”. Number: %(number)s."),
    )
    GUEST_LETTERS_MADE = (
        "guest_letters_made",
        _("%(actor)s made letters to guests of “%(subject)s”. Number: %(number)s."),
    )
    CALLED_OFF = "workshop_called_off", _("%(actor)s called off “%(subject)s”.")
    GUESTS_COUNTED = "guests_counted", _("%(actor)s noted how many people came to “%(subject)s”.")
    EVENT_ANNOUNCED = "event_announced", _("%(actor)s announced “%(subject)s” publicly.")
    ANNOUNCEMENT_CHANGED = "announcement_changed", _("%(actor)s changed the public announcement of “%(subject)s”.")
    ANNOUNCEMENT_WITHDRAWN = (
        "announcement_withdrawn", _("%(actor)s withdrew the public announcement of “%(subject)s”."),
    )  # fmt: skip
