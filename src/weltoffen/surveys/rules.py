"""Whether something can be done with a survey now, and what may be chosen. Deeds ask here before they write."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.surveys.models import Survey

MOST_QUESTIONS, MOST_GROUPS = 30, 8
ADVISED_QUESTIONS = (5, 12)


class SurveyIsNoDraft(Refused):
    """What residents were asked stays as it was."""

    sentence = _("This survey was opened already; its questions no longer change.")
    remedy = _("You can close it and prepare another one.")


class SurveyIsNotOpen(Refused):
    """Only an open survey can be closed or get a new link."""

    sentence = _("This survey is not open.")
    remedy = _("Open it first, or look at its results if it is closed.")


class SurveyHasNoQuestions(Refused):
    """Nobody is asked nothing."""

    sentence = _("No question is chosen yet.")
    remedy = _("Choose at least one question, then open the survey.")


class SurveyIsOver(Refused):
    """Its last day is over before it began."""

    sentence = _("The last day of this survey is over.")
    remedy = _("Choose a later last day, then open the survey.")


class SurveyIsNotAnswerable(Refused):
    """Residents can take part between the first and the last day only."""

    sentence = _("Nobody can take part in this survey at the moment.")
    remedy = _("Your answers were not counted.")


class Ballot(NamedTuple):
    """What one person says, as long as a request takes: options by question, a group (empty: none). Never stored."""

    options: Mapping[str, str]
    group: str = ""


def group_keys(survey: Survey) -> list[str]:
    """The keys of the groups: the place in the list from 1; empty for nobody's group."""
    return ["", *(str(place) for place in range(1, len(survey.groups) + 1))]


def require_draft(survey: Survey) -> None:
    """Refuse to change what residents are asked."""
    if not survey.is_draft:
        raise SurveyIsNoDraft


def require_open(survey: Survey) -> None:
    """Refuse where it is a draft or closed."""
    if not survey.is_open:
        raise SurveyIsNotOpen


def require_openable(survey: Survey, asked: Collection[str], today: date) -> None:
    """Refuse to open what was opened, asks nothing, or is over."""
    require_draft(survey)
    if not asked:
        raise SurveyHasNoQuestions
    if survey.closes_on is not None and survey.closes_on < today:
        raise SurveyIsOver


def require_answerable(survey: Survey, today: date) -> None:
    """Refuse to count outside of the survey's days."""
    if not survey.may_be_answered(today):
        raise SurveyIsNotAnswerable
