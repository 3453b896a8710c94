"""The looks of a text of OpenDocument: named styles that an editor can change, the page, its head and foot."""

from collections.abc import Iterable, Iterator

from selfcheck_documents.colours import BLUE, INK, LINE, MUTED
from selfcheck_documents.text_documents.model import TextDocument
from selfcheck_documents.text_documents.odt_xml import member, paragraph, said
from selfcheck_documents.word_pieces import TYPE_SIZES
from selfcheck_documents.words import COUNTRIES

FONT = "Arial"
TEXT_WIDTH = 160
KEPT = 'fo:keep-with-next="always"'
FACT_INDENT = 38
HEADINGS = {
    1: (16, INK, 22, 8),
    2: (12.5, BLUE, 14, 5),
    3: (11, INK, 10, 4),
    4: (10.5, BLUE, 8, 3),
    5: (10.5, INK, 6, 3),
}
KEPT_TEXT = "Text_20_body_20_kept"
FIRST, TITLE, KIND, TEXT, QUIET, FACT, NOTICE, CAPTION, CELL, FIGURE, HEAD, HEAD_FIGURE, ITEM, PICTURE = (
    "Standard", "Title", "Subtitle", "Text_20_body", "Quiet", "Fact", "Notice", "Caption", "Table_20_Contents",
    "Table_20_Figure", "Table_20_Heading", "Table_20_Heading_20_Figure", "List_20_Item", "Picture",
)  # fmt: skip


def styles(document: TextDocument) -> str:
    """styles.xml."""
    return member(
        "styles",
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>',
        "<office:styles>",
        _defaults(document),
        _paragraph_styles(),
        _outline(),
        _bullets(),
        "</office:styles><office:automatic-styles>",
        _page_layout(),
        _named("Head", "Header", tab=True),
        "</office:automatic-styles><office:master-styles>",
        _master_page(document),
        "</office:master-styles>",
    )


def automatic_styles(widths: Iterable[int]) -> str:
    """Those of content.xml: runs, tables, columns of each width in millimetres, cells, pictures."""
    columns = "".join(
        f'<style:style style:name="C{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width}mm"/></style:style>'
        for width in widths
    )
    return (
        f"<office:automatic-styles>{columns}"
        f'<style:style style:name="Label" style:family="text"><style:text-properties fo:color="{MUTED}"/></style:style>'
        f"{_grid('Grid', 'true')}{_grid('KeptGrid', 'false')}"
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        f"{_cell('HeadCell', f'0.8pt solid {INK}')}{_cell('BodyCell', f'0.5pt solid {LINE}')}"
        '<style:style style:name="Drawn" style:family="graphic"><style:graphic-properties '
        'style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>'
        "</office:automatic-styles>"
    )


def _grid(name: str, may_break: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{TEXT_WIDTH}mm" table:align="left" style:may-break-between-rows="{may_break}" '
        'fo:margin-bottom="4mm"/></style:style>'
    )


def sized(size: float) -> tuple[str, str, str, str]:
    """The styles of cells and figures, then of those of the header, in letters of this size."""
    end = "" if size == TYPE_SIZES[0] else f"_20_{size:g}"
    return CELL + end, FIGURE + end, HEAD + end, HEAD_FIGURE + end


def _cell_styles(size: float) -> Iterator[str]:
    right, end = 'fo:text-align="end"', "" if size == TYPE_SIZES[0] else f" {size:g}"
    cell, figure, head, head_figure = sized(size)
    yield _style(cell, f"Table Contents{end}", size)
    yield _style(figure, f"Table Figure{end}", size, more=right)
    yield _style(head, f"Table Heading{end}", size, MUTED, is_bold=True, more=KEPT)
    yield _style(head_figure, f"Table Heading Figure{end}", size, MUTED, is_bold=True, more=f"{right} {KEPT}")


def _cell(name: str, line: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:border-bottom="{line}" fo:border-top="none" fo:border-left="none" fo:border-right="none" '
        'fo:padding-top="1mm" fo:padding-bottom="1mm" fo:padding-left="0mm" fo:padding-right="2mm"/></style:style>'
    )


def _defaults(document: TextDocument) -> str:
    country = COUNTRIES[document.language]
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="10.5pt" fo:color="{INK}" '
        f'fo:language="{document.language}" fo:country="{country}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    )


