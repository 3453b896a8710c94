"""The pages of rounds: all of them, starting one, its home, reopening it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.catalogue.bridge import summary_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.catalogue.queries import published_versions
from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.actions import freeze_round, reopen_round, start_round
from weltoffen.rounds.bridge import field_labels, title_of
from weltoffen.rounds.forms import ReopenForm, StartForm
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round, free_title, rounds_here
from weltoffen.rounds.rules import RoundIsRunning, require_freezable, require_reopenable
from weltoffen.rounds.slots import links_of, progress_of
from weltoffen.rounds.wording import said_of_round, step_of, tasks_of


@door(Permission.SEE)
@require_safe
def all_rounds(request: HttpRequest, here: Here) -> HttpResponse:
    """Every round of the municipality, newest first."""
    rounds = list(rounds_here())
    shown = [(one, title_of(one, current_language())) for one in rounds]
    is_running = any(one.is_being_answered for one in rounds)
    return render(request, "rounds/list.jinja", {"rounds": shown, "is_startable": not is_running})


@door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Start a round: a title, a questionnaire, a period."""
    if current_round() is not None:
        raise RoundIsRunning
    versions = published_versions()
    form = StartForm(versions, data=request.POST or None, initial=_proposal(versions))
    if form.is_valid():
        started = start_round(
            here.municipality, title=form.cleaned_data["title"], framework_version=form.version,
            starts_on=form.cleaned_data["starts_on"], ends_on=form.cleaned_data["ends_on"], by=here.person,
        )  # fmt: skip
        return redirect("rounds:overview", slug=here.municipality.slug, number=started.number)
    return render(request, "rounds/start.jinja", {"form": form, "choices": _choices(versions, here)})


@round_door(Permission.SEE)
@require_safe
def overview(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """The home of a round: the one next step, how far each field is, and what else can be done."""
    language = current_language()
    labels = field_labels(round_, language)
    progress, links = progress_of(here, round_), links_of(here, round_)
    step = step_of(here, round_, progress, labels, links)
    return render(request, "rounds/overview.jinja", {
        "round": round_,
        "questionnaire": title_of(round_, language),
        "progress": progress,
        "said": said_of_round(progress),
        "tasks": tasks_of(round_, progress, labels),
        "step": step,
        "links": [link for link in links if step is None or link.href != step.href],
    })  # fmt: skip


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Let answers of the latest round change again, for a reason that the journal keeps."""
    require_reopenable(round_)
    form = ReopenForm(data=request.POST or None)
    if form.is_valid():
        reopen_round(round_, reason=form.cleaned_data["reason"], by=here.person)
        return redirect("rounds:overview", slug=here.municipality.slug, number=round_.number)
    return render(request, "rounds/reopen.jinja", {"round": round_, "form": form})


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Ask once, then let the answers of a finished round stay as they are for good."""
    require_freezable(round_)
    if request.method == "POST":
        freeze_round(round_, by=here.person)
        messages.success(request, _("The round is frozen."))
        return redirect("rounds:overview", slug=here.municipality.slug, number=round_.number)
    return render(request, "rounds/freeze.jinja", {"round": round_})


def _proposal(versions: Sequence[FrameworkVersion]) -> dict[str, str]:
    """What stands in the form at first: a title with the year, the newest questionnaire, today."""
    today = clock.today()
    return {
        "title": free_title(_("Self-check %(year)s") % {"year": today.year}),
        "questionnaire": str(versions[0].pk) if versions else "",
        "starts_on": today.isoformat(),
    }


def _choices(versions: Sequence[FrameworkVersion], here: Here) -> list[tuple[str, str, str]]:
    """The questionnaires to choose from: key, title with version, what one has to know to choose."""
    summaries = [(version.pk, summary_of(version, here.municipality.kind, current_language())) for version in versions]
    return [
        (
            str(pk),
            f"{summary.title} ({summary.version})",
            ngettext("%(num)s question, languages: %(languages)s", "%(num)s questions, languages: %(languages)s",
                     summary.questions) % {"num": summary.questions, "languages": summary.languages},
        )
        for pk, summary in summaries
    ]  # fmt: skip
