"""The second sheet of the questionnaire: a header that stays in view, then fields, goals and questions."""

from collections.abc import Iterator, Mapping

from selfcheck import Answer
from selfcheck.frameworks.model import FieldOfAction, Goal, Question
from selfcheck.frameworks.texts import Named
from selfcheck_documents.spreadsheets.drop_downs import Lists, labels_of
from selfcheck_documents.spreadsheets.form import (
    INDENT,
    PADDING_ACROSS,
    PIXELS_PER_POINT,
    Cell,
    Column,
    Filled,
    Formula,
    Help,
    Row,
    Sheet,
    Style,
)
from selfcheck_documents.spreadsheets.lines import split_lines
from selfcheck_documents.spreadsheets.looks import (
    BOXED,
    BOXED_BOLD,
    COUNT,
    DEPARTMENTS,
    EVIDENCE_WIDTH,
    EXPLANATION,
    FIELD,
    FIELD_TEXT,
    GOAL,
    GOAL_TEXT,
    HEADING,
    HINT,
    INPUT,
    PLAIN,
    QUESTION,
    TITLE,
    WIDTHS,
)
from selfcheck_documents.spreadsheets.order import Order, clean
from selfcheck_documents.spreadsheets.record import ANSWER, COMMENT, EVIDENCE, HEADER_MARK, KEY, NUMBER
from selfcheck_documents.words import Words

LONG_FORM = 40


def columns_of(order: Order) -> Mapping[str, int]:
    """The names of the columns with their widths: those that say something, and one for each kind of evidence.

    Evidence without a kind has a column only if some is there to keep.
    """
    widths = dict(WIDTHS)
    for name in _empty_columns(order):
        width = widths.pop(name)
        if name == EXPLANATION:
            widths[QUESTION] += width
    kinds = list(order.instrument.framework.evidence_kinds)
    if any("" in answer.evidence for answer in order.given.values()):
        kinds.append("")
    return widths | {f"{EVIDENCE}{kind}": EVIDENCE_WIDTH for kind in kinds}


def _empty_columns(order: Order) -> Iterator[str]:
    asked = order.questions
    texts = [order.texts.questions[key] for key in asked]
    is_restricted = any(question.conditions or question.kinds for question in asked.values())
    if not is_restricted and not any(text.explanation for text in texts):
        yield EXPLANATION
    if not any(text.evidence for text in texts):
        yield HINT
    if not any(question.departments for question in asked.values()):
        yield DEPARTMENTS


def questions(order: Order, words: Words, lists: Lists, columns: Mapping[str, int]) -> Sheet:
    """The second sheet: a count and the header, then fields, goals and questions."""
    builder = _QuestionRows(order, words, lists, columns)
    body = tuple(builder.rows())
    fields = [number for number, row in enumerate(body, 2) if any(cell and cell.style == FIELD for cell in row)]
    first_question = next(number for number, row in enumerate(body) if row and row[0] is not None) + 2
    return Sheet(
        name=words("Questions"),
        columns=tuple(Column(width, is_hidden=name == KEY) for name, width in columns.items()),
        rows=(builder.top(len(body)), builder.header(), *body),
        frozen=2,
        repeated=1,
        is_landscape=True,
        first_input=(first_question, builder.place[ANSWER]),
        # A short form stays on few pages; in a long one no heading stands alone at the foot of a page.
        breaks=frozenset(fields[1:]) if len(order.questions) >= LONG_FORM else frozenset(),
    )


