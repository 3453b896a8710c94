"""Then and now: differences with their sign, over the questions answered both times."""

from fractions import Fraction

import pytest
from tests.selfcheck.building import evaluated, framework, texts_of
from tests.selfcheck_documents.drawings import elements, texts_in, tracks

from selfcheck import Comparison, Instrument, compare
from selfcheck_documents.charts import Chart, change_chart
from selfcheck_documents.charts.differences import signed
from selfcheck_documents.charts.drawing import LEFT, RIGHT
from selfcheck_documents.words import Words

WORDS = Words("en")
THREE = framework("[{key: f, questions: [{key: a}, {key: b}]}, {key: g, questions: [{key: c}]}]")


def change(then: str, now: str) -> Chart:
    return change_chart(compare(evaluated(THREE, now), evaluated(THREE, then)), texts_of(THREE), WORDS)


def test_changes_are_those_of_the_comparison(instrument: Instrument, example_comparison: Comparison) -> None:
    chart = change_chart(example_comparison, instrument.texts["en"], WORDS)

    assert [row[1:] for row in chart.table.rows] == [
        (WORDS.score(change.then), WORDS.score(change.now), signed(change.difference, WORDS), str(change.questions))
        for change in example_comparison.fields
        if change.difference is not None
    ]
    assert tracks(chart) == len(example_comparison.fields)
    assert chart.title == "Change since 20 September 2024"


def test_a_change_is_told_with_its_sign_and_its_questions() -> None:
    chart = change("a=1 b=1 c=4", "a=4 b=dk c=2")

    assert chart.table.rows == (("Field f", "25", "100", "+75", "1"), ("Field g", "100", "50", "−50", "1"))
    assert chart.description == (
        "Change since the earlier self-check, scores from 0 to 100. "
        "Field f: from 25 to 100, +75, 1 question. Field g: from 100 to 50, −50, 1 question."
    )


def test_a_field_with_nothing_to_compare_says_so_and_draws_nothing() -> None:
    chart = change("a=1 b=1", "a=4 b=4 c=4")

    assert chart.table.rows[1] == ("Field g", "–", "–", "–", "0")
    assert tracks(chart) == 1
    assert texts_in(chart)[-2:] == ["Field g", "no comparison possible"]


def test_the_marks_stand_at_then_and_now_and_an_arrow_points_from_one_to_the_other() -> None:
    chart = change("a=0 b=0", "a=4 b=4")
    then, now = elements(chart, "circle")[2:]
    tip, base, _ = elements(chart, "polygon")[0]["points"].split()

    assert (then["cx"], then["fill"], now["cx"], now["fill"]) == (str(LEFT), "#ffffff", str(RIGHT), "#2a5db0")
    assert float(base.split(",")[0]) < float(tip.split(",")[0]) < RIGHT


def test_where_nothing_changed_both_marks_show() -> None:
    chart = change("a=2 b=2", "a=2 b=2")
    then, now = elements(chart, "circle")[2:]

    assert chart.table.rows[0][3] == "±0"
    assert then["cx"] == now["cx"]
    assert float(then["r"]) > float(now["r"])
    assert elements(chart, "polygon") == []


def test_a_difference_that_is_not_that_of_the_printed_scores_is_explained(example_comparison: Comparison) -> None:
    rounded_apart = Fraction(104, 1000), Fraction(497, 1000)
    changes = [
        type(change)(change.key, 1, *pair)
        for change, pair in zip(example_comparison.fields[:1], [rounded_apart], strict=True)
    ]
    comparison = Comparison("", "", 1, (), tuple(changes), {}, None, (), (), ())
    texts = texts_of(framework(f"[{{key: {changes[0].key}, questions: [{{key: a}}]}}]"))

    assert texts_in(change_chart(comparison, texts, WORDS))[-1] == "Scores and differences are rounded separately."


@pytest.mark.parametrize(
    ("difference", "printed"),
    [(Fraction(19, 100), "+19"), (Fraction(-9, 100), "−9"), (Fraction(-1, 1000), "±0"), (Fraction(0), "±0")],
)
def test_a_difference_has_a_sign(difference: Fraction, printed: str) -> None:
    assert signed(difference, WORDS) == printed
