"""The questionnaire on paper: conformity, completeness, other scales, hostile texts, the same bytes every time."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pypdfium2
import pytest
import yaml
from tests.cast import ROOT

from selfcheck import Instrument, Refusal, load_instrument
from selfcheck_documents.questionnaire_pdf import write_questionnaire_pdf
from selfcheck_documents.typesetting import printable

HOSTILE = '#read("/etc/passwd") *bold* $x$ <label> @ref \\ // no comment'
OTHERS = sorted((ROOT / "tests" / "frameworks" / "instruments").glob("*/*"))
NUMBER_OF_OPTIONS = range(2, 9)


def squeezed(text: str) -> str:
    """Text without blanks, line breaks and hyphens, so that it is found wherever a line was broken."""
    return re.sub(r"[\s\-\u00ad\u2010\ufffe\x02]+", "", text)


def text_of(pdf: bytes) -> str:
    """The text of all pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def bookmarks_of(pdf: bytes) -> list[str]:
    """The titles of all bookmarks, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [title for item in outline.root for title in (item.title, *(child.title for child in item.children))]


def roles_of(pdf: bytes) -> list[str]:
    """The standard types of all structure elements, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_roles(document.Root.StructTreeRoot))


def _roles(element: Any) -> list[str]:
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    below: Any = element.get("/K", [])
    children: list[Any] = list(below) if isinstance(below, pikepdf.Array) else [below]
    return own + [role for child in children for role in _roles(child)]


@pytest.fixture(scope="module")
def german(instrument: Instrument) -> bytes:
    """The whole questionnaire in German."""
    return write_questionnaire_pdf(instrument, language="de")


MakeInstrument = Callable[[Mapping[str, Sequence[str]]], Instrument]


@pytest.fixture
def make_instrument(tmp_path: Path) -> MakeInstrument:
    """A small framework without goals, explanations or descriptions: one question for each scale, given its labels."""

    def make(scales: Mapping[str, Sequence[str]]) -> Instrument:
        structure: dict[str, Any] = {
            "format": 1,
            "id": "small",
            "version": "1.0",
            "status": "draft",
            "languages": ["de"],
            "licence": "CC0-1.0",
            "scales": {
                key: {"options": [{"key": f"o{place}", "points": place} for place, _ in enumerate(labels)]}
                for key, labels in scales.items()
            },
            "scoring": {"field": "mean_of_questions", "total": "none"},
            "fields": [{"key": "one", "questions": [{"key": f"q-{key}", "scale": key} for key in scales]}],
        }
        texts: dict[str, Any] = {
            "language": "de",
            "wording": "1",
            "title": HOSTILE,
            "fields": {"one": f"Feld {HOSTILE}"},
            "scales": {
                key: {f"o{place}": label for place, label in enumerate(labels)} for key, labels in scales.items()
            },
            "questions": {f"q-{key}": {"question": f"Frage {key} {HOSTILE}"} for key in scales},
        }
        (tmp_path / "framework.yaml").write_text(yaml.safe_dump(structure), encoding="utf-8")
        (tmp_path / "text.de.yaml").write_text(yaml.safe_dump(texts, allow_unicode=True), encoding="utf-8")
        return load_instrument(tmp_path)

    return make


def test_questionnaire_conforms_to_pdf_ua(german: bytes, tmp_path: Path) -> None:
    path = tmp_path / "questionnaire.pdf"
    path.write_bytes(german)
    result = outloud.check(str(path))
    # PAG-001 takes labels that stand at the foot of several pages ("Anmerkung") for a running footer.
    assert {finding.rule for finding in result.findings} <= {"PAG-001"}
    assert result.errors == 0


