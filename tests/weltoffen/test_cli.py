"""The command line as somebody types it: what it prints, what it writes, with which status it ends."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cast import EXAMPLE, SHIPPED

from selfcheck import Instrument
from weltoffen.cli import main

ANSWERS = str(EXAMPLE / "answers.json")
EARLIER = str(EXAMPLE / "earlier.json")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Status, standard output and standard error of one call in English."""
    status = main([*arguments, "--language", "en"])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def write_sheet(folder: Path, **entries: object) -> Path:
    path = folder / "sheet.json"
    path.write_text(json.dumps({"answers": [], **entries}), encoding="utf-8")
    return path


def test_framework_check_says_what_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("framework", "check", "weltoffene-kommune", capsys=capsys)

    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0] == "weltoffene-kommune@1.0 is sound."
    assert lines[1] == "7 fields, 29 goals, 108 questions, languages: de, en."


def test_a_draft_says_so_and_is_not_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft"
    shutil.copytree(SHIPPED, draft)
    structure = (draft / "framework.yaml").read_text(encoding="utf-8")
    (draft / "framework.yaml").write_text(structure.replace("status: published", "status: draft"), encoding="utf-8")

    checked, out, _ = run("framework", "check", str(draft), capsys=capsys)
    frozen, _, err = run("framework", "freeze", str(draft), capsys=capsys)

    assert (checked, out.splitlines()[-1]) == (0, "It is a draft.")
    assert (frozen, err) == (1, "A draft is not frozen. When it is ready, say “status: published”.\n")
    assert not (draft / "frozen.sha256").exists()


