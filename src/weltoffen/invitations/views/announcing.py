"""Announcing a dialogue event to everybody, and taking the announcement back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.invitations.actions import AnnouncementContent, announce_event, withdraw_announcement
from weltoffen.invitations.forms import AnnounceForm
from weltoffen.invitations.queries import announcement_of, invitation_of, people_coming
from weltoffen.invitations.rules import require_dialogue, require_inviting
from weltoffen.invitations.wording import when, where
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop


@workshop_door(Permission.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """What everybody will see, until when people register and how many; then make it public."""
    require_dialogue(workshop)
    require_inviting(workshop, invitation_of(workshop))
    announcement = announcement_of(workshop)
    initial = {
        "closes_on": announcement.closes_on if announcement else workshop.local_beginning.date(),
        "places": (announcement.places if announcement else None) or "",
    }
    form = AnnounceForm(workshop, data=request.POST or None, initial=initial)
    if form.is_valid():
        content = AnnouncementContent(form.cleaned_data["closes_on"], form.cleaned_data["places"])
        announce_event(workshop, content, by=here.person)
        messages.success(request, _("Everybody sees the event now, on the public page of the municipality."))
        return redirect("invitations:announce", slug=here.municipality.slug, workshop=workshop.number)
    return render(request, "invitations/announce.jinja", {
        "workshop": workshop, "form": form, "announcement": announcement, "when": when(workshop),
        "where": where(workshop), "coming": people_coming(workshop),
    })  # fmt: skip


@workshop_door(Permission.PUBLISH)
@require_POST
def withdraw(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Nobody finds the event any more."""
    withdraw_announcement(workshop, by=here.person)
    messages.success(request, _("The event is not public any more. Who registered stays on the list."))
    return redirect("workshops:workshop", slug=here.municipality.slug, workshop=workshop.number)
