"""The first sheet of the questionnaire: what it is about, who answers, how to fill it in, what the answers mean."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from selfcheck import Answer
from selfcheck.frameworks.texts import Named, Texts
from selfcheck_documents.spreadsheets.drop_downs import Lists
from selfcheck_documents.spreadsheets.form import Cell, Column, Help, Row, Sheet
from selfcheck_documents.spreadsheets.grid import reference
from selfcheck_documents.spreadsheets.looks import (
    BOXED,
    BOXED_BOLD,
    DATE_DETAIL,
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
from selfcheck_documents.words import NO_FIGURE, Words

FIRST_YEAR_COUNTED = 1900


def instructions(order: Order, words: Words, lists: Lists) -> tuple[Mapping[str, str], Sheet]:
    """The first sheet, and where on it who answers is written."""
    details = tuple(_details(order, words, lists))
    above = (*_opening(order, words), _section(words("Your details")))
    places = {detail.name: reference(number, 1) for number, detail in enumerate(details, start=len(above))}
    sheet = Sheet(
        name=words("Instructions"),
        columns=(Column(LABEL_WIDTH), Column(TEXT_WIDTH)),
        rows=(
            *above,
            *((Cell(DETAIL_LABEL, detail.label), detail.cell) for detail in details),
            (),
            _section(words("How to fill in this form")),
            *_steps(order.texts, words),
            *_meanings(order.texts, words, lists),
        ),
        first_input=(len(above), 1),
    )
    return places, sheet


def _opening(order: Order, words: Words) -> Iterator[Row]:
    yield (Cell(TITLE, order.texts.title),)
    yield (Cell(SUBTITLE, _subtitle(order, words)),)
    yield ()
    paragraphs = {
        words("Please note"): clean(order.answers.notice),
        words("What this is about"): order.texts.introduction,
    }
    for label, text in paragraphs.items():
        if text:
            yield Cell(LABEL, label), Cell(TEXT, text)
            yield ()


def _subtitle(order: Order, words: Words) -> str:
    texts = order.texts
    count = len(order.questions)
    parts = [
        words("Version {version}", version=order.instrument.framework.version),
        texts.kinds[order.kind].label if order.kind else "",
        texts.departments[order.department].label if order.department else "",
        texts.fields[order.part].label if order.part else "",
        words.counted("{number} question", "{number} questions", count),
    ]
    return " · ".join(part for part in parts if part)


def _section(title: str) -> Row:
    return Cell(SECTION, title), Cell(SECTION)


def _steps(texts: Texts, words: Words) -> Iterator[Row]:
    filling_in = words(
        "Write into the light blue cells only: your details on this sheet, your answers on the sheet “{sheet}”. "
        "Choose each answer from its list. A comment may explain it; a comment alone does not count. "
        "Leave out what you cannot answer.",
        sheet=words("Questions"),
    )
    yield Cell(LABEL, words("Filling in")), Cell(TEXT, filling_in)
    if texts.how_to_answer:
        yield Cell(LABEL, words("Answering")), Cell(TEXT, texts.how_to_answer)
    sending = words("Save the file under its format (.xlsx or .ods) and send it back to the person who sent it to you.")
    yield Cell(LABEL, words("Sending back")), Cell(TEXT, sending)


def _meanings(texts: Texts, words: Words, lists: Lists) -> Iterator[Row]:
    for key, options in lists.scales.items():
        yield ()
        yield _section(words("What the answers mean"))
        for option, label in options.items():
            yield Cell(BOXED_BOLD, label), Cell(BOXED, texts.scales[key][option].description or NO_FIGURE)


class _Detail(NamedTuple):
    """Something about who answers: the name that the record gives it, its label, its cell."""

    name: str
    label: str
    cell: Cell


def _details(order: Order, words: Words, lists: Lists) -> Iterator[_Detail]:
    town = order.answers.municipality
    kind = order.texts.kinds.get(order.kind or town.kind or "", Named(""))
    yield _Detail("name", words("Municipality"), Cell(DETAIL, clean(town.name)))
    digits = Help(words("Official key"), words("AGS or ARS: 2, 3, 5, 8, 9 or 12 digits, with leading zeros."))
    yield _Detail("key", words("Official key (optional)"), Cell(DETAIL, clean(town.key), help=digits))
    yield _Detail("kind", words("Kind of municipality"), Cell(DETAIL, kind.label, lists.choices("kinds")))
    yield from _respondent(order, words, lists)
    yield _Detail("date", words("Date"), Cell(DATE_DETAIL, _day(order.answers.date)))


def _respondent(order: Order, words: Words, lists: Lists) -> Iterator[_Detail]:
    who = next(iter(order.answers.answers), Answer("", ""))
    group = who.group or order.department or ""
    title = words("Your name or role")
    role = Help(title, words("It tells the forms of several people apart. A role is enough, no name is needed."))
    yield _Detail("respondent", title, Cell(DETAIL, clean(who.respondent or ""), help=role))
    chosen = Cell(DETAIL, order.groups.get(group, group), lists.choices("groups", is_strict=False))
    yield _Detail("group", words("Department or group (optional)"), chosen)


def _day(written: str) -> str | date:
    """A date, where a spreadsheet can count it; other words stay words."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return clean(written)
    return day if day.year > FIRST_YEAR_COUNTED else written
