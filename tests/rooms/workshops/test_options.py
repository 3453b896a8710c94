"""What activities are told: defaults, limits, and what is stored with faults all the same."""

import pytest

from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem
from weltoffen.workshops.options import (
    CollectOptions,
    LookBackOptions,
    NoOptions,
    PrioritiseOptions,
    RateOptions,
    options_of,
)
from weltoffen.workshops.rules import OPTIONS, faulty_options


def test_every_activity_has_its_options_with_defaults() -> None:
    assert {one: options_of(AgendaItem(activity=one)) for one in Activity} == {
        **{one: NoOptions() for one in Activity},
        Activity.RATE: RateOptions(is_confidential=False),
        Activity.COLLECT: CollectOptions(question="", most_ideas=3),
        Activity.PRIORITISE: PrioritiseOptions(counting="points", points=5, most_on_one=3, of=()),
        Activity.LOOK_BACK: LookBackOptions(has_text=True),
    }
    assert OPTIONS.keys() == set(Activity)


def test_stored_options_count_and_faulty_ones_do_not() -> None:
    stored = {"counting": "ranks", "points": 2, "most_on_one": 3, "of": [4, 4], "unknown": 1}
    item = AgendaItem(activity=Activity.PRIORITISE, options=stored)

    assert options_of(item) == PrioritiseOptions(counting="ranks", points=2, most_on_one=2, of=())
    assert list(faulty_options(item.activity, stored)) == ["of", "unknown"]


@pytest.mark.parametrize(
    ("activity", "options"),
    [
        (Activity.RATE, {"is_confidential": 1}),
        (Activity.COLLECT, {"question": "a" * 301}),
        (Activity.COLLECT, {"most_ideas": 0}),
        (Activity.COLLECT, {"most_ideas": True}),
        (Activity.PRIORITISE, {"points": 21}),
        (Activity.PRIORITISE, {"counting": "dice"}),
        (Activity.PRIORITISE, {"of": [0]}),
        (Activity.PRIORITISE, {"of": "4"}),
        (Activity.BREAK, {"is_confidential": True}),
    ],
)
def test_what_is_not_possible_is_found(activity: Activity, options: dict[str, object]) -> None:
    assert list(faulty_options(activity, options)) == list(options)