class _QuestionRows:
    """The rows of the question sheet."""

    def __init__(self, order: Order, words: Words, lists: Lists, columns: Mapping[str, int]) -> None:
        self.order = order
        self.texts = order.texts
        self.words = words
        self.lists = lists
        self.columns = columns
        self.place = {name: number for number, name in enumerate(columns)}
        self.asked = order.questions
        self.given = order.given
        self.help = Help(
            words("Your answer"),
            words(
                "Choose from the list. What each answer means is on the sheet “{sheet}” "
                "and in the note at the head of this column.",
                sheet=words("Instructions"),
            ),
        )

    def _row(self, cells: Mapping[str, Cell], rest: Cell | None = None) -> Row:
        return tuple(cells.get(name, None if name == KEY else rest) for name in self.columns)

    def top(self, count: int) -> Row:
        """The title and how many questions are answered."""
        answered = sum(1 for key in self.asked if key in self.given and self.given[key].value)
        sentence = self.words("Answered: {answered} of {total}", answered="\0answer\0", total="\0key\0").split("\0")
        parts = tuple(
            Filled(self.place[part], 2, count + 1) if part in (KEY, ANSWER) else part for part in sentence if part
        )
        shown = self.words("Answered: {answered} of {total}", answered=str(answered), total=str(len(self.asked)))
        return self._row({NUMBER: Cell(TITLE, self.texts.title), ANSWER: Cell(COUNT, Formula(parts, shown))})

    def header(self) -> Row:
        """The header, whose answer cell carries what the options mean."""
        words = self.words
        titles = {
            KEY: HEADER_MARK,
            NUMBER: words("No."),
            QUESTION: words("Question"),
            EXPLANATION: words("Explanation"),
            HINT: words("Possible evidence"),
            DEPARTMENTS: words("Who usually knows"),
            ANSWER: words("Answer"),
            COMMENT: words("Comment"),
        } | {name: self._evidence_title(name) for name in self.columns if name.startswith(EVIDENCE)}
        note = "\n\n".join(self._meanings(key) for key in self.lists.scales)
        return tuple(
            Cell(HEADING, title, note=note if name == ANSWER else "")
            for name, title in ((name, titles[name]) for name in self.columns)
        )

    def _evidence_title(self, column: str) -> str:
        kind = column.removeprefix(EVIDENCE)
        if not kind:
            return self.words("Evidence")
        return self.words("Evidence: {kind}", kind=self.texts.evidence_kinds[kind].label)

    def _meanings(self, scale: str) -> str:
        texts = self.texts.scales[scale]
        labels = self.lists.scales[scale]
        return "\n".join(
            f"{label}: {texts[option].description}" if texts[option].description else label
            for option, label in labels.items()
        )

    def rows(self) -> Iterator[Row]:
        """Fields with their goals and questions, as far as they are asked."""
        for part in self.order.instrument.framework.fields:
            if any(question.key in self.asked for question in part.questions):
                yield from self._field(part)

    def _field(self, part: FieldOfAction) -> Iterator[Row]:
        yield from self._headings(self.texts.fields[part.key], FIELD, FIELD_TEXT)
        for goal in part.goals:
            if any(question.key in self.asked for question in goal.questions):
                yield from self._goal(goal)
        yield from (self._question(question) for question in part.own_questions if question.key in self.asked)

    def _goal(self, goal: Goal) -> Iterator[Row]:
        yield from self._headings(self.texts.goals[goal.key], GOAL, GOAL_TEXT)
        yield from (self._question(question) for question in goal.questions if question.key in self.asked)

    def _headings(self, named: Named, title: Style, text: Style) -> Iterator[Row]:
        """A heading, then its description in rows of one line each: text may run on over empty cells, unmerged."""
        yield self._row({NUMBER: Cell(title, named.label)}, Cell(title))
        room = sum(self.columns.values()) - self.columns[KEY] - PADDING_ACROSS - INDENT
        for line in split_lines(named.description, room / (text.size * PIXELS_PER_POINT)):
            yield self._row({NUMBER: Cell(text, line)}, Cell(text))

    def _question(self, question: Question) -> Row:
        text = self.texts.questions[question.key]
        departments = (self.texts.departments[key].label for key in question.departments)
        printed = {
            NUMBER: Cell(BOXED, question.key),
            QUESTION: Cell(BOXED_BOLD, text.question),
            EXPLANATION: Cell(BOXED, "\n".join([*self._restrictions(question), text.explanation]).strip()),
            HINT: Cell(BOXED, self._hint(text.evidence)),
            DEPARTMENTS: Cell(BOXED, "\n".join(departments)),
        }
        return self._row({KEY: Cell(PLAIN, question.key), **printed, **self._inputs(question)})

    def _inputs(self, question: Question) -> Mapping[str, Cell]:
        given = self.given.get(question.key, Answer(question.key, ""))
        label = self.lists.scales[question.scale.key].get(given.value, given.value)
        evidence = {
            name: Cell(INPUT, clean(given.evidence.get(name.removeprefix(EVIDENCE), "")))
            for name in self.columns
            if name.startswith(EVIDENCE)
        }
        return {
            ANSWER: Cell(INPUT, label, self.lists.of_scale(question.scale), self.help),
            COMMENT: Cell(INPUT, clean(given.comment)),
            **evidence,
        }

    def _restrictions(self, question: Question) -> Iterator[str]:
        words = self.words
        for condition in question.conditions:
            options = labels_of(self.texts, self.order.instrument.framework.questions[condition.question].scale)
            chosen = [words("“{label}”", label=label) for key, label in options.items() if key in condition.options]
            yield words(
                "Only if question {number} was answered with {options}.",
                number=condition.question,
                options=", ".join(chosen),
            )
        if question.kinds and self.order.kind is None:
            kinds = ", ".join(self.texts.kinds[kind].label for kind in question.kinds)
            yield words("Only for: {kinds}.", kinds=kinds)

    def _hint(self, evidence: Mapping[str, str]) -> str:
        kinds = self.texts.evidence_kinds
        return "\n".join(f"{kinds[kind].label}: {text}" if kind else text for kind, text in evidence.items())
