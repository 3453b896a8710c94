"""The pages where departments differ: all of them as an agenda, one of them side by side, a meeting about several."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.agreement.actions import propose, reply, settle, take_back
from weltoffen.agreement.choices import Reply
from weltoffen.agreement.forms import entered_in
from weltoffen.agreement.pages import Agenda, agenda_of, shown_differences
from weltoffen.agreement.queries import difference_at, replies_to
from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.forms import version_in
from weltoffen.answers.speaking import choices_of, speaking_here
from weltoffen.evidence.pages import shown_by_respondent
from weltoffen.evidence.queries import evidence_at
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

CONFLICT = 409


@round_door(Permission.SEE_ANSWERS)
@require_safe
def overview(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """What waits for the person, what has no proposal, what waits for others, what was agreed on."""
    speaking = speaking_here(request, here, round_)
    return render(request, "agreement/overview.jinja", {
        "round": round_,
        "agenda": agenda_of(round_, speaking.voice.respondent),
        "is_managing": _is_managing(here, round_),
    })  # fmt: skip


@round_door(Permission.SEE_ANSWERS)
@require_safe
def question(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Everybody's answer side by side, the proposal with its replies, and what can be done now."""
    return _page(request, here, round_, question)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def propose_answer(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Propose a common answer."""
    value, reason = request.POST.get("value", ""), request.POST.get("reason", "")
    try:
        propose(round_, question, value=value, reason=reason, by=here.person)
    except Refused as refused:
        return _page(request, here, round_, question, refused, {"value": value, "reason": reason})
    messages.success(request, _("Your proposal is made. Everybody who answered is asked to reply."))
    return _back(here, round_, question)


@round_door(Permission.ANSWER)
@require_POST
def reply_to_proposal(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Agree, or object with a reason."""
    speaking = speaking_here(request, here, round_)
    said = Reply.OBJECTS if "objects" in request.POST else Reply.AGREES
    reason = request.POST.get("objection", "")
    proposal = version_in(request.POST.get("proposal", ""))
    try:
        is_agreed = reply(round_, question, proposal=proposal, reply=said, reason=reason, by=speaking.voice)
    except Refused as refused:
        return _page(request, here, round_, question, refused, {"objection": reason})
    messages.success(request, _("Everybody agrees. The answer counts.") if is_agreed else _("Your reply is saved."))
    return _back(here, round_, question, speaking.query)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def settle_question(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Record what was agreed on."""
    value, reason = request.POST.get("value", ""), request.POST.get("reason", "")
    seen = version_in(request.POST.get("seen", ""))
    try:
        settle(round_, question, value=value, reason=reason, seen=seen, by=here.person)
    except Refused as refused:
        return _page(request, here, round_, question, refused, {"value": value, "reason": reason})
    messages.success(request, _("The agreed answer counts from now on."))
    return _back(here, round_, question)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def take_agreement_back(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """What was agreed on counts no longer."""
    reason = request.POST.get("back", "")
    try:
        take_back(round_, question, reason=reason, by=here.person)
    except Refused as refused:
        return _page(request, here, round_, question, refused, {"back": reason})
    messages.success(request, _("The agreement was taken back. The question is open again."))
    return _back(here, round_, question)


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """An agenda to print or to look at together; what is agreed on is entered on the spot."""
    require_open(round_)
    agenda = agenda_of(round_, speaking_here(request, here, round_).voice.respondent)
    if request.method != "POST":
        return _meeting(request, round_, agenda)
    entered = entered_in(request.POST, (one.words.key for one in agenda.unsettled))
    refused = []
    for one in entered:
        try:
            settle(round_, one.question, value=one.value, reason=one.reason, seen=one.seen, by=here.person)
        except Refused as refusal:
            refused.append((one, refusal))
    saved = len(entered) - len(refused)
    if refused:
        fresh = agenda_of(round_, speaking_here(request, here, round_).voice.respondent)
        return _meeting(request, round_, fresh, refused=refused, saved=saved, status=CONFLICT)
    said = ngettext("One agreement was recorded.", "%(num)s agreements were recorded.", saved) % {"num": saved}
    messages.success(request, said if saved else _("Nothing was chosen, so nothing was recorded."))
    return redirect("agreement:overview", slug=here.municipality.slug, number=round_.number)


def _meeting(request: HttpRequest, round_: Round, agenda: Agenda, *, status: int = 200, **more: object) -> HttpResponse:
    kinds = questionnaire_of(round_, current_language()).evidence_kinds
    context = {"round": round_, "agenda": agenda, "kinds": kinds, "refused": [], "saved": 0, **more}
    return render(request, "agreement/meeting.jinja", context, status=status)


def _page(
    request: HttpRequest, here: Here, round_: Round, key: str, refused: Refused | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    round_.refresh_from_db(fields=["state", "finished_at"])
    shown = shown_differences(round_, {key: difference_at(round_, key)})
    if not shown:
        raise Http404
    [one] = shown
    speaking = speaking_here(request, here, round_)
    respondent = speaking.voice.respondent
    settled_by = one.difference.settled_by
    is_open = here.may(Permission.ANSWER) and round_.is_being_answered
    context = {
        "round": round_,
        "shown": one,
        "difference": one.difference,
        "speaking": speaking,
        "own": one.difference.stances.get(respondent.pk) if respondent.pk is not None else None,
        "may_reply": is_open and one.difference.proposal is not None and one.difference.concerns(respondent),
        "others": choices_of(here, speaking) if is_open else [],
        "is_managing": _is_managing(here, round_),
        "replies": replies_to(settled_by) if settled_by is not None and one.difference.agreed is not None else {},
        "kinds": questionnaire_of(round_, current_language()).evidence_kinds,
        "evidence": shown_by_respondent(evidence_at(round_, key)),
        "refused": refused,
        "typed": typed or {},
    }
    return render(request, "agreement/question.jinja", context, status=CONFLICT if refused else 200)


def _is_managing(here: Here, round_: Round) -> bool:
    return here.may(Permission.MANAGE_ROUNDS) and round_.is_being_answered


def _back(here: Here, round_: Round, question: str, query: str = "") -> HttpResponse:
    answer = redirect("agreement:question", slug=here.municipality.slug, number=round_.number, question=question)
    answer["Location"] += query
    return answer
