"""Who is invited: the list by perspective with its balance; adding, changing and taking off the list."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.accounts.models import Person
from weltoffen.contributors.choices import Written
from weltoffen.foundation import clock
from weltoffen.foundation.forms import SummarisedForm
from weltoffen.invitations.actions import NewGuest, add_guests, change_guest, remove_guest, renew_link
from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.forms import GuestForm, GuestsForm
from weltoffen.invitations.models import Attendee
from weltoffen.invitations.queries import (
    Balance,
    addresses_of,
    announcement_of,
    balance_of,
    earlier_workshops,
    guest_of,
    guests_of,
    invitation_of,
    mails_waiting,
    not_told,
    wanted_at,
)
from weltoffen.invitations.rules import (
    AddressIsInvited,
    TooManyGuests,
    facts_of,
    is_recent,
    require_inviting,
    require_present,
    why_not_written_to,
)
from weltoffen.invitations.wording import (
    Standing,
    perspective_choices,
    perspective_label,
    said_of_balances,
    standing_of,
    when,
    where,
)
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop

WRITTEN = [(one.value, one.label) for one in Written]


class Row(NamedTuple):
    """A guest in the list, with what has to be known about them."""

    attendee: Attendee
    standing: Sequence[Standing]


class Group(NamedTuple):
    """A perspective in the list."""

    key: str
    label: str
    rows: Sequence[Row]


class NextStep(NamedTuple):
    """Of what guests have to be told next: how many get a mail, and how many need a letter."""

    occasion: str
    mails: int
    letters: int

    @property
    def number(self) -> int:
        """How many in all."""
        return self.mails + self.letters


class Bar(NamedTuple):
    """A perspective in the balance; widths are parts of the longest bar."""

    label: str
    balance: Balance
    parts: Sequence[tuple[str, int, int]]


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def all_guests(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Everybody on the list, and how the perspectives are balanced."""
    found = list(guests_of(workshop))
    facts, balances, invitation = facts_of(workshop), balance_of(workshop), invitation_of(workshop)
    shown = [one for one in balances if one.listed or not workshop.is_dialogue]
    return render(request, "invitations/list.jinja", {
        "workshop": workshop,
        "invitation": invitation,
        "announcement": announcement_of(workshop),
        "when": when(workshop),
        "where": where(workshop),
        "groups": list(_groups(workshop, found)),
        "bars": _bars(workshop, shown),
        "thin": [] if workshop.is_dialogue else said_of_balances(workshop, balances),
        "total": _total(balances),
        "number": len(found),
        "next": _next_step(workshop, is_called_off=invitation.is_called_off),
        "unaware": not_told(workshop, Occasion.CANCELLATION) if invitation.is_called_off else [],
        "open": _able(found, Occasion.REMINDER, facts),
        "replies_open": sum(1 for one in found if one.reply == "open" and one.is_invited),
        "can_remind_later": any(one.reply == "open" and one.is_invited and is_recent(one) for one in found),
        "has_needs": bool(wanted_at(workshop).who),
        "has_earlier": bool(earlier_workshops(workshop)),
        "mails": mails_waiting(workshop),
        "is_over": clock.now() >= workshop.begins_at,
        "can_invite": not workshop.has_ended and not invitation.is_called_off,
    })  # fmt: skip


def _groups(workshop: Workshop, found: Sequence[Attendee]) -> Sequence[Group]:
    facts = facts_of(workshop)
    keys = dict.fromkeys([*workshop.perspective_keys, *(one.perspective for one in found)])
    groups = [
        Group(key, perspective_label(workshop, key), [
            Row(one, standing_of(one, facts)) for one in found if one.perspective == key
        ])
        for key in keys
    ]  # fmt: skip
    return [group for group in groups if group.rows]


def _bars(workshop: Workshop, balances: Sequence[Balance]) -> list[Bar]:
    longest = max((one.listed for one in balances), default=0) or 1
    return [Bar(perspective_label(workshop, one.perspective), one, _parts(one, longest)) for one in balances]


