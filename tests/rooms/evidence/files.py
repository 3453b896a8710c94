"""Files as people and strangers upload them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from weltoffen.demo.papers import small_pdf

PDF = small_pdf(("Konzept", "Ein Absatz (mit Klammern)."))
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""),
        )
    )
)  # fmt: skip
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these parts, in order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as writer:
        for name, body in parts.items():
            writer.writestr(name, body)
    return content.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A Word file, as far as anybody looks; `more` are parts by names with `/` written as `__`."""
    parts = {name.replace("__", "/"): body for name, body in more.items()}
    return package({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", **parts})


def odt(**more: str | bytes) -> bytes:
    """The same for LibreOffice."""
    parts = {name.replace("__", "/"): body for name, body in more.items()}
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>", **parts})


XLSX = package({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<x/>"})
ODS = package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<o/>"})
SOUND = {
    "Konzept.pdf": PDF, "Brief.docx": docx(), "Zahlen.xlsx": XLSX, "Brief.odt": odt(), "Zahlen.ods": ODS,
    "Bild.png": PNG, "Foto.JPEG": JPEG, "Notiz.txt": "Grüße aus dem Rathaus\n".encode(),
    "alt.txt": "Grüße".encode("cp1252"),
}  # fmt: skip
