"""What guests see: the code, joining, what is on, and their deeds. Every page works without script."""

import secrets
from collections.abc import Callable, Mapping
from functools import update_wrapper
from typing import Concatenate, NamedTuple, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.foundation.refusals import Refused
from weltoffen.live.access import code_page, for_guests, in_our_digits, language_of, seat_of
from weltoffen.live.actions.collecting import send_idea
from weltoffen.live.actions.voting import cast_vote, vote_of
from weltoffen.live.languages import languages, phrases_for
from weltoffen.live.models import Poll
from weltoffen.live.phone import perspectives_in, phone_scene
from weltoffen.live.phrases import Phrases
from weltoffen.live.queries import poll_of
from weltoffen.live.rules import BallotDoesNotFit, PollIsNotOpen, TooManyIdeas
from weltoffen.live.seats import Seat, Vote, keep, new_seat, seat_in
from weltoffen.live.sheets import Told, scene_html
from weltoffen.live.slots import Audience
from weltoffen.live.topics import token_for
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import LONGEST_CODE, Workshop
from weltoffen.workshops.queries import groups_of

INVALID, CONFLICT, MISSING = 422, 409, 404
READ_AND_SENT = ["GET", "HEAD", "POST"]
FETCHED = "fetch"
Deed = Callable[[Workshop, Poll, Seat, Mapping[str, str]], tuple[str, "Said | None"]]
"""What a phone sent, done: the key of what is told, and what the phone said."""


P = ParamSpec("P")


class Said(NamedTuple):
    """What this phone said just now, in which poll."""

    poll: int
    vote: Vote


