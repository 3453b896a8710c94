"""What is asked in words of a language, and what may be shown of what was counted, by the calculation's rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from selfcheck import Language
from selfcheck.workshop.perspectives import PollView, poll_view, what_may_stay
from selfcheck.workshop.scales import Choice, RatingScale
from weltoffen.live.models import Counts, PaperCount, Poll
from weltoffen.live.rules import BETWEEN_STATEMENT_AND_ANSWER, LOOK_BACK_ANSWERS, NO_ANSWER
from weltoffen.workshops.bridge import Subject, subject_words
from weltoffen.workshops.models import Workshop

NO_ANSWERS = frozenset({"not_known", "not_applicable"})
LOOK_BACK_SCALE = RatingScale.in_equal_steps(tuple(LOOK_BACK_ANSWERS), (NO_ANSWER,))


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a rating: the view of the calculation, beside the subject that it is about."""

    view: PollView
    subject: Subject


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


def kept_of_rating(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> tuple[Counts, list[str]]:
    """The counters from phones that stay after the reveal, and which perspectives became part of the rest in them."""
    subject = subject_of(workshop, poll.subject, "de")
    if subject is None:
        return {}, []
    counted = _counted(poll.counts)
    kept = what_may_stay(
        _scale(poll, subject), counted, _on_paper(paper), threshold=workshop.threshold,
        is_confidential=poll.is_confidential,
    )  # fmt: skip
    return kept, [key for key, counts in counted.items() if key and key not in kept and any(counts.values())]


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


def people_on_paper(paper: Sequence[PaperCount]) -> int:
    """How many ballots were counted on paper."""
    return sum(pile.people for pile in paper)
