"""The product with pages that fail in each way, for tests of what people are shown then."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from weltoffen.foundation.refusals import NotAllowed, Refused
from weltoffen.urls import handler400, handler403, handler404, handler500
from weltoffen.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class TooLate(Refused):
    """A refusal as rooms write them."""

    sentence = "The round was finished yesterday."
    remedy = "Ask the coordinator to reopen it."


@login_not_required
def suspicious(request: HttpRequest) -> NoReturn:
    raise SuspiciousOperation


@login_not_required
def denied(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


@login_not_required
def not_allowed(request: HttpRequest) -> NoReturn:
    raise NotAllowed("Your role may not: start rounds.")


@login_not_required
def refused(request: HttpRequest) -> NoReturn:
    raise TooLate


@login_not_required
def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError("the database is gone")


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("stored")


urlpatterns = [
    *product,
    path("fails/suspicious/", suspicious),
    path("fails/denied/", denied),
    path("fails/not-allowed/", not_allowed),
    path("fails/refused/", refused),
    path("fails/broken/", broken),
    path("fails/form/", form),
]