def sent(view: Callable[Concatenate[HttpRequest, Workshop, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """What a guest sends; who opens its address, or an answer to it once more, comes to what is on."""

    def enter(request: HttpRequest, workshop: Workshop, /, *arguments: P.args, **parts: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return redirect("phone:home", code=workshop.code)
        return view(request, workshop, *arguments, **parts)

    update_wrapper(enter, view)
    answering: Callable[..., HttpResponse] = require_http_methods(READ_AND_SENT)(for_guests(enter))
    return answering


@login_not_required
@never_cache
@require_http_methods(READ_AND_SENT)
def code(request: HttpRequest) -> HttpResponse:
    """Where guests type the code; spaces in it do not matter, nor in which script its digits are."""
    typed = in_our_digits("".join((request.POST.get("code") or request.GET.get("code", "")).split()))
    if typed.isdecimal() and len(typed) <= LONGEST_CODE:
        return redirect("phone:home", code=typed)
    return code_page(request, typed[:LONGEST_CODE])


@require_safe
@for_guests
def home(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is on; before that, from which perspective a guest looks at it."""
    seat = seat_of(request, workshop)
    if "change" in request.GET or (seat is None and not workshop.has_ended):
        return _join_page(request, workshop)
    return _home(request, workshop, seat or Seat("", language=language_of(request, None)))


@sent
def join(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Take a seat, or change perspective or language on it."""
    before = seat_in(request, workshop.code)
    language = phrases_for(request.POST.get("language", "") or language_of(request, before)).tag
    if before is None and "perspective" not in request.POST:
        return redirect(f"{reverse('phone:home', args=[workshop.code])}?language={language}")
    perspective = request.POST.get("perspective", before.perspective if before else "")
    if perspective not in workshop.perspective_keys:
        return _join_page(request, workshop, language, "join_missing", INVALID)
    seat = (before or new_seat(perspective, language))._replace(perspective=perspective, language=language)
    return _seated(workshop, seat)


@sent
def group(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Choose a working group, or another one."""
    seat = seat_of(request, workshop)
    if seat is None:
        return redirect("phone:home", code=workshop.code)
    numbers = {str(one.number): one.number for one in groups_of(workshop)}
    return _seated(workshop, seat._replace(group=numbers.get(request.POST.get("group", ""), 0)))


@require_safe
@for_guests
def present(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is on, with what this phone said, for its script."""
    seat = seat_of(request, workshop)
    if seat is None:
        return JsonResponse({"key": "", "html": ""}, status=CONFLICT)
    return _scene_answer(request, workshop, seat, Told())


@sent
def vote(request: HttpRequest, workshop: Workshop, poll: int) -> HttpResponse:
    """Count a vote. Whatever hinders it, what was chosen stays."""
    return _answer_to(request, workshop, poll, _count)


@sent
def idea(request: HttpRequest, workshop: Workshop, poll: int) -> HttpResponse:
    """Take an idea."""
    return _answer_to(request, workshop, poll, _take)


@require_safe
@for_guests
def privacy(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is stored, in the guest's language."""
    phrases = phrases_for(language_of(request, seat_of(request, workshop)))
    return _render(request, "live/privacy.jinja", workshop, phrases, threshold=workshop.threshold)


def _answer_to(request: HttpRequest, workshop: Workshop, poll: int, deed: Deed) -> HttpResponse:
    """Do what a phone asks for; a refusal brings back what it sent."""
    seat, found = seat_of(request, workshop), poll_of(workshop, poll)
    if seat is None or found is None:
        return _lost(request, workshop)
    sent = request.POST.dict()
    try:
        notice, said = deed(workshop, found, seat, sent)
    except Refused as refused:
        return _refused(request, workshop, seat, refused, phrases_for(seat.language), sent)
    return _done(request, workshop, seat, notice, said)


def _count(workshop: Workshop, poll: Poll, seat: Seat, sent: Mapping[str, str]) -> tuple[str, Said | None]:
    counted = cast_vote(workshop, poll, seat, sent)
    looks_back = poll.item.activity == Activity.LOOK_BACK
    if looks_back and sent.get("text", "").strip():
        _take(workshop, poll, seat, sent)
    return "look_back_sent" if looks_back else "", Said(poll.pk, counted)


def _take(workshop: Workshop, poll: Poll, seat: Seat, sent: Mapping[str, str]) -> tuple[str, Said | None]:
    number = sent.get("number", "") or secrets.token_urlsafe(16)
    send_idea(workshop, poll, seat, sent.get("text", ""), number)
    return "collect_sent", None


def _home(
    request: HttpRequest, workshop: Workshop, seat: Seat, told: Told | None = None, status: int = 200
) -> HttpResponse:
    phrases = phrases_for(seat.language)
    scene = phone_scene(workshop, seat.group)
    told = (told or _told_by(request))._replace(own=_own(scene.poll, seat), csrf=get_token(request))
    return _render(
        request, "live/phone.jinja", workshop, phrases, status, key=scene.key,
        html=scene_html(workshop, scene, phrases, told),
        stream=token_for(workshop, Audience.PHONE, seat.group, phrases.tag), seat=seat,
        perspective={key: name for key, name, _ in perspectives_in(workshop, phrases)}.get(seat.perspective),
    )  # fmt: skip


def _join_page(
    request: HttpRequest, workshop: Workshop, language: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    phrases = phrases_for(language or language_of(request, seat_in(request, workshop.code)))
    return _render(
        request,
        "live/join.jinja",
        workshop,
        phrases,
        status,
        perspectives=perspectives_in(workshop, phrases),
        error=error,
    )


def _render(
    request: HttpRequest, name: str, workshop: Workshop, phrases: Phrases, status: int = 200, **values: object
) -> HttpResponse:
    context = {"p": phrases, "guest_languages": languages(), "workshop": workshop, **values}
    response = render(request, name, context, status=status)
    response["Content-Language"] = phrases.html_lang
    return response


def _own(poll: Poll | None, seat: Seat, said: Said | None = None) -> Mapping[str, int]:
    if said is not None and poll is not None and poll.is_open and poll.pk == said.poll:
        return said.vote.choices
    found = vote_of(poll, seat) if poll is not None and poll.is_open and seat.secret else None
    return found.choices if found else {}


def _told_by(request: HttpRequest) -> Told:
    """What a page without script says after a deed was done."""
    said = request.GET.get("done", "")
    return Told(notice=said if said in ("collect_sent", "look_back_sent", "vote_counted") else "")


def _seated(workshop: Workshop, seat: Seat) -> HttpResponse:
    path = reverse("phone:home", kwargs={"code": workshop.code})
    response = redirect(path)
    keep(response, seat, workshop.code, path)
    return response


def _done(
    request: HttpRequest, workshop: Workshop, seat: Seat, notice: str, said: Said | None = None
) -> HttpResponse:  # fmt: skip
    if _is_fetched(request):
        return _scene_answer(request, workshop, seat, Told(notice=notice), said=said)
    path = reverse("phone:home", kwargs={"code": workshop.code})
    return redirect(f"{path}?done={notice or 'vote_counted'}")


def _refused(
    request: HttpRequest, workshop: Workshop, seat: Seat, refused: Refused, phrases: Phrases, sent: Mapping[str, str]
) -> HttpResponse:
    told, status = Told(error=_in_words(refused, phrases), sent=sent), INVALID
    if not isinstance(refused, BallotDoesNotFit):
        told, status = Told(error=_in_words(refused, phrases)), CONFLICT
    if _is_fetched(request):
        return _scene_answer(request, workshop, seat, told, status)
    return _home(request, workshop, seat, told, status)


def _in_words(refused: Refused, phrases: Phrases) -> str:
    if isinstance(refused, BallotDoesNotFit):
        return phrases.say(refused.phrase, **refused.values)
    if isinstance(refused, PollIsNotOpen):
        return phrases.say("error_closed")
    return phrases.say("collect_enough" if isinstance(refused, TooManyIdeas) else "error_old")


def _scene_answer(
    request: HttpRequest, workshop: Workshop, seat: Seat, told: Told, status: int = 200, said: Said | None = None
) -> HttpResponse:
    scene = phone_scene(workshop, seat.group)
    told = told._replace(own=_own(scene.poll, seat, said), csrf=get_token(request))
    html = scene_html(workshop, scene, phrases_for(seat.language), told)
    return JsonResponse({"key": scene.key, "html": html}, status=status)


def _lost(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A phone without a seat, or a vote that there is not: what is on tells what can be done."""
    if _is_fetched(request):
        return JsonResponse({"key": "", "html": ""}, status=CONFLICT)
    return redirect("phone:home", code=workshop.code)


def _is_fetched(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With", "") == FETCHED
