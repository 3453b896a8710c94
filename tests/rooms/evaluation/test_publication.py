"""Deciding what is public: nothing by itself, field by field, exactly what was shown, and back again."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override
from django_scopes import scope
from lxml.html import tostring
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW
from tests.rooms.evaluation.conftest import address, page_of
from tests.rooms.markup import tree_of

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.evaluation.actions import compute_evaluation, finish_round, release_fields, withdraw_field
from weltoffen.evaluation.bridge.opening import open_evaluation
from weltoffen.evaluation.bridge.released import contents_for_public, goals_not_shown, is_showable
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evaluation.queries import public_releases, released_municipalities
from weltoffen.evaluation.rules import CannotBeShown, NothingToRelease, NotPublic
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import reopen_round
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
PRIVATE = "Das soll niemand lesen"


def public_keys(municipality: Municipality) -> list[tuple[int, str]]:
    """Which field is public from which evaluation."""
    with scope(municipality=municipality.pk):
        return [(release.evaluation.number, release.field) for release in public_releases()]


def released(stored: StoredEvaluation, by: Person, *fields: str) -> list[Release]:
    with scope(municipality=stored.municipality_id):
        return list(release_fields(stored, fields, by=by))


def with_private_words(round_: Round, by: Person) -> StoredEvaluation:
    """An evaluation with everything in its first field that must not become public, and nothing in the others."""
    with scope(municipality=round_.municipality_id):
        save_answers(
            round_,
            [
                Change("m-1.1", "mostly", PRIVATE),
                Change("m-1.2", "none"),
                Change("m-1.3", "begun"),
                Change("m-2.1", "not_known", PRIVATE),
            ],
            by=by,
        )
        return finish_round(round_, by=by)


def test_nothing_is_public_by_itself(evaluation: StoredEvaluation) -> None:
    assert public_keys(evaluation.municipality) == []
    assert list(released_municipalities()) == []


def test_a_release_is_written_down_and_journalled(evaluation: StoredEvaluation, coordinator: Person) -> None:
    (release,) = released(evaluation, coordinator, "management")

    with scope(municipality=evaluation.municipality_id):
        entry = Entry.objects.latest("pk")
    assert (release.released_at, release.released_by_name) == (NOW, coordinator.name)
    assert (entry.event, entry.subject) == ("field_released", "Management und Steuerung")
    assert entry.details == {
        "field": "management", "round": 1, "evaluation": 1, "subject_en": "Management and steering",
    }  # fmt: skip
    with override("en"):
        assert entry.sentence.endswith("made public: Management and steering.")
    with override("de"):
        assert "Management und Steuerung" in entry.sentence
    assert list(released_municipalities()) == [evaluation.municipality]


def test_what_is_written_down_has_no_answer_comment_or_name(county_round: Round, coordinator: Person) -> None:
    stored = with_private_words(county_round, coordinator)
    assert PRIVATE in json.dumps(stored.sheet)

    (release,) = released(stored, coordinator, "management")

    written = json.dumps(release.content, ensure_ascii=False)
    assert PRIVATE not in written
    assert coordinator.name not in written
    # The options are answers; a level, a goal or a suggestion has other words.
    for answer in ("Überwiegend umgesetzt", "Nicht vorhanden", "Begonnen", "Mostly in place", "m-1.1", "m-1.2"):
        assert answer not in written


def test_what_is_written_down_is_what_the_report_says(county_round: Round, coordinator: Person) -> None:
    stored = with_private_words(county_round, coordinator)

    (release,) = released(stored, coordinator, "management")

    german = release.content["de"]
    assert sorted(release.content) == ["de", "en", "framework", "position"]
    assert german["label"] == "Management und Steuerung"
    assert german["result"]["facts"] == [
        ["Wert", "42 von 100"],
        ["Spanne", "8–89"],
        ["Beantwortet", "3 von 14 Fragen"],
    ]
    assert german["day"] == "20. November 2026"


def test_goals_that_can_be_shown_say_what_the_report_says(evaluation: StoredEvaluation, coordinator: Person) -> None:
    (release,) = released(evaluation, coordinator, "access")

    goals = release.content["de"]["goals"]
    assert len(goals["rows"]) == len(goals["marks"]) == 9
    assert "Nicht einzeln gezeigt" not in json.dumps(release.content)


def answered_with(round_: Round, by: Person, options: dict[str, str]) -> StoredEvaluation:
    """An evaluation of just these answers."""
    with scope(municipality=round_.municipality_id):
        save_answers(round_, [Change(key, option) for key, option in options.items()], by=by)
        return finish_round(round_, by=by)


def with_goals_that_tell(round_: Round, by: Person) -> StoredEvaluation:
    """One goal at 0, one at 100, one with two answers, one that tells nothing; a field with only one sort of answer."""
    return answered_with(round_, by, {
        **{f"m-1.{number}": "none" for number in (1, 2, 3, 4)},
        **dict.fromkeys(("m-2.1", "m-2.2"), "begun"),
        **{f"m-4.{number}": option for number, option in enumerate(("mostly", "begun", "none"), 1)},
        **{f"o-1.{number}": option for number, option in enumerate(("begun", "none", "begun", "begun"), 1)},
        **{f"o-2.{number}": option for number, option in enumerate(("begun", "mostly", "begun", "begun"), 1)},
        **{f"o-3.{number}": option for number, option in enumerate(("begun", "none", "mostly", "begun"), 1)},
        **{f"o-4.{number}": "none" for number in (1, 2, 3, 4)},
        **{f"a-1.{number}": "none" for number in (1, 2, 3, 4)},
    })  # fmt: skip


def test_goals_whose_score_tells_answers_are_not_shown(county_round: Round, coordinator: Person) -> None:
    stored = with_goals_that_tell(county_round, coordinator)

    (release,) = released(stored, coordinator, "opening")

    german = release.content["de"]
    shown = [row[0] for row in german["goals"]["rows"]]
    with scope(municipality=stored.municipality_id):
        hidden = goals_not_shown(stored, "de")["opening"]
    named = [finding["label"] for finding in german["findings"]]
    # The one with the lowest score, and one more that hides it.
    assert len(hidden) == 2
    assert len(shown) == 2
    assert not {*shown, *named} & {*hidden}
    assert german["result"]["sentences"][-1] == f"Nicht einzeln gezeigt: „{hidden[0]}“ und „{hidden[1]}“."
    assert named[-1] == "Weitere Vorschläge"
    assert (german["findings"][-1]["mark"], german["findings"][-1]["facts"]) == (None, [])


def test_a_field_whose_score_tells_its_answers_cannot_be_released(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    stored = with_goals_that_tell(county_round, coordinator)

    with scope(municipality=stored.municipality_id), pytest.raises(NothingToRelease):
        release_fields(stored, ["economy"], by=coordinator)
    page = " ".join(tree_of(page_of(signed_in(coordinator), "publication", stored).encode()).text_content().split())
    assert "weil schon der Wert die Antworten verraten würde: " in page


def test_suggestions_follow_the_questionnaire_and_not_the_answers(county_round: Round, coordinator: Person) -> None:
    stored = answered_with(
        county_round, coordinator,
        {f"z-1.{number}": option for number, option in enumerate(("begun", "none", "begun", "none"), 1)},
    )  # fmt: skip
    with scope(municipality=stored.municipality_id):
        opened = open_evaluation(stored, "de")
    assert opened is not None
    chapter = opened.chapter("access")
    assert chapter is not None
    by_answer = [advice.text for finding in chapter.findings for advice in finding.advice]
    by_question = [
        advice.text
        for advice in sorted(
            (advice for finding in chapter.findings for advice in finding.advice), key=lambda one: one.asked.key
        )
    ]

    (release,) = released(stored, coordinator, "access")

    written = [text for finding in release.content["de"]["findings"] for text in finding["advice"]]
    assert written == by_question != by_answer


def test_the_preview_names_the_goals_that_are_not_shown(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    tree = tree_of(signed_in(coordinator).get(f"{address('release', evaluation)}?field=cohesion").content)

    with scope(municipality=evaluation.municipality_id):
        hidden = goals_not_shown(evaluation, "de")["cohesion"]
    (listed,) = tree.xpath("//*[contains(@class, 'kern-alert')]//li")
    assert len(hidden) == 3
    assert listed.text_content().endswith(", ".join(hidden))
    assert tree.xpath("//article[@class='released']//table") == []


def test_only_what_has_the_shape_of_a_release_can_be_shown(evaluation: StoredEvaluation) -> None:
    with scope(municipality=evaluation.municipality_id):
        contents = json.loads(json.dumps(contents_for_public(evaluation)))

    assert [key for key, content in contents.items() if not is_showable(content)] == []
    content = contents["management"]
    forged: tuple[object, ...] = (
        None, [], {}, 1, {**content, "position": True}, {**content, "de": content["de"] | {"label": 1}},
        {**content, "de": content["de"] | {"result": None}}, {**content, "fr": content["de"]},
        {**content, "en": content["en"] | {"result": content["en"]["result"] | {"facts": [["a"]]}}},
        {**content, "en": content["en"] | {"goals": content["en"]["goals"] | {"marks": []}}},
    )  # fmt: skip
    assert [wrong for wrong in forged if is_showable(wrong)] == []


def test_a_field_without_a_result_cannot_be_released(county_round: Round, coordinator: Person) -> None:
    stored = with_private_words(county_round, coordinator)
    with scope(municipality=stored.municipality_id):
        contents = contents_for_public(stored)

        assert contents is not None
        assert list(contents) == ["management"]
        with pytest.raises(NothingToRelease):
            release_fields(stored, ["opening", "nothing"], by=coordinator)
    assert public_keys(stored.municipality) == []


def test_a_newer_release_replaces_the_older(evaluation: StoredEvaluation, coordinator: Person) -> None:
    released(evaluation, coordinator, "management", "communication")
    with scope(municipality=evaluation.municipality_id):
        newer = compute_evaluation(evaluation.round, by=coordinator)

    released(newer, coordinator, "management")

    assert public_keys(evaluation.municipality) == [(1, "communication"), (2, "management")]
    with scope(municipality=evaluation.municipality_id):
        withdrawn = Release.objects.get(withdrawn_at__isnull=False)
        events = [(entry.event, entry.subject) for entry in Entry.objects.order_by("-pk")[:2]]
    assert (withdrawn.evaluation, withdrawn.withdrawn_at) == (evaluation, NOW)
    assert events == [
        ("field_released", "Management und Steuerung"),
        ("field_withdrawn", "Management und Steuerung"),
    ]


def test_a_release_keeps_its_words_when_answers_change(evaluation: StoredEvaluation, coordinator: Person) -> None:
    (release,) = released(evaluation, coordinator, "management")
    with scope(municipality=evaluation.municipality_id):
        reopened = reopen_round(evaluation.round, reason="Nachtrag", by=coordinator)
        save_answers(reopened, [Change("m-1.1", "established", read_version=1)], by=coordinator)
        finish_round(reopened, by=coordinator)

        (public,) = public_releases()
    assert public.content == release.content


def test_withdrawing_is_journalled_and_done_once(evaluation: StoredEvaluation, coordinator: Person) -> None:
    (release,) = released(evaluation, coordinator, "management")
    with scope(municipality=evaluation.municipality_id):
        withdraw_field(release, by=coordinator)

        with pytest.raises(NotPublic):
            withdraw_field(release, by=coordinator)
        entry = Entry.objects.latest("pk")
    assert public_keys(evaluation.municipality) == []
    assert (entry.event, entry.subject) == ("field_withdrawn", "Management und Steuerung")


def test_a_withdrawn_field_can_be_released_again(evaluation: StoredEvaluation, coordinator: Person) -> None:
    (release,) = released(evaluation, coordinator, "management")
    with scope(municipality=evaluation.municipality_id):
        withdraw_field(release, by=coordinator)

    released(evaluation, coordinator, "management")

    assert public_keys(evaluation.municipality) == [(1, "management")]


def test_what_cannot_be_opened_cannot_be_released(evaluation: StoredEvaluation, coordinator: Person) -> None:
    with scope(municipality=evaluation.municipality_id):
        values = {
            field.attname: getattr(evaluation, field.attname)
            for field in StoredEvaluation._meta.concrete_fields
            if not field.primary_key
        }
        old = StoredEvaluation.objects.create(**{**values, "number": 2, "engine": "0"})

        with pytest.raises(CannotBeShown):
            release_fields(old, ["management"], by=coordinator)


def test_the_preview_is_what_becomes_public(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn, client: Client
) -> None:
    head = signed_in(coordinator)
    where = address("release", evaluation)
    preview = tree_of(head.get(f"{where}?field=management&field=communication").content)
    shown = [tostring(article) for article in preview.xpath("//article[@class='released']")]
    assert public_keys(evaluation.municipality) == []

    answer = head.post(where, {"field": ["management", "communication"]}, follow=True)

    public = tree_of(client.get("/p/donnersbergkreis/").content)
    assert [tostring(article) for article in public.xpath("//article[@class='released']")] == shown
    assert len(shown) == 2
    assert "Jetzt öffentlich: Management und Steuerung, Kommunikation und Konfliktmanagement." in " ".join(
        tree_of(answer.content).text_content().split()
    )


def test_choosing_nothing_says_what_to_do(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    tree = tree_of(signed_in(coordinator).get(address("release", evaluation)).content)

    assert tree.xpath("//*[@id='errors']//a/text()") == ["Wählen Sie mindestens ein Handlungsfeld aus."]
    assert tree.xpath("//*[@id='errors']//a/@href") == ["#id_field"]
    assert tree.xpath("//title/text()")[0].startswith("Fehler: ")
    assert tree.xpath("//*[@id='errors']/following::nav[@class='tabs']")


def test_withdrawing_on_the_page(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    (release,) = released(evaluation, coordinator, "management")
    client = signed_in(coordinator)

    answer = client.post(address("withdraw", evaluation), {"release": release.pk}, follow=True)

    assert "Nicht mehr öffentlich: Management und Steuerung." in answer.content.decode()
    assert public_keys(evaluation.municipality) == []


@pytest.mark.parametrize("sent", [{"release": "4711"}, {"release": "x"}, {}])
def test_withdrawing_what_is_not_public_is_refused(
    sent: dict[str, str], evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    response = signed_in(coordinator).post(address("withdraw", evaluation), sent)

    assert response.status_code == 409
    assert "Dieses Handlungsfeld ist bereits nicht mehr öffentlich." in response.content.decode()


def test_the_page_of_publication_costs_the_same_whatever_is_public(
    evaluation: StoredEvaluation,
    coordinator: Person,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(coordinator)
    page_of(client, "publication", evaluation)
    for field in ("management", "communication"):
        released(evaluation, coordinator, field)
        with django_assert_num_queries(7):
            page_of(client, "publication", evaluation)
