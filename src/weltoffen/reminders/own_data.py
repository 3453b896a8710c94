"""What this room has of a person: when they were reminded, where they want no reminders, reminders they planned."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.foundation.own_data import Forgotten, Owner, Part
from weltoffen.reminders.models import NoReminders, PlannedReminders, Reminder


def reminders_data(owner: Owner) -> Iterator[Part]:
    """The last reminder of each round, the choice against reminders, and what the person planned."""
    with scopes_disabled():  # about a person, wherever they work
        last = Reminder.objects.filter(person_id=owner.pk).select_related("municipality", "round", "planned")
        reminded = [
            (one.municipality.name, one.round.title, one.sent_at, one.delivery_fault,
             one.planned.due_at if one.planned is not None else None)
            for one in last.defer("municipality__coat_of_arms").order_by("pk")
        ]  # fmt: skip
        against = NoReminders.objects.filter(person_id=owner.pk).select_related("municipality")
        stopped = [(one.municipality.name, one.since) for one in against.defer("municipality__coat_of_arms")]
        ordered = PlannedReminders.objects.filter(ordered_by_id=owner.pk).select_related("municipality", "round")
        planned = [
            (one.municipality.name, one.round.title, one.due_at, one.note)
            for one in ordered.defer("municipality__coat_of_arms")
        ]
    place = {"municipality": _("Municipality"), "round": _("Round")}
    yield Part(
        key="reminders",
        heading=_("Reminders to you, the last one of each round"),
        columns={
            **place,
            "sent": _("Last e-mail"),
            "refused": _("Refused by the mail server"),
            "due": _("Planned for"),
        },
        rows=reminded,
        order=34,
    )  # fmt: skip
    yield Part(
        key="no_reminders",
        heading=_("Where you want no reminders"),
        columns={"municipality": _("Municipality"), "since": _("Since")},
        rows=stopped,
        order=35,
    )
    yield Part(
        key="planned_reminders",
        heading=_("Reminders that you planned for others"),
        columns={**place, "due": _("Planned for"), "note": _("A note of your own")},
        rows=planned,
        order=36,
    )


def forget_reminders(person: Forgotten) -> None:
    """All of it goes with the account; what the person planned is not sent."""
    with scopes_disabled():  # about a person, wherever they work
        PlannedReminders.objects.filter(ordered_by_id=person.pk).delete()
        Reminder.objects.filter(person_id=person.pk).delete()
        NoReminders.objects.filter(person_id=person.pk).delete()
