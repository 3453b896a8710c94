"""Surveys in tests: opened, answered by many, closed."""

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import count

from django.test import Client
from django.urls import reverse

from weltoffen.foundation import clock
from weltoffen.rounds.models import Round
from weltoffen.surveys.actions import SurveyContent, count_ballot, make_survey, open_survey
from weltoffen.surveys.models import Survey, Tally
from weltoffen.surveys.rules import Ballot
from weltoffen.surveys.tokens import QUICKEST, SentForm

QUESTIONS = ("m-1.1", "m-1.2")
GROUPS = ("Zivilgesellschaft", "Wirtschaft")
CONTENT = SurveyContent("Wie offen sind wir?", QUESTIONS, groups=GROUPS)
NUMBERS = count()


def opened(round_: Round, content: SurveyContent = CONTENT) -> Survey:
    """An open survey."""
    return open_survey(make_survey(round_, content, by=None), by=None)


def says(survey: Survey, option: str, group: str = "", question: str = "m-1.1", people: int = 1) -> None:
    """So many people choose this option."""
    for _person in range(people):
        form = SentForm(f"{next(NUMBERS):064}", clock.today() + timedelta(days=2))
        count_ballot(survey, Ballot({question: option}, group), form)


def counted(survey: Survey, question: str = "m-1.1") -> dict[str, dict[str, int]]:
    """What was counted and is not zero."""
    groups = Tally.objects.get(pk=survey.pk).counts[question]
    found = {group: {key: number for key, number in one.items() if number} for group, one in groups.items()}
    return {group: one for group, one in found.items() if one}


def form_of(client: Client, survey: Survey) -> str:
    """What the form carries that this browser is shown now."""
    page = client.get(reverse("residents:questions", kwargs={"key": survey.key})).content.decode()
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def send(client: Client, survey: Survey, values: Mapping[str, str], form: str = "", **extra: str) -> int:
    """Fill in and send after a while; answers the status."""
    form = form or form_of(client, survey)
    with clock.stopped_at(clock.now() + 2 * QUICKEST):
        path = reverse("residents:questions", kwargs={"key": survey.key})
        return int(client.post(path, {**values, "form": form}, **extra).status_code)  # type: ignore[arg-type]
