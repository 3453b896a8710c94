"""From the answers of a question to a scale: which are answers, with which points, from worst to best."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from selfcheck.frameworks.model import Meaning
from selfcheck.messages import LANGUAGES, Language
from selfcheck_documents.limesurvey.keys import cleaned, unique
from selfcheck_documents.limesurvey.meanings import meaning_of
from selfcheck_documents.limesurvey.model import OTHER, AnswerOption
from selfcheck_documents.limesurvey.plain_text import plain
from selfcheck_documents.words import Words


class Order(StrEnum):
    """In which order answers without assessment values stand, where somebody says so."""

    UNKNOWN = "unknown"
    WORST_FIRST = "worst_first"
    BEST_FIRST = "best_first"


class OptionDraft(NamedTuple):
    """One option: its key, LimeSurvey's codes for it, its points, what it means, its words by language of ours."""

    key: str
    codes: tuple[str, ...]
    points: int | None
    meaning: Meaning
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScaleDraft:
    """The options of a question from worst to best, those that are no answers last.

    `is_ordered`: the survey says which answer is better; otherwise the order is that of the list and counts nothing.
    `is_shifted`: assessment values below 0 were raised, so that the lowest is 0.
    """

    options: tuple[OptionDraft, ...]
    is_ordered: bool = True
    is_shifted: bool = False

    @property
    def answers(self) -> tuple[OptionDraft, ...]:
        """The options that mean an answer."""
        return tuple(option for option in self.options if option.meaning is Meaning.ANSWER)

    @property
    def codes(self) -> Mapping[str, str]:
        """The key of the option for each of LimeSurvey's codes."""
        return {code: option.key for option in self.options for code in option.codes}


YES_NO, TICKED, FIVE, TEN, UNCERTAIN, CHANGE = (
    "yes-no", "ticked", "five-points", "ten-points", "yes-no-uncertain", "change"
)  # fmt: skip


def _said(language: Language) -> Mapping[str, str]:
    words = Words(language)
    return {
        "no": words("No"),
        "yes": words("Yes"),
        "not_known": words("Uncertain"),
        "less": words("Less"),
        "same": words("The same"),
        "more": words("More"),
    }


def _fixed(*options: tuple[str, tuple[str, ...], Meaning], is_ordered: bool = True) -> ScaleDraft:
    said = {language: _said(language) for language in LANGUAGES}
    return ScaleDraft(
        tuple(
            OptionDraft(
                key, codes, number if meaning is Meaning.ANSWER else None, meaning,
                tuple((language, said[language].get(key, key)) for language in LANGUAGES),
            )
            for number, (key, codes, meaning) in enumerate(options)
        ),
        is_ordered,
    )  # fmt: skip


def _numbers(count: int) -> ScaleDraft:
    scale = _fixed(*((str(number), (str(number),), Meaning.ANSWER) for number in range(1, count + 1)))
    return replace(scale, options=tuple(option._replace(points=int(option.key)) for option in scale.options))


def fixed_scales() -> Mapping[str, ScaleDraft]:
    """The scales that LimeSurvey knows without a list of answers, by their keys."""
    no, yes = ("no", ("N",), Meaning.ANSWER), ("yes", ("Y",), Meaning.ANSWER)
    return {
        YES_NO: _fixed(no, yes),
        TICKED: _fixed(("no", ("", "N"), Meaning.ANSWER), yes),
        FIVE: _numbers(5),
        TEN: _numbers(10),
        UNCERTAIN: _fixed(no, yes, ("not_known", ("U",), Meaning.NOT_KNOWN)),
        CHANGE: _fixed(
            ("less", ("D",), Meaning.ANSWER), ("same", ("S",), Meaning.ANSWER), ("more", ("I",), Meaning.ANSWER),
            is_ordered=False,
        ),
    }  # fmt: skip


FIXED_BY_TYPE = {"Y": YES_NO, "5": FIVE, "A": FIVE, "B": TEN, "C": UNCERTAIN, "E": CHANGE}


def scale_of(options: Iterable[AnswerOption], spoken: Mapping[Language, str], order: Order) -> ScaleDraft:
    """The scale of a list of answers. `spoken` says which of LimeSurvey's languages gives the words of ours.

    Answers with the same assessment value cannot be told apart by it: then no order is known, whatever others have.
    """
    taken: set[str] = set()
    drafts = [_option(option, spoken, taken) for option in options if option.code != OTHER]
    answers = [draft for draft in drafts if draft.meaning is Meaning.ANSWER]
    rest = [draft for draft in drafts if draft.meaning is not Meaning.ANSWER]
    values = [draft.points or 0 for draft in answers]
    if len(set(values)) == len(values):
        answers.sort(key=lambda draft: draft.points or 0)
        shift = min(0, *values) if values else 0
        answers = [draft._replace(points=(draft.points or 0) - shift) for draft in answers]
        return ScaleDraft((*answers, *rest), is_shifted=bool(shift))
    if order is Order.BEST_FIRST:
        answers.reverse()
    numbered = [draft._replace(points=number) for number, draft in enumerate(answers)]
    return ScaleDraft((*numbered, *rest), is_ordered=order is not Order.UNKNOWN)


def _option(option: AnswerOption, spoken: Mapping[Language, str], taken: set[str]) -> OptionDraft:
    plain_words = {language: plain(words).text for language, words in option.words.items()}
    meanings = [meaning_of(words) for words in plain_words.values()]
    meaning = next((found for found in meanings if found is not Meaning.ANSWER), Meaning.ANSWER)
    first = next((plain_words[theirs] for theirs in spoken.values() if plain_words.get(theirs)), option.code)
    return OptionDraft(
        unique(cleaned(option.code), taken, "answer"),
        (option.code,),
        option.value if meaning is Meaning.ANSWER else None,
        meaning,
        tuple((ours, plain_words.get(theirs) or first) for ours, theirs in spoken.items()),
    )
