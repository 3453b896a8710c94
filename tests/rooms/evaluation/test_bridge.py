"""Opening a stored evaluation again: the stored figures or none; and why a value is what it is."""

from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.cast import ROOT
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.catalogue.actions import add_framework
from weltoffen.evaluation.actions import finish_round
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation
from weltoffen.evaluation.bridge.reasons import Reason, reason_for
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
INSTRUMENTS = ROOT / "tests" / "frameworks" / "instruments"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is explained is said in the language of the page, as its figures are."""
    with translation.override("en"):
        yield


def opened_again(stored: StoredEvaluation, language: str = "en") -> Opened:
    """The evaluation as a page opens it."""
    with scope(municipality=stored.municipality_id):
        opened = open_evaluation(stored, "en" if language == "en" else "de")
    assert opened is not None
    return opened


def why(stored: StoredEvaluation, key: str) -> Reason:
    reason = reason_for(opened_again(stored), key)
    assert reason is not None
    return reason


def round_of(folder: str, municipality: Municipality, by: Person) -> Round:
    """A round with another questionnaire, in which answers run from the best to the worst and again."""
    version = add_framework(INSTRUMENTS / folder, by=None)
    # The drafts among the instruments of tests are used as if they were published.
    type(version).objects.filter(pk=version.pk).update(status="published")
    version.refresh_from_db()
    with scope(municipality=municipality.pk):
        started = start_round(municipality, title=folder, framework_version=version, starts_on=NOW.date(), by=by)
        asked = questions_asked(started)
        answers = [question.scale.answers[::-1] for question in asked]
        save_answers(
            started,
            [
                Change(question.key, options[number % len(options)].key)
                for number, (question, options) in enumerate(zip(asked, answers, strict=True))
            ],
            by=by,
        )
    return started


def finished(round_: Round, by: Person) -> StoredEvaluation:
    with scope(municipality=round_.municipality_id):
        return finish_round(round_, by=by)


def in_other_words(stored: StoredEvaluation, **changes: object) -> StoredEvaluation:
    """A row like `stored`, as another version of the calculation would have written it."""
    with scope(municipality=stored.municipality_id):
        values = {
            field.attname: getattr(stored, field.attname)
            for field in StoredEvaluation._meta.concrete_fields
            if not field.primary_key
        }
        return StoredEvaluation.objects.create(**{**values, "number": 2, **changes})


def test_a_row_opens_with_the_figures_that_it_holds(compared: StoredEvaluation) -> None:
    opened = opened_again(compared)

    scores = [field["score"] for field in compared.result["fields"]]
    assert [round(float(part.score or 0) * 100, 2) for part in opened.evaluation.fields] == scores
    assert opened.report.comparison is not None
    assert opened.no_comparison == ""
    assert (opened.report.language, opened.report.day) == ("en", "Evaluation of 20 November 2026")


def test_a_row_opens_in_both_languages(evaluation: StoredEvaluation) -> None:
    assert [opened_again(evaluation, language).report.summary.heading for language in ("de", "en")] == [
        "Auf einen Blick",
        "At a glance",
    ]


def test_an_opened_row_is_remembered(
    evaluation: StoredEvaluation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = opened_again(evaluation)

    with django_assert_num_queries(0):
        assert opened_again(evaluation).report is first.report


def test_a_row_of_another_engine_stays_closed(evaluation: StoredEvaluation) -> None:
    other = in_other_words(evaluation, engine="0", result={**evaluation.result, "engine": "0"})

    with scope(municipality=evaluation.municipality_id):
        assert open_evaluation(other, "de") is None


def test_a_row_with_other_figures_stays_closed(evaluation: StoredEvaluation) -> None:
    fields = [{**field, "score": 100.0} for field in evaluation.result["fields"]]
    other = in_other_words(evaluation, result={**evaluation.result, "fields": fields})

    with scope(municipality=evaluation.municipality_id):
        assert open_evaluation(other, "de") is None


def test_a_row_with_answers_that_nobody_can_read_stays_closed(evaluation: StoredEvaluation) -> None:
    other = in_other_words(evaluation, sheet={"answers": [{"question": "x", "value": "y"}]})

    with scope(municipality=evaluation.municipality_id):
        assert open_evaluation(other, "de") is None


def test_a_first_round_says_why_nothing_is_compared(evaluation: StoredEvaluation) -> None:
    assert opened_again(evaluation).no_comparison == (
        "There is no earlier finished round with this questionnaire to compare with."
    )


def test_another_questionnaire_is_not_compared(evaluation: StoredEvaluation, coordinator: Person) -> None:
    other = finished(round_of("two-versions/1.0", evaluation.municipality, coordinator), coordinator)

    assert other.earlier is None


def test_a_later_version_is_compared_over_what_both_ask(county: Municipality, coordinator: Person) -> None:
    finished(round_of("two-versions/1.0", county, coordinator), coordinator)

    later = finished(round_of("two-versions/2.0", county, coordinator), coordinator)

    comparison = opened_again(later).report.comparison
    assert comparison is not None
    assert [section.heading for section in comparison.left_out] == [
        "New questions, not compared",
        "Questions that changed, not compared",
        "Dropped questions",
    ]


def test_an_earlier_version_after_a_later_one_says_why_it_is_not_compared(
    county: Municipality, coordinator: Person
) -> None:
    later = finished(round_of("two-versions/2.0", county, coordinator), coordinator)

    backwards = finished(round_of("two-versions/1.0", county, coordinator), coordinator)

    assert backwards.earlier == later
    assert opened_again(backwards).no_comparison == (
        "two-versions@2.0 is the later version: compare it with two-versions@1.0, not the other way round."
    )


def test_the_reason_of_a_goal_names_what_entered_and_what_was_left_out(evaluation: StoredEvaluation) -> None:
    reason = why(evaluation, "m-4")

    assert (reason.heading, reason.field, reason.shown) == ("Data and impact", "management", "25")
    assert [(one.key, one.answer, one.weight, one.share, one.score, one.contribution) for one in reason.entered] == [
        ("m-4.1", "Planned", "1", "50\N{NO-BREAK SPACE}%", "25.00", "12.50"),
        ("m-4.2", "Planned", "1", "50\N{NO-BREAK SPACE}%", "25.00", "12.50"),
    ]
    assert [(one.key, one.why) for one in reason.left_out] == [
        ("m-4.3", "Not known: it lowers how much is answered, not the score.")
    ]
    assert (reason.low, reason.high) == ("17", "50")
    assert reason.text.result == "Result: 25.00 of 100"
    assert reason.text.changes is not None
    assert [row[0] for row in reason.text.changes.rows] == [
        "m-4.1 Figures on participation",
        "m-4.2 Feedback on services",
        "m-4.3 Review with other municipalities",
    ]


def test_weights_become_shares(evaluation: StoredEvaluation) -> None:
    assert [(one.key, one.weight, one.share) for one in why(evaluation, "m-2").entered] == [
        ("m-2.1", "2", "40\N{NO-BREAK SPACE}%"),
        ("m-2.2", "1", "20\N{NO-BREAK SPACE}%"),
        ("m-2.3", "1", "20\N{NO-BREAK SPACE}%"),
        ("m-2.4", "1", "20\N{NO-BREAK SPACE}%"),
    ]


def test_the_reason_of_a_field_names_open_questions_of_its_goals(evaluation: StoredEvaluation) -> None:
    reason = why(evaluation, "management")

    assert [one.key for one in reason.entered] == ["m-1", "m-2", "m-3", "m-4"]
    assert [one.key for one in reason.left_out] == ["m-4.3"]
    assert reason.levels is not None
    assert [row[0] for row in reason.levels.rows] == ["Action needed", "Potential", "Strong"]


def test_contributions_add_up_to_the_result(evaluation: StoredEvaluation) -> None:
    opened = opened_again(evaluation)
    reasons = [reason for key in sorted(opened.explained) if (reason := reason_for(opened, key)) is not None]

    assert len(reasons) == 36
    for reason in reasons:
        result = float(reason.text.result.split()[1])
        assert abs(sum(float(one.contribution) for one in reason.entered) - result) < 0.05


def test_total_and_composites_have_reasons(county: Municipality, coordinator: Person) -> None:
    stored = finished(round_of("intercultural-index/1.0", county, coordinator), coordinator)
    fields: Sequence[str] = opened_again(stored).fields

    assert [one.key for one in why(stored, "total").entered] == list(fields)
    assert [one.key for one in why(stored, "lens").entered] == ["education", "services", "space"]
    assert why(stored, "total").text.result == f"Result: {stored.result['total']['score']:.2f} of 100"


def test_points_count_questions(county: Municipality, coordinator: Person) -> None:
    stored = finished(round_of("energy-award/1.0", county, coordinator), coordinator)
    reason = why(stored, "total")

    assert {one.is_question for one in reason.entered} == {True}
    assert len(reason.entered) == stored.result["answered"]


def test_what_has_no_value_has_no_reason(evaluation: StoredEvaluation) -> None:
    opened = opened_again(evaluation)

    assert [reason_for(opened, key) for key in ("total", "nothing", "m-1.1")] == [None, None, None]
