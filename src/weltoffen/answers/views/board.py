"""The board of a round: departments and fields, who is missing, what is to be done next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.answers.slots import board_links
from weltoffen.answers.standing import standings_of
from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.bridge import field_labels
from weltoffen.rounds.models import Round


@round_door(Permission.SEE_ANSWERS)
@require_safe
def board(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """How far each department is, field by field."""
    standings = standings_of(round_)
    return render(request, "answers/board.jinja", {
        "round": round_,
        "now": clock.now(),
        "standings": standings,
        "labels": field_labels(round_, current_language()),
        "departments": [one for one in standings if one.department is not None],
        "without_people": [one for one in standings if one.lacks_people],
        "links": board_links(here, round_),
        "is_managing": here.may(Permission.MANAGE_DEPARTMENTS) and round_.is_being_answered,
    })  # fmt: skip
