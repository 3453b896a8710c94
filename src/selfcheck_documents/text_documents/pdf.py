"""Writes a plain document as PDF: A4, tagged (PDF/UA-1) and archivable (PDF/A-2a)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selfcheck_documents import colours, typesetting
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.text_documents.model import Block, Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.word_pieces import BROAD_CHART, chart_width
from selfcheck_documents.words import Words

TEMPLATE = Path(__file__).parent / "text_document.typ"
LONG_WORD = re.compile(r"\S{24}(?=\S{8})")
EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+"
)
PICTURE = "[Emoji]"
BREAK_HERE = "\N{ZERO WIDTH SPACE}"


def write_pdf(document: TextDocument) -> bytes:
    """The document as PDF; the same document gives the same bytes."""
    values = {
        "language": document.language,
        "kind": document.kind,
        "title": document.title,
        "author": document.author,
        "facts": [_breakable(fact) for fact in document.facts.items],
        "notice": document.notice,
        "foot": document.foot,
        "page": document.page,
        "blocks": list(_blocks(document)),
        "colours": colours.ON_PAPER,
    }
    return typesetting.pdf(TEMPLATE, values, day=document.dated)


def _blocks(document: TextDocument) -> Iterator[dict[str, Any]]:
    """Their values; a paragraph before a drawing stays with it, and the end says what our fonts could not show."""
    words = Words(document.language)
    found = [_values(block) for block in document.blocks]
    for values, following in zip(found, [*document.blocks, None][1:], strict=True):
        yield {**values, "is_kept": isinstance(following, Chart | Table)}
    if typesetting.STAND_IN in typesetting.printable(json.dumps(found, ensure_ascii=False)):
        text = words(
            "{sign} stands for characters that a PDF cannot show here; they stand in the files for Word and ODT.",
            sign=typesetting.STAND_IN,
        )
        yield {"kind": "paragraph", "text": text, "is_quiet": True}


def _values(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": _broken(block.text), "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "text": _broken(block.text), "is_quiet": block.is_quiet}
        case Bullets():
            return {"kind": "bullets", "items": _breakable(block.items)}
        case Facts():
            return {"kind": "facts", "items": [_breakable(fact) for fact in block.items]}
        case Table():
            rows = [_breakable(row) for row in block.rows]
            return {"kind": "table", "caption": block.caption, "header": list(block.header), "rows": rows}
        case Chart():
            is_broad = chart_width(block.svg) == BROAD_CHART
            return {"kind": "chart", "svg": block.svg, "description": block.description, "is_broad": is_broad}


def _breakable(texts: tuple[str, ...]) -> list[str]:
    return [_broken(text) for text in texts]


def _broken(text: str) -> str:
    """Words too long for any line may break; pictures that our fonts lack are named."""
    text = EMOJI.sub(
        lambda found: PICTURE if typesetting.STAND_IN in typesetting.printable(found[0]) else found[0], text
    )
    return LONG_WORD.sub(rf"\g<0>{BREAK_HERE}", text)
