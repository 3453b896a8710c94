"""The profile of fields and goals: its bars are the scores, and what was not answered implies nothing."""

import dataclasses
from fractions import Fraction

import pytest
from tests.selfcheck.building import BANDS, evaluated, framework, texts_of, voices_sheet
from tests.selfcheck_documents.drawings import bars, elements, parsed, texts_in, tracks

from selfcheck import AnswerSheet, Evaluation, Instrument, evaluate
from selfcheck.frameworks.texts import Named
from selfcheck_documents.charts import Chart, goals_chart, profile_chart
from selfcheck_documents.charts.drawing import LEFT, RIGHT
from selfcheck_documents.charts.marks import LEVEL_SHAPES
from selfcheck_documents.words import Words

WORDS = Words("en")
THREE = ("opening", "economy", "engagement")
TWO_FIELDS = "[{key: f, questions: [{key: a}, {key: b}]}, {key: g, questions: [{key: c}]}]"
LEVELS = f"{{fields: {BANDS}, goals: as_fields}}"


def profile(answers: str, fields: str = TWO_FIELDS, **sections: str) -> Chart:
    made = framework(fields, **sections)
    return profile_chart(evaluated(made, answers), texts_of(made), WORDS)


def shown(score: Fraction) -> float:
    return round(float(score) * 100, 1)


def limited(sheet: AnswerSheet, instrument: Instrument, fields: tuple[str, ...]) -> AnswerSheet:
    questions = instrument.framework.questions
    return dataclasses.replace(
        sheet,
        answers=tuple(answer for answer in sheet.answers if questions[answer.question].field in fields),
        agreed={key: answer for key, answer in sheet.agreed.items() if questions[key].field in fields},
    )


def test_bars_are_the_scores_of_the_fields(instrument: Instrument, example_evaluation: Evaluation) -> None:
    chart = profile_chart(example_evaluation, instrument.texts["en"], WORDS)

    assert bars(chart, 16) == [shown(part.score) for part in example_evaluation.fields if part.score is not None]


def test_bars_of_the_goals_are_their_scores(instrument: Instrument, example_evaluation: Evaluation) -> None:
    part = example_evaluation.fields[2]
    chart = goals_chart(part, example_evaluation, instrument.texts["en"], WORDS)

    assert bars(chart, 10) == [shown(goal.score) for goal in part.goals if goal.score is not None]
    assert [row[0] for row in chart.table.rows] == [instrument.texts["en"].goals[goal.key].label for goal in part.goals]


def test_three_answered_fields_of_seven_draw_three_bars(instrument: Instrument, example_sheet: AnswerSheet) -> None:
    evaluation = evaluate(instrument.framework, limited(example_sheet, instrument, THREE))
    chart = profile_chart(evaluation, instrument.texts["en"], WORDS)

    assert len(bars(chart, 16)) == tracks(chart) == 3
    assert texts_in(chart).count("not answered") == 4
    assert [row[0] for row in chart.table.rows if row[5] == "not answered"] == [
        instrument.texts["en"].fields[part.key].label for part in evaluation.fields if part.key not in THREE
    ]


def test_nothing_answered_draws_no_scale_no_mark_and_no_number() -> None:
    chart = profile("", levels=LEVELS)

    assert (bars(chart, 16), tracks(chart), elements(chart, "line"), elements(chart, "path")) == ([], 0, [], [])
    assert chart.table.rows == (
        ("Field f", "–", "–", "–", "0 of 2", "not answered"),
        ("Field g", "–", "–", "–", "0 of 1", "not answered"),
    )
    assert texts_in(chart) == [
        "low: below 40", "mid: from 40", "top: from 70", "Field f", "not answered", "Field g", "not answered",
    ]  # fmt: skip


def test_a_score_of_zero_is_an_answer_and_shows() -> None:
    assert bars(profile("a=0 b=0 c=4"), 16) == [0.3, 100.0]


def test_a_field_that_does_not_apply_says_that_it_is_not_asked() -> None:
    chart = profile("a=na b=na c=4")

    assert chart.table.rows[0] == ("Field f", "–", "–", "–", "–", "not asked here")
    assert len(bars(chart, 16)) == 1


