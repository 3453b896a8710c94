"""Reading answers, their history, and how far a round has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from django.db.models import QuerySet

from weltoffen.answers.choices import Origin
from weltoffen.answers.models import Answer, AnswerState, Respondent
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

SECONDS_PER_QUESTION = 60
# Reading a question takes as long; who answers faster copies what was known before, and nobody can plan with that.
FEWEST_SECONDS_PER_QUESTION = 20
LONGEST_PAUSE = 600
FEWEST_SAMPLES = 10
LATEST_STATES = 500


def answers_of(respondent: Respondent, questions: Collection[str] | None = None) -> dict[str, Answer]:
    """The present answers of a respondent by question: all, or those to `questions`. None before the first one."""
    if respondent.pk is None:
        return {}
    answers = Answer.objects.filter(respondent_id=respondent.pk)
    if questions is not None:
        answers = answers.filter(question__in=questions)
    return {answer.question: answer for answer in answers}


def answers_in(round_: Round, questions: Collection[str] | None = None) -> Sequence[Answer]:
    """The present answers of everybody: to all questions, or to `questions`; respondents by their numbers."""
    answers = Answer.objects.filter(round_id=round_.pk).select_related(
        "respondent__department", "respondent__contributor"
    )
    if questions is not None:
        answers = answers.filter(question__in=questions)
    return list(answers.order_by("respondent__number", "question"))


def answered_by(respondent: Respondent) -> Mapping[str, str]:
    """The options that one respondent chose, by question."""
    return {key: answer.value for key, answer in answers_of(respondent).items() if answer.value}


def chosen_in(round_: Round) -> Mapping[int, Mapping[str, str]]:
    """The options that were chosen in a round, by the number of the respondent and the question."""
    chosen: dict[int, dict[str, str]] = defaultdict(dict)
    answers = Answer.objects.filter(round_id=round_.pk).exclude(value="")
    for number, question, value in answers.values_list("respondent__number", "question", "value"):
        chosen[number][question] = value
    return chosen


def unconfirmed_in(round_: Round) -> Sequence[Answer]:
    """The answers that were taken over from the last round and that nobody has looked at since."""
    taken = Answer.objects.filter(round_id=round_.pk, origin=Origin.TAKEN_OVER)
    return list(taken.select_related("respondent__department").order_by("respondent__number", "question"))


def states_of(round_: Round, question: str) -> "QuerySet[AnswerState]":
    """Everything that anybody ever answered to a question, newest first."""
    states = AnswerState.objects.filter(round_id=round_.pk, question=question)
    return states.select_related("respondent__department").order_by("-saved_at", "-pk")


def states_read(respondent: Respondent, versions: Mapping[str, int]) -> dict[str, AnswerState]:
    """By question: the state of a respondent's answer that somebody read, of those that are there."""
    if respondent.pk is None:
        return {}
    states = AnswerState.objects.filter(
        respondent_id=respondent.pk, question__in=list(versions), version__in=set(versions.values())
    )
    return {state.question: state for state in states if versions[state.question] == state.version}


class FieldProgress(NamedTuple):
    """How far one field of action has come. `open` has the questions without an answer, in order."""

    field: str
    asked: int
    open: tuple[str, ...]

    @property
    def answered(self) -> int:
        """How many of the asked questions have an answer."""
        return self.asked - len(self.open)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open."""
        return not self.open


class Progress(NamedTuple):
    """How far a round has come. Questions under a condition count once the condition holds."""

    fields: Mapping[str, FieldProgress]

    @property
    def asked(self) -> int:
        """How many questions are asked."""
        return sum(field.asked for field in self.fields.values())

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(field.answered for field in self.fields.values())

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open."""
        return all(field.is_complete for field in self.fields.values())

    @property
    def next_open(self) -> tuple[str, str] | None:
        """The field and the question where to go on."""
        return next(((field.field, field.open[0]) for field in self.fields.values() if field.open), None)


def progress_of(round_: Round, values: Mapping[str, str]) -> Progress:
    """How far a round has come with these values of answers, without a query."""
    return _progress(round_, values, questions_due(round_, values))


def progress_among(
    round_: Round, values: Mapping[str, str], keys: Collection[str], name: str, own: Mapping[str, str]
) -> FieldProgress:
    """How far somebody's `own` answers to these questions have come, under a name of their own.

    Which of them are asked follows from all `values`.
    """
    due = questions_due(round_, values)
    asked = [question.key for question in questions_asked(round_) if question.key in keys and question.key in due]
    return FieldProgress(name, len(asked), tuple(key for key in asked if not own.get(key)))


def unconditional_progress_of(round_: Round, values: Mapping[str, str]) -> Progress:
    """The same of the questions that are asked in any case: it tells that something was answered, never what."""
    always = frozenset(question.key for question in questions_asked(round_) if not question.conditions)
    return _progress(round_, values, always)


def _progress(round_: Round, values: Mapping[str, str], counted: Collection[str]) -> Progress:
    fields: dict[str, list[str]] = {}
    for question in questions_asked(round_):
        fields.setdefault(question.field, [])
        if question.key in counted:
            fields[question.field].append(question.key)
    return Progress({
        field: FieldProgress(field, len(keys), tuple(key for key in keys if not values.get(key)))
        for field, keys in fields.items()
    })  # fmt: skip


def questions_due(round_: Round, values: Mapping[str, str]) -> frozenset[str]:
    """The questions whose conditions hold after these answers. Conditions look back: one pass in order is enough."""
    due: set[str] = set()
    for question in questions_asked(round_):
        if all(
            condition.question in due and values.get(condition.question) in condition.options
            for condition in question.conditions
        ):
            due.add(question.key)
    return frozenset(due)


def seconds_per_question() -> int:
    """How long one question takes in the municipality in scope: the median of real times, else a default.

    Never less than it takes to read a question.
    """
    first_answers = AnswerState.objects.filter(version=1, origin=Origin.PAGE, saved_by__isnull=False)
    latest = first_answers.order_by("-saved_at", "-pk").values_list("saved_by_id", "saved_at")[:LATEST_STATES]
    samples = list(_times_taken(latest))
    if len(samples) < FEWEST_SAMPLES:
        return SECONDS_PER_QUESTION
    return max(round(median(samples)), FEWEST_SECONDS_PER_QUESTION)


def _times_taken(saves: Iterable[tuple[int | None, datetime]]) -> Iterable[float]:
    """Seconds for each answer. Answers that were saved together share the time since the save before."""
    moments: dict[int | None, dict[datetime, int]] = defaultdict(lambda: defaultdict(int))
    for person, saved_at in saves:
        moments[person][saved_at] += 1
    for counted in moments.values():
        for later, earlier in pairwise(counted):
            seconds = (later - earlier).total_seconds() / counted[later]
            if seconds <= LONGEST_PAUSE:
                yield from [seconds] * counted[later]


def minutes_for(questions: int, seconds: int) -> int:
    """Whole minutes for so many questions, rounded up."""
    return -(-questions * seconds // 60)
