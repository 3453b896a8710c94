"""Why a deed about a department is refused."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from weltoffen.departments.models import Department
from weltoffen.departments.queries import present_departments
from weltoffen.foundation.refusals import Refused


class NameIsTaken(Refused):
    """Two departments with one name could not be told apart."""

    remedy = _("Please choose another name, or change that department.")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.sentence = _("There is a department “%(name)s” already.") % {"name": name}


class DepartmentHasEnded(Refused):
    """Nobody is put into a department that is gone."""

    sentence = _("This department has ended.")
    remedy = _("Please choose a present one.")


def names_taken(besides: Department | None = None) -> frozenset[str]:
    """The names of present departments, in small letters, of all but one."""
    others = present_departments().exclude(pk=besides.pk) if besides is not None else present_departments()
    return frozenset(name.lower() for name in others.values_list("name", flat=True))


def require_new_names(names: Collection[str], besides: Department | None = None) -> None:
    """Refuse a name that a present department has, or that comes twice."""
    taken = set(names_taken(besides))
    for name in names:
        if name.lower() in taken:
            raise NameIsTaken(name)
        taken.add(name.lower())


def require_present(department: Department) -> None:
    """Refuse a department that ended."""
    if department.ended_at is not None:
        raise DepartmentHasEnded
