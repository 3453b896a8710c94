"""The samples that benchmarks measure are sound, so that a figure is never one of a refused file."""

from pathlib import Path

from benchmarks.samples import json_rows, sheet, write_larger_framework
from tests.cast import SHIPPED

from selfcheck import Framework, Instrument, evaluate, load_instrument, sheet_from_json


def test_a_larger_framework_is_sound(tmp_path: Path) -> None:
    write_larger_framework(SHIPPED, tmp_path / "larger", 200)

    assert len(load_instrument(tmp_path / "larger").framework.questions) == 216


def test_every_sample_respondent_answers_every_question(instrument: Instrument) -> None:
    framework: Framework = instrument.framework
    read = sheet_from_json(json_rows(sheet(framework, 12)), framework, "sample.json")

    evaluation = evaluate(framework, read)

    assert (evaluation.respondents, len(read.answers)) == (12, 12 * 108)
