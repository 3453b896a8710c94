"""How a joint round is said in words: where each town is, and what differs most."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.foundation.templating import day
from weltoffen.joint.bridge import Difference
from weltoffen.joint.forms import COUNTY_ONLY, PARTNERS
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import Standing
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round
from weltoffen.rounds.wording import said_of_round


class Line(NamedTuple):
    """A town in the list of the county: how it stands, how far it is, and what can be done."""

    partner: Partner
    state: str
    said: str
    is_answering: bool
    end_href: str
    end_label: str


def lines_of(
    round_: Round, county: Municipality, partners: Sequence[Partner], standings: Mapping[int, Standing | None]
) -> list[Line]:
    """Every town of a joint round, by its primary key with what may be known of its own round."""
    return [_line(round_, county, one, standings[one.pk]) for one in partners]


def _line(round_: Round, county: Municipality, partner: Partner, standing: Standing | None) -> Line:
    href = label = ""
    if partner.is_open:
        parts = {"slug": county.slug, "number": round_.number, "partner": partner.pk}
        href = reverse("joint:end", kwargs=parts)
        label = _("Withdraw the invitation") if partner.is_invited else _("End the participation")
    is_answering = standing is not None and standing.round.is_being_answered
    return Line(partner, partner.get_state_display(), _said(partner, standing), is_answering, href, label)


def _said(partner: Partner, standing: Standing | None) -> str:
    if standing is not None:
        return said_of_standing(standing)
    if partner.town_id is None:
        return _("From an archive. Invite the municipality again to see it here.")
    if partner.is_invited:
        return _("Invited on %(day)s, no answer yet.") % {"day": day(partner.invited_at)}
    return _("Since %(day)s.") % {"day": day(partner.ended_at)} if partner.ended_at is not None else ""


def said_of_standing(standing: Standing) -> str:
    """How far somebody else's round is, no finer than in tenths; or of which day its result is."""
    if standing.round.is_being_answered:
        return said_of_round(standing.progress)
    if standing.stored is None:
        return _("Finished, but there is no evaluation.")
    return _("Finished. Evaluation of %(day)s.") % {"day": day(standing.stored.computed_at)}


def ways_to_be_seen(county: Municipality) -> list[tuple[str, str, str]]:
    """Who may see a town's result, to choose from."""
    return [
        (COUNTY_ONLY, _("Only %(county)s") % {"county": county}, _("The other towns do not learn that you take part.")),
        (
            PARTNERS,
            _("%(county)s and the other towns that take part") % {"county": county},
            _("By name, with score and level for each field of action."),
        ),
    ]


def sentence_of(difference: Difference, county: Municipality) -> str:
    """One difference as a sentence that values nobody."""
    is_county = county.kind == Kind.COUNTY
    if difference.points > 0:
        words = _clearly_stronger(is_county) if difference.is_clear else _stronger(is_county)
    else:
        words = _clearly_weaker(is_county) if difference.is_clear else _weaker(is_county)
    return words % {
        "field": difference.field, "town": difference.town, "score": difference.figure,
        "county_score": difference.county_figure,
    }  # fmt: skip


def _clearly_stronger(is_county: bool) -> str:
    if is_county:
        return _("“%(field)s”: %(town)s (%(score)s) sees itself clearly stronger than the county (%(county_score)s).")
    return _("“%(field)s”: %(town)s (%(score)s) sees itself clearly stronger than the association (%(county_score)s).")


def _stronger(is_county: bool) -> str:
    if is_county:
        return _("“%(field)s”: %(town)s (%(score)s) sees itself stronger than the county (%(county_score)s).")
    return _("“%(field)s”: %(town)s (%(score)s) sees itself stronger than the association (%(county_score)s).")


def _clearly_weaker(is_county: bool) -> str:
    if is_county:
        return _("“%(field)s”: %(town)s (%(score)s) sees itself clearly weaker than the county (%(county_score)s).")
    return _("“%(field)s”: %(town)s (%(score)s) sees itself clearly weaker than the association (%(county_score)s).")


def _weaker(is_county: bool) -> str:
    if is_county:
        return _("“%(field)s”: %(town)s (%(score)s) sees itself weaker than the county (%(county_score)s).")
    return _("“%(field)s”: %(town)s (%(score)s) sees itself weaker than the association (%(county_score)s).")