def _paragraph_styles() -> str:
    return "".join(
        (
            _style(TITLE, "Title", 26, is_bold=True, after=14),
            _style(KIND, "Subtitle", 13, BLUE, is_bold=True, after=3),
            _style(TEXT, "Text body", 10.5, after=6, more='fo:line-height="120%"'),
            _style(KEPT_TEXT, "Text body kept", 10.5, after=6, more=f'fo:line-height="120%" {KEPT}'),
            _style(QUIET, "Quiet", 9, MUTED, after=5, more=KEPT),
            _style(FACT, "Fact", 10.5, after=3, stop=FACT_INDENT,
                   more=f'fo:margin-left="{FACT_INDENT}mm" fo:text-indent="-{FACT_INDENT}mm"'),
            _style(NOTICE, "Notice", 10.5, is_bold=True, before=10, after=8),
            _style(CAPTION, "Caption", 9, MUTED, before=8, after=3, more=KEPT),
            *(style for size in TYPE_SIZES for style in _cell_styles(size)),
            _style(ITEM, "List Item", 10.5, after=3),
            _style(PICTURE, "Picture", 10.5, before=6, after=4),
            _named("Header", "Standard", tab=True),
            *(
                _style(f"Heading_20_{level}", f"Heading {level}", size, colour, is_bold=True, before=before,
                       after=after, more=KEPT, outline=level)
                for level, (size, colour, before, after) in HEADINGS.items()
            ),
        )
    )  # fmt: skip


def _style(
    name: str,
    shown: str,
    size: float,
    colour: str = INK,
    *,
    is_bold: bool = False,
    before: float = 0,
    after: float = 0,
    more: str = "",
    outline: int = 0,
    stop: int = 0,
) -> str:
    level = f' style:default-outline-level="{outline}"' if outline else ""
    weight = ' fo:font-weight="bold"' if is_bold else ""
    stops = f'<style:tab-stops><style:tab-stop style:position="{stop}mm"/></style:tab-stops>' if stop else ""
    following = f' style:next-style-name="{TEXT}"' if outline else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:class="text"{following}{level}>'
        f'<style:paragraph-properties fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" {more}>{stops}'
        f'</style:paragraph-properties><style:text-properties fo:font-size="{size:g}pt" fo:color="{colour}"{weight}/>'
        "</style:style>"
    )


def _named(name: str, parent: str, *, tab: bool) -> str:
    stops = (
        f'<style:tab-stops><style:tab-stop style:position="{TEXT_WIDTH}mm" style:type="right"/></style:tab-stops>'
        if tab
        else ""
    )
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties>{stops}</style:paragraph-properties>"
        f'<style:text-properties fo:font-size="8.5pt" fo:color="{MUTED}"/></style:style>'
    )


def _outline() -> str:
    levels = "".join(f'<text:outline-level-style text:level="{level}" style:num-format=""/>' for level in HEADINGS)
    return f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'


def _bullets() -> str:
    return (
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="–">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="5mm" '
        'fo:text-indent="-5mm" fo:margin-left="5mm"/></style:list-level-properties>'
        "</text:list-level-style-bullet></text:list-style>"
    )


def _page_layout() -> str:
    return (
        '<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" style:print-orientation="portrait" fo:margin-left="25mm" fo:margin-right="25mm" '
        'fo:margin-top="14mm" fo:margin-bottom="14mm"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="9mm" fo:margin-bottom="5mm"/>'
        "</style:header-style>"
        '<style:footer-style><style:header-footer-properties fo:min-height="9mm" fo:margin-top="5mm"/>'
        "</style:footer-style></style:page-layout>"
    )


def _master_page(document: TextDocument) -> str:
    label = said(document.page)
    label = label.replace("{page}", '<text:page-number text:select-page="current">1</text:page-number>')
    label = label.replace("{pages}", "<text:page-count>1</text:page-count>")
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="Page">'
        f"<style:header>{paragraph('Head', f'{said(document.author)}<text:tab/>{said(document.title)}')}</style:header>"
        f"<style:footer>{paragraph('Head', f'{said(document.foot)}<text:tab/>{label}')}</style:footer>"
        "</style:master-page>"
    )
