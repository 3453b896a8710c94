"""Exact numbers inside, rounded numbers outside.

Every score is a `Fraction` from 0 to 1 until it is shown. It is rounded once, half away from zero (DIN 1333).
"""

import re
from decimal import Decimal
from fractions import Fraction

HUNDRED = 100
HALF = Fraction(1, 2)
NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?|-?[0-9]{1,15}/[1-9][0-9]{0,14}")


def exact(written: str) -> Fraction | None:
    """The number that somebody wrote (`3`, `0.5`, `0,5`, `1/3`), or None when it is none."""
    if not NUMBER.fullmatch(written):
        return None
    return Fraction(written.replace(",", "."))


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """`value` with `places` decimals, halves away from zero."""
    nearest = int(abs(value) * 10**places + HALF)
    return Decimal(nearest if value >= 0 else -nearest).scaleb(-places)


def out_of_hundred(value: Fraction | None, places: int = 2) -> Decimal | None:
    """A score from 0 to 1 as it is shown: 0 to 100 with `places` decimals; None stays None."""
    return None if value is None else rounded(value * HUNDRED, places)
