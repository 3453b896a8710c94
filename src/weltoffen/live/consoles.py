"""What every page of the console knows: which workshop, for everybody or for which group, and what is on there."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from weltoffen.foundation.forms import number_in
from weltoffen.foundation.templating import current_language
from weltoffen.live.models import EVERYBODY, Poll, Scene, Session
from weltoffen.live.queries import scenes_of
from weltoffen.live.rules import console_mark
from weltoffen.live.slots import Audience
from weltoffen.live.topics import token_for
from weltoffen.municipalities.access import Here
from weltoffen.workshops.bridge import subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.queries import groups_of, items_of


class On(NamedTuple):
    """Where a console is: in which workshop, for everybody or for which group, and what is on there.

    `groups_meet` says whether phones show what is on in their working group.
    """

    workshop: Workshop
    session: Session
    group: int
    groups: list[WorkingGroup]
    items: list[AgendaItem]
    scene: Scene | None
    groups_meet: bool = False

    @property
    def mine(self) -> list[AgendaItem]:
        """The agenda of everybody, or of the group."""
        return [item for item in self.items if (item.group.number if item.group else EVERYBODY) == self.group]

    @property
    def next(self) -> AgendaItem | None:
        """What comes after what is on."""
        mine = self.mine
        if self.scene is None or self.scene.item is None:
            return mine[0] if mine else None
        later = [item for item in mine if item.position > self.scene.item.position]
        return later[0] if later else None


def console_of(workshop: Workshop, session: Session, group: str) -> On:
    """The console of everybody, or of the group that an address names."""
    items = list(items_of(workshop))
    meet = any(item.activity == Activity.GROUPS for item in items)
    groups = [one for one in groups_of(workshop) if meet or any(item.group_id == one.pk for item in items)]
    number = (number_in(group) or EVERYBODY) if group in {str(one.number) for one in groups} else EVERYBODY
    scenes = scenes_of(workshop)
    common = scenes[EVERYBODY].item if EVERYBODY in scenes else None
    groups_meet = common is not None and common.activity == Activity.GROUPS
    return On(workshop, session, number, groups, items, scenes.get(number), groups_meet)


def frame_of(on: On) -> dict[str, object]:
    """What the pages of a console have in common."""
    return {
        "workshop": on.workshop, "session": on.session, "version": on.session.version, "group": on.group,
        "mark": console_mark(on.session, on.scene),
        "groups": on.groups, "scene": on.scene,
        "stream": token_for(on.workshop, Audience.CONSOLE, on.group, current_language()),
    }  # fmt: skip


def labelled(workshop: Workshop, polls: Iterable[Poll]) -> list[tuple[Poll, str]]:
    """Each poll with the words for what it is about."""
    subjects = subject_words(workshop, current_language())
    return [(one, subjects[one.subject].label if one.subject in subjects else one.item.title) for one in polls]


def address_of(name: str, here: Here, workshop: Workshop, group: int = EVERYBODY, **parts: object) -> str:
    """The address of a page of the console."""
    path = reverse(name, kwargs={"slug": here.municipality.slug, "workshop": workshop.number, **parts})
    return f"{path}?group={group}" if group else path


def back_to(here: Here, workshop: Workshop, group: int = EVERYBODY) -> HttpResponse:
    """To the console."""
    return redirect(address_of("live:console", here, workshop, group))
