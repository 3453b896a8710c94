"""The poster: accessible, two pages whatever stands on it, and the same bytes for the same words."""

from dataclasses import replace
from pathlib import Path

import outloud
import pypdfium2
import pytest

from selfcheck_documents.poster import Poster, poster_pdf

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1z"/></svg>'
POSTER = Poster(
    language="de",
    sender="Donnersbergkreis",
    title="Wie offen ist unser Landkreis?",
    invitation="Wie erleben Sie es?",
    address="selbstcheck.example.de/s/abcdefghjk",
    code=SQUARE,
    code_said="QR-Code mit der Adresse",
    scan="Code scannen oder öffnen:",
    facts=["Anonym: ohne Namen.", "Dauert etwa 5 Minuten.", "Bis 24. Dezember 2026."],
    slips_title="Zettel zum Ausschneiden",
)
LONG = replace(
    POSTER,
    sender="Verbandsgemeinde Nordpfälzer Land an der Alsenz und am Donnersberg",
    title="Gemeinschaftsleben " * 6,
    invitation="Ein langer Satz. " * 14,
    address="selbstcheck.verbandsgemeinde-nordpfaelzer-land.example.de/s/abcdefghjk",
)


@pytest.mark.parametrize("poster", [POSTER, LONG, replace(POSTER, language="en")], ids=["short", "long", "English"])
def test_it_has_two_pages_and_is_accessible(poster: Poster, tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(poster_pdf(poster))

    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert len(texts) == 2
    assert [text.count(poster.facts[0]) for text in texts] == [1, 8]
    assert [finding.rule for finding in outloud.check(str(path)).findings] == []


def test_words_are_never_code() -> None:
    assert poster_pdf(replace(POSTER, title="#panic()", invitation="*fett* $x$ @a"))


def test_the_same_words_are_the_same_bytes() -> None:
    assert poster_pdf(POSTER) == poster_pdf(POSTER)
