"""The facilitator's preparation sheet: who comes, what happens when, and what to do, also without network.

Needs are counts. Who has them stands nowhere here, so that the sheet may lie open on a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from selfcheck.messages import Language
from selfcheck_documents.words import NO_FIGURE, Words
from selfcheck_documents.workshop_papers.activities import Activity, guidance
from selfcheck_documents.workshop_papers.event import Event, when, written

NO_NOTES = 0
USUAL_ROOM = 24
ROOM_FOR_NOTES = {Activity.AGREE: 45, Activity.COLLECT: 32, Activity.REPORT: 32}
"""Millimetres of blank paper."""
UNWRITTEN = frozenset({Activity.BREAK, Activity.LISTEN})
"""Nothing is written down here, not even by hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """How many of a perspective are on the list, will come, and have not replied; None where that is not known."""

    perspective: str
    coming: int
    listed: int | None = None
    unanswered: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """How many need something: a language, childcare, sign language, a way without steps."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedQuestion:
    """A question or field to be discussed, with what the administration said and why it was chosen."""

    number: str
    question: str
    administration: str = ""
    level: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedItem:
    """One item of the agenda, by the number that ballots and minutes give it; `group` does it, empty: everybody."""

    number: str
    starts: time
    ends: time
    minutes: int
    activity: Activity
    title: str
    group: str = ""
    reason: str = ""
    note: str = ""
    questions: tuple[PreparedQuestion, ...] = ()
    is_confidential: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Preparation:
    """Everything that a facilitator takes along. `code` is what guests type at the short address of the event."""

    event: Event
    agenda: tuple[PreparedItem, ...]
    facilitator: str = ""
    code: str = ""
    expected: tuple[Expected, ...] = ()
    needs: tuple[Need, ...] = ()
    material: tuple[str, ...] = ()


def preparation_pdf(content: Preparation, language: Language) -> bytes:
    """The sheet, A4: an overview on the first page, then a part for each item with room for notes."""
    words = Words(language)
    values = {
        "facts": list(_facts(content, words)),
        "expected": _expected(content, words),
        "needs": [(need.label, words.number(need.number)) for need in content.needs if need.number],
        "agenda": [_row(item, words) for item in content.agenda],
        "items": [_item(item, words) for item in content.agenda],
        "material": _material(content, words),
        "words": _labels(words),
    }
    return written("preparation.typ", language, content.event, values)


def _labels(words: Words) -> dict[str, Any]:
    return {
        "document": words("Preparation sheet"),
        "agenda": words("Agenda"),
        "agenda_header": [
            words("No."), words("Time"), words("Min."), words("Activity"), words("Title"), words("Group")
        ],
        "expected": words("Who is expected"),
        "expected_header": [words("Perspective"), words("On the list"), words("Coming"), words("No reply")],
        "needs": words("What guests need"),
        "needs_header": [words("Need"), words("Number")],
        "no_needs": words("Nobody has told us about needs."),
        "material": words("Have at hand"),
        "questions_header": [words("No."), words("Question"), words("The administration"), words("Why chosen")],
        "console": words("On the console"),
        "paper": words("Without network"),
        "notes": words("Notes"),
        "confidential": words("Confidential round: own ballots without perspective, no text, no export."),
        "page": words("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }  # fmt: skip


def _facts(content: Preparation, words: Words) -> Iterator[tuple[str, str]]:
    event = content.event
    yield words("When"), when(event, words)
    if event.place:
        yield words("Where"), event.place
    if event.address:
        yield words("Short address"), event.address
    if content.code:
        yield words("Code"), content.code
    if content.facilitator:
        yield words("Facilitated by"), content.facilitator


def _expected(content: Preparation, words: Words) -> list[tuple[str, ...]]:
    rows: list[tuple[str, tuple[int | None, ...]]] = [
        (one.perspective, (one.listed, one.coming, one.unanswered)) for one in content.expected
    ]
    if rows:
        columns = zip(*(figures for _perspective, figures in rows), strict=True)
        rows.append((words("All"), tuple(_sum(column) for column in columns)))
    return [
        (label, *(NO_FIGURE if figure is None else words.number(figure) for figure in figures))
        for label, figures in rows
    ]


def _sum(figures: Sequence[int | None]) -> int | None:
    return None if None in figures else sum(figure or 0 for figure in figures)


def _hours(item: PreparedItem, words: Words) -> str:
    return f"{words.clock(item.starts)}–{words.clock(item.ends)}"


def _row(item: PreparedItem, words: Words) -> tuple[str, ...]:
    label = guidance(item.activity, words).label
    return (item.number, _hours(item, words), words.number(item.minutes), label, item.title, item.group)


def _item(item: PreparedItem, words: Words) -> dict[str, Any]:
    guided = guidance(item.activity, words, is_confidential=item.is_confidential)
    minutes = words.counted("{number} minute", "{number} minutes", item.minutes)
    return {
        "number": item.number,
        "title": item.title or guided.label,
        "about": [part for part in (_hours(item, words), minutes, guided.label, item.group) if part],
        "paragraphs": [part for part in (item.reason, *item.note.splitlines()) if part.strip()],
        "questions": [
            (one.number, one.question, " · ".join(part for part in (one.administration, one.level) if part), one.reason)
            for one in item.questions
        ],
        "console": guided.console,
        "paper": guided.paper,
        "material": ", ".join(guided.material),
        "is_confidential": item.is_confidential,
        "notes": NO_NOTES if item.activity in UNWRITTEN else ROOM_FOR_NOTES.get(item.activity, USUAL_ROOM),
    }


def _material(content: Preparation, words: Words) -> list[str]:
    """What all items together ask for, each thing once, then what was added by hand."""
    needed = (thing for item in content.agenda for thing in guidance(item.activity, words).material)
    return list(dict.fromkeys((*needed, *content.material)))
