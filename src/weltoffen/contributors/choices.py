"""In which language one is written to, why a link leads nowhere any more, why somebody gets no mail; the events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Written(TextChoices):
    """The language of mails, letters and first pages."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")


class Ended(TextChoices):
    """Why a link leads nowhere any more; the sentence stands on the page that it opens."""

    REPLACED = "replaced", _("There is a newer link for you. Please look for it in your latest message.")
    REVOKED = "revoked", _("This link was ended by those who coordinate the self-check.")
    ERASED = "erased", _("What was stored for this link was erased, as was asked for or as the time was over.")
    FINISHED = "finished", _("The round of questions is finished. Thank you for everything that you contributed.")
    EXPIRED = "expired", _("The time of this link is over.")


class LeftOut(TextChoices):
    """Why somebody is not written to."""

    NO_ADDRESS = "no_address", _("has no e-mail address: print a letter")
    LINK_ENDED = "link_ended", _("the link has ended")
    NO_QUESTIONS = "no_questions", _("the department is not asked any question yet")
    NO_REMINDERS = "no_reminders", _("does not want reminders")
    ALL_ANSWERED = "all_answered", _("has answered everything")


@events.register
class ContributorEvent(TextChoices):
    """What can happen about contributors. Entries name departments, never these people: the journal outlives them."""

    CONTRIBUTORS_ADDED = (
        "contributors_added",
        _("%(actor)s added contributors without an account to “%(subject)s”. Number: %(number)s."),
    )
    CONTRIBUTOR_CHANGED = (
        "contributor_changed",
        _("%(actor)s changed a contributor without an account of “%(department)s” in “%(subject)s”."),
    )
    CONTRIBUTORS_WRITTEN_TO = (
        "contributors_written_to",
        _(
            "%(actor)s wrote to contributors without an account of “%(subject)s”. Sent: %(number)s, "
            "refused by the mail server: %(faults)s."
        ),
    )
    SENDING_PLANNED = (
        "sending_planned",
        _("%(actor)s planned mail to contributors without an account of “%(subject)s”. Number: %(number)s."),
    )
    SENDING_CANCELLED = (
        "sending_cancelled",
        _("%(actor)s cancelled planned mail to contributors without an account of “%(subject)s”. Number: %(number)s."),
    )
    LETTERS_MADE = (
        "letters_made",
        _("%(actor)s made letters to contributors without an account of “%(subject)s”. Number: %(number)s."),
    )
    LINK_RENEWED = "link_renewed", _("%(actor)s renewed a personal link of “%(department)s” in “%(subject)s”.")
    LINK_REVOKED = "link_revoked", _("%(actor)s ended a personal link of “%(department)s” in “%(subject)s”.")
    CONTRIBUTOR_ERASED = (
        "contributor_erased",
        _("Name and address of a contributor without an account of “%(department)s” in “%(subject)s” were erased."),
    )  # fmt: skip
