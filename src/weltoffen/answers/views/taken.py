"""The answers of the last round that nobody has looked at yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.queries import unconfirmed_in
from weltoffen.answers.speaking import FOR_COORDINATION, NAME, speaking_here
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round


@round_door(Permission.SEE_ANSWERS)
@require_safe
def unconfirmed(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """By field: the question, what counts, whose it is, and the way there for those who may confirm it."""
    speaking = speaking_here(request, here, round_)
    waiting = unconfirmed_in(round_)
    fields = questionnaire_of(round_, current_language()).fields.values()
    shown = [
        (field, found)
        for field in fields
        if (found := [(words, one) for words in field.questions for one in waiting if one.question == words.key])
    ]
    return render(request, "answers/unconfirmed.jinja", {
        "round": round_,
        "fields": shown,
        "number": len(waiting),
        "own": speaking.voice.respondent.pk,
        "for_others": here.may(Permission.MANAGE_ROUNDS),
        "name": NAME,
        "coordination": FOR_COORDINATION,
    })  # fmt: skip
