"""Collects the sentences that people read, keeps their German translations, and compiles the catalogues.

Run it after changing a sentence (`make catalogues`): new ones appear in the `.po` files with an empty translation, lost
ones go. With `--check` nothing is written, and every missing, fuzzy or stale entry is listed.
"""

import string
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src"
LANGUAGE = "de"
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
PARSER_OF_ARGUMENTS = [
    # What Python's own parser of arguments says; it asks the same catalogue as the command line.
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "show program's version number and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s",
    "ignored explicit argument %r",
]


class Domain(NamedTuple):
    """One catalogue: the package that ships it, where its sentences are written, and how they are marked there.

    `modules` are patterns of the files to look at, where not all of a folder belong to it.
    """

    name: str
    package: str
    folders: tuple[str, ...]
    keywords: Mapping[str, tuple[int, ...] | None]
    extra: tuple[str, ...] = ()
    modules: tuple[str, ...] = ("**",)

    @property
    def po_path(self) -> Path:
        """The German catalogue that people edit."""
        return SOURCE / self.package / "locale" / LANGUAGE / "LC_MESSAGES" / f"{self.name}.po"

    @property
    def mo_path(self) -> Path:
        """The compiled one, which is committed so that running needs no build step."""
        return self.po_path.with_suffix(".mo")


COMMANDS = ("cli", "environment", "language", "settings", "commands/**")
ROOMS = tuple(f"{folder.parent.name}/**" for folder in sorted((SOURCE / "weltoffen").glob("*/apps.py")))
DOMAINS = (
    Domain("selfcheck", "selfcheck", ("selfcheck", "selfcheck_documents", "weltoffen"), {"message": None}),
    Domain(
        "selfcheck_documents", "selfcheck_documents", ("selfcheck_documents", "weltoffen"),
        {"words": None, "counted": (1, 2)},
    ),
    Domain(
        "weltoffen", "weltoffen", ("weltoffen",), {"_": None, "ngettext": (1, 2)}, tuple(PARSER_OF_ARGUMENTS), COMMANDS
    ),
    # The name is the one under which Django looks for a catalogue.
    Domain(
        "django", "weltoffen", ("weltoffen",),
        {"_": None, "ngettext": (1, 2), "gettext": None, "gettext_lazy": None}, (), ROOMS,
    ),
)  # fmt: skip


def methods(domain: Domain) -> list[tuple[str, str]]:
    """Which files are read how."""
    python = [(f"{pattern}.py", "python") for pattern in domain.modules]
    return python + [(f"{pattern}.jinja", "jinja2.ext:babel_extract") for pattern in domain.modules]


def extracted(domain: Domain) -> Catalog:
    """The sentences of a domain as they stand in the source, sorted, without places, so that diffs stay small."""
    catalogue = Catalog(locale=LANGUAGE, project="weltoffen", fuzzy=False)
    for folder in domain.folders:
        for _file, _line, ids, _comments, context in extract_from_dir(
            str(SOURCE / folder), method_map=methods(domain), keywords=dict(domain.keywords), comment_tags=()
        ):
            catalogue.add(ids, context=context)
    for sentence in domain.extra:
        catalogue.add(sentence)
    return catalogue


def merged(domain: Domain, fragments: Iterator[Path] | None = None) -> Catalog:
    """The present sentences with the translations that are known for them."""
    catalogue = extracted(domain)
    # Short ids such as "Answer" mean something else in a document than on a page: fragments speak for the platform.
    ours = [*(fragments or ())]
    known = list(_known([*ours, domain.po_path] if domain.package == "weltoffen" else [domain.po_path, *ours]))
    for message in catalogue:
        for other in known:
            if message.id and other.id == message.id and _is_translated(other) and not _is_translated(message):
                message.string = other.string
    return catalogue


def _known(paths: list[Path]) -> Iterator[Message]:
    for path in paths:
        if path.exists():
            with path.open("rb") as file:
                yield from read_po(file, locale=LANGUAGE)


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(strings) and all(strings)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, without a date that would change at every run."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, no_location=True, sort_output=True, omit_header=True)
    header = b'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    plural = b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return header + plural + buffer.getvalue()


def as_mo(po: bytes) -> bytes:
    """The compiled catalogue."""
    catalogue = read_po(BytesIO(po), locale=LANGUAGE)
    catalogue.creation_date = catalogue.revision_date = NO_MOMENT
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def faults_of(domain: Domain) -> list[str]:
    """Everything that keeps a catalogue from being complete and current."""
    if not domain.po_path.exists():
        return [f"{domain.name}: there is no catalogue"]
    po = domain.po_path.read_bytes()
    present = {message.id: message for message in read_po(BytesIO(po), locale=LANGUAGE) if message.id}
    wanted = {message.id for message in extracted(domain) if message.id}
    faults = [
        f"{domain.name}: not in the catalogue: {sentence!r}" for sentence in sorted(map(str, wanted - set(present)))
    ]
    faults += [f"{domain.name}: no longer used: {sentence!r}" for sentence in sorted(map(str, set(present) - wanted))]
    for message in present.values():
        if message.fuzzy or not _is_translated(message):
            faults.append(f"{domain.name}: not translated: {message.id!r}")
        faults += [f"{domain.name}: {error}: {message.id!r}" for error in message.check()]
        faults += _lost_placeholders(domain, message)
    if not faults and (not domain.mo_path.exists() or domain.mo_path.read_bytes() != as_mo(po)):
        faults.append(f"{domain.name}: the compiled catalogue is not the one that is written")
    return faults


def _lost_placeholders(domain: Domain, message: Message) -> list[str]:
    def names(text: str | None) -> set[str | None]:
        try:
            return {name for _, name, _, _ in string.Formatter().parse(text or "") if name}
        except ValueError:
            return set()

    ids = message.id if isinstance(message.id, tuple | list) else [message.id]
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    wanted = set().union(*(names(text) for text in ids))
    return [
        f"{domain.name}: other placeholders than the English: {text!r}"
        for text in strings
        if not names(text) <= wanted or (len(ids) == 1 and names(text) != wanted)
    ]


def main(arguments: list[str]) -> int:
    """Renew the catalogues, or check them; answers the exit status."""
    if "--check" in arguments:
        faults = [fault for domain in DOMAINS for fault in faults_of(domain)]
        print("\n".join(faults) or "The catalogues are complete.")  # noqa: T201
        return 1 if faults else 0
    fragments = [Path(argument) for argument in arguments]
    for domain in DOMAINS:
        po = as_po(merged(domain, iter(fragments)))
        domain.po_path.parent.mkdir(parents=True, exist_ok=True)
        domain.po_path.write_bytes(po)
        domain.mo_path.write_bytes(as_mo(po))
    return main(["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