def test_the_table_and_the_description_say_what_the_evaluation_says() -> None:
    chart = profile("a=4 b=dk c=1", levels=LEVELS)

    assert chart.description == (
        "Profile of the fields of action, scores from 0 to 100. Field f: 100, top, possible: 50–100. Field g: 25, low."
    )
    assert chart.table.header == ("Field of action", "Score, 0 to 100", "Possible", "Level", "Answered", "Note")
    assert chart.table.rows == (
        ("Field f", "100", "50–100", "top", "1 of 2", "–"),
        ("Field g", "25", "–", "low", "1 of 1", "–"),
    )


def test_an_interval_is_drawn_where_answers_are_open_and_only_there() -> None:
    middle, width = (LEFT + RIGHT) / 2, RIGHT - LEFT
    chart = profile("a=4 b=dk c=1")
    interval, key = (path["d"] for path in elements(chart, "path"))

    assert interval.startswith(f"M{middle:.1f} ")
    assert interval.endswith(f"H{LEFT + width:.1f}")
    assert key.endswith("H25.0")
    assert elements(profile("a=4 b=4 c=1"), "path") == []


def test_thresholds_are_lines_across_every_bar() -> None:
    chart = profile("a=4 b=4 c=1", levels=LEVELS)
    lines = [path["d"].split("M")[1:] for path in elements(chart, "path") if path["stroke"] == "#171a2b"]
    places = [[line.split()[0] for line in row] for row in lines]

    assert places == [[f"{LEFT + (RIGHT - LEFT) * share:.1f}" for share in (0.4, 0.7)]] * 2
    assert texts_in(chart)[3:7] == ["0", "40", "70", "100"]


def test_a_framework_without_levels_has_no_thresholds_and_no_legend() -> None:
    assert texts_in(profile("a=4 b=4 c=1")) == ["0", "100", "100", "Field f", "25", "Field g"]


def test_a_preliminary_field_is_hatched_and_says_so() -> None:
    made = framework("[{key: f, questions: [{key: a}]}]")
    chart = profile_chart(evaluate(made, voices_sheet("a", {None: "1 3 3"})), texts_of(made), WORDS)
    hatched = [rect for rect in elements(chart, "rect") if rect.get("fill") == "url(#chart-profile-preliminary)"]

    assert [rect["height"] for rect in hatched] == ["16", "12"]
    assert chart.table.rows[0][5] == "preliminary"
    assert texts_in(chart)[-2:] == ["preliminary", "preliminary: not agreed yet"]


def test_a_level_that_needs_more_answers_says_how_many() -> None:
    scoring = "{goal: mean_of_questions, field: mean_of_questions, total: none, minimum_coverage: 60}"
    fields = "[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]"
    chart = profile("a=4", fields, levels=LEVELS, scoring=scoring)

    assert chart.table.rows[0] == ("Field f", "100", "33–100", "–", "1 of 3", "no level yet: 1 answer missing")


def test_the_goals_of_a_field_without_goals_are_the_field_itself() -> None:
    made = framework(TWO_FIELDS)
    evaluation = evaluated(made, "a=4 b=4")
    chart = goals_chart(evaluation.fields[0], evaluation, texts_of(made), WORDS)

    assert (chart.title, bars(chart, 10)) == ("Field f", [100.0])


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Work and economic development", ["Work and economic development"]),
        (
            "Work, training, economic development and everything else",
            ["Work, training, economic development and", "everything else"],
        ),
    ],
)
def test_a_long_label_takes_two_lines(label: str, lines: list[str]) -> None:
    made = framework("[{key: f, questions: [{key: a}]}]")
    texts = dataclasses.replace(texts_of(made), fields={"f": Named(label)})
    chart = profile_chart(evaluated(made, "a=4"), texts, WORDS)

    assert texts_in(chart)[3:] == lines


def test_each_level_has_its_own_shape_and_colour() -> None:
    fields = "[{key: f, questions: [{key: a}]}, {key: g, questions: [{key: b}]}, {key: h, questions: [{key: c}]}]"
    chart = profile("a=0 b=2 c=4", fields, levels=LEVELS)
    shapes = [
        (element.tag.split("}")[1], len(element.get("points", "").split()), element.get("fill"))
        for element in parsed(chart).iter()
        if element.tag.endswith(("polygon", "circle"))
    ]

    assert len(set(LEVEL_SHAPES.values())) == len(LEVEL_SHAPES)
    assert shapes == [("polygon", 3, "#b3400f"), ("polygon", 4, "#8a6500"), ("circle", 0, "#1d6b3a")] * 2
