"""The small pieces of XML that every member of an OpenDocument file is made of."""

import re
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
PIXELS_PER_INCH = 96
SPACES = re.compile(r"^ +| {2,}")
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{
            part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"
            for part in ("office", "style", "text", "table", "meta", "config", "manifest")
        },
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
        "dc": "http://purl.org/dc/elements/1.1/",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)


def document(kind: str, *content: str) -> str:
    """A whole member: its root element with every namespace."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-{kind} {NAMESPACES} office:version="1.3">{"".join(content)}</office:document-{kind}>'
    )


def inches(pixels: int) -> str:
    """A length as OpenDocument writes it."""
    return f"{pixels / PIXELS_PER_INCH:.4f}in"


def paragraphs(text: str) -> str:
    """A text as paragraphs, one for each line."""
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line: str) -> str:
    """XML readers fold spaces, so several in a row are an element of their own."""
    return SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
