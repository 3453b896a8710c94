"""Adds the demo: its past happens as it would have, deed by deed, with the clock turned back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope

from weltoffen.accounts.actions import add_person
from weltoffen.accounts.models import Person
from weltoffen.agreement.actions import propose, reply, settle
from weltoffen.agreement.choices import Reply
from weltoffen.agreement.queries import difference_at
from weltoffen.answers.actions import save_answers
from weltoffen.answers.respondents import voice_for
from weltoffen.answers.rules import Change
from weltoffen.assignments.actions import take_over_proposal
from weltoffen.catalogue.actions import add_framework
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.contributors.actions import NewContributor, add_contributors
from weltoffen.demo import papers
from weltoffen.demo.bridge import Said, Told, coat_of_arms, earlier_answers, framework_folder, present_answers
from weltoffen.demo.cast import (
    CONTRIBUTOR,
    CONTRIBUTORS,
    CONTRIBUTORS_SUBJECT,
    COORDINATOR,
    COUNTY,
    DEPARTMENTS,
    EISENBERG,
    FACILITATOR,
    PASSWORD,
    PEOPLE,
    TOWNS,
    Place,
)
from weltoffen.demo.days import at, morning
from weltoffen.demo.evenings import ended_workshop, running_workshop
from weltoffen.demo.gatherings import planned_workshop
from weltoffen.demo.guests import invite_guests, open_evening
from weltoffen.demo.residents import closed_survey, running_survey
from weltoffen.demo.towns import fill_earlier_joint_round, fill_present_joint_round
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.departments.queries import present_departments
from weltoffen.evaluation.actions import finish_round, release_fields
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evidence.actions import Said as SaidOfEvidence
from weltoffen.evidence.actions import add_evidence
from weltoffen.evidence.choices import Kind
from weltoffen.evidence.contents import checked
from weltoffen.foundation import clock
from weltoffen.municipalities.actions import add_municipality, give_access, set_coat_of_arms
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.queries import members_here, municipality_named
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

LANGUAGE = "de"
"""People are called by the German names of their roles, rounds have German titles."""

TWO_YEARS, THREE_WEEKS, SIX_WEEKS, EIGHT_WEEKS = (timedelta(days=days) for days in (731, 21, 42, 56))
ANSWERED_SO_FAR = 60
FIELDS_RELEASED = 3
OPEN_DIFFERENCES = 4
PROPOSED = "Vorschlag aus dem Gespräch der Fachabteilungen."
OBJECTED = "Das gilt nur für einen Standort. In der Fläche stehen wir noch am Anfang."
PACE = (38, 52, 71, 45, 90, 58, 64)
"""Seconds between two answers, again and again: what the estimate of the remaining time is made of."""


@transaction.atomic
def build_demo() -> bool:
    """Add the demo municipalities with their people and rounds; answers False where they are there already."""
    if municipality_named(COUNTY.slug) is not None:
        return False
    with translation.override(LANGUAGE):
        first_day = clock.today() - TWO_YEARS - SIX_WEEKS
        with at(first_day):
            version = add_framework(framework_folder(), by=None)
            county = _add(COUNTY)
            towns = {place.slug: _add(place) for place in TOWNS}
            people = _add_people({COUNTY.slug: county, **towns})
            set_coat_of_arms(county, media_type="image/svg+xml", content=coat_of_arms(), by=people[COORDINATOR.email])
        with scope(municipality=county.pk):
            with at(first_day):
                _add_departments(county, people)
            stored = _fill_earlier_round(county, version, people, first_day, towns)
            _fill_present_round(county, version, people, towns)
            workshop = planned_workshop(stored, by=people[FACILITATOR.email])
            invite_guests(workshop, by=people[FACILITATOR.email])
            open_evening(stored, organiser=people[FACILITATOR.email], publisher=people[COORDINATOR.email])
            ended_workshop(stored, by=people[FACILITATOR.email])
            running_workshop(stored, by=people[FACILITATOR.email])
    return True


def _add(place: Place) -> Municipality:
    return add_municipality(name=place.name, kind=place.kind, slug=place.slug, official_key=place.official_key, by=None)


def _add_people(places: Mapping[str, Municipality]) -> Mapping[str, Person]:
    password = make_password(PASSWORD)
    people = {}
    for one in PEOPLE:
        person = add_person(email=one.email, name=str(one.role.label), by=None)
        person.password = password
        person.save(update_fields=["password"])
        give_access(places[one.place.slug], person=person, role=one.role, by=None)
        people[one.email] = person
    give_access(places[EISENBERG.slug], person=people[FACILITATOR.email], role=Role.FACILITATOR, by=None)
    return people


def _add_departments(county: Municipality, people: Mapping[str, Person]) -> None:
    coordinator = people[COORDINATOR.email]
    new = [NewDepartment(one.name, one.covers) for one in DEPARTMENTS]
    added = {covered: one for one in add_departments(county, new, by=coordinator) for covered in one.covers}
    for address, covered in ((CONTRIBUTOR.email, CONTRIBUTORS_SUBJECT), (COORDINATOR.email, "integration")):
        membership = members_here().get(person=people[address])
        place_colleague(membership, department=added[covered], by=coordinator)


def _fill_earlier_round(
    county: Municipality,
    version: FrameworkVersion,
    people: Mapping[str, Person],
    first_day: date,
    towns: Mapping[str, Municipality],
) -> StoredEvaluation:
    """Answered, finished, and made public in part."""
    coordinator = people[COORDINATOR.email]
    round_ = _start(county, version, coordinator, first_day)
    told = earlier_answers()
    fill_earlier_joint_round(round_, towns, people, coordinator)
    _answer(round_, [key for key in _asked(round_) if key in told], told, people)
    with at(first_day + THREE_WEEKS):
        closed_survey(round_, by=coordinator)
        _show(round_, papers.EARLIER, people)
    with at(first_day + SIX_WEEKS):
        stored = finish_round(round_, by=coordinator)
        fields = list(dict.fromkeys(question.field for question in questions_asked(round_)))
        release_fields(stored, fields[:FIELDS_RELEASED], by=coordinator)
    return stored


def _fill_present_round(
    county: Municipality, version: FrameworkVersion, people: Mapping[str, Person], towns: Mapping[str, Municipality]
) -> None:
    """In the middle of answering: the first fields are done, the last ones open."""
    round_ = _start(county, version, people[COORDINATOR.email], clock.today() - THREE_WEEKS)
    with at(clock.today() - THREE_WEEKS):
        take_over_proposal(round_, by=people[COORDINATOR.email])
        _add_contributors(round_, by=people[COORDINATOR.email])
        running_survey(round_, by=people[COORDINATOR.email], closes_on=clock.today() + EIGHT_WEEKS)
    told = present_answers()
    keys = [key for key in _asked(round_) if key in told]
    several = [key for key in keys[:ANSWERED_SO_FAR] if len(told[key].by_department) > 1 and told[key].agreed]
    differing = several[-OPEN_DIFFERENCES:]
    _answer(round_, keys[:ANSWERED_SO_FAR], told, people, differing)
    with at(clock.today() - timedelta(days=4)):
        _show(round_, papers.PRESENT, people)
    with at(clock.today() - timedelta(days=2)):
        _differ(round_, differing, told, people)
    fill_present_joint_round(round_, towns, people, people[COORDINATOR.email])


def _add_contributors(round_: Round, by: Person) -> None:
    departments = {covered: one for one in present_departments() for covered in one.covers}
    new = [NewContributor(one.name, one.email, departments[one.covered]) for one in CONTRIBUTORS]
    add_contributors(round_, new, by=by)


def _start(county: Municipality, version: FrameworkVersion, by: Person, day: date) -> Round:
    with at(day):
        return start_round(
            county, title=_("Self-check %(year)s") % {"year": day.year}, framework_version=version,
            starts_on=day, ends_on=day + EIGHT_WEEKS, by=by,
        )  # fmt: skip


def _asked(round_: Round) -> list[str]:
    return [question.key for question in questions_asked(round_)]


def _answer(
    round_: Round, keys: Iterable[str], told: Mapping[str, Told], people: Mapping[str, Person],
    open_still: Collection[str] = (),
) -> None:  # fmt: skip
    """One by one, each field on a day of its own; what was agreed on follows after a few hours."""
    fields = {question.key: question.field for question in questions_asked(round_)}
    departments = {covered: one for one in present_departments() for covered in one.covers}
    coordinator = people[COORDINATOR.email]
    moments = _working_times([fields[key] for key in keys], round_.starts_on)
    for key, moment in zip(keys, moments, strict=True):
        for minutes, (kind, said) in enumerate(told[key].by_department.items()):
            with clock.stopped_at(moment + timedelta(minutes=minutes)):
                _say(round_, key, said, departments.get(kind), people)
        agreed = told[key].agreed if key not in open_still else None
        if agreed is not None:
            with clock.stopped_at(moment + timedelta(hours=4)):
                _agree(round_, key, agreed, coordinator)


def _agree(round_: Round, key: str, agreed: Said, by: Person) -> None:
    """What a meeting agreed on, where several departments had answered."""
    if len(difference_at(round_, key).answers) > 1:
        settle(round_, key, value=agreed.value, reason=agreed.comment, seen=0, by=by)


def _differ(round_: Round, keys: Sequence[str], told: Mapping[str, Told], people: Mapping[str, Person]) -> None:
    """One proposal met an objection, another one waits for replies; the rest of `keys` nobody has looked at yet."""
    coordinator = people[COORDINATOR.email]
    for key in keys[:2]:
        agreed = told[key].agreed
        if agreed is not None:
            propose(round_, key, value=agreed.value, reason=PROPOSED, by=coordinator)
    difference = difference_at(round_, keys[0])
    if difference.proposal is not None and difference.waiting:
        voice = voice_for(round_, difference.waiting[0].department, coordinator)
        pk = difference.proposal.pk
        reply(round_, keys[0], proposal=pk, reply=Reply.OBJECTS, reason=OBJECTED, by=voice)


def _show(round_: Round, shown: Iterable[papers.Shown], people: Mapping[str, Person]) -> None:
    """What departments have to show, each in the name of who answers for it."""
    departments = {covered: one for one in present_departments() for covered in one.covers}
    for one in shown:
        person = people[(CONTRIBUTOR if one.department == CONTRIBUTORS_SUBJECT else COORDINATOR).email]
        file = checked("Integrationskonzept.pdf", papers.small_pdf(one.lines)) if one.lines else None
        kind = Kind.LINK if one.url else Kind.NOTE if file is None else Kind.DOCUMENT
        said = SaidOfEvidence(kind, one.layer, one.title, one.url, one.text, file)
        add_evidence(
            round_, one.question, said, voice=voice_for(round_, departments[one.department], person), by=person
        )


def _say(round_: Round, key: str, said: Said, department: Department | None, people: Mapping[str, Person]) -> None:
    """Who works in a department answers for it; the coordination writes down what the others told.

    Where a department speaks for several of the example's, its first answer stands.
    """
    own = department is not None and CONTRIBUTORS_SUBJECT in department.covers
    voice = voice_for(round_, department, people[(CONTRIBUTOR if own else COORDINATOR).email])
    save_answers(round_, [_change(key, said)], by=voice)


def _change(key: str, said: Said) -> Change:
    return Change(key, said.value, said.comment, said.evidence)


def _working_times(fields: Iterable[str], first_day: date) -> Iterator[datetime]:
    """When each answer was given: a new day where a new field begins."""
    moment, before, days = morning(first_day), None, 0
    for field, seconds in zip(fields, cycle(PACE), strict=False):
        if field != before:
            days += 2
            moment, before = morning(first_day + timedelta(days=days)), field
        moment += timedelta(seconds=seconds)
        yield moment
