"""What is on as a piece of a page: the same for the first page, for a script's answer and for the update channel."""

import secrets
from collections.abc import Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from markupsafe import Markup

from weltoffen.live.models import EVERYBODY, LONGEST_IDEA
from weltoffen.live.naming import group_named, question_named
from weltoffen.live.phone import PhoneScene, administration_in_words, asked_in, result_in_words
from weltoffen.live.phrases import Phrases
from weltoffen.live.rules import LOOK_BACK_ANSWERS, NO_ANSWER, STATEMENTS
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop


class Told(NamedTuple):
    """What comes on top for one phone: what it said, what happened, what was wrong, and its token against forgery."""

    own: Mapping[str, int] = {}
    notice: str = ""
    error: str = ""
    sent: Mapping[str, str] = {}
    csrf: str = ""


NOTHING_TOLD = Told()


def scene_html(workshop: Workshop, scene: PhoneScene, phrases: Phrases, told: Told = NOTHING_TOLD) -> Markup:
    """What phones show now, in a guest's language: written by a template, which escapes what people wrote."""
    asks = scene.poll is not None and scene.item is not None and scene.item.activity == Activity.RATE
    known = [*scene.groups, *([scene.group] if scene.group is not None else [])]
    return Markup(render_to_string("live/scene.jinja", {  # noqa: S704
        "workshop": workshop, "scene": scene, "p": phrases, "told": told,
        "asked": asked_in(workshop, scene.poll, phrases) if asks and scene.poll else None,
        "result": result_in_words(workshop, scene.poll, phrases) if scene.poll else None,
        "administration": administration_in_words(workshop, scene.item, phrases)
        if scene.kind == "show" and scene.item
        else [],
        "groups": {one.number: group_named(workshop, one, phrases) for one in known},
        "question": question_named(workshop, scene.item, phrases) if scene.kind == "collect" and scene.item else None,
        "statements": STATEMENTS, "answers": (*reversed(LOOK_BACK_ANSWERS), NO_ANSWER),
        "longest_idea": LONGEST_IDEA, "number": secrets.token_urlsafe(16), "everybody": EVERYBODY,
    }))  # fmt: skip
