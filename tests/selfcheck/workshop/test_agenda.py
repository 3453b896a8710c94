"""An agenda fits its length to the minute, with breaks in time and the order that a facilitator would choose."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck import (
    TEMPLATES,
    Activity,
    DoesNotFit,
    Moment,
    Reason,
    ReasonKind,
    Slot,
    Topic,
    Venue,
    agenda_for,
    fit,
    moments,
)
from selfcheck.workshop.agenda import LONGEST, LONGEST_SITTING, SHORTEST

ORDER = [each for each in Activity if each is not Activity.BREAK]
NINE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def topic(key: str, *questions: str) -> Topic:
    return Topic(key, Fraction(1), (), tuple(Topic(question, Fraction(1), ()) for question in questions))


TOPICS = (topic("work", "w-1", "w-2"), topic("trust", "t-1"), topic("access", "a-1", "a-2", "a-3"))


def brief(slots: Sequence[Slot], group: int | None = None) -> str:
    return " ".join(f"{slot.activity.value} {slot.minutes}" for slot in slots if slot.group == group)


@pytest.mark.parametrize(
    ("name", "venue", "groups", "sittings"),
    [
        ("short", Venue.ROOM, 2, [
            "arrive 10 show 10 rate 15 groups 35", "break 10", "report 10 prioritise 5 agree 20 look_back 5",
        ]),
        ("usual", Venue.ROOM, 2, [
            "arrive 15 show 15 rate 20", "break 10", "groups 50", "break 10",
            "report 10 prioritise 10 agree 30 look_back 10",
        ]),
        ("usual", Venue.ONLINE, 0, [
            "arrive 15 show 15 rate 20", "break 10", "collect 55", "break 10", "prioritise 10 agree 35 look_back 10",
        ]),
        ("long", Venue.ROOM, 3, [
            "arrive 20 show 20 listen 20 rate 30", "break 30", "groups 75", "break 15",
            "report 20 prioritise 15 agree 40 look_back 15",
        ]),
        ("long", Venue.ONLINE, 2, [
            "arrive 20 show 20", "break 10", "listen 20 rate 30", "break 30", "groups 70", "break 10",
            "report 10 prioritise 15", "break 10", "agree 40 look_back 15",
        ]),
    ],
)  # fmt: skip
def test_the_usual_lengths(name: str, venue: Venue, groups: int, sittings: list[str]) -> None:
    assert brief(agenda_for(TEMPLATES[name], venue, TOPICS, groups)) == " ".join(sittings)


def test_both_forms_together_follow_the_screen() -> None:
    assert agenda_for(300, "both", TOPICS) == agenda_for(300, Venue.ONLINE, TOPICS)


def test_what_is_shown_rated_and_discussed_where() -> None:
    strength = Topic("housing", Fraction(0), (Reason(ReasonKind.STRENGTH, Fraction(1), ("h-9", "h-8")),))
    slots = agenda_for(180, Venue.ROOM, TOPICS, 2, strength)
    subjects = {slot.activity: slot.subjects for slot in slots if slot.group is None}
    fields = ("field:work", "field:trust", "field:access")
    assert subjects[Activity.SHOW] == ("field:housing", *fields)
    assert subjects[Activity.RATE] == subjects[Activity.GROUPS] == fields
    assert [slot for slot in slots if slot.group == 1] == [
        Slot(Activity.RATE, 15, ("question:w-1", "question:w-2", "question:a-1"), 1),
        Slot(Activity.COLLECT, 25, ("field:work", "field:access"), 1),
        Slot(Activity.PRIORITISE, 10, (), 1),
    ]
    assert brief(slots, 2) == "rate 5 collect 35 prioritise 10"


def test_a_strength_that_is_discussed_too_is_shown_once_and_first() -> None:
    slots = agenda_for(180, Venue.ROOM, TOPICS, 2, Topic("access", Fraction(0), ()))
    [shown] = [slot.subjects for slot in slots if slot.activity is Activity.SHOW]
    assert shown == ("field:access", "field:work", "field:trust")


def test_a_group_with_two_fields_rates_questions_of_both() -> None:
    topics = [topic(key, *(f"{key}-{number}" for number in (1, 2, 3))) for key in "abcd"]
    slots = agenda_for(180, Venue.ROOM, topics, 2)
    assert [slot.subjects for slot in slots if slot.group and slot.activity is Activity.RATE] == [
        ("question:a-1", "question:a-2", "question:c-1"),
        ("question:b-1", "question:b-2", "question:d-1"),
    ]
    longer = agenda_for(300, Venue.ROOM, topics[:2], 1)
    assert [slot.subjects for slot in longer if slot.group and slot.activity is Activity.RATE] == [
        ("question:a-1", "question:a-2", "question:a-3", "question:b-1", "question:b-2"),
    ]  # fmt: skip


def test_more_groups_than_fields_share_them_and_no_topics_still_make_an_agenda() -> None:
    slots = agenda_for(180, Venue.ROOM, TOPICS[:2], 3)
    assert [slot.subjects for slot in slots if slot.group and slot.activity is Activity.COLLECT] == [
        ("field:work",), ("field:trust",), ("field:work",),
    ]  # fmt: skip
    assert brief(agenda_for(120, Venue.ROOM), 2) == "collect 30 prioritise 10"


def test_in_little_time_a_group_collects_and_does_no_more_than_it_can() -> None:
    slots = agenda_for(80, Venue.ROOM, TOPICS, 3)
    assert [brief(slots, group) for group in (1, 2, 3)] == [
        "rate 5 collect 15",
        "rate 5 collect 15",
        "rate 5 collect 15",
    ]


@pytest.mark.parametrize(
    ("minutes", "venue", "topics", "groups", "possible"),
    [
        (60, Venue.ROOM, TOPICS, 2, 75),
        (60, Venue.ONLINE, TOPICS, 3, 90),
        (59, Venue.ROOM, (), 0, 60),
        (0, Venue.ROOM, (), 0, 60),
        (481, Venue.ROOM, (), 2, 480),
    ],
)
def test_what_cannot_fit_is_refused_with_the_nearest_length(
    minutes: int, venue: Venue, topics: Sequence[Topic], groups: int, possible: int
) -> None:
    with pytest.raises(DoesNotFit) as refused:
        agenda_for(minutes, venue, topics, groups)
    assert (refused.value.found, refused.value.possible) == (minutes, possible)
    assert sum(slot.minutes for slot in agenda_for(possible, venue, topics, groups) if slot.group is None) == possible


@pytest.mark.parametrize(("groups", "topics"), [(-1, 1), (9, 1), (2, 8)])
def test_more_than_a_workshop_can_have_is_refused(groups: int, topics: int) -> None:
    with pytest.raises(ValueError, match="possible"):
        agenda_for(300, Venue.ROOM, [topic(str(number)) for number in range(topics)], groups)


@settings(max_examples=120, deadline=None)
@given(st.integers(140, LONGEST), st.sampled_from(Venue), st.integers(0, 8), st.integers(0, 7))
def test_what_holds_for_every_agenda(minutes: int, venue: Venue, groups: int, topics: int) -> None:
    slots = agenda_for(minutes, venue, [topic(str(number), "q-1", "q-2") for number in range(topics)], groups)
    everybody = [slot for slot in slots if slot.group is None]
    assert sum(slot.minutes for slot in everybody) == minutes
    assert all(slot.minutes >= 5 for slot in slots)
    assert sum(slot.minutes % 5 != 0 for slot in everybody) == (minutes % 5 != 0)

    sitting = 0
    for slot in everybody:
        sitting = 0 if slot.activity is Activity.BREAK else sitting + slot.minutes
        assert sitting <= LONGEST_SITTING[venue]
    kinds = [slot.activity for slot in everybody if slot.activity is not Activity.BREAK]
    assert (kinds[0], kinds[-1]) == (Activity.ARRIVE, Activity.LOOK_BACK)
    assert [place.activity for place in everybody[:: len(everybody) - 1]] == [Activity.ARRIVE, Activity.LOOK_BACK]
    assert kinds.index(Activity.RATE) < kinds.index(Activity.PRIORITISE) < kinds.index(Activity.AGREE)
    for group in range(1, groups + 1):
        parted = next(slot for slot in everybody if slot.activity is Activity.GROUPS)
        assert sum(slot.minutes for slot in slots if slot.group == group) == parted.minutes


@settings(max_examples=60, deadline=None)
@given(st.integers(SHORTEST, 139), st.sampled_from(Venue))
def test_a_small_workshop_fits_from_an_hour_on(minutes: int, venue: Venue) -> None:
    slots = agenda_for(minutes, venue, TOPICS[:1], 0)
    assert sum(slot.minutes for slot in slots) == minutes
    assert [slot.activity for slot in slots if slot.activity is not Activity.BREAK] == [
        each for each in ORDER if each not in (Activity.LISTEN, Activity.GROUPS, Activity.REPORT)
    ]


def test_minutes_beyond_a_whole_step_do_not_make_a_sitting_too_long() -> None:
    assert brief(agenda_for(75, Venue.ONLINE, TOPICS[:1], 0)).count("break") == 0
    assert brief(agenda_for(76, Venue.ONLINE, TOPICS[:1], 0)).count("break 11") == 1


def test_moments_follow_each_other_and_groups_work_at_the_same_time() -> None:
    slots = (
        Slot(Activity.ARRIVE, 10),
        Slot(Activity.GROUPS, 40),
        Slot(Activity.RATE, 10, group=1),
        Slot(Activity.COLLECT, 40, group=2),
        Slot(Activity.COLLECT, 30, group=1),
        Slot(Activity.REPORT, 10),
    )

    def at(minutes: int) -> datetime:
        return NINE + timedelta(minutes=minutes)

    assert moments(NINE, slots) == (
        Moment(slots[0], at(0), at(10)),
        Moment(slots[1], at(10), at(50)),
        Moment(slots[2], at(10), at(20)),
        Moment(slots[3], at(10), at(50)),
        Moment(slots[4], at(20), at(50)),
        Moment(slots[5], at(50), at(60)),
    )


def test_a_changed_agenda_is_fitted_and_what_is_fixed_stays() -> None:
    slots = (
        Slot(Activity.ARRIVE, 10),
        Slot(Activity.GROUPS, 60),
        Slot(Activity.RATE, 10, group=1, is_fixed=True),
        Slot(Activity.COLLECT, 50, group=1),
        Slot(Activity.BREAK, 15, is_fixed=True),
        Slot(Activity.AGREE, 30),
    )
    assert [slot.minutes for slot in fit(slots, 65)] == [5, 30, 10, 20, 15, 15]
    assert [slot.minutes for slot in fit(slots, 217)] == [20, 122, 10, 112, 15, 60]
    assert fit(slots, 115) == slots


@pytest.mark.parametrize(("minutes", "possible"), [(29, 30), (0, 30), (-5, 30)])
def test_less_than_what_is_fixed_and_five_minutes_each_is_refused(minutes: int, possible: int) -> None:
    slots = (Slot(Activity.ARRIVE, 10), Slot(Activity.BREAK, 20, is_fixed=True), Slot(Activity.AGREE, 30))
    with pytest.raises(DoesNotFit) as refused:
        fit(slots, minutes)
    assert (refused.value.found, refused.value.possible) == (minutes, possible)


def test_where_all_is_fixed_only_its_own_length_fits() -> None:
    slots = (Slot(Activity.ARRIVE, 10, is_fixed=True),)
    assert fit(slots, 10) == slots
    with pytest.raises(DoesNotFit):
        fit(slots, 15)


def test_slots_of_a_group_whose_fixed_ones_need_more_stay_as_they_are() -> None:
    slots = (
        Slot(Activity.GROUPS, 60),
        Slot(Activity.COLLECT, 50, group=1, is_fixed=True),
        Slot(Activity.RATE, 10, group=1),
    )
    assert [slot.minutes for slot in fit(slots, 30)] == [30, 50, 10]


@settings(max_examples=60, deadline=None)
@given(st.integers(140, 400), st.integers(140, 400))
def test_every_agenda_can_be_fitted_into_another_length(first: int, second: int) -> None:
    slots = fit(agenda_for(first, Venue.ROOM, TOPICS), second)
    assert sum(slot.minutes for slot in slots if slot.group is None) == second
    assert all(slot.minutes >= 5 for slot in slots)
    parted = next(slot for slot in slots if slot.activity is Activity.GROUPS)
    assert sum(slot.minutes for slot in slots if slot.group == 1) == parted.minutes
