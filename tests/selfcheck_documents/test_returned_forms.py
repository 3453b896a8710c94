"""Forms that somebody sends out and reads back: what they know unseen, and words without an answer."""

from pathlib import Path

import pytest
from tests.selfcheck_documents.test_questionnaire_spreadsheet import ENDINGS, converted
from tests.selfcheck_documents.workbooks import change, fill, rows_of_questions, sheets_of, xlsx_table

from selfcheck import Answer, AnswerSheet, FaultyInput, Instrument, Refusal
from selfcheck_documents.spreadsheets import Returned, read_answers, read_returned, write_questionnaire

ANSWERED = Answer("m-1.1", "begun", comment="Seit 2024")
REMARK = Answer("m-1.2", "", comment="Frau Muster fragen")
STAMPS = {"m-1.1": "3", "m-1.2": "1", "m-1.3": "0"}


@ENDINGS
def test_form_brings_back_what_it_was_given(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    given = AnswerSheet((ANSWERED, REMARK), framework=instrument.framework.name)

    write_questionnaire(instrument, path, language="de", answers=given, source="kreis/1", stamps=STAMPS)

    sheet = AnswerSheet((ANSWERED,), framework=instrument.framework.name)
    assert read_returned(path, instrument) == Returned(sheet, (REMARK,), "kreis/1", STAMPS)
    assert sheets_of(path)["Fragen"][0][6] == "Beantwortet: 1 von 108"


def test_libre_office_keeps_what_a_form_knows(instrument: Instrument, tmp_path: Path) -> None:
    given = AnswerSheet((ANSWERED, REMARK), framework=instrument.framework.name)
    for ending, other in ((".xlsx", "ods"), (".ods", "xlsx")):
        path = tmp_path / f"form{ending}"
        write_questionnaire(instrument, path, language="de", answers=given, source="kreis/1", stamps=STAMPS)
        before = read_returned(path, instrument)
        assert read_returned(converted(path, tmp_path / other, other), instrument) == before


@ENDINGS
def test_stamps_of_questions_that_are_not_asked_stay_out(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    field, other = instrument.framework.fields[:2]
    stamps = {field.questions[0].key: "2", other.questions[0].key: "5"}

    write_questionnaire(instrument, path, language="en", field=field.key, stamps=stamps)

    assert read_returned(path, instrument).stamps == {field.questions[0].key: "2"}


@ENDINGS
def test_form_without_stamps_has_none(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    write_questionnaire(instrument, path, language="en")

    assert read_returned(path, instrument) == Returned(AnswerSheet((), framework=instrument.framework.name))
    names = {row[0] for row in sheets_of(path)["selfcheck_form"]}
    assert not names & {"source", "stamp"}


def test_words_without_an_answer_are_a_fault_for_the_calculation(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.ods"
    write_questionnaire(instrument, path, language="en", answers=AnswerSheet((REMARK,)))

    with pytest.raises(FaultyInput, match="the answer is missing"):
        read_answers(path, instrument)


def test_remarks_in_a_table(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    rows: list[list[object]] = [["Frage", "Antwort", "Anmerkung"], ["m-1.2", "", "Frau Muster fragen"]]
    xlsx_table(path, rows)

    assert read_returned(path, instrument) == Returned(AnswerSheet(()), (REMARK,))


def test_every_fault_beside_remarks_is_told(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_questionnaire(instrument, path, language="en")
    rows = rows_of_questions(path)
    fill(path, {"Questions": {
        f"A{rows['m-1.1']}": "m-99", f"H{rows['m-1.1']}": "Words without a question",
        f"H{rows['m-1.2']}": "x" * 10_001,
        f"G{rows['m-1.3']}": "Perhaps",
    }})  # fmt: skip

    with pytest.raises(FaultyInput) as faulty:
        read_returned(path, instrument)

    places = [(str(fault.place), str(fault.message)) for fault in faulty.value.faults]
    assert places == [
        (f"sheet “Questions”, cell B{rows['m-1.1']}", "there is no such question."),
        (f"sheet “Questions”, cell H{rows['m-1.2']}", "the text has 10001 characters; 10000 are possible."),
        (f"sheet “Questions”, cell G{rows['m-1.3']}", "the question has no such option."),
    ]


@ENDINGS
def test_form_of_one_field(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    field = instrument.framework.fields[1]
    label = instrument.texts_in("de").fields[field.key].label

    number = write_questionnaire(instrument, path, language="de", kind="county", field=field.key)

    asked = [question.key for question in instrument.framework.questions_for(kind="county", field=field.key)]
    assert (number, list(rows_of_questions(path))) == (len(asked), asked)
    assert set(asked) <= {question.key for question in field.questions}
    assert sheets_of(path)["Anleitung"][1] == [f"Fassung 1.0 · Landkreis · {label} · {number} Fragen"]


def test_form_of_an_unknown_field_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="The framework knows no field of action “zoo”"):
        write_questionnaire(instrument, tmp_path / "a.ods", language="en", field="zoo")


def test_whoever_has_less_memory_sets_a_lower_limit(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_questionnaire(instrument, path, language="en", answers=AnswerSheet((ANSWERED,)))
    change(path, "docProps/app.xml", lambda content: content + b"<!--" + b" " * 5_000_000 + b"-->")

    assert read_returned(path, instrument).sheet.answers == (ANSWERED,)
    with pytest.raises(FaultyInput) as faulty:
        read_returned(path, instrument, largest_content=5_000_000)
    assert [str(fault.message) for fault in faulty.value.faults] == ["the file unpacks to more than 5 MB."]
