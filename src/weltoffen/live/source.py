"""What the update channel streams: read from the database, so that every process of the server streams the same."""

import json
import secrets
from collections.abc import Collection, Mapping

from django.db import close_old_connections
from django.utils import translation
from django_scopes import scope, scopes_disabled

from weltoffen.foundation import clock
from weltoffen.live.languages import phrases_for
from weltoffen.live.models import Connected
from weltoffen.live.phone import phone_scene
from weltoffen.live.phrases import Phrases
from weltoffen.live.queries import marks_of, workshop_on_air
from weltoffen.live.sheets import scene_html
from weltoffen.live.slots import Audience, Line, Mark, Topic
from weltoffen.live.stages import console_state, stage_state
from weltoffen.live.topics import topic_in
from weltoffen.workshops.models import Workshop

PROCESS = secrets.token_hex(8)
"""This process among those of the server; it means nothing else and is new after each start."""


class DatabaseSource:
    """States from the database, as pages show them."""

    def topic_of(self, token: str) -> Topic | None:
        """What this token lets somebody follow."""
        return topic_in(token)

    def marks(self, workshops: Collection[int]) -> Mapping[int, Mark]:
        """The present mark of each workshop that was begun."""
        close_old_connections()
        return {pk: Mark(*mark) for pk, mark in marks_of(workshops).items()}

    def state_for(self, topic: Topic) -> str | None:
        """What is on, as those of this topic may know it, as JSON; None once the workshop is gone."""
        close_old_connections()
        workshop = workshop_on_air(topic.workshop)
        if workshop is None:
            return None
        with scope(municipality=workshop.municipality_id):
            return json.dumps(_state(workshop, topic))

    def report_connected(self, counts: Mapping[Line, int]) -> None:
        """Keep how many are on the line of this process."""
        close_old_connections()
        by_group: dict[tuple[int, int], dict[Audience, int]] = {}
        for line, number in counts.items():
            by_group.setdefault((line.workshop, line.group), {})[line.audience] = number
        for (pk, group), numbers in by_group.items():
            workshop = workshop_on_air(pk)
            if workshop is not None:
                _report(workshop, group, numbers)


def _state(workshop: Workshop, topic: Topic) -> Mapping[str, object]:
    if topic.audience == Audience.PHONE:
        phrases: Phrases = phrases_for(topic.language)
        with translation.override("en" if phrases.tag == "en" else "de"):
            scene = phone_scene(workshop, topic.group)
            return {"key": scene.key, "html": scene_html(workshop, scene, phrases)}
    with translation.override("en" if topic.language == "en" else "de"):
        if topic.audience == Audience.STAGE:
            return stage_state(workshop, topic.group)
        return console_state(workshop, topic.group)


def _report(workshop: Workshop, group: int, numbers: Mapping[Audience, int]) -> None:
    with scopes_disabled():  # the update channel knows no municipality; the row is of the workshop's
        Connected.objects.update_or_create(
            workshop=workshop, process=PROCESS, group=group,
            defaults={
                "municipality_id": workshop.municipality_id, "seen_at": clock.now(),
                "phones": numbers.get(Audience.PHONE, 0), "stages": numbers.get(Audience.STAGE, 0),
            },
        )  # fmt: skip
