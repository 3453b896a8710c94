"""Reading who is asked what."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from weltoffen.assignments.models import Assignment
from weltoffen.departments.models import Department
from weltoffen.departments.queries import department_ids_of, present_departments
from weltoffen.rounds.models import Round


def departments_asked(round_: Round) -> Mapping[str, frozenset[int]]:
    """The primary keys of the present departments that are asked each question of a round; nobody: not in it."""
    found: dict[str, set[int]] = defaultdict(set)
    asked = Assignment.objects.filter(round_id=round_.pk, department__ended_at=None)
    for question, department in asked.values_list("question", "department_id"):
        found[question].add(department)
    return {question: frozenset(departments) for question, departments in found.items()}


class OwnQuestions(NamedTuple):
    """What somebody is asked in the name of their department."""

    department: Department
    questions: frozenset[str]


def own_questions(round_: Round, person: int) -> OwnQuestions | None:
    """The questions of a person's department, by the primary key of the person; None where there are none."""
    own = Assignment.objects.filter(
        round_id=round_.pk, department_id__in=department_ids_of(person), department__ended_at=None
    )
    asked = list(own.select_related("department"))
    return OwnQuestions(asked[0].department, frozenset(one.question for one in asked)) if asked else None


def questions_of_department(round_: Round, department: int) -> frozenset[str]:
    """What a department is asked, by its primary key."""
    asked = Assignment.objects.filter(round_id=round_.pk, department_id=department, department__ended_at=None)
    return frozenset(asked.values_list("question", flat=True))


def covering_departments() -> Mapping[str, list[int]]:
    """The primary keys of the present departments that have to do with something, by the questionnaires' keys."""
    found: dict[str, list[int]] = defaultdict(list)
    for department in present_departments():
        for key in department.covers:
            found[key].append(department.pk)
    return found
