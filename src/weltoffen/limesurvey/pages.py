"""What stands on the pages: each question with its column and values, how far fields are, whose a response could be,
and everything that is not carried over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.wording import WordedField, WordedQuestion
from weltoffen.departments.models import Department
from weltoffen.departments.queries import present_departments
from weltoffen.foundation.templating import current_language
from weltoffen.limesurvey.bridge import (
    NOWHERE,
    UNDECIDED,
    ColumnMapping,
    Content,
    KeptRow,
    ResponseMapping,
    mapping_from,
    rows_of,
    same_words,
)
from weltoffen.limesurvey.models import ResponseFile
from weltoffen.rounds.models import Round

LONGEST_LABEL = 90
COORDINATION = "0"
NOBODY = ""
Badge = tuple[str | Promise, str]
NO_COLUMN: Badge = (gettext_lazy("No column"), "neutral")
UNSURE: Badge = (gettext_lazy("Please check"), "warning")
ASSIGNED: Badge = (gettext_lazy("Assigned"), "success")


@dataclass(frozen=True)
class Opened:
    """A file with its content and its mapping, each read once."""

    file: ResponseFile
    content: Content
    mapping: ResponseMapping

    @property
    def by_question(self) -> Mapping[str, ColumnMapping]:
        """The columns by the question that they answer."""
        return {column.question: column for column in self.mapping.columns if column.question}


def opened(round_: Round, file: ResponseFile) -> Opened:
    """A file to be shown."""
    return Opened(file, Content.of(file.content), mapping_from(round_, file.mapping, file.file_name))


class ShownValue(NamedTuple):
    """A value with its words, the option it becomes, the choices, and how many responses have it."""

    value: str
    words: str
    option: str
    choices: Sequence[tuple[str, str]]
    responses: int

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return self.option == UNDECIDED


@dataclass(frozen=True)
class ShownQuestion:
    """A question, the number of its column (empty: none) with its words, its values, and how sure the proposal is."""

    words: WordedQuestion
    column: str
    heading: str
    said: str
    values: Sequence[ShownValue]
    badge: Badge
    note: str
    fault: str = ""


@dataclass(frozen=True)
class FieldState:
    """How far a field of action is: questions, those with a column, values that wait for a decision."""

    field: WordedField
    questions: int
    assigned: int
    open: int
    unsure: int
    is_checked: bool

    @property
    def badge(self) -> Badge:
        """In one word."""
        if self.open:
            return _open(self.open)
        if self.unsure and not self.is_checked:
            return UNSURE
        return ASSIGNED if self.assigned else NO_COLUMN


def _open(number: int) -> Badge:
    said = ngettext("%(num)s value is open", "%(num)s values are open", number)
    return said % {"num": number}, "warning"


def field_states(round_: Round, one: Opened) -> list[FieldState]:
    """Every field of action of the round."""
    states = []
    for shown in questionnaire_of(round_, current_language()).fields.values():
        columns = [(words, one.by_question[words.key]) for words in shown.questions if words.key in one.by_question]
        states.append(
            FieldState(
                shown,
                sum(1 for _words in shown.questions),
                len(columns),
                sum(option == UNDECIDED for _words, column in columns for option in column.answers.values()),
                sum(bool(_doubt(words, column, one.content)) for words, column in columns),
                shown.key in one.file.checked,
            )
        )
    return states


def _doubt(words: WordedQuestion, column: ColumnMapping, content: Content) -> str:
    """Why a person should look at a column that was found."""
    number = content.place_of(column.heading)
    said = content.columns[number].words if number is not None else ""
    if not said or said == column.heading:
        if same_words(column.heading, words.text):
            return ""
        return _("Only the code was found; the file does not say what was asked.")
    if any(same_words(said, written) for written in (words.text, words.short) if written):
        return ""
    return _("The code is the same, the words are not.")


def shown_questions(
    one: Opened,
    asked: WordedField,
    columns: Mapping[str, ColumnMapping | None] | None = None,
    faults: Mapping[str, str] | None = None,
) -> list[ShownQuestion]:
    """The questions of a field; `columns` as somebody chose them, with what is wrong about it."""
    present = one.by_question if columns is None else columns
    return [_shown(one, words, present.get(words.key), (faults or {}).get(words.key, "")) for words in asked.questions]


def _shown(one: Opened, words: WordedQuestion, column: ColumnMapping | None, fault: str) -> ShownQuestion:
    number = one.content.place_of(column.heading) if column is not None else None
    if column is None or number is None:
        return ShownQuestion(words, "", "", "", (), NO_COLUMN, "", fault)
    values = [
        ShownValue(
            value,
            _words_of(value, label, is_box=bool(column.boxes)),
            column.answers.get(value, UNDECIDED),
            _choices(words, is_open=column.answers.get(value, UNDECIDED) == UNDECIDED),
            one.content.count(number, value),
        )
        for value, label in one.content.values(number).items()
    ]
    doubt = _doubt(words, column, one.content)
    open_values = sum(value.is_open for value in values)
    if open_values:
        badge: Badge = _open(open_values)
    else:
        badge = UNSURE if doubt and one.file.checked.count(_field_of(one, words)) == 0 else ASSIGNED
    said = one.content.columns[number].words
    return ShownQuestion(words, str(number), column.heading, said, values, badge, doubt, fault)


def _field_of(one: Opened, words: WordedQuestion) -> str:
    fields = questionnaire_of(one.file.round, current_language()).fields.values()
    return next((asked.key for asked in fields if words in asked.questions), "")


def _words_of(value: str, label: str, *, is_box: bool) -> str:
    if is_box and value in ("", "Y"):
        return _("ticked") if value else _("not ticked")
    return f"{label} ({value})" if label and label != value else value


def _choices(words: WordedQuestion, *, is_open: bool) -> Sequence[tuple[str, str]]:
    options = [(option.key, option.label) for option in words.scale.options]
    return [*([(UNDECIDED, _("Please choose"))] if is_open else []), *options, (NOWHERE, _("not carried over"))]


def column_choices(content: Content) -> list[tuple[str, str]]:
    """The columns that can answer a question, for a selection."""
    columns = [
        (str(number), _label(one.heading, one.words)) for number, one in enumerate(content.columns) if one.is_choice
    ]
    return [("", _("No column: not carried over")), *columns]


def _label(heading: str, words: str) -> str:
    heading, words = " ".join(heading.split()), " ".join(words.split())
    label = heading if not words or words in heading else f"{heading}: {words}"
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


class ShownResponse(NamedTuple):
    """A response: its line, its name, how many answers it gives, whether it was sent, a hint, and whose it may be."""

    line: int
    name: str
    answers: int
    is_sent: bool
    hint: str
    whose: str


def shown_responses(
    round_: Round, one: Opened, by: str, chosen: Mapping[int, str] | None = None
) -> list[ShownResponse]:
    """Every response; `by` is the number of the column that tells whose it is. `chosen` is what somebody chose."""
    answers = rows_of(round_, one.mapping, one.content)
    departments = list(present_departments())
    hints = {row.line: _hint(one.content, by, row.cells) for row in one.content.rows}
    found = chosen if chosen is not None else _proposed(one, hints, departments)
    return [
        ShownResponse(
            row.line,
            _name(row),
            len(answers[row.line]),
            row.is_sent,
            hints[row.line],
            found.get(row.line, NOBODY),
        )
        for row in one.content.rows
    ]


def _name(row: KeptRow) -> str:
    if row.number:
        return _("Response %(number)s") % {"number": row.number}
    return _("Line %(line)s") % {"line": row.line}


def _hint(content: Content, by: str, cells: Sequence[str]) -> str:
    if not by:
        return ""
    value = cells[int(by)]
    return content.columns[int(by)].labels.get(value, value)


def _proposed(one: Opened, hints: Mapping[int, str], departments: Iterable[Department]) -> Mapping[int, str]:
    """What was assigned before; else the department with the name that the hint says, where just one response does."""
    if one.file.assigned:
        return {int(line): str(key) for line, key in one.file.assigned.items()}
    found: dict[str, list[int]] = {}
    for row in one.content.rows:
        department = next((each for each in departments if _is_named(each, hints[row.line])), None)
        if department is not None and row.is_sent:
            found.setdefault(str(department.pk), []).append(row.line)
    return {lines[0]: key for key, lines in found.items() if len(lines) == 1}


def _is_named(department: Department, hint: str) -> bool:
    return " ".join(hint.casefold().split()) == " ".join(department.name.casefold().split())


def telling_column(one: Opened) -> str:
    """The number of the column whose values are most often names of departments; empty where none are."""
    departments = list(present_departments())
    counts = {
        str(number): sum(
            any(_is_named(each, _hint(one.content, str(number), row.cells)) for each in departments)
            for row in one.content.rows
        )
        for number in range(len(one.content.columns))
    }
    best = max(counts, key=lambda number: counts[number], default="")
    return best if best and counts[best] else ""


def telling_choices(content: Content) -> list[tuple[str, str]]:
    """Every column, as what could tell whose a response is."""
    columns = [(str(number), _label(one.heading, one.words)) for number, one in enumerate(content.columns)]
    return [("", _("None")), *columns]


def whose_choices() -> list[tuple[str, str]]:
    """Whose a response can be."""
    departments = [(str(one.pk), str(one)) for one in present_departments()]
    return [(NOBODY, _("Leave out")), (COORDINATION, _("Coordination")), *departments]


@dataclass(frozen=True)
class Leftovers:
    """Everything that is not carried over: each a pair of what it is and why."""

    questions: Sequence[tuple[str, str]]
    values: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    responses: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def parts(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """The parts that hold something, each with its heading."""
        parts = (
            (_("Questions that no column answers"), self.questions),
            (_("Values that become no answer"), self.values),
            (_("Columns that nothing is read from"), self.columns),
            (_("Responses that are left out"), self.responses),
        )
        return [(heading, entries) for heading, entries in parts if entries]

    def text(self, title: str) -> str:
        """As a plain text to be kept."""
        lines = [title, "=" * len(title)]
        for heading, entries in self.parts:
            lines += ["", heading, "-" * len(heading)]
            lines += [f"* {what} – {why}" if why else f"* {what}" for what, why in entries]
        return "\r\n".join(lines if self.parts else [*lines, "", _("Nothing.")]) + "\r\n"


def leftovers(round_: Round, one: Opened) -> Leftovers:
    """What of the questionnaire gets no answer, and what of the file becomes none, each with the reason."""
    questions = questionnaire_of(round_, current_language()).questions
    present = one.by_question
    without = [(f"{key} {words.text}", "") for key, words in questions.items() if key not in present]
    return Leftovers(without, _lost_values(one), _lost_columns(one, questions), _lost_responses(one))


def _lost_values(one: Opened) -> list[tuple[str, str]]:
    lost = []
    for key, column in one.by_question.items():
        number = one.content.place_of(column.heading)
        if number is None:
            continue
        for value, label in one.content.values(number).items():
            count = one.content.count(number, value)
            if value and count and column.answers.get(value, UNDECIDED) in (NOWHERE, UNDECIDED):
                why = ngettext("Stands in one response.", "Stands in %(num)s responses.", count) % {"num": count}
                lost.append((f"{key}: {_words_of(value, label, is_box=bool(column.boxes))}", why))
    return lost


def _lost_columns(one: Opened, questions: Mapping[str, WordedQuestion]) -> list[tuple[str, str]]:
    language = current_language()
    mapped = {column.heading: column.question for column in one.mapping.columns}
    lost = []
    for column in one.content.columns:
        if column.heading not in mapped:
            lost.append((_label(column.heading, column.words), _capital(column.why.get(language, ""))))
        elif mapped[column.heading] and mapped[column.heading] not in questions:
            lost.append((_label(column.heading, column.words), _("Its question is not asked in this round.")))
    lost += [(_label(left.heading, ""), _capital(left.why.get(language, ""))) for left in one.content.left]
    return lost


def _lost_responses(one: Opened) -> list[tuple[str, str]]:
    if not one.file.assigned:
        return []
    return [
        (
            _name(row),
            _("It was given to nobody.") if row.is_sent else _("It was not sent, and was given to nobody."),
        )
        for row in one.content.rows
        if str(row.line) not in one.file.assigned
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
