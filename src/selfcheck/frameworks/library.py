"""Finding, loading and freezing frameworks: one folder per framework, one per version below it."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput
from selfcheck.frameworks.guests import TAG, GuestTexts, GuestTextsReader, GuestWords
from selfcheck.frameworks.model import Framework
from selfcheck.frameworks.reading import FrameworkReader
from selfcheck.frameworks.rules import check_rules
from selfcheck.frameworks.source import Node, read_file, read_yaml
from selfcheck.frameworks.texts import Texts, TextsReader, check_wordings
from selfcheck.messages import Language, message

STRUCTURE_FILE = "framework.yaml"
FROZEN_FILE = "frozen.sha256"
GUESTS = "guests."
EXAMPLES_FOLDER = "examples"
FOLDER_VARIABLE = "WELTOFFEN_FRAMEWORKS"


@dataclass(frozen=True)
class Instrument:
    """A framework with its words: everything that its folder says, except its examples."""

    framework: Framework
    texts: Mapping[str, Texts]
    folder: Path
    guests: Mapping[str, GuestTexts] = field(default_factory=dict)

    def texts_in(self, language: Language) -> Texts:
        """The texts in `language`, or in the authoritative one where the framework has no such translation."""
        return self.texts.get(language) or self.texts[self.framework.languages[0]]

    def guest_words(self, tag: str) -> GuestWords:
        """What a guest reads in the language `tag`, each text with the language that it is in fact in."""
        texts = self.texts.get(tag) or self.texts[self.framework.languages[0]]
        return GuestWords(self.guests.get(tag), texts)


def load_instrument(folder: Path) -> Instrument:
    """The instrument in `folder`.

    Raises `FaultyInput` with every fault of its structure and its texts.
    """
    faults: list[Fault] = []
    instrument = _read(folder, faults)
    if faults or instrument is None:
        raise FaultyInput(faults)
    return instrument


def _read(folder: Path, faults: list[Fault]) -> Instrument | None:
    top = _open(folder / STRUCTURE_FILE, faults)
    if top is None:
        return None
    reader = FrameworkReader(top, checksum_of(folder))
    framework = reader.read()
    check_rules(framework, reader.nodes)
    _check_place(folder, framework, top)
    if not faults:
        _check_languages(folder, framework, reader.entries["languages"])
    _check_frozen(folder, framework, faults)
    readers = {}
    for language in framework.languages:
        words = _open(folder / f"text.{language}.yaml", faults)
        if words is not None:
            readers[language] = TextsReader(words, framework, language)
    texts = {language: reader.read() for language, reader in readers.items()}
    if framework.languages:
        check_wordings(readers, framework.languages[0])
    return Instrument(framework, texts, folder, _guests(folder, framework, texts, faults))


def _guests(
    folder: Path, framework: Framework, texts: Mapping[str, Texts], faults: list[Fault]
) -> Mapping[str, GuestTexts]:
    leading = texts.get(framework.languages[0]) if framework.languages else None
    read = {}
    for path in sorted(folder.glob(f"{GUESTS}*.yaml")):
        tag = path.name.removeprefix(GUESTS).removesuffix(".yaml")
        top = _open(path, faults)
        if top is None:
            continue
        if not TAG.fullmatch(tag):
            what = message("the file is named by the tag of its language: small letters, then “.yaml”.")
            top.report(what, found=path.name, possible=(f"{GUESTS}pl.yaml",))
        elif tag in framework.languages:
            what = message("in this language guests read what stands in {file}.", file=f"text.{tag}.yaml")
            top.report(what, found=path.name)
        else:
            read[tag] = GuestTextsReader(top, framework, tag).read(leading.wording if leading else "")
    return read


def _open(path: Path, faults: list[Fault]) -> Node | None:
    text = read_file(path, path.name, faults)
    return None if text is None else read_yaml(text, path.name, faults)


def _check_place(folder: Path, framework: Framework, top: Node) -> None:
    """The folders' names are what people type; where they are those of a library they must say what the file says."""
    place = folder.resolve()
    names = (place.parent.name, place.name)
    is_version_beside_others = place.parent.name == framework.key and place.name[:1].isdecimal()
    is_in_library = place.parent.parent == shipped_folder().resolve() or is_version_beside_others
    if is_in_library and names != (framework.key, framework.version):
        what = message("the folder and the file name different frameworks or versions.")
        top.report(what, found=framework.name, possible=("@".join(names),))


