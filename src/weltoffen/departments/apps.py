"""Tells Django that this room exists, and puts it into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import OWN_DATA
from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

COLLEAGUES = Stored(
    whose=Whose.ACCOUNT,
    what=_("The department in which you work"),
    purpose=_("So that you answer in its name the questions it is asked"),
    seen_by=_("You, and who coordinates or leads the municipality"),
    until=_("Until you work elsewhere or your access ends"),
    models=("departments.Colleague",),
)
DEPARTMENTS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("The departments: name, what they have to do with, since when and until when"),
    purpose=_("So that questions go to those who know"),
    seen_by=_("The people of the municipality"),
    until=_("As long as the municipality takes part"),
    basis=NOT_PERSONAL,
    models=("departments.Department",),
)


class DepartmentsConfig(AppConfig):
    """The room `departments`."""

    name = "weltoffen.departments"
    label = "departments"

    def ready(self) -> None:
        """Fill the navigation, and the place for new people on the page of people."""
        from weltoffen.departments.own_data import departments_data
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import NAVIGATION, WAYS_TO_INVITE, Destination

        NAVIGATION.fill(Destination(50, _("Departments"), "departments:list", Permission.SEE_PEOPLE))
        WAYS_TO_INVITE.fill("departments:invite")
        STORED.fill(COLLEAGUES, DEPARTMENTS)
        OWN_DATA.fill(departments_data)
