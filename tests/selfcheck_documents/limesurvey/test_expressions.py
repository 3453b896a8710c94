"""Relevance equations become conditions where conditions can say them, and say why not where they cannot."""

import pytest

from selfcheck_documents.limesurvey.expressions import NotExpressible, Variable, read_expression

GRADES = Variable("q1", {"1": "1", "2": "2", "3": "3"}, ("1", "2", "3"))
YES = Variable("q2", {"Y": "yes", "N": "no"}, ("no", "yes"))
KNOWN = Variable("q3", {"A": "a", "B": "b", "U": "u"}, ("a", "b"))
BOX = Variable("q4", {"": "no", "N": "no", "Y": "yes"}, ("no", "yes"))
VARIABLES = {"Q1": GRADES, "Q2": YES, "Q3": KNOWN, "Q4_a": BOX, "47X1X2": YES, "47X1X3SQ1": BOX, "12X1X4#0": GRADES}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("1", {}),
        ('Q2 == "Y"', {"q2": {"yes"}}),
        ("((Q2.NAOK=='Y'))", {"q2": {"yes"}}),
        ('"Y" == Q2', {"q2": {"yes"}}),
        ('Q2 eq "N"', {"q2": {"no"}}),
        ('Q2 != "N"', {"q2": {"yes"}}),
        ('!(Q2 == "N")', {"q2": {"yes"}}),
        ("!is_empty(Q2)", {"q2": {"no", "yes"}}),
        ('Q2 != ""', {"q2": {"no", "yes"}}),
        ("Q1 >= 2", {"q1": {"2", "3"}}),
        ("2 > Q1.NAOK", {"q1": {"1"}}),
        ('Q1 == 1 or Q1 == "3"', {"q1": {"1", "3"}}),
        ('Q1 > 1 && Q1 < 3 and Q2 == "Y"', {"q1": {"2"}, "q2": {"yes"}}),
        ('(Q2 == "Y" and Q1 == 1) || (Q2 == "Y" and Q1 == 2)', {"q1": {"1", "2"}, "q2": {"yes"}}),
        ('47X1X2.NAOK == "Y"', {"q2": {"yes"}}),
        ('47X1X3SQ1 == "Y"', {"q4": {"yes"}}),
        ("12X1X4#0 == 2", {"q1": {"2"}}),
        ('Q4_a == ""', {"q4": {"no"}}),
        ('1 or Q2 == "Y"', {}),
    ],
)
def test_an_expression_becomes_conditions(text: str, expected: dict[str, set[str]]) -> None:
    read = read_expression(text, VARIABLES)

    assert {key: set(options) for key, options in read.conditions.items()} == expected
    assert not read.is_inexact


@pytest.mark.parametrize("text", ['Q3 != "A"', "!is_empty(Q3)", '!(Q3 == "A")', 'Q3 != ""'])
def test_what_holds_after_not_known_too_is_inexact(text: str) -> None:
    assert read_expression(text, VARIABLES).is_inexact


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('Q2 == "Y" or Q1 == 1', "it joins different questions with “or”."),
        ('!(Q2 == "Y" and Q1 == 1)', "it negates more than one question."),
        ("is_empty(Q2)", "it asks whether a question was left unanswered."),
        ('Q2 == ""', "it asks whether a question was left unanswered."),
        ("count(that.Q1) > 1", "it uses the function “count”."),
        ('Q2 == "X"', "the question has no answer “X”."),
        ('Q3 == "U"', "“U” is no answer here, so no condition can name it."),
        ('Q9 == "X"', "“Q9” is not carried over, or stands later."),
        ('Q8 == "X"', "the survey has no question “Q8” with a single answer."),
        ("Q1 > 3", "no answer fulfils it."),
        ("Q1 == 1 and Q1 == 2", "no answer fulfils it."),
        ('Q2 > "b"', "it compares words by their order."),
        ("Q1 == Q2", "it compares something else than a question with an answer."),
        ("Q1 + 1 == 2", "it holds “+”, which conditions do not know."),
        ("Q1.shown == 2", "it uses “Q1.shown”."),
        ("(Q1 == 1", "a bracket is missing."),
        ("Q1 == 1)", "it holds “)”, which conditions do not know."),
        ("Q1 ==", "it compares something else than a question with an answer."),
        ("Q1", "it computes something."),
        ("(" * 200 + "1" + ")" * 200, "it is nested too deeply."),
        ("Q1 == 1 " + " or Q1 == 1" * 500, "it is longer than 5000 characters."),
    ],
)
def test_what_conditions_cannot_say_is_told(text: str, reason: str) -> None:
    with pytest.raises(NotExpressible) as refused:
        read_expression(text, VARIABLES, frozenset(("Q9",)))

    assert str(refused.value.why) == reason
