"""The county's towns in the demo: they take part in its rounds, each with answers of its own, all invented."""

from collections.abc import Mapping
from datetime import timedelta

from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.rules import Change
from weltoffen.demo.bridge import earlier_values, present_values, town_value
from weltoffen.demo.cast import EISENBERG, TOWNS, WINNWEILER, Place
from weltoffen.demo.days import at
from weltoffen.evaluation.actions import finish_round
from weltoffen.foundation import clock
from weltoffen.joint.actions import invite_towns, join_round
from weltoffen.joint.models import Partner
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

TWO_DAYS, A_WEEK, FIVE_WEEKS = timedelta(days=2), timedelta(days=7), timedelta(days=35)
LIFTS: Mapping[str, Mapping[str, int]] = {
    EISENBERG.slug: {"cohesion": 1, "business": 1, "anti_discrimination": -1},
    WINNWEILER.slug: {"management": -1, "participation": 1, "communication": -1},
}
"""In which fields a town stands how many steps above or below the county."""
ANSWERED_BY_EISENBERG = 70
Towns = Mapping[str, Municipality]
People = Mapping[str, Person]


def fill_earlier_joint_round(round_: Round, towns: Towns, people: People, county_coordinator: Person) -> None:
    """Two towns took part and finished; their results stand beside the county's."""
    invited_on = round_.starts_on + TWO_DAYS
    with at(invited_on):
        partners = _invite(round_, towns, (EISENBERG, WINNWEILER), county_coordinator)
    for place, partner in partners.items():
        own = _join(partner, place, towns, people, is_seen=True, days=A_WEEK)
        _answer(own, place, people, earlier_values(), days=FIVE_WEEKS)
        with at(own.starts_on + FIVE_WEEKS), scope(municipality=own.municipality_id):
            finish_round(own, by=people[place.coordinator])


def fill_present_joint_round(round_: Round, towns: Towns, people: People, county_coordinator: Person) -> None:
    """One town has finished, one is answering, one has not said yet whether it takes part."""
    with at(round_.starts_on + TWO_DAYS):
        partners = _invite(round_, towns, TOWNS, county_coordinator)
    winnweiler = _join(partners[WINNWEILER], WINNWEILER, towns, people, is_seen=True, days=TWO_DAYS)
    _answer(winnweiler, WINNWEILER, people, present_values(), days=A_WEEK)
    with at(winnweiler.starts_on + A_WEEK + TWO_DAYS), scope(municipality=winnweiler.municipality_id):
        finish_round(winnweiler, by=people[WINNWEILER.coordinator])
    eisenberg = _join(partners[EISENBERG], EISENBERG, towns, people, is_seen=False, days=TWO_DAYS)
    _answer(eisenberg, EISENBERG, people, present_values(), days=A_WEEK, most=ANSWERED_BY_EISENBERG)


def _invite(round_: Round, towns: Towns, places: tuple[Place, ...], by: Person) -> dict[Place, Partner]:
    invited = invite_towns(round_, [towns[place.slug] for place in places], by=by)
    return dict(zip(places, invited, strict=True))


def _join(partner: Partner, place: Place, towns: Towns, people: People, *, is_seen: bool, days: timedelta) -> Round:
    town = towns[place.slug]
    with clock.stopped_at(partner.invited_at + days), scope(municipality=town.pk):
        return join_round(partner, town, is_seen_by_partners=is_seen, by=people[place.coordinator])


def _answer(
    own: Round, place: Place, people: People, values: Mapping[str, str], *, days: timedelta, most: int | None = None
) -> None:
    """Field by field a week's work, saved at once: what the towns said in between is not the demo's story."""
    lifts = LIFTS[place.slug]
    changes = [
        Change(question.key, town_value(question, values, lifts.get(question.field, 0)))
        for question in questions_asked(own)
    ]
    with at(own.starts_on + days - TWO_DAYS), scope(municipality=own.municipality_id):
        save_answers(own, changes[:most], by=people[place.coordinator])
