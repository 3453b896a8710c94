"""Tells Django that this room exists, and puts it into the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """The room `archive`."""

    name = "weltoffen.archive"
    label = "archive"

    def ready(self) -> None:
        """Fill the navigation and make the room's events known."""
        from weltoffen.archive import choices  # noqa: F401 - registers the events of the journal
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import NAVIGATION, Destination

        NAVIGATION.fill(Destination(90, _("Archive"), "archive:page", Permission.TAKE_ALONG))
