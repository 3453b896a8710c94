"""Distributions and gaps: what may be shown of many people's answers, and nothing of what is suppressed."""

import dataclasses
from collections.abc import Mapping
from fractions import Fraction

from tests.selfcheck.building import framework, sheet, texts_of, voices_sheet, voices_sheets
from tests.selfcheck_documents.drawings import elements, texts_in, tracks

from selfcheck import AnswerSheet, Evaluation, Instrument, evaluate
from selfcheck.evaluation.model import GroupScore
from selfcheck_documents.charts import Chart, distribution_chart, gap_chart
from selfcheck_documents.words import Words

WORDS = Words("en")
ONE = framework("[{key: f, questions: [{key: a}]}]", departments="[staff]")
TWO = framework("[{key: f, questions: [{key: a}, {key: b}]}, {key: g, questions: [{key: c}]}]")


def distribution(answers: Mapping[str | None, str]) -> Chart | None:
    return distribution_chart("a", evaluate(ONE, voices_sheet("a", answers)), texts_of(ONE), WORDS)


def gaps(answers: AnswerSheet, names: Mapping[str, str]) -> Chart | None:
    named = dataclasses.replace(answers, groups=names)
    return gap_chart(evaluate(TWO, named), texts_of(TWO), WORDS)


def test_a_distribution_counts_all_answers_and_those_of_each_visible_group() -> None:
    chart = distribution({"staff": "4 4 4 4 3 dk", "guests": "0 0 1 1 1"})

    assert chart is not None
    assert chart.table.header == ("Answer", "All", "guests", "staff")
    assert chart.table.rows == (
        ("0", "2", "2", "0"),
        ("1", "3", "3", "0"),
        ("2", "0", "0", "0"),
        ("3", "1", "0", "1"),
        ("4", "4", "0", "4"),
        ("dk", "1", "0", "1"),
        ("na", "0", "0", "0"),
        ("Responses", "11", "5", "6"),
    )
    assert chart.description == (
        "Answers: Is there a? All (11 responses): 0 2, 1 3, 3 1, 4 4, dk 1. "
        "guests (5 responses): 0 2, 1 3. staff (6 responses): 3 1, 4 4, dk 1."
    )


def test_the_segments_of_a_distribution_print_their_counts_in_order() -> None:
    chart = distribution({None: "4 4 4 4 0 dk dk"})

    assert chart is not None
    assert texts_in(chart)[-3:] == ["1", "4", "2"]
    segments = [float(rect["width"]) for rect in elements(chart, "rect") if rect["height"] == "26"]
    assert [round((width + 2) * 7 / 376, 2) for width in segments] == [1, 4, 2]


def test_counts_stand_above_segments_that_are_too_narrow_for_them() -> None:
    chart = distribution({None: " ".join(["4"] * 98 + ["0", "1"])})

    assert chart is not None
    assert texts_in(chart)[-3:] == ["1", "1", "98"]
    places = [float(text["x"]) for text in elements(chart, "text")[-3:-1]]
    assert places[1] - places[0] > 8


def test_a_distribution_of_too_few_answers_is_not_drawn() -> None:
    assert distribution({None: "4 4 4 4"}) is None


def test_a_group_that_is_too_small_is_not_in_the_distribution() -> None:
    chart = distribution({"staff": "4 4 4 4 4 4 4 4 4 4", "guests": "0 0 0"})

    assert chart is not None
    assert chart.table.header == ("Answer", "All")


def test_what_is_no_answer_is_patterned_and_never_a_tone() -> None:
    chart = distribution({None: "0 0 0 0 0 dk dk na na"})

    assert chart is not None
    fills = [rect["fill"] for rect in elements(chart, "rect") if rect["height"] == "26"]
    assert fills == ["#d5e1f5", "url(#chart-answers-a-pale)", "url(#chart-answers-a-dots)"]


