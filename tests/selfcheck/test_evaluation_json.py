"""The evaluation as JSON: valid by the published schema, in order, equal to the evaluation, and naming nobody."""

import dataclasses
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.selfcheck.building import BANDS, as_json, evaluated, framework, voices_sheets

import selfcheck
from selfcheck import (
    Agreed,
    Answer,
    AnswerSheet,
    Comparison,
    Evaluation,
    Instrument,
    Municipality,
    PartResult,
    evaluate,
    evaluation_as_json,
    is_evaluation,
    level_changes,
    out_of_hundred,
    sheet_as_json,
    sheet_from_json,
    sheet_of_evaluation,
)

SCHEMAS = Path(selfcheck.__file__).parent / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


EVALUATION = validator("evaluation")
ANSWERS = validator("answers")
MADE = framework(
    """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b, only_if: {a: ["4"]}}]}
        - {key: y, weight: 1/3, questions: [{key: c, weight: 0}, {key: d}]}
    - {key: g, questions: [{key: e, kinds: [town]}]}
    """,
    kinds="[town, county]",
    levels=f"{{fields: {BANDS}, goals: as_fields, total: {BANDS}}}",
    findings="{disagreement_below: 0.5, group_gap_from: 10, not_known_from: 20}",
    composites="[{key: k, rule: weakest_part, fields: [f, g]}]",
)


def faults(value: object, by: Draft202012Validator = EVALUATION) -> list[str]:
    """What the schema has against a value, after a journey through text."""
    return [f"{error.json_path}: {error.message}" for error in by.iter_errors(json.loads(json.dumps(value)))]


@pytest.mark.parametrize(
    "answers", ["", "a=4 b=3 c=0 d=1 e=4", "a=dk b=4 d=na", "a=0 b=4", "a=na b=na c=na d=na e=na", "a=1 d=4"]
)
def test_what_is_printed_is_valid(answers: str) -> None:
    assert faults(as_json(evaluated(MADE, answers))) == []
    assert faults(as_json(evaluated(MADE, answers, kind="county"))) == []


VOICES = voices_sheets(
    {"a": {"x": "0 0 0 0 0 4", "y": "4 4 4 4 4"}, "d": {"x": "dk dk dk na na", None: "1 2 3 4 0"}, "e": {None: "2 3"}}
)


def test_many_voices_and_findings_are_valid() -> None:
    printed = as_json(evaluate(MADE, VOICES))
    kinds = {finding["kind"] for finding in rows(printed, "findings")}
    assert kinds == {"potential", "strength", "disagreement"}
    assert faults(printed) == []


def test_the_shipped_example_is_valid(
    instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison
) -> None:
    for language in ("de", "en"):
        texts = instrument.texts_in("de" if language == "de" else "en")
        printed = evaluation_as_json(example_evaluation, texts, example_comparison)
        assert faults(printed) == []
        assert printed["language"] == language


def test_the_schema_knows_every_key_and_no_other() -> None:
    printed = as_json(evaluated(MADE, "a=4"))
    assert faults({**printed, "grade": 1}) == ["$: Additional properties are not allowed ('grade' was unexpected)"]
    for key in printed:
        assert faults({name: value for name, value in printed.items() if name != key}) == [
            f"$: {key!r} is a required property"
        ]


def rows(printed: Mapping[str, object], name: str) -> list[dict[str, Any]]:
    found = printed[name]
    assert isinstance(found, list)
    return found


