"""A survey in words: its texts in a language, how long it takes, what its state means, how far two views lie apart."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.foundation.templating import day, duration
from weltoffen.surveys.bridge import QuestionResult
from weltoffen.surveys.models import Survey

QUESTIONS_IN_A_MINUTE = 2


def title_in(survey: Survey, language: str) -> str:
    """The title in a language; in German where there is no other."""
    return (survey.title_en if language == "en" else "") or survey.title


def introduction_in(survey: Survey, language: str) -> str:
    """The words for residents in a language; in German where there are no others."""
    return (survey.introduction_en if language == "en" else "") or survey.introduction


def minutes_for(questions: int) -> str:
    """How long so many questions take."""
    return duration(max(1, -(-questions // QUESTIONS_IN_A_MINUTE)))


def state_of(survey: Survey, today: date) -> tuple[str, str]:
    """The state in words, and the kind of its badge."""
    if survey.is_draft:
        return _("Draft"), "neutral"
    if survey.is_closed:
        return _("Closed"), "success"
    if survey.is_over(today):
        return _("Last day is over"), "warning"
    return (_("Opens later"), "info") if survey.is_waiting(today) else (_("Open"), "info")


def period_of(survey: Survey) -> str:
    """From when until when."""
    if survey.opens_on and survey.closes_on:
        return _("From %(start)s to %(end)s") % {"start": day(survey.opens_on), "end": day(survey.closes_on)}
    if survey.closes_on:
        return _("Until %(day)s") % {"day": day(survey.closes_on)}
    return _("From %(day)s") % {"day": day(survey.opens_on)} if survey.opens_on else ""


def said_of_gap(result: QuestionResult) -> str:
    """How far the residents' median lies from the administration's answer; empty where one of them is missing."""
    if result.steps is None:
        return ""
    if result.steps == 0:
        return _("Both see it alike.")
    number = abs(result.steps)
    if result.steps < 0:
        said = ngettext(
            "Residents see it one step less far.", "Residents see it %(num)s steps less far.", number
        )  # fmt: skip
    else:
        said = ngettext("Residents see it one step further.", "Residents see it %(num)s steps further.", number)
    return said % {"num": number}