def test_gaps_show_the_scores_of_the_groups(instrument: Instrument, example_evaluation: Evaluation) -> None:
    chart = gap_chart(example_evaluation, instrument.texts["en"], WORDS)

    assert chart is not None
    compared = [part for part in example_evaluation.fields if len(part.groups) > 1]
    assert tracks(chart) == len(compared) > 0
    assert [row[-1] for row in chart.table.rows] == [WORDS.score(part.group_gap) for part in example_evaluation.fields]
    assert chart.table.header[1:3] == tuple(example_evaluation.sheet.groups.values())


def test_gaps_name_the_groups_and_print_scores_and_gap() -> None:
    answers = voices_sheets({"a": {"x": "4 4 4 4 4", "y": "1 1 1 1 1"}})
    chart = gaps(answers, {"y": "Residents"})

    assert chart is not None
    assert chart.table.header == ("Field of action", "Residents", "x", "Gap")
    assert chart.table.rows == (
        ("Field f", "25 (1 question)", "100 (1 question)", "75"),
        ("Field g", "–", "–", "–"),
    )
    assert chart.description == (
        "Fields of action as different groups see them, scores from 0 to 100. "
        "Field f: Residents 25, x 100, gap 75. Field g: no comparison possible. "
        "Groups of fewer than 5 people are not shown."
    )


def test_a_gap_over_fewer_questions_than_the_scores_says_so() -> None:
    answers = voices_sheets({"a": {"x": "4 4 4 4 4", "y": "0 0 0 0 0"}, "b": {"x": "0 0 0 0 0"}})
    chart = gaps(answers, {})

    assert chart is not None
    assert "Field f: y 0, x 50, gap 100." in chart.description
    assert "The gap compares only the questions for which every group is shown." in chart.description


def test_a_gap_over_other_questions_than_the_scores_says_so() -> None:
    made = framework("[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]")
    answers = voices_sheets(
        {"a": {"x": "4 4 4 4 4"}, "b": {"x": "2 2 2 2 2", "y": "1 1 1 1 1"}, "c": {"y": "0 0 0 0 0"}}
    )
    chart = gap_chart(evaluate(made, answers), texts_of(made), WORDS)

    assert chart is not None
    assert chart.table.rows == (("Field f", "75 (2 questions)", "13 (2 questions)", "25"),)
    assert "The gap compares only the questions for which every group is shown." in chart.description


def test_a_gap_that_is_off_by_rounding_says_so() -> None:
    evaluation = evaluate(TWO, sheet("a=1"))
    scores = (GroupScore("x", Fraction(101, 1000), 2), GroupScore("y", Fraction(497, 1000), 2))
    fields = (dataclasses.replace(evaluation.fields[0], groups=scores, group_gap=Fraction(394, 1000)),)
    exact = (dataclasses.replace(evaluation.fields[0], groups=scores, group_gap=Fraction(396, 1000)),)
    off, fitting = (
        gap_chart(dataclasses.replace(evaluation, fields=parts), texts_of(TWO), WORDS) for parts in (fields, exact)
    )

    assert off is not None
    assert fitting is not None
    assert off.description.endswith("gap 39. Scores and differences are rounded separately. "
                                    "Groups of fewer than 5 people are not shown.")  # fmt: skip
    assert fitting.description.endswith("gap 40. Groups of fewer than 5 people are not shown.")


def test_without_two_groups_anywhere_there_is_no_gap() -> None:
    assert gaps(voices_sheets({"a": {"x": "4 4 4 4 4"}, "c": {"y": "4 4 4 4 4"}}), {}) is None


def test_scores_of_groups_that_are_close_stand_beside_their_marks() -> None:
    near = gaps(voices_sheets({"a": {"x": "4 4 4 4 4", "y": "4 4 4 4 4"}}), {})
    far = gaps(voices_sheets({"a": {"x": "3 3 3 3 3", "y": "1 1 1 1 1"}}), {})

    assert near is not None
    assert far is not None
    assert [len(elements(chart, "circle")) for chart in (near, far)] == [3, 2]
