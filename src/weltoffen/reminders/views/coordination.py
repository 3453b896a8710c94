"""Reminding: who has something open, the mail as it will be sent, now or later; what waits can be cancelled."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.accounts.emails import Mail, sender_named
from weltoffen.accounts.sending import Outcome
from weltoffen.contributors.forms import SendForm
from weltoffen.contributors.wording import Asking
from weltoffen.foundation import clock
from weltoffen.foundation.templating import moment
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.reminders.actions import cancel_reminders
from weltoffen.reminders.emails import reminder_to
from weltoffen.reminders.links import Receiver, signed
from weltoffen.reminders.models import PlannedReminders
from weltoffen.reminders.queries import among, departments_waiting, planned_in
from weltoffen.reminders.rules import RemindersAreGone
from weltoffen.reminders.sending import Chosen, plan_reminders, remind_now
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

HIDDEN = "…"


class Preview(NamedTuple):
    """A mail as one of a department gets it; only the secret part of their link is left out."""

    department: str
    mail: Mail
    sender: str
    number: int


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_safe
def overview(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Departments with something open, who works there, when they were reminded, why somebody is not."""
    require_open(round_)
    waiting = departments_waiting(round_)
    open_ones = [one for one in waiting if one.has_something_open]
    return render(request, "reminders/list.jinja", {
        "round": round_,
        "now": clock.now(),
        "waiting": open_ones,
        "done": [one.department for one in waiting if not one.has_something_open],
        "number": sum(colleague.left_out is None for one in open_ones for colleague in one.colleagues),
        "planned": planned_in(round_),
    })  # fmt: skip


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Choose a note and a moment, see the mail, send it."""
    require_open(round_)
    chosen = _chosen(request, round_)
    if not chosen:
        messages.warning(request, _("Nobody was chosen. Please tick those whom you mean."))
        return _to_list(here, round_)
    asking = Asking(here.municipality, round_, request.build_absolute_uri("/"), here.person.name)
    form = SendForm(data=request.POST or None, initial={"when": "now"})
    if form.is_valid() and request.POST.get("do") == "send":
        _carry_out(request, here, asking, chosen, form)
        return _to_list(here, round_)
    to = [(waiting, one) for waiting, one in chosen if one.left_out is None]
    return render(request, "reminders/write.jinja", {
        "round": round_,
        "form": form,
        "chosen": [one.membership.pk for _waiting, one in chosen],
        "to": to,
        "left_out": [(one.person, one.left_out.label) for _waiting, one in chosen if one.left_out is not None],
        "previews": _previews(here, asking, to, form["note"].value() or ""),
    })  # fmt: skip


def _carry_out(request: HttpRequest, here: Here, asking: Asking, chosen: Sequence[Chosen], form: SendForm) -> None:
    note = form.cleaned_data["note"]
    if form.cleaned_data["when"] == "later":
        number = plan_reminders(asking, chosen, due_at=form.due_at, note=note, by=here.person)
        said = ngettext("One reminder will be sent: %(moment)s.", "%(num)s reminders will be sent: %(moment)s.", number)
        messages.success(request, said % {"num": number, "moment": moment(form.due_at)})
        return
    _tell(request, remind_now(asking, chosen, note=note, by=here.person))


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.sent:
        said = ngettext("One person was reminded.", "%(num)s people were reminded.", outcome.sent)
        messages.success(request, said % {"num": outcome.sent})
    if outcome.faults:
        messages.warning(request, outcome.said_of_faults)
    if outcome.waiting:
        messages.info(request, outcome.said_of_waiting)


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_POST
def cancel(request: HttpRequest, here: Here, round_: Round, planned: int) -> HttpResponse:
    """Planned reminders are not sent."""
    found = PlannedReminders.objects.filter(round_id=round_.pk, pk=planned).select_related("round").first()
    if found is None:
        raise RemindersAreGone
    cancel_reminders(found, by=here.person)
    messages.success(request, _("The planned reminders will not be sent."))
    return _to_list(here, round_)


def _previews(here: Here, asking: Asking, to: Sequence[Chosen], note: str) -> list[Preview]:
    """One mail of each department: what is open differs between them, and nothing else but the names does."""
    by_department: dict[int, list[Chosen]] = {}
    for waiting, one in to:
        by_department.setdefault(waiting.department.pk, []).append((waiting, one))
    return [_preview(here, asking, alike, note) for alike in by_department.values()]


def _preview(here: Here, asking: Asking, alike: Sequence[Chosen], note: str) -> Preview:
    waiting, one = alike[0]
    mail = reminder_to(one.person, waiting, asking, note=note, by=here.person)
    secret = signed(Receiver(here.municipality.pk, one.person.pk))
    shown = [paragraph.replace(secret, HIDDEN) for paragraph in mail.paragraphs]
    hidden = Mail(to=mail.to, subject=mail.subject, paragraphs=shown, links={}, reply_to=mail.reply_to)
    return Preview(waiting.department.name, hidden, sender_named(mail.sender), len(alike))


def _chosen(request: HttpRequest, round_: Round) -> list[Chosen]:
    """Those of the round's departments who were ticked, by the primary keys of their memberships."""
    ticked = set((request.POST if request.method == "POST" else request.GET).getlist("who"))
    waiting = departments_waiting(round_) if ticked else []
    people = {
        one.person.pk for department in waiting for one in department.colleagues if str(one.membership.pk) in ticked
    }
    return among(waiting, people)


def _to_list(here: Here, round_: Round) -> HttpResponse:
    return redirect("reminders:list", slug=here.municipality.slug, number=round_.number)
