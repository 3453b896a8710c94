"""Archives with one other value somewhere: each is refused in words and leaves nothing, or all of its pages open."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from tests.rooms.archive.packages import (
    Change,
    archive_of,
    changed,
    counts,
    empty_database,
    files_in,
    read,
    sealed,
)

from selfcheck import Instrument
from weltoffen.accounts.models import Person
from weltoffen.archive import bridge, reading
from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.rules import FaultyArchive
from weltoffen.catalogue import actions as catalogue
from weltoffen.evaluation.actions import release_fields
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.municipalities.models import Municipality

WRONG: tuple[Any, ...] = (
    [], {}, [[]], {"before": {"name": 1, "kind": []}, "after": {"name": [], "kind": {}}},
    "", "\0", "\ud800", "x" * 20_000, "../x", 1, -1, 2**70, 1.5, float("nan"), True, False, None,
    "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "2026-02-30", "1969-12-31T23:59:59+00:00",
)  # fmt: skip
TRIED = 8
"""How many of the some hundred forgeries of each file a run of the tests tries: always the same ones."""
PAGES = ("home", "people", "journal")
OF_EVALUATIONS = ("page", "publication")
Place = tuple[str | int, ...]


class Forgery(NamedTuple):
    """A value somewhere in a file of an archive."""

    path: str
    place: Place
    value: Any


def leaves(value: object, place: Place = ()) -> Iterator[Place]:
    """The places of all values that have no values in them."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    parts = list(inside)
    if not parts:
        yield place
    for key, part in parts:
        yield from leaves(part, (*place, key))


def one_of_each(places: Iterator[Place]) -> list[Place]:
    """The places that differ in more than the number in a list."""
    found: dict[Place, Place] = {}
    for place in places:
        found.setdefault(tuple(0 if isinstance(step, int) else step for step in place), place)
    return list(found.values())


def with_value(place: Place, new: Any) -> Change:
    """Another value at a place."""

    def change(value: Any) -> Any:
        if not place:
            return new
        copy = value.copy()
        copy[place[0]] = with_value(place[1:], new)(value[place[0]])
        return copy

    return change


def forgeries(path: str, body: bytes) -> list[Forgery]:
    """Every kind of place in a file, with every wrong value."""
    return [Forgery(path, place, value) for place in one_of_each(leaves(json.loads(body))) for value in WRONG]


def tried(archive: bytes) -> Iterator[Forgery]:
    """Some forgeries of every file that is read."""
    for path, body in files_in(archive).items():
        if path.endswith(".json") and not path.startswith(("schemas/", "manifest")):
            possible = forgeries(path, body)
            yield from sorted(possible, key=lambda forgery: sha256(repr(forgery).encode()).digest())[:TRIED]


@pytest.fixture
def published(
    evaluation: StoredEvaluation, coordinator: Person, instrument: Instrument, monkeypatch: pytest.MonkeyPatch
) -> bytes:
    """The archive of a county with evaluation, publication and coat of arms, and an emptied database for it."""
    county = evaluation.municipality
    county.coat_of_arms = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    county.coat_of_arms_type = "image/svg+xml"
    county.save()
    with scope(municipality=county.pk):
        release_fields(evaluation, [field["key"] for field in evaluation.result["fields"]][:2], by=coordinator)
    # What takes long and is made anew at every time: documents, and the questionnaire, which is the same each time.
    monkeypatch.setattr(bridge, "REPORT_KINDS", ())
    archive = archive_of(county)
    empty_database()
    (questionnaire,) = read(archive).questionnaires.values()
    monkeypatch.setattr(reading, "questionnaire_from", lambda _texts: questionnaire)
    monkeypatch.setattr(catalogue, "instrument_in", lambda _folder: instrument)
    return sealed({path: body for path, body in files_in(archive).items() if not path.endswith((".html", ".csv"))})


def pages_of(municipality: Municipality) -> Iterator[str]:
    """The addresses that show what came with the archive."""
    slug = municipality.slug
    yield from (reverse("public:start"), reverse("public:municipality", args=[slug]), reverse("municipalities:mine"))
    yield from (reverse(f"municipalities:{name}", args=[slug]) for name in PAGES)
    yield from (reverse(f"evaluation:{name}", args=[slug, 1, 1]) for name in OF_EVALUATIONS)


def outcome(archive: bytes, sign_in: Callable[[Person], Client]) -> str:
    """What became of an archive: refused, or restored; then every page was opened and the archive taken along."""
    before = counts()
    try:
        municipality = restore_municipality(read(archive), by=None)
    except FaultyArchive as refused:
        return "refused" if refused.faults[0].sentence and counts() == before else f"stored, and refused: {refused}"
    # An archive may say that somebody can no longer sign in; here the pages are opened all the same.
    Person.objects.update(is_active=True)
    client = sign_in(Person.objects.get(email__startswith="coordinator"))
    # A page that breaks raises. One that is not there, or only leads to another, has nothing to show.
    assert {client.get(address).status_code for address in pages_of(municipality)} <= {200, 302, 404}
    assert client.post(reverse("archive:download", args=[municipality.slug])).status_code == 200
    return "restored"


def test_no_forgery_breaks_a_page(published: bytes, signed_in: Callable[[Person], Client]) -> None:
    broken, outcomes = [], Counter[str]()
    for path, place, value in tried(published):
        with transaction.atomic():
            try:
                outcomes[outcome(changed(published, path, with_value(place, value)), signed_in)] += 1
            except Exception as error:
                broken.append((path, place, str(value)[:40].encode(errors="replace"), repr(error)))
            transaction.set_rollback(True)

    assert (broken, set(outcomes)) == ([], {"refused", "restored"})
    assert outcomes["refused"] > outcomes["restored"]
