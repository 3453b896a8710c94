"""What matters most to a room, counted without ballots, and no largest group that overrules the others unseen."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck import (
    BLANK,
    GIVEN,
    BallotFault,
    BallotFaultKind,
    Method,
    Placed,
    Priority,
    PriorityRule,
    PriorityView,
    Withheld,
    counts_of,
    faults_of_ballot,
    faults_of_batch,
    priority_view,
    rank_key,
    what_may_stay,
)

FOUR = ("a", "b", "c", "d")
POINTS = PriorityRule(Method.POINTS, FOUR, 5, 3)
RANKS = PriorityRule(Method.RANKS, FOUR, 3)
TICKS = PriorityRule(Method.APPROVAL, FOUR, 2)
RULES = (POINTS, RANKS, TICKS)
Ballot = Mapping[str, int]


def counted(rule: PriorityRule, ballots: Sequence[Ballot]) -> dict[str, int]:
    total: dict[str, int] = {}
    for ballot in ballots:
        for key, number in counts_of(rule, ballot).items():
            total[key] = total.get(key, 0) + number
    return total


def view(rule: PriorityRule, **perspectives: Sequence[Ballot]) -> PriorityView:
    return priority_view(rule, {key: counted(rule, found) for key, found in perspectives.items()}, threshold=None)


def test_points_are_added_and_equal_ones_share_a_place() -> None:
    seen = view(POINTS, x=[{"a": 2, "b": 3}, {"c": 3, "b": 0}, {"a": 1}, {"a": 1}, {"a": 2, "b": 0}])

    assert seen.order == (
        Priority("a", 1, Fraction(6, 15), 6, None),
        Priority("b", 2, Fraction(3, 15), 3, None),
        Priority("c", 2, Fraction(3, 15), 3, None),
        Priority("d", 4, Fraction(0), 0, None),
    )
    assert seen.unused == 1 - Fraction(12, 25)
    assert seen.balanced == ()


def test_ranks_count_three_two_one_and_a_place_left_empty_goes_to_nobody() -> None:
    full: Ballot = {"a": 1, "b": 2, "c": 3}
    seen = view(RANKS, x=[full, full, full, full, {"d": 1}])

    assert [(each.item, each.score) for each in seen.order] == [("a", 12), ("b", 8), ("c", 4), ("d", 3)]
    assert seen.unused == Fraction(3, 30)


def test_what_else_stands_on_a_ballot_neither_helps_nor_harms_an_idea() -> None:
    alone = counts_of(RANKS, {"a": 1})
    among = counts_of(RANKS, {"a": 1, "b": 2, "c": 3})
    assert RANKS.score("a", alone) == RANKS.score("a", among) == 3


def test_ticks_are_counted() -> None:
    seen = view(TICKS, x=[{"a": 1, "b": 1}] * 4 + [{"b": 1}])
    assert [(each.item, each.place, each.share) for each in seen.order] == [
        ("b", 1, Fraction(1)), ("a", 2, Fraction(4, 5)), ("c", 3, 0), ("d", 3, 0),
    ]  # fmt: skip
    assert seen.unused == Fraction(1, 10)


def test_the_largest_group_does_not_overrule_the_others_unseen() -> None:
    seen = view(
        POINTS,
        administration=[{"a": 3, "b": 2}] * 30,
        residents=[{"b": 2, "c": 3}] * 5,
        civil_society=[{"b": 3, "d": 2}] * 5,
    )

    assert [(each.item, each.is_carried) for each in seen.order] == [
        ("a", False), ("b", True), ("c", False), ("d", False),
    ]  # fmt: skip
    assert seen.balanced == (
        Placed("b", 1, Fraction(7, 15)),
        Placed("a", 2, Fraction(3, 15)),
        Placed("c", 2, Fraction(3, 15)),
        Placed("d", 4, Fraction(2, 15)),
    )
    assert seen.perspectives["residents"][:2] == (Placed("c", 1, Fraction(1)), Placed("b", 2, Fraction(2, 3)))


def test_what_shares_the_middle_is_carried_only_where_no_more_stand_before_it_than_behind() -> None:
    one_ahead = [{"a": 1}, *[{"b": 1, "c": 1}] * 2, *[{"a": 1, "d": 1}] * 2]
    seen = view(TICKS, x=one_ahead, y=one_ahead)
    assert {each.item: each.is_carried for each in seen.order} == {"a": True, "b": False, "c": False, "d": False}


def test_nothing_is_shown_of_too_few_people_nor_of_one_who_named_something() -> None:
    assert view(TICKS, x=[{"a": 1}] * 4).withheld is Withheld.TOO_FEW_PEOPLE
    seen = view(TICKS, x=[{"a": 1}] * 4 + [{}] * 3)
    assert (seen.withheld, seen.people, seen.order) == (Withheld.TOO_FEW_ANSWERS, 7, ())
    small = view(TICKS, x=[{"a": 1}] * 9, y=[{"b": 1}] * 2, z=[{"c": 1}] * 5)
    assert (list(small.perspectives), small.too_few, small.order[0].is_carried) == (["x"], ("y", "z"), None)


def test_phones_and_paper_are_one_result_and_few_phones_are_not_shown_beside_paper() -> None:
    phones, paper = counted(TICKS, [{"a": 1}] * 5), {GIVEN: 3, "b": 3, "c": 2, BLANK: 1}
    seen = priority_view(TICKS, {"": phones}, {"": paper}, threshold=None)
    assert (seen.people, seen.on_paper, seen.order[0].score, seen.order[1].score) == (9, 4, 5, 3)
    few = priority_view(TICKS, {"": counted(TICKS, [{"a": 1}] * 2)}, {"": {GIVEN: 30, "b": 30}}, threshold=None)
    assert (few.withheld, few.missing) == (Withheld.TOO_FEW_ON_PHONES, 3)


def test_of_a_confidential_prioritisation_only_the_whole_is_shown_and_kept() -> None:
    phones = {key: counted(TICKS, [{key: 1}] * 9) for key in ("a", "b")}
    seen = priority_view(TICKS, phones, threshold=None, is_confidential=True)
    assert (dict(seen.perspectives), seen.balanced, seen.order[0].is_carried) == ({}, (), None)
    assert what_may_stay(TICKS, phones, threshold=None, is_confidential=True) == {"": {GIVEN: 18, "a": 9, "b": 9}}


@pytest.mark.parametrize(
    ("rule", "ballot", "faults"),
    [
        (POINTS, {"a": 3, "b": 2}, []),
        (POINTS, {}, []),
        (POINTS, {"a": 3, "b": 3}, [BallotFault(BallotFaultKind.TOO_MANY, 6, 5)]),
        (POINTS, {"a": 4}, [BallotFault(BallotFaultKind.TOO_MANY_ON_ONE, 4, 3, "a")]),
        (POINTS, {"a": -1}, [BallotFault(BallotFaultKind.NEGATIVE, -1, 0, "a")]),
        (POINTS, {"typo": 1}, [BallotFault(BallotFaultKind.UNKNOWN_ITEM, 1, 0, "typo")]),
        (POINTS, {GIVEN: 1}, [BallotFault(BallotFaultKind.UNKNOWN_ITEM, 1, 0, GIVEN)]),
        (TICKS, {"a": 1, "b": 1, "c": 1}, [BallotFault(BallotFaultKind.TOO_MANY, 3, 2)]),
        (TICKS, {"a": 2}, [BallotFault(BallotFaultKind.TOO_MANY_ON_ONE, 2, 1, "a")]),
        (RANKS, {"a": 1, "b": 2}, []),
        (RANKS, {"a": 1, "b": 1}, [BallotFault(BallotFaultKind.RANK_TWICE, 2, 1, rank=1)]),
        (RANKS, {"a": 2}, [BallotFault(BallotFaultKind.RANK_SKIPPED, 0, 1, rank=1)]),
        (RANKS, {"a": 4}, [BallotFault(BallotFaultKind.RANK_UNKNOWN, 4, 3, "a")]),
    ],
)
def test_faults_of_a_ballot(rule: PriorityRule, ballot: Ballot, faults: list[BallotFault]) -> None:
    assert list(faults_of_ballot(rule, ballot)) == faults
    if faults:
        with pytest.raises(ValueError, match="cannot be counted"):
            counts_of(rule, ballot)


@pytest.mark.parametrize(
    ("rule", "pile", "faults"),
    [
        (POINTS, {GIVEN: 2, "a": 6, "b": 4}, []),
        (POINTS, {GIVEN: 2, "a": 6, "b": 5}, [BallotFault(BallotFaultKind.TOO_MANY, 11, 10)]),
        (POINTS, {GIVEN: 2, "a": 7}, [BallotFault(BallotFaultKind.TOO_MANY_ON_ONE, 7, 6, "a")]),
        (POINTS, {GIVEN: 3, "a": 2}, [BallotFault(BallotFaultKind.TOO_FEW, 2, 3)]),
        (POINTS, {BLANK: -1}, [BallotFault(BallotFaultKind.NEGATIVE, -1, 0, BLANK)]),
        (POINTS, {"typo": 1}, [BallotFault(BallotFaultKind.UNKNOWN_ITEM, 1, 0, "typo")]),
        (TICKS, {GIVEN: 3, "a": 3, "b": 3}, []),
        (RANKS, {GIVEN: 2, "a#1": 2, "b#2": 1}, []),
        (RANKS, {GIVEN: 2, "a#1": 1}, [BallotFault(BallotFaultKind.TOO_FEW, 1, 2, rank=1)]),
        (RANKS, {GIVEN: 1, "a#1": 1, "b#1": 1}, [BallotFault(BallotFaultKind.TOO_MANY, 2, 1, rank=1)]),
        (RANKS, {GIVEN: 2, "a#1": 2, "b#3": 1}, [BallotFault(BallotFaultKind.RANK_SKIPPED, 1, 0, rank=3)]),
        (RANKS, {GIVEN: 1, "a#1": 1, "a#2": 1}, [BallotFault(BallotFaultKind.TOO_MANY_ON_ONE, 2, 1, "a")]),
        (RANKS, {GIVEN: 1, "a#4": 1}, None),
    ],
)
def test_faults_of_a_pile(rule: PriorityRule, pile: Ballot, faults: list[BallotFault] | None) -> None:
    found = list(faults_of_batch(rule, pile))
    assert found == faults if faults is not None else found
    if found:
        with pytest.raises(ValueError, match="no ballots"):
            priority_view(rule, {}, {"": pile}, threshold=None)


def test_the_counter_of_a_rank() -> None:
    assert counts_of(RANKS, {"b": 1, "a": 2, "c": 0}) == {GIVEN: 1, rank_key("b", 1): 1, rank_key("a", 2): 1}
    assert counts_of(RANKS, {"a": 0}) == {BLANK: 1}


@pytest.mark.parametrize(
    ("method", "items", "most", "on_one"),
    [
        (Method.POINTS, ("a",), 3, None),
        (Method.POINTS, tuple(map(str, range(31))), 3, None),
        (Method.POINTS, ("a", "a"), 3, None),
        (Method.POINTS, ("a", "*b"), 3, None),
        (Method.POINTS, ("a", ""), 3, None),
        (Method.POINTS, ("a", "b"), 0, None),
        (Method.POINTS, ("a", "b"), 3, 4),
        (Method.RANKS, ("a", "b"), 3, None),
        (Method.APPROVAL, ("a", "b"), 3, None),
        (Method.APPROVAL, ("a", "b"), 1, 1),
    ],
)
def test_a_rule_by_which_nobody_could_vote_is_refused(
    method: Method, items: tuple[str, ...], most: int, on_one: int | None
) -> None:
    with pytest.raises(ValueError, match=r"possible|star"):
        PriorityRule(method, items, most, on_one)


def possible_ballots(rule: PriorityRule) -> list[Ballot]:
    every = (dict(zip(FOUR, numbers, strict=True)) for numbers in product(range(rule.highest + 1), repeat=4))
    return [ballot for ballot in every if not faults_of_ballot(rule, ballot)]


PILES = {rule: st.lists(st.sampled_from(possible_ballots(rule)), min_size=5, max_size=9) for rule in RULES}
ROOMS = st.sampled_from(RULES).flatmap(
    lambda rule: st.tuples(st.just(rule), st.dictionaries(st.sampled_from("xyz"), PILES[rule], min_size=1))
)


@settings(max_examples=150, deadline=None)
@given(ROOMS)
def test_what_holds_for_every_room(room: tuple[PriorityRule, dict[str, list[Ballot]]]) -> None:
    rule, ballots = room
    counters = {key: counted(rule, pile) for key, pile in ballots.items()}
    seen = priority_view(rule, counters, threshold=None)

    assert not any(faults_of_batch(rule, counts) for counts in counters.values())
    assert seen.people == sum(map(len, ballots.values()))
    if seen.withheld is not None:
        return
    assert all(0 <= each.share <= 1 for each in seen.order)
    assert 0 <= seen.unused < 1
    assert [each.place for each in seen.order] == sorted(each.place for each in seen.order)
    assert all(each.place == 1 + sum(other.score > each.score for other in seen.order) for each in seen.order)
    assert not seen.balanced or sum(each.share for each in seen.balanced) == 1
    kept = what_may_stay(rule, counters, threshold=None)
    again = priority_view(rule, kept, threshold=None, perspectives=list(counters), hidden=seen.too_few)
    assert again == priority_view(rule, counters, threshold=None, perspectives=list(counters))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES).flatmap(lambda rule: st.tuples(st.just(rule), PILES[rule])))
def test_an_idea_that_everybody_puts_first_is_first(room: tuple[PriorityRule, list[Ballot]]) -> None:
    rule, pile = room
    first = 1 if rule.method is not Method.POINTS else rule.highest
    seen = priority_view(rule, {"": counted(rule, [*pile, *[{"d": first}] * 3 * len(pile)])}, threshold=None)
    assert seen.order[0].item == "d"
