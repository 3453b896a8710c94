"""From a file that a stranger sent to sheets of cells: everything that could harm or mislead is looked at first."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import python_calamine

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import Message, message
from selfcheck_documents.files import read_file
from selfcheck_documents.spreadsheets.grid import CellError, Grid
from selfcheck_documents.spreadsheets.ods_xml import MEDIA_TYPE
from selfcheck_documents.spreadsheets.survey import MOST_ROWS, Survey, UnsafeXmlError
from selfcheck_documents.spreadsheets.survey_ods import survey_ods
from selfcheck_documents.spreadsheets.survey_xlsx import WORKBOOK, survey_xlsx

LARGEST_FILE = 20_000_000
LARGEST_CONTENT = 200_000_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
ENCRYPTED_FLAG = 1
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
POSSIBLE_ENDINGS = (".xlsx", ".ods", ".csv")
# The reader drops both, which would glue words together.
SPACING = re.compile(rb"<text:(?:tab|line-break)\b[^>]*?(?:/>|>\s*</text:(?:tab|line-break)>)")

DAMAGED = message(
    "the file is damaged, or it is not a spreadsheet. Open it in your spreadsheet program and save it again."
)
PROTECTED = message("the file is protected with a password. Save it without one.")
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    UnsafeXmlError,
    python_calamine.CalamineError,
)


def read_spreadsheet(path: Path) -> bytes:
    """The content of a file of bearable size that holds something.

    Raises `FaultyInput`.
    """
    content = read_file(path, LARGEST_FILE)
    if not content:
        _refuse(path, message("the file is empty."))
    return content


def is_text(path: Path, content: bytes) -> bool:
    """Whether the file is a table in plain text; any other is a workbook.

    Raises `FaultyInput` for a file that is neither.
    """
    if content.startswith(OLD_EXCEL):
        what = message("this is the old Excel format. Open the file and save it as .xlsx.")
        _refuse(path, PROTECTED if ENCRYPTED_PACKAGE in content else what)
    if content.startswith(ZIP):
        return False
    if path.suffix.lower() in TEXT_ENDINGS:
        return True
    if path.suffix.lower() in POSSIBLE_ENDINGS:
        _refuse(path, DAMAGED)
    fault = Fault(message("this kind of file cannot be read."), path.name, found=path.suffix, possible=POSSIBLE_ENDINGS)
    raise FaultyInput([fault])


class Workbook:
    """The sheets of a workbook, each read when it is asked for; unpacked it may have `largest_content` bytes.

    Raises `FaultyInput` when the workbook is damaged, protected or too large.
    """

    def __init__(self, path: Path, content: bytes, largest_content: int = LARGEST_CONTENT) -> None:
        self._path = path
        with _damage_as_fault(path), zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(path, package, largest_content)
            self._surveys, content = _survey(path, package, content)
            if not self._surveys:
                _refuse(path, DAMAGED)
            _check_sizes(path, self._surveys)
            self._book = python_calamine.load_workbook(io.BytesIO(content))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        return tuple(self._surveys)

    def grid(self, name: str) -> Grid:
        """One sheet."""
        with _damage_as_fault(self._path):
            return _grid(self._book, name, self._surveys[name])


@contextmanager
def _damage_as_fault(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGES as error:
        raise FaultyInput([Fault(DAMAGED, path.name)]) from error


def _check_package(path: Path, package: zipfile.ZipFile, largest: int) -> None:
    members = package.infolist()
    if sum(member.file_size for member in members) > largest:
        _refuse(path, message("the file unpacks to more than {size} MB.", size=largest // 1_000_000))
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        _refuse(path, PROTECTED)
    # Unpacking ends at the announced size and then compares checksums, so a member cannot lie about its size.
    if package.testzip() is not None:
        _refuse(path, DAMAGED)


def _survey(path: Path, package: zipfile.ZipFile, content: bytes) -> tuple[Mapping[str, Survey], bytes]:
    """The surveys of the sheets, and the workbook as the reader shall see it."""
    names = package.namelist()
    if WORKBOOK in names:
        return survey_xlsx(package), content
    if "mimetype" not in names or not package.read("mimetype").startswith(MEDIA_TYPE.encode()):
        _refuse(path, DAMAGED)
    if "encrypted-package" in names or b"encryption-data" in package.read("META-INF/manifest.xml"):
        _refuse(path, PROTECTED)
    sheets = package.read("content.xml")
    return survey_ods(sheets), _with_spaces(package, sheets) if SPACING.search(sheets) else content


def _with_spaces(package: zipfile.ZipFile, sheets: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as copy:
        for name in ("mimetype", "META-INF/manifest.xml"):
            copy.writestr(name, package.read(name))
        copy.writestr("content.xml", SPACING.sub(b" ", sheets))
    return changed.getvalue()


def _grid(book: python_calamine.CalamineWorkbook, name: str, survey: Survey) -> Grid:
    rows: list[list[object]] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    for (row, column), shown in survey.errors.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = CellError(shown)
    return Grid(name, rows)


def _check_sizes(path: Path, surveys: Mapping[str, Survey]) -> None:
    faults = [
        Fault(message("the sheet “{sheet}” is too large: at most {most} rows.", sheet=name, most=MOST_ROWS), path.name)
        for name, survey in surveys.items()
        if survey.is_too_large
    ]
    if faults:
        raise FaultyInput(faults)


def _refuse(path: Path, what: Message) -> NoReturn:
    raise FaultyInput([Fault(what, path.name)])