def keys(found: list[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in found]


def test_everything_stands_in_the_order_of_the_framework() -> None:
    printed = as_json(evaluated(MADE, "e=4 d=1 a=4"))
    assert keys(rows(printed, "fields")) == ["f", "g"]
    assert [keys(field["goals"]) for field in rows(printed, "fields")] == [["x", "y"], []]
    assert keys(rows(printed, "goals")) == ["x", "y"]
    assert keys(rows(printed, "composites")) == ["k"]
    assert keys(rows(printed, "questions")) == ["a", "b", "c", "d", "e"]


def shown(value: Fraction | None) -> Decimal | None:
    return out_of_hundred(value)


def decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


def same_part(printed: Mapping[str, Any], part: PartResult) -> bool:
    figures = [decimal(printed[name]) for name in ("score", "low", "high", "group_gap")]
    counts = [printed[name] for name in ("answered", "not_known", "unanswered", "not_applicable")]
    levels = (printed["level"], printed["level_low"], printed["level_high"], printed["no_level_because"])
    terms = [(term["key"], Fraction(term["weight"]), Fraction(term["value"])) for term in printed["trace"]["terms"]]
    result = printed["trace"]["result"]
    return (
        figures == [shown(part.score), shown(part.low), shown(part.high), shown(part.group_gap)]
        and counts == list(part.counts[:4])
        and abs(Fraction(str(printed["coverage"])) - part.coverage) <= Fraction(1, 20000)
        and (*levels, printed["missing_answers"]) == part.level
        and tuple(printed["questions"]) == part.questions
        and terms == [tuple(term) for term in part.trace.terms]
        and (None if result is None else Fraction(result)) == part.score
    )


def same_numbers(printed: Mapping[str, object], result: Evaluation) -> bool:
    parts = [*rows(printed, "fields"), *rows(printed, "goals"), *rows(printed, "composites")]
    total = printed["total"]
    assert isinstance(total, dict) or total is None
    whole = [same_part(total, result.total)] if total is not None and result.total is not None else []
    return all([*(same_part(part, result.parts[part["key"]]) for part in parts), *whole]) and len(whole) == (
        result.total is not None
    )


@pytest.mark.parametrize("answers", ["", "a=4 b=3 c=0 d=1 e=4", "a=dk b=4 d=na", "a=4 b=1 d=2"])
def test_the_numbers_are_those_of_the_evaluation(answers: str) -> None:
    result = evaluated(MADE, answers)
    assert same_numbers(as_json(result), result)


def test_the_numbers_of_the_shipped_example(instrument: Instrument, example_evaluation: Evaluation) -> None:
    assert same_numbers(evaluation_as_json(example_evaluation, instrument.texts_in("en")), example_evaluation)


def test_a_difference_in_the_numbers_would_be_seen() -> None:
    result, other = evaluated(MADE, "a=4 b=3 d=1"), evaluated(MADE, "a=4 b=3 d=2")
    assert not same_numbers(as_json(other), result)


def test_voices_and_changes_are_printed_as_they_are() -> None:
    result = evaluate(MADE, VOICES)
    printed = as_json(result)
    first = rows(printed, "questions")[0]
    assert [first[key] for key in ("state", "value", "formed", "preliminary", "respondents", "points", "score")] == [
        "answered", "4", "median", True, 11, "4", 100.0,
    ]  # fmt: skip
    assert first["distribution"] == {"0": 5, "1": 0, "2": 0, "3": 0, "4": 6, "dk": 0, "na": 0}
    assert [(view["group"], view["respondents"], view["median"], view["score"]) for view in first["groups"]] == [
        ("x", 6, "0", 16.67),
        ("y", 5, "4", 100.0),
    ]
    assert first["group_gap"] == 83.33
    changes = level_changes(result)
    for field in rows(printed, "fields"):
        assert field["level_changes"] == [change._asdict() for change in changes[field["key"]]]


def test_the_ladder_of_levels_stands_from_the_lowest_up_to_what_is_reached() -> None:
    made = framework(levels=f"{{total: {BANDS}}}")

    def ladder(answers: str) -> list[tuple[str, bool]]:
        return [(row["key"], row["reached"]) for row in rows(as_json(evaluated(made, answers)), "levels")]

    assert ladder("a=2 b=2") == [("low", True), ("mid", True), ("top", False)]
    assert ladder("a=4 b=4") == [("low", True), ("mid", True), ("top", True)]
    assert ladder("") == [("low", False), ("mid", False), ("top", False)]
    assert rows(as_json(evaluated(framework(scoring="{field: points, total: none}"), "a=4")), "levels") == []


def test_nothing_answered_is_null_and_not_zero() -> None:
    field = rows(as_json(evaluated(MADE, "a=4 b=4 d=4")), "fields")[1]
    assert [field[name] for name in ("score", "low", "high", "level", "level_low", "level_high")] == [None] * 6
    assert (field["coverage"], field["no_level_because"], field["trace"]["terms"]) == (0, "nothing_answered", [])


SECRETS = ("respondent-4711", "comment-4712", "evidence-4713", "agreed-comment-4714", "other-respondent-4715")


def test_no_respondent_and_no_comment_is_printed() -> None:
    given = AnswerSheet(
        answers=(
            Answer("a", "4", SECRETS[0], "x", SECRETS[1], {"": SECRETS[2]}),
            Answer("a", "0", SECRETS[4], "x", SECRETS[1], {"": SECRETS[2]}),
            *VOICES.answers,
        ),
        agreed={"d": Agreed("d", "0", SECRETS[3])},
        municipality=Municipality("Winnweiler", "07333502", "town"),
        groups={"x": "Leitung"},
    )
    assert all(secret in json.dumps(sheet_as_json(given)) for secret in SECRETS)
    printed = json.dumps(as_json(evaluate(MADE, given)))
    assert [secret for secret in (*SECRETS, "Leitung", "x-1", "y-3") if secret in printed] == []
    assert "Winnweiler" in printed


def test_the_shipped_example_names_nobody(instrument: Instrument, example_sheet: AnswerSheet) -> None:
    # Respondents get names of their own, because the example calls some of them like its fields of action.
    answers = tuple(answer._replace(respondent=f"person-{answer.respondent}") for answer in example_sheet.answers)
    result = evaluate(instrument.framework, dataclasses.replace(example_sheet, answers=answers))
    printed = json.dumps(evaluation_as_json(result, instrument.texts_in("de")), ensure_ascii=False)
    hidden = {answer.comment for answer in answers if answer.comment}
    hidden |= {agreed.comment for agreed in example_sheet.agreed.values() if agreed.comment}
    assert len(hidden) > 0
    assert [secret for secret in {*hidden, "person-"} if secret in printed] == []


def test_an_evaluation_is_told_from_an_answer_sheet() -> None:
    printed = as_json(evaluated(MADE, "a=4"))
    assert is_evaluation(printed)
    assert not is_evaluation(sheet_of_evaluation(printed))
    others: list[object] = [None, [], "engine", {"answers": [], "engine": "1", "questions": []}]
    assert [is_evaluation(value) for value in others] == [False] * 4


@pytest.mark.parametrize("answers", ["", "a=4 b=3 c=0 d=1 e=4", "a=dk b=4 d=na", "a=0 b=4", "d=3"])
def test_the_answers_that_counted_can_be_read_back(answers: str) -> None:
    result = evaluate(MADE, dataclasses.replace(evaluated(MADE, answers).sheet, date="2026-11-22"))
    written = sheet_of_evaluation(json.loads(json.dumps(as_json(result))))
    assert faults(written, ANSWERS) == []
    again = evaluate(MADE, sheet_from_json(written, MADE, "x.json"))
    assert [dataclasses.replace(part, goals=()) for part in again.fields] == [
        dataclasses.replace(part, goals=()) for part in result.fields
    ]
    assert (again.sheet.date, again.sheet.framework) == ("2026-11-22", "sample@1.0")


def test_the_shipped_sheet_is_valid_by_its_schema(example_sheet: AnswerSheet) -> None:
    assert faults(sheet_as_json(example_sheet), ANSWERS) == []
    assert len(faults({"answers": [{"question": "a"}], "agreed": 3}, ANSWERS)) == 2
