"""Prints the table of docs/benchmarks.md."""

import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measuring import HEADER, measure
from benchmarks.platform.__main__ import main as measure_platform
from benchmarks.samples import json_rows, sheet, write_larger_framework
from selfcheck import (
    compare,
    evaluate,
    evaluation_as_json,
    find_folder,
    level_changes,
    load_instrument,
    parse_json,
    sheet_from_json,
)
from selfcheck_documents.questionnaire_pdf import write_questionnaire_pdf
from selfcheck_documents.report import Report, report_content, write_docx, write_html, write_pdf
from selfcheck_documents.spreadsheets import read_answers, write_questionnaire
from selfcheck_documents.words import Words

SIZES = (1, 10, 100, 1000)


def main() -> None:
    """Measure the calculation, its growth, the documents, and the platform."""
    print(HEADER)
    _calculation()
    with tempfile.TemporaryDirectory() as folder:
        _loading(Path(folder))
        _documents(Path(folder))
    measure_platform()


def _calculation() -> None:
    framework = load_instrument(find_folder("weltoffene-kommune")).framework
    for respondents in SIZES:
        given = sheet(framework, respondents)
        bound = {1: 0.005, 1000: 0.5}.get(respondents)
        name = f"evaluate 108 questions × {respondents} respondents"
        print(measure(name, partial(evaluate, framework, given), bound).row())
    rows = json_rows(sheet(framework, 1000))
    print(measure("check 108,000 answers from JSON rows", lambda: sheet_from_json(rows, framework, "x"), None, 3).row())
    evaluation = evaluate(framework, sheet(framework, 1))
    print(measure("level changes of all fields and goals", lambda: level_changes(evaluation)).row())


def _loading(folder: Path) -> None:
    shipped = find_folder("weltoffene-kommune")
    print(measure("load 108 questions with German and English texts", lambda: load_instrument(shipped)).row())
    for questions in (450, 900, 1800):
        larger = folder / str(questions)
        write_larger_framework(shipped, larger, questions)
        number = len(load_instrument(larger).framework.questions)
        bound = 1.0 if questions == 900 else None
        print(measure(f"load {number} questions with all texts", partial(load_instrument, larger), bound, 3).row())


def _documents(folder: Path) -> None:
    place = find_folder("weltoffene-kommune")
    instrument = load_instrument(place)
    example = place / "examples" / "donnersbergkreis"
    now, then = (
        evaluate(
            instrument.framework,
            sheet_from_json(parse_json((example / name).read_text(encoding="utf-8"), name), instrument.framework, name),
        )
        for name in ("answers.json", "earlier.json")
    )
    comparison = compare(now, then)
    words = Words("de")

    def content() -> Report:
        return report_content(instrument, now, words, day=date(2026, 10, 15), comparison=comparison)

    report = content()
    print(measure("evaluation as JSON", lambda: evaluation_as_json(now, instrument.texts_in("de"), comparison)).row())
    print(measure("report: content with all charts", content).row())
    print(measure("report: PDF/UA-1 and PDF/A-2a", lambda: write_pdf(report), 1.0, 3).row())
    print(measure("report: HTML", lambda: write_html(report), None, 3).row())
    print(measure("report: DOCX", lambda: write_docx(report), None, 3).row())
    print(measure("questionnaire: PDF", lambda: write_questionnaire_pdf(instrument, language="de"), None, 3).row())
    for ending in ("xlsx", "ods"):
        path = folder / f"form.{ending}"
        print(
            measure(
                f"questionnaire: .{ending}",
                partial(write_questionnaire, instrument, path, language="de"),
                None,
                3,
            ).row()
        )
        print(measure(f"read .{ending}", partial(read_answers, path, instrument), None, 3).row())


if __name__ == "__main__":
    main()
