"""What benchmarks measure is sound: no figure is one of a refused file, an empty form or an uncounted process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.platform.respondent import COMMENT, FieldForm
from benchmarks.platform.server import cpu_of_tree
from benchmarks.samples import json_rows, sheet, write_larger_framework
from django.test import Client
from tests import stage
from tests.cast import SHIPPED

from selfcheck import Framework, Instrument, evaluate, load_instrument, sheet_from_json
from weltoffen.municipalities.choices import Role

BURN = "import time\nwhile time.process_time() < 0.5: pass\n"
PARENT = (
    f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN!r}])\nprint('burnt', flush=True)\ninput()\n"
)


def test_a_larger_framework_is_sound(tmp_path: Path) -> None:
    write_larger_framework(SHIPPED, tmp_path / "larger", 200)

    assert len(load_instrument(tmp_path / "larger").framework.questions) == 216


def test_every_sample_respondent_answers_every_question(instrument: Instrument) -> None:
    framework: Framework = instrument.framework
    read = sheet_from_json(json_rows(sheet(framework, 12)), framework, "sample.json")

    evaluation = evaluate(framework, read)

    assert (evaluation.respondents, len(read.answers)) == (12, 12 * 108)


@pytest.mark.usefixtures("on_stage")
def test_a_respondent_knows_the_form_as_a_browser_does(instrument: Instrument) -> None:
    client = Client()
    client.cookies["session"] = stage.session_of(stage.address_of(Role.CONTRIBUTOR))
    page = client.get(f"/m/{stage.COUNTY}/rounds/{stage.RUNNING}/fields/communication/")
    asked = [
        question for question in instrument.framework.questions_for(kind="county") if question.field == "communication"
    ]

    form = FieldForm(page.content.decode())

    assert form.questions == [question.key for question in asked]
    assert form.choices["value-k-1.1"] == [*(option.key for option in asked[0].scale.options), ""]
    assert [name for name in form.files if name.endswith(".css")] != []
    assert form.values["csrfmiddlewaretoken"] != ""
    assert len(COMMENT) == 144


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="There is no /proc here.")
def test_the_time_of_children_that_ended_is_counted() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        seconds = cpu_of_tree(parent.pid)
        parent.communicate(b"\n")

    # The kernel counts in ticks of a hundredth, for own and for system time.
    assert 0.45 <= seconds < 5
    assert cpu_of_tree(os.getpid()) > 0
