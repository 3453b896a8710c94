"""Composed queries answer as the ORM does, on every database, and stay in their municipality."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError
from tests.rooms.conftest import member

from weltoffen.accounts.backends import Backend
from weltoffen.accounts.models import Person
from weltoffen.accounts.sessions import SessionStore
from weltoffen.foundation import clock
from weltoffen.foundation.composed import Composed
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import memberships_of
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import round_here, rounds_here


def test_a_round_is_the_same_object_as_through_the_orm(county_round: Round) -> None:
    with scope(municipality=county_round.municipality_id):
        composed, usual = round_here(1), rounds_here().get(number=1)

    assert composed is not None
    assert composed.__dict__.keys() == usual.__dict__.keys()
    assert {name: value for name, value in vars(composed).items() if name != "_state"} == {
        name: value for name, value in vars(usual).items() if name != "_state"
    }
    assert not composed._state.adding
    assert composed.framework_version.get_deferred_fields() == {"files"}
    assert vars(composed.framework_version).keys() == vars(usual.framework_version).keys()


def test_what_is_composed_once_is_asked_again_each_time(county: Municipality, coordinator: Person) -> None:
    assert [one.role for one in memberships_of(coordinator)] == [Role.COORDINATOR]

    with scopes_disabled():
        Membership.objects.filter(person=coordinator).update(role=Role.CONTRIBUTOR)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        [found] = memberships_of(coordinator)
        assert found.role == Role.CONTRIBUTOR
        assert found.municipality == county
        assert found.municipality.get_deferred_fields() == {"coat_of_arms"}
    assert len(asked) == 1


def test_everybody_gets_their_own(county: Municipality, town: Municipality) -> None:
    here, there = member(Role.COORDINATOR, county), member(Role.COORDINATOR, town)

    assert [str(one.municipality) for one in memberships_of(here)] == ["Donnersbergkreis"]
    assert [str(one.municipality) for one in memberships_of(there)] == ["Eisenberg (Pfalz)"]
    assert Backend().get_user(here.pk) == here
    assert Backend().get_user(there.pk) == there


def test_a_round_of_another_municipality_is_not_found(county_round: Round, town: Municipality) -> None:
    with scope(municipality=town.pk):
        assert round_here(1) is None


def test_without_a_municipality_in_scope_nothing_is_asked(county_round: Round) -> None:
    with pytest.raises(ScopeError):
        round_here(1)
    with scopes_disabled(), pytest.raises(ScopeError):
        round_here(1)


def test_who_may_not_sign_in_any_more_is_nobody(coordinator: Person) -> None:
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)

    assert Backend().get_user(coordinator.pk) is None


@pytest.mark.django_db
def test_a_session_lasts_until_its_end() -> None:
    session = SessionStore()
    session["what"] = "kept"
    session.create()

    assert SessionStore(session.session_key).load() == {"what": "kept"}
    session.get_model_class().objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert SessionStore(session.session_key).load() == {}
    assert SessionStore("neverheardof").load() == {}


@pytest.mark.django_db
def test_a_value_that_stands_nowhere_in_the_query_is_a_fault() -> None:
    forgetful: Composed[Person] = Composed(lambda pk, _other: Person.objects.filter(pk=pk))

    with pytest.raises(ValueError, match="not every value stands in the query"):
        forgetful(1, 2)
