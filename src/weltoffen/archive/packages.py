"""The one file: written so that the same content is the same bytes, read with distrust.

A stranger may have made the file that is read. Nothing is unpacked onto a disk; names, sizes and checksums are looked
at before anything is used.
"""

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, NoReturn

from django.utils.translation import gettext as _

from weltoffen.archive.places import FORMAT, FORMAT_VERSION, MANIFEST
from weltoffen.archive.rules import MOST_FAULTS, ArchiveFault, FaultyArchive

EARLIEST = (1980, 1, 1, 0, 0, 0)
CHUNK = 1_000_000
MOST_FILES = 20_000
LARGEST_FILE = 200_000_000
LARGEST_CONTENT = 20_000_000_000
ENCRYPTED = 1
LINK, FILE_TYPE = 0o120000, 0o170000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


def json_bytes(value: object) -> bytes:
    """JSON for people and programs: sorted keys, indented, UTF-8. The same value is the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


class PackageWriter:
    """Adds files to an archive and remembers their checksums; the manifest comes last."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._files: dict[str, dict[str, object]] = {}

    def add(self, path: str, content: bytes, *, is_packed: bool = False) -> None:
        """Add one file; what is packed by its own nature is not packed again."""
        self._files[path] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        self._write(path, content, zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED)

    def finish(self, about: Mapping[str, object]) -> None:
        """Add the manifest, which says what the archive is and lists every file, and close."""
        manifest = {"format": FORMAT, "format_version": FORMAT_VERSION, **about, "files": self._files}
        self._write(MANIFEST, json_bytes(manifest))
        self._zip.close()

    def _write(self, path: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
        member = zipfile.ZipInfo(path, EARLIEST)
        member.compress_type = method
        member.create_system = 3
        member.external_attr = 0o644 << 16
        self._zip.writestr(member, content)


class Package:
    """An archive whose names, sizes and checksums hold. Raises `FaultyArchive` with every fault."""

    def __init__(self, source: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except DAMAGES as error:
            raise FaultyArchive([ArchiveFault("", _("The file is no archive, or it is damaged."))]) from error
        self._check_members()
        self.manifest = self._read_manifest()
        self.paths = frozenset(self._files())
        self._check_content()

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return self._zip.read(path)

    def json(self, path: str) -> object:
        """The value in a JSON file, and only what can be written and sent again: no half letters, no “not a number”."""
        if path != MANIFEST and path not in self.paths:
            raise FaultyArchive([ArchiveFault(path, _("this file is missing."))])
        try:
            value = json.loads(self.read(path))
            json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError) as error:
            raise FaultyArchive([ArchiveFault(path, _("this is no JSON that can be read."))]) from error
        return value

    def _check_members(self) -> None:
        members = self._zip.infolist()
        if len(members) > MOST_FILES:
            self._refuse("", _("The archive has too many files."), len(members), f"0–{MOST_FILES}")
        unpacked = sum(member.file_size for member in members)
        if unpacked > LARGEST_CONTENT:
            self._refuse("", _("The archive unpacks to too many bytes."), unpacked, f"0–{LARGEST_CONTENT}")
        faults = [fault for member in members for fault in _faults_of(member)]
        counted = Counter(member.filename for member in members)
        faults += [ArchiveFault(name, _("this file is there twice.")) for name, number in counted.items() if number > 1]
        _raise(faults)

    def _read_manifest(self) -> Mapping[str, object]:
        if MANIFEST not in self._zip.namelist():
            self._refuse(MANIFEST, _("this file is missing: the file is no archive of this program."))
        try:
            manifest = self.json(MANIFEST)
        except DAMAGES as error:
            raise FaultyArchive([ArchiveFault(MANIFEST, _("this file is damaged."))]) from error
        kind = manifest.get("format") if isinstance(manifest, dict) else manifest
        if not isinstance(manifest, dict) or kind != FORMAT:
            self._refuse(MANIFEST, _("this is no archive of this program."), kind, FORMAT)
        version = manifest.get("format_version")
        if version != FORMAT_VERSION:
            what = _("the archive has a format that this version of the program cannot read. Please update it.")
            self._refuse(MANIFEST, what, version, str(FORMAT_VERSION))
        return manifest

    def _files(self) -> Mapping[str, Mapping[str, object]]:
        files = self.manifest.get("files")
        if not isinstance(files, dict) or not all(isinstance(entry, dict) for entry in files.values()):
            self._refuse(MANIFEST, _("the list of files is missing."))
        return files

    def _check_content(self) -> None:
        listed, present = self._files(), set(self._zip.namelist()) - {MANIFEST}
        missing = [ArchiveFault(path, _("this file is missing.")) for path in sorted(set(listed) - present)]
        foreign = [ArchiveFault(path, _("this file is not in the manifest.")) for path in sorted(present - set(listed))]
        _raise([*missing, *foreign])
        _raise([fault for path in sorted(listed) for fault in self._wrong_content(path, listed[path])])

    def _wrong_content(self, path: str, entry: Mapping[str, object]) -> Iterator[ArchiveFault]:
        try:
            found = self._checksum(path)
        except DAMAGES:
            yield ArchiveFault(path, _("this file is damaged."))
            return
        if found != entry.get("sha256"):
            what = _("this file was changed: its checksum is not the one in the manifest.")
            yield ArchiveFault(path, what, found=found, possible=str(entry.get("sha256")))

    def _checksum(self, path: str) -> str:
        # Unpacking ends at the announced size, so no file can become larger than it says.
        checksum = hashlib.sha256()
        with self._zip.open(path) as file:
            while chunk := file.read(CHUNK):
                checksum.update(chunk)
        return checksum.hexdigest()

    @staticmethod
    def _refuse(path: str, what: str, found: object = None, possible: str = "") -> NoReturn:
        raise FaultyArchive([ArchiveFault(path, what, found=None if found is None else str(found), possible=possible)])


def _faults_of(member: zipfile.ZipInfo) -> Iterator[ArchiveFault]:
    name = member.filename
    parts = name.split("/")
    if "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        yield ArchiveFault(name, _("this is no name of a file inside an archive."))
    if (member.external_attr >> 16) & FILE_TYPE == LINK:
        yield ArchiveFault(name, _("this is a link; an archive has files only."))
    if member.flag_bits & ENCRYPTED or member.compress_type not in METHODS:
        yield ArchiveFault(name, _("this file is encrypted or packed in an unknown way."))
    if member.file_size > LARGEST_FILE:
        yield ArchiveFault(
            name, _("this file is too large."), found=str(member.file_size), possible=f"0–{LARGEST_FILE}"
        )


def _raise(faults: list[ArchiveFault]) -> None:
    if faults:
        raise FaultyArchive(faults[:MOST_FAULTS])
