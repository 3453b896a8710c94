"""What a room says beside the administration, and that nothing can be subtracted out of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck import (
    FIELD_SCALE,
    WITHOUT,
    Beside,
    Choice,
    Classification,
    Limits,
    PollView,
    RatingScale,
    View,
    Widest,
    Withheld,
    may_follow,
    poll_view,
    what_may_stay,
)
from selfcheck.frameworks.model import FindingRules
from selfcheck.workshop.hiding import MOST_PERSPECTIVES

FIVE = RatingScale.in_equal_steps(("none", "planned", "begun", "mostly", "established"), ("not_known",))
TWO = RatingScale.in_equal_steps(("bad", "good"), ("dk",))
THREE = Fraction(3, 10)
Counts = Mapping[str, Mapping[str, int]]


def counted(**perspectives: str) -> dict[str, dict[str, int]]:
    """Counters from words: `a="none*3 begun"`; `without` is nobody's perspective."""
    found: dict[str, dict[str, int]] = {}
    for perspective, words in perspectives.items():
        cell = found.setdefault(WITHOUT if perspective == "without" else perspective, {})
        for word in words.split():
            option, _, number = word.partition("*")
            cell[option] = cell.get(option, 0) + int(number or 1)
    return found


def view(phones: Counts, paper: Counts | None = None, administration: str | Fraction | None = None) -> PollView:
    return poll_view(FIVE, phones, paper or {}, threshold=None, administration=administration)


def room(words: str, administration: str | Fraction | None = None) -> View:
    seen = view(counted(without=words), administration=administration).room
    assert seen is not None
    return seen


def test_the_whole_has_distribution_median_mean_and_agreement() -> None:
    assert room("none*30 planned*40 begun*210 mostly*130 not_known*7") == View(
        people=417,
        distribution={"none": 30, "planned": 40, "begun": 210, "mostly": 130, "established": 0, "not_known": 7},
        median="begun",
        mean=Fraction(40 * 1 + 210 * 2 + 130 * 3, 410 * 4),
        agreement=room("none*30 planned*40 begun*210 mostly*130").agreement,
        beside=None,
        classification=None,
    )


def test_the_median_is_the_lower_one_and_an_option_somebody_chose() -> None:
    assert room("none*3 established*3").median == "none"
    assert room("none*2 mostly*3").median == "mostly"


@pytest.mark.parametrize(
    ("phones", "paper", "withheld", "missing"),
    [
        ("", "", Withheld.TOO_FEW_PEOPLE, 5),
        ("begun*4", "", Withheld.TOO_FEW_PEOPLE, 1),
        ("", "begun*4", Withheld.TOO_FEW_PEOPLE, 1),
        ("begun*3", "begun*20", Withheld.TOO_FEW_ON_PHONES, 2),
        ("begun*4 not_known", "begun*20", Withheld.TOO_FEW_ANSWERS, 0),
        ("begun*4 not_known*9", "", Withheld.TOO_FEW_ANSWERS, 0),
        ("not_known*9", "begun*9", Withheld.TOO_FEW_ANSWERS, 0),
        ("begun*5", "", None, 0),
        ("", "begun*5", None, 0),
        ("begun*5", "begun", None, 0),
    ],
)
def test_why_nothing_may_be_shown(phones: str, paper: str, withheld: Withheld | None, missing: int) -> None:
    seen = view(counted(without=phones), counted(without=paper))

    assert (seen.withheld, seen.missing, seen.room is None) == (withheld, missing, withheld is not None)
    assert seen.people == sum(sum(cell.values()) for cell in [*counted(a=phones, b=paper).values()])
    assert seen.on_paper == sum(counted(a=paper)["a"].values())


def test_a_wanted_threshold_can_only_raise_the_lowest_one() -> None:
    five = counted(without="begun*5")
    assert [poll_view(FIVE, five, threshold=wanted).threshold for wanted in (None, 0, -3, 6)] == [5, 5, 5, 6]
    assert poll_view(FIVE, five, threshold=1).room is not None
    assert poll_view(FIVE, five, threshold=6).missing == 1


