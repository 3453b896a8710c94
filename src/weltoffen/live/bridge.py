"""What is asked in words of a language, and what may be shown of what was counted, by the calculation's rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup

from selfcheck import Language
from selfcheck.workshop.ballots import (
    FEWEST_ITEMS,
    GIVEN,
    MOST_ITEMS,
    BallotFault,
    Method,
    PriorityRule,
    counts_of,
    faults_of_ballot,
    faults_of_batch,
)
from selfcheck.workshop.hiding import summed
from selfcheck.workshop.perspectives import PollView, poll_view
from selfcheck.workshop.perspectives import View as RoomView
from selfcheck.workshop.priorities import PriorityView, priority_view
from selfcheck.workshop.scales import Choice, RatingScale
from selfcheck.workshop.showing import may_follow, showing, what_may_stay
from selfcheck_documents.charts import perspectives as charts
from selfcheck_documents.charts.perspectives import Own, View, perspectives_chart
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.evaluation.bridge.opening import drawn as drawn_chart
from weltoffen.foundation.templating import WORDS
from weltoffen.live.models import Counts, PaperCount, Poll
from weltoffen.live.rules import (
    BETWEEN_STATEMENT_AND_ANSWER,
    LOOK_BACK_ANSWERS,
    NO_ANSWER,
    STATEMENTS,
    NothingToAsk,
    TooManyToPrioritise,
)
from weltoffen.workshops.bridge import NOT_KNOWN, Subject, subject_words
from weltoffen.workshops.bridge import Choice as WorkshopChoice
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.options import prioritise_options
from weltoffen.workshops.rules import QUESTION

NO_ANSWERS = frozenset({"not_known", "not_applicable"})
LOOK_BACK_SCALE = RatingScale.in_equal_steps(tuple(LOOK_BACK_ANSWERS), (NO_ANSWER,))


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a rating: the view of the calculation, beside the subject that it is about."""

    view: PollView
    subject: Subject


class AskedOption(NamedTuple):
    """One answer in a guest's language; `lang` is the one that the words are in."""

    key: str
    label: str
    hint: str
    lang: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is rated, in a guest's language."""

    label: str
    text: str
    explanation: str
    options: tuple[AskedOption, ...]
    lang: str


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


def asked_of(workshop: Workshop, poll: Poll, tag: str) -> Asked | None:
    """What a rating asks, in the words for guests of this language; marked where only others exist."""
    language: Language = "en" if tag == "en" else "de"
    subject = subject_of(workshop, poll.subject, language)
    if subject is None:
        return None
    if tag == language:
        options = (AskedOption(one.key, one.label, one.description, tag) for one in subject.choices)
        return Asked(subject.label, subject.text, subject.explanation, _asked(poll, options), tag)
    instrument = instrument_of(workshop.evaluation.round.framework_version)
    words = instrument.guest_words(tag)
    if subject.is_field:
        named, text = words.field(subject.field), words.about_field(subject.field)
        options = (AskedOption(one.key, one.label, "", language) for one in subject.choices)
        return Asked(named.text, text.text, "", _asked(poll, options), named.language)
    key = subject.key.removeprefix(QUESTION)
    said, scale = words.question(key), instrument.framework.questions[key].scale.key
    labels = ((one.key, words.option(scale, one.key)) for one in subject.choices)
    options = (AskedOption(name, label.text, "", label.language) for name, label in labels)
    return Asked(words.field(subject.field).text, said.text, "", _asked(poll, options), said.language)


def _asked(poll: Poll, options: Iterable[AskedOption]) -> tuple[AskedOption, ...]:
    by_key = {one.key: one for one in options}
    return tuple(by_key[key] for key in poll.option_keys if key in by_key)


class Drawn(NamedTuple):
    """A rating as charts take it: the answers, the whole room before each perspective, and the administration."""

    choices: tuple[charts.Choice, ...]
    views: tuple[View, ...]
    own: Own | None


