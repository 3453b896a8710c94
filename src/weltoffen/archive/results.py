"""What workshops counted, as tables for the pages of an archive: only what may be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from weltoffen.archive.bridge import Language
from weltoffen.archive.queries import KeptWorkshop
from weltoffen.foundation.templating import WORDS
from weltoffen.live.bridge import look_back_of, priorities_of, rating_of
from weltoffen.live.keeping import Kept
from weltoffen.live.models import PaperCount, Poll
from weltoffen.live.rules import STATEMENTS
from weltoffen.live.wording import look_back_words, perspective_labels, said_of_gap
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop

V = TypeVar("V")


class Result(NamedTuple):
    """A vote as a table."""

    title: str
    question: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    sentences: Sequence[str] = ()


def results_of(kept: KeptWorkshop, language: Language) -> list[Result]:
    """Every vote that is in the archive, in the order of the agenda."""
    if kept.outcome is None:
        return []
    shown = (_shown(kept.workshop, poll, one, language) for poll, one in kept.outcome.polls)
    return [result for result in shown if result is not None]


def _shown(workshop: Workshop, poll: Poll, kept: Kept, language: Language) -> Result | None:
    seen = Poll(
        item=poll.item, subject=poll.subject, number=poll.number, state=poll.state, options=poll.options,
        people=kept.people, counts=kept.counts, hidden=kept.hidden,
    )  # fmt: skip
    paper = [PaperCount(perspective=one.perspective, people=one.people, counts=one.counts) for one in kept.paper]
    title = poll.item.title
    if poll.number > 1:
        again = _("Round %(number)s") % {"number": poll.number}
        title = f"{title} · {again}"
    match poll.item.activity:
        case Activity.RATE:
            return _rating(workshop, seen, paper, title, language)
        case Activity.PRIORITISE:
            return _priorities(workshop, seen, paper, title, language)
    return _look_back(workshop, seen, paper, title)


def _rating(
    workshop: Workshop, poll: Poll, paper: Sequence[PaperCount], title: str, language: Language
) -> Result | None:
    shown = rating_of(workshop, poll, paper, language)
    if shown is None or shown.view.room is None:
        return None
    subject, room = shown.subject, shown.view.room
    views = {_("All together"): room, **_named(workshop, shown.view.perspectives)}
    known = {one.key: one.label for one in subject.choices}
    rows = [(known[key], *(str(view.distribution[key]) for view in views.values())) for key in room.distribution]
    rows.append((_("Mean, of 100"), *(WORDS[language].score(view.mean) for view in views.values())))
    own = subject.points if subject.is_field else subject.answer_label
    sentences = [_("The administration: %(result)s") % {"result": own}] if own else []
    said = said_of_gap(str(room.classification)) if room.classification else ""
    heading = f"{title}: {subject.label}"
    return Result(heading, subject.text, (_("Answer"), *views), rows, [*sentences, *([said] if said else [])])


def _priorities(
    workshop: Workshop, poll: Poll, paper: Sequence[PaperCount], title: str, language: Language
) -> Result:  # fmt: skip
    preferred = priorities_of(workshop, poll, paper)
    orders = _named(workshop, preferred.view.perspectives)
    places = {name: {one.item: one.place for one in order} for name, order in orders.items()}
    rows = [
        (
            preferred.labels[one.item], str(one.place), WORDS[language].number(one.score),
            *(str(by[one.item]) for by in places.values()),
        )
        for one in preferred.view.order
    ]  # fmt: skip
    header = (_("Topic"), _("Place"), _("Total"), *(_("Place: %(name)s") % {"name": name} for name in places))
    return Result(title, "", header, rows)


def _look_back(workshop: Workshop, poll: Poll, paper: Sequence[PaperCount], title: str) -> Result:
    words = look_back_words()
    rows = list(_statements(workshop, poll, paper, words))
    answers = [words[key] for key in ("no", "rather_no", "rather_yes", "yes", "no_answer")]
    return Result(title, "", (_("Statement"), *answers), rows)


def _statements(
    workshop: Workshop, poll: Poll, paper: Iterable[PaperCount], words: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    piles = list(paper)
    for name in STATEMENTS:
        room = look_back_of(workshop, poll, piles, name).room
        if room is not None:
            yield (words[name], *(str(number) for number in room.distribution.values()))


def _named(workshop: Workshop, views: Mapping[str, V]) -> Mapping[str, V]:
    labels = perspective_labels(workshop)
    return {labels.get(key, key): view for key, view in views.items()}
