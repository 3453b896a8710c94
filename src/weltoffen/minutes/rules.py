"""Whether minutes can be written, agreed or taken along now."""

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.minutes.models import Minutes
from weltoffen.workshops.models import Workshop


class WorkshopIsNotOver(Refused):
    """Minutes are of what happened."""

    sentence = _("This workshop is not over, so there are no minutes yet.")
    remedy = _("They write themselves when the workshop is ended in the console.")


class MinutesAreAgreed(Refused):
    """What was agreed stands."""

    sentence = _("These minutes were agreed by the municipality and no longer change.")
    remedy = _("Download them as a Word file if you want to add a note of your own.")


class MinutesHaveChanged(Refused):
    """Two people wrote, or one agreed what another was still changing."""

    sentence = _("In the meantime somebody changed these minutes.")
    remedy = _("Nothing was done. Please read them once more.")


def require_over(workshop: Workshop) -> None:
    """Refuse before the end of a workshop."""
    if not workshop.has_ended:
        raise WorkshopIsNotOver


def require_draft(minutes: Minutes) -> None:
    """Refuse to change what was agreed."""
    if minutes.is_agreed:
        raise MinutesAreAgreed


def require_seen(minutes: Minutes, version: int) -> None:
    """Refuse what was decided on an older text."""
    if minutes.version != version:
        raise MinutesHaveChanged
