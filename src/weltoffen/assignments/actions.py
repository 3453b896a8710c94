"""Saying who is asked what."""

from collections.abc import Collection, Mapping

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.assignments.bridge import proposal_for
from weltoffen.assignments.choices import AssignmentEvent
from weltoffen.assignments.models import Assignment
from weltoffen.assignments.queries import covering_departments, departments_asked
from weltoffen.departments.queries import present_departments
from weltoffen.journal.actions import record
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


@transaction.atomic
def take_over_proposal(round_: Round, *, by: Person | None) -> int:
    """Ask the departments that usually know, for each question that nobody is asked yet. Answers how many those are."""
    locked = held(round_)
    require_open(locked)
    asked = departments_asked(locked)
    unasked = [question.key for question in questions_asked(locked) if question.key not in asked]
    proposal = proposal_for(unasked, locked, covering_departments())
    Assignment.objects.bulk_create(
        _assignment(locked, key, department) for key, departments in proposal.items() for department in departments
    )
    if proposal:
        _record(AssignmentEvent.QUESTIONS_PROPOSED, locked, by, proposal)
    return len(proposal)


@transaction.atomic
def assign_questions(round_: Round, wanted: Mapping[str, Collection[int]], *, by: Person | None) -> int:
    """Ask exactly these departments these questions; other questions stay as they are. Answers how many changed.

    Departments that have ended, and questions that the round does not ask, are left out.
    """
    locked = held(round_)
    require_open(locked)
    present = set(present_departments().values_list("pk", flat=True))
    known = {question.key for question in questions_asked(locked)}
    before = departments_asked(locked)
    after = {key: frozenset(departments) & present for key, departments in wanted.items() if key in known}
    changed = {key: departments for key, departments in after.items() if departments != before.get(key, frozenset())}
    Assignment.objects.filter(round_id=locked.pk, question__in=list(changed)).delete()
    Assignment.objects.bulk_create(
        _assignment(locked, key, department) for key, departments in changed.items() for department in departments
    )
    if changed:
        _record(AssignmentEvent.QUESTIONS_ASSIGNED, locked, by, changed)
    return len(changed)


def _assignment(round_: Round, question: str, department: int) -> Assignment:
    return Assignment(municipality_id=round_.municipality_id, round=round_, department_id=department, question=question)


def _record(event: AssignmentEvent, round_: Round, by: Person | None, changed: Collection[str]) -> None:
    record(
        event, by=by, municipality=round_.municipality_id, subject=round_.title,
        details={"round": round_.number, "questions": sorted(changed)},
    )  # fmt: skip
