"""From one question of LimeSurvey to those of a framework: one for a list, one for each row of a matrix or each box."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from selfcheck.messages import Language, Message, message
from selfcheck_documents.limesurvey.keys import question_key
from selfcheck_documents.limesurvey.languages import Spoken
from selfcheck_documents.limesurvey.model import (
    BOX_TYPES,
    DUAL,
    HIDDEN,
    LIST_TYPES,
    LimeQuestion,
    SubQuestion,
    Survey,
    Written,
)
from selfcheck_documents.limesurvey.plain_text import plain
from selfcheck_documents.limesurvey.scales import FIXED_BY_TYPE, TICKED, Order, ScaleDraft, fixed_scales, scale_of

MATRIX_OF_LIST = frozenset("FH")
MATRIX_FIXED = frozenset("ABCE")
TYPES: Mapping[str, Message] = {
    "L": message("list"),
    "!": message("drop-down list"),
    "O": message("list with comment"),
    "Y": message("yes or no"),
    "5": message("five-point choice"),
    "A": message("matrix of five points"),
    "B": message("matrix of ten points"),
    "C": message("matrix of yes, no, uncertain"),
    "E": message("matrix of more, the same, less"),
    "F": message("matrix"),
    "H": message("matrix by column"),
    "1": message("matrix of two scales"),
    "M": message("multiple choice"),
    "P": message("multiple choice with comments"),
    "S": message("short text"),
    "T": message("long text"),
    "U": message("very long text"),
    "Q": message("several short texts"),
    "N": message("number"),
    "K": message("several numbers"),
    "D": message("date"),
    "G": message("gender"),
    "I": message("choice of language"),
    "R": message("ranking"),
    "|": message("upload of files"),
    "X": message("text without a question"),
    "*": message("computed value"),
    ":": message("matrix of numbers"),
    ";": message("matrix of texts"),
}
NO_PLACE: Mapping[str, Message] = {
    "X": message("a framework has no texts between questions; the description of the field may take them."),
    "*": message("a framework computes by its scoring rules alone."),
    "R": message("a ranking gives no answer its points."),
    "G": message("who somebody is has no place in a self-check of a municipality."),
    "I": message("the language is chosen on the page."),
}
NO_POINTS = message("such answers have no points. A comment or evidence beside an answer may take them.")


WITH_CHOICE = frozenset((*LIST_TYPES, *FIXED_BY_TYPE, *MATRIX_OF_LIST, *BOX_TYPES, DUAL))


class NoPlace(Exception):
    """The question cannot be one of a framework; `why` says why not."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(str(why))


