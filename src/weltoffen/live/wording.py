"""A running workshop in words: perspectives, what a poll is about, what a result says."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.foundation.templating import current_language
from weltoffen.live.rules import NO_ANSWER
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.wording import perspective_words


def perspective_labels(workshop: Workshop) -> Mapping[str, str]:
    """The perspectives of a workshop by their keys, in the language that is spoken now."""
    return {"": _("Without a perspective"), **perspective_words(workshop, current_language())}


def said_of_withheld(withheld: str, missing: int) -> str:
    """Why nothing may be shown, and what helps."""
    if withheld == "too_few_people":
        said = ngettext(
            "One more vote is needed before a result can be shown.",
            "%(num)s more votes are needed before a result can be shown.",
            missing,
        )
        return said % {"num": missing}
    if withheld == "too_few_on_phones":
        said = ngettext(
            "On phones one more vote is needed; or everybody votes on paper.",
            "On phones %(num)s more votes are needed; or everybody votes on paper.",
            missing,
        )
        return said % {"num": missing}
    return _("Too many do not know; a result would be that of single people.")


def said_of_gap(classification: str) -> str:
    """How the room stands to the administration; empty where nothing can be said."""
    sentences = {
        "agreement": _("The room sees it as the administration does."),
        "blind_spot": _("The room sees it more critically than the administration."),
        "hidden_strength": _("The room sees it better than the administration."),
        "divided": _("The room is divided."),
    }
    return sentences.get(classification, "")


def look_back_words() -> Mapping[str, str]:
    """The statements of the look back and their answers, in the language that is spoken now: the words of the phone."""
    return {
        "heard": _("I was able to say what matters to me."),
        "learned": _("I learned something new."),
        "result": _("Something will come of the result."),
        "no": _("I disagree"),
        "rather_no": _("I rather disagree"),
        "rather_yes": _("I rather agree"),
        "yes": _("I agree"),
        NO_ANSWER: _("No answer"),
    }