def test_perspectives_stand_in_the_order_asked_for_and_the_small_ones_stay_hidden() -> None:
    phones = counted(a="begun*5", b="none*6", c="mostly*3", without="mostly*2")
    seen = poll_view(FIVE, phones, threshold=None, perspectives=("d", "b", "c", "a"))
    assert list(seen.perspectives) == ["b", "a"]
    assert seen.too_few == ("d", "c")
    assert seen.perspectives["b"].distribution["none"] == 6


def test_where_the_rest_is_too_small_another_perspective_is_hidden_with_it() -> None:
    seen = view(counted(a="begun*5", b="none*6", c="mostly*3"))
    assert (list(seen.perspectives), seen.too_few) == (["b"], ("a", "c"))


def test_the_perspective_hidden_with_the_rest_is_the_smallest_that_helps() -> None:
    """The smallest one is on paper alone and would not cover the three phones."""
    seen = view(counted(b="none*6", c="mostly*3", d="begun*9"), counted(a="begun*5", c="mostly*2"))
    assert list(seen.perspectives) == ["a", "d"]


def test_the_example_of_the_documentation() -> None:
    phones = counted(administration="begun*9", politics="none*6", business="mostly*3")
    seen = view(phones, counted(business="mostly*2", residents="begun*5"))
    assert (list(seen.perspectives), seen.too_few) == (["administration", "residents"], ("business", "politics"))


def test_few_phones_in_a_perspective_are_not_shown_beside_much_paper() -> None:
    """Who counted the nine sheets would know the three phones."""
    seen = view(counted(a="begun*3", b="none*9"), counted(a="mostly*9"))
    assert list(seen.perspectives) == []
    assert seen.room is not None
    assert list(view(counted(a="begun*5", b="none*9"), counted(a="mostly*9")).perspectives) == ["a", "b"]


def test_little_paper_is_not_left_over_beside_what_is_shown() -> None:
    """Nobody in the room knows the two sheets of b, and nobody shall."""
    assert list(view(counted(a="begun*9"), counted(b="mostly*2")).perspectives) == []
    assert list(view(counted(a="begun*9"), counted(b="mostly*5")).perspectives) == ["a", "b"]


def test_what_was_hidden_stays_in_the_rest_when_paper_comes_later() -> None:
    """Five phones of b were hidden to cover the two of c: shown now, they would uncover them."""
    phones = counted(a="none*9", b="begun*5", c="mostly*2")
    assert view(phones).too_few == ("b", "c")
    kept = what_may_stay(FIVE, phones, threshold=None)
    assert kept == {"a": {"none": 9}, WITHOUT: {"begun": 5, "mostly": 2}}
    later = poll_view(FIVE, kept, counted(b="begun*9"), threshold=None, hidden=("b", "c"))
    assert (list(later.perspectives), later.too_few, later.people) == (["a"], ("b",), 25)


@pytest.mark.parametrize(
    ("paper", "later", "may"),
    [
        ({}, counted(a="none*5"), True),
        ({}, counted(a="none*4"), False),
        ({}, counted(a="none*4 not_known*9"), False),
        ({}, counted(a="none*5", b="none*2"), False),
        ({}, counted(a="none*5", b="none*5"), True),
        # The two sheets of c hide b, which was shown before: the rest less b is those two.
        ({}, counted(c="none*2"), False),
        ({}, counted(c="none*6"), True),
        (counted(a="none*5"), counted(a="begun*5"), True),
        (counted(a="none*9"), counted(a="none*8"), False),
        (counted(a="none*9"), {}, True),
        ({}, {}, True),
    ],
)
def test_paper_that_comes_after_the_reveal_is_of_enough_sheets_in_each_cell(
    paper: Counts, later: Counts, may: bool
) -> None:
    phones = counted(a="none*9", b="begun*6")
    assert may_follow(FIVE, phones, paper, later, threshold=None) is may


def test_before_anything_was_shown_any_paper_may_come() -> None:
    phones = counted(a="none*3")
    assert may_follow(FIVE, phones, {}, counted(a="none"), threshold=None)
    confidential = counted(a="none*5", b="none*5")
    assert not may_follow(FIVE, confidential, {}, counted(a="none*4"), threshold=None, is_confidential=True)
    assert may_follow(FIVE, confidential, {}, counted(a="none*3", b="none*2"), threshold=None, is_confidential=True)


