"""Why something cannot be done with a file of responses or a mapping."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused

MOST_RESPONSES = 200


class FileIsGone(Refused):
    """Discarded, or a day old; or somebody else's, which is nobody's business."""

    sentence = _("This file is no longer here: it was discarded, or a day has passed.")
    remedy = _("Upload it once more; a mapping that you saved is offered again.")


class TooManyResponses(Refused):
    """Each response is assigned by hand."""

    sentence = _("The file has more than %(most)s responses, which nobody can assign by hand.") % {
        "most": MOST_RESPONSES
    }
    remedy = _("Export only the responses of your departments. A survey of residents is evaluated on its own.")


class NoResponses(Refused):
    """A heading alone."""

    sentence = _("The file has no response.")


class ValuesAreOpen(Refused):
    """A value without a decision would be lost silently."""

    sentence = _("Some values are not decided yet.")
    remedy = _("Choose an answer for each of them, or “not carried over”.")


class NothingAssigned(Refused):
    """Every response was left out."""

    sentence = _("Please choose for at least one response whose it is.")


class AssignedTwice(Refused):
    """A department answers as one."""

    sentence = _("Two responses were given to the same department.")
    remedy = _("Choose the one that counts, and leave out the other.")


class NameIsMissing(Refused):
    """A mapping is found again by its name."""

    sentence = _("Please give the mapping a name of at most 120 characters.")


def require_each_once(keys: Iterable[str]) -> None:
    """Refuse where somebody has two responses, or nobody has one."""
    found = list(keys)
    if not found:
        raise NothingAssigned
    if len(found) != len(set(found)):
        raise AssignedTwice