def _check_languages(folder: Path, framework: Framework, languages: Node) -> None:
    for path in sorted(folder.glob("text.*.yaml")):
        if framework.languages and path.name.split(".")[1] not in framework.languages:
            what = message("the file {file} belongs to no language of the framework.", file=path.name)
            languages.report(what, possible=framework.languages)


def is_for_guests(name: str) -> bool:
    """Whether a file has words for guests; they belong to a version, but a frozen one may gain and better them."""
    return name.startswith(GUESTS) and name.endswith(".yaml")


def checksum_of(folder: Path) -> str:
    """SHA-256 over the structure and all texts of a framework folder, without words for guests; 64 hex digits."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        if path.is_file() and not is_for_guests(path.name):
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def freeze(folder: Path) -> str:
    """Write down the checksum of a version in use; from then on a changed file is a fault. Answers the checksum."""
    checksum = checksum_of(folder)
    (folder / FROZEN_FILE).write_text(checksum + "\n", encoding="ascii")
    return checksum


def _check_frozen(folder: Path, framework: Framework, faults: list[Fault]) -> None:
    path = folder / FROZEN_FILE
    if path.is_file() and (frozen := path.read_text(encoding="ascii", errors="replace").strip()) != framework.checksum:
        faults.append(
            Fault(
                message("this version is frozen, but its files changed since. Undo that or make a new version."),
                FROZEN_FILE,
                found=framework.checksum,
                possible=(frozen,),
            )
        )


def shipped_folder() -> Path:
    """Where frameworks lie: what WELTOFFEN_FRAMEWORKS names, else the packaged ones, else those of the checkout."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    packaged = Path(__file__).parents[1] / "shipped_frameworks"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "frameworks"


def find_folder(reference: str, root: Path | None = None) -> Path:
    """The folder that `reference` names: `id`, `id@version` or a path. An id alone means its newest version.

    Raises `FaultyInput` that lists the frameworks there are.
    """
    path = Path(reference)
    if (path / STRUCTURE_FILE).is_file():
        return path
    root = root or shipped_folder()
    key, _, version = reference.partition("@")
    versions = versions_of(key, root) if key and "/" not in key and "\\" not in key else ()
    if version and version in versions:
        return root / key / version
    if versions and not version:
        return root / key / versions[-1]
    if path.is_dir():
        raise FaultyInput([Fault(message("the folder holds no {file}.", file=STRUCTURE_FILE), reference)])
    raise FaultyInput(
        [Fault(message("there is no such framework."), reference, found=reference, possible=_references(root))]
    )


def versions_of(key: str, root: Path) -> tuple[str, ...]:
    """The versions of a framework, oldest first: 1.9 stands before 1.10."""
    folders = (root / key).glob(f"*/{STRUCTURE_FILE}")
    return tuple(sorted((path.parent.name for path in folders), key=_version_order))


def _version_order(version: str) -> list[tuple[int, int | str]]:
    """Numbers count as numbers, and 1.0-rc1 stands before 1.0, which stands before 1.0.1."""
    parts: Iterable[str] = re.findall(r"[0-9]+|[A-Za-z]+", version)
    order: list[tuple[int, int | str]] = [(2, int(part)) if part.isdecimal() else (0, part) for part in parts]
    return [*order, (1, 0)]


def _references(root: Path) -> tuple[str, ...]:
    if not root.is_dir():
        return ()
    keys = sorted(path.name for path in root.iterdir() if path.is_dir())
    return tuple(f"{key}@{version}" for key in keys for version in versions_of(key, root))