def drawn_of(shown: Shown, room: RoomView, labels: Mapping[str, str]) -> Drawn:
    """What may be shown of a rating, for charts and for documents; `room` is its view of the whole."""
    subject, keys = shown.subject, tuple(room.distribution)
    known = {choice.key: choice for choice in subject.choices}
    name, own = gettext("Self-check"), _administration(subject)
    if isinstance(own, str):
        administration = Own(name, option=keys.index(own)) if own in keys else None
    else:
        administration = Own(name, score=own) if own is not None else None
    named = {
        gettext("All together"): room,
        **{labels.get(key, key): one for key, one in shown.view.perspectives.items()},
    }
    return Drawn(
        tuple(_drawn_choice(known[key]) for key in keys),
        tuple(view_of(label, one) for label, one in named.items()),
        administration,
    )


def _drawn_choice(choice: WorkshopChoice) -> charts.Choice:
    return charts.Choice(said_by_guests(choice), None if choice.key in NO_ANSWERS else choice.value)


def said_by_guests(choice: WorkshopChoice) -> str:
    """An option as guests read it: an administration has answers that are not known, a guest does not know."""
    return gettext("I do not know") if choice.key == NOT_KNOWN else choice.label


def view_of(label: str, view: RoomView) -> View:
    """What enough people said, as a row of a chart."""
    return View(label, tuple(view.distribution.values()), view.mean)


def rating_chart(shown: Shown, room: RoomView, labels: Mapping[str, str], language: Language) -> Markup:
    """The votes of each perspective beside the administration's answer, as a large drawing for a stage."""
    drawn = drawn_of(shown, room, labels)
    title = shown.subject.label if shown.subject.is_field else shown.subject.text
    words = WORDS[language]
    return drawn_chart(perspectives_chart(title, drawn.views, drawn.own, drawn.choices, words, is_large=True))


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
        _scale(poll, subject), without_zeros(poll.counts), on_paper(paper), threshold=workshop.threshold,
        administration=_administration(subject), perspectives=workshop.perspective_keys, hidden=poll.hidden,
        is_confidential=poll.is_confidential,
    )  # fmt: skip
    return Shown(view, subject)


def look_back_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount], statement: str) -> PollView:
    """What may be shown of one statement of a look back: only the whole, never by perspective."""
    prefix = statement + BETWEEN_STATEMENT_AND_ANSWER
    return poll_view(
        LOOK_BACK_SCALE, _part(without_zeros(poll.counts), prefix), _part(on_paper(paper), prefix),
        threshold=workshop.threshold, is_confidential=True,
    )  # fmt: skip


