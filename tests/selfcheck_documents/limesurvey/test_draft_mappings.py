"""A mapping that was saved may wait for decisions, and may be of an earlier version of the framework."""

import pytest

from selfcheck import FaultyInput, Instrument
from selfcheck_documents.limesurvey import answers_by_row, mapping_in, propose_answers, responses_in

TEXT = """format: '1'
framework: weltoffene-kommune@0.9
answers:
  answers-1: {Begonnen: begun, läuft: '?', früher: gone}
columns:
  - {column: m11, question: m-1.1, answers: answers-1}
  - {column: alt, question: m-99.9, answers: answers-1}
"""


def test_questions_that_are_gone_are_left_out_and_options_wait(instrument: Instrument) -> None:
    mapping = mapping_in(TEXT, "alt.yaml", instrument, is_draft=True)

    [column] = mapping.columns
    assert (column.question, dict(column.answers)) == ("m-1.1", {"Begonnen": "begun", "läuft": "?", "früher": "?"})
    with pytest.raises(FaultyInput) as refused:
        mapping_in(TEXT, "alt.yaml", instrument)
    assert {fault.found for fault in refused.value.faults} >= {"weltoffene-kommune@0.9", "m-99.9"}


def test_a_draft_of_another_framework_is_refused(instrument: Instrument) -> None:
    with pytest.raises(FaultyInput):
        mapping_in(TEXT.replace("weltoffene-kommune", "anderes"), "alt.yaml", instrument, is_draft=True)


def test_each_response_by_itself_and_an_open_value_is_no_answer(instrument: Instrument) -> None:
    responses = responses_in("m11\nläuft\nBegonnen\n".encode(), "a.csv")
    mapping = mapping_in(TEXT, "alt.yaml", instrument, is_draft=True)

    rows = answers_by_row(responses, mapping, instrument)

    assert [(row.line, dict(row.answers)) for row in rows] == [(2, {}), (3, {"m-1.1": "begun"})]


def test_values_of_a_chosen_column_find_their_options_by_words_then_by_code(instrument: Instrument) -> None:
    found = propose_answers(instrument, "m-1.1", {"A1": "Begonnen", "Geplant": "", "N/A": "", "x": "y"}, is_box=False)

    assert found == {"A1": "begun", "Geplant": "planned", "N/A": "-", "x": "?"}
