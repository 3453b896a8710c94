"""What this room says on earlier pages and on the home of a workshop: the next step, and what else can be done."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import latest_evaluation, newest_evaluation
from weltoffen.evaluation.slots import EvaluationLink
from weltoffen.foundation import clock
from weltoffen.foundation.templating import day, moment
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import groups_of, items_of, next_workshop
from weltoffen.workshops.rules import days_until
from weltoffen.workshops.slots import WorkshopLink, links_of
from weltoffen.workshops.timetable import Timetable, timetable_of
from weltoffen.workshops.wording import hints_of, said_of_difference

CARD_ORDER, LINK_ORDER = 15, 14
AGENDA_ORDER, PARTICIPANTS_ORDER, PAPERS_ORDER = 10, 12, 60


class Step(NamedTuple):
    """The one thing to do next."""

    heading: str
    text: str
    href: str
    action: str


def step_of(here: Here, workshop: Workshop, timetable: Timetable, links: Sequence[WorkshopLink]) -> Step | None:
    """The agenda first, for those who lead workshops; then what later rooms propose; else, before the day, printing."""
    found = next((link for link in links if link.is_next_step), None)
    theirs = Step(found.heading or found.label, found.text, found.href, found.label) if found else None
    if not workshop.is_planned or not here.may(Permission.LEAD_WORKSHOPS):
        return theirs
    days = days_until(workshop)
    if days < 0:
        return theirs if found and found.is_urgent else _another_day(here, workshop)
    if days == 0 and not timetable.is_empty:
        return theirs
    return (
        (theirs if found and found.is_urgent else None)
        or _own_step(here, workshop, timetable)
        or theirs
        or (_printing(here, workshop))
    )


def _another_day(here: Here, workshop: Workshop) -> Step:
    text = _("Has it not taken place? Choose another day, or discard it. You can still begin it in the console.")
    return Step(
        _("The day of this workshop has passed"), text, _href("change", here, workshop), _("Choose another day")
    )


def _printing(here: Here, workshop: Workshop) -> Step:
    text = _("Preparation sheet, name plates, ballots. On %(day)s you then begin the workshop in the console.") % {
        "day": day(workshop.begins_at)
    }
    return Step(_("Print what you need on the day"), text, _href("papers", here, workshop), _("To print"))


def _own_step(here: Here, workshop: Workshop, timetable: Timetable) -> Step | None:
    if timetable.is_empty:
        text = _("From the evaluation you get a proposal with times and reasons. You can change everything.")
        href = _href("proposal", here, workshop)
        return Step(_("Decide what is talked about"), text, href, _("See the proposal"))
    difference = said_of_difference(timetable)
    if difference:
        remedy = _("You can fit the times with one button.")
        text = f"{difference} {remedy}"
        return Step(_("Make the agenda fit"), text, _href("agenda", here, workshop), _("Edit the agenda"))
    hint = next(hints_of(timetable), "")
    if hint:
        return Step(_("Complete the agenda"), hint, _href("agenda", here, workshop), _("Edit the agenda"))
    return None


def own_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """What this room itself offers to those who lead workshops."""
    if not here.may(Permission.LEAD_WORKSHOPS):
        return
    if workshop.is_planned:
        text = _("Times, items, what is talked about, notes for those who lead.")
        yield WorkshopLink(AGENDA_ORDER, _("Edit the agenda"), text, _href("agenda", here, workshop))
        text = _("Who takes part, from which points of view, and in which groups they work.")
        href = _href("participants", here, workshop)
        yield WorkshopLink(PARTICIPANTS_ORDER, _("Perspectives and working groups"), text, href)
    text = _(
        "Preparation sheet, name plates, sign-in list, cards, ballots: everything for a workshop without a network."
    )
    yield WorkshopLink(PAPERS_ORDER, _("To print"), text, _href("papers", here, workshop))


def workshop_cards(here: Here) -> Iterator[Card]:
    """The workshop that comes next; without one, the way to the first for those who lead workshops."""
    if not here.may(Permission.SEE_EVALUATION):
        return
    coming = next_workshop(clock.now())
    if coming is not None:
        yield _coming(here, coming)
    elif here.may(Permission.LEAD_WORKSHOPS) and newest_evaluation() is not None:
        href = reverse("workshops:new", kwargs={"slug": here.municipality.slug})
        text = _("Discuss the result with politics, civil society, business and residents.")
        yield Card(CARD_ORDER, _("Prepare a workshop"), text, href, _("Prepare a workshop"))


def _coming(here: Here, workshop: Workshop) -> Card:
    timetable = timetable_of(workshop, items_of(workshop), groups_of(workshop))
    step = step_of(here, workshop, timetable, links_of(here, workshop))
    text = moment(workshop.begins_at) + "."
    if step is None:
        return Card(CARD_ORDER, workshop.title, text, _href("workshop", here, workshop), _("To the workshop"))
    return Card(CARD_ORDER, workshop.title, f"{text} {step.text}", step.href, step.action)


def workshop_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """On the page of a round with an evaluation: preparing a workshop about it."""
    stored = latest_evaluation(round_) if here.may(Permission.LEAD_WORKSHOPS) else None
    if stored is not None:
        yield RoundLink(LINK_ORDER, _("Prepare a workshop"), _about(), _new(here, stored))


def evaluation_links(here: Here, stored: StoredEvaluation) -> Iterator[EvaluationLink]:
    """On the page of an evaluation: preparing a workshop about it."""
    if here.may(Permission.LEAD_WORKSHOPS):
        yield EvaluationLink(LINK_ORDER, _("Prepare a workshop"), _about(), _new(here, stored))


def _about() -> str:
    return _("Discuss the result with many perspectives. The agenda begins with a proposal made from this evaluation.")


def _new(here: Here, stored: StoredEvaluation) -> str:
    path = reverse("workshops:new", kwargs={"slug": here.municipality.slug})
    return f"{path}?evaluation={stored.round.number}-{stored.number}"


def _href(name: str, here: Here, workshop: Workshop) -> str:
    return reverse(f"workshops:{name}", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
