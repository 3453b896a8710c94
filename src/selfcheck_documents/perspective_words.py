"""What minutes and report say alike about perspectives: where the administration is apart from one, how all agree."""

from fractions import Fraction
from typing import NamedTuple

from selfcheck_documents.words import Words


class Gap(NamedTuple):
    """Where the administration and a perspective see something differently; both from 0 to 1."""

    perspective: str
    administration: Fraction
    theirs: Fraction


def gap_sentence(gap: Gap, words: Words) -> str:
    """How far the administration and a perspective are apart."""
    return words(
        "The administration sees itself at {own}, {perspective} at {theirs}.",
        own=words.score(gap.administration),
        perspective=gap.perspective,
        theirs=words.score(gap.theirs),
    )


def agreement_sentence(agreement: Fraction, words: Words) -> str:
    """How much all votes agree."""
    sign = "" if agreement >= 0 else "\N{MINUS SIGN}"
    figure = f"{sign}{words.number(abs(agreement), 2)}"
    return words("Agreement of all votes: {figure} (possible: −1 to 1).", figure=figure)
