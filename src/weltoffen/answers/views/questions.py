"""One question: saving its answer for a script, and every earlier state of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.forms import typed_alone, version_in
from weltoffen.answers.models import Answer
from weltoffen.answers.queries import answers_of, states_of
from weltoffen.answers.respondents import Voice
from weltoffen.answers.rules import Conflict, FaultyAnswers, require_readable
from weltoffen.answers.speaking import speaking_here
from weltoffen.answers.wording import WordedQuestion
from weltoffen.foundation.templating import current_language, time_of_day
from weltoffen.foundation.views import BAD_REQUEST, CONFLICT
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed


@round_door(Permission.ANSWER)
@require_POST
def save(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Save one answer in the name of whom the person speaks for."""
    return saved_alone(request, round_, question, speaking_here(request, here, round_).voice)


def saved_alone(request: HttpRequest, round_: Round, question: str, voice: Voice) -> HttpResponse:
    """What was stored as JSON, or both answers side by side (409) for the person to choose."""
    questionnaire = questionnaire_of(round_, current_language())
    change = typed_alone(request.POST, question, (kind for kind, _label in questionnaire.evidence_kinds))
    try:
        outcome = save_answers(round_, [change], by=voice)
    except FaultyAnswers as refusal:
        faults = [{"part": fault.part, "kind": fault.kind, "sentence": fault.sentence} for fault in refusal.faults]
        return JsonResponse({"faults": faults}, status=BAD_REQUEST)
    except RoundIsClosed as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=CONFLICT)
    if outcome.saved:
        return _confirmed(outcome.saved[0])
    stored = (
        outcome.conflicts[0].stored if outcome.conflicts else answers_of(voice.respondent, [question]).get(question)
    )
    if stored is None:
        return JsonResponse({"version": 0, "saved_at": ""})
    is_own = stored.saved_by_id == voice.person
    if change.equals(stored):
        is_news = stored.version != change.read_version and not is_own
        return _confirmed(stored, by=stored.saved_by_name if is_news else "")
    return _both(request, questionnaire.questions[question], Conflict(change, stored), is_own=is_own)


def _confirmed(stored: Answer, *, by: str = "") -> HttpResponse:
    """What is stored; `by`: somebody else saved it, and the person had not read that yet."""
    told = {"version": stored.version, "saved_at": time_of_day(stored.saved_at)}
    return JsonResponse({**told, "by": by} if by else told)


def _both(request: HttpRequest, words: WordedQuestion, conflict: Conflict, *, is_own: bool) -> HttpResponse:
    context = {"words": words, "conflict": conflict, "is_own": is_own}
    return HttpResponse(render_to_string("answers/conflict.jinja", context, request), status=CONFLICT)


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, slug: str, number: int, question: str) -> HttpResponse:
    """Reading and taking over have doors of their own."""
    enter = _taken_over if request.method == "POST" else _earlier_states
    return enter(request, slug=slug, number=number, question=question)


@round_door(Permission.SEE)
def _earlier_states(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Who said what, when and where from, newest first."""
    require_readable(here.role)
    words = _question(round_, question)
    questionnaire = questionnaire_of(round_, current_language())
    field = next(field for field in questionnaire.fields.values() if words in field.questions)
    states = list(states_of(round_, question))
    speaking = speaking_here(request, here, round_)
    newest: dict[int, int] = {}
    for state in states:
        newest.setdefault(state.respondent_id, state.version)
    context = {
        "round": round_,
        "field": field,
        "words": words,
        "states": [(state, newest[state.respondent_id] == state.version) for state in states],
        "is_of_several": len(newest) > 1,
        "own": speaking.voice.respondent.pk,
        "own_version": newest.get(speaking.voice.respondent.pk, 0),
        "query": speaking.query,
        "may_answer": here.may(Permission.ANSWER) and round_.is_being_answered,
        "evidence_kinds": dict(questionnaire.evidence_kinds),
    }
    return render(request, "answers/history.jinja", context)


@round_door(Permission.ANSWER)
def _taken_over(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Make an earlier state the answer again: a new version, unless somebody was faster."""
    _question(round_, question)
    version, seen = (version_in(request.POST.get(name, "")) for name in ("version", "seen"))
    speaking = speaking_here(request, here, round_)
    earlier = states_of(round_, question).filter(respondent_id=speaking.voice.respondent.pk, version=version).first()
    if earlier is None:
        raise Http404
    change = Change(question, earlier.value, earlier.comment, earlier.evidence, seen)
    if save_answers(round_, [change], by=speaking.voice).conflicts:
        messages.warning(request, _("Somebody saved a newer answer just now. Please look at it first."))
    else:
        messages.success(request, _("The earlier answer counts again."))
    parts = {"slug": here.municipality.slug, "number": round_.number, "question": question}
    return redirect(reverse("answers:history", kwargs=parts) + speaking.query)


def _question(round_: Round, key: str) -> WordedQuestion:
    found = questionnaire_of(round_, current_language()).questions.get(key)
    if found is None:
        raise Http404
    return found
