"""Writes a plain document as a text of OpenDocument (.odt): a zip package and XML of our own.

It needs headings, lists, tables and pictures with alternative texts, and nothing that a library would make easier.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from selfcheck_documents import typesetting
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.packing import add_member
from selfcheck_documents.text_documents import odt_styles as look
from selfcheck_documents.text_documents.characters import is_from_right
from selfcheck_documents.text_documents.model import Block, Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.text_documents.odt_xml import MEDIA_TYPE, NAMESPACES, member, paragraph, quoted, said
from selfcheck_documents.word_pieces import KEPT_ROWS, chart_width, even_columns, is_figure

XML_MEMBERS = ("content.xml", "styles.xml", "meta.xml")
PNG = "image/png"
FROM_RIGHT = "\N{RIGHT-TO-LEFT MARK}"
PNG_SIZE = slice(16, 24)


def write_odt(document: TextDocument) -> bytes:
    """The document as .odt; the same document gives the same bytes."""
    drawn = (
        typesetting.drawings({chart.svg: chart_width(chart.svg) for chart in document.charts})
        if document.charts
        else {}
    )
    names = {svg: f"Pictures/chart{number}.png" for number, svg in enumerate(drawn, 1)}
    written = (_content(document, names, drawn), look.styles(document), _meta(document))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        add_member(package, "mimetype", MEDIA_TYPE.encode(), is_compressed=False)
        add_member(package, "META-INF/manifest.xml", _manifest(names.values()).encode())
        for name, content in zip(XML_MEMBERS, written, strict=True):
            add_member(package, name, content.encode())
        for svg, name in names.items():
            add_member(package, name, drawn[svg], is_compressed=False)
    return target.getvalue()


def _manifest(pictures: Iterable[str]) -> str:
    kinds = [*((name, "text/xml") for name in XML_MEMBERS), *((name, PNG) for name in pictures)]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in kinds
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest {NAMESPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
        f"{entries}</manifest:manifest>"
    )


def _meta(document: TextDocument) -> str:
    moment = f"{document.dated.isoformat()}T12:00:00"
    return member(
        "meta",
        f"<office:meta><dc:title>{quoted(f'{document.kind}: {document.title}')}</dc:title>"
        f"<dc:creator>{quoted(document.author)}</dc:creator><dc:subject>{quoted(document.kind)}</dc:subject>"
        f"<dc:language>{document.language}</dc:language><meta:creation-date>{moment}</meta:creation-date>"
        f"<dc:date>{moment}</dc:date></office:meta>",
    )


def _content(document: TextDocument, names: Mapping[str, str], drawn: Mapping[str, bytes]) -> str:
    body = "".join(_Body(names, drawn).written(document))
    widths = {width for block in document.blocks if isinstance(block, Table) for width in even_columns(block).widths}
    styles = look.automatic_styles(sorted(widths))
    return member("content", styles, f"<office:body><office:text>{body}</office:text></office:body>")


class _Body:
    """The blocks one after the other; counts tables and pictures, whose names an editor shows."""

    def __init__(self, names: Mapping[str, str], drawn: Mapping[str, bytes]) -> None:
        self.names = names
        self.drawn = drawn
        self.tables = 0
        self.pictures = 0

    def written(self, document: TextDocument) -> Iterator[str]:
        yield paragraph(look.KIND, said(document.kind))
        yield paragraph(look.TITLE, said(document.title))
        yield _facts(document.facts)
        if document.notice:
            yield paragraph(look.NOTICE, said(document.notice))
        for block, following in zip(document.blocks, [*document.blocks, None][1:], strict=True):
            yield self._block(block, is_kept=isinstance(following, Chart | Table))

    def _block(self, block: Block, *, is_kept: bool) -> str:
        match block:
            case Heading():
                level = block.level
                style = f"Heading_20_{level}"
                return f'<text:h text:style-name="{style}" text:outline-level="{level}">{said(block.text)}</text:h>'
            case Paragraph():
                text = look.KEPT_TEXT if is_kept else look.TEXT
                return paragraph(look.QUIET if block.is_quiet else text, said(block.text))
            case Bullets():
                items = (
                    f"<text:list-item>{paragraph(look.ITEM, _at_start(item))}</text:list-item>" for item in block.items
                )
                return f'<text:list text:style-name="Bullets">{"".join(items)}</text:list>'
            case Facts():
                return _facts(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._picture(block)

    def _table(self, table: Table) -> str:
        self.tables += 1
        figures = [
            number > 0 and bool(table.rows) and all(is_figure(row[number]) for row in table.rows)
            for number in range(len(table.header))
        ]
        widths, size = even_columns(table)
        cell, figure, head_cell, head_figure = look.sized(size)
        rows = "".join(_row("BodyCell", row, figures, (cell, figure)) for row in table.rows)
        head = _row("HeadCell", table.header, figures, (head_cell, head_figure))
        columns = "".join(f'<table:table-column table:style-name="C{width}"/>' for width in widths)
        grid = "Grid" if len(table.rows) > KEPT_ROWS else "KeptGrid"
        return (
            f"{paragraph(look.CAPTION, said(table.caption))}"
            f'<table:table table:name="T{self.tables}" table:style-name="{grid}">'
            f"<table:title>{quoted(table.caption)}</table:title>{columns}"
            f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
        )

    def _picture(self, chart: Chart) -> str:
        self.pictures += 1
        png, width = self.drawn[chart.svg], chart_width(chart.svg)
        wide, high = (int.from_bytes(png[PNG_SIZE][at : at + 4]) for at in (0, 4))
        frame = (
            f'<draw:frame draw:style-name="Drawn" draw:name="P{self.pictures}" text:anchor-type="as-char" '
            f'svg:width="{width}mm" svg:height="{width * high / wide:.2f}mm">'
            f'<draw:image xlink:href="{self.names[chart.svg]}" xlink:type="simple" xlink:show="embed" '
            'xlink:actuate="onLoad"/>'
            f"<svg:title>{quoted(chart.title)}</svg:title><svg:desc>{quoted(chart.description)}</svg:desc></draw:frame>"
        )
        return paragraph(look.PICTURE, frame)


def _at_start(words: str) -> str:
    """What is written from right to left begins where the list begins, in its own order of signs."""
    return f"{FROM_RIGHT}{said(words)}{FROM_RIGHT}" if is_from_right(words) else said(words)


def _row(cell: str, texts: Sequence[str], figures: Sequence[bool], styles: tuple[str, str]) -> str:
    cells = "".join(
        f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
        f"{paragraph(styles[is_figure_column], said(text))}</table:table-cell>"
        for text, is_figure_column in zip(texts, figures, strict=True)
    )
    return f'<table:table-row table:style-name="Row">{cells}</table:table-row>'


def _facts(facts: Facts) -> str:
    return "".join(
        paragraph(look.FACT, f'<text:span text:style-name="Label">{said(label)}</text:span><text:tab/>{said(value)}')
        for label, value in facts.items
    )
