"""Which files are let in, however they are called and whatever they hide."""

import io
import time
import zipfile

import pytest
from tests.rooms.evidence.files import JPEG, PDF, PNG, SOUND, TYPES, docx, odt, package

from weltoffen.evidence.contents import LARGEST, FaultyDocument, checked, name_to_show

ZIPPED = package({"a.txt": "a"})


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_let_in(name: str) -> None:
    file = checked(name, SOUND[name])

    assert file.content == SOUND[name]
    assert file.name == name
    assert file.ending == {".jpeg": ".jpg"}.get(name[name.index(".") :].lower(), name[name.index(".") :])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.pdf", b""),
        ("leer.txt", b""),
        ("groß.txt", b"a" * (LARGEST + 1)),
        ("ohne", PDF),
        (".pdf", b"%PDF"),
        ("seite.html", b"<p>Hallo</p>"),
        ("bild.svg", b"<svg/>"),
        ("programm.exe", b"MZ"),
        ("brief.docm", docx()),
        ("archiv.zip", ZIPPED),
        ("verdreht\u202efdp.exe", PDF),
        ("konzept.pdf.exe", PDF),
    ],
)
def test_endings_and_sizes_that_are_not_accepted(name: str, content: bytes) -> None:
    with pytest.raises(FaultyDocument):
        checked(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.pdf", b"\n" + PDF),
        ("a.pdf", PDF[: len(PDF) // 2]),
        ("a.pdf", PDF + ZIPPED),
        ("a.pdf", ZIPPED),
        ("a.png", PNG + b"<script>alert(1)</script>"),
        ("a.png", PNG + ZIPPED),
        ("a.png", JPEG),
        ("a.jpg", b"\xff\xd8\xff" + ZIPPED),
        ("a.jpg", b"GIF89a"),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.docx", odt()),
        ("a.odt", docx()),
        ("a.ods", odt()),
        ("a.docx", b"MZ" + docx()),
        ("a.docx", docx() + b"<html>"),
        ("a.docx", docx()[:-30]),
        ("a.docx", PNG + docx()),
        ("a.docx", docx(**{"..__..__evil": "x"})),
        ("a.docx", package({"[Content_Types].xml": TYPES})),
    ],
)
def test_content_that_is_not_what_its_ending_says(name: str, content: bytes) -> None:
    with pytest.raises(FaultyDocument, match="passt nicht zur Endung"):
        checked(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.pdf",
            PDF.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (alert(1)) >>"),
        ),
        ("a.pdf", PDF.replace(b"/Type /Catalog", b"/Type /Catalog /AA << /S /J#61vaScript >>")),
        ("a.pdf", PDF.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (cmd.exe) >>")),
        ("a.docx", docx(word__vbaProject__bin="x", **{"word__vbaProject.bin": b"\xd0\xcf"})),
        ("a.docx", package({"[Content_Types].xml": "…macroEnabled.main+xml", "word/document.xml": ""})),
        (
            "a.docx",
            docx(**{"word___rels__settings.xml.rels": '<R Type="…/attachedTemplate" Target="http://x/a.dotm"/>'}),
        ),
        ("a.docx", docx(**{"setup.EXE": b"MZ"})),
        ("a.docx", docx(**{"META-INF__MANIFEST.MF": b"Main-Class: X"})),
        ("a.odt", odt(**{"Basic__Standard__Module1.xml": b"x"})),
        ("a.odt", odt(**{"Scripts__python__x.py": b"x"})),
        ("a.txt", b"<html><body onload=alert(1)>"),
        ("a.txt", b"Hallo <SCRIPT>alert(1)</SCRIPT>"),
        ("a.txt", b'<?xml version="1.0"?><svg/>'),
        ("a.txt", b"#!/bin/sh\nrm -r ."),
    ],
)
def test_what_could_act_by_itself_is_kept_out(name: str, content: bytes) -> None:
    with pytest.raises(FaultyDocument, match="Makros, Skripte oder Programme"):
        checked(name, content)


def test_a_package_that_unpacks_to_too_much_is_never_unpacked() -> None:
    bomb = package({"[Content_Types].xml": TYPES, "word/document.xml": b"0" * 300_000_000})
    assert len(bomb) < LARGEST

    begin = time.monotonic()
    with pytest.raises(FaultyDocument):
        checked("a.docx", bomb)

    assert time.monotonic() - begin < 1


def test_a_package_with_two_parts_of_one_name_is_kept_out() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as writer:
        writer.writestr("[Content_Types].xml", TYPES)
        writer.writestr("word/document.xml", TYPES)
        with pytest.warns(UserWarning, match="Duplicate"):
            writer.writestr("word/document.xml", TYPES)

    with pytest.raises(FaultyDocument):
        checked("a.docx", content.getvalue())


def test_looking_takes_no_longer_for_a_hostile_file() -> None:
    hostile = b"%PDF-1.4\n" + b"stream\n" * 1_300_000 + b"%%EOF"

    begin = time.monotonic()
    checked("a.pdf", hostile)
    with pytest.raises(FaultyDocument):
        checked("a.docx", b"PK\x03\x04" + b"PK\x05\x06" * 2_000_000)

    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\amt\\Konzept 2026.pdf", "Konzept 2026.pdf"),
        ("Bericht\u202e\u200b\u2066.pdf", "Bericht.pdf"),
        ("a\r\nContent-Type: text:html.pdf", "aContent-Type_ text_html.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("Gru\u0308ße.pdf", "Grüße.pdf"),
        ("x" * 300 + ".pdf", "x" * 190 + ".pdf"),
        ("...pdf", "document.pdf"),
        ("  .txt ", "document.txt"),
    ],
)
def test_names_are_shown_as_they_are_meant(name: str, shown: str) -> None:
    assert name_to_show(name) == shown
    assert name_to_show(shown) == shown
