"""A first mapping from codes and words that are the same on both sides. What is not found waits for a person."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from selfcheck.faults import Fault, FaultyInput
from selfcheck.frameworks.library import Instrument
from selfcheck.frameworks.texts import QuestionText
from selfcheck.messages import Message, message
from selfcheck_documents.limesurvey.columns import Column, folded
from selfcheck_documents.limesurvey.keys import cleaned, question_key
from selfcheck_documents.limesurvey.mapping import NOWHERE, UNDECIDED, ColumnMapping, NotRead, ResponseMapping
from selfcheck_documents.limesurvey.model import BOX_TYPES, DUAL, LimeQuestion, Survey
from selfcheck_documents.limesurvey.pieces import WITH_CHOICE, type_name
from selfcheck_documents.limesurvey.plain_text import plain
from selfcheck_documents.limesurvey.responses import Responses
from selfcheck_documents.limesurvey.scales import FIXED_BY_TYPE, fixed_scales
from selfcheck_documents.spreadsheets.labels import Labels

NOT_SHOWN = "N/A"
SHORT_TEXT = "S"
NO_LETTER = re.compile(r"[^a-z0-9]+")
# What exports say instead of the codes of boxes and of yes and no, in the languages that we meet.
SAID = {
    "y": "yes", "ja": "yes", "yes": "yes", "oui": "yes", "n": "no", "nein": "no", "no": "no", "non": "no",
    "u": "not_known", "unsicher": "not_known", "uncertain": "not_known", "d": "less", "s": "same", "i": "more",
}  # fmt: skip
TICKS = frozenset(("y", "ja", "yes", "oui"))


def propose_mapping(
    responses: Responses, instrument: Instrument, survey: Survey | None = None, department: str = ""
) -> ResponseMapping:
    """The mapping of responses to the answers of a framework, as far as codes or words say it.

    `survey` is the one that was answered; it tells the words behind codes. `department` is the heading of the column
    that names the department, and is only read when it is given. Values without an option are `UNDECIDED`; columns
    without a question are in `not_read` with the reason. Raises `FaultyInput` where `department` is no column.
    """
    if department and department not in responses.places:
        headings = tuple(column.heading for column in responses.columns)
        what = message("there is no such column, or there are several.")
        raise FaultyInput([Fault(what, responses.file, found=department, possible=headings)])
    return _Proposal(responses, instrument, responses.survey or survey, department).mapping()


class Described(NamedTuple):
    """A column for people: its words, the words of its values, and what its boxes share (empty: it is no box).

    `is_choice`: its values are chosen from a list, as far as that is known; `is_private`: it says who answered or
    when, or holds words of one's own; `names_place`: it is a short text, such as the name of a department.
    """

    heading: str
    words: str
    labels: Mapping[str, str]
    boxes: str
    is_choice: bool
    is_private: bool
    names_place: bool
    why: Message


def describe_columns(
    responses: Responses, instrument: Instrument, survey: Survey | None = None
) -> tuple[Described, ...]:
    """Every column for somebody who looks for the one that answers a question."""
    return _Proposal(responses, instrument, responses.survey or survey, "").described()


def propose_answers(
    instrument: Instrument, question: str, values: Mapping[str, str], *, is_box: bool
) -> Mapping[str, str]:
    """The option for each value of a column that somebody chose for a question; `values` have their words.

    `UNDECIDED` where no option has these words; of a box the empty value says no.
    """
    labels, options = Labels(instrument, "de"), instrument.framework.questions[question].scale.by_key
    found: dict[str, str] = {}
    for value, words in values.items():
        said = "no" if is_box and not value else SAID.get(value.casefold(), "")
        option = next(filter(None, (labels.option(question, written) for written in (words, value) if written)), None)
        found[value] = option or (said if said in options else NOWHERE if value in ("", NOT_SHOWN) else UNDECIDED)
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds questions of a framework by key and by words; what fits several finds none."""

    keys: Mapping[str, str]
    short_keys: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, instrument: Instrument) -> "_Finder":
        """The finder of a framework in all its languages."""
        keys = instrument.framework.questions
        words = {
            (folded(written), key)
            for texts in instrument.texts.values()
            for key, text in texts.questions.items()
            for written in _written(text)
        }
        return cls(
            {key.casefold(): key for key in keys},
            _unambiguous((NO_LETTER.sub("", key.casefold()), key) for key in keys),
            _unambiguous(words),
        )

    def by_code(self, code: str) -> str:
        """The question whose key has these letters and digits."""
        return self.keys.get(code.casefold()) or self.short_keys.get(NO_LETTER.sub("", code.casefold()), "")

    def by_words(self, words: str) -> str:
        """The question with these words."""
        return self.words.get(folded(words), "")


