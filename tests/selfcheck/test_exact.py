"""Numbers: exact inside, rounded once outside, halves away from zero (DIN 1333)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from selfcheck import out_of_hundred, rounded
from selfcheck.exact import exact


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("1/2", 0, "1"),
        ("3/2", 0, "2"),
        ("5/2", 0, "3"),
        ("-1/2", 0, "-1"),
        ("-5/2", 0, "-3"),
        ("49/100", 0, "0"),
        ("1/8", 2, "0.13"),
        ("-1/8", 2, "-0.13"),
        ("1/200", 2, "0.01"),
        ("1/3", 2, "0.33"),
        ("2/3", 2, "0.67"),
        ("-2/3", 2, "-0.67"),
        ("1", 4, "1.0000"),
        ("0", 2, "0.00"),
        ("12345678901234567", 2, "12345678901234567.00"),
    ],
)
def test_rounding_takes_halves_away_from_zero(value: str, places: int, shown: str) -> None:
    assert str(rounded(Fraction(value), places)) == shown


def test_rounding_of_a_small_negative_has_no_sign() -> None:
    assert str(rounded(Fraction(-1, 1000), 2)) == "0.00"


def test_rounding_does_not_round_twice() -> None:
    # 0.4449… would be 0.445, then 0.45, if it were rounded step by step.
    assert rounded(Fraction(44499, 100000), 2) == Decimal("0.44")


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("5/8", 2, "62.50"), ("5/8", 0, "63"), ("1/6", 2, "16.67"), ("-1/8", 0, "-13"), ("1", 2, "100.00")],
)
def test_scores_are_shown_out_of_hundred(value: str, places: int, shown: str) -> None:
    assert str(out_of_hundred(Fraction(value), places)) == shown


def test_no_score_stays_none() -> None:
    assert out_of_hundred(None) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", Fraction(3)),
        ("-3", Fraction(-3)),
        ("0.5", Fraction(1, 2)),
        ("0,5", Fraction(1, 2)),
        ("1/3", Fraction(1, 3)),
        ("0.1", Fraction(1, 10)),
        ("007", Fraction(7)),
    ],
)
def test_written_numbers_are_exact(written: str, number: Fraction) -> None:
    assert exact(written) == number


@pytest.mark.parametrize(
    "written", ["", " 1", "1.", ".5", "1/0", "1/00", "1e3", "1_000", "1.000,5", "+1", "--1", "nan", "inf", "0x1", "½"]
)
def test_anything_else_is_no_number(written: str) -> None:
    assert exact(written) is None
