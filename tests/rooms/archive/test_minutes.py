"""Minutes in archives: agreed ones come back word for word and can be read there; forged ones are refused."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django_scopes import scope
from tests.rooms.archive.packages import archive_of, changed, empty_database, files_in, read
from tests.rooms.minutes.conftest import CLUSTER, DECLINED, NOTE, WHAT

from weltoffen.accounts.models import Person
from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.places import WORKSHOPS
from weltoffen.archive.rules import FaultyArchive
from weltoffen.minutes.actions import MinutesContent, agree_minutes, change_minutes
from weltoffen.minutes.bridge import content_of, shown_minutes
from weltoffen.minutes.models import Minutes
from weltoffen.minutes.queries import minutes_of
from weltoffen.workshops.models import Workshop

Change = Callable[[dict[str, Any]], object]
FILES = ["minutes.de.pdf", "minutes.en.html", "minutes.en.pdf", "minutes.html"]
OWN_WORDS = "Ein guter Abend.\n\nZweiter Absatz."


def drafted(workshop: Workshop, by: Person) -> Minutes:
    texts = {1: "Fünf Minuten später als geplant."}
    return change_minutes(workshop, MinutesContent(OWN_WORDS, "Im Mai sehen wir uns.", texts), version=0, by=by)


@pytest.fixture
def agreed(ended: Workshop, coordinator: Person) -> bytes:
    """The archive of a county with agreed minutes."""
    drafted(ended, coordinator)
    agree_minutes(ended, version=1, by=coordinator)
    return archive_of(ended.municipality)


def test_agreed_minutes_come_back_word_for_word(agreed: bytes, ended: Workshop) -> None:
    before = Minutes.objects.values().get()
    empty_database()

    restored = restore_municipality(read(agreed), by=None)

    with scope(municipality=restored.pk):
        workshop, after = Workshop.objects.get(), Minutes.objects.values().get()
        minutes = shown_minutes(workshop, minutes_of(workshop), "de")
    assert {key: one for key, one in after.items() if not key.endswith("_id")} == {
        key: one for key, one in before.items() if not key.endswith("_id")
    }  # fmt: skip
    assert (minutes.introduction, minutes.guests_total) == (OWN_WORDS, "17")
    first, second = files_in(agreed), files_in(archive_of(restored))
    assert [path for path in first if path != "manifest.json" and first[path] != second[path]] == []


def test_agreed_minutes_can_be_read_without_our_software(agreed: bytes) -> None:
    files = files_in(agreed)

    assert sorted(path.partition("/1/")[2] for path in files if path.startswith("workshops/")) == FILES
    page, english = (files[f"workshops/1/{name}"].decode() for name in ("minutes.html", "minutes.en.html"))
    pdf = pypdfium2.PdfDocument(BytesIO(files["workshops/1/minutes.de.pdf"]))
    printed = " ".join(one.get_textpage().get_text_range() for one in pdf)
    for text in (page, " ".join(printed.split())):
        assert [one for one in (WHAT, CLUSTER, "Ein guter Abend.", "Zweiter Absatz.", "17") if one not in text] == []
        assert DECLINED not in text
    assert re.findall(r"<script|style=|\bon\w+=\"|https?://|<svg", page) == []
    assert ("Niederschrift" in page, "Minutes" in english, WHAT in english) == (True, True, True)
    index = files["workshops.html"].decode()
    assert 'href="workshops/1/minutes.html"' in index
    assert 'href="workshops/1/minutes.de.pdf"' in index


def test_a_draft_stays_a_draft_and_says_how_many_were_there(ended: Workshop, coordinator: Person) -> None:
    drafted(ended, coordinator)
    before = content_of(ended, minutes_of(ended), "de")
    archive = archive_of(ended.municipality)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    files = files_in(archive)
    assert [path for path in files if path.startswith("workshops/")] == []
    assert "Fünf Minuten später als geplant." in files["workshops.html"].decode()
    with scope(municipality=restored.pk):
        workshop = Workshop.objects.select_related("municipality").get()
        minutes = minutes_of(workshop)
        after = content_of(workshop, minutes, "de")
    assert (minutes.is_agreed, minutes.version, minutes.texts) == (False, 1, {"1": "Fünf Minuten später als geplant."})
    assert (after.introduction, after.guests_total, after.status) == (OWN_WORDS, "17", before.status)


def test_minutes_nobody_wrote_are_no_row(ended: Workshop) -> None:
    archive = archive_of(ended.municipality)
    [workshop] = json.loads(files_in(archive)[WORKSHOPS])
    assert (workshop["record"], NOTE in files_in(archive)["workshops.html"].decode()) == (None, True)
    empty_database()

    with scope(municipality=restore_municipality(read(archive), by=None).pk):
        assert Minutes.objects.count() == 0


def german(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = record["content"]["de"]
    return found


def rating(record: dict[str, Any]) -> dict[str, Any]:
    return next(one for item in german(record)["items"] for one in item["results"])


def order(record: dict[str, Any]) -> dict[str, Any]:
    return next(one for item in german(record)["items"] for one in item["priorities"])


def first_view(record: dict[str, Any], *counts: object) -> None:
    """The first perspective of the rating with these votes, and none for every other option."""
    view = rating(record)["views"][1]
    view["counts"] = [*counts, *[0] * (len(view["counts"]) - len(counts))]


BUILT: list[bytes] = []


@pytest.fixture
def known(db: None, request: pytest.FixtureRequest) -> bytes:
    """The archive with agreed minutes, built once."""
    if not BUILT:
        BUILT.append(request.getfixturevalue("agreed"))
    return BUILT[0]


FORGED: list[Change] = [
    lambda one: one.update(state="draft"),
    lambda one: one.update(state="signed"),
    lambda one: one.update(agreed_on=None),
    lambda one: one.update(agreed_by_name=""),
    lambda one: one.update(agreed_by_name="A\u202eB"),
    lambda one: one.update(written_by_name=""),
    lambda one: one.update(texts={"99": "gibt es nicht"}),
    lambda one: one.update(texts={"1": 5}),
    lambda one: one.update(content={}),
    lambda one: one.update(more=1),
    lambda one: one["content"].pop("en"),
    lambda one: one["content"].update(en=[]),
    lambda one: german(one).update(title=""),
    lambda one: german(one).update(day="9999-12-31"),
    lambda one: german(one).update(day=5),
    lambda one: german(one).update(outlook="a" * 10_001),
    lambda one: german(one).update(rumour="x"),
    lambda one: german(one).pop("outlook"),
    lambda one: german(one).update(guests=[{"perspective": "Politik", "number": "4"}]),
    lambda one: german(one)["status"].update(kind="draft"),
    lambda one: german(one)["items"][0].update(heading=None),
    lambda one: german(one)["items"].extend([german(one)["items"][0]] * 2_000),
    lambda one: rating(one).update(agreement="1e999999999"),
    lambda one: rating(one).update(agreement="1/0"),
    lambda one: rating(one).update(choices=[]),
    lambda one: rating(one)["choices"].pop(),
    lambda one: first_view(one, 1, 3),
    lambda one: first_view(one, 10, -3),
    lambda one: first_view(one, True, 7),
    lambda one: rating(one)["administration"].update(option=77),
    lambda one: order(one).update(voters=4),
    lambda one: order(one)["rows"][0].update(by_perspective=[1] * 9),
]


@pytest.mark.parametrize("change", FORGED)
def test_what_minutes_never_say_is_refused(known: bytes, change: Change) -> None:
    def forge(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        before = json.dumps(workshops)
        change(workshops[0]["record"])
        assert json.dumps(workshops) != before
        return workshops

    with pytest.raises(FaultyArchive) as refused:
        read(changed(known, WORKSHOPS, forge))
    assert f"{WORKSHOPS}, [0].record" in str(refused.value)


def test_what_people_wrote_may_hold_anything_that_can_be_shown(known: bytes) -> None:
    def change(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        german(workshops[0]["record"]).update(introduction="<b>„fett“</b> 你好 =1+1", guests=[])
        first_view(workshops[0]["record"], 2, 3)
        return workshops

    assert read(changed(known, WORKSHOPS, change)).workshops[0].outcome is not None


def test_minutes_of_a_workshop_that_is_not_over_are_refused(known: bytes) -> None:
    def forge(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        workshops[0].update(phase="running")
        return workshops

    with pytest.raises(FaultyArchive, match="record"):
        read(changed(known, WORKSHOPS, forge))
