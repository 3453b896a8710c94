"""The questionnaire as a spreadsheet: the same form in both formats, protected, and safe with whatever people write."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.cast import ROOT
from tests.selfcheck_documents.workbooks import MAIN, found, members_of, sheets_of

from selfcheck import Answer, AnswerSheet, Instrument, Language, Municipality, Refusal, load_instrument
from selfcheck_documents.spreadsheets import read_answers, write_questionnaire
from selfcheck_documents.spreadsheets.grid import column_name, position
from selfcheck_documents.spreadsheets.lines import lines_of, split_lines, width_of
from selfcheck_documents.spreadsheets.ods_xml import paragraphs

ENDINGS = pytest.mark.parametrize("ending", [".xlsx", ".ods"])
INSTRUMENTS = sorted(path.parent for path in (ROOT / "tests" / "frameworks" / "instruments").glob("*/*/framework.yaml"))
HOSTILE = [
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<b>fett</b> & </text:p>",
    'Sie sagte: "Ja", dann; und „nein“',
    "Zeile 1\nZeile 2\n\nZeile 4",
    "zwei  Leerzeichen   und 😀 Ünïcödé 你好",
    "_x0041_ &amp; {answered} %s",
    "x" * 10_000,
    "07333",
    "2026-01-01",
]


def sheet_of(instrument: Instrument, comments: list[str]) -> AnswerSheet:
    """One person's sheet: the first questions answered with the best option, each with a comment."""
    questions = list(instrument.framework.questions.values())
    answers = [
        Answer(question.key, question.scale.best.key, "3", "personnel", comment)
        for question, comment in zip(questions, comments, strict=False)
    ]
    town = Municipality("Musterstadt", "07333", "town")
    return AnswerSheet(tuple(answers), {}, town, instrument.framework.name, "2026-10-15")


def of_one_person(sheet: AnswerSheet, respondent: str) -> AnswerSheet:
    """What one person's form can hold of the county's sheet."""
    answers = tuple(answer for answer in sheet.answers if answer.respondent == respondent)
    return replace(
        sheet, answers=answers, agreed={}, municipality=replace(sheet.municipality, coat_of_arms="", members=())
    )


