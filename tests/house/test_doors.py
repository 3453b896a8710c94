"""Who may import what in the rooms, and no page of a municipality without a door."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_safe
from tests.house.rooms import imports, modules, name_of

from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission

# Who knows the calculation or its documents without being bridge.py or exports.py, and why.
KNOWS_THE_CALCULATION: Mapping[str, str] = {
    "minutes/keeping.py": "agreed minutes are stored as what the documents are made from",
    "foundation/templating.py": "numbers and days are written on pages as in documents",
    "minutes/tracing.py": "points are rounded from what may be shown of a rating",
    "live/keeping.py": "what may leave a room is decided by the calculation's rules",
    "live/phrase_files.py": "a broken file of phrases is told as the faults of a questionnaire are",
    "live/naming.py": "knows in which languages a proposal may have been made",
    "live/phone.py": "a score is rounded as everywhere",
    "evaluation/perspectives.py": "the chapter about workshops is made of the report's own values",
    "live/evaluating.py": "fills that chapter with what may be shown",
    "workshops/slots.py": "ballots come as the documents take them from a room above",
    "answers/settling.py": "which of several answers counts is settled as in an evaluation",
}
# Who imports views without being urls.py, and why.
KNOWS_VIEWS: Mapping[str, str] = {
    "foundation/middleware.py": "refusals become pages",
}
# Pages of a municipality without a door, and why.
WITHOUT_DOOR: Mapping[str, str] = {
    "answers:field": "reading and answering have doors of their own",
    "answers:history": "reading and taking over have doors of their own",
    "events:calendar": "what a municipality announced is for everyone",
    "events:page": "what a municipality announced is for everyone",
    "events:register": "everyone may register for what was announced",
    "events:registered": "stands behind registering",
    "public:municipality": "what a municipality released is for everyone",
    "public:coat_of_arms": "it stands beside what was released",
}


def calculation_imported(source: str) -> bool:
    """Whether a module imports the calculation or its documents."""
    return any(name.partition(".")[0] in ("selfcheck", "selfcheck_documents") for name in imports(source))


def views_imported(source: str, folder: str = "") -> bool:
    """Whether a module imports views of a room; modules of the package `views` know each other."""
    parts = [name.split(".") for name in imports(source)]
    return folder != "views" and any(name[0] == "weltoffen" and "views" in name[2:] for name in parts)


def doorless(resolver: URLResolver, namespace: str = "", inside: bool = False) -> Iterator[str]:
    """The names of addresses inside a municipality whose view has no door."""
    for entry in resolver.url_patterns:
        is_inside = inside or "slug" in entry.pattern.converters
        if isinstance(entry, URLResolver):
            yield from doorless(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, is_inside)
        elif is_inside and not isinstance(getattr(entry.callback, "permission", None), Permission):
            yield f"{namespace}{entry.name}"


def floors_of(name: str) -> tuple[str, ...]:
    """The floors of a module in its room: a file, or a package of the floor's name and its files."""
    return Path(name).with_suffix("").parts[1:]


def found_in(rule: Callable[[str], bool]) -> set[str]:
    return {name_of(module) for module in modules() if rule(module.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("source", ["import selfcheck", "from selfcheck_documents.words import Words"])
def test_an_import_of_the_calculation_is_found(source: str) -> None:
    assert calculation_imported(source)
    assert not calculation_imported("from weltoffen.rounds.bridge import instrument_for")


@pytest.mark.parametrize("source", ["from weltoffen.rounds import views", "import weltoffen.rounds.views.pages"])
def test_an_import_of_views_is_found(source: str) -> None:
    assert views_imported(source)
    assert not views_imported("from allauth.account import views")


def test_a_page_without_a_door_is_found() -> None:
    @door(Permission.SEE)
    @require_safe
    def guarded(request: HttpRequest, here: Here) -> HttpResponse:
        return HttpResponse()

    @require_safe
    def open_to_all(request: HttpRequest, slug: str) -> HttpResponse:
        return HttpResponse()

    entries = [path("a/<slug:slug>/", guarded, name="a"), path("b/<slug:slug>/", open_to_all, name="b")]
    entries.append(path("c/", open_to_all, name="c"))
    planted = URLResolver(path("", open_to_all).pattern, entries)

    assert list(doorless(planted)) == ["b"]
    assert isinstance(entries[0], URLPattern)


def test_bridges_and_exports_alone_know_the_calculation() -> None:
    found = {name for name in found_in(calculation_imported) if not {"bridge", "exports"} & set(floors_of(name))}

    assert found == set(KNOWS_THE_CALCULATION)


def test_indexes_alone_know_views() -> None:
    knowing = {
        name_of(module)
        for module in modules()
        if module.name != "urls.py" and views_imported(module.read_text(encoding="utf-8"), module.parent.name)
    }

    assert knowing == set(KNOWS_VIEWS)


def test_every_page_of_a_municipality_has_a_door() -> None:
    assert set(doorless(get_resolver())) == set(WITHOUT_DOOR)
