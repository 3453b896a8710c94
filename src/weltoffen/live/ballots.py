"""What a ballot may say, by activity: read from a form or a counted pile, told what does not fit.

Counters of a rating are its options, of looking back a statement with its answer (`heard:agree`); those of a
prioritisation are the calculation's (selfcheck/workshop/ballots.py).
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from weltoffen.live.bridge import counts_of_pile, counts_of_priorities, faults_of_pile, faults_of_priorities, rule_of
from weltoffen.live.models import Poll
from weltoffen.live.rules import (
    BETWEEN_STATEMENT_AND_ANSWER,
    LOOK_BACK_ANSWERS,
    NO_ANSWER,
    STATEMENTS,
    BallotDoesNotFit,
)
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.options import prioritise_options

Sent = Mapping[str, str]
"""Fields of a form, each once."""
MOST_DIGITS = 4


def counters_of(poll: Poll) -> tuple[str, ...]:
    """Every counter that is entered from paper, in order."""
    if poll.item.activity == Activity.LOOK_BACK:
        return tuple(key for statement in STATEMENTS for key in answers_to(statement))
    if poll.item.activity == Activity.PRIORITISE:
        return tuple(key for counters in rule_of(poll).worth.values() for key in counters)
    return poll.option_keys


def answers_to(statement: str) -> tuple[str, ...]:
    """The counters of one statement of a look back."""
    return tuple(f"{statement}{BETWEEN_STATEMENT_AND_ANSWER}{answer}" for answer in (*LOOK_BACK_ANSWERS, NO_ANSWER))


def choices_in(poll: Poll, sent: Sent) -> dict[str, int]:
    """What a form says, as counters. Raises `BallotDoesNotFit`."""
    match poll.item.activity:
        case Activity.RATE:
            return _rating(poll, sent)
        case Activity.LOOK_BACK:
            return _looking_back(sent)
        case Activity.PRIORITISE:
            return _priorities(poll, sent)
    raise BallotDoesNotFit


def _rating(poll: Poll, sent: Sent) -> dict[str, int]:
    chosen = sent.get("value", "")
    if chosen not in poll.option_keys:
        raise BallotDoesNotFit(_("Please choose one of the answers."))
    return {chosen: 1}


def _looking_back(sent: Sent) -> dict[str, int]:
    chosen = {
        key: 1
        for statement in STATEMENTS
        for key in answers_to(statement)
        if key == f"{statement}{BETWEEN_STATEMENT_AND_ANSWER}{sent.get(f'value-{statement}', '')}"
    }
    if not chosen and not sent.get("text", "").strip():
        raise BallotDoesNotFit(_("Please answer at least one question."))
    return chosen


def _priorities(poll: Poll, sent: Sent) -> dict[str, int]:
    given = {key: _whole(sent.get(f"value-{key}", "")) for key in poll.option_keys}
    ballot = {key: number for key, number in given.items() if number}
    if not ballot:
        raise BallotDoesNotFit(_("Please choose at least one idea."))
    counting = prioritise_options(poll.item).counting
    if counting == Counting.APPROVAL:
        ballot = dict.fromkeys(ballot, 1)
    if counting == Counting.RANKS:
        ballot = _without_gaps(ballot)
    if faults_of_priorities(poll, ballot):
        said, most = _("You gave %(number)s; %(most)s are possible."), rule_of(poll).most
        number = sum(ballot.values()) if counting != Counting.RANKS else len(ballot)
        raise BallotDoesNotFit(
            said % {"number": number, "most": most}, "prioritise_too_many", count=number, most=most
        )  # fmt: skip
    return counts_of_priorities(poll, ballot)


def _without_gaps(ballot: Mapping[str, int]) -> dict[str, int]:
    """Ranks that leave one out (1, 3) say the same as without the gap (1, 2). A rank given twice is refused."""
    ranks = list(ballot.values())
    twice = next((rank for rank in ranks if ranks.count(rank) > 1), None)
    if twice is not None:
        said = _("A rank was given twice. Each rank can be given once.")
        raise BallotDoesNotFit(said, "prioritise_rank_twice", number=twice)
    return {key: rank for rank, key in enumerate(sorted(ballot, key=lambda one: ballot[one]), 1)}


def _whole(text: str) -> int:
    typed = text.strip()
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > MOST_DIGITS:
        raise BallotDoesNotFit(_("“%(typed)s” is no whole number.") % {"typed": typed[:20]})
    return int(typed)


def paper_choices(poll: Poll, sent: Sent, people: int) -> dict[str, int]:
    """What a counted pile of `people` ballots says, as counters. Raises `BallotDoesNotFit` where it cannot be."""
    counted = {key: _whole(sent.get(f"count-{key}", "")) for key in counters_of(poll)}
    entered = {key: number for key, number in counted.items() if number}
    match poll.item.activity:
        case Activity.PRIORITISE:
            pile = counts_of_pile(entered, people)
            if faults_of_pile(poll, pile):
                said = _("So many cannot come from %(people)s ballots: please count again.")
                raise BallotDoesNotFit(said % {"people": people})
            return pile
        case Activity.LOOK_BACK:
            for statement in STATEMENTS:
                _require_at_most(answers_to(statement), counted, people)
        case _:
            _require_all(counted, people)
    return entered


def _require_at_most(keys: Sequence[str], counted: Mapping[str, int], people: int) -> None:
    found = sum(counted[key] for key in keys)
    if found > people:
        said = _("%(people)s ballots can make at most %(most)s answers here; %(found)s were counted.")
        raise BallotDoesNotFit(said % {"people": people, "most": people, "found": found})


def _require_all(counted: Mapping[str, int], people: int) -> None:
    found = sum(counted.values())
    if found != people:
        said = _("%(people)s ballots, but %(found)s answers. Ballots without an answer are not counted.")
        raise BallotDoesNotFit(said % {"people": people, "found": found})
