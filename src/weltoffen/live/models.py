"""What is on in a running workshop, and what was counted, collected and agreed. Nothing here knows a guest.

A vote changes counters by perspective in the one row of its poll. Until the reveal, a slip lets the phone change it: it
is named by a number only that phone can compute, and sealed with a key only that phone has (docs/decisions/0029).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.live.choices import IdeaState, PollState
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import LONGEST_LABEL, AgendaItem, Workshop

LONGEST_IDEA, LONGEST_WHAT, LONGEST_WHO, LONGEST_NOTE = 200, 200, 200, 10_000
LONGEST_KEY, LENGTH_OF_DIGEST = 40, 64
EVERYBODY = 0
"""The number that stands for everybody, where a working group has its number."""

Counts = dict[str, dict[str, int]]
"""By perspective (empty: none chosen), by counter."""
People = dict[str, int]
"""How many ballots there are, by perspective."""


class Session(models.Model):
    """A workshop that was begun.

    `version` grows with every deed of a console. `history` are the last deeds, each with the group whose console did it
    and the values that it replaced, so that this console can take them back. `stage_key` opens the stage without
    signing in.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="+", primary_key=True)
    version = models.PositiveIntegerField(default=1)
    stage_key = models.CharField(max_length=LONGEST_KEY, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_paused = models.BooleanField(default=False)
    present = models.PositiveIntegerField(default=0)
    history = models.JSONField(default=list)

    objects: ClassVar[models.Manager["Session"]] = scoped()

    def __str__(self) -> str:
        return str(self.workshop_id)


class Poll(models.Model):
    """One opening of an activity, by `number`: what can be chosen, and the counters.

    `subject` is what is rated, as in the agenda. `options` are JSON objects `{"key": …, "label": …}`, labels only where
    they stand nowhere else. All counters of a poll stand in one row, written anew with each vote: nothing tells in
    which order votes came, or which choices of a vote belong together.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    group = models.PositiveIntegerField(default=EVERYBODY)
    subject = models.CharField(max_length=90, blank=True)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=PollState, default=PollState.OPEN)
    options = models.JSONField(default=list)
    is_confidential = models.BooleanField(default=False)
    people = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    hidden = models.JSONField(default=list)

    objects: ClassVar[models.Manager["Poll"]] = scoped()

    class Meta:
        """In the order in which they were opened."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "subject", "number"], name="one_poll_with_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="polls_begin_with_number_1"),
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.item_id} · {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether guests can vote."""
        return self.state == PollState.OPEN

    @property
    def is_revealed(self) -> bool:
        """Whether the result may be shown."""
        return self.state == PollState.REVEALED

    @property
    def option_keys(self) -> tuple[str, ...]:
        """What can be chosen, in order."""
        return tuple(str(one["key"]) for one in self.options)

    @property
    def votes(self) -> int:
        """How many voted by phone."""
        return sum(self.people.values())


class Scene(models.Model):
    """What is on for everybody (`group` 0) or for a working group: an item, a poll of it, and what the stage shows.

    `touched` is the version of the session in which this was last led; a console that knows an older one must look
    again before it acts. So groups that work at the same time do not refuse each other.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    group = models.PositiveIntegerField(default=EVERYBODY)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")
    poll = models.ForeignKey(Poll, models.SET_NULL, null=True, related_name="+")
    item_began_at = models.DateTimeField()
    shows_group = models.PositiveIntegerField(null=True, blank=True)
    touched = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Scene"]] = scoped()

    class Meta:
        """Everybody first, then the groups."""

        ordering: ClassVar = ["group"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workshop", "group"], name="one_scene_of_a_group")]

    def __str__(self) -> str:
        return str(self.group)


class Slip(models.Model):
    """What a phone said in a poll, until the reveal: unreadable without that phone, and named for that poll only."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=LENGTH_OF_DIGEST, primary_key=True)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    objects: ClassVar[models.Manager["Slip"]] = scoped()

    def __str__(self) -> str:
        return self.digest


class PaperCount(models.Model):
    """Counted paper ballots of one perspective, entered in one go."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    perspective = models.CharField(max_length=LONGEST_LABEL, blank=True)
    people = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    entered_by_name = models.CharField(max_length=120)

    objects: ClassVar[models.Manager["PaperCount"]] = scoped()

    class Meta:
        """In the order of entering."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "number"], name="one_paper_count_with_a_number"),
            models.CheckConstraint(condition=Q(people__gte=1), name="paper_counts_are_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} · {self.number}"


class Cluster(models.Model):
    """Ideas that belong together, under a title."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_WHAT)

    objects: ClassVar[models.Manager["Cluster"]] = scoped()

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_cluster_with_a_number")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """Its name among the options of a prioritisation and in the source of an agreement."""
        return f"c{self.number}"


class Idea(models.Model):
    """A short text from a phone, from paper or from the console. `receipt` is a number by chance, so it counts once.

    It names no perspective: with few people behind one, that would name somebody.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    group = models.PositiveIntegerField(default=EVERYBODY)
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST_IDEA)
    language = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, choices=IdeaState, default=IdeaState.WAITING)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="+")
    receipt = models.CharField(max_length=LENGTH_OF_DIGEST, unique=True, null=True)

    objects: ClassVar[models.Manager["Idea"]] = scoped()

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workshop", "number"], name="one_idea_with_a_number")]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """Its name among the options of a prioritisation and in the source of an agreement."""
        return f"i{self.number}"

    @property
    def is_shown(self) -> bool:
        """Whether it is on the stage."""
        return self.state == IdeaState.SHOWN


class Outline(models.Model):
    """A measure in outline, as it was agreed: who, until when, the first step, who helps; with the way back.

    `source` is JSON: `{"options": […], "item": …, "subjects": […]}`, where options are the keys of a prioritisation.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")
    group = models.PositiveIntegerField(default=EVERYBODY)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=LONGEST_WHAT)
    who = models.CharField(max_length=LONGEST_WHO, blank=True)
    until = models.DateField(null=True, blank=True)
    first_step = models.CharField(max_length=LONGEST_WHAT, blank=True)
    helpers = models.CharField(max_length=LONGEST_WHO, blank=True)
    source = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Outline"]] = scoped()

    class Meta:
        """In the order in which they were agreed."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_outline_with_a_number")
        ]

    def __str__(self) -> str:
        return self.what


class Note(models.Model):
    """What the facilitator wrote down about an agenda item, for the minutes."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="+", primary_key=True)
    text = models.TextField(max_length=LONGEST_NOTE, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Note"]] = scoped()

    def __str__(self) -> str:
        return self.text[:60]


class Connected(models.Model):
    """How many phones and stages are on the line of one process of the server, for everybody (`group` 0, where guests
    are who chose no group) or a working group; renewed every few seconds.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    process = models.CharField(max_length=LONGEST_KEY)
    group = models.PositiveIntegerField(default=EVERYBODY)
    phones = models.PositiveIntegerField(default=0)
    stages = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Connected"]] = scoped()

    class Meta:
        """One row for each process and group."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "process", "group"], name="one_row_of_connections_of_a_process")
        ]

    def __str__(self) -> str:
        return self.process
