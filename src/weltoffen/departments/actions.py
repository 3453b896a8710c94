"""Adding, changing and ending departments; saying where people work."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.departments.choices import DepartmentEvent
from weltoffen.departments.models import Colleague, Department
from weltoffen.departments.rules import require_new_names, require_present
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.municipalities.models import Membership, Municipality


class NewDepartment(NamedTuple):
    """A name, and what the department has to do with, by the keys of the questionnaires."""

    name: str
    covers: Sequence[str]


@transaction.atomic
def add_departments(municipality: Municipality, new: Iterable[NewDepartment], *, by: Person | None) -> list[Department]:
    """Several at once, or none: a name that is taken refuses all of them."""
    _hold(municipality)
    wanted = [NewDepartment(one.name.strip(), one.covers) for one in new]
    require_new_names([one.name for one in wanted])
    added = []
    for one in wanted:
        department: Department = Department.objects.create(
            municipality=municipality, name=one.name, covers=sorted(one.covers), added_at=clock.now()
        )
        record(DepartmentEvent.DEPARTMENT_ADDED, by=by, municipality=municipality.pk, subject=one.name)
        added.append(department)
    return added


@transaction.atomic
def change_department(department: Department, *, name: str, covers: Sequence[str], by: Person | None) -> None:
    """What it is called and has to do with; the same again changes nothing."""
    _hold(department.municipality)
    require_present(department)
    before = {"name": department.name, "covers": list(department.covers)}
    after = {"name": name.strip(), "covers": sorted(covers)}
    if before == after:
        return
    require_new_names([name.strip()], besides=department)
    department.name, department.covers = name.strip(), sorted(covers)
    department.save(update_fields=["name", "covers"])
    record(
        DepartmentEvent.DEPARTMENT_CHANGED, by=by, municipality=department.municipality_id, subject=department.name,
        details={"before": before, "after": after},
    )  # fmt: skip


@transaction.atomic
def end_department(department: Department, *, by: Person | None) -> None:
    """It is asked nothing any more; what it said stays under its name. Who worked there works nowhere for now."""
    require_present(department)
    Colleague.objects.filter(department=department).delete()
    department.ended_at = clock.now()
    department.save(update_fields=["ended_at"])
    record(DepartmentEvent.DEPARTMENT_ENDED, by=by, municipality=department.municipality_id, subject=department.name)


@transaction.atomic
def place_colleague(membership: Membership, *, department: Department | None, by: Person | None) -> None:
    """Say where somebody works; None: in no department. The same again changes nothing."""
    known = Colleague.objects.filter(membership=membership).select_related("department").first()
    if (known.department if known is not None else None) == department:
        return
    if department is not None:
        require_present(department)
    if known is not None:
        known.delete()
        _record_place(DepartmentEvent.COLLEAGUE_LEFT, membership, known.department, by)
    if department is not None:
        Colleague.objects.create(
            municipality_id=department.municipality_id, department=department, membership=membership
        )
        _record_place(DepartmentEvent.COLLEAGUE_PLACED, membership, department, by)


def _record_place(event: DepartmentEvent, membership: Membership, department: Department, by: Person | None) -> None:
    record(
        event, by=by, municipality=department.municipality_id, subject=membership.person.name,
        details={"department": department.name},
    )  # fmt: skip


def _hold(municipality: Municipality) -> None:
    """Two people who add the same name at once wait for each other."""
    Municipality.objects.select_for_update().only("pk").get(pk=municipality.pk)
