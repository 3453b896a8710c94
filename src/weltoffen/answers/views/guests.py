"""Answering without an account: the questions behind a personal link. One sees what one said oneself, nothing else."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.desks import PLACE_OF_QUESTION, Desk, Ways
from weltoffen.answers.respondents import voice_of_guest
from weltoffen.answers.views.questions import saved_alone
from weltoffen.answers.wording import WordedField, own_field
from weltoffen.assignments.queries import questions_of_department
from weltoffen.contributors.access import contributor_door
from weltoffen.contributors.guest import Guest
from weltoffen.foundation.templating import current_language

MISSING = 404


@contributor_door
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The questions that the department is asked, on one page."""
    asked, desk = asked_of(guest), _desk(guest)
    if not asked.groups:
        return redirect("guest:welcome", token=guest.token)
    return desk.save(request, asked) if request.method == "POST" else desk.show(request, desk.page(asked))


@contributor_door
@require_POST
def save(request: HttpRequest, guest: Guest, question: str) -> HttpResponse:
    """Save one answer for the script; only to a question that the department is asked."""
    if question not in {words.key for words in asked_of(guest).questions}:
        return JsonResponse({}, status=MISSING)
    return saved_alone(request, guest.round, question, voice_of_guest(guest))


def asked_of(guest: Guest) -> WordedField:
    """What a guest is asked."""
    keys = questions_of_department(guest.round, guest.contributor.department_id)
    label = str(guest.contributor.department)
    return own_field(questionnaire_of(guest.round, current_language()), keys, label)


def _desk(guest: Guest) -> Desk:
    token = {"token": guest.token}
    ways = Ways(
        here=reverse("guest:questions", kwargs=token),
        overview=reverse("guest:welcome", kwargs=token),
        save=reverse("guest:save", kwargs={**token, "question": PLACE_OF_QUESTION}),
    )
    number = guest.contributor.pk
    return Desk(
        guest.round, voice_of_guest(guest), ways, f"link-{number}", f"link-{number}", may_answer=True, is_lone=True
    )
