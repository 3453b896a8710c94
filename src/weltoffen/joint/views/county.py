"""What a county does: inviting towns, withdrawing an invitation, ending a participation."""

from collections.abc import Iterable, Sequence

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.refusals import Refused
from weltoffen.joint.actions import invite_towns, remove_partner, withdraw_invitation
from weltoffen.joint.emails import send_invitations, send_news
from weltoffen.joint.forms import InviteForm, ReasonForm
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import (
    coordinators_of,
    earlier_partners,
    partner_of,
    partners_of,
    towns_by_keys,
    towns_of,
)
from weltoffen.joint.rules import require_leadable
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Choose among the county's own towns and those of the last joint round, or name another one exactly."""
    require_open(round_)
    require_leadable(round_, here.municipality)
    open_ones = {one.town_id for one in partners_of(round_) if one.is_open and one.town_id is not None}
    again = earlier_partners(round_) - open_ones
    offered = _offered(here, again, open_ones)
    proposal = {"towns": [str(one.pk) for one in offered if one.pk in again]}
    form = InviteForm(offered, open_ones, data=request.POST or None, initial=proposal)
    if form.is_valid() and _may_write_to_more(request, here, form):
        try:
            invited = invite_towns(round_, form.towns, by=here.person)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            _tell(request, invited)
            return redirect("joint:page", slug=here.municipality.slug, number=round_.number)
    choices = [(str(one.pk), one.name, _("took part last time") if one.pk in again else "") for one in offered]
    return render(request, "joint/invite.jinja", {"round": round_, "form": form, "towns": choices})


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, here: Here, round_: Round, partner: int) -> HttpResponse:
    """Ask once, then withdraw the invitation or end the participation, the latter with a reason."""
    found = partner_of(round_, partner)
    if found is None or not found.is_open:
        raise Http404
    form = ReasonForm(data=request.POST or None)
    if request.method == "POST" and (found.is_invited or form.is_valid()):
        reason = "" if found.is_invited else form.cleaned_data["reason"]
        _end(request, here, found, reason)
        return redirect("joint:page", slug=here.municipality.slug, number=round_.number)
    return render(request, "joint/end.jinja", {"round": round_, "partner": found, "form": form})


def _offered(here: Here, again: set[int], open_ones: Iterable[int]) -> list[Municipality]:
    """The towns of this county and those of last time, by name, without those who are there already."""
    towns = {one.pk: one for one in [*towns_of(here.municipality), *towns_by_keys(again)]}
    offered = [one for one in towns.values() if one.pk not in set(open_ones)]
    return sorted(offered, key=lambda one: one.name.casefold())


def _may_write_to_more(request: HttpRequest, here: Here, form: InviteForm) -> bool:
    """An account that somebody took over must not become a sender of unwanted mail."""
    if ratelimit.consume(request, action="invite", user=here.person):
        return True
    form.add_error("name", _("You have sent very many invitations in this hour. Please go on later."))
    return False


def _end(request: HttpRequest, here: Here, partner: Partner, reason: str) -> None:
    if partner.is_invited:
        withdraw_invitation(partner, by=here.person)
        messages.success(request, _("The invitation of %(town)s was withdrawn.") % {"town": partner})
    else:
        remove_partner(partner, reason=reason, by=here.person)
        messages.success(request, _("%(town)s no longer takes part in the joint round.") % {"town": partner})
    partner.refresh_from_db(fields=["state"])
    if partner.town_id is not None and partner.town is not None:
        home = reverse("municipalities:home", kwargs={"slug": partner.town.slug})
        send_news(coordinators_of(partner.town_id), partner, request.build_absolute_uri(home), reason)


def _tell(request: HttpRequest, invited: Sequence[Partner]) -> None:
    """Write to those who coordinate in each town, and say on the next page whom no message reached."""
    unreached = [str(one) for one in invited if not _write(request, one)]
    number = len(invited) - len(unreached)
    if number:
        said = ngettext(
            "One municipality is invited. Those who coordinate there were told by e-mail.",
            "%(num)s municipalities are invited. Those who coordinate there were told by e-mail.", number,
        )  # fmt: skip
        messages.success(request, said % {"num": number})
    for name in unreached:
        said = _(
            "%(town)s is invited, but no e-mail could be sent. The invitation stands on the overview there; please "
            "tell them."
        )
        messages.warning(request, said % {"town": name})


def _write(request: HttpRequest, partner: Partner) -> bool:
    if partner.town is None:
        return False
    path = reverse("joint:invitation", kwargs={"slug": partner.town.slug, "partner": partner.pk})
    return send_invitations(coordinators_of(partner.town.pk), partner, request.build_absolute_uri(path))
