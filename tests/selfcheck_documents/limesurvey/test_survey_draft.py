"""A survey of LimeSurvey becomes the draft of a framework; what has no place in one is listed."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.selfcheck_documents.limesurvey.surveys import (
    AGREEMENT,
    MIDDLE,
    NEW,
    OLD,
    TOWN,
    Asked,
    Grouped,
    Row,
    both,
    survey_xml,
    town_xml,
    written,
)

from selfcheck import FaultyInput, Instrument, load_instrument
from selfcheck_documents.limesurvey import Draft, Order, RemarkKind, draft_of, read_survey, report_of

YES_NO = {"Y": both("Ja", "Yes"), "N": both("Nein", "No")}


def drafted(folder: Path, *questions: Asked, **options: Any) -> Draft:
    """The draft of a survey with one group, in German."""
    return draft_of(read_survey(written(folder, survey_xml([Grouped({"de": "Gruppe"}, questions)]))), **options)


def town(folder: Path, version: int = NEW) -> Draft:
    return draft_of(read_survey(written(folder, town_xml(version))))


def loaded(draft: Draft, folder: Path) -> Instrument:
    target = folder / "draft"
    target.mkdir()
    for name, content in draft.files.items():
        (target / name).write_bytes(content)
    return load_instrument(target)


def listed(draft: Draft, kind: RemarkKind) -> set[tuple[str, str]]:
    """The codes of remarks of one kind, each with what was found."""
    return {(remark.code, str(remark.found)) for remark in draft.remarks_of(kind)}


def entries(draft: Draft) -> list[dict[str, Any]]:
    structure: Any = draft.structure
    return [entry for part in structure["fields"] for entry in part["questions"]]


@pytest.mark.parametrize("version", [OLD, MIDDLE, NEW])
def test_every_generation_gives_the_same_draft(version: int, tmp_path: Path) -> None:
    draft = town(tmp_path, version)

    assert draft.files == town(tmp_path).files
    assert (draft.key, draft.version) == ("offene-stadt", "1.0")


def test_groups_become_fields_and_choices_become_questions(tmp_path: Path) -> None:
    draft = town(tmp_path)

    assert draft.structure["fields"] == [
        {
            "key": "leitbild-steuerung",
            "questions": [
                {"key": "LB1", "scale": "scale-LB1"},
                {"key": "LB2", "scale": "yes-no", "only_if": {"LB1": ["A2", "A3"]}},
            ],
        },
        {
            "key": "beteiligung",
            "questions": [
                {"key": "M1_a", "scale": "ticked", "weight": "1/2"},
                {"key": "M1_b", "scale": "ticked", "weight": "1/2"},
                {"key": "F1_r1", "scale": "scale-F1", "weight": "0"},
                {"key": "F1_r2", "scale": "scale-F1", "weight": "0"},
                {"key": "F2_r1", "scale": "five-points", "only_if": {"M1_a": ["yes"]}},
                {"key": "D1_r1_0", "scale": "scale-LB1"},
                {"key": "D1_r1_1", "scale": "scale-LB1"},
                {"key": "P5", "scale": "five-points"},
            ],
        },
    ]
    assert (draft.carried, draft.listed) == (("LB1", "LB2", "M1", "F1", "F2", "D1", "P5"), ("LB3",))


def test_assessment_values_become_points_and_the_draft_is_sound(tmp_path: Path) -> None:
    instrument = loaded(town(tmp_path), tmp_path)

    scale = instrument.framework.scales["scale-LB1"]
    assert [(option.key, option.points, option.meaning.value) for option in scale.options] == [
        ("A1", 0, "answer"),
        ("A2", 1, "answer"),
        ("A3", 2, "answer"),
        ("A4", None, "not_known"),
    ]
    assert instrument.framework.questions["M1_a"].weight == Fraction(1, 2)
    assert instrument.framework.is_draft


def test_words_of_both_languages_are_carried_without_markup(tmp_path: Path) -> None:
    texts = loaded(town(tmp_path), tmp_path).texts

    assert texts["de"].title == "Offene Stadt"
    assert texts["en"].fields["leitbild-steuerung"].description == "What it is about"
    assert texts["de"].fields["leitbild-steuerung"].label == "Leitbild & Steuerung"
    assert texts["de"].questions["LB1"].question == "Gibt es ein Leitbild?"
    assert texts["de"].questions["LB1"].explanation == "• beschlossen\n• öffentlich"
    assert texts["en"].questions["D1_r1_1"].question == "Today and tomorrow – Network (tomorrow)"
    assert texts["de"].questions["M1_b"].short == "Schulen"
    assert texts["en"].scales["scale-LB1"]["A2"].label == "Partly"


def test_what_is_left_out_is_listed(tmp_path: Path) -> None:
    assert listed(town(tmp_path), RemarkKind.LEFT_OUT) == {
        ("LB3", "long text"),
        ("M1", "“Other” with words of one’s own"),
        ("M1_c", "box that rules out every other"),
        ("P5", 'LB3 != ""'),
        ("LB1", "answer required"),
    }


def test_what_rests_on_an_assumption_is_listed(tmp_path: Path) -> None:
    assert listed(town(tmp_path), RemarkKind.TO_CHECK) == {
        ("LB1", "Weiß nicht"),
        ("M1", "multiple choice"),
        ("F1", "Monatlich, Jährlich"),
        ("D1", "Weiß nicht"),
    }


def test_the_report_lists_both_with_group_code_and_reason(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, town_xml()))

    lines = report_of(survey, draft_of(survey), "en").splitlines()

    assert lines[2] == "7 of 8 questions of LimeSurvey became 10 questions of the framework; 1 did not."
    assert (
        "| Leitbild & Steuerung | LB3 | long text | Such answers have no points. "
        "A comment or evidence beside an answer may take them. |"
    ) in lines
    assert lines.index("## Not carried over") < lines.index("## To check")


@pytest.mark.parametrize("letter", list("STUQNKDGIR|X*:;Z"))
def test_types_without_options_are_listed(letter: str, tmp_path: Path) -> None:
    asked = Asked(
        "Q1", letter, {"de": "Frage"}, rows={"a": {"de": "A"}}, options={"A1": {"de": "x"}, "A2": {"de": "y"}}
    )

    draft = drafted(tmp_path, asked, Asked("Q2", "Y", {"de": "Ja?"}))

    assert (draft.carried, draft.listed) == (("Q2",), ("Q1",))


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("B", "ten-points"), ("C", "yes-no-uncertain"), ("A", "five-points"), ("H", "scale-Q1"), ("F", "scale-Q1")],
)
def test_rows_of_a_matrix_share_a_scale(letter: str, expected: str, tmp_path: Path) -> None:
    rows = {"a": {"de": "Eins|Zwei"}, "b": {"de": "Drei"}}
    asked = Asked("Q1", letter, {"de": "Stamm"}, rows=rows, options=AGREEMENT, values=(0, 1, 2, 0))

    draft = drafted(tmp_path, asked)

    assert [(entry["key"], entry["scale"]) for entry in entries(draft)] == [("Q1_a", expected), ("Q1_b", expected)]
    assert loaded(draft, tmp_path).texts["de"].questions["Q1_a"].question == "Stamm – Eins – Zwei"


@pytest.mark.parametrize(
    ("order", "expected", "weight"),
    [(Order.UNKNOWN, ["a", "b"], "0"), (Order.WORST_FIRST, ["a", "b"], None), (Order.BEST_FIRST, ["b", "a"], None)],
)
def test_lists_without_values_weigh_nothing_unless_somebody_says_their_order(
    order: Order, expected: list[str], weight: str | None, tmp_path: Path
) -> None:
    draft = drafted(tmp_path, Asked("Q1", "!", {"de": "?"}, options={"a": {"de": "x"}, "b": {"de": "y"}}), order=order)

    structure: Any = draft.structure
    assert [option["key"] for option in structure["scales"]["scale-Q1"]["options"]] == expected
    assert entries(draft)[0].get("weight") == weight


def test_values_below_zero_are_raised(tmp_path: Path) -> None:
    draft = drafted(tmp_path, Asked("Q1", "L", {"de": "?"}, options=YES_NO, values=(3, -2)))

    structure: Any = draft.structure
    assert [dict(option) for option in structure["scales"]["scale-Q1"]["options"]] == [
        {"key": "N", "points": 0},
        {"key": "Y", "points": 5},
    ]
    assert ("Q1", "assessment values below 0") in listed(draft, RemarkKind.TO_CHECK)


def test_equal_values_do_not_tell_answers_apart(tmp_path: Path) -> None:
    options = {"a": {"de": "rot"}, "b": {"de": "grün"}, "c": {"de": "blau"}}

    draft = drafted(tmp_path, Asked("Q1", "L", {"de": "?"}, options=options, values=(0, 0, 1)))

    assert entries(draft) == [{"key": "Q1", "scale": "scale-Q1", "weight": "0"}]
    assert ("Q1", "rot, grün, blau") in listed(draft, RemarkKind.TO_CHECK)


def test_a_code_that_stands_twice_gets_a_number(tmp_path: Path) -> None:
    draft = drafted(tmp_path, Asked("Q1", "Y", {"de": "eins"}), Asked("Q1", "Y", {"de": "zwei"}))

    assert draft.keys == ("Q1", "Q1-2")
    assert listed(draft, RemarkKind.TO_CHECK) == {("Q1", "Q1")}


@pytest.mark.parametrize("attributes", [{"hidden": "1"}, {}])
def test_hidden_questions_are_listed(attributes: dict[str, str], tmp_path: Path) -> None:
    draft = drafted(tmp_path, Asked("Q1", "Y", {"de": "?"}, attributes=attributes), Asked("Q2", "Y", {"de": "?"}))

    assert draft.listed == (("Q1",) if attributes else ())


def test_rows_filtered_by_boxes_have_their_condition(tmp_path: Path) -> None:
    rows = {"a": {"de": "A"}, "b": {"de": "B"}}
    filtered = Asked("F", "A", {"de": "?"}, rows=rows, attributes={"array_filter": "M"})
    excluded = Asked("G", "A", {"de": "?"}, rows=rows, attributes={"array_filter_exclude": "M"})

    draft = drafted(tmp_path, Asked("M", "M", {"de": "?"}, rows=rows), filtered, excluded)

    assert [entry.get("only_if") for entry in entries(draft)[2:]] == [
        {"M_a": ["yes"]}, {"M_b": ["yes"]}, {"M_a": ["no"]}, {"M_b": ["no"]},
    ]  # fmt: skip


def test_a_condition_of_the_group_holds_for_each_of_its_questions(tmp_path: Path) -> None:
    first = Grouped({"de": "Eins"}, [Asked("Q1", "Y", {"de": "?"}), Asked("Q2", "Y", {"de": "?"})])
    second = Grouped({"de": "Zwei"}, [Asked("Q3", "Y", {"de": "?"}, relevance='Q2=="N"')], relevance='Q1 == "Y"')

    draft = draft_of(read_survey(written(tmp_path, survey_xml([first, second]))))

    assert entries(draft)[2]["only_if"] == {"Q1": ["yes"], "Q2": ["no"]}


def test_contradicting_conditions_are_listed(tmp_path: Path) -> None:
    first = Grouped({"de": "Eins"}, [Asked("Q1", "Y", {"de": "?"})])
    second = Grouped({"de": "Zwei"}, [Asked("Q2", "Y", {"de": "?"}, relevance='Q1=="N"')], relevance='Q1 == "Y"')

    draft = draft_of(read_survey(written(tmp_path, survey_xml([first, second]))))

    assert "only_if" not in entries(draft)[1]
    assert listed(draft, RemarkKind.LEFT_OUT) == {("Q2", "Q1")}


def condition(cid: int, scenario: int, field: str, value: str, method: str = "==") -> Row:
    return {"cid": cid, "qid": "103", "cqid": field.split("X")[2][:3], "cfieldname": field, "method": method,
            "value": value, "scenario": scenario}  # fmt: skip


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([condition(1, 1, "4711X1X101", "Y"), condition(2, 1, "4711X1X102", "N")], {"Q1": ["yes"], "Q2": ["no"]}),
        ([condition(1, 1, "4711X1X101", "Y"), condition(2, 1, "4711X1X101", "N")], {"Q1": ["no", "yes"]}),
        ([condition(1, 1, "4711X1X101", "Y"), condition(2, 2, "4711X1X101", "N")], {"Q1": ["no", "yes"]}),
        ([condition(1, 1, "+4711X1X101", "Y", "!=")], {"Q1": ["no"]}),
        ([condition(1, 1, "4711X1X101", "Y"), condition(2, 2, "4711X1X102", "N")], None),
        ([condition(1, 1, "4711X1X101", ".*", "RX")], None),
    ],
)
def test_old_conditions_are_read(conditions: list[Row], expected: dict[str, list[str]] | None, tmp_path: Path) -> None:
    questions = [Asked("Q1", "Y", {"de": "?"}), Asked("Q2", "Y", {"de": "?"}), Asked("Q3", "Y", {"de": "?"})]
    xml = survey_xml([Grouped({"de": "G"}, questions)], OLD, more={"conditions": conditions})

    draft = draft_of(read_survey(written(tmp_path, xml)))

    assert entries(draft)[2].get("only_if") == expected
    assert len(draft.remarks) == (0 if expected else 1)


def test_other_languages_are_listed_and_informal_german_is_german(tmp_path: Path) -> None:
    questions = [Asked("Q1", "Y", {"de-informal": "Hast du?", "fr": "As-tu ?"})]
    groups = [Grouped({"de-informal": "Gruppe", "fr": "Groupe"}, questions)]

    draft = draft_of(read_survey(written(tmp_path, survey_xml(groups, language="de-informal", titles={"fr": "Ville"}))))

    assert list(draft.texts) == ["de"]
    assert ("", "fr") in listed(draft, RemarkKind.LEFT_OUT)
    assert ("", "de-informal") in listed(draft, RemarkKind.TO_CHECK)


def test_a_survey_in_neither_language_needs_a_decision(tmp_path: Path) -> None:
    groups = [Grouped({"fr": "Groupe"}, [Asked("Q1", "Y", {"fr": "Avez-vous ?"})])]
    survey = read_survey(written(tmp_path, survey_xml(groups, language="fr", titles={"fr": "Ville"})))

    with pytest.raises(FaultyInput) as refused:
        draft_of(survey)
    draft = draft_of(survey, translate_from="fr")

    assert [(fault.found, fault.possible) for fault in refused.value.faults] == [("fr", ("fr",))]
    assert loaded(draft, tmp_path).texts["de"].questions["Q1"].question == "Avez-vous ?"
    assert listed(draft, RemarkKind.TO_CHECK) == {("", "fr")}


@pytest.mark.parametrize("language", ["it", "fr"])
def test_a_language_to_translate_from_must_be_needed_and_there(language: str, tmp_path: Path) -> None:
    groups = [Grouped({"de": "G", "fr": "G"}, [Asked("Q1", "Y", {"de": "?"})])]

    with pytest.raises(FaultyInput):
        draft_of(read_survey(written(tmp_path, survey_xml(groups))), translate_from=language)


def test_missing_translations_are_listed(tmp_path: Path) -> None:
    groups = [Grouped(both("G", "G"), [Asked("Q1", "Y", {"de": "Da?"})])]
    draft = draft_of(read_survey(written(tmp_path, survey_xml(groups, titles=both("T", "T")))))

    assert loaded(draft, tmp_path).texts["en"].questions["Q1"].question == "Da?"
    assert ("Q1", "en") in listed(draft, RemarkKind.TO_CHECK)


def test_a_survey_of_texts_alone_is_refused_with_each_reason(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput) as refused:
        drafted(tmp_path, Asked("Q1", "T", {"de": "?"}), Asked("Q2", "N", {"de": "?"}))

    assert [(fault.key, fault.found) for fault in refused.value.faults] == [
        ("", None),
        ("Q1", "long text"),
        ("Q2", "number"),
    ]


def test_rules_quotas_and_defaults_are_counted(tmp_path: Path) -> None:
    more: dict[str, list[Row]] = {
        "assessments": [{"id": 1}, {"id": 2}],
        "quota": [{"id": 1}],
        "defaultvalues": [{"qid": 1}],
        "subquestions": [{"qid": "9", "parent_qid": "8", "title": "x"}],
    }
    draft = draft_of(read_survey(written(tmp_path, survey_xml(TOWN, OLD, more=more))))

    assert {("", "2"), ("", "1")} <= listed(draft, RemarkKind.LEFT_OUT)
    assert len([remark for remark in draft.remarks if str(remark.found) in "12"]) == 4


def test_pictures_scripts_and_expressions_are_listed(tmp_path: Path) -> None:
    words = {"de": 'Was sagt <img src="x.png" alt="Bild"> {TOKEN:FIRSTNAME}? <script>alert("x")</script>'}
    draft = drafted(tmp_path, Asked("Q1", "Y", words))

    assert listed(draft, RemarkKind.TO_CHECK) == {("Q1", "img, script, {TOKEN:FIRSTNAME}")}
    texts = yaml.safe_load(draft.files["text.de.yaml"])
    assert texts["questions"]["Q1"]["question"] == "Was sagt Bild {TOKEN:FIRSTNAME}?"


def test_keys_and_version_can_be_chosen(tmp_path: Path) -> None:
    draft = drafted(tmp_path, Asked("Q1", "Y", {"de": "?"}), key="meine", version="2.1")

    assert (draft.structure["id"], draft.structure["version"]) == ("meine", "2.1")
