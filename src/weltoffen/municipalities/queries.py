"""Reading municipalities and memberships."""

from collections.abc import Sequence

from django_scopes import scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.municipalities.models import Membership


def memberships_of(person: Person) -> Sequence[Membership]:
    """Where a person belongs, by name. The one question that is asked about a person and not about a municipality."""
    with scopes_disabled():
        return list(
            Membership.objects.filter(person=person)
            .select_related("municipality")
            .defer("municipality__coat_of_arms")
            .order_by("municipality__name")
        )
