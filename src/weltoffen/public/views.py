"""Pages for everyone."""

from collections.abc import Sequence

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.evaluation.models import Release
from weltoffen.evaluation.queries import released_by, released_municipalities
from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, Stored, Whose, stored_about
from weltoffen.invitations.models import Announcement
from weltoffen.invitations.queries import announced_by, municipalities_with_events
from weltoffen.invitations.wording import when
from weltoffen.municipalities.exports import coat_of_arms_file
from weltoffen.municipalities.models import Municipality
from weltoffen.public.checked import last_check
from weltoffen.public.emails import send_feedback
from weltoffen.public.forms import LONGEST_PAGE, FeedbackForm, opened_now
from weltoffen.public.imprint import paragraphs_of

TOO_MANY, NOT_NOW = 429, 503


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is and for whom."""
    return render(request, "public/start.jinja", {
        "released": released_municipalities(), "with_events": municipalities_with_events(),
    })  # fmt: skip


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is accessible, how that is known, and whom to tell."""
    return render(request, "public/accessibility.jinja", {
        "checked": last_check(),
        "enforcement": settings.ENFORCEMENT_BODY,
        "enforcement_page": settings.ENFORCEMENT_PAGE,
    })  # fmt: skip


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Report a barrier; whatever hinders the sending, what was typed stays in the form."""
    if request.method != "POST" or not settings.CONTACT:
        form = FeedbackForm(initial={"page": request.GET.get("page", "")[:LONGEST_PAGE]})
        return _feedback_page(request, form)
    form = FeedbackForm(data=request.POST)
    if not form.is_valid():
        return _feedback_page(request, form)
    if not ratelimit.consume(request, action="feedback"):
        form.add_error(None, _("There were many messages from here within an hour. Please send this one later."))
        return _feedback_page(request, form, status=TOO_MANY)
    typed = {name: form.cleaned_data[name] for name in ("message", "page", "email")}
    if not send_feedback(**typed):
        form.add_error(None, _("The message could not be sent. It still stands here: please try again later."))
        return _feedback_page(request, form, status=NOT_NOW)
    messages.success(request, _("Thank you. Your message was sent."))
    return redirect("public:accessibility")


def _feedback_page(request: HttpRequest, form: FeedbackForm, status: int = 200) -> HttpResponse:
    return render(request, "public/feedback.jinja", {"form": form, "opened": opened_now()}, status=status)


@login_not_required
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """What the operator wrote about themselves; there is no such page where they did not."""
    paragraphs = paragraphs_of(settings.IMPRINT_TEXT)
    if not paragraphs:
        raise Http404
    return render(request, "public/imprint.jinja", {"paragraphs": paragraphs})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, what for, who sees it, until when: as the rooms declare it."""
    parts = {whose.value: [_row(one) for one in stored_about(whose)] for whose in Whose}
    cookies = [(one.name, one.purpose, one.until_when) for one in COOKIES]
    in_browser = [(one.name, one.purpose, one.until_when) for one in BROWSER_STORE]
    chosen = [one.name for one in COOKIES if one.is_chosen]
    context = {"stored": parts, "cookies": cookies, "in_browser": in_browser, "chosen": chosen}
    return render(request, "public/privacy.jinja", context)


def _row(one: Stored) -> tuple[object, ...]:
    return one.what, one.purpose, one.seen_by, one.until_when, one.basis


@login_not_required
@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What a municipality released, and the dialogue events that it announced; nothing that tells of anything else."""
    shown, releases, events = _public(slug)
    context = {
        "municipality": shown,
        "releases": releases,
        "events": [(one.workshop, when(one.workshop)) for one in events],
    }
    return render(request, "public/municipality.jinja", context)


@login_not_required
@require_safe
def coat_of_arms(request: HttpRequest, slug: str) -> HttpResponse:
    """The coat of arms beside what is public; there is none without."""
    shown, _releases, _events = _public(slug)
    return coat_of_arms_file(shown)


def _public(slug: str) -> tuple[Municipality, Sequence[Release], Sequence[Announcement]]:
    """A municipality that shows something to everybody; others are as if they did not exist."""
    found = Municipality.objects.defer("coat_of_arms").filter(slug=slug).first()
    releases = released_by(found) if found is not None else ()
    events = announced_by(found) if found is not None else ()
    if found is None or not (releases or events):
        raise Http404
    return found, releases, events
