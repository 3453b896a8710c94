"""Municipalities side by side: a line for each, in the order of their names, whatever their scores are."""

from fractions import Fraction

from tests.selfcheck_documents.drawings import elements, parsed, texts_in, tracks

from selfcheck_documents.charts import BesideRow, beside_chart
from selfcheck_documents.charts.beside import MOST_DRAWN
from selfcheck_documents.charts.drawing import LEFT, RIGHT
from selfcheck_documents.words import Words

WORDS = Words("en")
ROWS = (
    BesideRow("First", (Fraction(30, 100), Fraction(30, 100), None)),
    BesideRow("Second", (Fraction(1), Fraction(0), Fraction(1, 2))),
    BesideRow("Third", (None, None, None)),
)


def test_every_score_stands_on_a_line_of_its_own() -> None:
    chart = beside_chart("Side by side", ("County", "A-Town", "<B>"), ROWS, WORDS)

    assert chart is not None
    assert tracks(chart) == 6
    assert chart.table.rows == (("First", "30", "30", "–"), ("Second", "100", "0", "50"), ("Third", "–", "–", "–"))
    assert chart.description == (
        "Side by side, scores from 0 to 100. First: County 30, A-Town 30. Second: County 100, A-Town 0, <B> 50. "
        "Third: no comparison possible."
    )
    assert texts_in(chart)[:3] == ["County", "A-Town", "<B>"]
    assert parsed(chart) is not None


def test_figures_stay_inside_the_drawing() -> None:
    chart = beside_chart("Side by side", ("County", "A-Town", "B"), ROWS[1:2], WORDS)

    assert chart is not None
    figures = [text for text in elements(chart, "text") if text.get("text-anchor") in ("start", "end")]
    assert [figure["text-anchor"] for figure in figures] == ["end", "start", "start"]
    assert all(LEFT <= float(figure["x"]) <= RIGHT for figure in figures)


def test_too_many_names_and_no_scores_are_not_drawn() -> None:
    names = tuple(str(number) for number in range(MOST_DRAWN + 1))
    many = (BesideRow("First", tuple(Fraction(1, 2) for _name in names)),)

    assert beside_chart("x", names, many, WORDS) is None
    assert beside_chart("x", names[:-1], (BesideRow("First", many[0].scores[:-1]),), WORDS) is not None
    assert beside_chart("x", ("A",), (BesideRow("First", (None,)),), WORDS) is None
