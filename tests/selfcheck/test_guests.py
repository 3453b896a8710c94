"""Words for guests: read against the structure, missing ones in the authoritative language, no part of the checksum."""

from pathlib import Path

import pytest
from tests.selfcheck.building import write_instrument

from selfcheck import FaultyInput, Said, load_instrument
from selfcheck.frameworks.library import checksum_of, freeze

HEAD = 'language: uk\nfollows: "{wording}"\n'
WORDS = """
questions:
  a: Чи є тут план?
scales:
  five:
    dk: Не знаю
fields:
  f: {label: Поле, description: Одне речення.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small framework in English."""
    write_instrument(tmp_path)
    return tmp_path


def write(folder: Path, text: str, tag: str = "uk") -> None:
    wording = load_instrument(folder).texts["en"].wording
    (folder / f"guests.{tag}.yaml").write_text(text.replace("{wording}", wording), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        load_instrument(folder)
    return [fault.sentence("en") for fault in caught.value.faults]


def test_a_guest_reads_the_own_language_and_else_the_authoritative_one(folder: Path) -> None:
    write(folder, HEAD + WORDS)

    instrument = load_instrument(folder)
    words, english = instrument.guest_words("uk"), instrument.texts["en"]

    assert words.question("a") == Said("Чи є тут план?", "uk")
    assert words.question("b") == Said(english.questions["b"].question, "en")
    assert words.option("five", "dk") == Said("Не знаю", "uk")
    assert words.option("five", "na") == Said(english.scales["five"]["na"].label, "en")
    assert (words.field("f"), words.about_field("f")) == (Said("Поле", "uk"), Said("Одне речення.", "uk"))


def test_a_language_without_a_file_reads_the_authoritative_text(folder: Path) -> None:
    instrument = load_instrument(folder)

    assert instrument.guest_words("tr").question("a") == Said(instrument.texts["en"].questions["a"].question, "en")
    assert instrument.guest_words("en").question("a").language == "en"


def test_what_lacks_is_counted(folder: Path) -> None:
    write(folder, HEAD + WORDS)

    words = load_instrument(folder).guests["uk"]

    assert words.wanted == len(words.lacking) + 3
    assert words.lacking[0] == "questions.b"
    assert "scales.five.dk" not in words.lacking


def test_words_for_guests_may_be_added_to_a_frozen_version(folder: Path) -> None:
    checksum = freeze(folder)

    write(folder, HEAD + WORDS)

    assert load_instrument(folder).framework.checksum == checksum == checksum_of(folder)


@pytest.mark.parametrize(
    ("text", "tag", "said"),
    [
        (HEAD + "questions: {c: Що?}\n", "uk", "“c”"),
        (HEAD + "questions: {a: ''}\n", "uk", "the text is empty"),
        (HEAD + "scales: {five: {x: Так}}\n", "uk", "“x”"),
        (HEAD + "introduction: Вступ\n", "uk", "“introduction”"),
        (HEAD, "fr", "“uk”"),
        (HEAD.replace("{wording}", "older"), "uk", "follow another wording"),
        ("language: uk\n", "uk", "“follows” is missing"),
        (HEAD.replace("uk", "en"), "en", "text.en.yaml"),
        (HEAD.replace("uk", "Українська"), "Ukr", "the tag of its language"),
        ("language: [", "uk", "not valid YAML"),
    ],
)
def test_a_broken_file_is_a_fault(folder: Path, text: str, tag: str, said: str) -> None:
    write(folder, text, tag)

    (fault,) = faults_of(folder)

    assert fault.startswith(f"guests.{tag}.yaml, line ")
    assert said in fault
