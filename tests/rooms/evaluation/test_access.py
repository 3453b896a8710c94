"""The door to an evaluation: who is let in, who is told that there is nothing, who is told what is missing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.rooms.conftest import member
from tests.rooms.evaluation.conftest import address

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.municipalities.choices import Role

pytestmark = pytest.mark.django_db
READING = {
    "page": {}, "fields": {}, "field": {"field": "management"}, "questions": {}, "method": {},
    "why": {"part": "management"}, "documents": {}, "report": {"ending": "html"}, "data": {},
}  # fmt: skip
DECIDING = ("publication", "release", "withdraw")
SignIn = Callable[[Person], Client]


def statuses(client: Client, stored: StoredEvaluation) -> dict[str, int]:
    return {name: client.get(address(name, stored, **parts)).status_code for name, parts in READING.items()}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.COUNCIL_READER, Role.FACILITATOR, Role.EDITOR])
def test_readers_read_everything_and_decide_nothing(
    evaluation: StoredEvaluation, role: Role, signed_in: SignIn
) -> None:
    reader = signed_in(member(role, evaluation.municipality))

    assert statuses(reader, evaluation) == dict.fromkeys(READING, 200)
    assert {name: reader.post(address(name, evaluation)).status_code for name in DECIDING} == dict.fromkeys(
        DECIDING, 403
    )
    assert address("publication", evaluation) not in reader.get(address("page", evaluation)).content.decode()


def test_the_head_reads_and_decides_what_is_public(evaluation: StoredEvaluation, signed_in: SignIn) -> None:
    head = signed_in(member(Role.HEAD, evaluation.municipality))

    assert address("publication", evaluation) in head.get(address("page", evaluation)).content.decode()
    assert "Management und Steuerung" in head.get(address("publication", evaluation)).content.decode()


def test_the_programme_office_is_told_which_right_is_missing(evaluation: StoredEvaluation, signed_in: SignIn) -> None:
    office = signed_in(member(Role.PROGRAMME_OFFICE, evaluation.municipality))

    response = office.get(address("page", evaluation))

    assert (response.status_code, "Management und Steuerung" in response.content.decode()) == (403, False)
    assert statuses(office, evaluation) == dict.fromkeys(READING, 403)


def test_strangers_are_told_that_there_is_no_such_page(
    evaluation: StoredEvaluation, stranger: Person, signed_in: SignIn
) -> None:
    other = signed_in(stranger)

    assert statuses(other, evaluation) == dict.fromkeys(READING, 404)
    assert {name: other.post(address(name, evaluation)).status_code for name in DECIDING} == dict.fromkeys(
        DECIDING, 404
    )


def test_without_signing_in_every_page_asks_for_it(evaluation: StoredEvaluation, client: Client) -> None:
    response = client.get(address("page", evaluation))

    assert response.headers["Location"].startswith(reverse("account_login"))


def test_an_evaluation_belongs_to_its_municipality(
    evaluation: StoredEvaluation, stranger: Person, signed_in: SignIn
) -> None:
    elsewhere = address("page", evaluation).replace("donnersbergkreis", "eisenberg")

    assert signed_in(stranger).get(elsewhere).status_code == 404


def test_an_unknown_number_is_no_page(evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn) -> None:
    known = address("page", evaluation)

    assert signed_in(coordinator).get(known.removesuffix("1/") + "2/").status_code == 404


@pytest.mark.parametrize(
    ("name", "parts"), [("field", {"field": "nothing"}), ("why", {"part": "nothing"}), ("report", {"ending": "exe"})]
)
def test_an_unknown_part_is_no_page(
    name: str, parts: dict[str, str], evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn
) -> None:
    assert signed_in(coordinator).get(address(name, evaluation, **parts)).status_code == 404
