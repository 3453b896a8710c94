"""A county with its round, and towns of it that can be invited."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from tests.rooms.conftest import NOW, answer_as_the_example, member

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.evaluation.actions import finish_round
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.joint.actions import invite_towns, join_round
from weltoffen.joint.models import Partner
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round


@pytest.fixture
def county_town(town: Municipality) -> Municipality:
    """Eisenberg with its key, so that the county finds it."""
    town.official_key = "07333019"
    town.save(update_fields=["official_key"])
    return town


@pytest.fixture
def other_town(db: None) -> Municipality:
    """Another town of the county."""
    return Municipality.objects.create(
        slug="winnweiler", name="Winnweiler", kind="village", official_key="073335006503", added_at=NOW
    )


@pytest.fixture
def faraway(db: None) -> Municipality:
    """A municipality of another county."""
    return Municipality.objects.create(slug="olpe", name="Olpe", kind="town", official_key="05966024", added_at=NOW)


@pytest.fixture
def other_coordinator(other_town: Municipality) -> Person:
    return member(Role.COORDINATOR, other_town)


Invite = Callable[..., Partner]
Join = Callable[..., Round]
Finish = Callable[..., StoredEvaluation]


@pytest.fixture
def invite(county_round: Round, coordinator: Person) -> Invite:
    """The county invites a town."""

    def do(town: Municipality) -> Partner:
        with scope(municipality=county_round.municipality_id):
            return invite_towns(county_round, [town], by=coordinator)[0]

    return do


@pytest.fixture
def join(invite: Invite) -> Join:
    """A town is invited and takes part."""

    def do(town: Municipality, by: Person, *, is_seen: bool = False) -> Round:
        partner = invite(town)
        with scope(municipality=town.pk):
            return join_round(partner, town, is_seen_by_partners=is_seen, by=by)

    return do


@pytest.fixture
def finish() -> Finish:
    """A round is answered with one value throughout (or as the example, for ""), and finished."""

    def do(round_: Round, by: Person, value: str = "") -> StoredEvaluation:
        with scope(municipality=round_.municipality_id):
            if value:
                keys = [question.key for question in questions_asked(round_)]
                # A few answers differ: a score of 0 or 100 would tell all of them.
                mixed = [Change(key, value if number % 4 else "planned") for number, key in enumerate(keys)]
                save_answers(round_, mixed, by=by)
            else:
                answer_as_the_example(round_, by)
            return finish_round(round_, by=by)

    return do


def row(partner: Partner) -> Partner:
    """The row as it is stored."""
    with scope(municipality=partner.municipality_id):
        return Partner.objects.select_related("town", "town_round", "round", "municipality").get(pk=partner.pk)
