"""Inviting towns to a round and ending that; joining, declining, leaving. Each deed stands in the journals of both.

In the journal of the other municipality no person is named: its people know the municipality, not who works there.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.joint.choices import JointEvent, PartnerState
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import held_partner, known_partner
from weltoffen.joint.rules import (
    InvitationIsGone,
    ReasonIsNeeded,
    require_answerable,
    require_invitable,
    require_leadable,
    require_same_questions,
    require_taking_part,
)
from weltoffen.journal.actions import record
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round, free_title, held
from weltoffen.rounds.rules import require_open


@transaction.atomic
def invite_towns(round_: Round, towns: Iterable[Municipality], *, by: Person | None) -> list[Partner]:
    """Invite several at once, or none. Who declined, left or was removed can be invited again."""
    round_ = held(round_)
    require_open(round_)
    require_leadable(round_, round_.municipality)
    return [_invite(round_, town, by) for town in towns]


@transaction.atomic
def withdraw_invitation(partner: Partner, *, by: Person | None) -> None:
    """Take an invitation back that was not answered yet."""
    row, _round = held_partner(partner)
    if not row.is_invited:
        raise InvitationIsGone
    _end(row, PartnerState.WITHDRAWN)
    _record(row, JointEvent.INVITATION_WITHDRAWN, JointEvent.WAS_UNINVITED, by_county=by)


@transaction.atomic
def remove_partner(partner: Partner, *, reason: str, by: Person | None) -> None:
    """End a town's participation, before or after the round is finished; its round stays its own."""
    row, _round = held_partner(partner)
    require_taking_part(row)
    if not reason.strip():
        raise ReasonIsNeeded
    _end(row, PartnerState.REMOVED)
    _record(row, JointEvent.TOWN_REMOVED, JointEvent.WAS_REMOVED, by_county=by, reason=reason.strip())


@transaction.atomic
def join_round(partner: Partner, town: Municipality, *, is_seen_by_partners: bool, by: Person | None) -> Round:
    """Take part with the running round where it asks the same, else with a new one over the same period."""
    row, county_round = held_partner(partner)
    require_answerable(row, county_round)
    Municipality.objects.select_for_update().only("pk").get(pk=town.pk)
    with scope(municipality=town.pk):
        running = current_round()
        require_same_questions(running, county_round, town)
        own = running or _start(county_round, town, by)
    row.state, row.town_round, row.answered_at = PartnerState.JOINED, own, clock.now()
    row.is_seen_by_partners = is_seen_by_partners
    row.save(update_fields=["state", "town_round", "answered_at", "is_seen_by_partners"])
    _record(row, JointEvent.TOWN_JOINED, JointEvent.JOINED, by_town=by, is_seen_by_partners=is_seen_by_partners)
    return own


@transaction.atomic
def decline_invitation(partner: Partner, *, by: Person | None) -> None:
    """Say no."""
    row, _round = held_partner(partner)
    if not row.is_invited:
        raise InvitationIsGone
    row.answered_at = clock.now()
    _end(row, PartnerState.DECLINED)
    _record(row, JointEvent.TOWN_DECLINED, JointEvent.DECLINED, by_town=by)


@transaction.atomic
def leave_round(partner: Partner, *, by: Person | None) -> None:
    """Go on alone: from now on the county and the other towns see nothing of this one."""
    row, _round = held_partner(partner)
    require_taking_part(row)
    _end(row, PartnerState.LEFT)
    _record(row, JointEvent.TOWN_LEFT, JointEvent.LEFT, by_town=by)


@transaction.atomic
def show_to_partners(partner: Partner, *, is_seen: bool, by: Person | None) -> None:
    """Decide whether the other towns see this one; the same again changes nothing. Only the town's journal says it."""
    row, _round = held_partner(partner)
    require_taking_part(row)
    if row.is_seen_by_partners == is_seen:
        return
    row.is_seen_by_partners = is_seen
    row.save(update_fields=["is_seen_by_partners"])
    event = JointEvent.SHOWN if is_seen else JointEvent.HIDDEN
    record(event, by=by, municipality=row.town_id, subject=str(row.municipality))


def _invite(round_: Round, town: Municipality, by: Person | None) -> Partner:
    known = known_partner(round_, town)
    require_invitable(town, round_.municipality, known)
    partner = known or Partner(municipality_id=round_.municipality_id, round=round_)
    partner.town, partner.town_name, partner.state = town, town.name, PartnerState.INVITED
    partner.is_seen_by_partners = False
    partner.invited_at, partner.answered_at, partner.ended_at = clock.now(), None, None
    partner.save()
    _record(partner, JointEvent.TOWN_INVITED, JointEvent.WAS_INVITED, by_county=by)
    return partner


def _start(county_round: Round, town: Municipality, by: Person | None) -> Round:
    return start_round(
        town, title=free_title(county_round.title), framework_version=county_round.framework_version,
        starts_on=clock.today(), ends_on=_end_of(county_round), by=by,
    )  # fmt: skip


def _end_of(county_round: Round) -> date | None:
    """The county's last day, unless it is over."""
    ends_on = county_round.ends_on
    return ends_on if ends_on is not None and ends_on >= clock.today() else None


def _end(row: Partner, state: PartnerState) -> None:
    row.state, row.town_round, row.is_seen_by_partners = state, None, False
    row.ended_at = clock.now()
    row.save(update_fields=["state", "town_round", "is_seen_by_partners", "answered_at", "ended_at"])


def _record(
    row: Partner,
    in_county: JointEvent,
    in_town: JointEvent,
    *,
    by_county: Person | None = None,
    by_town: Person | None = None,
    **details: object,
) -> None:
    """One deed, an entry for each municipality: the person stands in the journal of their own."""
    record(
        in_county, by=by_county, municipality=row.municipality_id, subject=str(row),
        details={"round": row.round.number, **details},
    )  # fmt: skip
    if row.town_id is not None:
        record(in_town, by=by_town, municipality=row.town_id, subject=str(row.municipality), details=details)
