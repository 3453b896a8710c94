"""Writing to contributors: the mail as it will be sent, a note, now or later; and letters to print."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from weltoffen.accounts.emails import Mail, sender_named
from weltoffen.accounts.sending import Outcome
from weltoffen.contributors.actions import note_letters
from weltoffen.contributors.choices import LeftOut
from weltoffen.contributors.emails import mail_to
from weltoffen.contributors.exports import letters_to
from weltoffen.contributors.forms import SendForm
from weltoffen.contributors.links import token_of
from weltoffen.contributors.queries import contributors_of
from weltoffen.contributors.rules import ending_of, is_first_mail
from weltoffen.contributors.sending import Recipient, plan_sending, recipients_among, send_now
from weltoffen.contributors.wording import Asking
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import moment
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

NEW, ALL = "new", "all"
HIDDEN = "…"


class Preview(NamedTuple):
    """A mail as it will be sent to one of those who get such a mail; only the secret of their link is left out."""

    heading: str
    mail: Mail
    sender: str
    number: int


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Choose a note and a moment, see the mail, send it."""
    require_open(round_)
    asking = _asking(request, here, round_)
    recipients = recipients_among(here.municipality, round_, _chosen(request, round_))
    if not recipients:
        return _nobody(request, here, round_)
    form = SendForm(data=request.POST or None, initial={"when": "now"})
    if form.is_valid() and request.POST.get("do") == "send":
        _carry_out(request, here, asking, recipients, form)
        return redirect("contributors:list", slug=here.municipality.slug, number=round_.number)
    note = form["note"].value() or ""
    return render(request, "contributors/write.jinja", {
        "round": round_,
        "form": form,
        "chosen": [one.contributor.pk for one in recipients],
        "to": [one for one in recipients if one.left_out is None],
        "left_out": [(one.contributor, one.left_out.label) for one in recipients if one.left_out is not None],
        "previews": _previews(here, asking, recipients, note),
    })  # fmt: skip


def _carry_out(
    request: HttpRequest, here: Here, asking: Asking, recipients: Sequence[Recipient], form: SendForm
) -> None:
    note = form.cleaned_data["note"]
    if form.cleaned_data["when"] == "later":
        number = plan_sending(asking, recipients, due_at=form.due_at, note=note, by=here.person)
        said = ngettext("One mail will be sent: %(moment)s.", "%(num)s mails will be sent: %(moment)s.", number)
        messages.success(request, said % {"num": number, "moment": moment(form.due_at)})
        return
    _tell(request, send_now(asking, recipients, note=note, by=here.person))


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.sent:
        said = ngettext("One mail was sent.", "%(num)s mails were sent.", outcome.sent)
        messages.success(request, said % {"num": outcome.sent})
    if outcome.faults:
        messages.warning(request, outcome.said_of_faults)
    if outcome.waiting:
        messages.info(request, outcome.said_of_waiting)


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """A letter for each of those who were chosen, in one file to print."""
    require_open(round_)
    chosen = recipients_among(here.municipality, round_, _chosen(request, round_))
    if not chosen:
        return _nobody(request, here, round_)
    unfit = (LeftOut.LINK_ENDED, LeftOut.NO_QUESTIONS)
    printed = [one for one in chosen if one.questions and one.left_out not in unfit]
    if request.method == "POST" and printed:
        pages = [(one.contributor, one.questions) for one in printed]
        file = letters_to(pages, _asking(request, here, round_))
        note_letters(round_, [one.contributor for one in printed], by=here.person)
        name = slugify("-".join([_("Letters"), here.municipality.slug, round_.title]))
        return attached(file, "application/pdf", f"{name}.pdf")
    return render(request, "contributors/letters.jinja", {
        "round": round_,
        "printed": printed,
        "left_out": [(one.contributor, one.left_out.label) for one in chosen if one not in printed and one.left_out],
    })  # fmt: skip


def _previews(here: Here, asking: Asking, recipients: Sequence[Recipient], note: str) -> list[Preview]:
    """One of each kind: invitations and reminders, in each language."""
    kinds: dict[tuple[bool, str], list[Recipient]] = {}
    for one in recipients:
        if one.left_out is None:
            kinds.setdefault((is_first_mail(one.contributor), one.contributor.language), []).append(one)
    return [
        _preview(here, asking, alike, note, is_first=is_first, language=alike[0].contributor.get_language_display())
        for (is_first, _language), alike in kinds.items()
    ]


def _preview(
    here: Here, asking: Asking, alike: Sequence[Recipient], note: str, *, is_first: bool, language: str
) -> Preview:
    one = alike[0]
    mail = mail_to(one.contributor, asking, questions=one.questions, note=note, by=here.person)
    secret = token_of(one.contributor)
    shown = [paragraph.replace(secret, HIDDEN) for paragraph in mail.paragraphs]
    heading = _("Invitation (%(language)s)") if is_first else _("Reminder (%(language)s)")
    hidden = Mail(to=mail.to, subject=mail.subject, paragraphs=shown, links={}, reply_to=mail.reply_to)
    return Preview(heading % {"language": language}, hidden, sender_named(mail.sender), len(alike))


def _asking(request: HttpRequest, here: Here, round_: Round) -> Asking:
    return Asking(here.municipality, round_, request.build_absolute_uri("/"), here.person.name)


def _chosen(request: HttpRequest, round_: Round) -> list[int]:
    """The primary keys of those who were ticked; or all who were not written to yet, or all whose link is valid."""
    typed = (request.POST if request.method == "POST" else request.GET).getlist("who")
    numbers = {int(one) for one in typed if one.isascii() and one.isdigit() and len(one) <= len(str(2**62))}
    if NEW in typed or ALL in typed:
        valid = [one for one in contributors_of(round_) if ending_of(one, round_) is None]
        numbers |= {one.pk for one in valid if ALL in typed or (one.email and is_first_mail(one))}
    return sorted(numbers)


def _nobody(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    messages.warning(request, _("Nobody was chosen. Please tick those whom you mean."))
    return redirect("contributors:list", slug=here.municipality.slug, number=round_.number)
