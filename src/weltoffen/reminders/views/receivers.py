"""Stopping reminders: by the link of a mail without signing in, or from the account, where they begin again too."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from weltoffen.accounts.models import Person
from weltoffen.municipalities.models import Municipality
from weltoffen.reminders.actions import want_reminders
from weltoffen.reminders.links import Receiver, read_signed
from weltoffen.reminders.queries import choices_of, municipality_of, wants_reminders

ONE_CLICK = "One-Click"
NOT_FOUND = 404


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, signed: str) -> HttpResponse:
    """Stop reminders and start them again; mail programs stop them with one click of their own (RFC 8058).

    No name stands here: a mail may have been passed on.
    """
    receiver = read_signed(signed)
    municipality = municipality_of(receiver) if receiver is not None else None
    if receiver is None or municipality is None:
        answer = render(request, "reminders/unknown.jinja", status=NOT_FOUND)
    elif request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
        want_reminders(receiver, wanted=False)
        answer = HttpResponse("ok\n", content_type="text/plain")
    else:
        answer = _reminders(request, receiver, municipality)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@csrf_protect
def _reminders(request: HttpRequest, receiver: Receiver, municipality: Municipality) -> HttpResponse:
    if request.method == "POST":
        want_reminders(receiver, wanted=request.POST.get("wanted") == "yes")
        return redirect(request.path)
    context = {"municipality": municipality, "is_on": wants_reminders(receiver)}
    return render(request, "reminders/stop.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Which municipalities may remind the person; each can be changed."""
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    found = choices_of(person)
    if request.method == "POST":
        for municipality, _is_on in found:
            if request.POST.get("municipality") == municipality.slug:
                want_reminders(Receiver(municipality.pk, person.pk), wanted=request.POST.get("wanted") == "yes")
        return redirect("receivers:choices")
    return render(request, "reminders/choices.jinja", {"choices": found})
