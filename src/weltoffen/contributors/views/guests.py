"""Pages behind a personal link. No name stands on any of them: a link may have been passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.contributors.access import contributor_door
from weltoffen.contributors.actions import erase_contributor, want_reminders
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.queries import minutes_needed, questions_by_department
from weltoffen.contributors.retention import KEPT_AFTER_THE_ROUND
from weltoffen.contributors.slots import tasks, way_on
from weltoffen.municipalities.exports import coat_of_arms_file

ONE_CLICK = "One-Click"


@contributor_door
@require_safe
def welcome(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Who asks what, how long it takes, until when, what is stored; and the way to the questions."""
    questions = questions_by_department(guest.round).get(guest.contributor.department_id, 0)
    return render(request, "contributors/welcome.jinja", {
        "guest": guest,
        "questions": questions,
        "minutes": minutes_needed(questions),
        "way": way_on(guest),
        "tasks": tasks(guest),
        "kept_days": KEPT_AFTER_THE_ROUND,
    })  # fmt: skip


@contributor_door
@require_safe
def coat_of_arms(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The picture of the municipality that asks."""
    return coat_of_arms_file(guest.municipality)


@csrf_exempt
@contributor_door
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Stop reminders and start them again; mail programs stop them with one click of their own (RFC 8058)."""
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
        want_reminders(guest.contributor, wanted=False)
        return HttpResponse("ok\n", content_type="text/plain")
    return _reminders(request, guest)


@csrf_protect
def _reminders(request: HttpRequest, guest: Guest) -> HttpResponse:
    if request.method == "POST":
        want_reminders(guest.contributor, wanted=request.POST.get("wanted") == "yes")
        return redirect("guest:reminders", token=guest.token)
    return render(request, "contributors/reminders.jinja", {"guest": guest})


@contributor_door
@require_safe
def about_me(request: HttpRequest, guest: Guest) -> HttpResponse:
    """What is stored about whom the link was made for; the address only so far that its owner knows it again."""
    context = {"guest": guest, "address": masked(guest.contributor.email), "kept_days": KEPT_AFTER_THE_ROUND}
    return render(request, "contributors/about_me.jinja", context)


@contributor_door
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Ask once, then erase name and address; the link ends with that."""
    if request.method == "POST":
        erase_contributor(guest.contributor, by=None)
        return render(request, "contributors/erased.jinja", {"guest": guest})
    return render(request, "contributors/erase.jinja", {"guest": guest})


def masked(address: str) -> str:
    """The first letter and the domain: m…@kreis.example."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else ""
