"""The page of a field of action, and that of one's own questions: read it, answer it, submit it as a whole."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.desks import PLACE_OF_FIELD, PLACE_OF_QUESTION, Desk, Ways
from weltoffen.answers.places import attached_to
from weltoffen.answers.rules import NoQuestionsOfOnesOwn, require_readable
from weltoffen.answers.speaking import choices_of, speaking_here
from weltoffen.answers.wording import OWN, WordedField, own_field
from weltoffen.assignments.queries import own_questions
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, slug: str, number: int, field: str) -> HttpResponse:
    """Reading and answering have doors of their own."""
    enter = _submitted if request.method == "POST" else _shown
    return enter(request, slug=slug, number=number, field=field)


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """The questions of the person's department, from all fields on one page."""
    asked = _own(here, round_)
    desk = _desk(request, here, round_, asked)
    return desk.save(request, asked) if request.method == "POST" else desk.show(request, desk.page(asked))


@round_door(Permission.SEE)
def _shown(request: HttpRequest, here: Here, round_: Round, field: str) -> HttpResponse:
    require_readable(here.role)
    asked = _field(round_, field)
    desk = _desk(request, here, round_, asked)
    return desk.show(request, desk.page(asked))


@round_door(Permission.ANSWER)
def _submitted(request: HttpRequest, here: Here, round_: Round, field: str) -> HttpResponse:
    asked = _field(round_, field)
    return _desk(request, here, round_, asked).save(request, asked)


def _desk(request: HttpRequest, here: Here, round_: Round, asked: WordedField) -> Desk:
    speaking = speaking_here(request, here, round_)
    slug, number, query = here.municipality.slug, round_.number, speaking.query

    def address(name: str, **parts: str) -> str:
        return reverse(name, kwargs={"slug": slug, "number": number, **parts})

    to_field = address("answers:field", field=PLACE_OF_FIELD) + query
    ways = Ways(
        here=address("answers:mine") if asked.key == OWN else to_field.replace(PLACE_OF_FIELD, asked.key),
        overview=address("rounds:overview"),
        save=address("answers:save", question=PLACE_OF_QUESTION) + query,
        history=address("answers:history", question=PLACE_OF_QUESTION) + query,
        field=to_field,
        sign_in=reverse("account_login"),
        query=query,
    )
    may_answer = here.may(Permission.ANSWER) and round_.is_being_answered
    return Desk(
        round_, speaking.voice, ways, str(here.person.pk), f"{slug}/{number}/{speaking.key}", may_answer,
        speaking.is_own, others=lambda: choices_of(here, speaking), by=here.person,
        attached=lambda keys: attached_to(here, round_, keys),
    )  # fmt: skip


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
