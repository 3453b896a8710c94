"""The door to a survey: from its number in a round to the survey, or 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.surveys.models import Survey
from weltoffen.surveys.queries import survey_of

P = ParamSpec("P")


def survey_door(
    permission: Permission,
) -> Callable[[Callable[Concatenate[HttpRequest, Here, Survey, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only people with `permission` to the survey of the address."""

    def guarded(view: Callable[Concatenate[HttpRequest, Here, Survey, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @round_door(permission)
        @wraps(view)
        def enter(
            request: HttpRequest, here: Here, round_: Round, /, survey: int, *arguments: P.args, **parts: P.kwargs
        ) -> HttpResponse:
            found = survey_of(round_, survey)
            if found is None:
                raise Http404
            found.round = round_
            return view(request, here, found, *arguments, **parts)

        return enter

    return guarded
