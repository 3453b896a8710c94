"""The surveys of the demo: one that is closed, with what residents said, and one that is open."""

from datetime import date, timedelta
from hashlib import sha256
from itertools import islice

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.rounds.models import Round
from weltoffen.surveys.actions import SurveyContent, close_survey, count_ballot, make_survey, open_survey
from weltoffen.surveys.bridge import askable_questions, questions_in
from weltoffen.surveys.models import Survey
from weltoffen.surveys.rules import Ballot
from weltoffen.surveys.tokens import SentForm

KEY = "mitreden26"
"""The open survey's part of its link: known, so that whoever tries the demo finds it again."""

FEWEST, EVERY = 6, 13
GROUPS = ("Einwohnerin oder Einwohner", "Zivilgesellschaft", "Wirtschaft", "Migrantenorganisation")
INTRODUCTION = (
    "Wie offen ist unser Landkreis? Die Verwaltung hat sich selbst eingeschätzt. Jetzt möchten wir wissen, wie Sie es "
    "erleben.\nMit Ihren Antworten prüfen wir, wo wir uns täuschen und was wir zuerst angehen."
)
INTRODUCTION_EN = (
    "How open is our county? The administration has judged itself. Now we want to know how you experience it.\n"
    "With your answers we find out where we are mistaken, and what to tackle first."
)
PEOPLE = 43
# Chosen places on the scale, again and again: residents differ, and some do not know.
CHOSEN = (1, 2, 1, 3, 0, 2, 5, 2, 1, 4, 2, 1, 3, 5, 0, 2, 1)
# The fourth group stays too small to be shown.
OF_GROUPS = ("1", "1", "2", "", "1", "3", "2", "1", "1", "3", "2")
SMALL_GROUP = "4"


def closed_survey(round_: Round, *, by: Person) -> Survey:
    """What residents of the county said two years ago."""
    survey = open_survey(make_survey(round_, _content("So erlebe ich den Landkreis", round_), by=by), by=by)
    asked = questions_in(survey, "de")
    for person in range(PEOPLE):
        options = {
            one.words.key: one.options[
                min(CHOSEN[(person * (place + 3) + place) % len(CHOSEN)], len(one.options) - 1)
            ].key
            for place, one in enumerate(asked)
        }
        group = SMALL_GROUP if person in (7, 20) else OF_GROUPS[person % len(OF_GROUPS)]
        count_ballot(survey, Ballot(options, group), _form(person))
    return close_survey(survey, by=by)


def running_survey(round_: Round, *, by: Person, closes_on: date) -> Survey:
    """Open to everybody who tries the demo."""
    content = _content("Wie offen ist unser Landkreis?", round_)._replace(closes_on=closes_on)
    survey = make_survey(round_, content, by=by)
    survey.key = KEY
    survey.save(update_fields=["key"])
    return open_survey(survey, by=by)


def _content(title: str, round_: Round) -> SurveyContent:
    return SurveyContent(
        title, _questions(round_), title_en="How open is our county?", introduction=INTRODUCTION,
        introduction_en=INTRODUCTION_EN, groups=GROUPS,
    )  # fmt: skip


def _questions(round_: Round) -> list[str]:
    return [one.words.key for one in islice(askable_questions(round_, "de"), FEWEST, None, EVERY)]


def _form(person: int) -> SentForm:
    return SentForm(sha256(f"demo {person}".encode()).hexdigest(), clock.today() + timedelta(days=2))