def _written(text: QuestionText) -> Iterable[str]:
    return filter(None, (text.question, text.short))


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    pairs = set(pairs)
    counted = Counter(name for name, _ in pairs)
    return {name: key for name, key in pairs if name and counted[name] == 1}


class _Proposal:
    def __init__(self, responses: Responses, instrument: Instrument, survey: Survey | None, department: str) -> None:
        self.responses = responses
        self.framework = instrument.framework
        self.labels = Labels(instrument, "de")
        self.finder = _Finder.of(instrument)
        self.questions = {question.code: question for question in survey.questions} if survey else {}
        self.knows_survey = survey is not None
        spoken = _spoken_in(survey) if survey else {}
        self.columns = [_with_codes(column, spoken) for column in responses.columns]
        self.department = department
        self.not_read: list[NotRead] = []
        self.taken: set[str] = set()

    def mapping(self) -> ResponseMapping:
        """The whole."""
        completed = next((column.heading for column in self.columns if column.says_completion), "")
        found = [(column, self._question(column)) for column in self.columns]
        columns = [self._mapped(column, key) for column, key in found if key]
        boxes = {column.boxes for column in columns}
        for column, _key in found:
            if self._rules_out(column) and column.code in boxes:
                columns.append(ColumnMapping(column.heading, "", {}, column.code))
            elif self._rules_out(column):
                self.not_read.append(NotRead(column.heading, self._reason(column)))
        return ResponseMapping(
            self.framework.name,
            tuple(columns),
            completed,
            department=self.department,
            groups=self._groups() if self.department else {},
            not_read=tuple(self.not_read),
        )

    def described(self) -> tuple[Described, ...]:
        """Every column, in order."""
        return tuple(self._described(column) for column in self.columns)

    def _described(self, column: Column) -> Described:
        question = self.questions.get(column.code)
        has_choice = question is None or question.type in WITH_CHOICE
        names_place = question is not None and question.type == SHORT_TEXT
        is_box = question is not None and question.type in BOX_TYPES
        return Described(
            column.heading,
            self._words_behind(column) or column.words or column.heading,
            {code: next(iter(words), code) for code, words in self._codes(column).items()},
            _name_of_boxes(column) if is_box else "",
            is_choice=has_choice and not column.is_free,
            is_private=column.about or column.is_free or not (has_choice or names_place),
            names_place=names_place,
            why=self._reason(column),
        )

    def _question(self, column: Column) -> str:
        """The key of the question that a column answers; where there is none, the reason is kept."""
        if self.department and column.heading == self.department:
            return ""
        key = "" if column.about or column.is_free else self._found(column)
        if self._rules_out(column):
            return ""
        question = self.questions.get(column.code)
        if not key or (question is not None and question.type not in WITH_CHOICE):
            why = self._reason(column)
        elif column.heading not in self.responses.places:
            why = message("several columns have this heading; export them with codes.")
        elif key in self.taken:
            why = message("another column answers the question {key} already.", key=key)
        elif len(self.responses.values(column.heading)) > self._most_values(key):
            why = message("it holds more different values than a question has options.")
        else:
            self.taken.add(key)
            return key
        self.not_read.append(NotRead(column.heading, why))
        return ""

    def _most_values(self, key: str) -> int:
        """More than the words of two languages and a few slips are free words, which must not stand in a mapping."""
        return 2 * len(self.framework.questions[key].scale.options) + 5

    def _found(self, column: Column) -> str:
        by_code = self.finder.by_code(column.key) if column.key else ""
        by_words = self.finder.by_words(column.words or column.heading)
        return by_code or by_words or self.finder.by_words(self._words_behind(column))

    def _words_behind(self, column: Column) -> str:
        """What the survey says where the column has a code."""
        question = self.questions.get(column.code)
        if question is None:
            return ""
        row = next((row for row in question.rows if row.code == column.row), None)
        written = [*question.words.values()][:1] + ([*row.words.values()][:1] if row else [])
        return " ".join(plain(words).text for words in written)

    def _reason(self, column: Column) -> Message:
        question = self.questions.get(column.code)
        if column.about:
            return message("it says who answered, or when; that is not carried over.")
        if column.is_free:
            return message("it holds words of one’s own, which can tell who wrote them.")
        if question is not None:
            return message("no question of the framework has its code or its words ({type}).", type=type_name(question))
        return message("no question of the framework has its code or its words.")

    def _rules_out(self, column: Column) -> bool:
        question = self.questions.get(column.code)
        return question is not None and column.row in question.exclusive

    def _mapped(self, column: Column, key: str) -> ColumnMapping:
        values = [*self.responses.values(column.heading)]
        if self._is_box(column, key, values):
            ticked = {value: SAID.get(value.casefold(), UNDECIDED) for value in dict.fromkeys(["Y", *values])}
            return ColumnMapping(column.heading, key, {"": "no", **ticked}, _name_of_boxes(column))
        codes = self._codes(column)
        known = [] if not codes or not set(codes) & set(values) else list(codes)
        answers = {value: self._option(key, value, codes) for value in dict.fromkeys([*known, *values])}
        return ColumnMapping(column.heading, key, answers)

    def _is_box(self, column: Column, key: str, values: Iterable[str]) -> bool:
        has_no_and_yes = {"no", "yes"} <= set(self.framework.questions[key].scale.by_key)
        if not has_no_and_yes or not _name_of_boxes(column):
            return False
        if self.knows_survey:
            question = self.questions.get(column.code)
            return question is not None and question.type in BOX_TYPES
        return all(value.casefold() in TICKS for value in values)

    def _codes(self, column: Column) -> Mapping[str, tuple[str, ...]]:
        """The codes that the survey knows for a column, each with its words in every language."""
        question = self.questions.get(column.code)
        if question is None:
            return {}
        if question.type in FIXED_BY_TYPE:
            scale = fixed_scales()[FIXED_BY_TYPE[question.type]]
            return {code: (option.key,) for option in scale.options for code in option.codes}
        scale_number = _scale_number(question, column)
        return {
            option.code: tuple(plain(words).text for words in option.words.values())
            for option in question.options
            if option.scale == scale_number
        }

    def _option(self, key: str, value: str, codes: Mapping[str, tuple[str, ...]]) -> str:
        options = self.framework.questions[key].scale.by_key
        by_words = [code for code, words in codes.items() if folded(value) in map(folded, words)]
        for written in (*codes.get(value, ()), value, *by_words, cleaned(value)):
            found = self.labels.option(key, written)
            if found is not None:
                return found
        said = SAID.get(value.casefold(), "")
        if said in options:
            return said
        return NOWHERE if value == NOT_SHOWN else UNDECIDED

    def _groups(self) -> Mapping[str, str]:
        column = next(column for column in self.columns if column.heading == self.department)
        codes = self._codes(column)
        return {
            value: next(filter(None, map(self.labels.department, (*codes.get(value, ()), value))), UNDECIDED)
            for value in self.responses.values(self.department)
        }