def test_of_a_confidential_poll_only_the_whole_is_shown() -> None:
    phones = counted(a="begun*9", b="none*9")
    seen = poll_view(FIVE, phones, threshold=None, perspectives=("a", "b"), is_confidential=True)
    assert (seen.perspectives, seen.too_few, seen.widest) == ({}, (), None)
    assert seen.room is not None
    assert seen.room.people == 18
    assert what_may_stay(FIVE, phones, threshold=None, is_confidential=True) == {WITHOUT: {"begun": 9, "none": 9}}


@pytest.mark.parametrize(
    ("words", "administration", "beside", "classification"),
    [
        ("begun*5", "begun", Beside(Fraction(0), 0), Classification.AGREEMENT),
        ("begun*8 mostly*2", "mostly", Beside(Fraction(-1, 5), -1), Classification.BLIND_SPOT),
        ("begun*7 mostly*3", "mostly", Beside(Fraction(-7, 40), -1), Classification.AGREEMENT),
        ("mostly*8 begun*2", "begun", Beside(Fraction(1, 5), 1), Classification.HIDDEN_STRENGTH),
        ("none*5 mostly*5", "mostly", Beside(Fraction(-3, 8), -3), Classification.DIVIDED),
        ("mostly*6 begun planned none", "mostly", Beside(Fraction(-1, 6), 0), Classification.AGREEMENT),
        ("none*5", Fraction(1, 5), Beside(Fraction(-1, 5)), Classification.BLIND_SPOT),
        ("none*5", Fraction(19, 100), Beside(Fraction(-19, 100)), Classification.AGREEMENT),
        ("none*5 established*5", None, None, Classification.DIVIDED),
        ("none*5", "not_known", None, None),
        ("none*5", None, None, None),
    ],
)
def test_the_room_beside_the_administration(
    words: str, administration: str | Fraction | None, beside: Beside | None, classification: Classification | None
) -> None:
    seen = room(words, administration)
    assert (seen.beside, seen.classification) == (beside, classification)


def test_a_distance_of_the_mean_alone_is_not_clear_where_the_median_is_the_administrations() -> None:
    scale = RatingScale((Choice("no", Fraction(0)), Choice("yes", Fraction(1))))
    seen = poll_view(scale, counted(without="no*4 yes*6"), threshold=None, administration="yes").room
    assert seen is not None
    assert (seen.beside, seen.agreement) == (Beside(Fraction(-2, 5), 0), None)
    assert seen.classification is Classification.AGREEMENT


def test_perspectives_far_apart_divide_the_room_and_each_has_its_own_place_beside_the_administration() -> None:
    seen = view(counted(a="mostly*9", b="planned*5 none", c="mostly*6"), administration="mostly")
    assert seen.widest == Widest("b", "a", Fraction(3, 4) - Fraction(5, 24), 2)
    assert seen.room is not None
    assert seen.room.classification is Classification.DIVIDED
    assert {key: each.classification for key, each in seen.perspectives.items()} == {
        "a": Classification.AGREEMENT, "b": Classification.BLIND_SPOT, "c": Classification.AGREEMENT,
    }  # fmt: skip


def test_the_limits_of_the_framework_count_where_it_names_them() -> None:
    assert Limits.of(FindingRules()) == Limits()
    assert Limits.of(FindingRules(Fraction(1, 2), Fraction(2, 5))) == Limits(Fraction(1, 2), Fraction(2, 5))
    phones = counted(a="begun*9", b="planned*9")
    assert view(phones).room is not None
    strict = poll_view(FIVE, phones, threshold=None, limits=Limits(gap_from=Fraction(1, 4))).room
    assert strict is not None
    assert strict.classification is Classification.DIVIDED


def test_fields_are_rated_in_steps_of_25_points_and_shown_in_whole_points() -> None:
    phones = counted(a="f25*6 f50*2 f75 not_known")
    seen = poll_view(FIELD_SCALE, phones, threshold=None, administration=Fraction(72, 100)).room
    assert seen is not None
    assert (seen.median, seen.mean) == ("f25", Fraction(13, 36))
    assert seen.beside is not None
    assert (seen.beside.steps, str(seen.beside.points)) == (None, "-36")