def _parts(one: Balance, longest: int) -> list[tuple[str, int, int]]:
    """Name, beginning and width of each part of a bar, in per mille of the longest."""
    parts, begins = [], 0
    for name, number in (("yes", one.yes), ("open", one.open), ("no", one.no)):
        width = number * 1000 // longest
        if width:
            parts.append((name, begins, width))
        begins += width
    return parts


def _total(balances: Sequence[Balance]) -> Balance:
    numbers = [sum(column) for column in zip(*(one[1:] for one in balances), strict=True)]
    return Balance("", *numbers) if numbers else Balance("", 0, 0, 0, 0, 0)


def _able(found: Sequence[Attendee], occasion: str, facts: object) -> list[Attendee]:
    return [one for one in found if why_not_written_to(one, occasion, facts) is None]  # type: ignore[arg-type]


def _next_step(workshop: Workshop, *, is_called_off: bool) -> NextStep | None:
    """Whom something has to be told next, and how they can be reached."""
    if workshop.has_ended:
        return None
    order = (Occasion.CANCELLATION,) if is_called_off else (Occasion.CHANGE, Occasion.INVITATION, Occasion.REMINDER)
    for occasion in order:
        waiting = not_told(workshop, occasion)
        letters = sum(1 for one in waiting if not one.email)
        if occasion != Occasion.REMINDER and waiting:
            return NextStep(occasion.value, len(waiting) - letters, letters)
        if len(waiting) > letters:
            return NextStep(occasion.value, len(waiting) - letters, 0)
    return None


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Put one person on the list."""
    require_inviting(workshop, invitation_of(workshop))
    initial = {"language": Written.GERMAN.value, "perspective": request.GET.get("perspective", "")}
    form = GuestForm(workshop, data=request.POST or None, initial=initial)
    if form.is_valid() and _are_added(workshop, form, [form.guest], "name", by=here.person):
        said = _("%(name)s is on the list. Nothing was sent yet.")
        messages.success(request, said % {"name": form.cleaned_data["name"]})
        return _to_list(here, workshop)
    return render(request, "invitations/add.jinja", {
        "workshop": workshop, "form": form, "written": WRITTEN, "perspectives": perspective_choices(workshop),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Put many on the list, a line for each."""
    require_inviting(workshop, invitation_of(workshop))
    form = GuestsForm(workshop, data=request.POST or None, initial={"language": Written.GERMAN.value})
    if form.is_valid() and _are_added(workshop, form, form.new, "lines", by=here.person):
        _tell_added(request, len(form.new))
        return _to_list(here, workshop)
    return render(request, "invitations/paste.jinja", {
        "workshop": workshop, "form": form, "written": WRITTEN,
        "perspectives": [label for _key, label in perspective_choices(workshop)],
    })  # fmt: skip


