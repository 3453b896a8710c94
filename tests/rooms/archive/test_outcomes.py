"""What came out of workshops, in archives: what was shown comes back, nothing else leaves, forgeries are refused."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django_scopes import scope
from tests.rooms.archive.packages import archive_of, changed, counts, empty_database, files_in, read

from weltoffen.accounts.models import Person
from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.places import WORKSHOPS
from weltoffen.archive.rules import FaultyArchive
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.live.actions.agreeing import OutlineContent, agree, write_note
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.actions.leading import begin_workshop
from weltoffen.live.bridge import options_for, rating_of
from weltoffen.live.models import Cluster, Idea, PaperCount, Poll, Session
from weltoffen.live.queries import paper_in
from weltoffen.workshops.actions import PlannedItem, WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop

Change = Callable[[dict[str, Any]], object]
CONTENT = WorkshopContent("Miteinander reden", datetime(2026, 12, 3, 16, 0, tzinfo=UTC), 180)
ITEMS = (
    PlannedItem(Activity.RATE, "Bewerten", 30, subjects=("question:m-1.1", "field:management")),
    PlannedItem(Activity.RATE, "Unter uns", 30, subjects=("question:m-1.2",), options={"is_confidential": True}),
    PlannedItem(Activity.COLLECT, "Ideen", 30),
    PlannedItem(Activity.PRIORITISE, "Gewichten", 20, options={"counting": "points", "points": 3, "most_on_one": 2}),
    PlannedItem(Activity.LOOK_BACK, "Rückblick", 10),
    PlannedItem(Activity.AGREE, "Verabreden", 10),
)
IDEAS = [{"key": "c1", "label": "Sprachkurse am Abend"}, {"key": "i2", "label": "Ein Lotse im Amt"}]


class Room:
    """A workshop with votes of every kind."""

    def __init__(self, evaluation: StoredEvaluation, by: Person) -> None:
        self.workshop = plan_workshop(evaluation, CONTENT, (), ITEMS, by=by)
        self.session = begin_workshop(self.workshop, by=by)
        self.items = list(AgendaItem.objects.filter(workshop=self.workshop).order_by("number"))
        self.by = by

    def poll(self, item: int, counts: dict[str, dict[str, int]], people: int, subject: str = "", **more: Any) -> Poll:
        """A revealed poll."""
        options = more.pop("options", None) or options_for(self.workshop, subject)
        fixed = {"state": "revealed", "number": 1, "people": {"": people}, "counts": counts, "options": options}
        return Poll.objects.create(
            municipality_id=self.workshop.municipality_id, workshop=self.workshop, item=self.items[item],
            subject=subject, **{**fixed, **more},
        )  # fmt: skip

    def paper(self, poll: Poll, number: int, perspective: str, counts: dict[str, int]) -> None:
        """A pile."""
        people = sum(counts.values())
        PaperCount.objects.create(
            municipality_id=poll.municipality_id, poll=poll, number=number, perspective=perspective, people=people,
            counts=counts, entered_by_name="Anja Amt",
        )  # fmt: skip


def filled(evaluation: StoredEvaluation, by: Person) -> Room:
    """A workshop with what may leave the room, and with what may not: GEHEIM."""
    room = Room(evaluation, by)
    workshop = room.workshop
    rated = room.poll(0, {"politics": {"begun": 6, "none": 1}, "": {"planned": 5}}, 12, "question:m-1.1")
    room.paper(rated, 1, "politics", {"begun": 2})
    room.paper(rated, 2, "business", {"mostly": 3})
    room.paper(rated, 3, "business", {"mostly": 3})
    room.poll(0, {"": {"f25": 5, "f75": 3, "not_known": 1}}, 9, "field:management", hidden=["politics"])
    room.poll(0, {"politics": {"none": 9}}, 9, "question:m-1.1", number=2, state="closed")
    room.poll(1, {"": {"none": 9}}, 9, "question:m-1.2", is_confidential=True)
    room.poll(3, {"": {"*given": 6, "c1": 9, "i2": 4}}, 6, options=IDEAS)
    said = {f"{name}:{answer}": 5 for name in ("heard", "result") for answer in ("yes",)}
    options = [{"key": key, "label": ""} for key in ("heard", "learned", "result")]
    room.poll(4, {"": {**said, "learned:no": 1}}, 8, options=options)
    own: dict[str, Any] = {
        "municipality_id": workshop.municipality_id, "workshop": workshop, "item": room.items[2],
    }  # fmt: skip
    cluster = Cluster.objects.create(**own, number=1, title="Sprache lernen")
    Idea.objects.create(**own, number=1, text="Kurse am Abend", state="shown", cluster=cluster, receipt="a" * 64)
    Idea.objects.create(**own, number=2, text="مستشار في المكتب", language="ar", state="shown")
    Idea.objects.create(**own, number=3, text="GEHEIM wartet", state="waiting")
    Idea.objects.create(**own, number=4, text="GEHEIM abgelehnt", state="declined")
    source: dict[str, object] = {"options": ["c1"], "item": 3, "subjects": ["question:m-1.1"]}
    content = OutlineContent("Abendkurs anbieten", "Volkshochschule", datetime(2027, 3, 1, tzinfo=UTC).date())
    agree(workshop, room.items[5], content, source=source, by=by)
    write_note(workshop, room.items[0], "Viele Fragen\nzum Budget", version=0)
    return room


@pytest.fixture
def archive(evaluation: StoredEvaluation, coordinator: Person) -> bytes:
    """The archive after that workshop ended."""
    with scope(municipality=evaluation.municipality_id):
        room = filled(evaluation, coordinator)
        room.session.refresh_from_db()
        end_workshop(room.workshop, version=room.session.version, by=coordinator)
    return archive_of(evaluation.municipality)


def test_what_was_shown_comes_back_byte_for_byte(archive: bytes) -> None:
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        assert {name: number for name, number in counts(restored).items() if name in {
            "Poll", "PaperCount", "Cluster", "Idea", "Outline", "Note", "Session", "Slip", "Scene", "Connected",
        }} == {
            "Poll": 4, "PaperCount": 1, "Cluster": 1, "Idea": 2, "Outline": 1, "Note": 1, "Session": 1, "Slip": 0,
            "Scene": 0, "Connected": 0,
        }  # fmt: skip
        workshop = Workshop.objects.get()
        session = Session.objects.get()
        assert (workshop.phase, session.ended_at is not None, len(session.stage_key)) == ("ended", True, 24)
        poll = Poll.objects.get(subject="question:m-1.1")
        shown = rating_of(workshop, poll, paper_in([poll])[poll.pk], "de")
        assert shown is not None
        assert {key: view.people for key, view in shown.view.perspectives.items()} == {"politics": 9, "business": 6}
        assert shown.view.people == 20
    first, second = files_in(archive), files_in(archive_of(restored))
    assert first[WORKSHOPS] == second[WORKSHOPS]
    assert first["workshops.html"] == second["workshops.html"]


def test_what_was_not_shown_stays(archive: bytes, evaluation: StoredEvaluation) -> None:
    files = files_in(archive)
    with scope(municipality=evaluation.municipality_id):
        session = Session.objects.get()

    said = b"".join(content for path, content in files.items() if not path.endswith(".pdf")).decode(errors="replace")

    assert [word for word in ("GEHEIM", session.stage_key, "a" * 64) if word in said] == []
    [workshop] = json.loads(files[WORKSHOPS])
    assert [(one["item"], one["subject"], one["number"]) for one in workshop["polls"]] == [
        (1, "field:management", 1), (1, "question:m-1.1", 1), (4, "", 1), (5, "", 1),
    ]  # fmt: skip
    assert workshop["polls"][3]["counts"] == {"": {"heard:yes": 5, "result:yes": 5}}


def test_few_sheets_of_paper_are_added_to_what_phones_said(archive: bytes) -> None:
    [workshop] = json.loads(files_in(archive)[WORKSHOPS])
    rated = workshop["polls"][1]

    assert rated["counts"] == {"": {"planned": 5}, "politics": {"begun": 8, "none": 1}}
    assert rated["paper"] == [{"number": 1, "perspective": "business", "people": 6, "counts": {"mostly": 6}}]
    assert rated["people"] == {"": 14}


def test_a_running_workshop_comes_back_as_ended(evaluation: StoredEvaluation, coordinator: Person) -> None:
    with scope(municipality=evaluation.municipality_id):
        filled(evaluation, coordinator)
        code = Workshop.objects.get().code
    archive = archive_of(evaluation.municipality)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        workshop = Workshop.objects.get()
        assert (workshop.phase, workshop.code == code) == ("ended", False)
        assert Session.objects.get().ended_at is not None


def test_results_can_be_read(archive: bytes) -> None:
    page = files_in(archive)["workshops.html"].decode()

    for words in (
        "Beginn:", "Bewerten: ", "Kurse am Abend", "مستشار", "Abendkurs anbieten", "Volkshochschule", "1. März 2027",
        "Sprachkurse am Abend", "Viele Fragen", "Politik", "Ich konnte sagen",
    ):  # fmt: skip
        assert words in page, words
    english = files_in(archive)["workshops.en.html"].decode()
    assert "What was agreed" in english


FORGED: list[Change] = [
    lambda one: one["polls"][1]["counts"]["politics"].update(begun=-1),
    lambda one: one["polls"][1]["counts"]["politics"].update(begun=True),
    lambda one: one["polls"][1]["counts"]["politics"].update(begun=3),
    lambda one: one["polls"][1]["counts"]["politics"].update(dancing=5),
    lambda one: one["polls"][1]["counts"].update(kings={"begun": 7}),
    lambda one: one["polls"][1]["counts"].update(residents={"begun": 2}),
    lambda one: one["polls"][1]["counts"].update({"": {"planned": 4}}),
    lambda one: one["polls"][1]["counts"].update({"": []}),
    lambda one: one["polls"][1].update(people={"": 13}),
    lambda one: one["polls"][1].update(people={}),
    lambda one: one["polls"][1].update(hidden=[1]),
    lambda one: one["polls"][1].update(hidden=["kings"]),
    lambda one: one["polls"][1].update(options=[]),
    lambda one: one["polls"][1].update(subject="question:x-9.9"),
    lambda one: one["polls"][1].update(item=2),
    lambda one: one["polls"][1].update(item=3),
    lambda one: one["polls"][1].update(item=True),
    lambda one: one["polls"][1].update(group=1),
    lambda one: one["polls"][1].update(number=0),
    lambda one: one["polls"][1].update(is_confidential=True),
    lambda one: one["polls"][1]["paper"][0].update(people=2),
    lambda one: one["polls"][1]["paper"][0].update(counts={"mostly": 4}, people=4),
    lambda one: one["polls"][1]["paper"][0].update(perspective="kings"),
    lambda one: one["polls"][1].update(paper={}),
    lambda one: one["polls"].append(one["polls"][1]),
    lambda one: one["polls"][2]["counts"][""].update(c1=100),
    lambda one: one["polls"][2]["options"][0].update(label=""),
    lambda one: one["polls"][2]["options"][0].update(label=[]),
    lambda one: one["polls"][2]["options"].pop(),
    lambda one: one["polls"][3]["counts"][""].update({"learned:no": 1}),
    lambda one: one["polls"][3].update(people={"": 4}),
    lambda one: one.update(threshold=6),
    lambda one: one.update(phase="planned"),
    lambda one: one.update(session=None),
    lambda one: one["session"].update(stage_key="x"),
    lambda one: one["session"].update(began_at=None),
    lambda one: one["ideas"][0].update(cluster=2),
    lambda one: one["ideas"][0].update(text=""),
    lambda one: one["ideas"][0].update(state="waiting"),
    lambda one: one["ideas"][0].update(item=99),
    lambda one: one["ideas"][0].update(number=2),
    lambda one: one["clusters"].append(one["clusters"][0]),
    lambda one: one["outlines"][0].update(source={"options": "c1"}),
    lambda one: one["outlines"][0].update(until="2027-02-30"),
    lambda one: one["notes"].append(one["notes"][0]),
    lambda one: one.update(notes={}),
]


@pytest.mark.parametrize("change", FORGED)
def test_what_is_no_outcome_or_shows_too_much_is_refused(archive: bytes, change: Change) -> None:
    empty_database()

    def forge(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        change(workshops[0])
        return workshops

    with pytest.raises(FaultyArchive):
        restore_municipality(read(changed(archive, WORKSHOPS, forge)), by=None)


def test_a_forged_cell_is_told_with_its_place(archive: bytes) -> None:
    def forge(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        workshops[0]["polls"][1]["counts"]["politics"]["begun"] = 3
        return workshops

    with pytest.raises(FaultyArchive) as refused:
        read(changed(archive, WORKSHOPS, forge))

    said = str(refused.value)
    assert f"{WORKSHOPS}, [0].polls[1].counts:" in said
    assert "'begun': 3" in said
    assert "0 oder 5 und mehr" in said