class PieceWords(NamedTuple):
    """The words of a question in one language of ours; `short` is empty where it would be the same."""

    question: str
    short: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One question of a framework, its key and its scale; `names` are those it goes by in equations."""

    key: str
    row: SubQuestion | None
    scale: ScaleDraft
    scale_key: str
    words: Mapping[Language, PieceWords]
    names: tuple[str, ...]
    lost: tuple[str, ...]


def type_name(question: LimeQuestion) -> Message:
    """What kind of question it is, in words."""
    return TYPES.get(question.type) or message("type {letter}", letter=question.type)


def pieces_of(question: LimeQuestion, survey: Survey, spoken: Spoken, order: Order) -> tuple[Piece, ...]:
    """The questions that it becomes.

    Raises `NoPlace`.
    """
    _refuse_placeless(question)
    pieces = tuple(_Cutter(question, survey, spoken, order).pieces())
    if not pieces:
        raise NoPlace(message("it has no rows or boxes."))
    return pieces


def all_names(question: LimeQuestion, survey: Survey) -> Iterator[str]:
    """Every name that a question, or a part of it, goes by in equations."""
    yield from names_of(question, survey)
    for row in question.rows:
        yield from names_of(question, survey, row)


def _refuse_placeless(question: LimeQuestion) -> None:
    if question.type not in WITH_CHOICE:
        raise NoPlace(NO_PLACE.get(question.type, NO_POINTS))
    if question.attributes.get(HIDDEN) == "1":
        raise NoPlace(message("it is hidden in LimeSurvey."))
    if question.relevance.strip() == "0":
        raise NoPlace(message("LimeSurvey never asks it (relevance 0)."))


def names_of(question: LimeQuestion, survey: Survey, row: SubQuestion | None = None) -> tuple[str, ...]:
    """By code, by the numbers of survey, group and question, and as version 7 joins numbers."""
    old = f"{survey.sid}X{question.gid}X{question.qid}"
    if row is None:
        return question.code, old, f"Q{question.qid}"
    return f"{question.code}_{row.code}", f"{old}{row.code}", f"Q{question.qid}_S{row.qid}"


class _Cutter:
    def __init__(self, question: LimeQuestion, survey: Survey, spoken: Spoken, order: Order) -> None:
        self.question = question
        self.survey = survey
        self.spoken = spoken
        self.order = order

    def pieces(self) -> Iterator[Piece]:
        """The pieces in their order."""
        question = self.question
        if question.type in LIST_TYPES:
            yield self._piece(None, self._list(0), f"scale-{question_key(question.code)}")
        elif question.type in MATRIX_OF_LIST:
            scale = self._list(0)
            yield from (self._piece(row, scale, f"scale-{question_key(question.code)}") for row in question.rows)
        elif question.type == DUAL:
            yield from self._dual()
        elif question.type in BOX_TYPES:
            boxes = (row for row in question.rows if row.code not in question.exclusive)
            yield from (self._piece(row, fixed_scales()[TICKED], TICKED) for row in boxes)
        else:
            key = FIXED_BY_TYPE[question.type]
            rows = question.rows if question.type in MATRIX_FIXED else (None,)
            yield from (self._piece(row, fixed_scales()[key], key) for row in rows)

    def _list(self, number: int) -> ScaleDraft:
        options = [option for option in self.question.options if option.scale == number]
        scale = scale_of(options, self.spoken, self.order)
        if len(scale.answers) < 2:
            raise NoPlace(message("a scale needs at least two answers."))
        return scale

    def _dual(self) -> Iterator[Piece]:
        scales = [self._list(0), self._list(1)]
        for row in self.question.rows:
            for number, scale in enumerate(scales):
                yield self._piece(row, scale, f"scale-{question_key(self.question.code)}-{number}", number)

    def _piece(self, row: SubQuestion | None, scale: ScaleDraft, scale_key: str, number: int | None = None) -> Piece:
        names = names_of(self.question, self.survey, row)
        if number is not None:
            names = (f"{names[0]}_{number}", f"{names[1]}#{number}", f"{names[2]}#{number}")
        lost: list[str] = []
        words = {ours: self._words(theirs, row, number, lost) for ours, theirs in self.spoken.items()}
        key = question_key(self.question.code, row.code if row else "", number)
        return Piece(key, row, scale, scale_key, words, names, tuple(dict.fromkeys(lost)))

    def _words(self, theirs: str, row: SubQuestion | None, number: int | None, lost: list[str]) -> PieceWords:
        question = self.question
        stem, explanation = plain(self._in(question.words, theirs)), plain(question.help.get(theirs, ""))
        lost += [*stem.lost, *explanation.lost]
        if row is None:
            return PieceWords(stem.text or stem.heading or question.code, stem.heading, explanation.text)
        part = plain(self._in(row.words, theirs))
        lost += part.lost
        name = _flat(part.text.replace("|", " – ")) or row.code
        if number is not None:
            name = f"{name} ({self._header(theirs, number)})"
        whole = " – ".join(words for words in (stem.heading, _flat(stem.text), name) if words)
        return PieceWords(whole, name, explanation.text)

    def _in(self, written: Written, theirs: str) -> str:
        """The words in a language, else in the authoritative one, else in any."""
        first = next(iter(self.spoken.values()))
        return written.get(theirs) or written.get(first) or next(iter(written.values()), "")

    def _header(self, theirs: str, number: int) -> str:
        letter = "AB"[number]
        header = self.question.attributes.get(f"dualscale_header{letter}/{theirs}", "")
        return plain(header or self.question.attributes.get(f"dualscale_header{letter}", "")).text or str(number + 1)


def _flat(words: str) -> str:
    return " ".join(words.split())
