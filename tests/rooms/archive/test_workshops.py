"""Workshops in archives: they come back whole under a new code, and forged ones are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope
from tests.rooms.archive.packages import archive_of, changed, empty_database, files_in, read
from tests.rooms.workshops.planned import planned

from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.places import TEMPLATES, WORKSHOPS
from weltoffen.archive.rules import FaultyArchive
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.workshops.agenda import keep_template
from weltoffen.workshops.models import AgendaTemplate, Workshop
from weltoffen.workshops.queries import items_of

Change = Callable[[dict[str, Any]], object]


def with_workshop(evaluation: StoredEvaluation) -> bytes:
    """A county with a workshop and a template."""
    with scope(municipality=evaluation.municipality_id):
        keep_template(planned(evaluation), "Kurz", by=None)
    return archive_of(evaluation.municipality)


def test_a_workshop_comes_back_with_its_agenda_under_a_new_code(evaluation: StoredEvaluation) -> None:
    archive = with_workshop(evaluation)
    with scope(municipality=evaluation.municipality_id):
        code = Workshop.objects.get().code
    assert not [path for path, content in files_in(archive).items() if path == WORKSHOPS and code.encode() in content]
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        workshop = Workshop.objects.get()
        assert (workshop.title, workshop.evaluation.number, workshop.code == code) == ("Gemeinsam weiter", 1, False)
        assert [(item.title, item.group and item.group.title) for item in items_of(workshop)][-1] == (
            "Was hilft?", "Leitung",
        )  # fmt: skip
        assert len(AgendaTemplate.objects.get().items) == 5
    after = files_in(archive_of(restored))
    assert [after[path] for path in (WORKSHOPS, TEMPLATES)] == [
        files_in(archive)[path] for path in (WORKSHOPS, TEMPLATES)
    ]


def test_workshops_can_be_read(evaluation: StoredEvaluation) -> None:
    page = files_in(with_workshop(evaluation))["workshops.html"].decode()

    assert "3. Dezember 2026, 14:00 Uhr" in page
    assert "14:15–14:45" in page
    assert "Was hilft?" in page


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(evaluation={"round": 1, "evaluation": 2}),
        lambda one: one.update(evaluation=None),
        lambda one: one.update(perspectives=[]),
        lambda one: one["perspectives"][0].update(label="a\u202eb"),
        lambda one: one["perspectives"][0].update(key="politics"),
        lambda one: one.update(threshold=4),
        lambda one: one.update(minutes=5),
        lambda one: one.update(link="javascript:alert(1)"),
        lambda one: one.update(groups={}),
        lambda one: one["groups"][0].update(title=""),
        lambda one: one.update(agenda=[1]),
        lambda one: one["agenda"][3].update(group=2),
        lambda one: one["agenda"][3].update(group=True),
        lambda one: one["agenda"][0].update(activity="dance"),
        lambda one: one["agenda"][0].update(subjects=["other:thing"]),
        lambda one: one["agenda"][0].update(reasons=[{"kind": [], "about": "field:x"}]),
        lambda one: one["agenda"][0].update(reasons=[{"kind": "strength", "about": "field:x", "value": "1/0"}]),
        lambda one: one["agenda"][0].update(options={"points": 3}),
        lambda one: one["agenda"][0].update(number=2),
    ],
)
def test_what_is_no_workshop_is_refused(evaluation: StoredEvaluation, change: Change) -> None:
    archive = with_workshop(evaluation)
    empty_database()

    def forge(workshops: list[dict[str, Any]]) -> list[dict[str, Any]]:
        change(workshops[0])
        return workshops

    with pytest.raises(FaultyArchive):
        restore_municipality(read(changed(archive, WORKSHOPS, forge)), by=None)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.pop("title"),
        lambda one: one.update(minutes=0),
        lambda one: one.update(group=9),
        lambda one: one.update(activity=[]),
        lambda one: one.update(options={"points": 3}),
        lambda one: one.update(more=1),
    ],
)
def test_what_is_no_template_is_refused(evaluation: StoredEvaluation, change: Change) -> None:
    def forge(templates: list[dict[str, Any]]) -> list[dict[str, Any]]:
        change(templates[0]["items"][0])
        return templates

    with pytest.raises(FaultyArchive) as refused:
        read(changed(with_workshop(evaluation), TEMPLATES, forge))
    assert TEMPLATES in str(refused.value)
