"""What is asked in words of a language, and what may be shown of what was counted, by the calculation's rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from selfcheck import Language
from selfcheck.workshop.ballots import (
    GIVEN,
    BallotFault,
    Method,
    PriorityRule,
    counts_of,
    faults_of_ballot,
    faults_of_batch,
)
from selfcheck.workshop.perspectives import PollView, poll_view
from selfcheck.workshop.priorities import PriorityView, priority_view
from selfcheck.workshop.scales import Choice, RatingScale
from selfcheck.workshop.showing import what_may_stay
from weltoffen.live.models import Counts, PaperCount, Poll
from weltoffen.live.rules import BETWEEN_STATEMENT_AND_ANSWER, LOOK_BACK_ANSWERS, NO_ANSWER, STATEMENTS
from weltoffen.workshops.bridge import Subject, subject_words
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.options import prioritise_options

NO_ANSWERS = frozenset({"not_known", "not_applicable"})
LOOK_BACK_SCALE = RatingScale.in_equal_steps(tuple(LOOK_BACK_ANSWERS), (NO_ANSWER,))


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a rating: the view of the calculation, beside the subject that it is about."""

    view: PollView
    subject: Subject


@dataclass(frozen=True, slots=True)
class Preferred:
    """What may be shown of a prioritisation: the view of the calculation, and the words by option."""

    view: PriorityView
    labels: Mapping[str, str]


class Kept(NamedTuple):
    """What stays of a poll after its reveal."""

    counts: Counts
    hidden: list[str]


def subject_of(workshop: Workshop, key: str, language: Language) -> Subject | None:
    """What is rated, in words, with the administration's result."""
    return subject_words(workshop, language).get(key)


def options_for(workshop: Workshop, subject: str) -> list[dict[str, str]]:
    """What guests can choose when they rate: the answers, and that they do not know; empty for an unknown subject.

    What does not apply is the administration's to say.
    """
    found = subject_of(workshop, subject, "de")
    return [{"key": one.key, "label": ""} for one in found.choices if one.key != "not_applicable"] if found else []


def rating_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount], language: Language) -> Shown | None:
    """What may be shown of a rating; None where the questionnaire no longer knows what was rated."""
    subject = subject_of(workshop, poll.subject, language)
    if subject is None:
        return None
    view = poll_view(
        _scale(poll, subject), _counted(poll.counts), _on_paper(paper), threshold=workshop.threshold,
        administration=_administration(subject), perspectives=workshop.perspective_keys, hidden=poll.hidden,
        is_confidential=poll.is_confidential,
    )  # fmt: skip
    return Shown(view, subject)


def look_back_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount], statement: str) -> PollView:
    """What may be shown of one statement of a look back: only the whole, never by perspective."""
    prefix = statement + BETWEEN_STATEMENT_AND_ANSWER
    return poll_view(
        LOOK_BACK_SCALE, _part(_counted(poll.counts), prefix), _part(_on_paper(paper), prefix),
        threshold=workshop.threshold, is_confidential=True,
    )  # fmt: skip


def priorities_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Preferred:
    """What may be shown of a prioritisation, with the words of what could be chosen."""
    view = priority_view(
        rule_of(poll), _counted(poll.counts), _on_paper(paper), threshold=workshop.threshold,
        perspectives=workshop.perspective_keys, hidden=poll.hidden, is_confidential=poll.is_confidential,
    )  # fmt: skip
    return Preferred(view, {str(one["key"]): str(one["label"]) for one in poll.options})


def withheld_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> tuple[str, int] | None:
    """Why a result may not be shown, and how many votes are missing; None where it may."""
    piles = list(paper)
    if poll.item.activity == Activity.COLLECT:
        return None
    if poll.item.activity == Activity.LOOK_BACK:
        views: list[PollView | PriorityView] = [look_back_of(workshop, poll, piles, name) for name in STATEMENTS]
        if any(view.withheld is None for view in views):
            return None
        return str(views[0].withheld), views[0].missing
    if poll.item.activity == Activity.PRIORITISE:
        view: PollView | PriorityView = priorities_of(workshop, poll, piles).view
    else:
        shown = rating_of(workshop, poll, piles, "de")
        if shown is None:
            return "too_few_people", workshop.threshold
        view = shown.view
    return None if view.withheld is None else (str(view.withheld), view.missing)


