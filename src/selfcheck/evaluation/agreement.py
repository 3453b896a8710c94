"""Agreement among respondents on an ordinal scale.

Cees van der Eijk: Measuring Agreement in Ordered Rating Scales. Quality & Quantity 35, 2001, pages 325–341.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

FEWEST_CATEGORIES = 3


def agreement(frequencies: Sequence[int]) -> Fraction | None:
    """Van der Eijk's A for the numbers of answers in each category, ordered from worst to best.

    Answers 1 when all chose the same category, 0 when answers spread evenly, -1 when they split between both ends.
    None when nobody answered or the scale has fewer than three categories, for which A is not defined.
    """
    total = sum(frequencies)
    if total == 0 or len(frequencies) < FEWEST_CATEGORIES:
        return None
    remaining = list(frequencies)
    result = Fraction(0)
    while any(remaining):
        pattern = tuple(count > 0 for count in remaining)
        height = min(count for count in remaining if count)
        result += Fraction(height * sum(pattern), total) * _agreement_of_layer(pattern)
        remaining = [count - height if count else 0 for count in remaining]
    return result


@cache
def _agreement_of_layer(pattern: tuple[bool, ...]) -> Fraction:
    """A of one layer, in which every category holds either the same number of answers or none."""
    categories = len(pattern)
    filled = sum(pattern)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(pattern, 3))
    bimodal = triples.count((True, False, True))
    unimodal = triples.count((True, True, False)) + triples.count((False, True, True))
    if bimodal + unimodal == 0:
        unimodality = Fraction(1)
    else:
        unimodality = Fraction(
            (categories - 2) * unimodal - (categories - 1) * bimodal, (categories - 2) * (unimodal + bimodal)
        )
    return unimodality * (1 - Fraction(filled - 1, categories - 1))
