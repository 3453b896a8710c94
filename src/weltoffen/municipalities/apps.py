"""Tells Django that this room exists, and fills the places that earlier rooms and this one offer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    """The room `municipalities`."""

    name = "weltoffen.municipalities"
    label = "municipalities"

    def ready(self) -> None:
        """Put people, settings and journal into the navigation, and the person's municipalities onto their account."""
        from weltoffen.accounts.slots import BELONGING_SOURCES
        from weltoffen.municipalities.access import belongings
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import NAVIGATION, Destination

        NAVIGATION.fill(
            Destination(60, _("People"), "municipalities:people", Permission.SEE_PEOPLE),
            Destination(70, _("Settings"), "municipalities:settings", Permission.MANAGE_MUNICIPALITY),
            Destination(80, _("Journal"), "municipalities:journal", Permission.READ_JOURNAL),
        )
        BELONGING_SOURCES.fill(belongings)
