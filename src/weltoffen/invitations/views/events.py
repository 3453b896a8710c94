"""A dialogue event as everybody sees it, and registering for it without an account."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.mail import get_connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from weltoffen.accounts.emails import refusal_of
from weltoffen.contributors.models import LONGEST_FAULT
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.invitations.actions import Registration, note_confirmation, register, up_to_date
from weltoffen.invitations.emails import confirmation_to
from weltoffen.invitations.forms import RegisterForm
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import Announcement, Attendee
from weltoffen.invitations.queries import announced_event, invitation_of, people_coming
from weltoffen.invitations.retention import kept_days
from weltoffen.invitations.rules import places_left, takes_registrations
from weltoffen.invitations.views.leading_on import REGISTERED, calendar_response, welcome_page
from weltoffen.invitations.wording import Inviting, when, where
from weltoffen.municipalities.models import Municipality
from weltoffen.surveys.throttle import Throttle, address_of
from weltoffen.surveys.tokens import form_sent, new_form

INVALID, TOO_MANY = 422, 429
MOST_REGISTRATIONS_IN_AN_HOUR = 30
THROTTLE = Throttle(MOST_REGISTRATIONS_IN_AN_HOUR)
Page = Callable[[HttpRequest, Municipality, Announcement], HttpResponse]


def for_everybody(view: Page) -> Callable[..., HttpResponse]:
    """From an address to the event that a municipality announced, in its scope; what is not announced is not there."""

    @login_not_required
    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, slug: str, event: int) -> HttpResponse:
        municipality = Municipality.objects.defer("coat_of_arms").filter(slug=slug).first()
        found = announced_event(municipality, event) if municipality is not None else None
        if municipality is None or found is None:
            raise Http404
        with scope(municipality=municipality.pk):
            return view(request, municipality, found)

    return enter


@require_safe
@for_everybody
def page(request: HttpRequest, municipality: Municipality, announcement: Announcement) -> HttpResponse:
    """What, when, where, why; the way to register, or why there is none."""
    return _page(request, municipality, announcement, "event")


@require_http_methods(["GET", "HEAD", "POST"])
@for_everybody
def registering(request: HttpRequest, municipality: Municipality, announcement: Announcement) -> HttpResponse:
    """How many come, what they need, a name and an address if they like. Whatever hinders it, what was typed stays."""
    if not _can_register(announcement):
        return redirect("events:page", slug=municipality.slug, event=announcement.workshop.number)
    form = RegisterForm(data=request.POST or None, initial={"people": 1})
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, municipality, announcement, form, INVALID if form.errors else 200)
    typed = form.cleaned_data
    said = Registration(typed["name"], typed["email"], typed["people"], current_language())
    try:
        sent = form_sent(request.POST.get("form", ""), _key_of(announcement))
        if not THROTTLE.allows(address_of(request)):
            form.add_error(None, _("There were many registrations from your connection. Please wait for an hour."))
            return _form_page(request, municipality, announcement, form, TOO_MANY)
        attendee, is_new = register(announcement, said, form.needs, sent)
    except Refused as refused:
        return _form_page(request, municipality, announcement, form, INVALID, refused)
    return _confirmed(request, municipality, announcement, attendee, is_new=is_new)


@require_safe
@for_everybody
def registered(request: HttpRequest, municipality: Municipality, announcement: Announcement) -> HttpResponse:
    """That a mail is on its way; the same whether the address had a place before or not."""
    return _page(request, municipality, announcement, "registered")


@require_safe
@for_everybody
def calendar(request: HttpRequest, municipality: Municipality, announcement: Announcement) -> HttpResponse:
    """The calendar file, which leads to the public page."""
    workshop = announcement.workshop
    return calendar_response(request, municipality, workshop, _address(request, municipality, announcement))


def _confirmed(
    request: HttpRequest, municipality: Municipality, announcement: Announcement, attendee: Attendee, *, is_new: bool
) -> HttpResponse:
    """By mail where there is an address; else, or where the mail was refused, by the page of the place itself."""
    if attendee.email:
        workshop = announcement.workshop
        inviting = Inviting(municipality, workshop, up_to_date(workshop), request.build_absolute_uri("/"), "")
        mail = confirmation_to(attendee, inviting, _address(request, municipality, announcement))
        fault = refusal_of(mail, get_connection(), attendee.language)
        note_confirmation(attendee, fault[:LONGEST_FAULT])
        if not (fault and is_new):
            return redirect("events:registered", slug=municipality.slug, event=workshop.number)
    return welcome_page(token_of(attendee), REGISTERED)


def _can_register(announcement: Announcement) -> bool:
    left = places_left(announcement, people_coming(announcement.workshop))
    return left != 0 and takes_registrations(announcement, invitation_of(announcement.workshop))


def _form_page(
    request: HttpRequest, municipality: Municipality, announcement: Announcement, form: RegisterForm, status: int,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    return _page(
        request, municipality, announcement, "register", status=status, form=form, refused=refused,
        token=new_form(_key_of(announcement), after=request.POST.get("form", "")), kept_days=kept_days(),
    )  # fmt: skip


def _key_of(announcement: Announcement) -> str:
    return f"event-{announcement.pk}"


def _address(request: HttpRequest, municipality: Municipality, announcement: Announcement) -> str:
    parts = {"slug": municipality.slug, "event": announcement.workshop.number}
    return request.build_absolute_uri(reverse("events:page", kwargs=parts))


def _page(
    request: HttpRequest, municipality: Municipality, announcement: Announcement, name: str, *, status: int = 200,
    **values: object,
) -> HttpResponse:  # fmt: skip
    workshop = announcement.workshop
    invitation = invitation_of(workshop)
    return render(request, f"invitations/{name}.jinja", {
        "municipality": municipality,
        "announcement": announcement,
        "workshop": workshop,
        "invitation": invitation,
        "when": when(workshop),
        "where": where(workshop),
        "left": places_left(announcement, people_coming(workshop)),
        "is_open": takes_registrations(announcement, invitation),
        **values,
    }, status=status)  # fmt: skip
