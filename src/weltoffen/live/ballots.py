"""What a ballot may say, by activity: read from a form or a counted pile, told what does not fit.

Counters of a rating are its options; of points and ticks the options of the poll; of ranks an option with its rank
(`c3#1`); of looking back a statement with its answer (`heard:agree`).
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from weltoffen.live.models import Poll
from weltoffen.live.rules import (
    BETWEEN_OPTION_AND_RANK,
    BETWEEN_STATEMENT_AND_ANSWER,
    LOOK_BACK_ANSWERS,
    NO_ANSWER,
    STATEMENTS,
    BallotDoesNotFit,
)
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.options import PrioritiseOptions, prioritise_options

Sent = Mapping[str, str]
"""Fields of a form, each once."""


def counters_of(poll: Poll) -> tuple[str, ...]:
    """Every counter that a poll can have, in order."""
    if poll.item.activity == Activity.LOOK_BACK:
        answers = (*LOOK_BACK_ANSWERS, NO_ANSWER)
        return tuple(
            f"{statement}{BETWEEN_STATEMENT_AND_ANSWER}{answer}" for statement in STATEMENTS for answer in answers
        )
    if poll.item.activity == Activity.PRIORITISE and prioritise_options(poll.item).counting == Counting.RANKS:
        ranks = range(1, ranks_of(poll) + 1)
        return tuple(f"{key}{BETWEEN_OPTION_AND_RANK}{rank}" for key in poll.option_keys for rank in ranks)
    return poll.option_keys


def ranks_of(poll: Poll) -> int:
    """How many ranks a guest gives: as many as the agenda says, never more than there are options."""
    return min(prioritise_options(poll.item).points, len(poll.option_keys))


def choices_in(poll: Poll, sent: Sent) -> dict[str, int]:
    """What a form says, as counters. Raises `BallotDoesNotFit`."""
    match poll.item.activity:
        case Activity.RATE:
            return _rating(poll, sent)
        case Activity.LOOK_BACK:
            return _looking_back(poll, sent)
        case Activity.PRIORITISE:
            return _priorities(poll, sent)
    raise BallotDoesNotFit


def _rating(poll: Poll, sent: Sent) -> dict[str, int]:
    chosen = sent.get("value", "")
    if chosen not in poll.option_keys:
        raise BallotDoesNotFit(_("Please choose one of the answers."))
    return {chosen: 1}


def _looking_back(poll: Poll, sent: Sent) -> dict[str, int]:
    known = frozenset(counters_of(poll))
    keys = (f"{name}{BETWEEN_STATEMENT_AND_ANSWER}{sent.get(f'value-{name}', '')}" for name in STATEMENTS)
    chosen = {key: 1 for key in keys if key in known}
    if not chosen and not sent.get("text", "").strip():
        raise BallotDoesNotFit(_("Please answer at least one question."))
    return chosen


def _priorities(poll: Poll, sent: Sent) -> dict[str, int]:
    options = prioritise_options(poll.item)
    given = {key: _whole(sent.get(f"value-{key}", "")) for key in poll.option_keys}
    chosen = {key: number for key, number in given.items() if number}
    if not chosen:
        raise BallotDoesNotFit(_("Please choose at least one idea."))
    match options.counting:
        case Counting.RANKS:
            return _ranks(poll, chosen)
        case Counting.APPROVAL:
            return _points(dict.fromkeys(chosen, 1), options.points, 1)
    return _points(chosen, options.points, _most_on_one(options))


def _points(chosen: dict[str, int], most: int, most_on_one: int) -> dict[str, int]:
    if sum(chosen.values()) > most:
        said = _("You gave %(number)s points; %(most)s are possible.")
        given = sum(chosen.values())
        said = said % {"number": given, "most": most}
        raise BallotDoesNotFit(said, "prioritise_too_many", count=given, most=most)
    if max(chosen.values()) > most_on_one:
        raise BallotDoesNotFit(_("One idea can have at most %(most)s points.") % {"most": most_on_one})
    return chosen


def _most_on_one(options: PrioritiseOptions) -> int:
    return min(options.points, options.most_on_one)


def _ranks(poll: Poll, chosen: Mapping[str, int]) -> dict[str, int]:
    most = ranks_of(poll)
    if len(set(chosen.values())) < len(chosen):
        twice = next(rank for rank in chosen.values() if list(chosen.values()).count(rank) > 1)
        said = _("A rank was given twice. Each rank can be given once.")
        raise BallotDoesNotFit(said, "prioritise_rank_twice", number=twice)
    if max(chosen.values()) > most:
        raise BallotDoesNotFit(_("The ranks go from 1 to %(most)s.") % {"most": most})
    # Ranks that leave one out (1, 3) say the same as without the gap (1, 2).
    ordered = sorted(chosen, key=lambda key: chosen[key])
    return {f"{key}{BETWEEN_OPTION_AND_RANK}{rank}": 1 for rank, key in enumerate(ordered, 1)}


def _whole(text: str) -> int:
    typed = text.strip()
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 4:
        raise BallotDoesNotFit(_("“%(typed)s” is no whole number.") % {"typed": typed[:20]})
    return int(typed)


def paper_choices(poll: Poll, sent: Sent, people: int) -> dict[str, int]:
    """What a counted pile of `people` ballots says, as counters. Raises `BallotDoesNotFit` where it cannot be."""
    counted = {key: _whole(sent.get(f"count-{key}", "")) for key in counters_of(poll)}
    _require_possible(poll, counted, people)
    return {key: number for key, number in counted.items() if number}


def _require_possible(poll: Poll, counted: Mapping[str, int], people: int) -> None:
    for counters, most in _limits(poll, people):
        found = sum(counted[key] for key in counters)
        if found > most:
            said = _("%(people)s ballots can make at most %(most)s here; %(found)s were counted.")
            raise BallotDoesNotFit(said % {"people": people, "most": most, "found": found})
    if poll.item.activity == Activity.RATE and sum(counted.values()) != people:
        said = _("%(people)s ballots, but %(found)s answers: ballots without an answer are not counted.")
        raise BallotDoesNotFit(said % {"people": people, "found": sum(counted.values())})


def _limits(poll: Poll, people: int) -> Iterable[tuple[Iterable[str], int]]:
    """Counters that together can be at most so much."""
    counters = counters_of(poll)
    if poll.item.activity == Activity.LOOK_BACK:
        for name in STATEMENTS:
            yield [key for key in counters if key.startswith(f"{name}{BETWEEN_STATEMENT_AND_ANSWER}")], people
        return
    if poll.item.activity != Activity.PRIORITISE:
        yield counters, people
        return
    options = prioritise_options(poll.item)
    if options.counting == Counting.RANKS:
        for key in poll.option_keys:
            yield [one for one in counters if one.startswith(f"{key}{BETWEEN_OPTION_AND_RANK}")], people
        for rank in range(1, ranks_of(poll) + 1):
            yield [one for one in counters if one.endswith(f"{BETWEEN_OPTION_AND_RANK}{rank}")], people
        return
    on_one = 1 if options.counting == Counting.APPROVAL else _most_on_one(options)
    yield counters, people * options.points
    for key in counters:
        yield [key], people * on_one
