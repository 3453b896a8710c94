"""What this room says on earlier pages: an invitation on top of the town's overview, the way to the joint page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.joint.queries import invitations_to, number_taking_part, partnership_in
from weltoffen.joint.rules import may_lead
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

INVITATION_ORDER = 1
LINK_ORDER = 12


def invitation_cards(here: Here) -> Iterator[Card]:
    """Invitations that wait for an answer, for those who may give it."""
    if not here.may(Permission.MANAGE_ROUNDS):
        return
    for partner in invitations_to(here.municipality):
        values = {"county": partner.municipality, "round": partner.round}
        yield Card(
            INVITATION_ORDER,
            _("Invitation: joint self-check with %(county)s") % values,
            _("Round “%(round)s”. Read what the others would see, and decide whether you take part.") % values,
            reverse("joint:invitation", kwargs={"slug": here.municipality.slug, "partner": partner.pk}),
            _("Read the invitation"),
            is_next_step=True,
        )


def joint_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """The joint page for who takes part in one; for a county without partners, inviting them."""
    if not here.may(Permission.SEE_EVALUATION):
        return
    parts = {"slug": here.municipality.slug, "number": round_.number}
    href = reverse("joint:page", kwargs=parts)
    own = partnership_in(round_, here.municipality)
    if own is not None:
        text = _("Together with %(county)s. See the results side by side, and who sees yours.")
        yield RoundLink(LINK_ORDER, _("Joint round"), text % {"county": own.municipality}, href)
        return
    joined, invited = number_taking_part(round_)
    if joined or invited:
        yield RoundLink(LINK_ORDER, _("Joint round"), _said(joined, invited), href)
    elif may_lead(here.municipality) and here.may(Permission.MANAGE_ROUNDS) and round_.is_being_answered:
        text = _("Invite towns to answer the same questionnaire, and see the results side by side.")
        yield RoundLink(LINK_ORDER, _("Take part together with towns"), text, reverse("joint:invite", kwargs=parts))


def _said(joined: int, invited: int) -> str:
    said = ngettext("One town takes part.", "%(num)s towns take part.", joined) % {"num": joined}
    if not joined:
        said = _("No town takes part yet.")
    if invited:
        waiting = ngettext("One has not answered yet.", "%(num)s have not answered yet.", invited) % {"num": invited}
        said = f"{said} {waiting}"
    return said
