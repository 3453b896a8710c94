"""Roles in a municipality, kinds of municipalities, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Role(TextChoices):
    """What a person is in a municipality; roles.py says what each may do."""

    COORDINATOR = "coordinator", _("Coordinator")
    CONTRIBUTOR = "contributor", _("Contributor")
    HEAD = "head", _("Head of administration")
    COUNCIL_READER = "council_reader", _("Council reader")
    FACILITATOR = "facilitator", _("Process facilitator")
    EDITOR = "editor", _("Editor")
    PROGRAMME_OFFICE = "programme_office", _("Programme office")


class Kind(TextChoices):
    """Kinds of municipalities, as the questionnaires know them."""

    COUNTY = "county", _("County")
    CITY = "city", _("Independent city")
    TOWN = "town", _("Town")
    ASSOCIATION = "association", _("Association of municipalities")
    VILLAGE = "village", _("Small municipality")


class PlaceKind(TextChoices):
    """What a place of the official register is; the length of its key tells."""

    STATE = "state", _("State")
    REGION = "region", _("Administrative region")
    COUNTY = "county", _("County or independent city")
    ASSOCIATION = "association", _("Association of municipalities")
    MUNICIPALITY = "municipality", _("Municipality")


@events.register
class MunicipalityEvent(TextChoices):
    """What can happen to a municipality and its people."""

    MUNICIPALITY_ADDED = "municipality_added", _("%(actor)s added %(subject)s.")
    MUNICIPALITY_CHANGED = "municipality_changed", _("%(actor)s changed the details of %(subject)s.")
    COAT_OF_ARMS_CHANGED = "coat_of_arms_changed", _("%(actor)s changed the coat of arms of %(subject)s.")
    COAT_OF_ARMS_REMOVED = "coat_of_arms_removed", _("%(actor)s removed the coat of arms of %(subject)s.")
    MEMBER_ADDED = "member_added", _("%(actor)s gave %(subject)s access.")
    MEMBER_REMOVED = "member_removed", _("%(actor)s ended the access of %(subject)s.")
    REGISTER_IMPORTED = "register_imported", _("%(actor)s imported the official register: %(subject)s.")
