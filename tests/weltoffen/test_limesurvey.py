"""`weltoffen limesurvey` as somebody types it: a survey to a draft, responses to a mapping and to answers."""

import json
from pathlib import Path

import pytest
from tests.selfcheck_documents.limesurvey.surveys import NEW, Asked, Grouped, survey_xml, town_xml, written

from weltoffen.cli import main

TABLE = """"id";"submitdate";"email";"LB1";"LB2";"M1[a]";"M1[b]"
"1";"2026-03-01";"a@example.org";"A3";"Y";"Y";""
"2";"2026-03-02";"b@example.org";"A1";"N";"";""
"3";"";"c@example.org";"A1";"N";"";""
"""


def run(*arguments: str, capsys: pytest.CaptureFixture[str], language: str = "en") -> tuple[int, list[str], str]:
    status = main(["limesurvey", *arguments, "--language", language])
    captured = capsys.readouterr()
    return status, captured.out.splitlines(), captured.err


@pytest.fixture
def draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder of a draft that the command wrote."""
    target = tmp_path / "offene-stadt" / "1.0"
    survey = written(tmp_path, town_xml())
    assert run("framework", str(survey), "--to", str(target), capsys=capsys)[0] == 0
    return target


def test_a_survey_becomes_a_folder_with_a_list_of_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "draft"

    status, out, err = run("framework", str(written(tmp_path, town_xml())), "--to", str(target), capsys=capsys)

    assert (status, err) == (0, "")
    assert out == [
        f"7 of 8 questions became 10 questions in {target}.",
        f"5 entries were left out, 4 are to be checked: {target / 'limesurvey.md'}",
        "The draft is sound.",
    ]
    assert sorted(path.name for path in target.iterdir()) == [
        "framework.yaml", "limesurvey.md", "text.de.yaml", "text.en.yaml",
    ]  # fmt: skip


def test_the_list_speaks_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "draft"

    run("framework", str(written(tmp_path, town_xml())), "--to", str(target), capsys=capsys, language="de")

    words = (target / "limesurvey.md").read_text(encoding="utf-8")
    assert "| Gruppe | Fragencode | Gefunden | Warum |" in words
    assert "| Leitbild & Steuerung | LB3 | langer Text |" in words
    assert "yes: Ja" in (target / "text.de.yaml").read_text(encoding="utf-8").replace("'", "")


def test_faults_that_the_draft_still_has_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = {"a": {"de": "x"}, "b": {"de": "y"}}
    groups = [Grouped({"de": "Gruppe"}, [Asked("Q1", "L", {"de": "?"}, options=options)])]
    survey = written(tmp_path, survey_xml(groups, NEW))

    status, out, _ = run("framework", str(survey), "--to", str(tmp_path / "draft"), capsys=capsys)

    assert (status, out[2]) == (0, "The draft still has 1 fault:")
    assert "“gruppe” has only questions of weight 0" in out[3]


def test_nothing_is_written_over(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (draft / "framework.yaml").read_bytes()
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("edited", encoding="utf-8")
    responses = tmp_path / "results.csv"
    responses.write_text(TABLE, encoding="utf-8")

    again = run("framework", str(tmp_path / "survey.lss"), "--to", str(draft), "--id", "other", capsys=capsys)
    proposed = run("mapping", str(draft), str(responses), "--to", str(mapping), capsys=capsys)

    assert (again[0], again[2]) == (1, f"--to: {draft} is there already and not empty.\n")
    assert (proposed[0], proposed[2]) == (1, f"--to: {mapping} is there already. Choose another name.\n")
    assert ((draft / "framework.yaml").read_bytes(), mapping.read_text(encoding="utf-8")) == (before, "edited")


@pytest.mark.parametrize("deed", ["mapping", "answers"])
def test_other_kinds_of_files_are_wrong_usage(deed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--mapping", "m.yaml"] if deed == "answers" else []

    assert run(deed, "x", "y", *more, "--to", str(tmp_path / "file.txt"), capsys=capsys)[0] == 2


def test_responses_become_answers_that_can_be_evaluated(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    responses, mapping, answers = tmp_path / "results.csv", tmp_path / "mapping.yaml", tmp_path / "answers.json"
    responses.write_text(TABLE, encoding="utf-8-sig")

    proposed = run("mapping", str(draft), str(responses), "--to", str(mapping), capsys=capsys)
    carried = run("answers", str(draft), str(responses), "--mapping", str(mapping), "--to", str(answers), capsys=capsys)
    evaluated = main(["evaluate", str(draft), str(answers), "--json", "--language", "en"])

    assert proposed[1] == [
        f"4 of 10 questions of offene-stadt@1.0 have a column: {mapping}",
        "Columns that nothing is read from:",
        "- id",
        "- submitdate",
        "- email",
    ]
    assert carried[1] == [
        f"2 people’s answers in {answers}",
        "Left out: 1 responses that were not sent, 0 without an answer.",
        "Columns that nothing was read from:",
        "- id",
        "- email",
    ]
    assert evaluated == 0
    sheet = json.loads(answers.read_text(encoding="utf-8"))
    assert [(answer["respondent"], answer["question"], answer["value"]) for answer in sheet["answers"]] == [
        ("1", "LB1", "A1"), ("1", "LB2", "no"),
        ("2", "LB1", "A3"), ("2", "LB2", "yes"), ("2", "M1_a", "yes"), ("2", "M1_b", "no"),
    ]  # fmt: skip


def test_undecided_values_stop_everything(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    responses, mapping, answers = tmp_path / "results.csv", tmp_path / "mapping.yaml", tmp_path / "answers.json"
    responses.write_text(TABLE.replace("A1", "A9"), encoding="utf-8")

    _, out, _ = run("mapping", str(draft), str(responses), "--to", str(mapping), capsys=capsys)
    status, _, err = run(
        "answers", str(draft), str(responses), "--mapping", str(mapping), "--to", str(answers), capsys=capsys
    )

    assert out[1] == "1 value waits for your decision; it is marked with “?”."
    assert (status, answers.exists()) == (1, False)
    assert "Found: “A9”. Possible: A1, A2, A3, A4." in err


def test_a_key_with_other_signs_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("framework", "x.lss", "--to", str(tmp_path / "draft"), "--id", "ä b", capsys=capsys)

    assert left.value.code == 2
    assert "letters, digits" in capsys.readouterr().err
