"""What this room offers on the page of a round."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

ORDER = 10


def assignment_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Who answers what, for those who may read answers."""
    if here.may(Permission.SEE_ANSWERS):
        href = reverse("assignments:overview", kwargs={"slug": here.municipality.slug, "number": round_.number})
        yield RoundLink(ORDER, _("Who answers what"), _("Which department is asked which questions."), href)