@pytest.mark.parametrize(
    "choices",
    [
        (),
        (("dk", None),),
        (("a", Fraction(1)), ("b", Fraction(0))),
        (("a", Fraction(0)), ("b", Fraction(0))),
        (("a", Fraction(0)), ("a", Fraction(1))),
        (("a", Fraction(-1)),),
        (("a", Fraction(2)),),
    ],
)
def test_a_scale_that_is_none_is_refused(choices: tuple[tuple[str, Fraction | None], ...]) -> None:
    with pytest.raises(ValueError, match=r"worst to best|twice"):
        RatingScale(tuple(Choice(*choice) for choice in choices))


@pytest.mark.parametrize(
    ("phones", "administration"),
    [({"a": {"typo": 1}}, None), ({"a": {"none": -1}}, None), ({}, "typo"), ({}, Fraction(72)), ({}, Fraction(-1, 9))],
)
def test_what_cannot_be_is_refused(phones: Counts, administration: str | Fraction | None) -> None:
    with pytest.raises(ValueError, match="possible"):
        view(phones, administration=administration)


def test_more_perspectives_than_a_workshop_can_have_are_refused() -> None:
    many = {str(number): {"none": 9} for number in range(MOST_PERSPECTIVES + 1)}
    assert len(view(dict(list(many.items())[:-1])).perspectives) == MOST_PERSPECTIVES
    with pytest.raises(ValueError, match="at most 12"):
        view({**many, WITHOUT: {"none": 9}})


# What an attacker can do. Sizes around the threshold are where it breaks.
NUMBERS = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 9])
CELLS = st.fixed_dictionaries(dict.fromkeys(("none", "mostly", "not_known"), NUMBERS))
SOURCES = st.dictionaries(st.sampled_from(["a", "b", "c", "d", WITHOUT]), CELLS)


def shown_groups(seen: PollView) -> Iterator[tuple[frozenset[str], Mapping[str, int]]]:
    """Every group whose counters follow from what is shown: sums of perspectives, and the whole less those."""
    if seen.room is None:
        return
    keys = list(seen.perspectives)
    for number in range(len(keys) + 1):
        for some in combinations(keys, number):
            counts = {option: sum(seen.perspectives[key].distribution[option] for key in some) for option in FIVE.keys}
            yield frozenset(some), counts
            yield (
                frozenset({*keys, "the rest"} - {*some}),
                {option: seen.room.distribution[option] - counts[option] for option in FIVE.keys},
            )


def members(seen: PollView, group: frozenset[str], everybody: set[str]) -> frozenset[str]:
    """The perspectives that a group consists of."""
    rest = everybody.difference(seen.perspectives) if "the rest" in group else set()
    return frozenset((group | rest) & everybody)


@settings(max_examples=400, deadline=None)
@given(SOURCES, SOURCES, st.sampled_from([None, 5, 7]))
def test_no_sum_and_no_difference_is_of_fewer_people_than_the_threshold(
    phones: Counts, paper: Counts, wanted: int | None
) -> None:
    seen = poll_view(FIVE, phones, paper, threshold=wanted)
    everybody = {*phones, *paper}
    for group, counts in shown_groups(seen):
        keys = members(seen, group, everybody)
        sheets = {option: sum(paper.get(key, {}).get(option, 0) for key in keys) for option in FIVE.keys}
        from_phones = {option: counts[option] - sheets[option] for option in FIVE.keys}
        for told in (counts, from_phones):
            assert sum(told.values()) == 0 or FIVE.known(told) >= seen.threshold


@settings(max_examples=200, deadline=None)
@given(SOURCES, SOURCES)
def test_the_figures_follow_from_the_counters_shown(phones: Counts, paper: Counts) -> None:
    """Nothing shown depends on hidden counters: counted from the shown ones alone it is the same."""
    seen = poll_view(FIVE, phones, paper, threshold=None, administration="begun")
    if seen.room is None:
        return
    visible = {key: each.distribution for key, each in seen.perspectives.items()}
    rest = {option: seen.room.distribution[option] - sum(v[option] for v in visible.values()) for option in FIVE.keys}
    again = poll_view(FIVE, {**visible, WITHOUT: rest}, threshold=None, administration="begun")
    assert (again.room, again.perspectives, again.widest) == (seen.room, seen.perspectives, seen.widest)


