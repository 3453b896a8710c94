"""What a town does: reading an invitation, accepting or declining it, leaving, deciding who sees its result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.joint.actions import decline_invitation, join_round, leave_round, show_to_partners
from weltoffen.joint.emails import send_news
from weltoffen.joint.forms import COUNTY_ONLY, SeenForm
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import coordinators_of, partnerships_of
from weltoffen.joint.rules import require_answerable, require_same_questions, require_taking_part
from weltoffen.joint.wording import ways_to_be_seen
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.bridge import title_of
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round


@door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, here: Here, partner: int) -> HttpResponse:
    """What taking part means; then the town takes part, or says why it cannot."""
    found = _partnership(here, partner)
    if found.is_linked and found.town_round is not None:
        return _to_page(here, found.town_round)
    require_answerable(found, found.round)
    form = SeenForm(data=request.POST or None, initial={"seen_by": COUNTY_ONLY})
    if form.is_valid():
        own = join_round(found, here.municipality, is_seen_by_partners=form.is_seen_by_partners, by=here.person)
        _tell(request, found)
        messages.success(request, _("You take part in the joint round. Next: answer the questions, as in any round."))
        return redirect("rounds:overview", slug=here.municipality.slug, number=own.number)
    running = current_round()
    return render(request, "joint/invitation.jinja", {
        "partner": found,
        "questionnaire": title_of(found.round, current_language()),
        "running": running,
        "hindrance": _hindrance(here, running, found),
        "seeing": ways_to_be_seen(found.municipality),
        "form": form,
    })  # fmt: skip


@door(Permission.MANAGE_ROUNDS)
@require_POST
def decline(request: HttpRequest, here: Here, partner: int) -> HttpResponse:
    """Say no."""
    found = _partnership(here, partner)
    decline_invitation(found, by=here.person)
    _tell(request, found)
    messages.success(request, _("You declined the invitation. %(county)s was told.") % {"county": found.municipality})
    return redirect("municipalities:home", slug=here.municipality.slug)


@door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, here: Here, partner: int) -> HttpResponse:
    """Say what happens, then go on alone."""
    found = _partnership(here, partner)
    require_taking_part(found)
    own = found.town_round
    if request.method == "POST" and own is not None:
        leave_round(found, by=here.person)
        _tell(request, found)
        said = _("You go on alone. %(county)s no longer sees anything of your round; all answers stayed.")
        messages.success(request, said % {"county": found.municipality})
        return redirect("rounds:overview", slug=here.municipality.slug, number=own.number)
    return render(request, "joint/leave.jinja", {"partner": found, "round": own})


@door(Permission.MANAGE_ROUNDS)
@require_POST
def seen_by(request: HttpRequest, here: Here, partner: int) -> HttpResponse:
    """Change who sees the result."""
    found = _partnership(here, partner)
    require_taking_part(found)
    form = SeenForm(data=request.POST)
    if form.is_valid():
        show_to_partners(found, is_seen=form.is_seen_by_partners, by=here.person)
        messages.success(request, _("It is decided who sees your result."))
    return _to_page(here, found.town_round)


def _partnership(here: Here, pk: int) -> Partner:
    found = partnerships_of(here.municipality).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _hindrance(here: Here, running: Round | None, partner: Partner) -> str:
    try:
        require_same_questions(running, partner.round, here.municipality)
    except Refused as refusal:
        return str(refusal)
    return ""


def _tell(request: HttpRequest, partner: Partner) -> None:
    """Write to those who coordinate in the county."""
    partner.refresh_from_db(fields=["state"])
    parts = {"slug": partner.municipality.slug, "number": partner.round.number}
    link = request.build_absolute_uri(reverse("joint:page", kwargs=parts))
    send_news(coordinators_of(partner.municipality_id), partner, link)


def _to_page(here: Here, round_: Round | None) -> HttpResponse:
    if round_ is None:
        raise Http404
    return redirect("joint:page", slug=here.municipality.slug, number=round_.number)
