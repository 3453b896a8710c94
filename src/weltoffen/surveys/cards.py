"""What this room adds to the pages of a round: the way to its surveys."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

ORDER = 25


def survey_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """For those who may read evaluations."""
    if here.may(Permission.SEE_EVALUATION):
        href = reverse("surveys:list", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Ask residents some of the questions, anonymously, and see where their view differs.")
        yield RoundLink(ORDER, _("Surveys of residents"), text, href)
