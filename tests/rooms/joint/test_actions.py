"""What each deed stores, what both journals say, and what is refused."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope
from tests.rooms.joint.conftest import Finish, Invite, Join, row

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.settling import values_in
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation.refusals import Refused
from weltoffen.joint import rules
from weltoffen.joint.actions import (
    decline_invitation,
    invite_towns,
    join_round,
    leave_round,
    remove_partner,
    show_to_partners,
    withdraw_invitation,
)
from weltoffen.joint.choices import PartnerState
from weltoffen.joint.models import Partner
from weltoffen.journal.models import Entry
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round, start_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed


def journal(municipality: Municipality) -> list[tuple[str, str, str]]:
    """What this room wrote: event, actor, subject."""
    with scope(municipality=municipality.pk):
        entries = Entry.objects.filter(event__startswith="joint_")
        return list(entries.values_list("event", "actor", "subject"))


def test_an_invitation_stands_in_both_journals_and_names_nobody_elsewhere(
    invite: Invite, county: Municipality, town: Municipality, coordinator: Person
) -> None:
    partner = invite(town)

    assert (partner.state, partner.town, partner.town_round, partner.ended_at) == ("invited", town, None, None)
    assert journal(county) == [("joint_town_invited", str(coordinator), "Eisenberg (Pfalz)")]
    assert journal(town) == [("joint_was_invited", "–", "Donnersbergkreis")]


def test_joining_starts_a_round_that_asks_the_same_over_the_same_time(
    join: Join, county_round: Round, town: Municipality, county: Municipality, stranger: Person
) -> None:
    own = join(town, stranger)

    assert (own.municipality, own.kind, own.title, own.is_being_answered) == (town, "town", county_round.title, True)
    assert (own.framework_version, own.ends_on) == (county_round.framework_version, county_round.ends_on)
    assert journal(county)[1:] == [("joint_town_joined", "–", "Eisenberg (Pfalz)")]
    assert journal(town)[1:] == [("joint_joined", str(stranger), "Donnersbergkreis")]


def test_joining_links_the_running_round_that_asks_the_same(
    invite: Invite, town: Municipality, stranger: Person, framework_version: FrameworkVersion
) -> None:
    partner = invite(town)
    with scope(municipality=town.pk):
        running = start_round(
            town, title="Unsere", framework_version=framework_version, starts_on=partner.invited_at.date(), by=stranger
        )
        save_answers(running, [Change("m-1.1", "begun")], by=stranger)

        own = join_round(partner, town, is_seen_by_partners=True, by=stranger)

        assert (own.pk, values_in(own), Round.objects.count()) == (running.pk, {"m-1.1": "begun"}, 1)
    assert row(partner).is_seen_by_partners


def test_joining_is_refused_while_another_questionnaire_is_running(
    invite: Invite, town: Municipality, stranger: Person, framework_version: FrameworkVersion
) -> None:
    partner = invite(town)
    other = FrameworkVersion.objects.create(
        key=framework_version.key, version="0.9", checksum="0" * 64, status="published",
        files=framework_version.files, added_at=framework_version.added_at,
    )  # fmt: skip
    with scope(municipality=town.pk):
        start_round(town, title="Alt", framework_version=other, starts_on=partner.invited_at.date(), by=stranger)
        with pytest.raises(rules.AnotherQuestionnaireIsRunning, match=r"weltoffene-kommune@0\.9"):
            join_round(partner, town, is_seen_by_partners=False, by=stranger)

    assert row(partner).is_invited


def test_leaving_keeps_everything_and_ends_the_link(
    join: Join, town: Municipality, county: Municipality, stranger: Person, coordinator: Person
) -> None:
    own = join(town, stranger, is_seen=True)
    with scope(municipality=town.pk):
        save_answers(own, [Change("m-1.1", "begun", "bleibt")], by=stranger)
    with scope(municipality=county.pk):
        partner = Partner.objects.get()

    leave_round(partner, by=stranger)

    left = row(partner)
    assert (left.state, left.town_round, left.is_seen_by_partners) == (PartnerState.LEFT, None, False)
    assert left.ended_at is not None
    with scope(municipality=town.pk):
        assert values_in(own) == {"m-1.1": "begun"}
        assert Round.objects.get().is_being_answered
    assert journal(county)[-1] == ("joint_town_left", "–", "Eisenberg (Pfalz)")
    assert journal(town)[-1] == ("joint_left", str(stranger), "Donnersbergkreis")


def test_removing_needs_a_reason_that_both_can_read(
    join: Join, town: Municipality, county: Municipality, stranger: Person, coordinator: Person
) -> None:
    join(town, stranger)
    with scope(municipality=county.pk):
        partner = Partner.objects.get()

    with pytest.raises(rules.ReasonIsNeeded):
        remove_partner(partner, reason="  ", by=coordinator)
    remove_partner(partner, reason=" Auf eigenen Wunsch ", by=coordinator)

    assert row(partner).state == PartnerState.REMOVED
    for municipality in (county, town):
        with scope(municipality=municipality.pk):
            newest = Entry.objects.filter(event__startswith="joint_").order_by("-pk")[0]
        assert newest.details["reason"] == "Auf eigenen Wunsch"
        assert "Auf eigenen Wunsch" in newest.sentence


def test_removing_and_leaving_are_possible_after_the_county_has_finished(
    join: Join, town: Municipality, county_round: Round, stranger: Person, coordinator: Person
) -> None:
    join(town, stranger)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)
        partner = Partner.objects.get()

    leave_round(partner, by=stranger)

    assert row(partner).state == PartnerState.LEFT


def test_who_declined_or_left_can_be_invited_again(invite: Invite, town: Municipality, stranger: Person) -> None:
    first = invite(town)
    decline_invitation(first, by=stranger)
    assert (row(first).state, row(first).ended_at is not None) == (PartnerState.DECLINED, True)

    again = invite(town)

    assert (again.pk, again.state, again.answered_at, again.ended_at) == (first.pk, "invited", None, None)


def test_nobody_is_invited_twice_and_not_the_county_itself(
    invite: Invite, county: Municipality, town: Municipality, other_town: Municipality, county_round: Round
) -> None:
    invite(town)

    with pytest.raises(rules.IsPartnerAlready):
        invite(town)
    with pytest.raises(rules.CannotInviteItself):
        invite(county)
    with scope(municipality=county.pk), pytest.raises(rules.IsPartnerAlready):
        invite_towns(county_round, [other_town, town], by=None)
    with scope(municipality=county.pk):
        assert [str(one) for one in Partner.objects.all()] == ["Eisenberg (Pfalz)"]


def test_only_counties_and_associations_invite(county: Municipality, county_round: Round, town: Municipality) -> None:
    county.kind = Kind.TOWN
    county.save(update_fields=["kind"])

    with scope(municipality=county.pk), pytest.raises(rules.CannotLead):
        invite_towns(county_round, [town], by=None)


def test_a_finished_round_invites_nobody_and_can_no_longer_be_joined(
    invite: Invite, county_round: Round, town: Municipality, other_town: Municipality, stranger: Person
) -> None:
    partner = invite(town)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=None)

    with pytest.raises(RoundIsClosed):
        invite(other_town)
    with scope(municipality=town.pk), pytest.raises(rules.RoundIsOver):
        join_round(partner, town, is_seen_by_partners=False, by=stranger)


def test_a_part_of_a_joint_round_leads_none(
    join: Join, town: Municipality, other_town: Municipality, stranger: Person
) -> None:
    town.kind = Kind.ASSOCIATION
    town.save(update_fields=["kind"])
    own = join(town, stranger)

    with scope(municipality=town.pk), pytest.raises(rules.IsPartnerItself):
        invite_towns(own, [other_town], by=stranger)


def test_who_leads_joins_none(
    invite: Invite, town: Municipality, other_town: Municipality, stranger: Person, framework_version: FrameworkVersion
) -> None:
    partner = invite(town)
    town.kind = Kind.ASSOCIATION
    town.save(update_fields=["kind"])
    with scope(municipality=town.pk):
        own = start_round(
            town, title="Unsere", framework_version=framework_version, starts_on=partner.invited_at.date(), by=stranger
        )
        invite_towns(own, [other_town], by=stranger)

        with pytest.raises(rules.RunningRoundLeadsItself):
            join_round(partner, town, is_seen_by_partners=False, by=stranger)


@pytest.mark.parametrize("deed", ["join", "decline", "withdraw"])
def test_an_invitation_is_answered_once(deed: str, invite: Invite, town: Municipality, stranger: Person) -> None:
    partner = invite(town)
    withdraw_invitation(partner, by=None)

    deeds: dict[str, Callable[[], object]] = {
        "join": lambda: join_round(partner, town, is_seen_by_partners=False, by=stranger),
        "decline": lambda: decline_invitation(partner, by=stranger),
        "withdraw": lambda: withdraw_invitation(partner, by=None),
    }
    with scope(municipality=town.pk), pytest.raises(rules.InvitationIsGone):
        deeds[deed]()
    assert row(partner).state == PartnerState.WITHDRAWN


def test_nobody_leaves_twice(join: Join, town: Municipality, county: Municipality, stranger: Person) -> None:
    join(town, stranger)
    with scope(municipality=county.pk):
        partner = Partner.objects.get()
    leave_round(partner, by=stranger)

    deeds: tuple[Callable[[], None], ...] = (
        lambda: leave_round(partner, by=stranger),
        lambda: remove_partner(partner, reason="x", by=None),
        lambda: show_to_partners(partner, is_seen=True, by=stranger),
    )
    for deed in deeds:
        with pytest.raises(rules.TakesNoPart):
            deed()


def test_who_sees_the_result_stands_in_the_journal_of_the_town_alone(
    join: Join, town: Municipality, county: Municipality, stranger: Person
) -> None:
    join(town, stranger)
    with scope(municipality=county.pk):
        partner = Partner.objects.get()
    before = journal(county)

    show_to_partners(partner, is_seen=True, by=stranger)
    show_to_partners(partner, is_seen=True, by=stranger)

    assert row(partner).is_seen_by_partners
    assert journal(county) == before
    assert [event for event, *_rest in journal(town)].count("joint_shown") == 1


def test_a_deed_that_fails_stores_nothing(
    invite: Invite, town: Municipality, stranger: Person, framework_version: FrameworkVersion
) -> None:
    partner = invite(town)
    framework_version.is_offered = False
    framework_version.save(update_fields=["is_offered"])
    before = journal(town)

    with scope(municipality=town.pk), pytest.raises(Refused):
        join_round(partner, town, is_seen_by_partners=True, by=stranger)

    assert (row(partner).state, journal(town)) == ("invited", before)


def test_the_database_itself_refuses_a_link_of_who_takes_no_part(
    join: Join, town: Municipality, county: Municipality, stranger: Person
) -> None:
    join(town, stranger)
    for wrong in ({"state": "invited"}, {"state": "left"}, {"town": None}):
        with scope(municipality=county.pk), pytest.raises(IntegrityError), transaction.atomic():
            Partner.objects.update(**wrong)


def test_a_partner_from_an_archive_is_invited_again_under_its_name(
    invite: Invite, join: Join, town: Municipality, county: Municipality, stranger: Person, finish: Finish
) -> None:
    join(town, stranger)
    with scope(municipality=county.pk):
        Partner.objects.update(town=None, town_round=None)

    again = invite(town)

    with scope(municipality=county.pk):
        assert [(one.pk, one.town, one.state) for one in Partner.objects.all()] == [(again.pk, town, "invited")]
