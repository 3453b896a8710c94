"""Archives that somebody made up: what pages could not show is refused, and nobody else is asked other questions."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import SHIPPED
from tests.rooms.archive.packages import archive_of, changed, counts, empty_database, read

from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.rules import FaultyArchive
from weltoffen.catalogue.actions import add_framework
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.catalogue.queries import published_versions
from weltoffen.evaluation.models import StoredEvaluation

pytestmark = pytest.mark.django_db
MUNICIPALITY, JOURNAL = "municipality/municipality.json", "municipality/journal.json"
PEOPLE, RELEASES = "municipality/people.json", "rounds/1/evaluations/1/releases.json"
FAR_AWAY = "9999-12-31T23:59:59+00:00"
RELEASE = {
    "field": "management", "released_at": "2026-11-20T13:02:00+00:00", "released_by_name": "", "withdrawn_at": None,
}  # fmt: skip


BUILT: list[bytes] = []


@pytest.fixture
def archive(db: None, request: pytest.FixtureRequest) -> bytes:
    """The archive of a county with an evaluation, built once."""
    if not BUILT:
        evaluation: StoredEvaluation = request.getfixturevalue("evaluation")
        BUILT.append(archive_of(evaluation.municipality))
    return BUILT[0]


def first(name: str, value: object) -> Callable[[Any], Any]:
    return lambda rows: [{**rows[0], name: value}, *rows[1:]]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (MUNICIPALITY, lambda one: {**one, "slug": ""}),
        (MUNICIPALITY, lambda one: {**one, "name": ""}),
        (MUNICIPALITY, lambda one: {**one, "kind": ""}),
        (MUNICIPALITY, lambda one: {**one, "coat_of_arms": []}),
        (MUNICIPALITY, lambda one: {**one, "added_at": FAR_AWAY}),
        (MUNICIPALITY, lambda one: {**one, "added_at": "0001-01-01T00:00:00+14:00"}),
        (PEOPLE, first("role", "")),
        (PEOPLE, first("since", FAR_AWAY)),
        (JOURNAL, first("details", [1])),
        (JOURNAL, first("details", "x")),
        (JOURNAL, first("actor_email", {"a": 1})),
        (RELEASES, lambda _rows: [{**RELEASE, "content": 1}]),
        (RELEASES, lambda _rows: [{**RELEASE, "content": {}}]),
        (RELEASES, lambda _rows: [{**RELEASE, "content": {"position": 0, "de": {"label": "x"}, "en": {"label": "x"}}}]),
    ],
)
def test_what_no_page_could_show_is_refused(archive: bytes, path: str, change: Callable[[Any], Any]) -> None:
    forged = changed(archive, path, change)
    before = counts()

    with pytest.raises(FaultyArchive) as refused:
        restore_municipality(read(forged), slug="neu", by=None)

    assert refused.value.faults[0].file in (path, "")
    assert counts() == before


def test_only_what_the_operator_added_is_offered(archive: bytes) -> None:
    empty_database()
    restore_municipality(read(archive), by=None)
    came_with_it = FrameworkVersion.objects.get()

    assert published_versions() == []
    assert add_framework(SHIPPED, by=None) == came_with_it
    assert published_versions() == [came_with_it]