@settings(max_examples=200, deadline=None)
@given(SOURCES, SOURCES, st.booleans())
def test_what_may_stay_shows_the_same_and_holds_no_more(phones: Counts, paper: Counts, is_confidential: bool) -> None:
    seen = poll_view(FIVE, phones, paper, threshold=None, is_confidential=is_confidential)
    kept = what_may_stay(FIVE, phones, paper, threshold=None, is_confidential=is_confidential)
    if seen.room is None:
        assert kept == {}
        return
    hidden = seen.too_few
    assert poll_view(FIVE, kept, paper, threshold=None, hidden=hidden, is_confidential=is_confidential) == (
        replace(seen, too_few=tuple(sorted({*kept, *paper} & {*hidden})))
    )
    assert set(kept) <= {*seen.perspectives, WITHOUT}


@settings(max_examples=200, deadline=None)
@given(SOURCES, SOURCES, SOURCES)
def test_nobody_who_saw_both_results_learns_of_fewer_sheets(phones: Counts, paper: Counts, more: Counts) -> None:
    """Every cell of the later result, less what the earlier one showed of the same people."""
    later = {
        key: {option: paper.get(key, {}).get(option, 0) + more.get(key, {}).get(option, 0) for option in FIVE.keys}
        for key in {*paper, *more}
    }
    first = poll_view(FIVE, phones, paper, threshold=None)
    if first.room is None or not may_follow(FIVE, phones, paper, later, threshold=None):
        return
    second = poll_view(FIVE, phones, later, threshold=None, hidden=first.too_few)
    everybody = {*phones, *paper, *more}
    earlier = {members(first, group, everybody): counts for group, counts in shown_groups(first)}
    for group, counts in shown_groups(second):
        before = earlier.get(members(second, group, everybody))
        if before is not None and sum(before.values()) != sum(counts.values()):
            assert FIVE.known(counts) - FIVE.known(before) >= 5


Table = tuple[tuple[int, ...], ...]
KEYS = ("a", "b", WITHOUT)
FEW_TABLES = [cell for cell in product(range(7), repeat=2) if sum(cell) <= 6]


def look(table: Table, paper: Counts) -> PollView:
    """What is shown of a table of bad and good answers from phones."""
    phones = {key: {"bad": bad, "good": good} for key, (bad, good) in zip(KEYS, table, strict=True)}
    return poll_view(TWO, phones, paper, threshold=None, perspectives=("a", "b"))


def looks(seen: PollView) -> object:
    """The same for comparing."""
    cells = tuple((key, *each.distribution.values()) for key, each in seen.perspectives.items())
    whole = tuple(seen.room.distribution.values()) if seen.room else ()
    return seen.people, seen.withheld, seen.missing, seen.too_few, whole, cells


def added(table: Table, places: Collection[int]) -> tuple[int, int]:
    return sum(table[place][0] for place in places), sum(table[place][1] for place in places)


@pytest.mark.parametrize("paper", [{}, {"a": {"good": 3}}, {"b": {"bad": 5, "good": 1}, WITHOUT: {"good": 1}}])
def test_of_all_tables_that_look_alike_some_differ_in_each_small_group(paper: Counts) -> None:
    """Brute force: who knows the paper and the rule, and tries every table, learns no small group's answers.

    Except where everybody in the rest said the same; that no threshold can hide.
    """
    alike: dict[object, list[Table]] = {}
    hidden: dict[object, list[int]] = {}
    for table in product(FEW_TABLES, repeat=3):
        seen = look(table, paper)
        alike.setdefault(looks(seen), []).append(table)
        hidden[looks(seen)] = [place for place, key in enumerate(KEYS) if key not in seen.perspectives]
    groups = [some for number in (1, 2, 3) for some in combinations(range(3), number)]
    learned = []
    for look_of_all, tables in alike.items():
        is_unanimous = 0 in added(tables[0], hidden[look_of_all])
        sums = [{added(table, some) for table in tables} for some in groups]
        small = [found for found in sums if len(found) == 1 and 1 <= sum(min(found)) < 5]
        learned += [] if is_unanimous else [(look_of_all, found) for found in small]
    assert len(alike) > 1000
    assert learned == []
