"""Writes a plain document as PDF: A4, tagged (PDF/UA-1) and archivable (PDF/A-2a)."""

import re
from pathlib import Path
from typing import Any

from selfcheck_documents import colours, typesetting
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.text_documents.model import Block, Bullets, Facts, Heading, Paragraph, TextDocument

TEMPLATE = Path(__file__).parent / "text_document.typ"
LONG_WORD = re.compile(r"\S{24}(?=\S{8})")
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
        "blocks": [_values(block) for block in document.blocks],
        "colours": colours.ON_PAPER,
    }
    return typesetting.pdf(TEMPLATE, values, day=document.dated)


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
            return {"kind": "chart", "svg": block.svg, "description": block.description}


def _breakable(texts: tuple[str, ...]) -> list[str]:
    return [_broken(text) for text in texts]


def _broken(text: str) -> str:
    """Words too long for any line may break."""
    return LONG_WORD.sub(rf"\g<0>{BREAK_HERE}", text)
