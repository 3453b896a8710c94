"""The minutes: one content, three files; conformity, structure, alternative texts, hostile words, the same bytes."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import outloud
import pypdfium2
import pytest
from docx import Document
from lxml import etree

from selfcheck_documents.charts import Chart, Choice, Own, Table, View, perspectives_chart
from selfcheck_documents.charts.lettering import width_of
from selfcheck_documents.minutes import (
    AgreedStep,
    Cluster,
    Gap,
    Guests,
    Minutes,
    MinutesItem,
    Priorities,
    Priority,
    RoundResult,
    Status,
    StatusKind,
    minutes_document,
    minutes_docx,
    minutes_odt,
    minutes_pdf,
)
from selfcheck_documents.perspective_words import agreement_sentence
from selfcheck_documents.text_documents import Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.word_pieces import even_columns
from selfcheck_documents.words import Words

HOSTILE = '#read("x") *a* <b>&amp; ]]> \x07'
RATED = RoundResult(
    question="Gibt es Regeln?",
    choices=(Choice("nein", Fraction(0)), Choice("ja", Fraction(1))),
    views=(View("Alle", (6, 9), Fraction(3, 5)), View("Wirtschaft", None)),
    administration=Own("Verwaltung", option=1),
    gaps=(Gap("Zivilgesellschaft", Fraction(72, 100), Fraction(41, 100)),),
    agreement=Fraction(-12, 100),
)
MINUTES = Minutes(
    title="Workshop zum Selbstcheck",
    municipality="Donnersbergkreis",
    day=date(2026, 12, 14),
    starts=time(14),
    ends=time(19),
    place="Stadthalle",
    facilitator="Sabine Krause",
    guests=(Guests("Politik", "9"), Guests("Wirtschaft", "weniger als 5")),
    guests_total="41",
    items=(
        MinutesItem(heading="Ankommen", notes="Erster Absatz,\nzweite Zeile.\n\n  Zweiter Absatz.\r\n\r\n" + HOSTILE),
        MinutesItem(
            heading="Bewerten", starts=time(14, 45), ends=time(15, 30), results=(RATED, replace(RATED, question="Und?"))
        ),
        MinutesItem(
            heading="Ideen",
            ideas=(Cluster("Öffnen", ("Sprachmittlung", "Leichte Sprache")), Cluster("", ("Ein Fest",))),
            priorities=(
                Priorities(
                    question="Was zuerst?",
                    rows=(Priority("1", "Leitfaden", 64, (20, None)), Priority("2", "Antragswesen", 41, (12, None))),
                    perspectives=("Politik", "Wirtschaft"),
                    voters=38,
                    rule="Fünf Punkte je Gast.",
                ),
            ),
        ),
        MinutesItem(
            heading="Verabreden",
            agreements=(
                AgreedStep(
                    what="Leitfaden entwerfen",
                    who="Integrationsbeauftragte",
                    until=date(2027, 6, 30),
                    trace="Frage 2.4",
                ),
                AgreedStep(what="Sprachmittlung prüfen"),
            ),
        ),
    ),
    attachments=("Bericht", "Fotos der Plakate"),
)
WRITERS: dict[str, Callable[[Minutes], bytes]] = {
    "pdf": lambda minutes: minutes_pdf(minutes, "de"),
    "docx": lambda minutes: minutes_docx(minutes, "de"),
    "odt": lambda minutes: minutes_odt(minutes, "de"),
}
ODF = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
}


def document() -> TextDocument:
    """What all files say."""
    return minutes_document(MINUTES, Words("de"))


def texts_of(document: TextDocument) -> list[str]:
    """Every text of a document that readers see, without the drawings."""
    texts = [document.kind, document.title, document.notice, *(text for fact in document.facts.items for text in fact)]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                texts.append(block.text)
            case Bullets():
                texts.extend(block.items)
            case Facts():
                texts.extend(text for fact in block.items for text in fact)
            case Table():
                texts.extend((block.caption, *block.header, *(cell for row in block.rows for cell in row)))
            case Chart():
                pass
    return texts


def squeezed(text: str) -> str:
    """Text without blanks, hyphens and characters that files cannot hold."""
    return re.sub(r"[\s\-\u00ad\u2010\u200b\ufffe\x02\x07▯]+", "", text)


def text_in(name: str, content: bytes) -> str:
    """All text of a file."""
    if name == "pdf":
        pdf = pypdfium2.PdfDocument(content)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
        finally:
            pdf.close()
    if name == "odt":
        return "\n".join(map(str, odt_tree(content, "content.xml").itertext()))
    word = Document(io.BytesIO(content))
    return "\n".join(word.element.body.itertext())


def odt_tree(content: bytes, name: str) -> etree._Element:
    """One XML member of the text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.parametrize("name", WRITERS)
