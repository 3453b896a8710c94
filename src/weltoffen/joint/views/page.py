"""The joint page: for the county its towns, for a town its partners; the results side by side once there are some."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.evaluation.bridge.opening import drawn, tendency_of
from weltoffen.evaluation.queries import latest_evaluation
from weltoffen.foundation.templating import current_language
from weltoffen.joint.bridge import Column, differences_from, own_result, result_for_others, side_by_side
from weltoffen.joint.forms import COUNTY_ONLY, PARTNERS
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import (
    Standing,
    others_to_see,
    partners_of,
    partnership_in,
    standing_of_county,
    standing_of_town,
    within,
)
from weltoffen.joint.rules import may_lead
from weltoffen.joint.wording import lines_of, said_of_standing, sentence_of, ways_to_be_seen
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.bridge import title_of
from weltoffen.rounds.models import Round


@round_door(Permission.SEE_EVALUATION)
@require_safe
def page(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """The side of the joint round on which this municipality stands."""
    own = partnership_in(round_, here.municipality)
    return _of_town(request, here, round_, own) if own is not None else _of_county(request, here, round_)


def _of_county(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    partners = partners_of(round_)
    county = _own_column(here, round_)
    standings = {one.pk: standing_of_town(one) for one in partners}
    towns = _columns([(str(one), standings[one.pk]) for one in partners])
    lines = lines_of(round_, here.municipality, partners, standings)
    return render(request, "joint/county.jinja", {
        "round": round_,
        "questionnaire": title_of(round_, current_language()),
        "lines": lines,
        "may_lead": may_lead(here.municipality),
        "is_rough": any(one.is_answering for one in lines),
        **_compared(here.municipality, county, towns),
    })  # fmt: skip


def _of_town(request: HttpRequest, here: Here, round_: Round, own: Partner) -> HttpResponse:
    leading = standing_of_county(own)
    county = next(iter(_columns([(str(own.municipality), leading)])), None)
    mine = _own_column(here, round_)
    others = others_to_see(own)
    seen = _columns([(str(one), standing_of_town(one)) for one in others])
    towns = sorted([*([mine] if mine is not None else []), *seen], key=lambda one: one.name.casefold())
    return render(request, "joint/town.jinja", {
        "round": round_,
        "own": own,
        "questionnaire": title_of(round_, current_language()),
        "county_said": said_of_standing(leading),
        "others": others,
        "seeing": ways_to_be_seen(own.municipality),
        "seen_by": PARTNERS if own.is_seen_by_partners else COUNTY_ONLY,
        **_compared(own.municipality, county, towns),
    })  # fmt: skip


def _own_column(here: Here, round_: Round) -> Column | None:
    stored = latest_evaluation(round_) if not round_.is_being_answered else None
    seen = own_result(stored) if stored is not None else None
    return Column(str(here.municipality), seen) if seen is not None else None


def _columns(standings: Sequence[tuple[str, Standing | None]]) -> list[Column]:
    """Those of whom there is something to see."""
    looked = [(name, within(standing, result_for_others)) for name, standing in standings if standing is not None]
    return [Column(name, seen) for name, seen in looked if seen is not None]


def _compared(leading: Municipality, county: Column | None, towns: Sequence[Column]) -> dict[str, object]:
    """What the part of the page about results shows; a single result is nobody's comparison."""
    columns = [*([county] if county is not None else []), *towns]
    differences = differences_from(county, towns) if county is not None else ()
    return {
        "compared": side_by_side(columns) if len(columns) > 1 else None,
        "columns": columns,
        "has_county": county is not None,
        "leading": leading,
        "differences": [sentence_of(one, leading) for one in differences],
        "drawn": drawn,
        "tendency_of": tendency_of,
    }