def test_a_frozen_version_may_not_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(SHIPPED, copy)

    frozen, _, _ = run("framework", "freeze", str(copy), capsys=capsys)
    with (copy / "text.de.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    checked, _, err = run("framework", "check", str(copy), capsys=capsys)

    assert (frozen, checked) == (0, 1)
    assert "- frozen.sha256: this version is frozen, but its files changed since." in err


def test_framework_is_found_by_id_version_and_folder(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = {
        run("framework", "check", reference, capsys=capsys)[1]
        for reference in ("weltoffene-kommune", "weltoffene-kommune@1.0", str(SHIPPED))
    }

    assert len(outputs) == 1


def test_unknown_framework_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("framework", "check", "weltoffen", capsys=capsys)

    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "1 fault:",
        "- weltoffen: there is no such framework. Found: “weltoffen”. Possible: weltoffene-kommune@1.0.",
        "Nothing was written.",
    ]


def test_evaluate_prints_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--compare", EARLIER, capsys=capsys)

    rows = [line for line in out.splitlines() if line.startswith("Management and steering")]
    assert status == 0
    assert len(rows) == 2  # the profile and the comparison
    assert rows[0].split()[-2:] == ["Action", "needed"]


def test_evaluate_json_follows_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--json", "--compare", EARLIER, capsys=capsys)
    _, schema, _ = run("schema", "evaluation", capsys=capsys)

    value = json.loads(out)
    assert status == 0
    assert list(Draft202012Validator(json.loads(schema)).iter_errors(value)) == []
    assert [field["key"] for field in value["fields"]] == [
        "management", "opening", "access", "economy", "engagement", "cohesion", "communication",
    ]  # fmt: skip


def test_an_evaluation_compares_like_the_answers_that_it_came_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, earlier, _ = run("evaluate", "weltoffene-kommune", EARLIER, "--json", capsys=capsys)
    (tmp_path / "earlier.json").write_text(earlier, encoding="utf-8")

    _, with_sheet, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--compare", EARLIER, capsys=capsys)
    _, with_evaluation, _ = run(
        "evaluate", "weltoffene-kommune", ANSWERS, "--compare", str(tmp_path / "earlier.json"), capsys=capsys
    )

    assert with_evaluation == with_sheet


@pytest.mark.parametrize("ending", ["pdf", "html", "docx"])
def test_report_is_written(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"report.{ending}"

    status, out, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--report", str(target), capsys=capsys)

    beginnings = {"pdf": b"%PDF-", "html": b"<!doctype html>", "docx": b"PK"}
    assert status == 0
    assert target.read_bytes()[:15].lower().startswith(beginnings[ending].lower())
    assert out.splitlines()[-1] == f"Report: {target}"


@pytest.mark.parametrize("ending", ["xlsx", "ods", "pdf"])
def test_questionnaire_is_written(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"questions.{ending}"

    status, out, _ = run(
        "questionnaire", "weltoffene-kommune", "--to", str(target), "--for", "youth", "--kind", "county", capsys=capsys
    )

    number = int(out.split()[0])
    assert status == 0
    assert target.stat().st_size > 5000
    assert 1 < number < 108


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_questionnaire_of_one_field(
    ending: str, tmp_path: Path, instrument: Instrument, capsys: pytest.CaptureFixture[str]
) -> None:
    field = instrument.framework.fields[2]
    target = tmp_path / f"questions.{ending}"

    status, out, _ = run(
        "questionnaire", "weltoffene-kommune", "--to", str(target), "--field", field.key, capsys=capsys
    )

    assert (status, out.strip()) == (0, f"{len(field.questions)} questions in {target}")


def test_last_times_answers_can_be_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = write_sheet(tmp_path, answers=[{"question": "m-1.1", "value": "begun", "comment": "since May"}])
    form = tmp_path / "form.ods"

    status, _, _ = run(
        "questionnaire", "weltoffene-kommune", "--to", str(form), "--answers", str(earlier), capsys=capsys
    )
    _, out, _ = run("evaluate", "weltoffene-kommune", str(form), "--json", capsys=capsys)

    assert status == 0
    assert [row["value"] for row in json.loads(out)["questions"] if row["value"]] == ["begun"]


def test_a_questionnaire_on_paper_holds_no_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = write_sheet(tmp_path)

    status, _, err = run(
        "questionnaire", "weltoffene-kommune", "--to", str(tmp_path / "q.pdf"), "--answers", str(earlier), capsys=capsys
    )

    assert status == 2
    assert err.startswith("Wrong usage: --answers: ")


def test_an_evaluation_is_no_sheet_of_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, evaluation, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--json", capsys=capsys)
    (tmp_path / "evaluation.json").write_text(evaluation, encoding="utf-8")

    status, _, err = run("evaluate", "weltoffene-kommune", str(tmp_path / "evaluation.json"), capsys=capsys)

    assert status == 1
    assert "this is an evaluation and no sheet of answers; it serves for --compare." in err


@pytest.mark.parametrize("name", ["/etc", "weltoffene-kommune@../../..", "../1.0"])
def test_a_sheet_cannot_choose_a_folder(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, framework=name)

    status, _, err = run("evaluate", "weltoffene-kommune", ANSWERS, "--compare", str(sheet), capsys=capsys)

    assert status == 1
    assert err.splitlines()[1] == f"- sheet.json, framework: there is no such framework. Found: “{name}”."


def test_a_report_keeps_a_link_and_refuses_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, link, folder = tmp_path / "target.html", tmp_path / "link.html", tmp_path / "folder.html"
    link.symlink_to(target)
    folder.mkdir()

    done, _, _ = run("evaluate", "weltoffene-kommune", ANSWERS, "--report", str(link), capsys=capsys)
    refused, _, err = run("evaluate", "weltoffene-kommune", ANSWERS, "--report", str(folder), capsys=capsys)

    assert (done, refused) == (0, 1)
    assert link.is_symlink()
    assert target.read_bytes().lower().startswith(b"<!doctype html>")
    assert err.startswith(f"{folder} cannot be used: this is a folder, not a file.")


@pytest.mark.parametrize("number", ["4", "0", "-1"])
def test_a_threshold_cannot_be_lowered(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["evaluate", "weltoffene-kommune", ANSWERS, f"--anonymity-threshold={number}", "--language", "en"])

    assert stop.value.code == 2
    assert "at least 5" in capsys.readouterr().err


def test_faulty_answers_are_all_listed_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = write_sheet(
        tmp_path,
        answers=[
            {"question": "m-1.1", "value": "maybe"},
            {"question": "m-9.9", "value": "begun"},
            {"question": "m-1.2"},
        ],
    )
    report = tmp_path / "report.pdf"

    status, out, err = run("evaluate", "weltoffene-kommune", str(sheet), "--report", str(report), capsys=capsys)

    assert (status, out) == (1, "")
    assert [line.split(": ")[0] for line in err.splitlines() if line.startswith("- ")] == [
        "- sheet.json, answers[0].value",
        "- sheet.json, answers[1].question",
        "- sheet.json, answers[2]",
    ]
    assert not report.exists()


def test_faulty_answers_leave_an_older_report_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, answers=[{"question": "m-1.1", "value": "maybe"}])
    report = tmp_path / "report.pdf"
    report.write_bytes(b"older")

    run("evaluate", "weltoffene-kommune", str(sheet), "--report", str(report), capsys=capsys)

    assert report.read_bytes() == b"older"


def test_answers_of_another_version_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, framework="weltoffene-kommune@0.9")

    status, _, err = run("evaluate", "weltoffene-kommune", str(sheet), capsys=capsys)

    assert status == 1
    assert "the answers were given to another framework or version. Found: “weltoffene-kommune@0.9”." in err


def test_files_of_several_colleagues_are_put_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"youth.json": "begun", "health.json": "established", "social.json": "established"}
    for name, value in files.items():
        sheet = {"answers": [{"question": "m-1.1", "value": value}]}
        (tmp_path / name).write_text(json.dumps(sheet), encoding="utf-8")

    _, out, _ = run(
        "evaluate", "weltoffene-kommune", *(str(tmp_path / name) for name in files), "--json", capsys=capsys
    )

    question = json.loads(out)["questions"][0]
    assert {key: question[key] for key in ("key", "value", "formed", "preliminary", "respondents")} == {
        "key": "m-1.1",
        "value": "established",
        "formed": "median",
        "preliminary": True,
        "respondents": 3,
    }


