"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose


def _erase_old_reminders() -> int:
    from weltoffen.reminders.retention import erase_old_reminders

    return erase_old_reminders()


REMINDERS = Stored(
    whose=Whose.ACCOUNT,
    what=_("When you were last reminded of open questions by e-mail, and whether the mail server refused that e-mail"),
    purpose=_("So that nobody is reminded too often, and faults are seen"),
    seen_by=_("Those who coordinate the municipality"),
    until=_("90 days after the round was finished, at most one year after the e-mail"),
    models=("reminders.Reminder",),
    erase=_erase_old_reminders,
)
PLANNED = Stored(
    whose=Whose.ACCOUNT,
    what=_("If you coordinate: reminders to colleagues that you planned, with your note"),
    purpose=_("So that they are sent when you want"),
    seen_by=_("Those who coordinate the municipality"),
    until=_("Until they were sent or cancelled"),
    models=("reminders.PlannedReminders",),
)
CHOICES = Stored(
    whose=Whose.ACCOUNT,
    what=_("That you want no reminders from a municipality"),
    purpose=_("So that you get none"),
    seen_by=_("You, and those who coordinate the municipality"),
    until=_("Until you choose otherwise or your account is deleted"),
    models=("reminders.NoReminders",),
)


class RemindersConfig(AppConfig):
    """The room `reminders`."""

    name = "weltoffen.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Fill the places on the pages of a round, the board and the account page."""
        from weltoffen.accounts.slots import WAYS
        from weltoffen.answers.slots import BOARD_LINKS
        from weltoffen.reminders.cards import reminder_links, way_to_reminders
        from weltoffen.reminders.own_data import forget_reminders, reminders_data
        from weltoffen.rounds.slots import LINK_SOURCES

        LINK_SOURCES.fill(reminder_links)
        BOARD_LINKS.fill(reminder_links)
        WAYS.fill(way_to_reminders)
        STORED.fill(REMINDERS, PLANNED, CHOICES)
        OWN_DATA.fill(reminders_data)
        FORGETTING.fill(forget_reminders)
