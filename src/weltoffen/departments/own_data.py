"""What this room has of a person: where they work."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.departments.models import Colleague
from weltoffen.foundation.own_data import Owner, Part


def departments_data(owner: Owner) -> Iterator[Part]:
    """Municipalities with the department."""
    with scopes_disabled():  # about a person, wherever they work
        found = Colleague.objects.filter(membership__person_id=owner.pk).select_related("department", "municipality")
        rows = [(one.municipality.name, one.department.name) for one in found]
    yield Part(
        key="departments",
        heading=_("Your departments"),
        columns={"municipality": _("Municipality"), "department": _("Department")},
        rows=rows,
        order=25,
    )
