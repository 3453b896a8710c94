"""Puts the minutes together as blocks: what PDF, DOCX and ODT then say alike."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selfcheck_documents.charts import Table, perspectives_chart
from selfcheck_documents.minutes.model import (
    AgreedStep,
    Cluster,
    Minutes,
    MinutesItem,
    Priorities,
    RoundResult,
    Status,
    StatusKind,
)
from selfcheck_documents.perspective_words import agreement_sentence, gap_sentence
from selfcheck_documents.text_documents import Block, Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.words import NO_FIGURE, Words

BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class _Look(NamedTuple):
    """What the ids of a drawing begin with, the level of the heading above, and whether it is for paper."""

    prefix: str
    level: int
    is_on_paper: bool


def minutes_document(minutes: Minutes, words: Words, *, is_on_paper: bool = False) -> TextDocument:
    """The minutes in the language of `words`; on paper drawings are as broad as the page and lower than on a screen."""
    status = _status(minutes.status, words)
    return TextDocument(
        language=words.language,
        kind=words("Minutes"),
        title=minutes.title,
        author=minutes.municipality,
        facts=Facts(tuple(_facts(minutes, words))),
        notice=status,
        foot=status,
        page=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        dated=minutes.day,
        blocks=tuple(_blocks(minutes, words, is_on_paper=is_on_paper)),
    )


def _status(status: Status, words: Words) -> str:
    day = words.day(status.day) if status.day is not None else NO_FIGURE
    if status.kind is StatusKind.AGREED:
        return words("Agreed by the municipality on {day}: {by}", day=day, by=status.by)
    if status.kind is StatusKind.CORRECTED:
        return words("Corrected on {day} by {by}, not agreed yet", day=day, by=status.by)
    return words("Draft, not corrected yet")


def _facts(minutes: Minutes, words: Words) -> Iterator[tuple[str, str]]:
    hours = words("{starts} to {ends}", starts=words.clock(minutes.starts), ends=words.clock(minutes.ends))
    yield words("Municipality"), minutes.municipality
    yield words("When"), f"{words.day(minutes.day)}, {hours}"
    if minutes.place:
        yield words("Where"), minutes.place
    if minutes.facilitator:
        yield words("Facilitated by"), minutes.facilitator
    if minutes.guests_total:
        yield words("Guests"), minutes.guests_total


def _blocks(minutes: Minutes, words: Words, *, is_on_paper: bool) -> Iterator[Block]:
    yield from _paragraphs(minutes.introduction)
    if minutes.guests:
        yield Heading(words("Who was there"))
        rows = tuple((guests.perspective, guests.number) for guests in minutes.guests)
        yield Table(words("Guests by perspective"), (words("Perspective"), words("Guests")), rows)
        yield Paragraph(words("Counted in the room. How many voted stands beside each result."), is_quiet=True)
    yield from _items(minutes, words, is_on_paper=is_on_paper)
    if minutes.outlook.strip():
        yield Heading(words("Outlook"))
        yield from _paragraphs(minutes.outlook)
    if minutes.attachments:
        yield Heading(words("Attachments"))
        yield Bullets(minutes.attachments)


def _items(minutes: Minutes, words: Words, *, is_on_paper: bool) -> Iterator[Block]:
    """The items of a group under its name, two levels below the item in which everybody parted."""
    group = ""
    for place, item in enumerate(minutes.items, 1):
        if item.group and item.group != group:
            yield Heading(item.group, 2)
        group = item.group
        yield from _item(item, _Look(f"item{place}", 3 if group else 1, is_on_paper), words)
    if minutes.besides:
        yield Paragraph(words("Also on the agenda: {items}.", items="; ".join(minutes.besides)))


def _item(item: MinutesItem, look: _Look, words: Words) -> Iterator[Block]:
    level = look.level
    yield Heading(item.name, level)
    about = [part for part in (_hours(item, words), item.activity) if part]
    if about:
        yield Paragraph(" · ".join(about), is_quiet=True)
    yield from _paragraphs(item.notes)
    for place, result in enumerate(item.results, 1):
        yield from _result(result, _Look(f"{look.prefix}-{place}", level + 1, look.is_on_paper), words)
    if item.ideas:
        yield from _ideas(item.ideas, level + 1, words)
    for priorities in item.priorities:
        yield from _priorities(priorities, level + 1, words)
    if item.agreements:
        yield Heading(words("What was agreed"), level + 1)
        for step in item.agreements:
            yield from _agreement(step, level + 2, words)


def _paragraphs(typed: str) -> Iterator[Paragraph]:
    for paragraph in BETWEEN_PARAGRAPHS.split(typed.replace("\r\n", "\n")):
        if paragraph.strip():
            yield Paragraph(paragraph.strip())


def _hours(item: MinutesItem, words: Words) -> str:
    if item.starts is None or item.ends is None:
        return ""
    return f"{words.clock(item.starts)}–{words.clock(item.ends)}"


def _result(result: RoundResult, look: _Look, words: Words) -> Iterator[Block]:
    yield Heading(result.question, look.level)
    if result.note:
        yield Paragraph(result.note)
    title = words("Votes by perspective") if len(result.views) > 1 else words("Votes")
    chart = perspectives_chart(
        title, result.views, result.administration, result.choices, words,
        prefix=look.prefix, is_large=look.is_on_paper,
    )  # fmt: skip
    yield chart
    yield chart.table
    said = [gap_sentence(gap, words) for gap in result.gaps]
    if result.agreement is not None:
        said.append(agreement_sentence(result.agreement, words))
    if said:
        yield Bullets(tuple(said))


def _ideas(clusters: tuple[Cluster, ...], level: int, words: Words) -> Iterator[Block]:
    yield Heading(words("Ideas"), level)
    for cluster in clusters:
        yield Heading(cluster.name or words("Single ideas"), level + 1)
        yield Bullets(cluster.ideas)


def _priorities(priorities: Priorities, level: int, words: Words) -> Iterator[Block]:
    yield Heading(priorities.question or words("Priorities"), level)
    if priorities.voters is not None:
        yield Paragraph(words.counted("{number} guest took part.", "{number} guests took part.", priorities.voters))
    header = (words("Topic"), words("Rank"), words("Total"), *priorities.perspectives)
    rows = tuple(
        (
            row.topic,
            row.rank,
            words.number(row.total),
            *(NO_FIGURE if value is None else words.number(value) for value in row.by_perspective),
        )
        for row in priorities.rows
    )
    yield Table(words("The order of the priorities"), header, rows)
    if priorities.rule:
        yield Paragraph(priorities.rule, is_quiet=True)


def _agreement(step: AgreedStep, level: int, words: Words) -> Iterator[Block]:
    yield Heading(step.what, level)
    facts = (
        (words("Who"), step.who),
        (words("Until when"), words.day(step.until) if step.until is not None else ""),
        (words("First step"), step.first_step),
        (words("Who helps"), step.helpers),
        (words("Comes from"), step.trace),
    )
    open_words = words("open")
    always = {words("Who"), words("Until when")}
    yield Facts(tuple((label, value or open_words) for label, value in facts if value or label in always))
