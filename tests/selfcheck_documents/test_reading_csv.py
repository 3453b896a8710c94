"""Reading answers from plain text tables: encodings, delimiters, quotes, and every fault with its line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfcheck import Answer, FaultyInput, Instrument
from selfcheck_documents.spreadsheets import read_answers

POSSIBLE = "Does not exist, Planned, Begun, Mostly in place, Established and reviewed, Not known, Does not apply to us"
NO_COLUMN = "this cell stands under no column. A text with the delimiter in it must stand in quotes."


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path = tmp_path / "answers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def faults_in(path: Path, instrument: Instrument) -> list[str]:
    """The faults of a file, as people read them, without its name."""
    with pytest.raises(FaultyInput) as faulty:
        read_answers(path, instrument)
    return [
        fault.sentence().removeprefix("answers.csv, ").removeprefix("answers.csv: ") for fault in faulty.value.faults
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_table_is_read(
    instrument: Instrument, tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    lines = [
        ["Kommentar", "Frage", "Person", "ANTWORT", "gruppe"],
        ["Für später", "m-1.1", "Jörg", "Überwiegend umgesetzt", "Soziales"],
        [],
        ["", "m-1.2", "7", "none", ""],
        ["", "", "", "", ""],
    ]
    text = end.join(delimiter.join(line) for line in lines)
    assert read_answers(written(tmp_path, text, encoding), instrument).answers == (
        Answer("m-1.1", "mostly", "Jörg", "social", "Für später"),
        Answer("m-1.2", "none", "7"),
    )


def test_two_columns_are_enough(instrument: Instrument, tmp_path: Path) -> None:
    path = written(tmp_path, "question,value\nM-1.1, BEGUN \n m-1.2,Geplant\nm-1.3,\nm-1.4\n")
    assert read_answers(path, instrument).answers == (Answer("m-1.1", "begun"), Answer("m-1.2", "planned"))


def test_quoted_texts_keep_delimiters_quotes_and_lines(instrument: Instrument, tmp_path: Path) -> None:
    text = 'question;value;comment\nm-1.1;begun;"a;b, ""c""\r\nd"\nm-1.2;begun;=cmd|\'/c calc\'!A1\n'
    assert [answer.comment for answer in read_answers(written(tmp_path, text), instrument).answers] == [
        'a;b, "c"\nd',
        "=cmd|'/c calc'!A1",
    ]


def test_every_fault_names_its_line_and_column(instrument: Instrument, tmp_path: Path) -> None:
    text = (
        "question;value;respondent;group;comment\n"
        "m-1.1;vielleicht;Ada;Amt für alles;gut\n"
        'm-1.2;begun;Ada;;"zwei\nZeilen"\n'
        "\n"
        "m-1.2;planned;Ada;;\n"
        "m-8.8;begun;Ada;;\n"
        ";begun;Ada;;\n"
        "m-1.3;;Ada;;nur ein Kommentar\n"
        "m-1.4;begun;Ada;;gut; mit Trennzeichen\n"
        "m-2.1;begun;;;\n"
        "m-2.1;begun;;;\n"
    )
    assert faults_in(written(tmp_path, text), instrument) == [
        "line 2, group: there is no such department or group. Found: “Amt für alles”. "
        "Possible are, for example: Head of administration, Council office, Integration officer.",
        f"line 2, value: the question has no such option. Found: “vielleicht”. Possible: {POSSIBLE}.",
        "line 6, question: this respondent answers the question twice, first at line 3. Found: “m-1.2”.",
        "line 7, question: there is no such question. Found: “m-8.8”. Possible are, for example: m-1.1, m-1.2, m-1.3.",
        "line 8, value: the row belongs to no question. Move what it says to the row of a question, or clear it. "
        "Found: “begun”.",
        "line 9, value: the answer is missing, but there is a comment or evidence. Choose an answer, or clear them. "
        f"Found: “nur ein Kommentar”. Possible: {POSSIBLE}.",
        f"line 10: {NO_COLUMN} Found: “mit Trennzeichen”.",
        "line 12, question: this question is answered twice without a respondent, first at line 11. "
        "Several people need a respondent each. Found: “m-2.1”.",
    ]


def test_a_row_tells_all_its_faults(instrument: Instrument, tmp_path: Path) -> None:
    text = f"question;value;comment\nm-1.1;vielleicht;{'x' * 10_001}\n"
    assert faults_in(written(tmp_path, text), instrument) == [
        f"line 2, value: the question has no such option. Found: “vielleicht”. Possible: {POSSIBLE}.",
        "line 2, comment: the text has 10001 characters; 10000 are possible.",
    ]


def test_unknown_columns_are_faults(instrument: Instrument, tmp_path: Path) -> None:
    text = "question,value,weight,agreed\nm-1.1,nonsense,2,yes\n"
    possible = "Possible: question, value, respondent, group, comment."
    assert faults_in(written(tmp_path, text), instrument) == [
        f"line 1, weight: this column is not known. Found: “weight”. {possible}",
        f"line 1, agreed: this column is not known. Found: “agreed”. {possible}",
        f"line 2, value: the question has no such option. Found: “nonsense”. Possible: {POSSIBLE}.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ('question,value\nm-1.1,"begun\nm-1.2,begun\n', "line 2", "unexpected end of data"),
        ('question,value\nm-1.1,begun\nm-1.2,"be"gun"\n', "line 3", "',' expected after '\"'"),
    ],
)
def test_unmatched_quotes_are_faults(instrument: Instrument, tmp_path: Path, text: str, place: str, found: str) -> None:
    what = "the row that begins here cannot be read. Often a quotation mark is missing or stands alone."
    assert faults_in(written(tmp_path, text), instrument) == [f"{place}: {what} Found: “{found}”."]


def test_table_without_content_is_a_fault(instrument: Instrument, tmp_path: Path) -> None:
    columns = "Possible: question, value, respondent, group, comment."
    assert faults_in(written(tmp_path, "\n ; \n"), instrument) == [
        f"the table is empty. Its first row names the columns. {columns}"
    ]


def test_bytes_that_are_no_text_are_a_fault(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"question,value\nm-1.1,\x81\x8d\n")
    assert faults_in(path, instrument) == ["the file is not text in UTF-8 or Windows-1252."]


def test_too_many_rows_are_a_fault(instrument: Instrument, tmp_path: Path) -> None:
    path = written(tmp_path, "question,value\n" + "m-1.1,\n" * 200_001)
    assert faults_in(path, instrument) == ["line 200002: the table is too long: at most 200000 rows can be read."]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    comment=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=80),
    delimiter=st.sampled_from(";,\t"),
)
def test_any_quoted_comment_comes_back(instrument: Instrument, tmp_path: Path, comment: str, delimiter: str) -> None:
    quoted = comment.replace('"', '""')
    text = f'question{delimiter}value{delimiter}comment\nm-1.1{delimiter}begun{delimiter}"{quoted}"\n'
    assert read_answers(written(tmp_path, text), instrument).answers[0].comment == comment.strip()
