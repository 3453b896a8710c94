"""Reading contributors, how many questions they are asked, and the mail that waits."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from django.db.models import Count, QuerySet
from django_scopes import scopes_disabled

from weltoffen.assignments.models import Assignment
from weltoffen.contributors.choices import ContributorEvent
from weltoffen.contributors.models import Contributor, Sending
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.rounds.models import Round

SECONDS_PER_QUESTION = 60


def contributors_of(round_: Round) -> "QuerySet[Contributor]":
    """Everybody who has or had a link for a round, by department and name."""
    found = Contributor.objects.filter(round_id=round_.pk).select_related("department", "planned")
    return found.order_by("department__name", "name", "pk")


def chosen_contributors(round_: Round, numbers: Collection[int]) -> list[Contributor]:
    """Those of a round who were chosen; others are left out."""
    return list(contributors_of(round_).filter(pk__in=numbers))


def contributor_of(round_: Round, number: int) -> Contributor | None:
    """One contributor of a round who was not erased."""
    return contributors_of(round_).filter(pk=number, erased_at=None).first()


def contributor_anywhere(number: int) -> Contributor | None:
    """The contributor of a link, before anybody knows of which municipality."""
    with scopes_disabled():
        found = Contributor.objects.select_related("municipality", "department", "round__framework_version")
        return found.defer("municipality__coat_of_arms", "round__framework_version__files").filter(pk=number).first()


def addresses_in(round_: Round, besides: Contributor | None = None) -> set[str]:
    """The addresses in small letters of those in a round whose link was not ended."""
    present = Contributor.objects.filter(round_id=round_.pk, revoked_at=None).exclude(email="")
    if besides is not None:
        present = present.exclude(pk=besides.pk)
    return {address.lower() for address in present.values_list("email", flat=True)}


def questions_by_department(round_: Round) -> Mapping[int, int]:
    """How many questions each department is asked in a round, by its primary key."""
    asked = Assignment.objects.filter(round_id=round_.pk).values("department_id").annotate(number=Count("pk"))
    return {line["department_id"]: line["number"] for line in asked}


def links_by_department(round_: Round) -> Mapping[int, int]:
    """How many personal links each department has that were not ended, by its primary key."""
    present = Contributor.objects.filter(round_id=round_.pk, revoked_at=None, erased_at=None)
    counted = present.order_by().values("department_id").annotate(number=Count("pk"))
    return {line["department_id"]: line["number"] for line in counted}


def minutes_needed(questions: int) -> int:
    """Whole minutes for so many questions, as long as nobody knows how long they really take."""
    return -(-questions * SECONDS_PER_QUESTION // 60)


def sendings_of(round_: Round) -> Sequence[tuple[Sending, int]]:
    """Mail of a round that waits, with how many it goes to."""
    waiting = Contributor.objects.filter(round_id=round_.pk).exclude(planned=None)
    numbers = {line["planned_id"]: line["number"] for line in waiting.values("planned_id").annotate(number=Count("pk"))}
    sendings = Sending.objects.filter(round_id=round_.pk).select_related("ordered_by")
    return [(one, numbers[one.pk]) for one in sendings if one.pk in numbers]


def due_sendings() -> "QuerySet[Sending]":
    """Mail of the municipality in scope whose moment has come."""
    due = Sending.objects.filter(due_at__lte=clock.now()).select_related("municipality", "ordered_by", "round")
    return due.defer("municipality__coat_of_arms")


def municipalities_with_due_mail() -> list[int]:
    """The primary keys of the municipalities where mail is due."""
    with scopes_disabled():
        due = Sending.objects.filter(due_at__lte=clock.now()).order_by("municipality_id")
        return list(due.values_list("municipality_id", flat=True).distinct())


def mails_of_last_day(round_: Round) -> int:
    """How many mails the coordination of a round has sent within a day, as the journal says."""
    written = Entry.objects.filter(
        event=ContributorEvent.CONTRIBUTORS_WRITTEN_TO, at__gt=clock.now() - timedelta(days=1)
    )
    details = written.values_list("details", flat=True)
    return sum(one["number"] + one["faults"] for one in details if one.get("round") == round_.number)
