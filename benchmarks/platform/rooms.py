"""Municipalities with a round each and people who are signed in; and what is stored in the end.

Runs as a process of its own, with the database that the environment names:
`python -m benchmarks.platform.rooms add 25 4`, `… guests 200 12`, `… queries`, `… missing confirmed.json`,
`… history kommune-0`. Answers JSON.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from weltoffen.platform import set_up

set_up("de")

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django_scopes import scope  # noqa: E402

from selfcheck import find_folder  # noqa: E402
from weltoffen.accounts.models import Person  # noqa: E402
from weltoffen.answers.models import AnswerState  # noqa: E402
from weltoffen.assignments.actions import assign_questions  # noqa: E402
from weltoffen.catalogue.actions import add_framework  # noqa: E402
from weltoffen.contributors.actions import NewContributor, add_contributors  # noqa: E402
from weltoffen.contributors.links import token_of  # noqa: E402
from weltoffen.departments.actions import NewDepartment, add_departments  # noqa: E402
from weltoffen.foundation import clock  # noqa: E402
from weltoffen.municipalities.choices import Role  # noqa: E402
from weltoffen.municipalities.models import Membership, Municipality  # noqa: E402
from weltoffen.rounds.actions import start_round  # noqa: E402
from weltoffen.rounds.bridge import instrument_for, questions_asked  # noqa: E402


class SignedIn(NamedTuple):
    """Somebody's municipality, and the cookie of their session or the secret part of their personal link."""

    slug: str
    session: str
    token: str = ""


def add(municipalities: int, people: int) -> list[SignedIn]:
    """Add municipalities with a round, and in each so many coordinators who are signed in."""
    settings.ALLOWED_HOSTS.append("testserver")
    version = add_framework(find_folder("weltoffene-kommune"), by=None)
    already = Municipality.objects.count()
    found = []
    for number in range(already, already + municipalities):
        place = Municipality.objects.create(
            slug=f"kommune-{number}", name=f"Kommune {number}", kind="city", added_at=clock.now()
        )
        with scope(municipality=place.pk):
            start_round(place, title="Selbstcheck", framework_version=version, starts_on=date(2026, 1, 1), by=None)
            found += [_signed_in(place, person) for person in range(people)]
    return found


def add_guests(people: int, departments: int) -> list[SignedIn]:
    """Add a municipality whose departments share all questions out, and people with personal links who answer them."""
    settings.ALLOWED_HOSTS.append("testserver")
    version = add_framework(find_folder("weltoffene-kommune"), by=None)
    place = Municipality.objects.create(
        slug="kreis-der-links", name="Kreis der Links", kind="county", added_at=clock.now()
    )
    with scope(municipality=place.pk):
        round_ = start_round(place, title="Selbstcheck", framework_version=version, starts_on=date(2026, 1, 1), by=None)
        offices = add_departments(place, [NewDepartment(f"Amt {number}", []) for number in range(departments)], by=None)
        asked = [question.key for question in questions_asked(round_)]
        shares = {key: [offices[number % departments].pk] for number, key in enumerate(asked)}
        assign_questions(round_, shares, by=None)
        new = [
            NewContributor(f"Person {number}", f"person-{number}@kreis.example", offices[number % departments])
            for number in range(people)
        ]
        return [SignedIn(place.slug, "", token_of(one)) for one in add_contributors(round_, new, by=None)]


def history_of(slug: str) -> dict[str, list[tuple[int, str]]]:
    """Every version with its comment, by question, of a municipality."""
    place = Municipality.objects.get(slug=slug)
    found: dict[str, list[tuple[int, str]]] = {}
    with scope(municipality=place.pk):
        for state in AnswerState.objects.order_by("question", "version"):
            found.setdefault(state.question, []).append((state.version, state.comment))
    return found


def _signed_in(place: Municipality, number: int) -> SignedIn:
    person = Person.objects.create_user(f"person-{number}@{place.slug}.example", name=f"Person {number}")
    Membership.objects.create(municipality=place, person=person, role=Role.COORDINATOR, since=clock.now())
    client = Client()
    client.force_login(person)
    return SignedIn(place.slug, client.cookies["session"].value)


def queries() -> dict[str, int]:
    """How many queries each kind of page needs when everything is warm."""
    [someone] = add(1, 1)
    client = Client()
    client.cookies["session"] = someone.session
    with scope(municipality=Municipality.objects.get(slug=someone.slug).pk):
        from weltoffen.rounds.queries import current_round

        round_ = current_round()
    assert round_ is not None
    field = instrument_for(round_).framework.fields[0]
    base = f"/m/{someone.slug}/rounds/1/"
    page = f"{base}fields/{field.key}/"
    answered = {f"value-{question.key}": "begun" for question in field.questions}
    read = {f"version-{question.key}": "0" for question in field.questions}
    alone = {"value": "mostly", "comment": "Anmerkung", "version": "1"}
    first = field.questions[0].key
    for path in (base, page):
        client.get(path)
    return {
        "page of a field": _counted(client, page),
        "page of a field, submitted": _counted(client, page, {**answered, **read}),
        "one answer saves itself": _counted(client, f"{base}questions/{first}/", alone),
        "home of a round": _counted(client, base),
    }


def _counted(client: Client, path: str, data: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code in (200, 302), (path, response.status_code, response.content[:500])
    return len(captured)


def missing(confirmed: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was confirmed and is not in the history as it was confirmed."""
    places = dict(Municipality.objects.values_list("slug", "pk"))
    return [one for one in confirmed if not _is_stored(places[one["slug"]], one)]


def _is_stored(place: int, one: dict[str, Any]) -> bool:
    with scope(municipality=place):
        return AnswerState.objects.filter(
            question=one["question"], version=one["version"], comment=one["comment"]
        ).exists()  # fmt: skip


def main() -> None:
    """Do what the arguments ask, and print the answer as JSON."""
    match sys.argv[1:]:
        case ["add", municipalities, people]:
            answer: object = [one._asdict() for one in add(int(municipalities), int(people))]
        case ["guests", people, departments]:
            answer = [one._asdict() for one in add_guests(int(people), int(departments))]
        case ["history", slug]:
            answer = history_of(slug)
        case ["queries"]:
            answer = queries()
        case ["missing", path]:
            answer = missing(json.loads(Path(path).read_text(encoding="utf-8")))
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
