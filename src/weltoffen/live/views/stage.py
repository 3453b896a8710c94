"""The stage: what a projector shows, opened by a key and without signing in. Nothing private stands on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from weltoffen.accounts.drawing import qr_code
from weltoffen.foundation.templating import current_language
from weltoffen.live.access import for_stage
from weltoffen.live.models import EVERYBODY
from weltoffen.live.slots import Audience
from weltoffen.live.stages import stage_html, stage_scene
from weltoffen.live.topics import token_for
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import groups_of


@require_safe
@for_stage
def stage(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What is on, in large type; of a working group with `?group=`."""
    numbers = {str(one.number): one.number for one in groups_of(workshop)}
    group = numbers.get(request.GET.get("group", ""), EVERYBODY)
    scene = stage_scene(workshop, group)
    address = request.build_absolute_uri(reverse("phone:home", kwargs={"code": workshop.code}))
    return render(request, "live/stage.jinja", {
        "workshop": workshop,
        "scene": scene,
        "html": stage_html(workshop, scene),
        "stream": token_for(workshop, Audience.STAGE, group, current_language()),
        "address": request.build_absolute_uri(reverse("phone:code")).partition("://")[2].rstrip("/"),
        "code": qr_code(address),
    })  # fmt: skip
