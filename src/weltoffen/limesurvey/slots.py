"""What this room says on the pages of a round: the way to responses from LimeSurvey."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

ORDER = 21


def limesurvey_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Taking over responses, for those who coordinate, while answers can change."""
    if here.may(Permission.MANAGE_ROUNDS) and round_.is_being_answered:
        href = reverse("limesurvey:start", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Take over responses to a survey of yours; the mapping can be used again next time.")
        yield RoundLink(ORDER, _("Take over from LimeSurvey"), text, href)
