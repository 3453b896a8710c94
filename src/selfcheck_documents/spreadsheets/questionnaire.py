"""The questionnaire as a form: a sheet of instructions with who answers, a sheet of questions, a hidden record."""

from selfcheck_documents.spreadsheets.drop_downs import Lists
from selfcheck_documents.spreadsheets.form import Cell, Column, Form, Sheet
from selfcheck_documents.spreadsheets.instructions import instructions
from selfcheck_documents.spreadsheets.looks import PLAIN
from selfcheck_documents.spreadsheets.order import Order, clean, refuse_what_no_form_can_hold
from selfcheck_documents.spreadsheets.question_rows import columns_of, questions
from selfcheck_documents.spreadsheets.record import FORMAT, RECORD_SHEET, FormRecord
from selfcheck_documents.words import Words


def form_of(order: Order) -> Form:
    """The whole form.

    Raises `Refusal` when no question is left, or when the answers to fill in are those of several people.
    """
    refuse_what_no_form_can_hold(order)
    words = Words(order.language)
    lists = Lists(order, words)
    details, first = instructions(order, words, lists)
    columns = columns_of(order)
    record = FormRecord(
        format=FORMAT,
        framework=order.instrument.framework.name,
        language=order.language,
        kind=order.kind or "",
        department=order.department or "",
        details_sheet=first.name,
        questions_sheet=words("Questions"),
        notice=clean(order.answers.notice),
        columns=tuple(columns),
        details=details,
        groups={key: clean(label) for key, label in order.answers.groups.items()},
        source=order.source,
        stamps={key: stamp for key, stamp in order.stamps.items() if key in order.questions},
    )
    return Form(
        title=order.texts.title,
        language=order.language,
        sheets=(first, questions(order, words, lists, columns), _record_sheet(record, lists)),
        page=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
    )


def _record_sheet(record: FormRecord, lists: Lists) -> Sheet:
    choices = [("choices", name, *options) for name, options in lists.rows.items()]
    rows = tuple(tuple(Cell(PLAIN, value) for value in row) for row in (*choices, *record.rows()))
    widest = max(len(row) for row in rows)
    return Sheet(RECORD_SHEET, tuple(Column(120) for _ in range(widest)), rows, is_hidden=True)
