"""Proposing, agreeing, objecting, recording, taking back: nothing is averaged away, nothing overwritten."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from django_scopes import scope
from tests.rooms.agreement.conftest import KEY

from weltoffen.accounts.models import Person
from weltoffen.agreement.actions import propose, reply, settle, take_back
from weltoffen.agreement.choices import Outcome, Reply
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.agreement.queries import Difference, Stage, difference_at, differences_in
from weltoffen.agreement.rules import (
    AgreementMoved,
    NoSuchOption,
    NotAsked,
    NothingDiffers,
    NothingIsAgreed,
    ProposalIsGone,
    ReasonIsNeeded,
    ReasonIsTooLong,
)
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import AGREED, AnswerState
from weltoffen.answers.respondents import Voice, voice_for
from weltoffen.answers.settling import chosen, values_in
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.journal.models import Entry
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_county")]
Offices = Mapping[str, Department]


@pytest.fixture
def in_the_county(differing: Round) -> Iterator[None]:
    with scope(municipality=differing.municipality_id):
        yield


def proposed(round_: Round, by: Person, value: str = "begun") -> Proposal:
    return propose(round_, KEY, value=value, reason="wie besprochen", by=by)


def voice(round_: Round, office: Department, by: Person) -> Voice:
    return voice_for(round_, office, by)


def difference(round_: Round) -> Difference:
    return difference_at(round_, KEY)


def test_a_difference_has_every_answer_and_waits_for_somebody(differing: Round) -> None:
    assert chosen(differing).contradicting == {KEY}

    found = differences_in(differing, chosen(differing).contradicting)[KEY]

    assert [(str(one.respondent), one.value) for one in found.answers] == [
        ("Amt A", "none"), ("Amt B", "begun"), ("Amt C", "begun"),
    ]  # fmt: skip
    assert found.stage is Stage.OPEN
    assert found == difference(differing)


def test_when_all_agree_the_proposal_counts(differing: Round, offices: Offices, coordinator: Person) -> None:
    proposal = proposed(differing, coordinator)
    said = {}
    for name in ("Amt A", "Amt B", "Amt C"):
        said[name] = reply(
            differing, KEY, proposal=proposal.pk, reply=Reply.AGREES, reason="",
            by=voice(differing, offices[name], coordinator),
        )  # fmt: skip

    assert said == {"Amt A": False, "Amt B": False, "Amt C": True}
    found = difference(differing)
    assert (found.stage, found.proposal, found.agreed_version) == (Stage.AGREED, None, 1)
    assert found.agreed is not None
    assert (found.agreed.value, found.agreed.comment) == ("begun", "wie besprochen")
    assert [str(one.respondent) for one in found.minority] == ["Amt A"]
    assert found.settled_by == proposal
    assert (values_in(differing)[KEY], chosen(differing).unsettled) == ("begun", frozenset())
    events = Entry.objects.filter(subject=KEY).values_list("event", flat=True)
    assert list(events) == ["answer_proposed", "answer_agreed"]


def test_one_objection_keeps_it_open_and_stays_on_record_when_it_is_settled(
    differing: Round, offices: Offices, coordinator: Person
) -> None:
    proposal = proposed(differing, coordinator)
    for name, said, reason in (
        ("Amt B", Reply.AGREES, ""),
        ("Amt C", Reply.AGREES, ""),
        ("Amt A", Reply.OBJECTS, "nein"),
    ):
        reply(differing, KEY, proposal=proposal.pk, reply=said, reason=reason,
              by=voice(differing, offices[name], coordinator))  # fmt: skip
    assert (difference(differing).stage, difference(differing).waiting) == (Stage.OBJECTED, [])

    settle(differing, KEY, value="begun", reason="trotzdem", seen=0, by=coordinator)

    found = difference(differing)
    assert found.stage is Stage.AGREED
    assert found.settled_by is not None
    assert found.settled_by.pk == proposal.pk
    assert Stance.objects.get(reply=Reply.OBJECTS).reason == "nein"
    assert [(str(one.respondent), one.comment) for one in found.minority] == [("Amt A", "sagt Amt A")]


def test_an_objection_can_become_a_yes(differing: Round, offices: Offices, coordinator: Person) -> None:
    proposal = proposed(differing, coordinator)
    for name, said in (
        ("Amt A", Reply.OBJECTS),
        ("Amt B", Reply.AGREES),
        ("Amt C", Reply.AGREES),
        ("Amt A", Reply.AGREES),
    ):
        reply(differing, KEY, proposal=proposal.pk, reply=said, reason="weil" if said is Reply.OBJECTS else "",
              by=voice(differing, offices[name], coordinator))  # fmt: skip

    assert difference(differing).stage is Stage.AGREED
    assert Stance.objects.count() == 3


def test_a_new_proposal_replaces_the_open_one_and_asks_anew(
    differing: Round, offices: Offices, coordinator: Person
) -> None:
    first = proposed(differing, coordinator)
    reply(differing, KEY, proposal=first.pk, reply=Reply.AGREES, reason="",
          by=voice(differing, offices["Amt A"], coordinator))  # fmt: skip
    second = proposed(differing, coordinator, "planned")

    with pytest.raises(ProposalIsGone):
        reply(differing, KEY, proposal=first.pk, reply=Reply.AGREES, reason="",
              by=voice(differing, offices["Amt B"], coordinator))  # fmt: skip
    first.refresh_from_db()
    assert first.outcome == Outcome.REPLACED
    assert difference(differing).proposal == second
    assert len(difference(differing).waiting) == 3


def test_who_proposes_and_answered_agrees(differing: Round, offices: Offices, contributor: Person) -> None:
    proposed(differing, contributor)

    assert [str(one.respondent) for one in difference(differing).stances.values()] == ["Amt A"]


def test_a_changed_answer_asks_whether_the_agreement_holds(
    differing: Round, offices: Offices, coordinator: Person
) -> None:
    settle(differing, KEY, value="begun", reason="", seen=0, by=coordinator)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        change = Change(KEY, "established", "inzwischen", {}, 1)
        save_answers(differing, [change], by=voice(differing, offices["Amt B"], coordinator))
        assert difference(differing).stage is Stage.MOVED
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        settle(differing, KEY, value="begun", reason="", seen=1, by=coordinator)

    assert difference(differing).stage is Stage.AGREED


def test_what_is_taken_back_is_open_again_and_stays_in_the_history(differing: Round, coordinator: Person) -> None:
    settle(differing, KEY, value="established", reason="", seen=0, by=coordinator)
    take_back(differing, KEY, reason="Irrtum", by=coordinator)

    found = difference(differing)
    assert (found.agreed, found.agreed_version, found.stage) == (None, 2, Stage.OPEN)
    assert values_in(differing)[KEY] == "begun"
    states = AnswerState.objects.filter(respondent__number=AGREED).order_by("version")
    assert list(states.values_list("value", flat=True)) == ["established", ""]
    assert Entry.objects.filter(event="agreement_withdrawn").count() == 1
    settle(differing, KEY, value="planned", reason="", seen=2, by=coordinator)
    assert values_in(differing)[KEY] == "planned"


def test_two_who_record_at_once_do_not_overwrite_each_other(differing: Round, coordinator: Person) -> None:
    settle(differing, KEY, value="established", reason="", seen=0, by=coordinator)

    with pytest.raises(AgreementMoved):
        settle(differing, KEY, value="none", reason="", seen=0, by=coordinator)

    assert values_in(differing)[KEY] == "established"


def test_what_is_refused_changes_nothing(differing: Round, offices: Offices, coordinator: Person) -> None:
    proposal = proposed(differing, coordinator)
    stranger = voice(differing, None, coordinator)  # type: ignore[arg-type]
    refusals: list[tuple[type[Refused], object]] = [
        (NoSuchOption, lambda: proposed(differing, coordinator, "fabulous")),
        (NoSuchOption, lambda: settle(differing, "x-9", value="begun", reason="", seen=0, by=coordinator)),
        (NothingDiffers, lambda: settle(differing, "m-1.2", value="begun", reason="", seen=0, by=coordinator)),
        (ReasonIsTooLong, lambda: propose(differing, KEY, value="begun", reason="x" * 10_001, by=coordinator)),
        (NothingIsAgreed, lambda: take_back(differing, KEY, reason="weil", by=coordinator)),
        (NotAsked, lambda: reply(differing, KEY, proposal=proposal.pk, reply=Reply.AGREES, reason="", by=stranger)),
        (ReasonIsNeeded, lambda: reply(differing, KEY, proposal=proposal.pk, reply=Reply.OBJECTS, reason="  ",
                                       by=voice(differing, offices["Amt A"], coordinator))),
        (ProposalIsGone, lambda: reply(differing, KEY, proposal=0, reply=Reply.AGREES, reason="",
                                       by=voice(differing, offices["Amt A"], coordinator))),
    ]  # fmt: skip
    for refusal, deed in refusals:
        with pytest.raises(refusal):
            deed()  # type: ignore[operator]
    assert difference(differing).proposal == proposal
    assert Stance.objects.count() == 0

    close_round(differing, by=None)
    with pytest.raises(RoundIsClosed):
        proposed(differing, coordinator)
    with pytest.raises(RoundIsClosed):
        settle(differing, KEY, value="begun", reason="", seen=0, by=coordinator)


def test_who_does_not_know_contradicts_nobody(differing: Round, offices: Offices, coordinator: Person) -> None:
    for name, value in (("Amt A", "not_known"), ("Amt B", "begun")):
        save_answers(differing, [Change("m-1.2", value)], by=voice(differing, offices[name], coordinator))
    for name, value in (("Amt A", "not_applicable"), ("Amt B", "begun")):
        save_answers(differing, [Change("m-1.3", value)], by=voice(differing, offices[name], coordinator))

    assert chosen(differing).contradicting == {KEY, "m-1.3"}
