"""What this room says on the municipality's overview: go on answering, or start a round."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.bridge import field_labels
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import newest_round
from weltoffen.rounds.slots import links_of, progress_of
from weltoffen.rounds.wording import said_of_round, step_of

ORDER = 20


def round_cards(here: Here) -> Iterator[Card]:
    """The round that is being answered; without one, starting the next for those who may."""
    newest = newest_round()
    if newest is not None and newest.is_being_answered:
        yield _running(here, newest)
    elif here.may(Permission.MANAGE_ROUNDS):
        yield _startable(here, is_first=newest is None)


def _startable(here: Here, *, is_first: bool) -> Card:
    href = reverse("rounds:start", kwargs={"slug": here.municipality.slug})
    text = (
        _("Choose the questionnaire and say until when it is to be answered. Then those who contribute can begin.")
        if is_first
        else _("After a while, ask again: the result is compared with that of the last round.")
    )
    heading = _("Start the first self-check") if is_first else _("Start the next self-check")
    return Card(ORDER, heading, text, href, _("Start a round"), is_next_step=is_first)


def _running(here: Here, round_: Round) -> Card:
    progress = progress_of(here, round_)
    said = said_of_round(progress)
    step = step_of(here, round_, progress, field_labels(round_, current_language()), links_of(here, round_))
    if step is None:
        overview = reverse("rounds:overview", kwargs={"slug": here.municipality.slug, "number": round_.number})
        return Card(ORDER, round_.title, said, overview, _("See how far it is"))
    return Card(ORDER, round_.title, said, step.href, step.action, is_next_step=True)
