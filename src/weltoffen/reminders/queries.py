"""Reading what is open for each department, who works there, when they were reminded last, and what waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django_scopes import scope, scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.agreement.queries import differences_in
from weltoffen.answers.respondents import respondents_in
from weltoffen.answers.standing import standings_of
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.queries import contributors_of
from weltoffen.contributors.rules import ending_of
from weltoffen.departments.models import Department
from weltoffen.departments.queries import colleagues_by_department
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import memberships_of
from weltoffen.reminders.choices import ReminderEvent, Unreminded
from weltoffen.reminders.links import Receiver
from weltoffen.reminders.models import NoReminders, PlannedReminders, Reminder
from weltoffen.reminders.rules import why_unreminded
from weltoffen.rounds.models import Round


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account: their last reminder, if any, and why they get none now, if so."""

    membership: Membership
    last: Reminder | None
    left_out: Unreminded | None

    @property
    def person(self) -> Person:
        """Whose account it is."""
        return self.membership.person


@dataclass(frozen=True)
class Waiting:
    """A department with what is open for it, who can answer there, and who does so by a personal link."""

    department: Department
    questions: int
    proposals: int
    is_overdue: bool
    colleagues: Sequence[Colleague]
    contributors: Sequence[Contributor]

    @property
    def has_something_open(self) -> bool:
        """Whether there is anything to be reminded of."""
        return bool(self.questions or self.proposals)


def departments_waiting(round_: Round) -> list[Waiting]:
    """Every department that is asked something or is to reply, who has most left to do first."""
    proposals, working = _proposals_by_department(round_), colleagues_by_department()
    last = {one.person_id: one for one in Reminder.objects.filter(round_id=round_.pk).select_related("planned")}
    unwilling = set(NoReminders.objects.values_list("person_id", flat=True))
    by_link: dict[int, list[Contributor]] = {}
    for one in contributors_of(round_):
        if ending_of(one, round_) is None:
            by_link.setdefault(one.department_id, []).append(one)
    found = []
    for standing in standings_of(round_):
        department = standing.department
        if department is None or not (standing.total.asked or proposals.get(department.pk)):
            continue
        questions, waiting = standing.total.open, proposals.get(department.pk, 0)
        people = [
            Colleague(
                member, last.get(member.person_id),
                why_unreminded(member, last.get(member.person_id), wants=member.person_id not in unwilling,
                               has_something_open=bool(questions or waiting)),
            )
            for member in working.get(department.pk, ())
        ]  # fmt: skip
        contributors = by_link.get(department.pk, [])
        found.append(Waiting(department, questions, waiting, standing.is_overdue, people, contributors))
    return found


def _proposals_by_department(round_: Round) -> Mapping[int, int]:
    """How many proposals wait for the reply of each department, by its primary key."""
    open_ones = [one for one in differences_in(round_, ()).values() if one.proposal is not None]
    return {
        one.department_id: sum(difference.waits_for(one) for difference in open_ones)
        for one in (respondents_in(round_) if open_ones else ())
        if one.department_id is not None and not one.is_by_link
    }


class Planned(NamedTuple):
    """Reminders that wait, and to how many people they go."""

    reminders: PlannedReminders
    number: int


def planned_in(round_: Round) -> list[Planned]:
    """What waits in a round, the next one first."""
    waiting = Reminder.objects.filter(round_id=round_.pk).exclude(planned=None)
    numbers = {line["planned_id"]: line["number"] for line in waiting.values("planned_id").annotate(number=Count("pk"))}
    found = PlannedReminders.objects.filter(round_id=round_.pk).select_related("ordered_by")
    return [Planned(one, numbers[one.pk]) for one in found if one.pk in numbers]


def people_planned(planned: PlannedReminders) -> set[int]:
    """The primary keys of the people for whom something waits."""
    return set(Reminder.objects.filter(planned=planned).values_list("person_id", flat=True))


def due_reminders() -> "QuerySet[PlannedReminders]":
    """What is due in the municipality in scope."""
    due = PlannedReminders.objects.filter(due_at__lte=clock.now())
    due = due.select_related("municipality", "ordered_by", "round__framework_version")
    return due.defer("municipality__coat_of_arms", "round__framework_version__files")


def municipalities_with_due_reminders() -> list[int]:
    """The primary keys of the municipalities where reminders are due."""
    with scopes_disabled():
        due = PlannedReminders.objects.filter(due_at__lte=clock.now()).order_by("municipality_id")
        return list(due.values_list("municipality_id", flat=True).distinct())


def reminders_of_last_day(round_: Round) -> int:
    """How many reminders of a round were sent within a day, as the journal says."""
    sent = Entry.objects.filter(event=ReminderEvent.REMINDERS_SENT, at__gt=clock.now() - timedelta(days=1))
    details = sent.values_list("details", flat=True)
    return sum(one["number"] + one["faults"] for one in details if one.get("round") == round_.number)


def municipality_of(receiver: Receiver) -> Municipality | None:
    """The municipality of a link, as long as it and the person are there."""
    if not Person.objects.filter(pk=receiver.person).exists():
        return None
    return Municipality.objects.defer("coat_of_arms").filter(pk=receiver.municipality).first()


def wants_reminders(receiver: Receiver) -> bool:
    """Whether a person may be reminded by a municipality."""
    with scope(municipality=receiver.municipality):
        return not NoReminders.objects.filter(person_id=receiver.person).exists()


def choices_of(person: Person) -> list[tuple[Municipality, bool]]:
    """The municipalities of a person, and whether they may remind them."""
    places = [one.municipality for one in memberships_of(person)]
    return [(place, wants_reminders(Receiver(place.pk, person.pk))) for place in places]


def among(waiting: Collection[Waiting], people: Collection[int]) -> list[tuple[Waiting, Colleague]]:
    """Those of the departments who were chosen, by the primary keys of the people."""
    return [(one, colleague) for one in waiting for colleague in one.colleagues if colleague.person.pk in people]
