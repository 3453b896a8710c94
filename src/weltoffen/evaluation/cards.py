"""What this room says on earlier rooms' pages: read the evaluation, finish the round, compute what is missing."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.queries import latest_evaluation, newest_evaluation
from weltoffen.foundation.templating import day
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import newest_round
from weltoffen.rounds.slots import RoundLink

READ_ORDER = 10
FINISH_ORDER = 50


def evaluation_cards(here: Here) -> Iterator[Card]:
    """The newest evaluation: the next step once its round is finished and no other one is running."""
    newest = newest_evaluation() if here.may(Permission.SEE_EVALUATION) else None
    if newest is None:
        return
    latest = newest_round()
    is_current = latest is not None and latest.pk == newest.round_id and not latest.is_being_answered
    text = _("“%(round)s” was finished. See in one minute what came out, and what to do next.")
    if not is_current:
        text = _("The last result: “%(round)s”.")
    yield Card(
        READ_ORDER,
        _("Read the evaluation"),
        text % {"round": newest.round.title},
        link_to(newest, here)("page"),
        _("Read the evaluation"),
        is_next_step=is_current,
    )


def evaluation_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Finishing a round that is being answered; reading the evaluation of one that was."""
    if round_.is_being_answered and here.may(Permission.MANAGE_ROUNDS):
        href = reverse("evaluation:finish", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Answers stay as they are from then on, and the evaluation is computed.")
        yield RoundLink(FINISH_ORDER, _("Finish the round"), text, href, is_next_step=True)
    stored = latest_evaluation(round_) if here.may(Permission.SEE_EVALUATION) else None
    if stored is not None:
        is_next = not round_.is_being_answered
        text = _("See in one minute what came out, and what to do next.")
        if not is_next:
            text = _("The state of %(day)s, before the round was reopened.") % {"day": day(stored.computed_at)}
        yield RoundLink(READ_ORDER, _("Read the evaluation"), text, link_to(stored, here)("page"), is_next_step=is_next)