def _are_added(
    workshop: Workshop, form: SummarisedForm, new: Sequence[NewGuest], field: str, *, by: Person
) -> bool:  # fmt: skip
    """Put them on the list; what hinders it stands at the field with what was typed."""
    try:
        add_guests(workshop, new, by=by)
    except (TooManyGuests, AddressIsInvited) as refused:
        form.add_error(field, str(refused))
        return False
    return True


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Take guests over from another workshop of the municipality: names and addresses, never replies or needs."""
    require_inviting(workshop, invitation_of(workshop))
    others = earlier_workshops(workshop)
    chosen = _chosen_workshop(request, [one for one, _number in others])
    if chosen is None:
        return render(request, "invitations/earlier.jinja", {"workshop": workshop, "others": others, "chosen": None})
    taken, keys = addresses_of(workshop), set(workshop.perspective_keys)
    found = [one for one in guests_of(chosen) if one.origin == "invited"]
    rows = [(one, one.email.lower() in taken and bool(one.email), one.perspective in keys) for one in found]
    numbers = {number for number in request.POST.getlist("who") if number.isascii() and number.isdigit()}
    ticked = [one for one, is_there, _known in rows if str(one.pk) in numbers and not is_there]
    error = ""
    if request.method == "POST" and ticked:
        fallback = workshop.perspective_keys[0]
        new = [
            NewGuest(
                one.name, one.perspective if one.perspective in keys else fallback, one.organisation, one.email,
                one.language, one.note,
            )
            for one in ticked
        ]  # fmt: skip
        try:
            add_guests(workshop, new, by=here.person)
        except (TooManyGuests, AddressIsInvited) as refused:
            error = str(refused)
        else:
            _tell_added(request, len(new))
            return _to_list(here, workshop)
    elif request.method == "POST":
        messages.warning(request, _("Nobody was chosen. Please tick those whom you mean."))
    return render(request, "invitations/earlier.jinja", {
        "workshop": workshop, "others": others, "chosen": chosen, "error": error,
        "ticked": {one.pk for one in ticked} if error else {one.pk for one in found},
        "groups": [
            (perspective_label(chosen, key), [row for row in rows if row[0].perspective == key])
            for key in dict.fromkeys(one.perspective for one in found)
        ],
    })  # fmt: skip


def _chosen_workshop(request: HttpRequest, others: Sequence[Workshop]) -> Workshop | None:
    typed = request.POST.get("from") or request.GET.get("from", "")
    return next((one for one in others if str(one.number) == typed), None)


def _tell_added(request: HttpRequest, number: int) -> None:
    said = ngettext("One person is on the list now. Nothing was sent yet.",
                    "%(num)s people are on the list now. Nothing was sent yet.", number)  # fmt: skip
    messages.success(request, said % {"num": number})


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here, workshop: Workshop, guest: int) -> HttpResponse:
    """What is known about a guest, to be changed; the ways to a new link and off the list."""
    found = guest_or_404(workshop, guest)
    names = ("name", "organisation", "email", "perspective", "language", "note")
    form = GuestForm(workshop, found, data=request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST":
        require_present(found)
    if form.is_valid():
        is_other = form.cleaned_data["email"].lower() != found.email.lower()
        change_guest(found, form.guest, by=here.person)
        said = _("%(name)s was saved.") % {"name": form.cleaned_data["name"] or _("The guest")}
        if is_other:
            said += " " + _("With another address goes another link: the one before opens nothing any more.")
        messages.success(request, said)
        return _to_list(here, workshop)
    return render(request, "invitations/change.jinja", {
        "workshop": workshop, "form": form, "guest": found, "written": WRITTEN,
        "perspectives": form.fields["perspective"].choices,  # type: ignore[attr-defined]
        "standing": standing_of(found, facts_of(workshop)),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def renew(request: HttpRequest, here: Here, workshop: Workshop, guest: int) -> HttpResponse:
    """Make a new link; the one before ends."""
    found = guest_or_404(workshop, guest)
    renew_link(found, by=here.person)
    said = _("%(name)s has a new link. It was not sent yet; the one before opens nothing any more.")
    messages.success(request, said % {"name": found.name or _("The guest")})
    return _to_list(here, workshop)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, here: Here, workshop: Workshop, guest: int) -> HttpResponse:
    """Ask once, then take somebody off the list, with name and address."""
    found = guest_or_404(workshop, guest)
    if request.method == "POST":
        remove_guest(found, by=here.person)
        messages.success(request, _("The guest was taken off the list. Name and e-mail address were erased."))
        return _to_list(here, workshop)
    return render(request, "invitations/remove.jinja", {"workshop": workshop, "guest": found})


def guest_or_404(workshop: Workshop, number: int) -> Attendee:
    """A guest of the workshop, or no such page."""
    found = guest_of(workshop, number)
    if found is None:
        raise Http404
    return found


def _to_list(here: Here, workshop: Workshop) -> HttpResponse:
    return redirect("invitations:list", slug=here.municipality.slug, workshop=workshop.number)
