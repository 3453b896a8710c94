"""A vote counts once, can be changed until it is revealed, and cannot be traced to a phone."""

import pytest

from weltoffen.accounts.models import Person
from weltoffen.live.actions.ending import end_workshop, settle
from weltoffen.live.actions.leading import close_poll, open_poll, reopen_poll, reveal_poll, undo
from weltoffen.live.actions.voting import cast_vote, enter_paper, remove_paper, vote_of
from weltoffen.live.bridge import rating_of
from weltoffen.live.models import PaperCount, Poll, Session, Slip
from weltoffen.live.queries import scene_of
from weltoffen.live.rules import (
    BallotDoesNotFit,
    NothingToUndo,
    PaperIsTooFew,
    PaperStays,
    PollIsNotOpen,
    PollIsOpen,
    PollWasRevealed,
    SomebodyWasFaster,
    TooFewVotes,
    VotesWereCast,
)
from weltoffen.live.seats import Seat, SlipIsUnreadable, digest_of, new_seat, opened, sealed
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop

SCALE = [{"key": key, "label": ""} for key in ("none", "planned", "begun", "mostly", "established", "not_known")]


def version_of(workshop: Workshop) -> int:
    return Session.objects.get(pk=workshop.pk).version


def item_of(workshop: Workshop, activity: Activity) -> AgendaItem:
    found = AgendaItem.objects.filter(workshop=workshop, activity=activity).first()
    assert found is not None
    return found


@pytest.fixture
def poll(running: Workshop, coordinator: Person) -> Poll:
    return open_poll(
        running, item_of(running, Activity.RATE), "question:m-1.1", SCALE, version=version_of(running), by=coordinator
    )


def counted(poll: Poll) -> dict[str, dict[str, int]]:
    poll.refresh_from_db()
    found = {key: {option: n for option, n in one.items() if n} for key, one in poll.counts.items()}
    return {key: one for key, one in found.items() if one}


def test_a_vote_counts_once_however_often_it_is_sent(running: Workshop, poll: Poll) -> None:
    seat = new_seat("politics", "de")

    for _time in range(3):
        cast_vote(running, poll, seat, {"value": "begun"})
    cast_vote(running, poll, new_seat("politics", "de"), {"value": "none"})

    assert counted(poll) == {"politics": {"begun": 1, "none": 1}}
    assert poll.people["politics"] == 2
    assert Slip.objects.count() == 2


def test_a_vote_can_be_changed_with_its_perspective(running: Workshop, poll: Poll) -> None:
    seat = new_seat("politics", "de")
    cast_vote(running, poll, seat, {"value": "begun"})

    cast_vote(running, poll, seat._replace(perspective="business"), {"value": "mostly"})

    assert counted(poll) == {"business": {"mostly": 1}}
    assert (poll.people["politics"], poll.people["business"]) == (0, 1)
    vote = vote_of(poll, seat)
    assert vote is not None
    assert vote.choices == {"mostly": 1}


def test_an_unknown_perspective_counts_as_none(running: Workshop, poll: Poll) -> None:
    cast_vote(running, poll, new_seat("kings", "de"), {"value": "begun"})

    assert counted(poll) == {"": {"begun": 1}}


@pytest.mark.parametrize("value", ["", "best", "none "])
def test_what_is_no_answer_is_not_counted(running: Workshop, poll: Poll, value: str) -> None:
    with pytest.raises(BallotDoesNotFit):
        cast_vote(running, poll, new_seat("politics", "de"), {"value": value})

    assert counted(poll) == {}
    assert Slip.objects.count() == 0


def test_a_slip_says_nothing_without_its_phone(running: Workshop, poll: Poll) -> None:
    seat, other = new_seat("politics", "de"), new_seat("politics", "de")
    cast_vote(running, poll, seat, {"value": "begun"})
    slip = Slip.objects.get()

    assert bytes(slip.sealed).find(b"begun") == -1
    assert bytes(slip.sealed).find(b"politics") == -1
    with pytest.raises(SlipIsUnreadable):
        opened(other, poll.pk, bytes(slip.sealed))
    assert opened(seat, poll.pk, bytes(slip.sealed)).choices == {"begun": 1}