def rule_of(poll: Poll) -> PriorityRule:
    """How a prioritisation is counted."""
    options, items = prioritise_options(poll.item), poll.option_keys
    if options.counting == Counting.POINTS:
        return PriorityRule(Method.POINTS, items, options.points, options.most_on_one)
    method = Method.RANKS if options.counting == Counting.RANKS else Method.APPROVAL
    return PriorityRule(method, items, min(options.points, len(items)))


def faults_of_priorities(poll: Poll, ballot: Mapping[str, int]) -> tuple[BallotFault, ...]:
    """What is wrong with what one guest prefers."""
    return faults_of_ballot(rule_of(poll), ballot)


def counts_of_priorities(poll: Poll, ballot: Mapping[str, int]) -> dict[str, int]:
    """What one guest's ballot adds to the counters."""
    return counts_of(rule_of(poll), ballot)


def counts_of_pile(counted: Mapping[str, int], people: int) -> dict[str, int]:
    """Counters of so many ballots on paper."""
    return {GIVEN: people, **counted}


def faults_of_pile(poll: Poll, pile: Mapping[str, int]) -> tuple[BallotFault, ...]:
    """What shows that a pile cannot come from so many ballots."""
    return faults_of_batch(rule_of(poll), pile)


def kept_after(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept:
    """What stays of the counters from phones after the reveal, and which perspectives became part of the rest."""
    counted = _counted(poll.counts)
    if poll.item.activity == Activity.LOOK_BACK:
        return _kept_of_look_back(workshop, poll, paper)
    subject = subject_of(workshop, poll.subject, "de")
    if poll.item.activity == Activity.PRIORITISE:
        by: RatingScale | PriorityRule = rule_of(poll)
    elif subject is not None:
        by = _scale(poll, subject)
    else:
        return Kept({}, [])
    kept = what_may_stay(
        by, counted, _on_paper(paper), threshold=workshop.threshold, is_confidential=poll.is_confidential
    )
    return Kept(kept, [key for key, counts in counted.items() if key and key not in kept and any(counts.values())])


def _kept_of_look_back(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept:
    whole: dict[str, int] = {}
    piles = list(paper)
    for statement in STATEMENTS:
        prefix = statement + BETWEEN_STATEMENT_AND_ANSWER
        kept = what_may_stay(
            LOOK_BACK_SCALE, _part(_counted(poll.counts), prefix), _part(_on_paper(piles), prefix),
            threshold=workshop.threshold, is_confidential=True,
        )  # fmt: skip
        whole.update({prefix + key: number for counts in kept.values() for key, number in counts.items()})
    return Kept({"": whole}, list(workshop.perspective_keys))


def _scale(poll: Poll, subject: Subject) -> RatingScale:
    values = {choice.key: choice.value for choice in subject.choices}
    return RatingScale(tuple(Choice(key, _value(key, values)) for key in poll.option_keys))


def _value(key: str, values: Mapping[str, Fraction | None]) -> Fraction | None:
    return None if key in NO_ANSWERS else values.get(key)


def _administration(subject: Subject) -> str | Fraction | None:
    if subject.is_field:
        return subject.score
    return subject.answer if subject.answer and subject.answer not in NO_ANSWERS else None


def _counted(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Only what was counted at all."""
    found = {key: {option: n for option, n in one.items() if n} for key, one in counts.items()}
    return {key: one for key, one in found.items() if one}


def _on_paper(paper: Iterable[PaperCount]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for pile in paper:
        counters = found.setdefault(pile.perspective, {})
        for key, number in pile.counts.items():
            counters[key] = counters.get(key, 0) + number
    return found


def _part(counts: Mapping[str, Mapping[str, int]], prefix: str) -> dict[str, dict[str, int]]:
    return {
        key: {name.removeprefix(prefix): n for name, n in one.items() if name.startswith(prefix)}
        for key, one in counts.items()
    }
