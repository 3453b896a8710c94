"""From many answers to the one that counts, and which questions are asked at all."""

import dataclasses

import pytest
from tests.selfcheck.building import framework, sheet, voices_sheet

from selfcheck import AnswerSheet, Framework, Municipality, State, evaluate
from selfcheck.evaluation.model import Formation, Settled

ONE = framework("[{key: f, questions: [{key: a}]}]")


def settled(answers: str, *, agreed: str = "") -> Settled:
    return evaluate(ONE, voices_sheet("a", {None: answers}, agreed=agreed)).questions["a"].settled


def states(made: Framework, answers: str, kind: str | None = None) -> dict[str, str]:
    results = evaluate(made, sheet(answers, kind=kind)).questions
    return {key: result.state.value for key, result in results.items()}


def test_the_agreed_answer_counts_whatever_else_was_said() -> None:
    assert settled("0 0 0 0", agreed="a=4") == Settled(State.ANSWERED, "4", Formation.AGREED)


def test_a_single_answer_counts_as_it_is() -> None:
    assert settled("3") == Settled(State.ANSWERED, "3", Formation.SINGLE)


@pytest.mark.parametrize(
    ("answers", "middle"),
    [
        ("0 4", "0"),
        ("4 0", "0"),
        ("1 2 4", "2"),
        ("0 1 3 4", "1"),
        ("4 4 0 0 3", "3"),
        ("2 2", "2"),
        ("0 4 4 dk dk dk", "4"),
        ("0 4 dk na", "0"),
        ("4 na na na", "4"),
        ("4 dk", "4"),
    ],
)
def test_several_answers_count_by_their_lower_median(answers: str, middle: str) -> None:
    assert settled(answers) == Settled(State.ANSWERED, middle, Formation.MEDIAN)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("dk", Settled(State.NOT_KNOWN, "dk", Formation.SINGLE)),
        ("na", Settled(State.NOT_APPLICABLE, "na", Formation.SINGLE)),
        ("dk dk", Settled(State.NOT_KNOWN, "dk", Formation.MEDIAN)),
        ("dk dk dk na", Settled(State.NOT_APPLICABLE, "na", Formation.MEDIAN)),
        ("", Settled(State.UNANSWERED)),
    ],
)
def test_does_not_apply_says_more_than_not_known(answers: str, expected: Settled) -> None:
    assert settled(answers) == expected


@pytest.mark.parametrize(
    ("agreed", "state"), [("a=dk", State.NOT_KNOWN), ("a=na", State.NOT_APPLICABLE), ("a=0", State.ANSWERED)]
)
def test_it_can_be_agreed_that_something_is_not_known_or_does_not_apply(agreed: str, state: State) -> None:
    assert settled("4 4 4", agreed=agreed).state is state


def test_scores_count_the_state_and_not_the_wording_of_an_option() -> None:
    scales = """
        s:
          options:
            - {key: unknown, points: 0}
            - {key: never, points: 1}
            - {key: zero, means: not_known}
            - {key: also_unknown, means: not_known}
    """
    made = framework("[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]", scales=scales, default_scale="s")
    result = evaluate(made, sheet("a=unknown b=zero c=also_unknown"))
    assert (result.counts.answered, result.counts.not_known, str(result.fields[0].score)) == (1, 2, "0")


CHAIN = framework(
    """
    - key: f
      questions:
        - {key: a}
        - {key: b, only_if: {a: ["3", "4"]}}
        - {key: c, only_if: {b: ["4"]}}
        - {key: d, only_if: {a: ["4"], c: ["4"]}}
    """
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("a=4 b=4 c=4 d=0", "answered answered answered answered"),
        ("a=4 b=4 c=4", "answered answered answered unanswered"),
        ("a=3 b=4 c=4 d=4", "answered answered answered not_asked"),
        ("a=4 b=3 c=4 d=4", "answered answered not_asked not_asked"),
        ("a=0 b=4 c=4 d=4", "answered not_asked not_asked not_asked"),
        ("a=na b=4", "not_applicable not_asked not_asked not_asked"),
        ("a=dk b=4", "not_known undetermined undetermined undetermined"),
        ("b=4 c=4 d=4", "unanswered undetermined undetermined undetermined"),
        ("a=4 b=dk c=4", "answered not_known undetermined undetermined"),
        ("a=4 b=na c=4", "answered not_applicable not_asked not_asked"),
        ("a=3 b=dk c=4", "answered not_known undetermined not_asked"),
    ],
)
def test_conditions_follow_earlier_answers_along_a_chain(answers: str, expected: str) -> None:
    assert list(states(CHAIN, answers).values()) == expected.split()


