"""A Word document as this product writes them: its styles, language and fields; same content, same bytes.

The font is Arial, because such a document is opened and edited on machines that have no other font in common.
"""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from selfcheck.messages import Language
from selfcheck_documents.colours import BLUE, INK, LINE, MUTED
from selfcheck_documents.words import COUNTRIES

FONT = "Arial"
TAGS = {language: f"{language}-{country}" for language, country in COUNTRIES.items()}
SIDE_MARGIN = Mm(25)
OUTER_MARGIN = Mm(22)
TEXT_WIDTH = 160
SUBHEADING = "Subheading {level}"
FACT_LINE = "Fact Line"
SMALL = "Small"
CELL = "Table Text"
HEADINGS = {1: (20, 0, 10), 2: (15, 18, 6), 3: (12.5, 16, 5), 4: (11, 13, 4), 5: (10.5, 10, 3)}
CELL_MARGIN = 160
NOON = time(12)
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
NEWEST_LAYOUT = "15"
THUMBNAIL = "/metadata/thumbnail"


def new_document(language: Language) -> Any:
    """An empty A4 document with our styles, in one language."""
    document = Document()
    _drop_thumbnail(document)
    _drop_table_styles(document)
    _set_page(document)
    _set_styles(document, TAGS[language])
    _set_settings(document, TAGS[language])
    return document


def as_bytes(document: Any) -> bytes:
    """The finished file; neither a clock nor the order of parts shows in it."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def set_properties(document: Any, *, title: str, subject: str, author: str, language: Language, day: date) -> None:
    """What the file says about itself; `day` is the day that it carries as its own."""
    properties = document.core_properties
    properties.title, properties.subject, properties.author = map(_shortened, (title, subject, author))
    properties.language = TAGS[language]
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.combine(day, NOON)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PROPERTY else text[: LONGEST_PROPERTY - 1] + "…"


def element(name: str, parent: Any = None, /, **attributes: str) -> Any:
    """A WordprocessingML element, added to `parent` where there is one; attributes are in its namespace."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    if parent is not None:
        parent.append(made)
    return made


def write_margins(file: Any, head: str, foot: str, page: str) -> None:
    """The header of every page, and its footer: `foot`, then in the words of `page` {page} and {pages}."""
    section = file.sections[0]
    section.header.paragraphs[0].text = head
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{foot}\t")
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    footer.add_run(before)
    add_field(footer, "PAGE")
    footer.add_run(between)
    add_field(footer, "NUMPAGES")
    footer.add_run(after)


def add_field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """A field such as the number of the page, with what it shows until it is computed."""
    open_field(paragraph, instruction)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Any, instruction: str) -> None:
    """Begin a field; what follows until `close_field` is what it shows until it is computed."""
    element("w:fldChar", paragraph.add_run()._r, fldCharType="begin")
    code = element("w:instrText", paragraph.add_run()._r)
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    element("w:fldChar", paragraph.add_run()._r, fldCharType="separate")


def close_field(paragraph: Any) -> None:
    """End the field that is open."""
    element("w:fldChar", paragraph.add_run()._r, fldCharType="end")


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that links can lead to."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    element("w:bookmarkEnd", paragraph._p, id=str(number))


def add_link(paragraph: Any, target: str, text: str) -> None:
    """A link to a bookmark of the same document."""
    link = element("w:hyperlink", paragraph._p, anchor=target, history="1")
    run = element("w:r", link)
    written = element("w:t", run)
    written.text = text
    written.set(qn("xml:space"), "preserve")


def describe(shape: Any, title: str, description: str) -> None:
    """The alternative text of a picture."""
    properties = shape._inline.docPr
    properties.set("descr", description)
    properties.set("title", title)


def _drop_thumbnail(document: Any) -> None:
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(THUMBNAIL)]:
        del relations[key]


def _drop_table_styles(document: Any) -> None:
    """Word's coloured table styles only clutter the list that editors choose from."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()


def _set_settings(document: Any, locale: str) -> None:
    """The layout of present versions of Word, and the language again, for what has no style."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), NEWEST_LAYOUT)
    for language in settings.iter(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), locale)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDE_MARGIN
    section.top_margin = section.bottom_margin = OUTER_MARGIN
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True


