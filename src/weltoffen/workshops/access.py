"""The door to a workshop: from its number to the workshop, or 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import workshop_with_number

P = ParamSpec("P")


def workshop_door(
    permission: Permission,
) -> Callable[[Callable[Concatenate[HttpRequest, Here, Workshop, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only people with `permission` to the workshop of the address."""

    def guarded(
        view: Callable[Concatenate[HttpRequest, Here, Workshop, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @door(permission)
        @wraps(view)
        def enter(
            request: HttpRequest, here: Here, /, workshop: int, *arguments: P.args, **parts: P.kwargs
        ) -> HttpResponse:
            found = workshop_with_number(workshop)
            if found is None:
                raise Http404
            found.municipality = here.municipality
            return view(request, here, found, *arguments, **parts)

        return enter

    return guarded
