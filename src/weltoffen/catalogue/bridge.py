"""From stored files to an instrument of the calculation, and back. Each version is read once in a process."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from babel import Locale

from selfcheck import Framework as Framework
from selfcheck import Instrument, Language, find_folder, load_instrument
from selfcheck.frameworks.library import is_for_guests, shipped_folder, versions_of
from selfcheck.frameworks.model import FieldOfAction, Question
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.files import write_file
from weltoffen.catalogue.models import FrameworkVersion

_READ: dict[str, tuple[str, Instrument]] = {}


def instrument_of(version: FrameworkVersion) -> Instrument:
    """The instrument that a stored version holds."""
    guests, instrument = _READ.get(version.checksum, ("", None))
    if instrument is None or guests != version.guest_checksum:
        instrument = instrument_from(version.files)
        _READ[version.checksum] = version.guest_checksum, instrument
    return instrument


def checksum_of_guests(files: Mapping[str, str]) -> str:
    """SHA-256 over the words for guests among these files; 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        if is_for_guests(name):
            digest.update(f"{name} {len(text)}\n{text}".encode())
    return digest.hexdigest()


def instrument_in(folder: Path) -> Instrument:
    """The instrument in a folder. Raises `FaultyInput` with every fault of it."""
    return load_instrument(folder)


def instrument_from(texts: Mapping[str, str]) -> Instrument:
    """The instrument in these files, by their bare names. Raises `FaultyInput` with every fault."""
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            write_file(Path(folder) / Path(name).name, text.encode())
        return load_instrument(Path(folder))


def files_in(folder: Path) -> dict[str, str]:
    """The files of a framework's folder that make up its version, by their names."""
    return {path.name: path.read_bytes().decode() for path in sorted(folder.glob("*.yaml"))}


def folder_named(reference: str) -> Path:
    """The folder that `id`, `id@version` or a path means. Raises `FaultyInput` that lists what there is."""
    return find_folder(reference)


def shipped_folders() -> Iterator[Path]:
    """The folders of all versions that come with the software, oldest version of each framework first."""
    root = shipped_folder()
    for framework in sorted(path for path in root.iterdir() if path.is_dir()):
        yield from (framework / version for version in versions_of(framework.name, root))


class Summary(NamedTuple):
    """A version in few words, as one chooses among several."""

    title: str
    version: str
    questions: int
    languages: str


class OutlineGoal(NamedTuple):
    """A goal with the wording of its questions; questions that stand in their field directly have no label."""

    label: str
    description: str
    questions: tuple[str, ...]


class OutlineField(NamedTuple):
    """A field of action with its goals."""

    key: str
    label: str
    description: str
    questions: int
    goals: tuple[OutlineGoal, ...]


class Outline(NamedTuple):
    """Everything that a kind of municipality is asked, to be read before it is answered."""

    summary: Summary
    introduction: str
    how_to_answer: str
    licence: str
    fields: tuple[OutlineField, ...]


def summary_of(version: FrameworkVersion, kind: str, language: Language) -> Summary:
    """Title, number of questions for this kind of municipality, languages."""
    instrument = instrument_of(version)
    asked = sum(1 for _ in instrument.framework.questions_for(kind=kind or None))
    framework = instrument.framework
    spoken = ", ".join(str(Locale(written).get_display_name(language)) for written in framework.languages)
    return Summary(instrument.texts_in(language).title, framework.version, asked, spoken)


def outline_of(version: FrameworkVersion, kind: str, language: Language) -> Outline:
    """Fields, goals and questions for this kind of municipality; what asks it nothing is left out."""
    instrument = instrument_of(version)
    texts = instrument.texts_in(language)
    asked = {question.key for question in instrument.framework.questions_for(kind=kind or None)}
    fields = (_field(field, asked, texts) for field in instrument.framework.fields)
    return Outline(
        summary_of(version, kind, language),
        texts.introduction,
        texts.how_to_answer,
        instrument.framework.licence,
        tuple(field for field in fields if field.questions),
    )


def department_labels(version: FrameworkVersion, language: Language) -> Mapping[str, str]:
    """The kinds of departments that usually know the answers, by their keys in order, and what they are called."""
    instrument = instrument_of(version)
    texts = instrument.texts_in(language)
    return {key: texts.departments[key].label for key in instrument.framework.departments}


def _field(field: FieldOfAction, asked: set[str], texts: Texts) -> OutlineField:
    named = texts.fields[field.key]
    own = OutlineGoal("", "", _wordings(field.own_questions, asked, texts))
    goals = (
        OutlineGoal(texts.goals[goal.key].label, texts.goals[goal.key].description,
                    _wordings(goal.questions, asked, texts))
        for goal in field.goals
    )  # fmt: skip
    shown = tuple(goal for goal in (own, *goals) if goal.questions)
    return OutlineField(field.key, named.label, named.description, sum(len(goal.questions) for goal in shown), shown)


def _wordings(questions: tuple[Question, ...], asked: set[str], texts: Texts) -> tuple[str, ...]:
    return tuple(texts.questions[question.key].question for question in questions if question.key in asked)
