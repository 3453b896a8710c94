"""Zip packages whose bytes depend on their content alone: no time, no system, one compression."""

import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)


def add_member(package: zipfile.ZipFile, name: str, content: bytes, *, is_compressed: bool = True) -> None:
    """Add one member to a package."""
    member = zipfile.ZipInfo(name, EARLIEST)
    member.compress_type = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    package.writestr(member, content)