def test_a_condition_looks_at_the_answer_that_counts() -> None:
    given = voices_sheet("a", {None: "4 4 0"})
    assert evaluate(CHAIN, given).questions["b"].state is State.UNANSWERED
    assert evaluate(CHAIN, voices_sheet("a", {None: "4 0 0"})).questions["b"].state is State.NOT_ASKED
    agreed = voices_sheet("a", {None: "4 4 4"}, agreed="a=0")
    assert evaluate(CHAIN, agreed).questions["b"].state is State.NOT_ASKED


def test_an_answer_to_what_is_not_asked_is_disregarded_and_said_so() -> None:
    result = evaluate(CHAIN, sheet("a=0 b=4"))
    assert result.fields[0].score == 0
    assert {key: question.is_disregarded for key, question in result.questions.items()} == {
        "a": False,
        "b": True,
        "c": False,
        "d": False,
    }


KINDS = framework(
    "[{key: f, questions: [{key: a, kinds: [county]}, {key: b, kinds: [town, city]}, {key: c, only_if: {a: ['4']}}]}]",
    kinds="[county, town, city]",
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("county", "answered not_asked answered"),
        ("town", "not_asked answered not_asked"),
        ("city", "not_asked answered not_asked"),
        (None, "answered answered answered"),
    ],
)
def test_a_kind_of_municipality_is_asked_its_own_questions(kind: str | None, expected: str) -> None:
    assert list(states(KINDS, "a=4 b=4 c=4", kind).values()) == expected.split()


def test_questions_can_be_chosen_by_kind_and_department() -> None:
    made = framework(
        """
        - key: f
          questions:
            - {key: a, departments: [social]}
            - {key: b, departments: [social, head], kinds: [town]}
            - {key: c}
        """,
        kinds="[county, town]",
        departments="[head, social]",
    )

    def chosen(kind: str | None, department: str | None) -> list[str]:
        return [question.key for question in made.questions_for(kind=kind, department=department)]

    assert chosen(None, None) == ["a", "b", "c"]
    assert chosen("county", None) == ["a", "c"]
    assert chosen("town", "social") == ["a", "b"]
    assert chosen(None, "head") == ["b"]


def test_a_result_is_preliminary_while_several_people_are_not_agreed() -> None:
    several = evaluate(ONE, voices_sheet("a", {None: "1 2"}))
    assert (several.is_preliminary, several.fields[0].counts.preliminary) == (True, 1)
    agreed = evaluate(ONE, voices_sheet("a", {None: "1 2"}, agreed="a=1"))
    assert (agreed.is_preliminary, agreed.fields[0].counts.preliminary) == (False, 0)
    alone = evaluate(ONE, voices_sheet("a", {None: "1"}))
    assert (alone.is_preliminary, alone.fields[0].counts.preliminary) == (False, 0)


def test_several_who_say_that_it_does_not_apply_are_preliminary_too() -> None:
    made = framework("[{key: f, questions: [{key: a}, {key: b}]}]")
    result = evaluate(made, voices_sheet("a", {None: "na dk dk"}, agreed="b=4"))
    assert result.questions["a"].is_preliminary
    assert result.is_preliminary


def test_a_sheet_of_nobody_leaves_everything_unanswered() -> None:
    result = evaluate(CHAIN, AnswerSheet((), municipality=Municipality()))
    assert result.respondents == 0
    assert [question.state.value for question in result.questions.values()] == [
        "unanswered",
        "undetermined",
        "undetermined",
        "undetermined",
    ]


def test_people_without_a_name_are_one_person() -> None:
    given = sheet("a=0 b=4")
    assert evaluate(framework(), given).respondents == 1
    named = dataclasses.replace(given, answers=tuple(answer._replace(respondent="x") for answer in given.answers))
    assert evaluate(framework(), named).respondents == 1
