"""What guests read of the shipped self-check: five languages, complete, each written by its rules."""

import re
import unicodedata

import pytest

from selfcheck import Instrument

TAGS = ("ar", "de-simple", "fr", "tr", "uk")
NARROW = "\u202f"
# Words by which one knows a genitive, a subjunctive or a passive.
AVOIDED = r"\b(des|würden?|könnten?|sollten?|wäre|hätte|wird|werden)\b"


def sentences(instrument: Instrument, tag: str) -> list[str]:
    """Every text that guests read in this language."""
    words = instrument.guests[tag]
    named = [text for field in words.fields.values() for text in (field.label, field.description)]
    nested = [text for part in (*words.scales.values(), *words.levels.values()) for text in part.values()]
    return [*named, *words.questions.values(), *nested]


def test_five_languages_are_complete(instrument: Instrument) -> None:
    assert {tag: words.lacking for tag, words in instrument.guests.items()} == dict.fromkeys(TAGS, ())


@pytest.mark.parametrize("tag", TAGS)
def test_each_field_is_explained_in_one_or_two_sentences(tag: str, instrument: Instrument) -> None:
    about = [field.description for field in instrument.guests[tag].fields.values()]

    assert [text for text in about if not 1 <= len(re.findall(r"[.?؟](?:\s|$)", text)) <= 2] == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_question_asks_and_no_two_are_alike(tag: str, instrument: Instrument) -> None:
    questions = list(instrument.guests[tag].questions.values())
    mark = "؟" if tag == "ar" else "?"

    assert [text for text in questions if mark not in text] == []
    assert len(set(questions)) == 108


@pytest.mark.parametrize("tag", TAGS)
def test_texts_are_written_cleanly(tag: str, instrument: Instrument) -> None:
    for text in sentences(instrument, tag):
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search(r"[\"'{}]|\.\.\.|  |[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), text


def test_french_marks_stand_behind_narrow_spaces(instrument: Instrument) -> None:
    assert [text for text in sentences(instrument, "fr") if re.search(rf"(?<!{NARROW})[?!:;»]", text)] == []


@pytest.mark.parametrize(("tag", "foreign"), [("ar", "[A-Za-z0-9,;?]"), ("uk", "[A-Za-zыэёъЫЭЁЪ]")])
def test_no_foreign_letters_or_marks(tag: str, foreign: str, instrument: Instrument) -> None:
    assert [text for text in sentences(instrument, tag) if re.search(foreign, text)] == []


def test_plain_german_has_short_sentences(instrument: Instrument) -> None:
    texts = [part for text in sentences(instrument, "de-simple") for part in re.split(r"(?<=[.?:])\s+", text)]

    assert [text for text in texts if len(text.split()) > 15] == []
    assert [text for text in texts if re.search(AVOIDED, text)] == []
