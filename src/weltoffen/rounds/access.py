"""The door to a round: from its number to the round of this municipality, or 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import round_here

P = ParamSpec("P")


def round_door(
    permission: Permission,
) -> Callable[[Callable[Concatenate[HttpRequest, Here, Round, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only people with `permission` to the round of the address."""

    def guarded(view: Callable[Concatenate[HttpRequest, Here, Round, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @door(permission)
        @wraps(view)
        def enter(
            request: HttpRequest, here: Here, /, number: int, *arguments: P.args, **parts: P.kwargs
        ) -> HttpResponse:
            found = round_here(number)
            if found is None:
                raise Http404
            return view(request, here, found, *arguments, **parts)

        return enter

    return guarded
