"""A questionnaire in one language, read on pages in two."""

import pytest
from django.utils import translation
from django_scopes import scope

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.models import Respondent
from weltoffen.answers.pages import FieldPage
from weltoffen.answers.respondents import Voice
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
NOBODY = Voice(Respondent(), None, "")


def test_what_is_kept_of_a_question_keeps_the_languages_of_pages_apart(county_round: Round) -> None:
    german = questionnaire_of(county_round, "de")
    field = german.fields["management"]

    def comment_in(language: str) -> str:
        with translation.override(language), scope(municipality=county_round.municipality_id):
            page = FieldPage.of(county_round, field, NOBODY)
            return str(next(iter(page.questions)).comment)

    assert "Anmerkung" in comment_in("de")
    assert "Anmerkung" not in comment_in("en")
