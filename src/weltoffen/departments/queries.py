"""Reading departments and who works in them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from weltoffen.departments.models import Colleague, Department
from weltoffen.municipalities.models import Membership


def present_departments() -> "QuerySet[Department]":
    """The departments of the municipality in scope that answer today, by name."""
    return Department.objects.filter(ended_at=None)


def colleagues_by_department() -> Mapping[int, list[Membership]]:
    """Who works in each department of the municipality in scope, by its primary key; people by name."""
    found: dict[int, list[Membership]] = defaultdict(list)
    working = Colleague.objects.select_related("membership__person").order_by("membership__person__name", "pk")
    for colleague in working:
        found[colleague.department_id].append(colleague.membership)
    return found


def department_ids_of(person_pk: int) -> "QuerySet[Colleague, Any]":
    """The primary key of the department where a person works, as a part of another query."""
    return Colleague.objects.filter(membership__person_id=person_pk).values("department_id")
