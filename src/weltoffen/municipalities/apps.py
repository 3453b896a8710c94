"""Tells Django that this room exists, and fills the places that earlier rooms and this one offer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, HINDRANCES, OWN_DATA
from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

MEMBERSHIPS = Stored(
    whose=Whose.ACCOUNT,
    what=_("The municipalities you belong to and your role there, since when"),
    purpose=_("So that you see what you may see"),
    seen_by=_("You, and who coordinates or leads the municipality"),
    until=_("Until your access ends"),
    models=("municipalities.Membership",),
)
MUNICIPALITIES = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Name, kind, official key and coat of arms of the municipality"),
    purpose=_("For its pages and reports"),
    seen_by=_("Its people; everybody, once it released a result"),
    until=_("As long as the municipality takes part"),
    basis=NOT_PERSONAL,
    models=("municipalities.Municipality",),
)
REGISTER = Stored(
    whose=Whose.NOBODY,
    what=_("The official register of places, with the number of people who live there"),
    purpose=_("To find a municipality’s official key"),
    seen_by=_("Everybody; it is public"),
    until=_("Until a newer register replaces it"),
    basis=NOT_PERSONAL,
    models=("municipalities.RegisteredPlace",),
)


class MunicipalitiesConfig(AppConfig):
    """The room `municipalities`."""

    name = "weltoffen.municipalities"
    label = "municipalities"

    def ready(self) -> None:
        """Put people, settings and journal into the navigation, and the person's municipalities onto their account."""
        from weltoffen.accounts.slots import BELONGING_SOURCES
        from weltoffen.municipalities.access import belongings
        from weltoffen.municipalities.own_data import end_memberships, memberships_data, needed_as_coordinator
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import NAVIGATION, Destination

        NAVIGATION.fill(
            Destination(60, _("People"), "municipalities:people", Permission.SEE_PEOPLE),
            Destination(70, _("Settings"), "municipalities:settings", Permission.MANAGE_MUNICIPALITY),
            Destination(80, _("Journal"), "municipalities:journal", Permission.READ_JOURNAL),
        )
        BELONGING_SOURCES.fill(belongings)
        STORED.fill(MEMBERSHIPS, MUNICIPALITIES, REGISTER)
        OWN_DATA.fill(memberships_data)
        HINDRANCES.fill(needed_as_coordinator)
        FORGETTING.fill(end_memberships)
