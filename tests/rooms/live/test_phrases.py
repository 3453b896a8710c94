"""The words on phones: complete in every language, written by its rules, and a broken file says what is broken."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from selfcheck import FaultyInput
from weltoffen.live.languages import FOLDER, best_language, languages, phrases_for
from weltoffen.live.phrase_files import read_phrases
from weltoffen.live.phrases import PLACEHOLDER, Phrases

ALL = [phrases.tag for phrases in languages()]
NARROW = "\u202f"
# Words by which one knows a genitive, a subjunctive or a passive.
AVOIDED = r"\b(des|würden?|könnten?|sollten?|wäre|hätte|wird|werden)\b"
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
POLISH = "language: pl\nname: Polski\ndirection: ltr\nphrases:\n"


def copied(folder: Path) -> Path:
    """The shipped files where a test may change them."""
    return Path(shutil.copytree(FOLDER, folder / "words"))


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        read_phrases(folder)
    return [fault.sentence("en") for fault in caught.value.faults]


def test_seven_languages_are_offered_by_their_own_names() -> None:
    names = [(one.html_lang, one.name, one.direction) for one in languages()]

    assert names == [
        ("de", "Deutsch", "ltr"),
        ("de-simple", "Leichte Sprache", "ltr"),
        ("en", "English", "ltr"),
        ("fr", "Français", "ltr"),
        ("tr", "Türkçe", "ltr"),
        ("uk", "Українська", "ltr"),
        ("ar", "العربية", "rtl"),
    ]


@pytest.mark.parametrize("tag", ALL)
def test_each_shipped_language_has_every_phrase(tag: str) -> None:
    assert sorted(phrases_for(tag).lacking) == []


@pytest.mark.parametrize("tag", ALL)
def test_each_text_is_written_cleanly(tag: str) -> None:
    for key, words in phrases_for(tag).texts.items():
        assert words == unicodedata.normalize("NFC", words), key
        assert "  " not in words, key
        assert not BIDI_CONTROLS.search(words), key
        assert not re.search(r"[\"']|\.\.\.", words), f"{key}: {words}"
        assert "!!" not in words, key


def texts_of(tag: str) -> dict[str, str]:
    """The phrases without their placeholders."""
    return {key: PLACEHOLDER.sub("", words) for key, words in phrases_for(tag).texts.items()}


def test_french_marks_stand_behind_narrow_spaces() -> None:
    loose = [
        words
        for words in phrases_for("fr").texts.values()
        if re.search(rf"(?<!{NARROW})[?!:;»]", words) or re.search(f"«(?!{NARROW})", words)
    ]

    assert loose == []


def test_arabic_has_arabic_marks_and_letters() -> None:
    foreign = [words for words in texts_of("ar").values() if re.search(r"[,;?A-Za-z]", words)]

    assert foreign == []


def test_ukrainian_has_no_other_letters() -> None:
    foreign = [
        words for words in texts_of("uk").values() if re.search("[ыэёъЫЭЁЪ]|[A-Za-z]", words.replace("cookie", ""))
    ]

    assert foreign == []


def test_plain_german_has_short_sentences_without_the_genitive() -> None:
    sentences = [
        sentence for words in texts_of("de-simple").values() for sentence in re.split(r"(?<=[.?!:])\s+", words)
    ]

    assert [sentence for sentence in sentences if len(sentence.split()) > 12] == []
    assert [one for one in sentences if re.search(AVOIDED, one)] == []


def test_values_are_filled_in_as_they_are() -> None:
    said = phrases_for("de").say("prioritise_more", idea="{count} & <b>")

    assert said == "Ein Punkt mehr für: {count} & <b>"


def test_names_are_set_apart_where_they_run_in_another_direction() -> None:
    arabic, german = phrases_for("ar"), phrases_for("de")

    assert "\u2068Donnersberg\u2069" in arabic.say("scale_question", municipality="Donnersberg")
    assert arabic.say("prioritise_left", count=3).endswith(": 3")
    assert german.say("prioritise_more", idea="مقهى") == "Ein Punkt mehr für: \u2068مقهى\u2069"
    assert german.say("prioritise_more", idea="Café") == "Ein Punkt mehr für: Café"


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("pl, tr;q=0.3, en;q=0.7", "en"),
        ("fr;q=0, ar;q=0.1", "ar"),
        ("de-AT", "de"),
        ("de-simple, de;q=0.5", "de-simple"),
        ("pl", "de"),
        ("*", "de"),
        ("", "de"),
        ("fr;q=nan,\x00;;q", "de"),
        ("a" * 100_000, "de"),
    ],
)
def test_the_browser_says_which_language_is_liked_best(header: str, tag: str) -> None:
    assert best_language(header) == tag


def test_an_unknown_language_is_german() -> None:
    assert phrases_for("xx") is phrases_for("de")


def test_a_language_is_added_by_a_file_and_lacks_nothing_silently(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "pl.yaml").write_text(POLISH + "  common_next: Dalej\n", encoding="utf-8")

    polish: Phrases = read_phrases(folder)["pl"]

    assert list(read_phrases(folder)) == ["de", "de-simple", "en", "fr", "pl", "tr", "uk", "ar"]
    assert polish.marked("common_next") == "Dalej"
    assert polish.marked("join_title") == '<span lang="de" dir="ltr">Willkommen</span>'
    assert (polish.language_of("common_next"), polish.language_of("join_title")) == ("pl", "de")
    assert len(polish.lacking) == len(polish.texts) - 1


def test_what_people_wrote_is_escaped() -> None:
    assert phrases_for("de").marked("vote_yours", answer="<i>") == "Ihre Antwort: &lt;i&gt;"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pl.yaml", POLISH + "  common_nxt: Dalej\n", "pl.yaml, line 5"),
        ("pl.yaml", POLISH + "  common_next: ''\n", "pl.yaml, line 5"),
        ("pl.yaml", POLISH + "  prioritise_left: 'Zostało: {cuont}'\n", "“{cuont}”"),
        ("pl.yaml", POLISH + "  prioritise_left: 'Zostało: {count'\n", "curly brackets"),
        ("pl.yaml", POLISH.replace("ltr", "left"), "“left”"),
        ("pl.yaml", "language: pl\nphrases: {}\n", "“name” is missing"),
        ("pl.yaml", "language: [\n", "not valid YAML"),
        ("cs.yaml", POLISH + "  common_next: Dalej\n", "cs.yaml, line 1"),
        ("Polski.yaml", POLISH.replace(": pl", ": Polski") + "  common_next: Dalej\n", "Possible: pl.yaml"),
    ],
)
def test_a_broken_file_is_a_fault_with_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    folder = copied(tmp_path)
    (folder / name).write_text(text, encoding="utf-8")

    faults = faults_of(folder)

    assert len([fault for fault in faults if said in fault]) == 1, faults


def test_without_german_there_is_nothing(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "de.yaml").unlink()

    assert len(faults_of(folder)) == 1