def test_slips_of_one_phone_have_nothing_in_common() -> None:
    seat = Seat("a" * 32)

    assert digest_of(seat, 1) != digest_of(seat, 2)
    with pytest.raises(SlipIsUnreadable):
        opened(seat, 2, sealed(seat, 1, opened(seat, 1, sealed(seat, 1, (  # type: ignore[arg-type]
            "politics", {"begun": 1},
        )))))  # fmt: skip


def votes(workshop: Workshop, poll: Poll, perspective: str, value: str, people: int) -> None:
    for _person in range(people):
        cast_vote(workshop, poll, new_seat(perspective, "de"), {"value": value})


def test_after_the_reveal_only_counters_of_enough_people_are_left(
    running: Workshop, poll: Poll, coordinator: Person
) -> None:
    seat = new_seat("politics", "de")
    cast_vote(running, poll, seat, {"value": "begun"})
    votes(running, poll, "politics", "planned", 5)
    votes(running, poll, "business", "none", 2)
    votes(running, poll, "residents", "mostly", 3)
    with pytest.raises(PollIsOpen):
        reveal_poll(running, poll, version=version_of(running), by=coordinator)
    close_poll(running, poll, version=version_of(running), by=coordinator)
    assert Slip.objects.count() == 11

    reveal_poll(running, poll, version=version_of(running), by=coordinator)

    assert Slip.objects.count() == 0
    assert counted(poll) == {"politics": {"begun": 1, "planned": 5}, "": {"none": 2, "mostly": 3}}
    assert sorted(poll.hidden) == [
        "administration", "business", "civil_society", "migrant_organisations", "residents",
    ]  # fmt: skip
    with pytest.raises(PollIsNotOpen):
        cast_vote(running, poll, seat, {"value": "none"})
    with pytest.raises(PollWasRevealed):
        reopen_poll(running, poll, version=version_of(running), by=coordinator)


def test_too_few_votes_are_not_revealed_and_not_erased(running: Workshop, poll: Poll, coordinator: Person) -> None:
    votes(running, poll, "politics", "planned", 4)
    close_poll(running, poll, version=version_of(running), by=coordinator)

    with pytest.raises(TooFewVotes):
        reveal_poll(running, poll, version=version_of(running), by=coordinator)

    assert counted(poll) == {"politics": {"planned": 4}}
    assert (poll.is_revealed, Slip.objects.count()) == (False, 4)


def test_a_closed_vote_can_be_opened_again_before_the_reveal(
    running: Workshop, poll: Poll, coordinator: Person
) -> None:
    seat = new_seat("politics", "de")
    cast_vote(running, poll, seat, {"value": "begun"})
    close_poll(running, poll, version=version_of(running), by=coordinator)

    reopen_poll(running, poll, version=version_of(running), by=coordinator)
    cast_vote(running, poll, seat, {"value": "none"})

    assert counted(poll) == {"politics": {"none": 1}}


def test_whoever_looks_at_an_older_state_does_nothing(running: Workshop, poll: Poll, coordinator: Person) -> None:
    known = version_of(running)
    close_poll(running, poll, version=known, by=coordinator)

    with pytest.raises(SomebodyWasFaster):
        reveal_poll(running, poll, version=known, by=coordinator)

    poll.refresh_from_db()
    assert not poll.is_revealed


def test_deeds_are_taken_back_one_after_the_other(running: Workshop, poll: Poll, coordinator: Person) -> None:
    close_poll(running, poll, version=version_of(running), by=coordinator)
    undo(running, 0, version=version_of(running))
    poll.refresh_from_db()
    assert poll.is_open

    undo(running, 0, version=version_of(running))

    assert Poll.objects.count() == 0


def test_a_reveal_can_be_hidden_and_nothing_before_it_taken_back(
    running: Workshop, poll: Poll, coordinator: Person
) -> None:
    votes(running, poll, "politics", "planned", 5)
    close_poll(running, poll, version=version_of(running), by=coordinator)
    reveal_poll(running, poll, version=version_of(running), by=coordinator)

    undo(running, 0, version=version_of(running))

    scene = scene_of(running)
    poll.refresh_from_db()
    assert scene is not None
    assert (scene.poll_id, poll.is_revealed) == (None, True)
    with pytest.raises(NothingToUndo):
        undo(running, 0, version=version_of(running))


