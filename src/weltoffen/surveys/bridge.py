"""What a survey needs of the calculation: which questions can be asked, what may be shown, how views differ.

Whether something may be shown is decided by the calculation's own `voices()`, once, when a survey is closed; what it
hides is erased then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from selfcheck import Framework, Language
from selfcheck.evaluation.respondents import threshold_in_force, voices
from selfcheck.evaluation.settling import median
from selfcheck.frameworks.model import Meaning, Question
from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.wording import WordedOption, WordedQuestion
from weltoffen.rounds.bridge import instrument_for, questions_asked
from weltoffen.rounds.models import Round
from weltoffen.surveys.models import Survey, Tally
from weltoffen.surveys.rules import group_keys

MOST_COUNTED = 10_000_000

Counts = dict[str, dict[str, dict[str, int]]]
"""By question, by group, by option."""
People = dict[str, int]
"""By group."""


@dataclass(frozen=True, slots=True)
class AskableQuestion:
    """A question that residents can be asked, with the choices that they have."""

    words: WordedQuestion
    field: str
    options: tuple[WordedOption, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An option with how many chose it, and their share among all who answered the question."""

    label: str
    number: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What a group said: how many they are, and their median."""

    label: str
    people: int
    median: str


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What may be shown of a question. Without `lines` there are too few answers."""

    question: WordedQuestion
    field: str
    people: int = 0
    lines: tuple[Line, ...] = ()
    median: str = ""
    groups: tuple[GroupResult, ...] = ()
    settled: str = ""
    steps: int | None = None
    """By how many steps of the scale the residents' median lies above the administration's answer (below: negative)."""


def lowest_threshold(round_: Round) -> int:
    """Of how many people something is shown at least: as the questionnaire wants, never below the calculation's."""
    return threshold_in_force(instrument_for(round_).framework.anonymity_threshold)


def askable_questions(round_: Round, language: Language) -> list[AskableQuestion]:
    """The questions that stand for themselves, in order: those that follow from another answer are left out."""
    worded = questionnaire_of(round_, language)
    labels = {question.key: field.label for field in worded.fields.values() for question in field.questions}
    return [
        AskableQuestion(worded.questions[question.key], labels[question.key], _options(question, worded.questions))
        for question in questions_asked(round_)
        if not question.conditions and question.key in worded.questions
    ]


def questions_in(survey: Survey, language: Language) -> list[AskableQuestion]:
    """The questions of a survey, in the order of the questionnaire."""
    chosen = frozenset(survey.questions)
    return [question for question in askable_questions(survey.round, language) if question.words.key in chosen]


def empty_counts(survey: Survey) -> tuple[People, Counts]:
    """Every counter at zero."""
    groups = group_keys(survey)
    counts = {
        question.key: {group: dict.fromkeys(_option_keys(question), 0) for group in groups}
        for question in _questions(survey)
    }
    return dict.fromkeys(groups, 0), counts


def showable_counts(survey: Survey, people: Mapping[str, int], counts: Counts) -> tuple[People, Counts]:
    """What may be shown to everybody, and nothing else: hidden groups become part of the rest, small numbers zero."""
    return _showable_people(survey, people), {
        question.key: _showable(question, counts.get(question.key, {}), survey.threshold)
        for question in _questions(survey)
    }


def has_only_showable_counts(framework: Framework, survey: Survey, people: object, counts: object) -> bool:
    """Whether counters from elsewhere are complete, and hold nothing that a closed survey may not show."""
    chosen = [framework.questions.get(str(key)) for key in survey.questions]
    if not all(chosen) or not isinstance(people, dict) or not isinstance(counts, dict):
        return False
    if survey.threshold < threshold_in_force(framework.anonymity_threshold):
        return False
    groups = group_keys(survey)
    if not _are_counters(people, groups) or set(counts) != set(survey.questions):
        return False
    return people == _showable_people(survey, people) and all(
        _are_showable(question, counts[question.key], groups, survey.threshold) for question in chosen if question
    )


def results_of(
    survey: Survey, tally: Tally, language: Language, settled: Mapping[str, str] | None = None
) -> list[QuestionResult]:
    """What may be shown, question by question, beside the administration's answers where they are given."""
    by_key = {question.key: question for question in _questions(survey)}
    return [
        _result(survey, by_key[one.words.key], one, tally.counts.get(one.words.key, {}), settled)
        for one in questions_in(survey, language)
    ]


