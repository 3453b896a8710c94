"""What this room offers on the page of a round."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

ORDER = 15


def contributor_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Contributors without an account, for those who invite people."""
    if here.may(Permission.MANAGE_DEPARTMENTS):
        href = reverse("contributors:list", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Colleagues answer by a personal link: by e-mail or as a letter.")
        yield RoundLink(ORDER, _("Contributors without an account"), text, href)