@pytest.mark.parametrize("folder", OTHERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_questionnaires_of_other_instruments_conform_and_are_complete(folder: Path, tmp_path: Path) -> None:
    instrument = load_instrument(folder)
    pdf = write_questionnaire_pdf(instrument, language="en")
    path = tmp_path / "questionnaire.pdf"
    path.write_bytes(pdf)
    found, texts = squeezed(text_of(pdf)), instrument.texts_in("en").questions
    assert [finding.rule for finding in outloud.check(str(path)).findings] == []
    assert [key for key, text in texts.items() if squeezed(key + text.question) not in found] == []


def test_questionnaire_declares_both_standards_and_its_language(german: bytes) -> None:
    with pikepdf.open(io.BytesIO(german)) as document:
        with document.open_metadata() as metadata:
            declared = {name: metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
            title = metadata.get("dc:title")
        assert declared == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        assert title == "Selbstcheck Weltoffene Kommune"
        assert str(document.Root.Lang) == "de"


def test_questionnaire_uses_no_font_but_ours(german: bytes) -> None:
    with pikepdf.open(io.BytesIO(german)) as document:
        names = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert {re.sub(r"^/\w{6}\+|-Identity-H$", "", name) for name in names} == {
        "FiraSans-Regular",
        "FiraSans-SemiBold",
        "FiraSans-Bold",
    }


def test_questionnaire_holds_every_question_with_all_its_words(instrument: Instrument, german: bytes) -> None:
    found, texts = squeezed(text_of(german)), instrument.texts_in("de")
    words = [
        words
        for key, text in texts.questions.items()
        for words in (key + text.question, text.explanation, *text.evidence.values())
    ]
    assert [missing for missing in words if squeezed(missing) not in found] == []


def test_questionnaire_has_one_box_for_each_option(instrument: Instrument, german: bytes) -> None:
    lines = text_of(german).splitlines()
    labels = instrument.texts_in("de").scales["progress"]
    expected = {named.label: 108 + 1 for named in labels.values()}
    counted = {label: squeezed(" ".join(lines)).count(squeezed(label)) for label in expected}
    described = squeezed(" ".join(str(value) for value in vars_of_prose(instrument)))
    assert {label: counted[label] - described.count(squeezed(label)) for label in expected} == expected


def vars_of_prose(instrument: Instrument) -> list[str]:
    """All printed prose of the instrument that may mention an option by its name."""
    texts, framework = instrument.texts_in("de"), instrument.framework
    prose = [texts.introduction, texts.how_to_answer]
    prose += [named.description for options in texts.scales.values() for named in options.values()]
    prose += [named.description for named in (*texts.fields.values(), *texts.goals.values())]
    for text in texts.questions.values():
        prose += [text.question, text.explanation, *text.evidence.values()]
    for question in framework.questions.values():
        for condition in question.conditions:
            prose += [texts.scales[question.scale.key][option].label for option in condition.options]
    return prose


def test_bookmarks_are_the_title_the_chapters_and_the_fields(instrument: Instrument, german: bytes) -> None:
    texts = instrument.texts_in("de")
    fields = [f"{number} {named.label}" for number, named in enumerate(texts.fields.values(), 1)]
    bookmarks = [re.sub(r"\s+", " ", title) for title in bookmarks_of(german)]
    assert bookmarks[0] == "Selbstcheck Weltoffene Kommune"
    assert [title for title in bookmarks if title in fields] == fields


def test_headings_follow_the_instrument(instrument: Instrument, german: bytes) -> None:
    roles = [role for role in roles_of(german) if re.fullmatch(r"/H\d", role)]
    framework = instrument.framework
    assert {role: roles.count(role) for role in sorted(set(roles))} == {
        "/H1": 1,
        "/H2": 3 + len(framework.fields),
        "/H3": len(framework.goals),
        "/H4": len(framework.questions),
    }


def test_department_gets_its_questions_and_no_others(instrument: Instrument) -> None:
    pdf = write_questionnaire_pdf(instrument, language="en", kind="county", department="personnel")
    asked = {question.key for question in instrument.framework.questions_for(kind="county", department="personnel")}
    found, texts = squeezed(text_of(pdf)), instrument.texts_in("en")
    assert 0 < len(asked) < 30
    assert {key for key, text in texts.questions.items() if squeezed(text.question) in found} == asked


def test_one_field_gets_its_questions_and_no_others(instrument: Instrument) -> None:
    field = instrument.framework.fields[3]
    pdf = write_questionnaire_pdf(instrument, language="en", field=field.key)
    found, texts = squeezed(text_of(pdf)), instrument.texts_in("en")
    asked = {question.key for question in field.questions}
    assert {key for key, text in texts.questions.items() if squeezed(text.question) in found} == asked


def test_department_without_questions_is_refused(instrument: Instrument) -> None:
    with pytest.raises(Refusal):
        write_questionnaire_pdf(instrument, language="en", kind="village", department="no_such_department")


@pytest.mark.parametrize("number", NUMBER_OF_OPTIONS)
def test_scales_of_any_length_print_every_label(make_instrument: MakeInstrument, number: int) -> None:
    short = [f"Wahl{place}" for place in range(number)]
    long = [
        f"Lange Antwort {place}: " + "die Kommune hat dies in allen Ämtern geregelt " * 3 for place in range(number)
    ]
    pdf = write_questionnaire_pdf(make_instrument({"short": short, "long": long}), language="en")
    found = squeezed(text_of(pdf))
    assert [found.count(squeezed(label)) for label in (*short, *long)] == [1] * 2 * number


def test_hostile_texts_are_printed_as_text(make_instrument: MakeInstrument) -> None:
    instrument = make_instrument({"yes-no": ["Nein", "Ja"]})
    found = squeezed(text_of(write_questionnaire_pdf(instrument, language="en")))
    assert found.count(squeezed(HOSTILE)) >= 3
    assert "root:" not in found


def test_characters_that_no_font_has_become_a_box(make_instrument: MakeInstrument) -> None:
    instrument = make_instrument({"mixed": ["Так 😀", "नम\ue000!", "Việt Nam"]})
    found = text_of(write_questionnaire_pdf(instrument, language="en"))
    assert [label in found for label in ("Так ▯", "▯!", "Việt Nam")] == [True, True, True]


def test_printable_keeps_what_the_fonts_have() -> None:
    assert printable("نعم، غداً ٥") == "نعم، غداً ٥"
    kept = "Straße – „Größe“ ‚ja‘ … 1 000 € ≥ 5 → Łódź, Київ, Αθήνα, Đặng\n\tẞ"
    assert printable(kept) == kept
    assert printable("a‑b\u202fc 👩‍👩‍👧!") == "a-b\u00a0c ▯!"


def test_every_character_that_counts_as_printable_is_in_the_fonts(make_instrument: MakeInstrument) -> None:
    # The fonts are the only ones there are, and a missing character makes the archivable PDF fail.
    everything = "".join(character for code in range(0x20, 0x2700) if printable(character := chr(code)) == character)
    assert len(everything) > 1000
    instrument = make_instrument({"all": [everything, "Ja"]})
    assert write_questionnaire_pdf(instrument, language="en").startswith(b"%PDF-1.7")


def test_same_instrument_gives_the_same_bytes(instrument: Instrument, german: bytes) -> None:
    assert write_questionnaire_pdf(instrument, language="de") == german
