"""The shipped self-check keeps what we promise about it: 108 different questions, complete in both languages."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from selfcheck import Instrument, Language
from selfcheck.frameworks.model import Question
from selfcheck.frameworks.texts import QuestionText, Texts

LANGUAGES: tuple[Language, ...] = ("de", "en")
FIELDS = [
    "Management und Steuerung",
    "Interkulturelle Öffnung und Antirassismus",
    "Fairer Zugang und Teilhabe",
    "Arbeit und wirtschaftliche Entwicklung",
    "Engagement und Beteiligung",
    "Zusammenhalt und Begegnung",
    "Kommunikation und Konfliktmanagement",
]
WELCOMING_CATEGORIES = {
    "government_and_community_leadership",
    "equitable_access",
    "civic_engagement",
    "connected_communities",
    "education",
    "economic_development",
    "safe_communities",
}
KINDS = ("county", "city", "town", "association", "village")
LONGEST_SHORT = 42
TOO_SIMILAR = 0.75
# Abbreviations and double forms that a reader stumbles over or a screen reader cannot say.
BANNED = re.compile(
    r"\b(?:bzw|ggf|etc|usw|z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R)\.|\bund/oder\b|[a-zäöüß][*:_](?:in|innen)\b"
)
BANNED_IN_ENGLISH = re.compile(r"\b(?:etc|e\.g|i\.e)\.|\band/or\b")


def sentences(value: object) -> Iterator[str]:
    """Every text inside a `Texts` or one of its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from sentences(part)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from sentences(getattr(value, name))


def questions_of(instrument: Instrument) -> list[Question]:
    """All questions in order."""
    return list(instrument.framework.questions.values())


def texts_of(instrument: Instrument, language: Language) -> Mapping[str, QuestionText]:
    """The words of all questions; fails where a language would silently fall back to German."""
    words = instrument.texts_in(language)
    assert words.language == language
    return words.questions


def are_similar(one: str, other: str) -> bool:
    """Whether two questions say nearly the same words; the quick measures are upper bounds of the exact one."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    measures = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(measure() >= TOO_SIMILAR for measure in measures)


def test_instrument_has_108_questions(instrument: Instrument) -> None:
    assert len(instrument.framework.questions) == 108


def test_seven_fields_stand_in_order_with_their_public_names(instrument: Instrument) -> None:
    names = instrument.texts_in("de").fields

    assert [names[field.key].label for field in instrument.framework.fields] == FIELDS


def test_access_has_nine_goals(instrument: Instrument) -> None:
    goals = {field.key: len(field.goals) for field in instrument.framework.fields}

    assert goals["access"] == 9
    assert all(goals.values())


def test_instrument_is_a_profile_without_a_grade(instrument: Instrument) -> None:
    assert instrument.framework.scoring.total is None
    assert instrument.framework.levels.total == ()


def test_every_question_names_departments_and_a_welcoming_category(instrument: Instrument) -> None:
    questions = questions_of(instrument)
    categories = {question.key: question.references.get("welcoming-standard", ()) for question in questions}

    assert [question.key for question in questions if not question.departments] == []
    assert [key for key, found in categories.items() if not found] == []
    assert {category for found in categories.values() for category in found} == WELCOMING_CATEGORIES


def test_every_department_kind_is_used(instrument: Instrument) -> None:
    used = {department for question in questions_of(instrument) for department in question.departments}

    assert used == set(instrument.framework.departments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_explained_and_asks_for_evidence(instrument: Instrument, language: Language) -> None:
    texts = texts_of(instrument, language)

    assert [key for key, text in texts.items() if not text.explanation or not any(text.evidence.values())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_two_different_suggestions(instrument: Instrument, language: Language) -> None:
    steps = {key: text.next_steps for key, text in texts_of(instrument, language).items()}

    assert {tuple(sorted(step)) for step in steps.values()} == {("begun", "nothing_yet")}
    assert [key for key, step in steps.items() if step["begun"] == step["nothing_yet"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_suggestion_stands_at_two_questions(instrument: Instrument, language: Language) -> None:
    steps = [step for text in texts_of(instrument, language).values() for step in text.next_steps.values()]

    assert len(set(steps)) == 2 * 108


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_names_are_short_and_unique(instrument: Instrument, language: Language) -> None:
    shorts = [text.short for text in texts_of(instrument, language).values()]

    assert [short for short in shorts if len(short) > LONGEST_SHORT] == []
    assert sorted(set(shorts)) == sorted(shorts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_one_question(instrument: Instrument, language: Language) -> None:
    questions = [text.question for text in texts_of(instrument, language).values()]

    assert [question for question in questions if question.find("?") != len(question) - 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_is_asked_twice_in_other_words(instrument: Instrument, language: Language) -> None:
    questions = [(key, text.question) for key, text in texts_of(instrument, language).items()]
    pairs = combinations(questions, 2)

    assert [(one[0], other[0]) for one, other in pairs if are_similar(one[1], other[1])] == []


def test_german_has_no_abbreviations_and_no_gender_signs(instrument: Instrument) -> None:
    words = list(sentences(instrument.texts_in("de")))

    assert [sentence for sentence in words if BANNED.search(sentence)] == []


def test_english_has_no_abbreviations(instrument: Instrument) -> None:
    words = list(sentences(instrument.texts_in("en")))

    assert [sentence for sentence in words if BANNED_IN_ENGLISH.search(sentence)] == []


@pytest.mark.parametrize(
    "word",
    ["bzw.", "ggf.", "etc.", "und/oder", "Bürger*innen", "Bürger:innen", "Bürger_innen", "Mitarbeiter:in", "z. B."],
)
def test_banned_words_would_be_noticed(word: str) -> None:
    assert BANNED.search(f"Hat die Kommune {word} gefragt?")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_municipality_is_asked_enough(instrument: Instrument, kind: str) -> None:
    asked = [question.field for question in instrument.framework.questions_for(kind=kind)]

    assert len(asked) >= 85
    assert [field.key for field in instrument.framework.fields if asked.count(field.key) < 4] == []


def test_kinds_of_municipality_are_the_known_ones(instrument: Instrument) -> None:
    assert instrument.framework.kinds == KINDS


def test_english_follows_the_german_wording_and_translates_everything(instrument: Instrument) -> None:
    german, english = instrument.texts_in("de"), instrument.texts_in("en")

    assert (german.language, english.language) == ("de", "en")
    assert english.wording == german.wording
    assert [key for key, text in english.questions.items() if text.question == german.questions[key].question] == []


def test_optional_words_are_given_in_both_languages(instrument: Instrument) -> None:
    def given(words: Texts) -> list[bool]:
        parts = (words.fields, words.goals, words.levels["fields"], words.scales["progress"], words.kinds)
        own = [bool(words.introduction), bool(words.how_to_answer)]
        return own + [bool(named.description) for part in parts for named in part.values()]

    assert given(instrument.texts_in("de")) == given(instrument.texts_in("en"))