def test_faults_of_several_files_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text('{"answers": [{"question": "x", "value": "y"}]}', encoding="utf-8")

    status, _, err = run(
        "evaluate", "weltoffene-kommune", str(tmp_path / "one.json"), str(tmp_path / "two.json"), capsys=capsys
    )

    assert status == 1
    assert [line.split(",")[0] for line in err.splitlines()[1:3]] == ["- one.json", "- two.json"]


def test_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nowhere.json"

    status, _, err = run("evaluate", "weltoffene-kommune", str(path), capsys=capsys)

    assert status == 1
    assert f"- nowhere.json: the file is missing in the folder {tmp_path}.\n" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "weltoffene-kommune", ANSWERS, "--report", "report.txt"],
        ["evaluate", "weltoffene-kommune", "answers.docx"],
        ["evaluate", "weltoffene-kommune", ANSWERS, "--kind", "kingdom"],
        ["evaluate", "weltoffene-kommune", ANSWERS, "--kind", "village"],
        ["questionnaire", "weltoffene-kommune", "--to", "questions.txt"],
        ["questionnaire", "weltoffene-kommune", "--to", "questions.ods", "--for", "kitchen"],
        ["questionnaire", "weltoffene-kommune", "--to", "questions.ods", "--kind", "kingdom"],
        ["questionnaire", "weltoffene-kommune", "--to", "questions.ods", "--field", "garden"],
    ],
)
def test_wrong_usage_ends_with_two(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    status, out, err = run(*arguments, capsys=capsys)

    assert (status, out) == (2, "")
    assert err.startswith("Wrong usage: ")
    assert list(tmp_path.iterdir()) == []


def test_missing_argument_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["evaluate", "--language", "en"])

    assert stop.value.code == 2
    assert "the following arguments are required: FRAMEWORK, ANSWERS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "beginning"),
    [
        ({}, "Aufruf: "),
        ({"LANG": "de_DE.UTF-8"}, "Aufruf: "),
        ({"LANG": "en_GB.UTF-8"}, "usage: "),
        ({"LANG": "C.UTF-8"}, "Aufruf: "),
    ],
)
def test_the_environment_chooses_the_language(variables: dict[str, str], beginning: str) -> None:
    """In a process of its own, since the language belongs to the process."""
    done = subprocess.run(
        [sys.executable, "-m", "weltoffen.cli", "--help"],
        env={"PYTHONIOENCODING": "utf-8", **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.startswith(beginning)


def test_a_closed_pipe_is_no_fault() -> None:
    command = f"{sys.executable} -m weltoffen.cli evaluate weltoffene-kommune {ANSWERS} --json | head -c 10"

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, '{\n  "frame', "")
