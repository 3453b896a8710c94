"""Reading surveys and what was counted."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from weltoffen.rounds.models import Round
from weltoffen.surveys.choices import SurveyState
from weltoffen.surveys.models import Survey, Tally


def surveys_of(round_: Round) -> "QuerySet[Survey]":
    """The surveys of a round, newest first."""
    return Survey.objects.filter(round_id=round_.pk)


def survey_of(round_: Round, number: int) -> Survey | None:
    """The survey of a round with this number."""
    return surveys_of(round_).filter(number=number).first()


def next_number(round_: Round) -> int:
    """The number of the next survey of a round."""
    newest = surveys_of(round_).first()
    return newest.number + 1 if newest else 1


def survey_with_key(key: str) -> Survey | None:
    """The survey behind a link, whichever municipality's; residents know no other address."""
    with scopes_disabled():  # a link is all that residents have
        found = Survey.objects.exclude(state=SurveyState.DRAFT).filter(key=key)
        return found.select_related("municipality", "round__framework_version").defer(
            "municipality__coat_of_arms", "round__framework_version__files"
        ).first()  # fmt: skip


def held(survey: Survey) -> Survey:
    """The survey as it is now, held until the transaction ends."""
    return Survey.objects.select_for_update().get(pk=survey.pk)


def held_tally(survey: Survey) -> Tally:
    """What was counted so far, held until the transaction ends."""
    return Tally.objects.select_for_update().get(pk=survey.pk)


def tally_of(survey: Survey) -> Tally | None:
    """What was counted; None for a draft."""
    return Tally.objects.filter(pk=survey.pk).first()


def people_in(tally: Tally) -> int:
    """How many people took part."""
    return sum(_numbers(tally.people.values()))


def people_in_steps(survey: Survey, tally: Tally) -> int:
    """How many took part, rounded down to the last full step of the threshold: nobody sees one answer arrive."""
    return people_in(tally) // survey.threshold * survey.threshold


def _numbers(values: Iterable[object]) -> Iterable[int]:
    return (value for value in values if isinstance(value, int))
