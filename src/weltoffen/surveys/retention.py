"""What `weltoffen daily` does here: closes surveys whose last day is over, and forgets forms that have expired."""

from django.db.models import Q
from django_scopes import scope, scopes_disabled

from weltoffen.foundation import clock
from weltoffen.surveys.actions import close_survey
from weltoffen.surveys.choices import SurveyState
from weltoffen.surveys.models import Survey, UsedForm


def close_surveys_that_are_over() -> int:
    """Close what nobody can answer any more, and with it erase what is too little to be shown; says how many."""
    with scopes_disabled():  # a daily deed for the whole installation
        over = list(Survey.objects.filter(Q(state=SurveyState.OPEN), closes_on__lt=clock.today()))
    for survey in over:
        with scope(municipality=survey.municipality_id):
            close_survey(survey, by=None)
    return len(over)


def erase_used_forms() -> int:
    """Forget forms that nobody could send again; says how many."""
    erased, _by_table = UsedForm.objects.filter(expires_on__lt=clock.today()).delete()
    return erased
