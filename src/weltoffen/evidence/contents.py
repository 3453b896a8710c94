"""Which files are let in: what their content is, not what their name says. Nothing is unpacked, run or rendered.

This is no search for viruses. It keeps out what could act by itself: macros, scripts, programs, files that are two
things at once, packages that unpack to more than they seem.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from django.utils.translation import gettext as _

from weltoffen.evidence.models import LONGEST_NAME

LARGEST = 10_000_000
ALLOWED = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".png", ".jpg", ".txt")
SAME = {".jpeg": ".jpg"}
WITH_MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm"}
FITTING_STEM = LONGEST_NAME - 10
NAMELESS = "document"
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
UNFIT_FOR_NAMES = re.compile(r'[<>:"|?*]')

MOST_MEMBERS, LARGEST_UNPACKED, LARGEST_MEMBER_READ = 5_000, 200_000_000, 1_000_000
MOST_PACKED = 300
ENCRYPTED = 1
END_OF_PACKAGE = b"PK\x05\x06"
LENGTH_OF_END = 22
ACTING_PARTS = re.compile(
    r"(^|/)(vba[^/]*\.(bin|xml)|macrosheets/.*|activex/.*|basic/.*|scripts/.*|meta-inf/manifest\.mf)$"
    r"|\.(exe|dll|js|vbs|vbe|bat|cmd|ps1|jar|class|scr|lnk|hta|html?|swf)$",
    re.IGNORECASE,
)
OFFICE_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
OPEN_TYPES = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
CONTENT_TYPES = "[Content_Types].xml"
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)

STREAM, END_OF_STREAM = b"stream", b"endstream"
HEXED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTING_IN_PDF = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)(?![A-Za-z])")
LENGTH_OF_TAIL = 2_048
PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
MARKUP = re.compile(r"<\s{0,20}(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|\?=|%)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class FaultyDocument(Exception):
    """A file that is not let in, with the sentence why."""


class Checked(NamedTuple):
    """A file that is let in: its name as it is shown, its ending, its content."""

    name: str
    ending: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What its content is known by."""
        return hashlib.sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> Checked:
    """The file, if it is what its ending says and cannot act by itself; raises `FaultyDocument` otherwise."""
    shown = name_to_show(name)
    found = PurePosixPath(shown).suffix.lower()
    ending = SAME.get(found, found)
    possible = ", ".join(ALLOWED)
    if ending in WITH_MACROS:
        raise FaultyDocument(_("Files with macros are not accepted. Please save it without macros, or as PDF."))
    if ending not in ALLOWED:
        sentence = _("Files of this kind are not accepted: “%(found)s”. Possible: %(possible)s.")
        raise FaultyDocument(sentence % {"found": found or shown, "possible": possible})
    if not content:
        raise FaultyDocument(_("The file is empty."))
    if len(content) > LARGEST:
        sentence = _("The file has more than %(most)s MB. Please make it smaller, or give a link to it.")
        raise FaultyDocument(sentence % {"most": LARGEST // 1_000_000})
    LOOKING[ending](content, ending)
    return Checked(shown, ending, content)


def name_to_show(name: str) -> str:
    """A file's name without folders and unseen signs, such as marks that turn its ending around; not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    flat = " ".join(UNFIT_FOR_NAMES.sub("_", seen).split()).rstrip(" .")
    stem, dot, ending = flat.rpartition(".")
    if not dot or len(ending) > len("jpeg"):
        return flat[:FITTING_STEM]
    short = stem.strip(" .")[:FITTING_STEM].rstrip(" .")
    return f"{short or NAMELESS}.{ending}"


def _other(ending: str) -> FaultyDocument:
    sentence = _("The content of the file does not fit its ending %(ending)s. It may be damaged or renamed.")
    return FaultyDocument(sentence % {"ending": ending})


def _acting() -> FaultyDocument:
    return FaultyDocument(
        _("The file holds macros, scripts or programs. Please save it without them, for example as plain PDF.")
    )


def _require_single(content: bytes, ending: str) -> None:
    """Refuse what is a package too: such a file is one thing to one program and another to the next."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise _other(ending)


def _look_at_pdf(content: bytes, ending: str) -> None:
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content[-LENGTH_OF_TAIL:]:
        raise _other(ending)
    _require_single(content, ending)
    outside = HEXED.sub(lambda found: bytes([int(found[1], 16)]), _without_streams(content))
    if ACTING_IN_PDF.search(outside):
        raise _acting()


def _without_streams(content: bytes) -> bytes:
    """What stands outside of streams, whose bytes mean nothing by themselves."""
    kept, at = [], 0
    while (begin := content.find(STREAM, at)) >= 0:
        end = content.find(END_OF_STREAM, begin)
        if end < 0:
            break
        kept.append(content[at:begin])
        at = end + len(END_OF_STREAM)
    return b"".join([*kept, content[at:]])


def _look_at_picture(content: bytes, ending: str) -> None:
    begin, end = (PNG, PNG_END) if ending == ".png" else (JPEG, JPEG_END)
    if not content.startswith(begin) or not content.endswith(end):
        raise _other(ending)
    _require_single(content, ending)


def _look_at_text(content: bytes, ending: str) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if CONTROL.search(text):
        raise _other(ending)
    if MARKUP.search(text) or text.startswith("#!"):
        raise _acting()
    _require_single(content, ending)


def _look_at_office(content: bytes, ending: str) -> None:
    with _package(content, ending) as package:
        names = package.namelist()
        if CONTENT_TYPES not in names or OFFICE_PARTS[ending] not in names:
            raise _other(ending)
        if b"macroenabled" in _part(package, CONTENT_TYPES, ending).lower():
            raise _acting()
        # A template elsewhere may bring macros along when the file is opened.
        for name in names:
            if name.endswith("settings.xml.rels") and b"attachedtemplate" in _part(package, name, ending).lower():
                raise _acting()


def _look_at_open_document(content: bytes, ending: str) -> None:
    with _package(content, ending) as package:
        names = package.namelist()
        if names[0] != "mimetype" or _part(package, "mimetype", ending) != OPEN_TYPES[ending]:
            raise _other(ending)


def _package(content: bytes, ending: str) -> zipfile.ZipFile:
    """The package, if it begins and ends where the file does, and its list of parts is bearable."""
    end = content.rfind(END_OF_PACKAGE)
    comment = int.from_bytes(content[end + 20 : end + LENGTH_OF_END], "little") if end >= 0 else 0
    if not content.startswith(b"PK\x03\x04") or end < 0 or end + LENGTH_OF_END + comment != len(content):
        raise _other(ending)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGES:
        raise _other(ending) from None
    members = package.infolist()
    unpacked, packed = (sum(getattr(one, size) for one in members) for size in ("file_size", "compress_size"))
    is_bomb = unpacked > LARGEST_UNPACKED or unpacked > MOST_PACKED * max(packed, 1)
    if not members or len(members) > MOST_MEMBERS or is_bomb or len({one.filename for one in members}) < len(members):
        raise _other(ending)
    for one in members:
        parts = one.filename.replace("\\", "/").split("/")
        if one.flag_bits & ENCRYPTED or ".." in parts or one.filename.startswith(("/", "\\")):
            raise _other(ending)
        if ACTING_PARTS.search(one.filename):
            raise _acting()
    return package


def _part(package: zipfile.ZipFile, name: str, ending: str) -> bytes:
    """The content of a part, so far as a sound one goes."""
    try:
        with package.open(name) as part:
            content = part.read(LARGEST_MEMBER_READ + 1)
    except (*DAMAGES, KeyError):
        raise _other(ending) from None
    if len(content) > LARGEST_MEMBER_READ:
        raise _other(ending)
    return content


LOOKING: Mapping[str, Callable[[bytes, str], None]] = {
    ".pdf": _look_at_pdf,
    ".docx": _look_at_office,
    ".xlsx": _look_at_office,
    ".odt": _look_at_open_document,
    ".ods": _look_at_open_document,
    ".png": _look_at_picture,
    ".jpg": _look_at_picture,
    ".txt": _look_at_text,
}
