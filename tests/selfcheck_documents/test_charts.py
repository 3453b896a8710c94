"""What holds for every chart: sound SVG that names and describes itself, without style, script or chance."""

import dataclasses

import pytest
from tests.selfcheck_documents.drawings import NAMESPACE, elements, parsed

from selfcheck import Comparison, Evaluation, Instrument
from selfcheck.frameworks.texts import Named, QuestionText, Texts
from selfcheck_documents.charts import (
    Chart,
    change_chart,
    distribution_chart,
    gap_chart,
    goals_chart,
    profile_chart,
)
from selfcheck_documents.words import Words

HOSTILE = '<script>alert("x")</script> & {title} \'"/> \x00\x1b\ud800 end'
SURVIVING = '<script>alert("x")</script> & {title} \'"/> '
ATTRIBUTES = {
    "aria-labelledby", "cx", "cy", "d", "fill", "font-family", "font-size", "font-weight", "height", "id", "points",
    "patternTransform", "patternUnits", "r", "role", "rx", "stroke", "stroke-width", "text-anchor", "viewBox", "width",
    "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip


def all_charts(evaluation: Evaluation, comparison: Comparison, texts: Texts, prefix: str = "chart") -> dict[str, Chart]:
    words = Words("en")
    gap = gap_chart(evaluation, texts, words, prefix)
    distribution = distribution_chart("o-3.1", evaluation, texts, words, prefix)
    assert gap is not None
    assert distribution is not None
    return {
        "profile": profile_chart(evaluation, texts, words, prefix),
        "goals": goals_chart(evaluation.fields[2], evaluation, texts, words, prefix),
        "distribution": distribution,
        "gap": gap,
        "change": change_chart(comparison, texts, words, prefix),
    }


NAMES = ("profile", "goals", "distribution", "gap", "change")


@pytest.fixture
def charts(instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison) -> dict[str, Chart]:
    return all_charts(example_evaluation, example_comparison, instrument.texts["en"])


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_an_image_named_by_its_title_and_description(charts: dict[str, Chart], name: str) -> None:
    root = parsed(charts[name])
    title, description = root[0], root[1]

    assert (root.tag, root.get("role")) == (NAMESPACE + "svg", "img")
    assert (title.tag, title.text) == (NAMESPACE + "title", charts[name].title)
    assert (description.tag, description.text) == (NAMESPACE + "desc", charts[name].description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_its_natural_size_and_a_white_plate(charts: dict[str, Chart], name: str) -> None:
    root = parsed(charts[name])
    plate = elements(charts[name], "rect")
    size = {"width": "400", "height": root.get("height")}

    assert root.get("viewBox") == f"0 0 400 {root.get('height')}"
    assert {**size, "fill": "#ffffff"} in plate
    assert (root.get("width"), root.get("font-size")) == ("400", "14")


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_uses_presentation_attributes_only(charts: dict[str, Chart], name: str) -> None:
    used = {attribute for element in parsed(charts[name]).iter() for attribute in element.attrib}

    assert used - ATTRIBUTES == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_outside_the_plate(charts: dict[str, Chart], name: str) -> None:
    height = float(parsed(charts[name]).get("height", 0))
    lowest = max(float(text["y"]) for text in elements(charts[name], "text"))
    furthest = max(float(rect.get("x", 0)) + float(rect["width"]) for rect in elements(charts[name], "rect"))

    assert lowest < height
    assert furthest <= 400


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_table_fills_every_column(charts: dict[str, Chart], name: str) -> None:
    table = charts[name].table

    assert {len(row) for row in table.rows} == {len(table.header)}
    assert all(cell for row in table.rows for cell in row)


def test_the_same_input_gives_the_same_bytes(
    charts: dict[str, Chart], instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison
) -> None:
    again = all_charts(example_evaluation, example_comparison, instrument.texts["en"])

    assert again == charts


def test_charts_of_two_prefixes_share_no_id(
    charts: dict[str, Chart], instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison
) -> None:
    others = all_charts(example_evaluation, example_comparison, instrument.texts["en"], "other")
    drawn = [*charts.values(), *others.values()]
    ids = [element.get("id") for chart in drawn for element in parsed(chart).iter() if element.get("id")]

    assert len(ids) == len(set(ids)) >= 2 * len(drawn)


@pytest.mark.parametrize("name", NAMES)
def test_every_pattern_that_is_used_is_defined_in_the_same_chart(charts: dict[str, Chart], name: str) -> None:
    root = parsed(charts[name])
    used = {element.get("fill", "") for element in root.iter() if element.get("fill", "").startswith("url(")}
    defined = {f"url(#{pattern['id']})" for pattern in elements(charts[name], "pattern")}

    assert used == defined


def hostile(texts: Texts) -> Texts:
    named = Named(HOSTILE)
    return dataclasses.replace(
        texts,
        fields=dict.fromkeys(texts.fields, named),
        goals=dict.fromkeys(texts.goals, named),
        questions={key: QuestionText(HOSTILE, HOSTILE) for key in texts.questions},
        scales={key: dict.fromkeys(options, named) for key, options in texts.scales.items()},
        levels={key: dict.fromkeys(levels, named) for key, levels in texts.levels.items()},
        departments=dict.fromkeys(texts.departments, named),
    )


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_stay_words(
    instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison, name: str
) -> None:
    sheet = dataclasses.replace(
        example_evaluation.sheet, groups=dict.fromkeys(example_evaluation.sheet.groups, HOSTILE)
    )
    evaluation = dataclasses.replace(example_evaluation, sheet=sheet)
    chart = all_charts(evaluation, example_comparison, hostile(instrument.texts["en"]))[name]
    root = parsed(chart)

    assert SURVIVING in (root[1].text or "")
    assert elements(chart, "script") == []
    assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "rect", "circle", "polygon", "path", "line", "text", "tspan",
    }  # fmt: skip
