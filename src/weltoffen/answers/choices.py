"""Where an answer came from, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Origin(TextChoices):
    """How an answer came in."""

    PAGE = "page", _("on the page")
    SPREADSHEET = "spreadsheet", _("from a spreadsheet")
    LIMESURVEY = "limesurvey", _("from LimeSurvey")
    TAKEN_OVER = "taken_over", _("from the last round, not confirmed yet")
    CONFIRMED = "confirmed", _("from the last round, confirmed")


@events.register
class AnswerEvent(TextChoices):
    """What can happen to many answers at once; a single one has its own history."""

    SPREADSHEET_TAKEN_OVER = "spreadsheet_taken_over", _("%(actor)s took over answers from the file “%(subject)s”.")
    LIMESURVEY_TAKEN_OVER = (
        "limesurvey_taken_over",
        _("%(actor)s took over answers from LimeSurvey for %(whom)s: “%(subject)s”."),
    )
    LAST_ROUND_TAKEN_OVER = "last_round_taken_over", _("%(actor)s took over answers from the round “%(subject)s”.")
