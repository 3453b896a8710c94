"""From the questions of a round to what assigning needs: their words, and who usually knows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from selfcheck import Language
from weltoffen.rounds.bridge import instrument_for, questions_asked
from weltoffen.rounds.models import Round


class AssignableQuestion(NamedTuple):
    """A question; `known_by` has the keys of the kinds of departments that usually know, the best first."""

    key: str
    field: str
    text: str
    known_by: tuple[str, ...]
    known_by_labels: tuple[str, ...]


def assignable_questions(round_: Round, language: Language) -> Sequence[AssignableQuestion]:
    """Every question that the round asks, in order."""
    texts = instrument_for(round_).texts_in(language)
    return [
        AssignableQuestion(
            question.key, question.field, texts.questions[question.key].question, question.departments,
            tuple(texts.departments[key].label for key in question.departments),
        )
        for question in questions_asked(round_)
    ]  # fmt: skip


def proposal_for(
    questions: Iterable[str], round_: Round, covering: Mapping[str, Sequence[int]]
) -> Mapping[str, Sequence[int]]:
    """For each of these questions the departments that usually know best; a question that none knows is left out.

    `covering` has the primary keys of departments by the keys of what they have to do with. The questionnaire names
    who usually knows in order: the first kind that a department covers is asked, the others are not.
    """
    known_by = {question.key: question.departments for question in questions_asked(round_)}
    first = {key: next((covering[kind] for kind in known_by[key] if covering.get(kind)), ()) for key in questions}
    return {key: departments for key, departments in first.items() if departments}
