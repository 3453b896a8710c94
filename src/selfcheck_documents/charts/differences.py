"""Differences of scores as people read them. Each figure is rounded for itself, so printed ones need not add up."""

from fractions import Fraction

from selfcheck.exact import out_of_hundred
from selfcheck_documents.words import Words

MINUS = "\N{MINUS SIGN}"


def signed(difference: Fraction, words: Words) -> str:
    """A difference with its sign: +19, −9, ±0."""
    figure = words.score(abs(difference))
    if not out_of_hundred(difference, 0):
        return f"±{figure}"
    return f"{'+' if difference > 0 else MINUS}{figure}"


def off_by(larger: Fraction, smaller: Fraction, difference: Fraction) -> int:
    """How far the printed difference is from what a reader gets from the two printed scores; rounding makes it 1."""
    printed = [int(out_of_hundred(figure, 0) or 0) for figure in (larger, smaller, difference)]
    return abs(printed[0] - printed[1] - printed[2])


def rounding_note(words: Words) -> str:
    """What to say where a printed difference is not that of the printed scores."""
    return words("Scores and differences are rounded separately.")
