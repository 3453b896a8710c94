"""Van der Eijk's A against published and hand-derived values."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.evaluation.agreement import agreement
from selfcheck.exact import rounded


def test_the_example_of_the_published_paper() -> None:
    value = agreement([30, 40, 210, 130, 530, 50, 10])
    assert value is not None
    assert str(rounded(value, 7)) == "0.6113333"


@pytest.mark.parametrize("categories", [3, 4, 5, 6, 7, 10])
def test_an_even_spread_is_no_agreement(categories: int) -> None:
    assert agreement([4] * categories) == 0


@pytest.mark.parametrize("categories", [3, 4, 5, 6, 7, 10])
def test_a_split_between_both_ends_is_full_disagreement(categories: int) -> None:
    assert agreement([7, *[0] * (categories - 2), 7]) == -1


@pytest.mark.parametrize("frequencies", [[9, 0, 0], [0, 9, 0], [0, 0, 9], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1000]])
def test_one_answer_of_all_is_full_agreement(frequencies: Sequence[int]) -> None:
    assert agreement(frequencies) == 1


@pytest.mark.parametrize(
    ("frequencies", "by_hand"),
    [
        # One layer of two neighbours: unimodal (U = 1), 1 - (2 - 1)/(5 - 1).
        ([1, 1, 0, 0, 0], Fraction(3, 4)),
        ([0, 0, 1, 1, 0], Fraction(3, 4)),
        # Three neighbours of five: 1 - 2/4.
        ([2, 2, 2, 0, 0], Fraction(1, 2)),
        # Four neighbours of five: 1 - 3/4.
        ([1, 1, 1, 1, 0], Fraction(1, 4)),
        # Weights by layer: two people in a layer of two (3/4), two in a layer of one (1): (2·3/4 + 2·1)/4.
        ([3, 1, 0, 0, 0], Fraction(7, 8)),
        # Ends 1 each and one in the middle of three: first layer is even (0).
        ([1, 1, 1], Fraction(0)),
        # The layer even over three (weight 3/4, A 0), then one alone (weight 1/4, A 1).
        ([1, 2, 1], Fraction(1, 4)),
        # Positions 1 and 3 of five, TUTUU: TUT once, UTU does not count, TUU and UUT do not, nor TTU: among the
        # ten triples one TUT; TTU (1,3,4), (1,3,5): 2; UTT: 0. U = (3·2 - 4·1)/(3·3) = 2/9, times 3/4.
        ([1, 0, 1, 0, 0], Fraction(1, 6)),
        # Both ends of four: TUT twice, no TTU and no UTT: U = -3·2/(2·2) = -3/2, times 1 - 1/3.
        ([5, 0, 0, 5], Fraction(-1)),
        # Both ends (4 of 6 in the layer, A -1), then two alone at one end: (4·-1 + 2·1)/6.
        ([2, 0, 0, 0, 4], Fraction(-1, 3)),
    ],
)
def test_small_cases_by_hand(frequencies: Sequence[int], by_hand: Fraction) -> None:
    assert agreement(frequencies) == by_hand


@pytest.mark.parametrize("frequencies", [[], [0, 0, 0], [3], [3, 4], [0, 0]])
def test_nobody_or_too_few_categories_have_no_agreement(frequencies: Sequence[int]) -> None:
    assert agreement(frequencies) is None


FREQUENCIES = st.lists(st.integers(0, 9), min_size=3, max_size=7).filter(any)


@settings(deadline=None, max_examples=40)
@given(FREQUENCIES, st.integers(2, 50))
def test_agreement_does_not_depend_on_how_many_they_are(frequencies: list[int], factor: int) -> None:
    assert agreement([count * factor for count in frequencies]) == agreement(frequencies)


@settings(deadline=None, max_examples=40)
@given(FREQUENCIES)
def test_agreement_is_the_same_in_a_mirror(frequencies: list[int]) -> None:
    assert agreement(frequencies[::-1]) == agreement(frequencies)


@settings(deadline=None, max_examples=40)
@given(FREQUENCIES)
def test_agreement_lies_between_minus_one_and_one(frequencies: list[int]) -> None:
    value = agreement(frequencies)
    assert value is not None
    assert -1 <= value <= 1


def test_agreement_falls_as_the_second_answer_moves_away() -> None:
    values = []
    for place in range(1, 5):
        frequencies = [1, 0, 0, 0, 0]
        frequencies[place] += 1
        values.append(agreement(frequencies))
    assert values == [Fraction(3, 4), Fraction(1, 6), Fraction(-5, 12), Fraction(-1)]
    assert all(earlier > later for earlier, later in pairwise(value or 0 for value in values))
