"""Anonymity: nothing of fewer people than the threshold, and nothing to subtract them out of what is shown."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from tests.selfcheck.building import as_json, framework, texts_of, voices_sheet, voices_sheets

from selfcheck import AnswerSheet, Evaluation, Municipality, evaluate, evaluation_as_json
from selfcheck.evaluation.model import GroupScore, GroupView, Voices
from selfcheck.evaluation.respondents import threshold_in_force

ONE = framework("[{key: f, questions: [{key: a}]}]")
TWO = framework("[{key: f, questions: [{key: a}, {key: b, weight: 3}]}]")


def voices(groups: Mapping[str | None, str], threshold: int | None = None) -> Voices:
    return evaluate(ONE, voices_sheet("a", groups), anonymity_threshold=threshold).questions["a"].voices


def shown(groups: Mapping[str | None, str], threshold: int | None = None) -> list[str]:
    """The groups of which something is shown."""
    return [view.group for view in voices(groups, threshold).groups]


@pytest.mark.parametrize(
    ("wanted", "in_force"), [((), 5), ((None,), 5), ((3,), 5), ((0, -7), 5), ((5, 8), 8), ((9, 2), 9), ((6, None), 6)]
)
def test_the_threshold_can_only_be_raised(wanted: tuple[int | None, ...], in_force: int) -> None:
    assert threshold_in_force(*wanted) == in_force


@pytest.mark.parametrize(("of_framework", "of_caller", "in_force"), [(5, 1, 5), (8, None, 8), (8, 6, 8), (8, 12, 12)])
def test_neither_framework_nor_caller_lowers_what_the_other_wants(
    of_framework: int, of_caller: int | None, in_force: int
) -> None:
    made = framework(anonymity_threshold=str(of_framework))
    result = evaluate(made, voices_sheet("a", {None: "0"}), anonymity_threshold=of_caller)
    assert result.anonymity_threshold == in_force
    assert as_json(result)["anonymity_threshold"] == in_force


def test_under_the_threshold_only_the_number_is_shown() -> None:
    assert voices({"x": "0 1 2 3"}) == Voices(4)
    assert voices({"x": "0 1 2", "y": "3"}) == Voices(4)
    assert voices({None: "0 1 2 3 4"}, threshold=6) == Voices(5)


def test_one_known_answer_among_many_who_do_not_know_is_not_shown() -> None:
    assert voices({None: "0 0 1 4 dk"}) == Voices(5)
    assert voices({"x": "0 dk dk dk dk dk", "y": "4 4 4 4 4"}).groups == ()
    assert voices({"x": "0 0 0 0 dk dk", "y": "4 4 4 4 4", "z": "2 2 2 2 2 2"}).groups[0].group == "z"


def test_from_the_threshold_on_distribution_and_agreement_are_shown() -> None:
    six = voices({None: "0 0 1 4 4 dk"})
    assert six.distribution == {"0": 2, "1": 1, "2": 0, "3": 0, "4": 2, "dk": 1, "na": 0}
    five = voices({None: "0 0 0 0 0"})
    assert (five.respondents, five.agreement, five.groups, five.gap) == (5, Fraction(1), (), None)


def test_a_group_is_shown_with_its_median_and_mean() -> None:
    found = voices({"x": "0 0 1 1 3", "y": "4 4 4 4 4 dk"})
    assert found.groups == (
        GroupView("x", 5, {"0": 2, "1": 2, "2": 0, "3": 1, "4": 0, "dk": 0, "na": 0}, "1", Fraction(1, 4)),
        GroupView("y", 6, {"0": 0, "1": 0, "2": 0, "3": 0, "4": 5, "dk": 1, "na": 0}, "4", Fraction(1)),
    )
    assert found.gap == Fraction(3, 4)


def test_the_gap_is_between_the_means_of_the_groups() -> None:
    assert voices({"x": "0 0 0 0 0", "y": "3 3 3 3 3", "z": "2 2 2 2 2"}).gap == Fraction(3, 4)


@pytest.mark.parametrize(
    ("sizes", "visible"),
    [
        ({"x": 5, "y": 5}, ["x", "y"]),
        ({"x": 5, "y": 4}, []),
        ({"x": 6, "y": 5, "z": 4}, ["x"]),
        ({"x": 5, "y": 9, "z": 1}, ["y"]),
        ({"x": 5, "y": 4, "z": 1}, ["x"]),
        ({"x": 5, "y": 4, "z": 4}, ["x"]),
        ({"x": 5, None: 1}, []),
        ({"x": 5, None: 5}, ["x"]),
        ({"x": 5, "y": 5, None: 2}, ["y"]),
        ({"x": 12, "y": 11, "z": 10, "w": 1}, ["x", "y"]),
        ({"x": 4, "y": 4}, []),
        ({None: 20}, []),
    ],
)
def test_a_group_too_small_is_hidden_and_another_with_it_where_it_could_be_subtracted(
    sizes: dict[str | None, int], visible: list[str]
) -> None:
    assert shown({group: "0 " * size for group, size in sizes.items()}) == visible


def test_a_raised_threshold_hides_more() -> None:
    groups: dict[str | None, str] = {"x": "0 " * 7, "y": "1 " * 6}
    assert shown(groups) == ["x", "y"]
    assert shown(groups, 7) == []
    assert shown({"x": "0 " * 7, "y": "1 " * 7}, 7) == ["x", "y"]


def test_scores_of_groups_use_visible_cells_alone_and_compare_common_questions() -> None:
    given = voices_sheets(
        {
            "a": {"x": "0 0 0 0 0", "y": "4 4 4 4 4"},
            "b": {"x": "4 4 4 4 4", "z": "0 0 0 0 0", "y": "0 0"},
        }
    )
    part = evaluate(TWO, given).fields[0]
    # b: y has two people, so x or z is hidden with it: x, the first of the smallest.
    assert part.groups == (
        GroupScore("x", Fraction(0), 1),
        GroupScore("y", Fraction(1), 1),
        GroupScore("z", Fraction(0), 1),
    )
    assert part.group_gap is None


def test_the_score_of_a_group_is_weighted_and_its_gap_is_over_common_questions() -> None:
    given = voices_sheets(
        {"a": {"x": "0 0 0 0 0", "y": "4 4 4 4 4"}, "b": {"x": "4 4 4 4 4", "y": "2 2 2 2 2"}},
    )
    part = evaluate(TWO, given).fields[0]
    assert part.groups == (GroupScore("x", Fraction(3, 4), 2), GroupScore("y", Fraction(5, 8), 2))
    assert part.group_gap == Fraction(1, 8)


def test_what_is_not_asked_enters_no_view_of_a_group() -> None:
    made = framework(
        "[{key: f, questions: [{key: a, kinds: [town]}, {key: b}]}]",
        kinds="[town, county]",
        findings="{disagreement_below: 0.3}",
    )
    same = "4 4 4 4 4"
    given = voices_sheets({"a": {"x": "0 0 0 0 0", "y": same}, "b": {"x": same, "y": same}})
    result = evaluate(made, dataclasses.replace(given, municipality=Municipality(kind="county")))
    assert result.fields[0].groups == (GroupScore("x", Fraction(1), 1), GroupScore("y", Fraction(1), 1))
    assert result.findings == ()


SMALL = framework(
    "[{key: f, questions: [{key: a}]}]",
    scales="{five: {options: [{key: '0', points: 0}, {key: '1', points: 1}, {key: '2', points: 2}]}}",
    levels="{fields: [{key: low, finding: need_for_action}, {key: high, score_from: 50, finding: strength}]}",
    findings="{disagreement_below: 0.9, group_gap_from: 1, not_known_from: 1}",
)
SMALL_TEXTS = texts_of(SMALL)


def sheets_of(sizes: Mapping[str, int], options: str = "012") -> Iterator[dict[str, Counter[str]]]:
    """Every way in which groups of these sizes can answer one question with three options."""
    for answers in product(*(combinations_with_replacement(options, size) for size in sizes.values())):
        yield {group: Counter(values) for group, values in zip(sizes, answers, strict=True)}


def printed(groups: Mapping[str, Counter[str]]) -> str:
    result = evaluate(SMALL, voices_sheet("a", {group: " ".join(found.elements()) for group, found in groups.items()}))
    return json.dumps(evaluation_as_json(result, SMALL_TEXTS), sort_keys=True)


@pytest.mark.parametrize(
    ("sizes", "options"),
    [
        ({"x": 5, "y": 1}, "012"),
        ({"x": 5, "y": 2}, "012"),
        ({"x": 5, "y": 2, "z": 1}, "012"),
        ({"x": 5, "y": 5, "z": 1}, "02"),
        ({"x": 6, "y": 5, "z": 3, "w": 2}, "02"),
    ],
)
def test_no_hidden_group_can_be_told_from_what_is_printed(sizes: dict[str, int], options: str) -> None:
    """Whoever knows all sizes and reads the whole JSON cannot tell more about a small group than about the rest.

    Of all sheets that print the same, the answers of each person of a hidden group must be able to be anybody's in
    the rest: swapping one of its answers with another one of the rest prints the same again.
    """
    by_output: dict[str, list[dict[str, Counter[str]]]] = {}
    for groups in sheets_of(sizes, options):
        by_output.setdefault(printed(groups), []).append(groups)
    small = [group for group, size in sizes.items() if size < 5]
    for output, alike in by_output.items():
        views = {view["group"] for view in json.loads(output)["questions"][0]["groups"]}
        rest = [group for group in sizes if group not in views]
        assert sum(sizes[group] for group in rest) in {0, *range(5, 99)}
        together = {tuple(sorted(sum((groups[group] for group in rest), Counter()).items())) for groups in alike}
        # What can be worked out is the sum over all hidden people, and every way to share it out is possible.
        assert len(together) == 1
        ways = {tuple(tuple(sorted(groups[group].items())) for group in rest) for groups in alike}
        assert len(ways) == len(alike)
        assert len(ways) == ways_to_share(Counter(dict(next(iter(together)))), [sizes[group] for group in rest])
        assert set(small) <= set(rest)


def ways_to_share(pot: Counter[str], sizes: list[int]) -> int:
    """In how many ways people with the answers in `pot` can be sorted into groups of these sizes."""
    if not sizes:
        return 1
    hands = (Counter(hand) for hand in set(combinations_with_replacement("012", sizes[0])))
    return sum(ways_to_share(pot - hand, sizes[1:]) for hand in hands if all(pot[key] >= hand[key] for key in hand))


def test_under_the_threshold_only_the_answer_that_counts_can_be_told() -> None:
    by_output: dict[str, set[str]] = {}
    for groups in sheets_of({"x": 2, "y": 2}):
        answers = sorted((groups["x"] + groups["y"]).elements())
        by_output.setdefault(printed(groups), set()).add(answers[1])
    assert sorted(next(iter(middle)) for middle in by_output.values() if len(middle) == 1) == ["0", "1", "2"]
    assert len(by_output) == 3


def test_an_agreed_answer_hides_every_voice_under_the_threshold() -> None:
    outputs = set()
    for answers in combinations_with_replacement("012", 4):
        given = voices_sheet("a", {"x": " ".join(answers[:2]), "y": " ".join(answers[2:])}, agreed="a=1")
        outputs.add(json.dumps(as_json(evaluate(SMALL, given))))
    assert len(outputs) == 1


def test_people_who_answer_several_questions_cannot_be_followed_from_one_to_the_next() -> None:
    made = framework()
    one = voices_sheets({"a": {"x": "0 0 0 4 4 4"}, "b": {"x": "0 0 0 4 4 4"}})
    other = voices_sheets({"a": {"x": "0 0 0 4 4 4"}, "b": {"x": "4 0 4 0 4 0"}})
    assert as_json(evaluate(made, one)) == as_json(evaluate(made, other))


def visible_sizes(result: Evaluation) -> list[int]:
    return [view.respondents for question in result.questions.values() for view in question.voices.groups]


def test_the_shipped_example_shows_no_small_group(example_sheet: AnswerSheet, example_evaluation: Evaluation) -> None:
    sizes = Counter((answer.question, answer.group) for answer in example_sheet.answers)
    assert min(sizes.values()) < 5 <= min(visible_sizes(example_evaluation))
    for key, question in example_evaluation.questions.items():
        rest = question.voices.respondents - sum(view.respondents for view in question.voices.groups)
        assert not question.voices.groups or rest == 0 or rest >= 5, key
