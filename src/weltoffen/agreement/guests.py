"""Replying to proposals without an account: one's own answer beside what was proposed, and nothing of others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weltoffen.agreement.actions import reply
from weltoffen.agreement.choices import Reply
from weltoffen.agreement.pages import ShownDifference, shown_differences
from weltoffen.agreement.queries import differences_in
from weltoffen.answers.forms import version_in
from weltoffen.answers.models import Answer
from weltoffen.answers.respondents import voice_of_guest
from weltoffen.contributors.access import contributor_door
from weltoffen.contributors.guest import Guest
from weltoffen.foundation.refusals import Refused

CONFLICT = 409


@contributor_door
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The proposals about questions that this guest answered; agree with one, or object with a reason."""
    if request.method != "POST":
        return _page(request, guest)
    voice = voice_of_guest(guest)
    said = Reply.OBJECTS if "objects" in request.POST else Reply.AGREES
    question, reason = request.POST.get("question", ""), request.POST.get("objection", "")
    proposal = version_in(request.POST.get("proposal", ""))
    try:
        reply(guest.round, question, proposal=proposal, reply=said, reason=reason, by=voice)
    except Refused as refused:
        return _page(request, guest, refused, {question: reason})
    messages.success(request, _("Your reply is saved."))
    return redirect("guest:proposals", token=guest.token)


def _page(
    request: HttpRequest, guest: Guest, refused: Refused | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    context = {"guest": guest, "entries": _entries(guest), "refused": refused, "typed": typed or {}}
    return render(request, "agreement/proposals.jinja", context, status=CONFLICT if refused else 200)


def _entries(guest: Guest) -> list[tuple[ShownDifference, Answer, bool]]:
    """Each with one's own answer, and whether one has replied."""
    respondent = voice_of_guest(guest).respondent
    found = differences_in(guest.round, ()) if respondent.pk is not None else {}
    open_ones = {key: one for key, one in found.items() if one.proposal is not None and one.concerns(respondent)}
    return [
        (one, next(answer for answer in one.difference.answers if answer.respondent_id == respondent.pk),
         respondent.pk in one.difference.stances)
        for one in shown_differences(guest.round, open_ones)
    ]  # fmt: skip
