"""Pages behind a guest's personal link. No name stands on any of them: a link may have been passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.contributors.views.guests import masked
from weltoffen.invitations.access import Invited, guest_door
from weltoffen.invitations.actions import erase_guest, reply_to_invitation
from weltoffen.invitations.choices import Origin, Reply
from weltoffen.invitations.forms import ReplyForm
from weltoffen.invitations.own_data import needs_in_words
from weltoffen.invitations.queries import needs_of
from weltoffen.invitations.retention import kept_days
from weltoffen.invitations.rules import NEEDS_KEPT_DAYS, takes_replies
from weltoffen.invitations.views.leading_on import REGISTERED, SAVED, calendar_response, welcome_page
from weltoffen.invitations.wording import when, where
from weltoffen.municipalities.exports import coat_of_arms_file
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import groups_of, items_of
from weltoffen.workshops.timetable import Timed, timetable_of

INVALID = 422


@guest_door
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, invited: Invited) -> HttpResponse:
    """What, when, where, why; the reply and what somebody needs, to be changed until the event begins."""
    takes = takes_replies(invited.workshop, invited.invitation)
    form = ReplyForm(data=request.POST or None, initial=_said_so_far(invited))
    if request.method == "POST" and form.is_valid():
        reply_to_invitation(
            invited.attendee, form.cleaned_data["reply"], form.needs, stand_in=form.cleaned_data["stand_in"]
        )
        return welcome_page(invited.token, SAVED)
    return render(request, "invitations/welcome.jinja", {
        "invited": invited,
        "workshop": invited.workshop,
        "form": form,
        "takes_replies": takes,
        "when": when(invited.workshop),
        "where": where(invited.workshop),
        "agenda": _agenda(invited.workshop),
        "needs": needs_in_words(needs_of(invited.attendee)),
        "is_saved": SAVED in request.GET,
        "is_new": REGISTERED in request.GET,
        "is_registered": invited.attendee.origin == Origin.REGISTERED,
        "kept_days": kept_days(),
        "needs_kept_days": NEEDS_KEPT_DAYS,
    }, status=INVALID if form.errors else 200)  # fmt: skip


def _said_so_far(invited: Invited) -> dict[str, object]:
    attendee, needs = invited.attendee, needs_of(invited.attendee)
    return {
        "reply": "" if attendee.reply == Reply.OPEN else attendee.reply,
        "stand_in": attendee.stand_in,
        "needs_interpretation": bool(needs.interpretation),
        "interpretation": needs.interpretation,
        "needs_sign_language": needs.needs_sign_language,
        "needs_step_free": needs.needs_step_free,
        "children": needs.children or "",
        "other": needs.other,
    }


def _agenda(workshop: Workshop) -> list[Timed]:
    """What everybody does, with times: the agenda in short."""
    return list(timetable_of(workshop, items_of(workshop), groups_of(workshop)).everybody)


@guest_door
@require_safe
def calendar(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The calendar file, as it is now."""
    return calendar_response(request, invited.municipality, invited.workshop)


@guest_door
@require_safe
def coat_of_arms(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The picture of the municipality that invites."""
    return coat_of_arms_file(invited.municipality)


@guest_door
@require_safe
def about_me(request: HttpRequest, invited: Invited) -> HttpResponse:
    """What is stored about the guest; the address only so far that its owner knows it again."""
    return render(request, "invitations/about_me.jinja", {
        "invited": invited, "address": masked(invited.attendee.email), "kept_days": kept_days(),
        "needs": needs_in_words(needs_of(invited.attendee)), "needs_kept_days": NEEDS_KEPT_DAYS,
    })  # fmt: skip


@guest_door
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, invited: Invited) -> HttpResponse:
    """Ask once, then erase name, address and needs; the link ends with that."""
    if request.method == "POST":
        erase_guest(invited.attendee)
        return render(request, "invitations/erased.jinja", {"invited": invited})
    return render(request, "invitations/erase.jinja", {"invited": invited})
