"""Counted paper ballots: one perspective after the other, in the order of the printed tally sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.live.actions.voting import enter_paper, remove_paper
from weltoffen.live.ballots import counters_of
from weltoffen.live.bridge import said_by_guests
from weltoffen.live.consoles import address_of, back_to
from weltoffen.live.exports import lettered, number_on_paper
from weltoffen.live.forms import PileForm
from weltoffen.live.models import PaperCount, Poll
from weltoffen.live.queries import paper_in, poll_of
from weltoffen.live.rules import (
    BETWEEN_STATEMENT_AND_ANSWER,
    LOOK_BACK_ANSWERS,
    NO_ANSWER,
    STATEMENTS,
    MinutesAreFinal,
    is_settled,
)
from weltoffen.live.wording import look_back_words, perspective_labels
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.bridge import Subject, subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID = 422


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def paper(request: HttpRequest, here: Here, workshop: Workshop, poll: int) -> HttpResponse:
    """Enter counted paper ballots of one perspective; what was entered stands below and can be taken out again."""
    found = poll_of(workshop, poll)
    if found is None and workshop.has_ended:
        return back_to(here, workshop)
    if found is None or found.item.activity == Activity.COLLECT:
        raise Http404
    if is_settled(workshop):
        return _settled(request, here, workshop)
    form, error = PileForm(data=request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            perspective, people = form.cleaned_data["perspective"], form.cleaned_data["people"]
            enter_paper(workshop, found, perspective, people, request.POST.dict(), by=here.person)
            return redirect(address_of("live:paper", here, workshop, poll=found.pk))
        except Refused as refused:
            error = str(refused)
    status = INVALID if error or form.errors else 200
    return render(request, "live/paper.jinja", _paper_context(request, workshop, found, form, error), status=status)


def _settled(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    if request.method == "POST":
        raise MinutesAreFinal
    return back_to(here, workshop)


def _paper_context(
    request: HttpRequest, workshop: Workshop, poll: Poll, form: PileForm, error: str
) -> dict[str, object]:
    subjects = subject_words(workshop, current_language())
    labels = perspective_labels(workshop)
    is_of_the_whole = poll.is_confidential or poll.item.activity == Activity.LOOK_BACK
    keys = () if is_of_the_whole else workshop.perspective_keys
    choices = [(key, labels[key]) for key in (*keys, "")]
    return {
        "workshop": workshop, "poll": poll, "subject": subjects.get(poll.subject), "form": form, "error": error,
        "number": number_on_paper(poll),
        "is_of_the_whole": is_of_the_whole,
        "perspective_choices": [(key, label, "") for key, label in choices], "labels": labels,
        "parts_of_form": _counters(poll, subjects.get(poll.subject)), "sent": request.POST,
        "piles": paper_in([poll]).get(poll.pk, ()), "group": poll.group,
    }  # fmt: skip


def _counters(poll: Poll, subject: Subject | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields of the form, in parts with a heading; in the order of the printed tally sheet, with its letters."""
    if poll.item.activity == Activity.LOOK_BACK:
        said = look_back_words()
        names = (*reversed(LOOK_BACK_ANSWERS), NO_ANSWER)
        return [
            (said[one], lettered([(f"{one}{BETWEEN_STATEMENT_AND_ANSWER}{name}", said[name]) for name in names]))
            for one in STATEMENTS
        ]
    if subject is not None:
        labels = {choice.key: said_by_guests(choice) for choice in subject.choices}
        return [("", lettered([(key, labels.get(key, key)) for key in counters_of(poll)]))]
    parts = []
    for number, option in enumerate(poll.options, 1):
        keys = [key for key in counters_of(poll) if key.partition("#")[0] == option["key"]]
        ranked = [(key, _("Rank %(rank)s") % {"rank": key.partition("#")[2]}) for key in keys if "#" in key]
        label = f"{number}. {option['label']}"
        parts.append((label if ranked else "", ranked or [(key, label) for key in keys]))
    return parts


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def remove_pile(request: HttpRequest, here: Here, workshop: Workshop, poll: int, count: int) -> HttpResponse:
    """Take counted ballots out again."""
    found = PaperCount.objects.filter(poll=poll, poll__workshop=workshop, number=count).first()
    if found is None:
        raise Http404
    try:
        remove_paper(workshop, found, by=here.person)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(address_of("live:paper", here, workshop, poll=poll))
