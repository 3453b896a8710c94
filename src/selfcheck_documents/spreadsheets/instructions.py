"""The first sheet of the questionnaire: what it is about, who answers, how to fill it in, what the answers mean."""

from collections.abc import Iterator, Mapping
from datetime import date

from selfcheck import Answer
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.spreadsheets.drop_downs import Lists
from selfcheck_documents.spreadsheets.form import Cell, Column, Help, Row, Sheet, reference
from selfcheck_documents.spreadsheets.looks import (
    BOXED,
    BOXED_BOLD,
    DATE_INPUT,
    DETAIL,
    DETAIL_LABEL,
    LABEL,
    LABEL_WIDTH,
    SECTION,
    SUBTITLE,
    TEXT,
    TEXT_WIDTH,
    TITLE,
)
from selfcheck_documents.spreadsheets.order import Order, clean
from selfcheck_documents.words import Words


def instructions(
    order: Order, words: Words, lists: Lists
) -> tuple[Mapping[str, str], Sheet]:
    """The first sheet, and where on it who answers is written."""
    texts = order.texts
    rows: list[Row] = [
        (Cell(TITLE, texts.title),),
        (Cell(SUBTITLE, _subtitle(order, words)),),
        (),
    ]
    if notice := clean(order.answers.notice):
        rows += [(Cell(LABEL, words("Please note")), Cell(TEXT, notice)), ()]
    if texts.introduction:
        rows += [(Cell(LABEL, words("What this is about")), Cell(TEXT, texts.introduction)), ()]
    rows.append(_section(words("Your details")))
    details = {}
    for name, row in _details(order, words, lists):
        details[name] = reference(len(rows), 1)
        rows.append(row)
    rows += [(), _section(words("How to fill in this form"))]
    rows += [(Cell(LABEL, title), Cell(TEXT, text)) for title, text in _steps(texts, words)]
    for key, options in lists.scales.items():
        rows += [(), _section(words("What the answers mean"))]
        rows += [
            (Cell(BOXED_BOLD, label), Cell(BOXED, texts.scales[key][option].description or "–"))
            for option, label in options.items()
        ]
    first = next(iter(details.values()))
    sheet = Sheet(
        name=words("Instructions"),
        columns=(Column(LABEL_WIDTH), Column(TEXT_WIDTH)),
        rows=tuple(rows),
        first_input=(int(first[1:]) - 1, 1),
    )
    return details, sheet


def _subtitle(order: Order, words: Words) -> str:
    texts = order.texts
    count = len(order.questions)
    parts = [
        words("Version {version}", version=order.instrument.framework.version),
        texts.kinds[order.kind].label if order.kind else "",
        texts.departments[order.department].label if order.department else "",
        words.counted("{number} question", "{number} questions", count),
    ]
    return " · ".join(part for part in parts if part)


def _section(title: str) -> Row:
    return Cell(SECTION, title), Cell(SECTION)


def _steps(texts: Texts, words: Words) -> Iterator[tuple[str, str]]:
    yield (
        words("Filling in"),
        words(
            "Write into the light blue cells only: your details on this sheet, your answers on the sheet “{sheet}”. "
            "Choose each answer from its list. A comment may explain it; a comment alone does not count. "
            "Leave out what you cannot answer.",
            sheet=words("Questions"),
        ),
    )
    if texts.how_to_answer:
        yield words("Answering"), texts.how_to_answer
    yield (
        words("Sending back"),
        words("Save the file under its format (.xlsx or .ods) and send it back to the person who sent it to you."),
    )


def _details(order: Order, words: Words, lists: Lists) -> Iterator[tuple[str, Row]]:
    """Who answers, each with the name that the record gives it."""
    answers = order.answers
    town = answers.municipality
    texts = order.texts
    who = next(iter(answers.answers), Answer("", ""))
    kind = order.kind or town.kind
    group = who.group or order.department
    yield "name", (Cell(LABEL, words("Municipality")), Cell(INPUT, clean(town.name)))
    yield (
        "key",
        (
            Cell(LABEL, words("Official key (optional)")),
            Cell(
                INPUT,
                clean(town.key),
                help=Help(words("Official key"), words("AGS or ARS: 2, 3, 5, 8, 9 or 12 digits, with leading zeros.")),
            ),
        ),
    )
    yield (
        "kind",
        (
            Cell(LABEL, words("Kind of municipality")),
            Cell(INPUT, texts.kinds[kind].label if kind else "", lists.choices("kinds")),
        ),
    )
    yield (
        "respondent",
        (
            Cell(LABEL, words("Your name or role")),
            Cell(
                INPUT,
                clean(who.respondent or ""),
                help=Help(
                    words("Your name or role"),
                    words("It tells the forms of several people apart. A role is enough, no name is needed."),
                ),
            ),
        ),
    )
    yield (
        "group",
        (
            Cell(LABEL, words("Department or group (optional)")),
            Cell(INPUT, order.groups.get(group, group) if group else "", lists.choices("groups", is_strict=False)),
        ),
    )
    yield "date", (Cell(LABEL, words("Date")), Cell(DATE_INPUT, _day(answers.date)))


def _day(written: str) -> str | date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return clean(written)
