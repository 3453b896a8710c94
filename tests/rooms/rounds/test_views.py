"""The pages of rounds: what each role finds, what may be typed, how many queries it costs."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.rooms.answers.saying import answers_to
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.rules import Change
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
LIST = "/m/donnersbergkreis/rounds/"


def words(page: bytes) -> str:
    """What a person reads on a page."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page.decode(), flags=re.DOTALL)
    return " ".join(text.split())


def rounds_of(municipality: Municipality) -> list[tuple[object, ...]]:
    with scope(municipality=municipality.pk):
        return list(Round.objects.values_list("number", "title", "starts_on", "ends_on", "state"))


def answer(round_: Round, keys: list[str], by: Person) -> None:
    with scope(municipality=round_.municipality_id):
        save_answers(round_, [Change(key, "begun") for key in keys], by=by)


def keys_of(round_: Round) -> list[str]:
    return [question.key for question in questions_asked(round_) if "begun" in question.scale.by_key]


def test_a_coordinator_starts_a_round(
    county: Municipality, framework_version: FrameworkVersion, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)

    empty = client.get(LIST).content
    form = client.get(f"{LIST}start/").content.decode()
    sent = client.post(f"{LIST}start/", {
        "title": "Selbstcheck 2026", "questionnaire": str(framework_version.pk), "starts_on": "2026-11-20",
        "ends_on": "31.12.2026",
    })  # fmt: skip

    assert "Es gibt noch keine Runde" in words(empty)
    assert 'value="Selbstcheck 2026"' in form
    assert 'value="2026-11-20"' in form
    assert "Fragen, die nur nach bestimmten Antworten gestellt werden, sind hier mitgezählt." in words(form.encode())
    assert "100 Fragen, Sprachen: Deutsch, Englisch" in words(form.encode())
    assert sent.headers["Location"] == f"{LIST}1/"
    assert rounds_of(county) == [(1, "Selbstcheck 2026", date(2026, 11, 20), date(2026, 12, 31), "answering")]


@pytest.mark.parametrize(("typed", "faults"), [
    ({"title": ""}, [("id_title", "Bitte geben Sie der Runde einen Titel.")]),
    ({"title": "x" * 121}, [("id_title", "Bitte kürzen Sie den Titel auf 120 Zeichen.")]),
    ({"title": "Runde\u202e 6202"}, [("id_title", "Der Text enthält unsichtbare Zeichen oder einen Zeilenumbruch. "
                                     "Bitte tippen Sie ihn neu, statt ihn einzufügen.")]),
    ({"questionnaire": ""}, [("id_questionnaire_1", "Bitte wählen Sie einen Fragebogen.")]),
    ({"questionnaire": "0"}, [("id_questionnaire_1", "Bitte wählen Sie einen der angebotenen Fragebögen.")]),
    ({"starts_on": ""}, [("id_starts_on", "Bitte geben Sie an, wann die Runde beginnt.")]),
    ({"starts_on": "morgen"}, [("id_starts_on", "Bitte schreiben Sie das Datum so: 22.11.2026.")]),
    ({"starts_on": "2026-11-21"}, [("id_starts_on", "Eine Runde beginnt, sobald Sie sie starten. "
                                    "Bitte wählen Sie heute oder einen früheren Tag.")]),
    ({"starts_on": "0206-11-20"}, [("id_starts_on", "Bitte prüfen Sie das Jahr.")]),
    ({"ends_on": "2026-11-19"}, [("id_ends_on", "Das Ende liegt vor dem Beginn.")]),
    ({"title": "", "ends_on": "x"}, [("id_title", "Bitte geben Sie der Runde einen Titel."),
                                      ("id_ends_on", "Bitte schreiben Sie das Datum so: 22.11.2026.")]),
])  # fmt: skip
def test_every_fault_stands_at_its_field_and_on_top(
    typed: dict[str, str], faults: list[tuple[str, str]], county: Municipality, framework_version: FrameworkVersion,
    coordinator: Person, signed_in: SignedIn,
) -> None:  # fmt: skip
    sound = {"title": "Runde", "questionnaire": str(framework_version.pk), "starts_on": "2026-11-20", "ends_on": ""}

    page = signed_in(coordinator).post(f"{LIST}start/", {**sound, **typed}).content.decode()

    assert re.findall(r'<a class="kern-link" href="#(id_\w+)">(.*?)</a>', page) == faults
    assert [page.count(sentence) for _, sentence in faults] == [2] * len(faults)
    assert [anchor for anchor, _ in faults if f'id="{anchor}"' not in page] == []
    assert rounds_of(county) == []


def test_a_round_has_a_title_of_its_own(
    county_round: Round, framework_version: FrameworkVersion, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)
        Round.objects.update(title="Selbstcheck 2026")
    client = signed_in(coordinator)

    proposed = client.get(f"{LIST}start/").content.decode()
    refused = client.post(f"{LIST}start/", {
        "title": "selbstcheck 2026", "questionnaire": str(framework_version.pk), "starts_on": "2026-11-20",
    })  # fmt: skip

    assert 'value="Selbstcheck 2026 (2)"' in proposed
    assert "Eine andere Runde hat diesen Titel schon." in words(refused.content)
    assert [round_[1] for round_ in rounds_of(county_round.municipality)] == ["Selbstcheck 2026"]


def test_while_one_round_runs_no_other_is_started(
    county_round: Round, framework_version: FrameworkVersion, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)

    listed = words(client.get(LIST).content)
    refused = client.post(f"{LIST}start/", {"title": "Zweite", "questionnaire": "1", "starts_on": "2026-11-20"})

    assert "Runde beginnen" not in listed
    assert (refused.status_code, "Schließen Sie zuerst diese Runde ab." in words(refused.content)) == (409, True)