def _set_styles(document: Any, locale: str) -> None:
    styles = document.styles
    _set_defaults(styles, locale)
    _shape(styles["Normal"], 10, INK, after=6)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    _shape(styles["Title"], 30, INK, is_bold=True, after=4)
    _shape(styles["Subtitle"], 14, BLUE, is_bold=True, after=4)
    for name in ("Title", "Subtitle"):
        _remove_ornaments(styles[name])
    for level, (size, before, after) in HEADINGS.items():
        colour = BLUE if level == 3 else INK
        _shape(styles[f"Heading {level}"], size, colour, is_bold=True, before=before, after=after)
        if level > 1:
            _add_subheading(styles, level, colour)
    styles["Heading 1"].paragraph_format.page_break_before = True
    _shape(styles["TOC Heading"], 20, INK, is_bold=True, after=10)
    styles["TOC Heading"].paragraph_format.page_break_before = True
    _shape(styles["Caption"], 9, MUTED, after=3, before=8)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _shape(styles[name], 8.5, MUTED, after=0)
        _set_right_tab(styles[name])
    for name in ("List Bullet", "List Number"):
        _shape(styles[name], 10, INK, after=4)
    _add(styles, SMALL, 9, MUTED, after=4)
    _add(styles, CELL, 9, INK, before=2, after=2)
    _add(styles, FACT_LINE, 10, INK, after=4)
    styles[CELL].paragraph_format.line_spacing = 1.05
    styles[FACT_LINE].paragraph_format.keep_with_next = True
    for level in (1, 2):
        _add(styles, f"TOC {level}", 10, INK, after=3)
        styles[f"TOC {level}"].paragraph_format.left_indent = Mm(6 * (level - 1))
        _set_right_tab(styles[f"TOC {level}"])


def _add_subheading(styles: Any, level: int, colour: str) -> None:
    """A heading of the same level that the list of contents leaves out."""
    style = styles.add_style(SUBHEADING.format(level=level), WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[f"Heading {level}"]
    style.next_paragraph_style = styles["Normal"]
    size, before, after = HEADINGS[level]
    _shape(style, min(size, 13), colour, is_bold=True, before=min(before, 10), after=min(after, 4))


def _add(styles: Any, name: str, size: float, colour: str, *, before: float = 0, after: float = 0) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _shape(style, size, colour, before=before, after=after)


def _shape(style: Any, size: float, colour: str, *, is_bold: bool = False, before: float = 0, after: float = 0) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())
    _set_font(style.element.get_or_add_rPr())
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_font(properties: Any) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))


def _set_defaults(styles: Any, locale: str) -> None:
    properties = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_font(properties)
    language = properties.find(qn("w:lang"))
    for attribute in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{attribute}"), locale)


def _remove_ornaments(style: Any) -> None:
    """Word's own titles are underlined and spaced."""
    paragraph, run = style.element.pPr, style.element.rPr
    for parent, name in ((paragraph, "w:pBdr"), (run, "w:spacing"), (run, "w:kern")):
        for found in parent.findall(qn(name)):
            parent.remove(found)


def _set_right_tab(style: Any) -> None:
    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def set_cell_margins(table: Any, right: int = CELL_MARGIN) -> None:
    """Columns begin flush with the text around the table; room stands to the right of each."""
    margins = element("w:tblCellMar")
    element("w:left", margins, w="0", type="dxa")
    element("w:right", margins, w=str(right), type="dxa")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def draw_line_below(cell: Any, *, is_strong: bool) -> None:
    """The only border that our tables have: a line below each row, a stronger one below the header."""
    borders = element("w:tcBorders", cell._tc.get_or_add_tcPr())
    colour = (INK if is_strong else LINE).removeprefix("#")
    element("w:bottom", borders, val="single", sz="8" if is_strong else "4", space="0", color=colour)
