"""Guests of workshops with what they replied and need, the text of their invitation, and mail that waits.

A guest whose name was erased stays as one who was invited from a perspective: counts stay right, nobody is known.
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from weltoffen.contributors.choices import Written
from weltoffen.contributors.models import LONGEST_FAULT, LONGEST_NAME, LONGEST_NOTE
from weltoffen.foundation.scoping import scoped
from weltoffen.invitations.choices import Occasion, Origin, Reply
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import LONGEST_LABEL, Workshop

LONGEST_INVITATION, LONGEST_NEED, LONGEST_LANGUAGE = 4_000, 500, 60
MOST_CHILDREN, MOST_PEOPLE = 12, 10
COMING = (Reply.YES, Reply.OTHER)


class Invitation(models.Model):
    """What is known about inviting to one workshop.

    `text` and `text_en` stand in place of our own sentences; empty: ours. `facts` are day and place as they were seen
    last, and `sequence` counts their changes: calendars know the newest file by it. `came` are numbers by perspective,
    counted afterwards.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="+")
    text = models.TextField(max_length=LONGEST_INVITATION, blank=True)
    text_en = models.TextField(max_length=LONGEST_INVITATION, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True, blank=True)
    came = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Invitation"]] = scoped()

    def __str__(self) -> str:
        return str(self.workshop)

    @property
    def is_called_off(self) -> bool:
        """Whether the workshop does not take place."""
        return self.called_off_at is not None


class GuestMail(models.Model):
    """Mail to guests that is sent at a moment to come, then erased. `site` begins its links; the note goes with it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=20, choices=Occasion)
    due_at = models.DateTimeField()
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    site = models.CharField(max_length=200)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["GuestMail"]] = scoped()

    class Meta:
        """The next one first."""

        ordering: ClassVar = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.workshop}: {self.due_at:%Y-%m-%d %H:%M}"


class Attendee(models.Model):
    """Somebody who was invited to a workshop, or registered for a dialogue event; `people` come together.

    `perspective` is a key of the workshop. `serial` counts the links: only the newest opens anything. `told` is what
    this guest was last told of day and place, `told_off_at` when that the workshop does not take place. `stand_in` is
    who comes instead. `planned` is the mail that waits for them.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    perspective = models.CharField(max_length=LONGEST_LABEL)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.INVITED)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    organisation = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Written, default=Written.GERMAN)
    note = models.CharField(max_length=LONGEST_NEED, blank=True)
    people = models.PositiveIntegerField(default=1)
    serial = models.PositiveIntegerField(default=1)
    added_on = models.DateField()
    written_at = models.DateTimeField(null=True, blank=True)
    delivery_fault = models.CharField(max_length=LONGEST_FAULT, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    told = models.JSONField(default=dict, blank=True)
    told_off_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=20, choices=Reply, default=Reply.OPEN)
    replied_on = models.DateField(null=True, blank=True)
    stand_in = models.CharField(max_length=LONGEST_NAME, blank=True)
    planned = models.ForeignKey(GuestMail, models.SET_NULL, null=True, blank=True, related_name="+")
    erased_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Attendee"]] = scoped()

    class Meta:
        """By name; an address is invited once to a workshop."""

        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "workshop", Lower("email"), condition=~Q(email=""), name="an_address_is_invited_once",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None)
                | Q(name="", organisation="", email="", note="", stand_in="", delivery_fault="", replied_on=None),
                name="an_erased_guest_has_no_name",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="a_guest_is_one_person_up_to_ten"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def comes(self) -> bool:
        """Whether a chair is needed."""
        return self.reply in COMING

    @property
    def is_invited(self) -> bool:
        """Whether an invitation reached this guest, by mail or letter, or they registered: they know day and place."""
        return bool(self.told)

    @property
    def attending_name(self) -> str:
        """Who comes: the guest, or whom they send; empty where that is not known."""
        return self.stand_in if self.reply == Reply.OTHER else self.name


class Needs(models.Model):
    """What a guest needs to take part. It can tell of their health, so it is kept apart and erased first."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    attendee = models.OneToOneField(Attendee, models.CASCADE, related_name="needs")
    interpretation = models.CharField(max_length=LONGEST_LANGUAGE, blank=True)
    needs_sign_language = models.BooleanField(default=False)
    needs_step_free = models.BooleanField(default=False)
    children = models.PositiveIntegerField(default=0)
    other = models.CharField(max_length=LONGEST_NEED, blank=True)

    objects: ClassVar[models.Manager["Needs"]] = scoped()

    class Meta:
        """In the order of guests."""

        ordering: ClassVar = ["attendee__name", "attendee_id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(children__lte=MOST_CHILDREN), name="a_guest_brings_up_to_twelve_children"
            )
        ]

    def __str__(self) -> str:
        return str(self.attendee)


class Announcement(models.Model):
    """A dialogue event as everybody sees it: until when people register, and how many places there are."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField()
    places = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager["Announcement"]] = scoped()

    def __str__(self) -> str:
        return str(self.workshop)

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it now."""
        return self.announced_at is not None

    def is_closed(self, today: date) -> bool:
        """Whether nobody can register any more."""
        return today > self.closes_on
