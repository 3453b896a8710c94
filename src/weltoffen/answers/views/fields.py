"""The page of a field of action: read it, answer it, submit it as a whole."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weltoffen.answers.actions import Outcome, confirm_answers, save_answers
from weltoffen.answers.bridge import questionnaire_of, questions_of
from weltoffen.answers.earlier import NOTHING, offered
from weltoffen.answers.forms import CONFIRM, TAKE, TAKE_ALL, Typed, typed_on_page, version_in
from weltoffen.answers.pages import FieldPage, saved_message, taken_over_message, words_for_script
from weltoffen.answers.places import attached_to
from weltoffen.answers.rules import Fault, NoQuestionsOfOnesOwn, faults_in, require_readable
from weltoffen.answers.speaking import Speaking, choices_of, speaking_here
from weltoffen.answers.taking_over import take_over_answers
from weltoffen.answers.wording import OWN, WordedField, own_field
from weltoffen.assignments.queries import own_questions
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.foundation.views import CONFLICT
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed


@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, slug: str, number: int, field: str) -> HttpResponse:
    """Reading and answering have doors of their own."""
    enter = _submitted if request.method == "POST" else _shown
    return enter(request, slug=slug, number=number, field=field)


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """The questions of the person's department, from all fields on one page."""
    asked, speaking = _own(here, round_), speaking_here(request, here, round_)
    if request.method == "POST":
        return _saved(request, here, round_, asked, speaking)
    return _page(request, here, FieldPage.of(round_, asked, speaking.voice), speaking)


@round_door(Permission.SEE)
def _shown(request: HttpRequest, here: Here, round_: Round, field: str) -> HttpResponse:
    require_readable(here.role)
    speaking = speaking_here(request, here, round_)
    return _page(request, here, FieldPage.of(round_, _field(round_, field), speaking.voice), speaking)


@round_door(Permission.ANSWER)
def _submitted(request: HttpRequest, here: Here, round_: Round, field: str) -> HttpResponse:
    return _saved(request, here, round_, _field(round_, field), speaking_here(request, here, round_))


def _saved(request: HttpRequest, here: Here, round_: Round, asked: WordedField, speaking: Speaking) -> HttpResponse:
    """Save what is sound and in no conflict; the page comes back with the rest."""
    kinds = [kind for kind, _label in questionnaire_of(round_, current_language()).evidence_kinds]
    typed = typed_on_page(request.POST, asked.questions, kinds)
    faults = faults_in((entry.typed for entry in typed.values()), questions_of(round_))
    try:
        outcome = _save(round_, typed, faults, speaking)
    except RoundIsClosed as refusal:
        return _closed(request, here, round_, asked, typed, refusal, speaking)
    if not faults and not outcome.conflicts:
        return _after_saving(request, here, round_, asked, speaking, len(outcome.saved))
    changes = {key: entry.typed for key, entry in typed.items()}
    page = FieldPage.of(round_, asked, speaking.voice, changes, outcome.conflicts, faults)
    return _page(request, here, page, speaking, saved=len(outcome.saved), status=CONFLICT)


def _after_saving(
    request: HttpRequest, here: Here, round_: Round, asked: WordedField, speaking: Speaking, saved: int
) -> HttpResponse:
    """Taking over and confirming come after saving: what was typed on the page is answered by then."""
    keys = [question.key for question in asked.questions]
    wanted = keys if TAKE_ALL in request.POST else [key for key in keys if key == request.POST.get(TAKE)]
    confirmed = next((key for key in keys if key == request.POST.get(CONFIRM)), "")
    if saved or not (wanted or confirmed):
        messages.success(request, saved_message(saved))
    if wanted:
        taken = take_over_answers(round_, wanted, voice=speaking.voice, by=here.person)
        messages.success(request, taken_over_message(taken.answers, taken.evidence))
    elif confirmed:
        seen = version_in(request.POST.get(f"version-{confirmed}", ""))
        if confirm_answers(round_, {confirmed: seen}, by=speaking.voice).conflicts:
            messages.warning(request, _("Somebody saved a newer answer just now. Please look at it first."))
        else:
            messages.success(request, _("The answer is confirmed."))
    place = confirmed or (wanted[0] if len(wanted) == 1 else "")
    return _onward(request, here, round_, asked, speaking, f"#q-{place}" if place else "")


def _save(round_: Round, typed: Mapping[str, Typed], faults: list[Fault], speaking: Speaking) -> Outcome:
    faulty = {fault.question for fault in faults}
    changes = [entry.change for key, entry in typed.items() if key not in faulty and entry.change is not None]
    return save_answers(round_, changes, by=speaking.voice)


def _closed(
    request: HttpRequest, here: Here, round_: Round, asked: WordedField, typed: Mapping[str, Typed], refusal: Refused,
    speaking: Speaking,
) -> HttpResponse:  # fmt: skip
    """The round was finished meanwhile. What was typed is shown, so that nobody loses their words."""
    round_.refresh_from_db(fields=["state", "finished_at"])
    page = FieldPage.of(round_, asked, speaking.voice)
    unsaved = [
        (question, typed[question.key].typed)
        for question in page.questions
        if question.key in typed and not question.change.equals(typed[question.key].typed)
    ]
    return _page(request, here, page, speaking, refusal=refusal, unsaved=unsaved, status=CONFLICT)


def _onward(
    request: HttpRequest, here: Here, round_: Round, asked: WordedField, speaking: Speaking, place: str = ""
) -> HttpResponse:
    """The same page again, at a `place` of it, or the next field; after the last one the round."""
    slug, number = here.municipality.slug, round_.number

    def field_page(key: str) -> HttpResponse:
        address = reverse("answers:field", kwargs={"slug": slug, "number": number, "field": key})
        return redirect(address + speaking.query + place)

    if asked.key == OWN:
        way = "rounds:overview" if "onward" in request.POST else "answers:mine"
        return redirect(reverse(way, kwargs={"slug": slug, "number": number}) + place)
    fields = list(questionnaire_of(round_, current_language()).fields)
    if "onward" not in request.POST:
        return field_page(asked.key)
    following = fields[fields.index(asked.key) + 1 :]
    if following:
        return field_page(following[0])
    return redirect("rounds:overview", slug=slug, number=number)


def _field(round_: Round, key: str) -> WordedField:
    found = questionnaire_of(round_, current_language()).fields.get(key)
    if found is None:
        raise Http404
    return found


def _own(here: Here, round_: Round) -> WordedField:
    found = own_questions(round_, here.person.pk)
    if found is None:
        raise NoQuestionsOfOnesOwn
    return own_field(questionnaire_of(round_, current_language()), found.questions, str(found.department))


def _page(
    request: HttpRequest, here: Here, page: FieldPage, speaking: Speaking, *, status: int = 200, **more: object
) -> HttpResponse:
    may_answer = here.may(Permission.ANSWER) and page.round.is_being_answered
    keys = [question.key for question in page.questions]
    known = {"saved": 0, "refusal": None, "unsaved": [], **more}
    context = {
        "page": page,
        "may_answer": may_answer,
        "speaking": speaking,
        "others": choices_of(here, speaking) if may_answer else [],
        "attached": attached_to(here, page.round, keys),
        "earlier": offered(page.round, speaking.voice.respondent, keys) if may_answer else NOTHING,
        "words_for_script": words_for_script(current_language()),
        **known,
    }
    return render(request, "answers/field.jinja", context, status=status)
