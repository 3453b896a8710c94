"""Words within a width: lines, hyphens, ellipses, and numbers that step aside."""

from hypothesis import given
from hypothesis import strategies as st

from selfcheck_documents.charts.lettering import spread, width_of, wrapped


def test_what_fits_stays_on_one_line() -> None:
    assert wrapped("Work and training", 200) == ("Work and training",)


def test_what_is_longer_goes_on_below_and_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four five six", 60) == ("one two", "three…")


def test_a_word_longer_than_a_line_is_hyphenated() -> None:
    assert wrapped("Donaudampfschifffahrt", 90) == ("Donaudamp-", "fschifffahrt")


def test_bold_and_wide_characters_take_more_room() -> None:
    assert width_of("word") < width_of("word", is_bold=True) < width_of("漢字漢字")


@given(st.text(max_size=80), st.floats(30, 400), st.integers(1, 4))
def test_no_line_is_wider_than_the_room_nor_are_there_more_than_allowed(words: str, width: float, most: int) -> None:
    lines = wrapped(words, width, most=most)

    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= width for line in lines)


def test_numbers_that_would_overlap_step_aside() -> None:
    assert spread([10, 12, 50], [10, 10, 10], 0, 100) == [10, 20, 50]


def test_numbers_stay_within_the_ends() -> None:
    assert spread([0, 98, 100], [10, 10, 10], 0, 100) == [5, 85, 95]
