"""What can be read of an archive without our software: pages, tables, and the words that explain them."""

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import PurePosixPath

import pytest
from django.apps import apps
from django_scopes import scope
from jsonschema import Draft202012Validator
from tests.cast import SHIPPED
from tests.rooms.archive.packages import archive_of, files_in
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.archive import tables
from weltoffen.archive.tables import Table
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.rounds.models import Round

HOSTILE = "=cmd|'/c calc'!A1\n<script>alert(1)</script> „fett“"
KEPT_ELSEWHERE = {
    "Municipality": {"id", "coat_of_arms", "coat_of_arms_type"},  # a file of its own, whose ending is its type
    "Membership": {"id", "municipality", "person"},  # stands in people.json beside the person
    "Department": {"id", "municipality"},
    "Person": {"id", "password", "last_login"},  # never leaves the installation
    "Round": {"id", "municipality", "framework_version"},  # named by its folder and checksum
    "Assignment": {"id", "municipality", "round", "department"},  # the folder is the round; the department by place
    "Respondent": {"id", "municipality", "round", "department", "contributor"},  # contributors stay behind
    # The folder is the round; the respondent by number, the person by address.
    "Answer": {"id", "municipality", "round", "respondent", "saved_by"},
    "AnswerState": {"id", "municipality", "round", "respondent", "saved_by"},
    "Proposal": {"id", "municipality", "round", "proposed_by"},
    "SavedMapping": {"id", "municipality", "saved_by"},
    "Stance": {"id", "municipality", "proposal", "respondent", "replied_by"},  # stands inside of its proposal
    "Document": {"id", "municipality", "content"},  # a file of its own
    "Evidence": {"id", "municipality", "round", "respondent", "document", "saved_by"},
    "StoredEvaluation": {
        "id", "municipality", "round", "computed_by", "earlier",
        "sheet", "result",  # files of their own
        "checksum",  # made from both
    },
    "Survey": {"id", "municipality", "round", "key"},  # the link is not known elsewhere; a restored survey is closed
    "Release": {"id", "municipality", "evaluation"},
    "Partner": {"id", "municipality", "round", "town", "town_round"},  # rounds of others stay there
    "Workshop": {"id", "municipality", "evaluation", "code"},  # the evaluation by round and number; a new code
    "WorkingGroup": {"id", "municipality", "workshop"},  # stands inside of its workshop
    "AgendaItem": {"id", "municipality", "workshop", "group"},  # as above, its group by number
    "AgendaTemplate": {"id", "municipality"},
    # What steers a running workshop is of no use after it.
    "Session": {"workshop", "municipality", "version", "stage_key", "is_paused", "history"},
    # Only what was revealed and is not confidential, so both go without saying; the item by number.
    "Poll": {"id", "municipality", "workshop", "item", "state", "is_confidential"},
    "PaperCount": {"id", "municipality", "poll", "entered_by_name"},  # who entered it stands in the journal
    "Cluster": {"id", "municipality", "workshop", "item"},
    # Only ideas on the stage; a receipt belongs to a phone.
    "Idea": {"id", "municipality", "workshop", "item", "cluster", "state", "receipt"},
    "Outline": {"id", "municipality", "workshop", "item"},
    "Note": {"municipality", "workshop", "item"},
    "Minutes": {"municipality", "workshop"},  # stand inside of their workshop
    "Entry": {"id", "actor_id", "municipality_id"},  # the actor by address, where they still have access
}  # fmt: skip
NOT_KEPT = {
    "Tally",  # stands in surveys.json beside the survey
    "Colleague",  # stands in departments.json beside the department
    "Contributor",  # their names and addresses are erased some time after a round; an archive would keep them
    "Attendee",  # as of contributors: names and addresses are erased some time after the event
    "Needs",  # can tell of somebody's health, and is erased first
    "GuestMail",  # waits to be sent and is erased then
    "Invitation",  # belongs to guests, who are left out
    "Announcement",  # leads to a public page of this installation
    "Sending",  # waits to be sent and is erased then
    "PlannedReminders",  # as above
    "Reminder",  # when somebody was reminded is of no use elsewhere, and erased some time after a round
    "NoReminders",  # a wish of a person with an account here
    "ResponseFile",  # is erased after a day
    "Upload",  # waits for a confirmation and is erased after a day
    "Slip",  # sealed for one phone, and gone once a result is shown
    "Scene",  # what is on while a workshop runs
    "Connected",  # how many are on the line just now
}
TABLES: dict[str, Table] = {table.model.__name__: table for table in vars(tables).values() if isinstance(table, Table)}


@pytest.fixture
def files(county_round: Round, coordinator: Person) -> dict[str, bytes]:
    """The files of a small archive with hostile words in it."""
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "none", HOSTILE), Change("m-1.2", "", "offen")], by=coordinator)
        with clock.stopped_at(NOW + timedelta(hours=1)):
            save_answers(county_round, [Change("m-1.1", "begun", "+1", read_version=1)], by=coordinator)
    return files_in(archive_of(county_round.municipality))