@ENDINGS
def test_form_asks_every_question(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"

    assert write_questionnaire(instrument, path, language="en") == 108
    keys = [row[0] for row in sheets_of(path)["Questions"] if row and row[0]]
    assert keys == ["#key", *instrument.framework.questions]


@ENDINGS
def test_form_asks_only_what_concerns(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"

    number = write_questionnaire(instrument, path, language="en", kind="village", department="youth")

    expected = [question.key for question in instrument.framework.questions_for(kind="village", department="youth")]
    rows = sheets_of(path)["Questions"]
    assert [row[1] for row in rows if row[:1] not in ([], [""], ["#key"])] == expected
    assert number == len(expected)
    assert rows[0][6] == f"Answered: 0 of {number}"


def test_form_names_restrictions_of_questions(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.ods"
    write_questionnaire(instrument, path, language="en")
    write_questionnaire(instrument, tmp_path / "county.ods", language="en", kind="county")

    explanations = {row[0]: str(row[3]).split("\n")[0] for row in sheets_of(path)["Questions"] if len(row) > 3}
    for_county = {row[0]: row[3] for row in sheets_of(tmp_path / "county.ods")["Questions"] if len(row) > 3}
    expected = "Only if question m-3.1 was answered with “Begun”, “Mostly in place”, “Established and reviewed”."
    assert explanations["m-3.2"] == expected
    assert (
        explanations["z-6.2"] == "Only for: County, City outside a county, Town or larger municipality within a county."
    )
    assert for_county["z-6.2"] == instrument.texts_in("en").questions["z-6.2"].explanation


@pytest.mark.parametrize(
    ("name", "wishes", "reason"),
    [
        ("a.xlsx", {"kind": "castle"}, "The framework knows no kind of municipality “castle”."),
        ("a.xlsx", {"department": "zoo"}, "The framework knows no department “zoo”."),
        ("a.pdf", {}, "A form ends in .xlsx, .ods, not in “.pdf”."),
        ("a", {}, "A form ends in .xlsx, .ods, not in “a”."),
    ],
)
def test_form_is_refused(
    instrument: Instrument, tmp_path: Path, name: str, wishes: dict[str, str], reason: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        write_questionnaire(instrument, tmp_path / name, language="en", **wishes)  # type: ignore[arg-type]
    assert str(refusal.value) == reason
    assert list(tmp_path.iterdir()) == []


def test_form_without_questions_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    framework = replace(instrument.framework, departments=(*instrument.framework.departments, "zoo"))
    with pytest.raises(Refusal, match="There is no question"):
        write_questionnaire(
            replace(instrument, framework=framework), tmp_path / "a.ods", language="en", department="zoo"
        )


def test_form_of_several_people_is_refused(instrument: Instrument, example_sheet: AnswerSheet, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="a single person"):
        write_questionnaire(instrument, tmp_path / "a.xlsx", language="en", answers=example_sheet)


@ENDINGS
@pytest.mark.parametrize("language", ["de", "en"])
def test_same_form_is_same_bytes(instrument: Instrument, tmp_path: Path, ending: str, language: Language) -> None:
    first, second = tmp_path / f"1{ending}", tmp_path / f"2{ending}"
    for path in (first, second):
        write_questionnaire(instrument, path, language=language, answers=sheet_of(instrument, HOSTILE))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_formats_say_the_same(instrument: Instrument, tmp_path: Path, language: Language) -> None:
    for name in ("a.xlsx", "a.ods"):
        write_questionnaire(instrument, tmp_path / name, language=language, answers=sheet_of(instrument, HOSTILE))
    assert sheets_of(tmp_path / "a.xlsx") == sheets_of(tmp_path / "a.ods")


@ENDINGS
@pytest.mark.parametrize("language", ["de", "en"])
def test_filled_form_comes_back_equal(
    instrument: Instrument, example_sheet: AnswerSheet, tmp_path: Path, ending: str, language: Language
) -> None:
    path = tmp_path / f"form{ending}"
    sheet = of_one_person(example_sheet, "integration")
    assert len(sheet.answers) > 30

    write_questionnaire(instrument, path, language=language, answers=sheet)

    assert read_answers(path, instrument) == sheet


@ENDINGS
def test_hostile_words_come_back_as_words(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    sheet = sheet_of(instrument, HOSTILE)

    write_questionnaire(instrument, path, language="de", answers=sheet)

    assert read_answers(path, instrument) == sheet
    text = b"".join(content for name, content in members_of(path).items() if "sheet" in name or name == "content.xml")
    assert text.count(b"<f>") + text.count(b"table:formula=") == 1


@ENDINGS
def test_words_are_kept_as_both_formats_can(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    write_questionnaire(instrument, path, language="en", answers=sheet_of(instrument, ["a\tb\r\nc\rd\x0be"]))
    assert read_answers(path, instrument).answers[0].comment == "a b\nc\nde"


def test_spaces_are_written_as_open_documents_need_them() -> None:
    first = '<text:p><text:s text:c="1"/>a<text:s text:c="2"/>b</text:p>'
    assert paragraphs(" a  b\n<c>") == f"{first}<text:p>&lt;c&gt;</text:p>"


@ENDINGS
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(comment=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=300))
def test_any_comment_comes_back(instrument: Instrument, tmp_path: Path, ending: str, comment: str) -> None:
    path = tmp_path / f"form{ending}"
    sheet = sheet_of(instrument, [comment])

    write_questionnaire(instrument, path, language="en", kind="town", department="council_office", answers=sheet)

    assert read_answers(path, instrument).answers[0].comment == comment.strip()


@ENDINGS
@pytest.mark.parametrize("folder", INSTRUMENTS, ids=lambda folder: folder.parent.name)
def test_every_instrument_has_a_form(folder: Path, tmp_path: Path, ending: str) -> None:
    instrument = load_instrument(folder)
    framework = instrument.framework
    evidence = {kind: f"Nachweis {kind}" for kind in framework.evidence_kinds} or {"": "Nachweis"}
    answers = tuple(
        Answer(question.key, option.key, evidence=evidence)
        for question, option in ((question, question.scale.options[0]) for question in framework.questions.values())
    )
    path = tmp_path / f"form{ending}"

    number = write_questionnaire(instrument, path, language="en", answers=AnswerSheet(answers))

    assert number == len(framework.questions)
    assert read_answers(path, instrument).answers == answers


@ENDINGS
def test_groups_of_the_sheet_keep_their_labels(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    answers = (Answer("m-1.1", "none", "Ada", "sports-clubs"),)
    sheet = AnswerSheet(answers, groups={"sports-clubs": "Vereine und Verbände"}, framework="weltoffene-kommune@1.0")

    write_questionnaire(instrument, path, language="en", answers=sheet)

    assert "Vereine und Verbände" in [row[1] for row in sheets_of(path)["Instructions"] if len(row) > 1]
    assert read_answers(path, instrument) == sheet


def test_form_speaks_german(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_questionnaire(instrument, path, language="de", kind="county", answers=sheet_of(instrument, ["Gut"]))

    sheets = sheets_of(path)
    assert list(sheets) == ["Anleitung", "Fragen", "selfcheck_form"]
    header = ["#key", "Nr.", "Frage", "Erläuterung", "Möglicher Nachweis", "Wer es meist weiß", "Antwort", "Anmerkung"]
    assert sheets["Fragen"][1] == header
    assert sheets["Fragen"][0][6] == "Beantwortet: 1 von 100"
    assert sheets["Anleitung"][1] == ["Fassung 1.0 · Landkreis · 100 Fragen"]


def test_count_is_a_formula_over_all_questions(instrument: Instrument, tmp_path: Path) -> None:
    write_questionnaire(instrument, tmp_path / "a.xlsx", language="en")
    write_questionnaire(instrument, tmp_path / "a.ods", language="en")
    last = len(sheets_of(tmp_path / "a.ods")["Questions"])

    sheet = etree.fromstring(members_of(tmp_path / "a.xlsx")["xl/worksheets/sheet2.xml"])
    content = etree.fromstring(members_of(tmp_path / "a.ods")["content.xml"])
    formula = f'"Answered: "&COUNTA(G3:G{last})&" of "&COUNTA(A3:A{last})'
    in_ods = f'of:="Answered: "&COUNTA([.G3:.G{last}])&" of "&COUNTA([.A3:.A{last}])'
    assert [element.text for element in sheet.iter(f"{MAIN}f")] == [formula]
    assert found(content, "//@table:formula") == [in_ods]


def test_only_inputs_of_a_workbook_are_unlocked(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_questionnaire(instrument, path, language="en")
    members = members_of(path)

    styles = etree.fromstring(members["xl/styles.xml"])
    formats = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
    unlocked = {
        str(number)
        for number, style in enumerate(formats)
        if (lock := style.find(f"{MAIN}protection")) is not None and lock.get("locked") == "0"
    }
    open_cells = []
    for number in (1, 2, 3):
        sheet = etree.fromstring(members[f"xl/worksheets/sheet{number}.xml"])
        assert [lock.get("sheet") for lock in sheet.iter(f"{MAIN}sheetProtection")] == ["1"]
        open_cells.append([cell.get("r", "") for cell in sheet.iter(f"{MAIN}c") if cell.get("s") in unlocked])
    details, answers, record = open_cells
    keys = [number for number, row in enumerate(sheets_of(path)["Questions"], 1) if row[:1] not in ([], [""], ["#key"])]
    assert answers == [f"{column}{number}" for number in keys for column in "GH"]
    assert [name[0] for name in details] == ["B"] * 6
    assert record == []
    assert b'<workbookProtection lockStructure="1"/><bookViews>' in members["xl/workbook.xml"]


def test_only_inputs_of_an_open_document_are_unlocked(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.ods"
    write_questionnaire(instrument, path, language="en")

    content = etree.fromstring(members_of(path)["content.xml"])
    is_open = "style:table-cell-properties/@style:cell-protect='none'"
    unlocked = found(content, f"//style:style[{is_open}]/@style:name")
    cells = found(content, "//table:table-cell/@table:style-name")
    assert sum(name in unlocked for name in cells) == 6 + 2 * 108
    assert found(content, "//table:table/@table:protected") == ["true"] * 3
    assert found(content, "//office:spreadsheet/@table:structure-protected") == ["true"]


def test_open_document_names_its_type_first(instrument: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "form.ods"
    write_questionnaire(instrument, path, language="en")
    assert path.read_bytes()[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def test_drop_downs_offer_the_labels(instrument: Instrument, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.ods"):
        write_questionnaire(instrument, tmp_path / name, language="en")
    sheet = etree.fromstring(members_of(tmp_path / "a.xlsx")["xl/worksheets/sheet2.xml"])
    content = etree.fromstring(members_of(tmp_path / "a.ods")["content.xml"])
    labels = [named.label for named in instrument.texts_in("en").scales["progress"].values()]

    ranges = {element.text for element in sheet.iter(f"{MAIN}formula1")}
    conditions = found(content, "//@table:condition")
    assert ranges == {"selfcheck_form!$C$1:$I$1"}
    assert conditions[-1] == "of:cell-content-is-in-list([$selfcheck_form.$C$1:.$I$1])"
    record = sheets_of(tmp_path / "a.xlsx")["selfcheck_form"]
    assert record[0][2:] == labels
    details = etree.fromstring(members_of(tmp_path / "a.xlsx")["xl/worksheets/sheet1.xml"])
    assert [element.text for element in details.iter(f"{MAIN}formula1")] == [
        "selfcheck_form!$C$2:$G$2",
        "selfcheck_form!$C$3:$T$3",
    ]
    assert record[1][2:] == [named.label for named in instrument.texts_in("en").kinds.values()]
    assert record[2][2:] == [named.label for named in instrument.texts_in("en").departments.values()]


def test_header_stays_in_view_and_heads_every_page(instrument: Instrument, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.ods"):
        write_questionnaire(instrument, tmp_path / name, language="en")
    workbook = members_of(tmp_path / "a.xlsx")
    sheet = etree.fromstring(workbook["xl/worksheets/sheet2.xml"])
    panes = [(pane.get("ySplit"), pane.get("state")) for pane in sheet.iter(f"{MAIN}pane")]
    pages = [(page.get("orientation"), page.get("fitToHeight")) for page in sheet.iter(f"{MAIN}pageSetup")]
    assert (panes, pages) == ([("2", "frozen")], [("landscape", "0")])
    assert b">Questions!$2:$2</definedName>" in workbook["xl/workbook.xml"]

    document = members_of(tmp_path / "a.ods")
    view = etree.fromstring(document["settings.xml"])
    content = etree.fromstring(document["content.xml"])
    split = found(view, "//config:config-item[@config:name='VerticalSplitPosition']/text()")
    header = found(content, "//table:table-header-rows//text:p[1]/text()")
    assert split == ["2"]
    assert header[:2] == ["#key", "No."]


def test_form_is_not_written_where_nothing_can_be_written(instrument: Instrument, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_questionnaire(instrument, tmp_path / "nowhere" / "a.ods", language="en")


def test_lines_follow_the_width() -> None:
    text = "Verwaltungsleitung und Integrationsbeauftragte"
    assert lines_of("", 10) == 1
    assert lines_of("a\n\nb", 10) == 3
    assert lines_of(text, width_of(text) * 1.1) == 1
    assert lines_of(text, width_of("Verwaltungsleitung und") * 1.1) == 2
    assert lines_of(text, width_of("Verwaltungsleitung") / 2) == 6
    assert split_lines(text, width_of("Verwaltungsleitung und") * 1.1) == (
        "Verwaltungsleitung und",
        "Integrationsbeauftragte",
    )


@given(st.text(max_size=200), st.floats(5, 50))
def test_narrower_columns_never_need_fewer_lines(text: str, width: float) -> None:
    assert lines_of(text, width) >= lines_of(text, width * 2)


@given(st.integers(0, 16_383), st.integers(0, 1_048_575))
def test_names_of_cells_come_back(column: int, row: int) -> None:
    assert position(f"{column_name(column)}{row + 1}") == (row, column)


def converted(source: Path, folder: Path, kind: str) -> Path:
    """The file as LibreOffice writes it again."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed, so its view of our files is not tested.")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


def test_libre_office_keeps_everything(instrument: Instrument, tmp_path: Path) -> None:
    sheet = sheet_of(instrument, HOSTILE)
    for ending, other in ((".xlsx", "ods"), (".ods", "xlsx")):
        path = tmp_path / f"form{ending}"
        write_questionnaire(instrument, path, language="de", answers=sheet)
        saved = converted(path, tmp_path / other, other)
        assert read_answers(saved, instrument) == sheet


def test_libre_office_shows_the_same_form(instrument: Instrument, tmp_path: Path) -> None:
    shown = []
    for ending in (".xlsx", ".ods"):
        path = tmp_path / f"form{ending}"
        write_questionnaire(instrument, path, language="en", answers=sheet_of(instrument, HOSTILE))
        second_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
        converted(path, tmp_path / ending[1:], second_sheet)
        (csv,) = (tmp_path / ending[1:]).glob("*.csv")
        shown.append(csv.read_text(encoding="utf-8"))
    assert shown[0] == shown[1]
    assert "Answered: 12 of 108" in shown[0].splitlines()[0]