Parts = tuple[str, str, int | None]
"""A question's code, its row (empty: none), and which of two scales."""


def _spoken_in(survey: Survey) -> Mapping[str, Parts]:
    """What a heading in words says of a question, by those words in any language of the survey."""
    pairs: set[tuple[str, Parts]] = set()
    for question in survey.questions:
        for language, words in question.words.items():
            stem = _all_of(words)
            pairs.add((folded(stem), (question.code, "", None)))
            for row in question.rows:
                said = f"{stem} {_all_of(row.words.get(language, ''))}"
                pairs.add((folded(said), (question.code, row.code, None)))
                for number, letter in enumerate("AB" if question.type == DUAL else ""):
                    header = question.attributes.get(f"dualscale_header{letter}/{language}", "")
                    pairs.add((folded(f"{said} {_all_of(header)}"), (question.code, row.code, number)))
    counted = Counter(words for words, _ in pairs)
    return {words: parts for words, parts in pairs if words and counted[words] == 1}


def _all_of(written: str) -> str:
    found = plain(written)
    return f"{found.heading} {found.text}"


def _with_codes(column: Column, spoken: Mapping[str, Parts]) -> Column:
    """The column with the codes that its words stand for, where its heading has none."""
    parts = None if column.code or column.about else spoken.get(folded(column.words))
    if parts is None:
        return column
    code, row, scale = parts
    return column._replace(key=question_key(code, row, scale), code=code, row=row)


def _name_of_boxes(column: Column) -> str:
    """What the boxes of one question have in common: its code, or its words before the brackets; empty for no box."""
    if column.code:
        return column.code if column.row else ""
    return column.words.rpartition("[")[0].strip() if column.words.endswith("]") else ""


def _scale_number(question: LimeQuestion, column: Column) -> int:
    return int(question.type == DUAL and column.key.endswith("_1"))
