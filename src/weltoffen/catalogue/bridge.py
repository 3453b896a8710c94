"""From stored files to an instrument of the calculation, and back. Each version is read once in a process."""

from pathlib import Path
from tempfile import TemporaryDirectory

from selfcheck import Instrument, load_instrument
from weltoffen.catalogue.models import FrameworkVersion

_READ: dict[str, Instrument] = {}


def instrument_of(version: FrameworkVersion) -> Instrument:
    """The instrument that a stored version holds."""
    if version.checksum not in _READ:
        _READ[version.checksum] = _read(version)
    return _READ[version.checksum]


def files_in(folder: Path) -> dict[str, str]:
    """The files of a framework's folder that make up its version, by their names."""
    return {path.name: path.read_bytes().decode() for path in sorted(folder.glob("*.yaml"))}


def _read(version: FrameworkVersion) -> Instrument:
    with TemporaryDirectory() as folder:
        for name, text in version.files.items():
            (Path(folder) / Path(name).name).write_bytes(text.encode())
        return load_instrument(Path(folder))