def test_every_file_says_everything_and_the_same_each_time(name: str) -> None:
    content = WRITERS[name](MINUTES)
    found = squeezed(text_in(name, content))

    assert [text for text in texts_of(document()) if squeezed(text) not in found] == []
    assert WRITERS[name](MINUTES) == content


def test_the_pdf_is_accessible(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(minutes_pdf(MINUTES, "de"))

    assert outloud.check(str(path)).findings == []


def test_an_odt_has_real_headings_lists_and_tables() -> None:
    tree = odt_tree(minutes_odt(MINUTES, "de"), "content.xml")

    headings = [
        (int(one.get(f"{{{ODF['text']}}}outline-level", "0")), "".join(map(str, one.itertext())))
        for one in tree.iterfind(".//text:h", ODF)
    ]
    assert headings == [(block.level, block.text) for block in document().blocks if isinstance(block, Heading)]
    assert len(tree.findall(".//text:list", ODF)) == 5
    tables = tree.findall(".//table:table", ODF)
    assert [len(table.findall("table:table-header-rows/table:table-row", ODF)) for table in tables] == [1] * 4
    titles = [table.findtext("table:title", namespaces=ODF) for table in tables]
    assert titles == [block.caption for block in document().blocks if isinstance(block, Table)]


def test_charts_of_an_odt_have_alternative_texts_and_are_in_the_package() -> None:
    content = minutes_odt(MINUTES, "de")
    frames = odt_tree(content, "content.xml").findall(".//draw:frame", ODF)

    described = [frame.findtext("svg:desc", namespaces=ODF) for frame in frames]
    assert described == [chart.description for chart in document().charts]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        listed = odt_tree(content, "META-INF/manifest.xml").findall("manifest:file-entry", ODF)
        assert names[0] == "mimetype"
        paths = {one.get(f"{{{ODF['manifest']}}}full-path") for one in listed}
        assert paths == {"/", *names} - {"mimetype", "META-INF/manifest.xml"}
        assert all(package.read(name).startswith(b"\x89PNG") for name in names if name.startswith("Pictures/"))


def test_an_odt_knows_its_language_and_numbers_its_pages() -> None:
    styles = odt_tree(minutes_odt(MINUTES, "de"), "styles.xml")
    default = styles.find(".//style:default-style/style:text-properties", ODF)

    assert default is not None
    assert (default.get(f"{{{ODF['fo']}}}language"), default.get(f"{{{ODF['fo']}}}country")) == ("de", "DE")
    footer = styles.find(".//style:footer", ODF)
    assert footer is not None
    assert [len(footer.findall(f".//text:{name}", ODF)) for name in ("page-number", "page-count")] == [1, 1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: soffice was not found.")
def test_libreoffice_opens_the_odt_as_we_meant_it(tmp_path: Path) -> None:
    path = tmp_path / "minutes.odt"
    path.write_bytes(minutes_odt(MINUTES, "de"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    found = squeezed(text_in("pdf", path.with_suffix(".pdf").read_bytes()))

    assert [text for text in texts_of(document()) if squeezed(text) not in found] == []
    assert "Seite1von" in found


def test_notes_become_paragraphs() -> None:
    paragraphs = [block.text for block in document().blocks if isinstance(block, Paragraph) and not block.is_quiet]

    assert paragraphs[:3] == ["Erster Absatz,\nzweite Zeile.", "Zweiter Absatz.", HOSTILE.strip()]


@pytest.mark.parametrize(
    ("agreement", "said"),
    [(-100, "weit auseinander"), (-1, "weit auseinander"), (0, "auseinander"), (29, "auseinander"),
     (30, "eher beieinander"), (74, "eher beieinander"), (75, "nah beieinander"), (100, "nah beieinander")],
)  # fmt: skip
def test_agreement_is_said_in_words_first(agreement: int, said: str) -> None:
    sentence = agreement_sentence(Fraction(agreement, 100), Words("de"))

    assert sentence.startswith(f"Die Stimmen liegen {said} (Übereinstimmung ")


def test_votes_of_all_together_are_not_said_to_be_by_perspective() -> None:
    alone = replace(RATED, views=RATED.views[:1])
    minutes = replace(MINUTES, items=(MinutesItem(heading="Bewerten", results=(RATED, alone)),))
    blocks = minutes_document(minutes, Words("de")).blocks

    tables = [(block.caption, block.header[0]) for block in blocks if isinstance(block, Table)]
    assert tables[1:] == [("Stimmen je Perspektive", "Perspektive"), ("Stimmen", "Wer")]


CHOICES = (
    "Nicht vorhanden",
    "Geplant",
    "Begonnen",
    "Überwiegend umgesetzt",
    "Verankert und überprüft",
    "Nicht bekannt",
)
CROWDED = RoundResult(
    question="Wie weit?",
    choices=tuple(Choice(label, Fraction(place, 5)) for place, label in enumerate(CHOICES)),
    views=tuple(View(label, (1, 2, 3, 1, 0, 0), Fraction(2, 5)) for label in ("Zivilgesellschaft", "Letzte")),
)
ARABIC = "أريد دورات لغة مجانية."


def with_items(*items: MinutesItem) -> Minutes:
    return replace(MINUTES, items=items, attachments=())


def test_a_table_stays_on_the_page_of_its_caption() -> None:
    minutes = with_items(MinutesItem(heading="Bewerten", results=(CROWDED,) * 7))

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(WRITERS["pdf"](minutes))]

    captions = [page.count("Stimmen je Perspektive") for page in pages]
    assert sum(captions) == 7
    assert [page.count("Letzte") for page in pages] == [number * 2 for number in captions]
    assert [page.count("Wie weit?") for page in pages] == captions
    assert max(captions) > 1
    tables = Document(io.BytesIO(WRITERS["docx"](minutes))).tables[-7:]
    kept = [[row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in one.rows] for one in tables]
    assert kept == [[True, True, None]] * 7


def test_no_column_breaks_a_word() -> None:
    table = perspectives_chart("Stimmen", CROWDED.views, None, CROWDED.choices, Words("de")).table
    columns = even_columns(table)

    for width, cells in zip(columns.widths, zip(table.header, *table.rows, strict=True), strict=True):
        longest = max(width_of(word, is_bold=True) for text in cells for word in text.split())
        assert width > longest / 14 * columns.size * 25.4 / 72 + 2.8, cells
    assert sum(columns.widths) == 160
    assert columns.size < 9
    assert even_columns(Table("", ("Thema", "Rang"), (("Leitfaden", "1"),))).size == 9


def test_nothing_that_our_fonts_lack_is_lost_without_a_word() -> None:
    ideas = (Cluster("", ("Ein Fest 🎉👍🏽", "Ein Haken ✓", "中文")),)

    text = "".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(WRITERS["pdf"](with_items(MinutesItem(heading="Ideen", ideas=ideas))))
    )

    assert "Ein Fest [Emoji]" in text
    assert "▯ steht für Schriftzeichen" in text.replace("\r\n", " ")
    plain = WRITERS["pdf"](with_items(MinutesItem(heading="Ideen", ideas=(Cluster("", ("Ein Fest 🎉",)),))))
    assert "▯" not in "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(plain))


def test_what_is_written_from_right_to_left_keeps_its_order_of_signs() -> None:
    minutes = with_items(MinutesItem(heading="Ideen", ideas=(Cluster("", (ARABIC, "Ein Fest")),)))

    listed = [
        one
        for one in Document(io.BytesIO(WRITERS["docx"](minutes))).paragraphs
        if one.style is not None and "List" in str(one.style.name)
    ]
    assert [(one.text, bool(one._p.xpath(".//w:rtl"))) for one in listed] == [(ARABIC, True), ("Ein Fest", False)]
    with zipfile.ZipFile(io.BytesIO(WRITERS["odt"](minutes))) as package:
        written = package.read("content.xml").decode()
    assert f">\N{RIGHT-TO-LEFT MARK}{ARABIC}\N{RIGHT-TO-LEFT MARK}<" in written
    assert ">Ein Fest<" in written


def test_gaps_and_agreement_are_said() -> None:
    said = [item for block in document().blocks if isinstance(block, Bullets) for item in block.items]

    assert said[:2] == [
        "Selbstcheck: 72, Zivilgesellschaft: 41 (von 100).",
        "Die Stimmen liegen weit auseinander (Übereinstimmung −0,12; möglich ist −1 bis 1).",
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status(), "Entwurf, noch nicht korrigiert"),
        (
            Status(kind=StatusKind.CORRECTED, day=date(2027, 1, 4), by="Sabine Krause"),
            "Korrigiert am 4. Januar 2027 durch Sabine Krause, noch nicht bestätigt",
        ),
        (
            Status(kind=StatusKind.AGREED, day=date(2027, 1, 11), by="der Landrat"),
            "Von der Kommune bestätigt am 11. Januar 2027: der Landrat",
        ),
    ],
)
def test_every_file_says_how_far_it_is(status: Status, said: str) -> None:
    minutes = replace(MINUTES, status=status)

    assert all(squeezed(said) in squeezed(text_in(name, write(minutes))) for name, write in WRITERS.items())


def test_words_are_never_code() -> None:
    hostile = replace(MINUTES, title=HOSTILE, items=(MinutesItem(heading=HOSTILE, results=(RATED,)),))
    assert all(squeezed(HOSTILE) in squeezed(text_in(name, write(hostile))) for name, write in WRITERS.items())


def test_minutes_without_anything_are_written_too() -> None:
    empty = replace(MINUTES, items=(), guests=(), guests_total="", attachments=(), place="", facilitator="")

    assert minutes_document(empty, Words("en")).blocks == ()
    assert all(
        squeezed("Workshop zum Selbstcheck") in squeezed(text_in(name, write(empty))) for name, write in WRITERS.items()
    )
