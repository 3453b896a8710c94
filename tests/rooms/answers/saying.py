"""Saving answers and looking at what is stored, outside of any page."""

from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.queries import answers_to
from weltoffen.rounds.models import Round


def said(round_: Round) -> dict[str, tuple[int, str, str]]:
    """What is stored, by question: version, value and comment."""
    with scope(municipality=round_.municipality_id):
        answers = answers_to(round_)
    return {key: (answer.version, answer.value, answer.comment) for key, answer in answers.items()}


def save(round_: Round, *changes: Change, by: Person) -> None:
    """Save changes."""
    with scope(municipality=round_.municipality_id):
        save_answers(round_, changes, by=by)
