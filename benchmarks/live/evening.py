"""A workshop with phones, led by the same deeds as from its console.

Runs as a process of its own, with the database that the environment names:
`python -m benchmarks.live.evening begin 1000`, `… open 1`, `… count 1`, `… reveal 1`. Answers JSON.
"""

import json
import sys
import time
from collections import Counter
from datetime import date
from itertools import cycle, islice
from typing import Any

from weltoffen.platform import set_up

set_up("de")

from django.core import signing  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402

from selfcheck import find_folder  # noqa: E402
from weltoffen.accounts.models import Person  # noqa: E402
from weltoffen.answers.actions import Change, save_answers  # noqa: E402
from weltoffen.catalogue.actions import add_framework  # noqa: E402
from weltoffen.evaluation.actions import finish_round  # noqa: E402
from weltoffen.evaluation.models import StoredEvaluation  # noqa: E402
from weltoffen.foundation import clock  # noqa: E402
from weltoffen.live.actions.leading import begin_workshop, close_poll, open_poll, reveal_poll  # noqa: E402
from weltoffen.live.asking import options_at  # noqa: E402
from weltoffen.live.models import Poll, Slip  # noqa: E402
from weltoffen.live.queries import session_of  # noqa: E402
from weltoffen.live.seats import SALT, new_seat  # noqa: E402
from weltoffen.live.slots import Audience  # noqa: E402
from weltoffen.live.topics import token_for  # noqa: E402
from weltoffen.municipalities.choices import Role  # noqa: E402
from weltoffen.municipalities.models import Membership, Municipality  # noqa: E402
from weltoffen.rounds.actions import start_round  # noqa: E402
from weltoffen.rounds.bridge import questions_asked  # noqa: E402
from weltoffen.workshops.actions import PlannedItem, WorkshopContent, plan_workshop  # noqa: E402
from weltoffen.workshops.choices import Activity  # noqa: E402
from weltoffen.workshops.models import Workshop  # noqa: E402
from weltoffen.workshops.queries import items_of  # noqa: E402

SUBJECT = "question:m-1.1"
ITEMS = (PlannedItem(Activity.ARRIVE, "Ankommen", 10), PlannedItem(Activity.RATE, "Bewerten", 30, subjects=(SUBJECT,)))


def begin(phones: int) -> dict[str, Any]:
    """Begin a workshop; so many phones have a seat in it, which their cookie shows."""
    stored = StoredEvaluation.objects.order_by("pk").first() if _is_there() else _evaluation()
    assert stored is not None
    by = Person.objects.get()
    with scope(municipality=stored.municipality_id):
        content = WorkshopContent("Wie sehen Sie uns?", clock.now(), 120)
        workshop = plan_workshop(stored, content, (), ITEMS, by=by)
        session = begin_workshop(workshop, by=by)
        seats = [new_seat(key, "de") for key in islice(cycle(workshop.perspective_keys), phones)]
        return {
            "workshop": workshop.pk, "code": workshop.code, "key": session.stage_key,
            "stage": token_for(workshop, Audience.STAGE, 0, "de"),
            "seats": [signing.dumps(list(seat), salt=SALT + workshop.code) for seat in seats],
        }  # fmt: skip


def open_rating(workshop: Workshop) -> dict[str, Any]:
    """Let phones vote; answers the moment just before."""
    item = next(item for item in items_of(workshop) if item.activity == Activity.RATE)
    options = options_at(workshop, item, SUBJECT)
    at = time.monotonic()
    poll = open_poll(workshop, item, SUBJECT, options, version=_version(workshop), by=Person.objects.get())
    return {"poll": poll.pk, "at": at, "options": list(poll.option_keys)}


def count(workshop: Workshop) -> dict[str, Any]:
    """What is counted: ballots, ballots by option, slips."""
    poll = Poll.objects.get(workshop=workshop)
    options: Counter[str] = Counter()
    for counters in poll.counts.values():
        options.update(counters)
    return {
        "people": poll.votes, "options": {key: number for key, number in options.items() if number},
        "slips": Slip.objects.filter(poll=poll).count(), "statements": _statements_of_marks(workshop),
    }  # fmt: skip


def reveal(workshop: Workshop) -> dict[str, Any]:
    """Close and reveal; answers what is counted after that."""
    poll, by = Poll.objects.get(workshop=workshop), Person.objects.get()
    close_poll(workshop, poll, version=_version(workshop), by=by)
    reveal_poll(workshop, poll, version=_version(workshop), by=by)
    return count(workshop)


def _statements_of_marks(workshop: Workshop) -> int:
    """How often the database is asked in each turn of the watcher."""
    from weltoffen.live.queries import marks_of

    with CaptureQueriesContext(connection) as captured:
        marks_of([workshop.pk])
    return len(captured)


def _evaluation() -> StoredEvaluation:
    """A municipality with a finished round in which every question has an answer."""
    version = add_framework(find_folder("weltoffene-kommune"), by=None)
    place = Municipality.objects.create(slug="kreis", name="Kreis", kind="county", added_at=clock.now())
    with scope(municipality=place.pk):
        person = Person.objects.create_user("person@kreis.example", name="Person")
        Membership.objects.create(municipality=place, person=person, role=Role.COORDINATOR, since=clock.now())
        round_ = start_round(place, title="Selbstcheck", framework_version=version, starts_on=date(2026, 1, 1), by=None)
        changes = [Change(one.key, next(iter(one.scale.options)).key, "") for one in questions_asked(round_)]
        save_answers(round_, changes, by=person)
        return finish_round(round_, by=person)


def _is_there() -> bool:
    return Municipality.objects.exists()


def _version(workshop: Workshop) -> int:
    session = session_of(workshop)
    assert session is not None
    return session.version


def main() -> None:
    """Do what the arguments ask, and print the answer as JSON."""
    match sys.argv[1:]:
        case ["begin", phones]:
            with scopes_disabled():
                answer = begin(int(phones))
        case [("open" | "count" | "reveal") as deed, number]:
            with scopes_disabled():
                workshop = Workshop.objects.select_related("municipality", "evaluation__round__framework_version").get(
                    pk=number
                )
            with scope(municipality=workshop.municipality_id):
                answer = {"open": open_rating, "count": count, "reveal": reveal}[deed](workshop)
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
