"""Finishing a round with its evaluation, and computing it anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.answers.queries import unconfirmed_in
from weltoffen.answers.settling import chosen
from weltoffen.evaluation.actions import compute_evaluation, finish_round
from weltoffen.evaluation.addresses import link_to
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.bridge import field_labels
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open
from weltoffen.rounds.slots import progress_of


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """What finishing means and what is still open; then the deed."""
    require_open(round_)
    if request.method == "POST":
        stored = finish_round(round_, by=here.person)
        messages.success(request, _("The round is finished. Next: read the result, and decide what becomes public."))
        return redirect(link_to(stored, here)("page"))
    progress = progress_of(here, round_)
    labels = field_labels(round_, current_language())
    left = [
        (labels[key], field.href, field.asked - field.answered)
        for key, field in progress.fields.items()
        if field.answered < field.asked
    ]
    return render(request, "evaluation/finish.jinja", {
        "round": round_, "progress": progress, "left": left, "unsettled": len(chosen(round_).unsettled),
        "unconfirmed": len(unconfirmed_in(round_)),
    })  # fmt: skip


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def compute(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Compute the evaluation of a finished round anew; those before it stay."""
    return redirect(link_to(compute_evaluation(round_, by=here.person), here)("page"))