def test_the_home_of_a_round_says_how_far_it_is_and_what_is_next(
    county_round: Round, contributor: Person, signed_in: SignedIn
) -> None:
    client = signed_in(contributor)
    begin = words(client.get(f"{LIST}1/").content)
    answer(county_round, keys_of(county_round)[:3], contributor)
    page = client.get(f"{LIST}1/").content
    go_on = words(page)

    assert "Beginnen Sie mit „Management und Steuerung“" in begin
    assert "gestellt werden, zählen, sobald sie gestellt werden." in begin
    assert "0 von 97 Fragen sind beantwortet. Alles zusammen dauert etwa 2 Stunden." in begin
    assert "Weiter mit „Management und Steuerung“ 3 von 12 beantwortet." in go_on
    assert f'href="{LIST}1/fields/management/#q-{keys_of(county_round)[3]}"' in page.decode()
    assert "3 von 97 Fragen sind beantwortet. Der Rest dauert etwa 2 Stunden." in go_on
    assert "Management und Steuerung 3 von 12 beantwortet In Arbeit" in go_on
    assert "Zusammenhalt und Begegnung 0 von 6 beantwortet Offen" in go_on


def test_who_may_not_answer_sees_how_far_a_round_is_and_no_way_to_its_questions(
    county_round: Round, council_reader: Person, signed_in: SignedIn
) -> None:
    client = signed_in(council_reader)
    before = words(client.get(f"{LIST}1/").content)
    answer(county_round, keys_of(county_round)[:35], council_reader)
    page = client.get(f"{LIST}1/").content

    assert "Es ist noch nichts beantwortet." in before
    assert "Etwa 30 % der Fragen sind beantwortet." in words(page).replace("\u00a0", " ")
    assert "von 97" not in words(page)  # the number asked would tell what was answered
    assert "/fields/" not in page.decode()
    assert "Nächster Schritt" not in words(page)


def test_who_may_not_read_answers_learns_nothing_of_their_content(
    county_round: Round, contributor: Person, council_reader: Person, signed_in: SignedIn
) -> None:
    """Two questions are asked only after a good answer to m-3.1; the page must not tell whether they are."""
    always = [question for question in questions_asked(county_round) if not question.conditions]

    def page_after(last: int) -> str:
        with scope(municipality=county_round.municipality_id):
            versions = {key: one.version for key, one in answers_to(county_round).items()}
            save_answers(county_round, [
                Change(one.key, one.scale.options[last].key, read_version=versions.get(one.key, 0)) for one in always
            ], by=contributor)  # fmt: skip
        return words(signed_in(council_reader).get(f"{LIST}1/").content)

    low, high = page_after(0), page_after(-3)

    assert "Alle Fragen, die in jedem Fall gestellt werden, sind beantwortet." in low
    assert high == low


def test_a_finished_round_is_reopened_with_a_reason(
    county: Municipality, county_round: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county.pk):
        close_round(county_round, by=coordinator)
    client = signed_in(coordinator)

    offered = client.get(f"{LIST}1/").content.decode()
    without = words(client.post(f"{LIST}1/reopen/", {"reason": " "}).content)
    sent = client.post(f"{LIST}1/reopen/", {"reason": "Eine Zahl war falsch."})

    assert f'href="{LIST}1/reopen/"' in offered
    assert without.count("Bitte geben Sie an, warum die Runde wieder geöffnet wird.") == 2
    assert sent.headers["Location"] == f"{LIST}1/"
    assert rounds_of(county) == [(1, "Selbstcheck 2026", NOW.date(), None, "answering")]


def test_contributors_neither_start_nor_reopen(
    county: Municipality, county_round: Round, contributor: Person, signed_in: SignedIn
) -> None:
    client = signed_in(contributor)

    answers = [client.post(f"{LIST}{page}", {"reason": "x"}) for page in ("start/", "1/reopen/")]

    sentence = "können Sie Folgendes nicht tun: Runden beginnen, abschließen und wieder öffnen."
    assert [(one.status_code, sentence in words(one.content)) for one in answers] == [(403, True), (403, True)]


def test_strangers_find_no_round(county_round: Round, stranger: Person, signed_in: SignedIn) -> None:
    client = signed_in(stranger)

    assert [client.get(f"{LIST}{page}").status_code for page in ("", "1/", "1/reopen/", "start/")] == [404] * 4


def test_a_number_of_another_municipality_leads_nowhere(
    county_round: Round, town: Municipality, stranger: Person, signed_in: SignedIn
) -> None:
    client = signed_in(stranger)

    assert client.get("/m/eisenberg/rounds/").status_code == 200
    assert client.get("/m/eisenberg/rounds/1/").status_code == 404


@pytest.mark.parametrize("rounds", [1, 3])
def test_pages_ask_the_database_equally_often(
    rounds: int, county: Municipality, county_round: Round, framework_version: FrameworkVersion, coordinator: Person,
    contributor: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    instrument_of(framework_version)
    with scope(municipality=county.pk):
        for number in range(2, rounds + 1):
            Round.objects.create(
                municipality=county, number=number, title=f"Runde {number}", framework_version=framework_version,
                kind="county", state="finished", starts_on=NOW.date(), started_at=NOW, finished_at=NOW,
            )  # fmt: skip
    answer(county_round, keys_of(county_round)[:rounds], contributor)
    client = signed_in(contributor)

    with django_assert_num_queries(4):
        client.get(LIST)
    # Session, person, memberships, round; answers, times taken, the newest round, questions of one's own; whether it
    # is a joint round, of either side; whether departments
    # differ; what waits to be confirmed.
    with django_assert_num_queries(12):
        client.get(f"{LIST}1/")
