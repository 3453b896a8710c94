"""Reading joint rounds. Everything that reaches into another municipality's scope stands in this file.

A county reaches into a town's scope through a row that says the town takes part; a town into the county's through a row
that names the town. Both rows are read anew for each page: whoever ended it is gone at once.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from django.db.models import Q, QuerySet
from django_scopes import scope, scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.answers.queries import unconditional_progress_of
from weltoffen.answers.settling import values_in
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import latest_evaluation
from weltoffen.joint.choices import PartnerState
from weltoffen.joint.models import OPEN, Partner
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held as held_round
from weltoffen.rounds.slots import FieldProgress, Progress

T = TypeVar("T")
LENGTH_OF_COUNTY_KEY, LENGTH_OF_REGIONAL_KEY = 5, 12


class Standing(NamedTuple):
    """What others may know of a round: how far it is while it is being answered, then its newest evaluation."""

    round: Round
    progress: Progress
    stored: StoredEvaluation | None


# ---- In the county ----


def partners_of(round_: Round) -> list[Partner]:
    """The towns of a joint round of the municipality in scope, by name."""
    return _by_name(_with_places(Partner.objects.filter(round=round_)))


def partner_of(round_: Round, pk: int) -> Partner | None:
    """One of them."""
    return _with_places(Partner.objects.filter(round=round_, pk=pk)).first()


def known_partner(round_: Round, town: Municipality) -> Partner | None:
    """The row of a town in a joint round, held; one from an archive is known by its name."""
    found = Partner.objects.select_for_update(of=("self",)).filter(round=round_)
    return found.filter(Q(town=town) | Q(town=None, town_name=town.name)).order_by("town_id").first()


def earlier_partners(round_: Round) -> set[int]:
    """Who took part in the joint round before this one: the primary keys of the towns."""
    earlier = Partner.objects.filter(round__number__lt=round_.number, state=PartnerState.JOINED, town__isnull=False)
    newest = earlier.order_by("-round__number").values_list("round_id", flat=True).first()
    if newest is None:
        return set()
    return set(earlier.filter(round_id=newest).values_list("town_id", flat=True))


def towns_of(county: Municipality) -> "QuerySet[Municipality]":
    """The municipalities here whose official key begins with the county's, by name. Nobody else is ever listed."""
    key = county.official_key
    found = Municipality.objects.defer("coat_of_arms").exclude(pk=county.pk)
    return found.filter(official_key__startswith=key) if len(key) >= LENGTH_OF_COUNTY_KEY else found.none()


def towns_by_keys(keys: set[int]) -> "QuerySet[Municipality]":
    """Municipalities by their primary keys, by name."""
    return Municipality.objects.defer("coat_of_arms").filter(pk__in=keys)


def towns_called(words: str) -> list[Municipality]:
    """The municipalities with exactly this name or official key, the shorter or the longer one."""
    name, key = " ".join(words.split()), words.replace(" ", "")
    found = Municipality.objects.defer("coat_of_arms")
    if not key.isdecimal():
        return list(found.filter(name__iexact=name))
    alike = found.filter(official_key__startswith=key[:LENGTH_OF_COUNTY_KEY])
    return [one for one in alike if _short(one.official_key) == _short(key)]


def _short(key: str) -> str:
    """Of the regional key of a municipality only what the municipality key has too."""
    return key[:LENGTH_OF_COUNTY_KEY] + key[-3:] if len(key) == LENGTH_OF_REGIONAL_KEY else key


# ---- In the town ----


def partnerships_of(town: Municipality) -> "QuerySet[Partner]":
    """The rows of other municipalities that name this one as their partner."""
    with scopes_disabled():
        return _with_places(Partner.objects.filter(town=town))


def invitations_to(town: Municipality) -> Sequence[Partner]:
    """What was not answered yet, of rounds that can still be joined; the first first."""
    open_ones = partnerships_of(town).filter(state=PartnerState.INVITED).order_by("invited_at", "pk")
    return [one for one in open_ones if one.round.is_being_answered]


def partnership_in(round_: Round, town: Municipality) -> Partner | None:
    """Through which row this round of the town belongs to a joint round."""
    return partnerships_of(town).filter(town_round=round_, state=PartnerState.JOINED).first()


def others_to_see(own: Partner) -> list[Partner]:
    """The other towns of the joint round that let themselves be seen by their partners, by name."""
    with scope(municipality=own.municipality_id):
        shown = Partner.objects.filter(round_id=own.round_id, state=PartnerState.JOINED, is_seen_by_partners=True)
        return [one for one in _by_name(_with_places(shown.exclude(pk=own.pk))) if one.is_linked]


# ---- In either ----


def standing_of_town(partner: Partner) -> Standing | None:
    """How far a town is, or what came out; None for one that does not take part."""
    if not partner.is_linked or partner.town_id is None or partner.town_round is None:
        return None
    return _standing(partner.town_id, partner.town_round)


def standing_of_county(partner: Partner) -> Standing:
    """The same of the county, for a town that takes part."""
    return _standing(partner.municipality_id, partner.round)


def within(standing: Standing, look: Callable[[StoredEvaluation], T]) -> T | None:
    """What somebody sees in the newest evaluation, if there is one: looked at in the scope of its municipality."""
    if standing.stored is None:
        return None
    with scope(municipality=standing.round.municipality_id):
        return look(standing.stored)


def _standing(municipality: int, round_: Round) -> Standing:
    with scope(municipality=municipality):
        if not round_.is_being_answered:
            return Standing(round_, Progress({}), latest_evaluation(round_))
        known = unconditional_progress_of(round_, values_in(round_))
    fields = {key: FieldProgress(field.answered, field.asked) for key, field in known.fields.items()}
    return Standing(round_, Progress(fields, is_exact=False), None)


def held_partner(partner: Partner) -> tuple[Partner, Round]:
    """The row and the county's round as they are now, held until the transaction ends."""
    with scope(municipality=partner.municipality_id):
        round_ = held_round(partner.round)
        # Of the row alone: what it points to belongs to others.
        row = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    return row, round_


def coordinators_of(municipality: int) -> list[Person]:
    """Who is written to; nobody else learns of them."""
    with scope(municipality=municipality):
        leading = Membership.objects.filter(role=Role.COORDINATOR, person__is_active=True)
        return [one.person for one in leading.select_related("person").order_by("pk")]


def _by_name(found: "QuerySet[Partner]") -> list[Partner]:
    return sorted(found, key=lambda one: (str(one).casefold(), one.pk))


def _with_places(found: "QuerySet[Partner]") -> "QuerySet[Partner]":
    return found.select_related(
        "municipality", "round__framework_version", "town", "town_round__framework_version"
    ).defer(
        "municipality__coat_of_arms", "town__coat_of_arms",
        "round__framework_version__files", "town_round__framework_version__files",
    )  # fmt: skip


def number_taking_part(round_: Round) -> tuple[int, int]:
    """How many towns take part, and how many have not answered yet."""
    states = list(Partner.objects.filter(round=round_, state__in=OPEN).values_list("state", flat=True))
    return states.count(PartnerState.JOINED), states.count(PartnerState.INVITED)