def test_the_opening_of_a_vote_stays_once_somebody_voted(running: Workshop, poll: Poll) -> None:
    cast_vote(running, poll, new_seat("politics", "de"), {"value": "begun"})
    before = version_of(running)

    with pytest.raises(VotesWereCast):
        undo(running, 0, version=before)

    poll.refresh_from_db()
    assert (poll.votes, version_of(running)) == (1, before)


def test_paper_stands_beside_phones(running: Workshop, poll: Poll, coordinator: Person) -> None:
    count = enter_paper(running, poll, "residents", 8, {"count-begun": "5", "count-none": "3"}, by=coordinator)

    assert (count.people, count.counts, count.perspective) == (8, {"begun": 5, "none": 3}, "residents")
    assert counted(poll) == {}


@pytest.mark.parametrize(
    ("people", "sent"),
    [(8, {"count-begun": "9"}), (8, {"count-begun": "7"}), (8, {"count-begun": "-8"}), (0, {"count-begun": "0"})],
)
def test_a_pile_that_cannot_be_is_refused(
    running: Workshop, poll: Poll, coordinator: Person, people: int, sent: dict[str, str]
) -> None:
    with pytest.raises(BallotDoesNotFit):
        enter_paper(running, poll, "residents", people, sent, by=coordinator)

    assert PaperCount.objects.count() == 0


def test_confidential_votes_are_erased_with_the_end(running: Workshop, coordinator: Person) -> None:
    item = item_of(running, Activity.RATE)
    item.options = {"is_confidential": True}
    item.save()
    poll = open_poll(running, item, "question:m-1.1", SCALE, version=version_of(running), by=coordinator)
    cast_vote(running, poll, new_seat("politics", "de"), {"value": "begun"})

    end_workshop(running, version=version_of(running), by=coordinator)

    assert Poll.objects.count() == 0
    assert Slip.objects.count() == 0
    running.refresh_from_db()
    assert running.has_ended


@pytest.fixture
def revealed(running: Workshop, poll: Poll, coordinator: Person) -> Poll:
    """Eleven votes, of which only politics is shown by itself."""
    votes(running, poll, "politics", "planned", 6)
    votes(running, poll, "business", "none", 5)
    enter_paper(running, poll, "residents", 2, {"count-begun": "2"}, by=coordinator)
    close_poll(running, poll, version=version_of(running), by=coordinator)
    reveal_poll(running, poll, version=version_of(running), by=coordinator)
    poll.refresh_from_db()
    return poll


@pytest.mark.parametrize("perspective", ["politics", "residents", "civil_society", ""])
def test_few_ballots_do_not_change_a_result_that_was_shown(
    running: Workshop, revealed: Poll, coordinator: Person, perspective: str
) -> None:
    with pytest.raises(PaperIsTooFew):
        enter_paper(running, revealed, perspective, 4, {"count-none": "4"}, by=coordinator)

    assert PaperCount.objects.count() == 1


def test_enough_ballots_may_come_late_and_tell_nothing_of_the_few_before(
    running: Workshop, revealed: Poll, coordinator: Person
) -> None:
    enter_paper(running, revealed, "residents", 6, {"count-none": "6"}, by=coordinator)

    shown = rating_of(running, revealed, PaperCount.objects.all(), "de")
    assert shown is not None
    assert shown.view.people == 19
    assert "residents" not in shown.view.perspectives


def test_once_settled_nobody_finds_ballots_of_few_people(
    running: Workshop, revealed: Poll, coordinator: Person
) -> None:
    enter_paper(running, revealed, "politics", 5, {"count-none": "5"}, by=coordinator)
    before = rating_of(running, revealed, PaperCount.objects.all(), "de")

    settle(running)

    revealed.refresh_from_db()
    piles = PaperCount.objects.all()
    assert [(pile.perspective, pile.people, pile.entered_by_name) for pile in piles] == [("politics", 5, "")]
    assert counted(revealed) == {"politics": {"planned": 6}, "": {"none": 5, "begun": 2}}
    after = rating_of(running, revealed, piles, "de")
    assert before is not None
    assert after is not None
    assert (after.view.room, after.view.perspectives) == (before.view.room, before.view.perspectives)


def test_few_ballots_are_not_taken_out_of_a_result_that_was_shown(
    running: Workshop, revealed: Poll, coordinator: Person
) -> None:
    with pytest.raises(PaperStays):
        remove_paper(running, PaperCount.objects.get(), by=coordinator)

    assert PaperCount.objects.count() == 1