def _questions(survey: Survey) -> Sequence[Question]:
    chosen = frozenset(survey.questions)
    return [one for one in questions_asked(survey.round) if one.key in chosen and not one.conditions]


def _option_keys(question: Question) -> list[str]:
    """The answers, and that somebody does not know. What does not apply is the administration's to say."""
    return [option.key for option in question.scale.options if option.meaning is not Meaning.NOT_APPLICABLE]


def _options(question: Question, worded: Mapping[str, WordedQuestion]) -> tuple[WordedOption, ...]:
    """In the questionnaire's words; only that somebody does not know is said as people say it of themselves."""
    said = {option.key: option for option in worded[question.key].scale.options}
    unknown = {option.key for option in question.scale.options if option.meaning is Meaning.NOT_KNOWN}
    return tuple(
        WordedOption(key, gettext("I do not know"), "") if key in unknown else said[key]
        for key in _option_keys(question)
    )


def _showable_people(survey: Survey, people: Mapping[str, int]) -> People:
    total = sum(people.values())
    return {**dict.fromkeys(group_keys(survey), 0), "": total if total >= survey.threshold else 0}


def _tally(groups: Mapping[str, Mapping[str, int]]) -> dict[str | None, dict[str, int]]:
    """As the calculation takes it: only groups that somebody answered for, and None for no group."""
    return {key or None: dict(options) for key, options in groups.items() if any(options.values())}


def _showable(question: Question, groups: Mapping[str, Mapping[str, int]], threshold: int) -> dict[str, dict[str, int]]:
    empty = dict.fromkeys(_option_keys(question), 0)
    kept = {key: dict(empty) for key in groups}
    shown = voices(question, _tally(groups), threshold)
    if shown.distribution is None:
        return kept
    visible = {view.group: {key: view.distribution.get(key, 0) for key in empty} for view in shown.groups}
    rest = {key: shown.distribution.get(key, 0) - sum(one[key] for one in visible.values()) for key in empty}
    return {**kept, **visible, "": rest}


def _are_showable(question: Question, groups: object, keys: Sequence[str], threshold: int) -> bool:
    if not isinstance(groups, dict) or set(groups) != set(keys):
        return False
    options = _option_keys(question)
    return all(_are_counters(one, options) for one in groups.values()) and groups == _showable(
        question, groups, threshold
    )


def _are_counters(value: object, keys: Sequence[str]) -> bool:
    numbers = value.values() if isinstance(value, dict) and set(value) == set(keys) else [None]
    return all(type(number) is int and 0 <= number <= MOST_COUNTED for number in numbers)


def _result(
    survey: Survey, question: Question, asked: AskableQuestion, groups: Mapping[str, Mapping[str, int]],
    settled: Mapping[str, str] | None,
) -> QuestionResult:  # fmt: skip
    shown = voices(question, _tally(groups), survey.threshold)
    said = asked.words.label_of(settled.get(question.key, "")) if settled is not None else ""
    if shown.distribution is None:
        return QuestionResult(asked.words, asked.field, settled=said)
    middle = median(question, shown.distribution)
    return QuestionResult(
        asked.words, asked.field, shown.respondents,
        tuple(_lines(asked.options, shown.distribution)),
        asked.words.label_of(middle.key) if middle is not None else "",
        tuple(
            GroupResult(str(survey.groups[int(view.group) - 1]), view.respondents, asked.words.label_of(view.median))
            for view in shown.groups
        ),
        said,
        _steps(question, middle.key if middle is not None else "", (settled or {}).get(question.key, "")),
    )  # fmt: skip


def _lines(options: Iterable[WordedOption], distribution: Mapping[str, int]) -> Iterable[Line]:
    total = sum(distribution.values())
    for option in options:
        number = distribution.get(option.key, 0)
        yield Line(option.label, number, Fraction(number, total))


def _steps(question: Question, middle: str, settled: str) -> int | None:
    places = {option.key: place for place, option in enumerate(question.scale.answers)}
    return places[middle] - places[settled] if middle in places and settled in places else None
