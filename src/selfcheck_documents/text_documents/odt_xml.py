"""The small pieces of XML that a text of OpenDocument is made of."""

import re
from xml.sax.saxutils import escape

from selfcheck_documents.text_documents.characters import storable

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SPACES = re.compile(r"^ +| {2,}")
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{
            part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"
            for part in ("office", "style", "text", "table", "meta", "manifest")
        },
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)


def member(kind: str, *content: str) -> str:
    """A whole member: its root element with every namespace."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-{kind} {NAMESPACES} office:version="1.3">{"".join(content)}</office:document-{kind}>'
    )


def said(words: str) -> str:
    """Words as the content of an element: XML readers fold spaces, so several in a row are an element of their own."""
    lines = (_spaced(escape(storable(line))) for line in words.split("\n"))
    return "<text:line-break/>".join(lines)


def quoted(words: str) -> str:
    """Words as the value of an attribute or of an element that holds text alone."""
    return escape(storable(words), {'"': "&quot;", "\n": " "})


def paragraph(style: str, content: str) -> str:
    """A paragraph; `content` is XML already."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _spaced(line: str) -> str:
    return SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', line).replace("\t", "<text:tab/>")
