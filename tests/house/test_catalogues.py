"""Every sentence that people read is there in German, and the compiled catalogues are the written ones."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.catalogues import DOMAINS, SOURCE, Domain, faults_of

CATALOGUES_ARE_ASKED_BY = {"gettext", "django.utils.translation"}
NO_SENTENCES = {
    "bindtextdomain",
    "textdomain",
    "translation",
    "get_language",
    "override",
    "activate",
    "get_language_info",
}


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_german_catalogue_is_complete(domain: Domain) -> None:
    assert faults_of(domain) == []


def names_that_translate(path: Path) -> Iterator[str]:
    """What a module calls the functions that ask a catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in CATALOGUES_ARE_ASKED_BY:
            yield from (name.asname or name.name for name in node.names if name.name not in NO_SENTENCES)


def test_every_name_under_which_sentences_are_translated_is_collected() -> None:
    collected = {keyword for domain in DOMAINS for keyword in domain.keywords}

    unseen = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in (SOURCE / "weltoffen").rglob("*.py")
        for name in names_that_translate(path)
        if name not in collected
    }
    assert unseen == set()
