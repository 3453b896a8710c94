"""Finding out who speaks in a round, and for whom."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Max, QuerySet
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.models import AGREED, COORDINATION, Respondent
from weltoffen.contributors.guest import Guest
from weltoffen.departments.models import Colleague, Department
from weltoffen.foundation.composed import Composed
from weltoffen.foundation.scoping import municipality_in_scope
from weltoffen.rounds.models import Round


class Voice(NamedTuple):
    """Somebody speaks: `respondent` is whose answer it is, `name` stands beside it. `person`: their account's key.

    A respondent that has not answered yet is not stored, and has no primary key.
    """

    respondent: Respondent
    person: int | None
    name: str


def respondents_in(round_: Round) -> Sequence[Respondent]:
    """Everybody who has answered in a round, with their departments, by number."""
    return list(Respondent.objects.filter(round_id=round_.pk).select_related("department"))


def voice_of(round_: Round, person: Person) -> Voice:
    """Somebody speaks for the department where they work, and for the coordination where they work in none."""
    works_in = next(iter(_WORKING(municipality_in_scope(), person.pk)), None)
    return voice_for(round_, works_in.department if works_in is not None else None, person)


def voice_for(round_: Round, department: Department | None, person: Person) -> Voice:
    """The same person speaks for a department (None: for the coordination), whatever their own is."""
    return Voice(_respondent(round_, department), person.pk, str(person))


def voice_of_guest(guest: Guest) -> Voice:
    """Who came by a personal link speaks for their department, beside it; no name of a person stands there."""
    contributor = guest.contributor
    found = Respondent.objects.filter(contributor_id=contributor.pk).first()
    respondent = found or Respondent(
        municipality_id=guest.round.municipality_id, round_id=guest.round.pk, number=COORDINATION + 1,
        department_id=contributor.department_id, is_by_link=True, contributor=contributor,
    )  # fmt: skip
    respondent.department = contributor.department
    return Voice(respondent, None, str(contributor.department))


def agreeing_voice(round_: Round, person: int | None, name: str) -> Voice:
    """Somebody writes down what all agreed on: the key of their account, and their name."""
    municipality = municipality_in_scope()
    new = Respondent(municipality_id=municipality, round_id=round_.pk, number=AGREED)
    return Voice(next(iter(_NUMBERED(municipality, round_.pk, AGREED)), new), person, name)


def stored(respondent: Respondent) -> Respondent:
    """The respondent with its number, added where it answers for the first time. The round has to be held."""
    if respondent.pk is not None:
        return respondent
    known = Respondent.objects.filter(round_id=respondent.round_id)
    if respondent.department_id is None:
        found = known.filter(number=respondent.number).first()
    elif respondent.contributor_id is not None:
        found = known.filter(contributor_id=respondent.contributor_id).first()
    else:
        found = known.filter(department_id=respondent.department_id, is_by_link=False).first()
    if found is not None:
        return found
    if respondent.department_id is not None:
        highest = known.aggregate(highest=Max("number"))["highest"]
        respondent.number = max(highest or 0, COORDINATION) + 1
    respondent.save(force_insert=True)
    return respondent


def _respondent(round_: Round, department: Department | None) -> Respondent:
    municipality = municipality_in_scope()
    if department is None:
        found = _NUMBERED(municipality, round_.pk, COORDINATION)
        new = Respondent(municipality_id=municipality, round_id=round_.pk, number=COORDINATION)
    else:
        found = _OF_DEPARTMENT(municipality, round_.pk, department.pk)
        new = Respondent(municipality_id=municipality, round_id=round_.pk, number=COORDINATION + 1)
    one = next(iter(found), new)
    one.department = department
    return one


def _working(municipality: int, person: int) -> "QuerySet[Colleague]":
    with scope(municipality=municipality):
        return Colleague.objects.filter(membership__person_id=person).select_related("department")


def _numbered(municipality: int, round_: int, number: int) -> "QuerySet[Respondent]":
    with scope(municipality=municipality):
        return Respondent.objects.filter(round_id=round_, number=number)


def _of_department(municipality: int, round_: int, department: int) -> "QuerySet[Respondent]":
    with scope(municipality=municipality):
        return Respondent.objects.filter(round_id=round_, department_id=department, is_by_link=False)


_WORKING, _NUMBERED, _OF_DEPARTMENT = Composed(_working), Composed(_numbered), Composed(_of_department)
