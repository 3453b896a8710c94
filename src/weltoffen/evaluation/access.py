"""The door to an evaluation: from its number to the row, and to the live values where they can be had; else 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import evaluations_of
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round

P = ParamSpec("P")


def evaluation_door(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Here, StoredEvaluation, P], HttpResponse]], Callable[..., HttpResponse]
]:
    """Let only people with `permission` to the evaluation of the address."""

    def guarded(
        view: Callable[Concatenate[HttpRequest, Here, StoredEvaluation, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @round_door(permission)
        @wraps(view)
        def enter(
            request: HttpRequest, here: Here, round_: Round, /, evaluation: int, *arguments: P.args, **parts: P.kwargs
        ) -> HttpResponse:
            stored = evaluations_of(round_).filter(number=evaluation).first()
            if stored is None:
                raise Http404
            return view(request, here, stored, *arguments, **parts)

        return enter

    return guarded


def open_door(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Here, StoredEvaluation, Opened, P], HttpResponse]], Callable[..., HttpResponse]
]:
    """As `evaluation_door`, with the live values; a row that cannot be opened leads to its page, which says why."""

    def guarded(
        view: Callable[Concatenate[HttpRequest, Here, StoredEvaluation, Opened, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @evaluation_door(permission)
        @wraps(view)
        def enter(
            request: HttpRequest, here: Here, stored: StoredEvaluation, /, *arguments: P.args, **parts: P.kwargs
        ) -> HttpResponse:
            opened = open_evaluation(stored, current_language())
            if opened is None:
                return redirect(link_to(stored, here)("page"))
            return view(request, here, stored, opened, *arguments, **parts)

        return enter

    return guarded
