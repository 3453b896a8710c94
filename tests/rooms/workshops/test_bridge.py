"""What a workshop can talk about: words of the questionnaire with the administration's result beside them."""

from fractions import Fraction

import pytest

from weltoffen.workshops.bridge import subject_words
from weltoffen.workshops.models import Workshop


def test_a_question_stands_beside_the_administrations_answer(workshop: Workshop) -> None:
    subject = subject_words(workshop, "de")["question:m-1.1"]

    assert (subject.label, subject.field, subject.field_label) == (
        "Leitbild für das Zusammenleben", "management", "Management und Steuerung",
    )  # fmt: skip
    assert [choice.key for choice in subject.choices][-2:] == ["not_known", "not_applicable"]
    assert subject.answer in {choice.key for choice in subject.choices if choice.value == subject.score}


def test_a_field_has_five_steps_a_score_and_its_level(workshop: Workshop) -> None:
    subject = subject_words(workshop, "en")["field:management"]

    assert [(one.key, one.value) for one in subject.choices] == [
        *((f"f{points}", Fraction(points, 100)) for points in (0, 25, 50, 75, 100)),
        ("not_known", None),
    ]
    assert subject.score is not None
    assert (subject.is_field, subject.points, subject.level) == (True, "33", "Action needed")


def test_without_the_calculation_of_then_words_stay(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.evaluation.engine, workshop.evaluation.checksum = "0", "of another engine"

    subjects = subject_words(workshop, "de")

    assert (subjects["field:management"].points, subjects["question:m-1.1"].answer_label) == ("", "")
    assert subjects["question:m-1.1"].text.endswith("?")


def test_what_the_kind_of_municipality_is_not_asked_is_no_subject(workshop: Workshop) -> None:
    of_county = subject_words(workshop, "de")
    workshop.evaluation.round.kind, workshop.evaluation.checksum = "village", "of a village"
    workshop.evaluation.engine = "0"

    assert ("question:m-2.3" in of_county, "question:m-2.3" in subject_words(workshop, "de")) == (True, False)
