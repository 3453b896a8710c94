"""Reading municipalities, memberships and the official register."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet
from django_scopes import scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.foundation.composed import Composed
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality, RegisteredPlace


def memberships_of(person: Person) -> Sequence[Membership]:
    """Where a person belongs, by name. The one question that is asked about a person and not about a municipality."""
    with scopes_disabled():
        return _MEMBERSHIPS(person.pk)


_MEMBERSHIPS = Composed(
    lambda person: (
        Membership.objects.filter(person_id=person)
        .select_related("municipality")
        .defer("municipality__coat_of_arms")
        .order_by("municipality__name")
    )
)


def municipality_named(slug: str) -> Municipality | None:
    """The municipality with this name in addresses."""
    return Municipality.objects.defer("coat_of_arms").filter(slug=slug).first()


def all_municipalities() -> "QuerySet[Municipality]":
    """Every municipality of the installation, by name; for those who run it."""
    return Municipality.objects.defer("coat_of_arms")


def people_counted() -> Mapping[int, int]:
    """How many people have access to each municipality, by its primary key; for those who run the installation."""
    with scopes_disabled():
        counted = Membership.objects.values("municipality").annotate(people=Count("pk"))
        return {line["municipality"]: line["people"] for line in counted}


def members_here() -> "QuerySet[Membership]":
    """Who has access to the municipality in scope, by name."""
    return Membership.objects.select_related("person").order_by("person__name", "pk")


def other_coordinators(membership: Membership) -> "QuerySet[Membership]":
    """Who else coordinates where this person does."""
    return Membership.objects.filter(role=Role.COORDINATOR).exclude(pk=membership.pk)


def present_places() -> "QuerySet[RegisteredPlace]":
    """The places of the official register as it is now."""
    return RegisteredPlace.objects.filter(valid_to=None)


def places_with_key(key: str) -> "QuerySet[RegisteredPlace]":
    """The present place with a key of any kind: of a region, a county, or the eight digits of a municipality."""
    return present_places().filter(Q(key=key) | Q(municipality_key=key))


def places_named(name: str) -> "QuerySet[RegisteredPlace]":
    """Present places with this name, the largest first."""
    return present_places().filter(name__iexact=name.strip()).order_by("-population", "key")
