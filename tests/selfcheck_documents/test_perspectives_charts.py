"""Perspectives beside the administration: what is drawn, said and tabled; suppressed ones show nothing."""

from fractions import Fraction

import pytest
from tests.selfcheck_documents.drawings import elements, parsed, texts_in, tracks

from selfcheck_documents.charts import Chart, Choice, Own, View, ViewsRow, perspectives_chart, views_chart
from selfcheck_documents.charts.drawing import LEFT, RIGHT
from selfcheck_documents.charts.views import MOST_DRAWN
from selfcheck_documents.colours import INK
from selfcheck_documents.words import Words

WORDS = Words("en")
CHOICES = (Choice("no", Fraction(0)), Choice("partly", Fraction(1, 2)), Choice("yes", Fraction(1)), Choice("not known"))
VIEWS = (
    View("All", (6, 4, 5, 2), Fraction(47, 100)),
    View("Politics", (1, 4, 0, 0), Fraction(2, 5)),
    View("Business", None),
    View("Residents", (0, 0, 0, 0)),
)


def drawn(own: Own | None, *, is_large: bool = False) -> Chart:
    """The chart of the views above."""
    return perspectives_chart("Are there rules?", VIEWS, own, CHOICES, WORDS, is_large=is_large)


def shares(chart: Chart) -> list[float]:
    """The radii of all circles, in their order."""
    return [float(circle["r"]) for circle in elements(chart, "circle")]


@pytest.mark.parametrize("is_large", [False, True])
def test_every_vote_that_may_be_shown_is_drawn_said_and_tabled(is_large: bool) -> None:
    chart = drawn(Own("Administration", option=2), is_large=is_large)

    assert parsed(chart) is not None
    assert len(shares(chart)) == 6
    assert chart.table.header == ("Perspective", "no", "partly", "yes", "not known", "Mean")
    assert chart.table.rows == (
        ("Administration", "–", "–", "x", "–", "–"),
        ("All", "6", "4", "5", "2", "47"),
        ("Politics", "1", "4", "0", "0", "40"),
        ("Business", "–", "–", "–", "–", "–"),
        ("Residents", "0", "0", "0", "0", "–"),
    )
    assert chart.description == (
        "Are there rules? Administration: yes. All: 6 “no”, 4 “partly”, 5 “yes”, 2 “not known”, mean 47. "
        "Politics: 1 “no”, 4 “partly”, mean 40. Business: too few to be shown. Residents: no votes."
    )
    assert "too few to be shown" in texts_in(chart)


def test_circles_are_as_large_as_their_share() -> None:
    chart = perspectives_chart("x", (View("A", (4, 1)), View("B", (40, 10))), None, CHOICES[:2], WORDS)
    radii = shares(chart)

    assert radii[:2] == radii[2:]
    assert radii[0] ** 2 == pytest.approx(4 * radii[1] ** 2, rel=0.01)


def test_a_score_of_the_administration_lies_between_the_steps() -> None:
    chart = drawn(Own("Administration", score=Fraction(3, 4)), is_large=True)
    line = next(one for one in elements(chart, "line") if one.get("stroke") == INK and float(one["x1"]) > LEFT + 20)
    centres = sorted({float(circle["cx"]) for circle in elements(chart, "circle")})

    assert float(line["x1"]) == pytest.approx((centres[1] + centres[2]) / 2, abs=0.1)
    assert "Administration: 75" in texts_in(chart)


def test_without_the_administration_nothing_is_marked() -> None:
    chart = drawn(None)

    assert len(elements(chart, "rect")) == 1
    assert chart.table.rows[0][0] == "All"


def test_long_options_become_letters_with_a_list() -> None:
    long = (Choice("teilweise umgesetzt: in einzelnen Verwaltungsdienststellen"), *CHOICES)
    views = (View("All", (1, 2, 3, 4, 5)),)
    texts = texts_in(perspectives_chart("x", views, Own("Administration", option=0), long, WORDS))

    assert [text for text in texts if text in set("ABCDE")] == [*"ABCDE", *"ABCDE"]
    assert "no" in texts


def test_words_are_escaped() -> None:
    assert (
        parsed(perspectives_chart("<b>", (View("<i>", (1,)),), Own("&", option=0), (Choice("<u>"),), WORDS)) is not None
    )


ROWS = (
    ViewsRow("First", Fraction(72, 100), (Fraction(41, 100), None, Fraction(9, 10))),
    ViewsRow("Second", None, (Fraction(1, 2), Fraction(0), Fraction(1))),
    ViewsRow("Third", Fraction(1, 2), (None, None, None)),
)
NAMES = ("Politics", "Business", "Residents")


def test_means_stand_beside_the_administration() -> None:
    chart = views_chart("Fields", "Administration", NAMES, ROWS, WORDS)

    assert chart is not None
    assert tracks(chart) == 5
    assert chart.table.rows[0] == ("First", "72", "41", "–", "90")
    assert chart.description == (
        "Fields, scores from 0 to 100. First: Administration 72, Politics 41, Residents 90. "
        "Second: Politics 50, Business 0, Residents 100. Third: Administration 50, too few to be shown."
    )
    figures = [one for one in elements(chart, "rect") if one.get("height") == "16"]  # each on its plate
    assert len(figures) == 5
    assert all(LEFT <= float(figure["x"]) <= RIGHT for figure in figures)


def test_too_many_perspectives_and_none_to_show_are_not_drawn() -> None:
    names = tuple(map(str, range(MOST_DRAWN + 1)))
    many = (ViewsRow("First", None, (Fraction(1, 2),) * len(names)),)

    assert views_chart("x", "A", names, many, WORDS) is None
    assert views_chart("x", "A", names[:-1], (many[0]._replace(scores=many[0].scores[1:]),), WORDS) is not None
    assert views_chart("x", "A", NAMES, ROWS[2:], WORDS) is None
