"""A running workshop in words: perspectives, what a poll is about, what a result says."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from selfcheck.workshop.perspectives import Classification, PollView, View
from selfcheck.workshop.showing import Withheld
from weltoffen.foundation.templating import current_language
from weltoffen.workshops.choices import StandardPerspective
from weltoffen.workshops.models import Workshop

STANDARD: Mapping[str, object] = dict(StandardPerspective.choices)


def perspective_labels(workshop: Workshop) -> Mapping[str, str]:
    """The perspectives of a workshop by their keys, in the language that is spoken now."""
    return {"": _("Without a perspective"), **{str(one["key"]): _label(one) for one in workshop.perspectives}}


def _label(one: Mapping[str, str]) -> str:
    own = one.get("label", "")
    if current_language() == "en":
        own = one.get("label_en", "") or own
    return own or str(STANDARD.get(one["key"], one["key"]))


def said_of_withheld(view: PollView) -> str:
    """Why nothing may be shown, and what helps."""
    if view.withheld is Withheld.TOO_FEW_PEOPLE:
        return ngettext(
            "One more vote is needed before a result can be shown.",
            "%(num)s more votes are needed before a result can be shown.",
            view.missing,
        ) % {"num": view.missing}
    if view.withheld is Withheld.TOO_FEW_ON_PHONES:
        return ngettext(
            "On phones one more vote is needed; or everybody votes on paper.",
            "On phones %(num)s more votes are needed; or everybody votes on paper.",
            view.missing,
        ) % {"num": view.missing}
    return _("Too many do not know; a result would be that of single people.")


def said_of_gap(view: View) -> str:
    """How a view stands beside the administration's; empty without one."""
    sentences = {
        Classification.AGREEMENT: _("The room sees it as the administration does."),
        Classification.BLIND_SPOT: _("The room sees it more critically than the administration."),
        Classification.HIDDEN_STRENGTH: _("The room sees it better than the administration."),
        Classification.DIVIDED: _("The room is divided."),
    }
    return sentences[view.classification] if view.classification else ""