def priorities_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Preferred:
    """What may be shown of a prioritisation, with the words of what could be chosen."""
    view = priority_view(
        rule_of(poll), without_zeros(poll.counts), on_paper(paper), threshold=workshop.threshold,
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


def require_weighable(options: Sequence[Mapping[str, str]]) -> None:
    """Refuse to prioritise what is too little or too much to weigh. Raises `NothingToAsk` or `TooManyToPrioritise`."""
    if len(options) < FEWEST_ITEMS:
        raise NothingToAsk
    if len(options) > MOST_ITEMS:
        raise TooManyToPrioritise(len(options), MOST_ITEMS)


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


def counts_of_pile(entered: Mapping[str, int], people: int) -> dict[str, int]:
    """Counters of so many ballots on paper."""
    return {GIVEN: people, **entered}


def faults_of_pile(poll: Poll, pile: Mapping[str, int]) -> tuple[BallotFault, ...]:
    """What shows that a pile cannot come from so many ballots."""
    return faults_of_batch(rule_of(poll), pile)


def kept_after(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept:
    """What stays of the counters from phones after the reveal, and which perspectives are hidden from then on.

    Those that nobody chose are among them: shown later, two results would tell by subtraction what few people said.
    """
    if poll.item.activity == Activity.LOOK_BACK:
        return _kept_of_look_back(workshop, poll, paper)
    by, phones, sheets = _counted_by(workshop, poll), without_zeros(poll.counts), on_paper(paper)
    if by is None:
        return Kept({}, [])
    found = showing(
        by, phones, sheets, threshold=workshop.threshold, perspectives=workshop.perspective_keys,
        is_confidential=poll.is_confidential,
    )  # fmt: skip
    kept = what_may_stay(by, phones, sheets, threshold=workshop.threshold, is_confidential=poll.is_confidential)
    return Kept(kept, list(found.too_few))


def may_follow_reveal(
    workshop: Workshop, poll: Poll, paper: Iterable[PaperCount], later: Iterable[PaperCount]
) -> bool:  # fmt: skip
    """Whether piles may stand in the place of others although a result was shown: in no cell too few come or go."""
    before, after = on_paper(paper), on_paper(later)
    if poll.item.activity == Activity.LOOK_BACK:
        parts = [statement + BETWEEN_STATEMENT_AND_ANSWER for statement in STATEMENTS]
        return all(
            may_follow(
                LOOK_BACK_SCALE, _part(without_zeros(poll.counts), prefix), _part(before, prefix), _part(after, prefix),
                threshold=workshop.threshold, is_confidential=True,
            )
            for prefix in parts
        )  # fmt: skip
    by = _counted_by(workshop, poll)
    return by is not None and may_follow(
        by, without_zeros(poll.counts), before, after, threshold=workshop.threshold, hidden=poll.hidden,
        is_confidential=poll.is_confidential,
    )  # fmt: skip


def _counted_by(workshop: Workshop, poll: Poll) -> RatingScale | PriorityRule | None:
    """What the counters of a rating or a prioritisation belong to; None where nobody knows any more what was rated."""
    if poll.item.activity == Activity.PRIORITISE:
        return rule_of(poll)
    subject = subject_of(workshop, poll.subject, "de")
    return _scale(poll, subject) if subject is not None else None


def _kept_of_look_back(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept:
    whole: dict[str, int] = {}
    piles = list(paper)
    for statement in STATEMENTS:
        prefix = statement + BETWEEN_STATEMENT_AND_ANSWER
        kept = what_may_stay(
            LOOK_BACK_SCALE, _part(without_zeros(poll.counts), prefix), _part(on_paper(piles), prefix),
            threshold=workshop.threshold, is_confidential=True,
        )  # fmt: skip
        whole.update({prefix + key: number for counts in kept.values() for key, number in counts.items()})
    return Kept({"": whole}, list(workshop.perspective_keys))


def _scale(poll: Poll, subject: Subject) -> RatingScale:
    values = {choice.key: choice.value for choice in subject.choices if choice.key not in NO_ANSWERS}
    return RatingScale(tuple(Choice(key, values.get(key)) for key in poll.option_keys))


def _administration(subject: Subject) -> str | Fraction | None:
    if subject.is_field:
        return subject.score
    return subject.answer if subject.answer and subject.answer not in NO_ANSWERS else None


def without_zeros(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Only what was counted at all."""
    found = {key: {option: n for option, n in one.items() if n} for key, one in counts.items()}
    return {key: one for key, one in found.items() if one}


def on_paper(paper: Iterable[PaperCount]) -> dict[str, dict[str, int]]:
    """Counted ballots by perspective, all piles of one together."""
    found: dict[str, list[Mapping[str, int]]] = {}
    for pile in paper:
        found.setdefault(pile.perspective, []).append(pile.counts)
    return without_zeros({key: summed(cells) for key, cells in found.items()})


def _part(counts: Mapping[str, Mapping[str, int]], prefix: str) -> dict[str, dict[str, int]]:
    return {
        key: {name.removeprefix(prefix): n for name, n in one.items() if name.startswith(prefix)}
        for key, one in counts.items()
    }
