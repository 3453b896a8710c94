"""Files of LimeSurvey are read safely, and what is wrong with one is said with its line."""

import zipfile
from pathlib import Path

import pytest
from tests.selfcheck_documents.limesurvey.surveys import (
    TOWN,
    Asked,
    Grouped,
    archive,
    document,
    survey_xml,
    town_xml,
    written,
)

from selfcheck import Fault, FaultyInput
from selfcheck_documents.limesurvey import packages, read_survey, xml_tables


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(FaultyInput) as refused:
        read_survey(path)
    return refused.value.faults


def line_of(text: str, wanted: str) -> str:
    return f"line {next(number for number, line in enumerate(text.splitlines(), 1) if wanted in line)}"


def test_the_words_of_every_language_are_read(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, town_xml()))

    assert (survey.sid, survey.db_version, survey.language, survey.languages) == ("4711", 600, "de", ("de", "en"))
    assert [question.code for question in survey.questions] == ["LB1", "LB2", "LB3", "M1", "F1", "F2", "D1", "P5"]
    assert survey.questions[0].words["en"] == "<p>Is there a <b>vision</b>?</p>"
    assert [option.value for option in survey.questions[0].options] == [0, 1, 2, 0]


def test_an_archive_brings_the_same_survey(tmp_path: Path) -> None:
    inside = read_survey(archive(tmp_path, {"survey_1.lss": town_xml(), "survey_1_tokens.lst": "<secret/>"}))

    assert inside.groups == read_survey(written(tmp_path, town_xml())).groups


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE document SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE document [<!ENTITY x SYSTEM "http://example.org/x">]>',
    ],
)
def test_document_types_and_entities_are_refused(declared: str, tmp_path: Path) -> None:
    xml = town_xml().replace("<document>", f"{declared}\n<document>", 1)

    (fault,) = faults(written(tmp_path, xml))

    assert (str(fault.place), fault.found) == ("line 2", "<!DOCTYPE document")


def test_broken_xml_is_named_with_its_line(tmp_path: Path) -> None:
    xml = town_xml().replace("</groups>", "</group>", 1)

    (fault,) = faults(written(tmp_path, xml))

    assert (str(fault.place), fault.found) == (line_of(xml, "</group>"), "</group>")


def test_a_file_that_was_cut_off_is_named_with_its_line(tmp_path: Path) -> None:
    xml = "\n".join(town_xml().splitlines()[:40])

    assert [str(fault.place) for fault in faults(written(tmp_path, xml))] == ["line 40"]


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"\x00\x01", b"PK\x03\x04broken", b'<?xml version="1.0" encoding="x"?><a/>']
)
def test_what_is_no_survey_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "survey.lss"
    path.write_bytes(content)

    assert len(faults(path)) == 1


def test_other_documents_of_limesurvey_are_refused(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, document("Group", 600, {})))

    assert (fault.key, fault.found, fault.possible) == ("LimeSurveyDocType", "Group", ("Survey",))


@pytest.mark.parametrize("version", ["", "x", "142", "999999999999999999999"])
def test_versions_that_wrote_no_such_files_are_refused(version: str, tmp_path: Path) -> None:
    xml = document("Survey", version, {"groups": [{"gid": 1}]})

    assert [fault.key for fault in faults(written(tmp_path, xml))] == (["DBVersion"] if len(version) < 9 else [""])


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    more = {
        "groups": [{"gid": "", "group_order": 9}],
        "questions": [
            {"qid": "901", "parent_qid": 0, "gid": "77", "type": "Y", "title": "lost"},
            {"qid": "902", "parent_qid": 0, "gid": "1", "type": "", "title": "untyped"},
        ],
    }

    found = faults(written(tmp_path, survey_xml(TOWN, more=more)))

    assert {(fault.message.text, fault.found) for fault in found} == {
        ("the row has no “{column}”.", None),
        ("the question belongs to no group of the survey.", "lost"),
        ("a question needs a code (title) and a type.", "902"),
    }
    assert all(fault.place for fault in found)


def test_a_survey_without_questions_is_refused(tmp_path: Path) -> None:
    assert len(faults(written(tmp_path, survey_xml([Grouped({"de": "Leer"}, [])])))) == 1


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, town_xml())
    packed = archive(tmp_path, {"a.lss": town_xml()})

    monkeypatch.setattr(xml_tables, "MOST_ROWS", 20)
    assert [fault.message.text for fault in faults(path)] == ["the file has more than {most} rows."]
    monkeypatch.setattr(packages, "LARGEST_CONTENT", 1000)
    assert [fault.message.text for fault in faults(packed)] == ["the file unpacks to more than {size} MB."]
    monkeypatch.setattr(packages, "LARGEST_FILE", 100)
    assert [fault.message.text for fault in faults(path)] == ["the file is larger than {size} MB."]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert len(faults(written(tmp_path, "<a>" * 5000 + "</a>" * 5000))) == 1


def test_an_archive_without_or_with_two_surveys_is_refused(tmp_path: Path) -> None:
    assert len(faults(archive(tmp_path, {"notes.txt": "x"}))) == 1
    assert [fault.found for fault in faults(archive(tmp_path, {"a.lss": "x", "b.lss": "y"}))] == ["a.lss, b.lss"]


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.lss": town_xml()})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.start_dir
    content[6] |= 1
    content[start + 8] |= 1
    path.write_bytes(content)

    assert [fault.message.text for fault in faults(path)] == [
        "the file is protected with a password. Save it without one."
    ]


def test_answers_of_lost_questions_are_counted(tmp_path: Path) -> None:
    groups = [Grouped({"de": "G"}, [Asked("Q1", "Y", {"de": "?"})])]
    more = {"answers": [{"qid": "888", "code": "A1", "aid": "1"}]}

    assert read_survey(written(tmp_path, survey_xml(groups, more=more))).others == {"orphans": 1}
