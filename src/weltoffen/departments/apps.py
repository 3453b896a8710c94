"""Tells Django that this room exists, and puts it into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentsConfig(AppConfig):
    """The room `departments`."""

    name = "weltoffen.departments"
    label = "departments"

    def ready(self) -> None:
        """Fill the navigation, and the place for new people on the page of people."""
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import NAVIGATION, WAYS_TO_INVITE, Destination

        NAVIGATION.fill(Destination(50, _("Departments"), "departments:list", Permission.SEE_PEOPLE))
        WAYS_TO_INVITE.fill("departments:invite")
