"""Saving answers and looking at what is stored, outside of any page."""

from collections.abc import Collection

from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import COORDINATION, Answer
from weltoffen.answers.queries import answers_in
from weltoffen.rounds.models import Round


def answers_to(round_: Round, questions: Collection[str] | None = None) -> dict[str, Answer]:
    """What the coordination answered, by question; the scope is open."""
    answers = answers_in(round_, questions)
    return {one.question: one for one in answers if one.respondent.number == COORDINATION}


def said(round_: Round) -> dict[str, tuple[int, str, str]]:
    """What is stored, by question: version, value and comment."""
    with scope(municipality=round_.municipality_id):
        answers = answers_to(round_)
    return {key: (answer.version, answer.value, answer.comment) for key, answer in answers.items()}


def save(round_: Round, *changes: Change, by: Person) -> None:
    """Save changes."""
    with scope(municipality=round_.municipality_id):
        save_answers(round_, changes, by=by)
