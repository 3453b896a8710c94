"""Preparing, opening and closing surveys; and counting what one person says, which no journal knows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held as held_round
from weltoffen.surveys.bridge import askable_questions, empty_counts, lowest_threshold, showable_counts
from weltoffen.surveys.choices import SurveyEvent, SurveyState
from weltoffen.surveys.models import Survey, Tally, UsedForm
from weltoffen.surveys.queries import held, held_tally, next_number
from weltoffen.surveys.rules import (
    MOST_GROUPS,
    MOST_QUESTIONS,
    Ballot,
    group_keys,
    require_answerable,
    require_draft,
    require_open,
    require_openable,
)
from weltoffen.surveys.tokens import SentForm, new_key


class SurveyContent(NamedTuple):
    """What a coordinator says about a survey."""

    title: str
    questions: Sequence[str]
    title_en: str = ""
    introduction: str = ""
    introduction_en: str = ""
    groups: Sequence[str] = ()
    threshold: int = 0
    opens_on: date | None = None
    closes_on: date | None = None


@transaction.atomic
def make_survey(round_: Round, content: SurveyContent, *, by: Person | None) -> Survey:
    """Prepare a survey over some questions of a round."""
    locked = held_round(round_)
    survey = Survey(municipality_id=locked.municipality_id, round=round_, number=next_number(locked), key=new_key())
    _fill(survey, content)
    survey.save(force_insert=True)
    _record(SurveyEvent.SURVEY_MADE, survey, by)
    return survey


@transaction.atomic
def change_survey(survey: Survey, content: SurveyContent, *, by: Person | None) -> Survey:
    """Change everything of a draft."""
    locked = held(survey)
    require_draft(locked)
    _fill(locked, content)
    locked.save()
    _record(SurveyEvent.SURVEY_CHANGED, locked, by)
    return locked


@transaction.atomic
def discard_survey(survey: Survey, *, by: Person | None) -> None:
    """Remove a draft; nobody has answered it."""
    locked = held(survey)
    require_draft(locked)
    _record(SurveyEvent.SURVEY_DISCARDED, locked, by)
    locked.delete()


@transaction.atomic
def open_survey(survey: Survey, *, by: Person | None) -> Survey:
    """Let residents take part from now on, or from the first day on; the questions no longer change."""
    locked = held(survey)
    people, counts = empty_counts(locked)
    require_openable(locked, counts, clock.today())
    locked.state = SurveyState.OPEN
    locked.save(update_fields=["state"])
    Tally.objects.create(municipality_id=locked.municipality_id, survey=locked, people=people, counts=counts)
    _record(SurveyEvent.SURVEY_OPENED, locked, by)
    return locked


@transaction.atomic
def close_survey(survey: Survey, *, by: Person | None) -> Survey:
    """Take no more answers, for good, and erase what is too little to be shown: what stays, everybody may see."""
    locked = held(survey)
    require_open(locked)
    tally = held_tally(locked)
    tally.people, tally.counts = showable_counts(locked, tally.people, tally.counts)
    tally.save(update_fields=["people", "counts"])
    locked.state = SurveyState.CLOSED
    locked.save(update_fields=["state"])
    _record(SurveyEvent.SURVEY_CLOSED, locked, by)
    return locked


@transaction.atomic
def renew_link(survey: Survey, *, by: Person | None) -> Survey:
    """Give an open survey another link; the earlier one leads nowhere any more."""
    locked = held(survey)
    require_open(locked)
    locked.key = new_key()
    locked.save(update_fields=["key"])
    _record(SurveyEvent.SURVEY_LINK_RENEWED, locked, by)
    return locked


@transaction.atomic
def count_ballot(survey: Survey, ballot: Ballot, form: SentForm) -> bool:
    """Count what one person says, in one row that is written anew as a whole; answers False for a form sent before.

    Unknown questions, options and groups are left out. Nothing but the counters is kept.
    """
    tally = held_tally(survey)
    require_answerable(Survey.objects.get(pk=survey.pk), clock.today())
    if not use_form(form):
        return False
    group = ballot.group if ballot.group in group_keys(survey) else ""
    tally.people[group] += 1
    for question, option in ballot.options.items():
        counted = tally.counts.get(question, {}).get(group, {})
        if option in counted:
            counted[option] += 1
    tally.save(update_fields=["people", "counts"])
    return True


def use_form(form: SentForm) -> bool:
    """Whether the form counts: once. Part of a deed: it records nothing."""
    _used, is_new = UsedForm.objects.get_or_create(checksum=form.checksum, defaults={"expires_on": form.expires_on})
    return bool(is_new)


def _fill(survey: Survey, content: SurveyContent) -> None:
    wanted = frozenset(content.questions)
    survey.title, survey.title_en = content.title, content.title_en
    survey.introduction, survey.introduction_en = content.introduction, content.introduction_en
    askable = (one.words.key for one in askable_questions(survey.round, "de"))
    survey.questions = [key for key in askable if key in wanted][:MOST_QUESTIONS]
    survey.groups = list(dict.fromkeys(content.groups))[:MOST_GROUPS]
    survey.threshold = max(lowest_threshold(survey.round), content.threshold)
    survey.opens_on, survey.closes_on = content.opens_on, content.closes_on


def _record(event: SurveyEvent, survey: Survey, by: Person | None) -> None:
    details = {"round": survey.round.number, "survey": survey.number}
    record(event, by=by, municipality=survey.municipality_id, subject=survey.title, details=details)
