"""What minutes and report say alike about perspectives: where the administration is apart from one, how all agree."""

from fractions import Fraction
from typing import NamedTuple

from selfcheck.workshop.perspectives import USUAL_LIMITS
from selfcheck_documents.words import Words

SPLIT_BELOW = USUAL_LIMITS.disagreement_below
ALIKE_FROM = Fraction(3, 4)


class Gap(NamedTuple):
    """Where the administration and a perspective see something differently; both from 0 to 1."""

    perspective: str
    administration: Fraction
    theirs: Fraction


def gap_sentence(gap: Gap, words: Words) -> str:
    """How far the administration and a perspective are apart."""
    return words(
        "Self-check: {own}, {perspective}: {theirs} (of 100).",
        own=words.score(gap.administration),
        perspective=gap.perspective,
        theirs=words.score(gap.theirs),
    )


def agreement_sentence(agreement: Fraction, words: Words) -> str:
    """How much all votes agree, in words first; then van der Eijk's A, from −1 to 1.

    Below 0 votes pile up at both ends: they are further apart than if each answer had as many. From `SPLIT_BELOW` on
    a room no longer counts as divided (the usual limit of `selfcheck.workshop.perspectives`). `ALIKE_FROM` is what A
    says of votes that are shared evenly by two neighbours of five answers (van der Eijk 2001, layer agreement).
    """
    sign = "" if agreement >= 0 else "\N{MINUS SIGN}"
    figure = f"{sign}{words.number(abs(agreement), 2)}"
    if agreement < 0:
        return words("The votes lie far apart (agreement {figure}; −1 to 1 is possible).", figure=figure)
    if agreement < SPLIT_BELOW:
        return words("The votes lie apart (agreement {figure}; −1 to 1 is possible).", figure=figure)
    if agreement < ALIKE_FROM:
        return words("The votes lie rather close together (agreement {figure}; −1 to 1 is possible).", figure=figure)
    return words("The votes lie close together (agreement {figure}; −1 to 1 is possible).", figure=figure)
