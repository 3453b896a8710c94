"""Files that others made with LimeSurvey, where TESTS_LIMESURVEY names a folder with them: .lss, .lsa, .csv."""

import os
from collections import Counter
from pathlib import Path

import pytest

from selfcheck import FaultyInput, Instrument, load_instrument
from selfcheck_documents.limesurvey import draft_of, mapping_as_yaml, propose_mapping, read_responses, read_survey

FOLDER = Path(os.environ.get("TESTS_LIMESURVEY", ""))
FILES = sorted(FOLDER.rglob("*.ls[sa]")) if os.environ.get("TESTS_LIMESURVEY") else []
TABLES = sorted(FOLDER.rglob("*.csv")) if os.environ.get("TESTS_LIMESURVEY") else []
REASON = "TESTS_LIMESURVEY names no folder"


def faults_of(folder: Path) -> set[str]:
    """What a framework has to mend still."""
    try:
        load_instrument(folder)
    except FaultyInput as faulty:
        return {fault.message.text for fault in faulty.faults}
    return set()


@pytest.mark.skipif(not FILES, reason=REASON)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_question_is_carried_or_listed(path: Path, tmp_path: Path) -> None:
    survey = read_survey(path)
    ours = any(language.partition("-")[0] in ("de", "en") for language in survey.languages)
    codes = Counter(question.code for question in survey.questions)
    try:
        draft = draft_of(survey, translate_from=None if ours else survey.language)
    except FaultyInput as faulty:
        assert codes == Counter(fault.key for fault in faulty.faults[1:])  # noqa: PT017 - most files hold questions
        return
    for name, content in draft.files.items():
        (tmp_path / name).write_bytes(content)

    assert Counter([*draft.carried, *draft.listed]) == codes
    assert set(draft.listed) <= {remark.code for remark in draft.remarks}
    assert faults_of(tmp_path) <= {"“{part}” has only questions of weight 0, so it can never have a score."}


@pytest.mark.skipif(not TABLES, reason=REASON)
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_column_is_mapped_or_listed(path: Path, instrument: Instrument) -> None:
    responses = read_responses(path)
    mapping = propose_mapping(responses, instrument)

    headings = [column.heading for column in responses.columns]
    found = [column.heading for column in mapping.columns] + [column.heading for column in mapping.not_read]
    assert sorted(found) == sorted(headings)
    assert mapping_as_yaml(mapping, "de")
