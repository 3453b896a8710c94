"""Writing to guests: the text of the invitation, the mail as it will be sent, now or later, and letters to print."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.accounts.emails import Mail, sender_named
from weltoffen.accounts.sending import Outcome
from weltoffen.contributors.choices import Written
from weltoffen.contributors.forms import SendForm
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import moment
from weltoffen.invitations.actions import call_off, cancel_mail, change_text, note_letters, note_told_off, up_to_date
from weltoffen.invitations.choices import Occasion, Origin, Uninvited
from weltoffen.invitations.emails import mail_to
from weltoffen.invitations.exports import letters_to
from weltoffen.invitations.forms import TextForm
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import GuestMail
from weltoffen.invitations.queries import guests_of, invitation_of, not_told
from weltoffen.invitations.rules import GuestMailIsGone, facts_of, require_inviting
from weltoffen.invitations.sending import Recipient, plan_mail, recipients_among, send_now
from weltoffen.invitations.wording import Inviting, usual_text, when
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop

ALL, HIDDEN = "all", "…"
UNFIT_FOR_LETTERS = (Uninvited.NOT_INVITED, Uninvited.DOES_NOT_COME, Uninvited.HAS_REPLIED)


class Preview(NamedTuple):
    """A mail as it will be sent to one of those who get such a mail; only the secret of their link is left out."""

    language: str
    code: str
    mail: Mail
    sender: str
    number: int


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """The text of the invitation in both languages; empty takes our own."""
    invitation = invitation_of(workshop)
    require_inviting(workshop, invitation)
    usual = {code: _usual(code) for code in Written.values}
    initial = {"text": invitation.text or usual["de"], "text_en": invitation.text_en or usual["en"]}
    form = TextForm(data=request.POST or None, initial=initial)
    if form.is_valid():
        german, english = (_unless_usual(form.cleaned_data[name], usual[code])
                           for name, code in (("text", "de"), ("text_en", "en")))  # fmt: skip
        change_text(workshop, german, english, by=here.person)
        messages.success(request, _("The text was saved. You see it in the mail before that is sent."))
        return _to_list(here, workshop)
    return render(request, "invitations/text.jinja", {
        "workshop": workshop, "form": form, "is_own": bool(invitation.text or invitation.text_en),
    })  # fmt: skip


def _usual(code: str) -> str:
    with translation.override(code):
        return usual_text()


def _unless_usual(typed: str, usual: str) -> str:
    """What was left as it stood is ours, and follows when ours is improved."""
    own = "\n".join(line.rstrip() for line in typed.splitlines()).strip()
    return "" if own == usual.strip() else own


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, here: Here, workshop: Workshop, occasion: str) -> HttpResponse:
    """Choose a note and a moment, see the mail, send it."""
    inviting = _inviting(request, here, workshop)
    if occasion != Occasion.CANCELLATION:
        require_inviting(workshop, inviting.invitation)
    recipients = recipients_among(workshop, occasion, _chosen(request, workshop, occasion))
    if not recipients:
        return _nobody(request, here, workshop)
    form = SendForm(data=request.POST or None, initial={"when": "now"})
    if form.is_valid() and request.POST.get("do") == "send":
        _carry_out(request, here, inviting, occasion, recipients, form)
        return _to_list(here, workshop)
    note = form["note"].value() or ""
    return render(request, "invitations/write.jinja", {
        "workshop": workshop,
        "occasion": occasion,
        "heading": _heading(occasion),
        "form": form,
        "chosen": [one.attendee.pk for one in recipients],
        "to": [one.attendee for one in recipients if one.left_out is None],
        "left_out": [(one.attendee, one.left_out.label) for one in recipients if one.left_out is not None],
        "previews": _previews(here, inviting, occasion, recipients, note),
    })  # fmt: skip


def _heading(occasion: str) -> str:
    match Occasion(occasion):
        case Occasion.INVITATION:
            return _("Write invitations")
        case Occasion.REMINDER:
            return _("Remind those who have not replied")
        case Occasion.CHANGE:
            return _("Tell guests what has changed")
        case Occasion.CANCELLATION:
            return _("Tell guests that it is called off")


def _carry_out(
    request: HttpRequest, here: Here, inviting: Inviting, occasion: str, recipients: Sequence[Recipient], form: SendForm
) -> None:
    note = form.cleaned_data["note"]
    if form.cleaned_data["when"] == "later":
        number = plan_mail(inviting, occasion, recipients, due_at=form.due_at, note=note, by=here.person)
        said = ngettext("One mail will be sent: %(moment)s.", "%(num)s mails will be sent: %(moment)s.", number)
        messages.success(request, said % {"num": number, "moment": moment(form.due_at)})
        return
    _tell(request, send_now(inviting, occasion, recipients, note=note, by=here.person))


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.sent:
        said = ngettext("One mail was sent.", "%(num)s mails were sent.", outcome.sent)
        messages.success(request, said % {"num": outcome.sent})
    if outcome.faults:
        messages.warning(request, outcome.said_of_faults)
    if outcome.waiting:
        messages.info(request, outcome.said_of_waiting)


def _previews(
    here: Here, inviting: Inviting, occasion: str, recipients: Sequence[Recipient], note: str
) -> list[Preview]:
    """One in each language that somebody is written to in."""
    found = []
    for code, label in Written.choices:
        alike = [one.attendee for one in recipients if one.left_out is None and one.attendee.language == code]
        if alike:
            mail = mail_to(alike[0], inviting, occasion, note=note, by=here.person)
            secret = token_of(alike[0])
            shown = [part.replace(secret, HIDDEN) for part in mail.paragraphs]
            hidden = Mail(
                to=mail.to, subject=mail.subject, paragraphs=shown, links={}, reply_to=mail.reply_to,
                attachments=mail.attachments,
            )  # fmt: skip
            found.append(Preview(str(label), code, hidden, sender_named(mail.sender), len(alike)))
    return found


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, here: Here, workshop: Workshop, occasion: str) -> HttpResponse:
    """A letter for each of those who were chosen, in one file to print."""
    inviting = _inviting(request, here, workshop)
    if occasion != Occasion.CANCELLATION:
        require_inviting(workshop, inviting.invitation)
    chosen = recipients_among(workshop, occasion, _chosen(request, workshop, occasion, letters=True))
    if not chosen:
        return _nobody(request, here, workshop)
    fits = [one for one in chosen if one.left_out not in UNFIT_FOR_LETTERS]
    printed = [one.attendee for one in fits if one.attendee.origin == Origin.INVITED]
    if request.method == "POST" and printed:
        file = letters_to(printed, inviting, occasion)
        note_letters(workshop, printed, told=facts_of(workshop), by=here.person)
        if occasion == Occasion.CANCELLATION:
            note_told_off(printed)
        name = slugify("-".join([_("Letters"), here.municipality.slug, workshop.title]))
        return attached(file, "application/pdf", f"{name}.pdf")
    return render(request, "invitations/letters.jinja", {
        "workshop": workshop,
        "occasion": occasion,
        "printed": printed,
        "left_out": [
            (one.attendee, one.left_out.label)
            for one in chosen if one.attendee not in printed and one.left_out is not None
        ],
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def cancel(request: HttpRequest, here: Here, workshop: Workshop, mail: int) -> HttpResponse:
    """Planned mail is not sent."""
    found = GuestMail.objects.filter(workshop=workshop, pk=mail).select_related("workshop").first()
    if found is None:
        raise GuestMailIsGone
    cancel_mail(found, by=here.person)
    messages.success(request, _("The planned mail will not be sent."))
    return _to_list(here, workshop)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def calling_off(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then call the workshop off; telling the guests is the next step."""
    require_inviting(workshop, invitation_of(workshop))
    if request.method == "POST":
        call_off(workshop, by=here.person)
        unaware = not_told(workshop, Occasion.CANCELLATION)
        if unaware:
            messages.success(request, _("The workshop is called off. Its guests do not know yet: tell them now."))
        else:
            messages.success(request, _("The workshop is called off."))
        return _to_list(here, workshop)
    return render(request, "invitations/call_off.jinja", {
        "workshop": workshop, "when": when(workshop), "unaware": len(not_told(workshop, Occasion.CANCELLATION)),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def told(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Somebody was told by telephone that the workshop is called off."""
    ticked = set(_numbers(request))
    known = [one for one in not_told(workshop, Occasion.CANCELLATION) if one.pk in ticked]
    if not known:
        return _nobody(request, here, workshop)
    note_told_off(known)
    messages.success(request, _("Noted: these guests know that it is called off."))
    return _to_list(here, workshop)


def _inviting(request: HttpRequest, here: Here, workshop: Workshop) -> Inviting:
    site = request.build_absolute_uri("/")
    return Inviting(here.municipality, workshop, up_to_date(workshop), site, here.person.name)


def _numbers(request: HttpRequest) -> list[int]:
    typed = (request.POST if request.method == "POST" else request.GET).getlist("who")
    return sorted({int(one) for one in typed if one.isascii() and one.isdigit() and len(one) <= len(str(2**62))})


def _chosen(request: HttpRequest, workshop: Workshop, occasion: str, *, letters: bool = False) -> list[int]:
    """The primary keys of those who were ticked; or, for `all`, of everybody whom it concerns."""
    if ALL not in (request.POST if request.method == "POST" else request.GET).getlist("who"):
        return _numbers(request)
    found = recipients_among(workshop, occasion, guests_of(workshop).values_list("pk", flat=True))
    fits = [one for one in found if one.left_out is None or (letters and one.left_out is Uninvited.NO_ADDRESS)]
    return [one.attendee.pk for one in fits]


def _nobody(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    messages.warning(request, _("Nobody was chosen. Please tick those whom you mean."))
    return _to_list(here, workshop)


def _to_list(here: Here, workshop: Workshop) -> HttpResponse:
    return redirect("invitations:list", slug=here.municipality.slug, workshop=workshop.number)
