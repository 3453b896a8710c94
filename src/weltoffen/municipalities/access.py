"""The door: from an address to a municipality that this person may enter, and what they may do there.

A stranger is told that there is no such page; a member without the right is told which right is missing. Behind the
door every query is in the scope of the municipality.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.accounts.slots import Belonging
from weltoffen.foundation.refusals import NotAllowed
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.queries import memberships_of
from weltoffen.municipalities.roles import PERMISSION_LABELS, Permission, may

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Here:
    """Where a request stands: in which municipality, as whom, in which role."""

    municipality: Municipality
    person: Person
    role: str
    is_elsewhere_too: bool = False

    def may(self, permission: str) -> bool:
        """Whether the person's role has a permission."""
        return may(self.role, Permission(permission))


def door(
    permission: Permission,
) -> Callable[[Callable[Concatenate[HttpRequest, Here, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only people in whose role has `permission` in the municipality of the address."""

    def guarded(view: Callable[Concatenate[HttpRequest, Here, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, slug: str, *arguments: P.args, **parts: P.kwargs) -> HttpResponse:
            here = _here(request, slug)
            request.here = here  # type: ignore[attr-defined]
            if not here.may(permission):
                missing = PERMISSION_LABELS[permission]
                raise NotAllowed(_("Your role in %(place)s may not: %(right)s.") % {
                    "place": here.municipality, "right": missing,
                })  # fmt: skip
            with scope(municipality=here.municipality.pk):
                return view(request, here, *arguments, **parts)

        enter.permission = permission  # type: ignore[attr-defined]
        return enter

    return guarded


def _here(request: HttpRequest, slug: str) -> Here:
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    found = memberships_of(person)
    membership = next((one for one in found if one.municipality.slug == slug), None)
    if membership is None:
        raise Http404
    return Here(membership.municipality, person, membership.role, len(found) > 1)


def belongings(person: Person) -> list[Belonging]:
    """Where a person belongs, for their account page."""
    return [
        Belonging(
            one.municipality.name, one.get_role_display(), reverse("municipalities:home", args=[one.municipality.slug])
        )
        for one in memberships_of(person)
    ]