def test_every_column_of_a_municipality_is_kept() -> None:
    rooms = [
        apps.get_model(model._meta.label) for model in apps.get_models() if model.__module__.startswith("weltoffen")
    ]
    tenants = [
        model for model in rooms
        if model.__name__ in ("Municipality", "Person")
        or {"municipality", "municipality_id"} & {field.name for field in model._meta.get_fields()}
    ]  # fmt: skip
    assert {model.__name__ for model in tenants} == set(TABLES) | NOT_KEPT
    for model in tenants:
        if model.__name__ not in NOT_KEPT:
            columns = {field.name for field in model._meta.concrete_fields}
            kept = set(TABLES[model.__name__].columns)
            assert columns - kept == KEPT_ELSEWHERE[model.__name__], model
            assert kept <= columns


def test_pages_open_without_anything_else(evaluation: StoredEvaluation) -> None:
    files = files_in(archive_of(evaluation.municipality))
    pages = {path: body.decode() for path, body in files.items() if path.endswith(".html") and "report" not in path}

    assert sorted(pages) == [
        "index.en.html", "index.html", "journal.en.html", "journal.html",
        "rounds/1/answers.en.html", "rounds/1/answers.html", "workshops.en.html", "workshops.html",
    ]  # fmt: skip
    for path, page in pages.items():
        links = re.findall(r'(?:href|src)="([^"]+)"', page)
        targets = [str(PurePosixPath(path).parent / link) for link in links]
        resolved = [re.sub(r"[^/]+/\.\./", "", re.sub(r"[^/]+/\.\./", "", target)) for target in targets]
        assert [target for target in resolved if target not in files] == []
        assert re.findall(r"<script|style=|\bon\w+=\"|https?://", page) == []
    assert 'lang="de"' in pages["index.html"]
    assert 'lang="en"' in pages["index.en.html"]
    assert "rounds/1/evaluations/1/report.de.html" in pages["index.html"]


def test_answers_can_be_read_with_their_history(files: dict[str, bytes], coordinator: Person) -> None:
    page = " ".join(files["rounds/1/answers.html"].decode().split())

    first = page[page.index("m-1.1") : page.index("m-1.2")]
    assert re.findall(r'<p class="answer">([^<]+)</p>', first) == ["Begonnen", "Nicht vorhanden"]
    assert "&lt;script&gt;" in first
    assert "<script" not in page
    assert f"{coordinator}, 20. November 2026, 15:02 Uhr, direkt eingegeben" in first
    english = files["rounds/1/answers.en.html"].decode()
    assert re.findall(r'<p class="answer">([^<]+)</p>', english)[:2] == ["Begun", "Does not exist"]


def test_tables_open_in_spreadsheet_programs_and_run_nothing(files: dict[str, bytes], coordinator: Person) -> None:
    text = files["rounds/1/history.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    assert files["rounds/1/history.csv"].startswith(b"\xef\xbb\xbf")
    assert [(row["question"], row["version"], row["answer_de"], row["answer_en"]) for row in rows] == [
        ("m-1.1", "1", "Nicht vorhanden", "Does not exist"),
        ("m-1.1", "2", "Begonnen", "Begun"),
        ("m-1.2", "1", "", ""),
    ]  # fmt: skip
    assert [row["comment"] for row in rows] == [f"'{HOSTILE}", "'+1", "offen"]
    assert {row["saved_by_name"] for row in rows} == {str(coordinator)}
    answers = list(csv.DictReader(io.StringIO(files["rounds/1/answers.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [(row["question"], row["version"]) for row in answers] == [("m-1.1", "2"), ("m-1.2", "1")]


def test_json_keeps_words_as_they_were(files: dict[str, bytes]) -> None:
    history = json.loads(files["rounds/1/history.json"])
    assert [state["comment"] for state in history] == [HOSTILE, "+1", "offen"]
    assert history[0]["saved_at"] == "2026-11-20T13:02:00+00:00"


def test_words_for_guests_travel_with_their_questionnaire(files: dict[str, bytes]) -> None:
    kept = {path.rpartition("/")[2]: content for path, content in files.items() if path.startswith("questionnaires/")}
    shipped = {path.name: path.read_bytes() for path in SHIPPED.glob("guests.*.yaml")}

    assert len(shipped) == 5
    assert {name: kept.get(name) for name in shipped} == shipped


def test_schemas_describe_what_is_in_it(evaluation: StoredEvaluation) -> None:
    files = files_in(archive_of(evaluation.municipality))
    for name, path in (("answers", "sheet.json"), ("evaluation", "result.json")):
        schema = json.loads(files[f"schemas/{name}.schema.json"])
        Draft202012Validator(schema).validate(json.loads(files[f"rounds/1/evaluations/1/{path}"]))


def test_readme_explains_every_kind_of_file(evaluation: StoredEvaluation) -> None:
    files = files_in(archive_of(evaluation.municipality))
    readme = files["README.txt"].decode()
    explained = set(re.findall(r"^  ([\w./…*-]+(?:, [\w./-]+)*)", readme, flags=re.MULTILINE))
    patterns = [name.strip() for names in explained for name in names.split(",")]
    patterns = [
        re.escape(name).replace("N", r"\d+").replace("M", r"\d+").replace(r"\*", ".+").replace("…", ".+")
        for name in patterns
    ]
    known = [*patterns, r"README\.txt", r"rounds/\d+/answers\.en\.html"]
    assert [path for path in files if not any(re.fullmatch(pattern, path) for pattern in known)] == []
    german, english = readme.split("ENGLISH\n")
    shared = [set(re.findall(r"^  (\S+)", part, flags=re.MULTILINE)) for part in (german, english)]
    assert shared[0] == shared[1]
