"""Surveys in archives: closed ones come back whole, nothing else is taken along, and forged counters are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope
from tests.rooms.archive.packages import archive_of, changed, empty_database, files_in, read
from tests.rooms.surveys.asking import CONTENT, counted, opened, says

from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.rules import FaultyArchive
from weltoffen.rounds.models import Round
from weltoffen.surveys.actions import close_survey, make_survey
from weltoffen.surveys.models import Survey

SURVEYS = "rounds/1/surveys.json"
Change = Callable[[dict[str, Any]], object]


def with_surveys(round_: Round) -> bytes:
    """A county with a closed survey, an open one and a draft."""
    with scope(municipality=round_.municipality_id):
        closed = opened(round_)
        says(closed, "none", "1", people=6)
        says(closed, "established", "2", people=3)
        close_survey(closed, by=None)
        says(opened(round_), "begun", people=9)
        make_survey(round_, CONTENT, by=None)
    return archive_of(round_.municipality)


def test_a_closed_survey_comes_back_under_a_new_link_and_others_stay(county_round: Round) -> None:
    archive = with_surveys(county_round)
    with scope(municipality=county_round.municipality_id):
        keys = set(Survey.objects.values_list("key", flat=True))
    assert not [key for key in keys if any(key.encode() in content for content in files_in(archive).values())]
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        survey = Survey.objects.get()
        assert (survey.title, survey.state, survey.key in keys) == (CONTENT.title, "closed", False)
        assert counted(survey) == {"": {"none": 6, "established": 3}}
    assert files_in(archive_of(restored))[SURVEYS] == files_in(archive)[SURVEYS]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["counts"]["m-1.1"]["2"].update(established=3),
        lambda one: one["counts"]["m-1.2"][""].update(begun=4),
        lambda one: one["counts"]["m-1.1"][""].update(none=-1),
        lambda one: one["counts"]["m-1.1"][""].update(none=True),
        lambda one: one["counts"]["m-1.1"][""].update(unknown=1),
        lambda one: one["counts"]["m-1.1"].pop("1"),
        lambda one: one["counts"].pop("m-1.1"),
        lambda one: one["people"].update({"": 4}),
        lambda one: one["people"].update({"1": 6}),
        lambda one: one.update(counts=[]),
        lambda one: one.update(questions=["m-1.1", "nowhere"]),
        lambda one: one.update(questions=[["m-1.1"]]),
        lambda one: one.update(groups=[1, 2]),
        lambda one: one.update(state="open"),
        lambda one: one.update(threshold=4),
        lambda one: one.update(threshold=1_000_000),
    ],
)
def test_counters_that_show_too_much_or_are_none_are_refused(county_round: Round, change: Change) -> None:
    archive = with_surveys(county_round)

    def forge(surveys: list[dict[str, Any]]) -> list[dict[str, Any]]:
        change(surveys[0])
        return surveys

    with pytest.raises(FaultyArchive) as refused:
        read(changed(archive, SURVEYS, forge))
    assert SURVEYS in str(refused.value)
