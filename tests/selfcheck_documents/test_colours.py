"""The colours keep what they promise: contrast for text, steps that stay apart without colour."""

from itertools import pairwise

import pytest

from selfcheck.frameworks.model import Tendency
from selfcheck_documents.colours import INK, MUTED, PLATE, TRACK, contrast, level_colour, text_colour_on, tones


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("colour", [INK, MUTED, *map(level_colour, Tendency)])
def test_text_colours_read_well_on_the_plate_and_on_a_track(colour: str) -> None:
    assert contrast(colour, PLATE) >= 4.5
    assert contrast(colour, TRACK) >= 4.5


def test_a_level_without_a_tendency_is_ink() -> None:
    assert level_colour(None) == INK


@pytest.mark.parametrize("number", range(1, 11))
def test_numbers_read_well_on_every_tone(number: int) -> None:
    steps = tones(number)

    assert len(set(steps)) == number
    assert min(contrast(text_colour_on(tone), tone) for tone in steps) >= 4.5


def test_five_tones_stay_apart_without_colour() -> None:
    assert min(contrast(one, other) for one, other in pairwise(tones(5))) > 1.5
