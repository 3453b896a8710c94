"""What guests said, as the pages of an evaluation and its report show it: from ended workshops, what was revealed."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from selfcheck import Language
from selfcheck_documents.perspective_words import Gap
from selfcheck_documents.report import Rated, TopPriority, WorkshopViews
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.perspectives import GuestViews
from weltoffen.live.bridge import Preferred, Shown, drawn_of, priorities_of, rating_of
from weltoffen.live.models import PaperCount, Poll
from weltoffen.live.queries import paper_in, polls_of_all
from weltoffen.live.wording import perspective_labels
from weltoffen.workshops.bridge import subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import ended_about

MOST_PRIORITIES = 10
Piles = Mapping[int, Sequence[PaperCount]]


def guest_views(stored: StoredEvaluation, language: Language) -> Sequence[GuestViews]:
    """What every ended workshop with results says, the newest day first."""
    workshops = ended_about(stored)
    polls = [one for one in polls_of_all(workshops) if one.is_revealed and not one.is_confidential]
    piles = paper_in(polls)
    found = [_views(one, [poll for poll in polls if poll.workshop_id == one.pk], piles, language) for one in workshops]
    return [one for one in found if one is not None]


def _views(workshop: Workshop, polls: Sequence[Poll], piles: Piles, language: Language) -> GuestViews | None:
    shown = list(_ratings(workshop, polls, piles, language))
    preferred = _preferred(workshop, polls, piles)
    people = [one.view.people for one in shown] + ([preferred.view.people] if preferred else [])
    if not people:
        return None
    views = WorkshopViews(
        title=workshop.title, day=workshop.local_beginning.date(), people=max(people),
        threshold=max([one.view.threshold for one in shown] or [workshop.threshold]),
        administration=_("Self-check"),
        rated=tuple(_rated(one, perspective_labels(workshop)) for one in shown),
        priorities=_priorities(preferred),
    )  # fmt: skip
    return GuestViews(views, tuple(one.subject.field for one in shown))


def _ratings(workshop: Workshop, polls: Sequence[Poll], piles: Piles, language: Language) -> Iterator[Shown]:
    """The last round of each field and question, in the order of the questionnaire."""
    last = {poll.subject: poll for poll in polls if poll.item.activity == Activity.RATE}
    for subject in subject_words(workshop, language):
        poll = last.get(subject)
        shown = rating_of(workshop, poll, piles.get(poll.pk, ()), language) if poll is not None else None
        if shown is not None and shown.view.room is not None:
            yield shown


def _preferred(workshop: Workshop, polls: Sequence[Poll], piles: Piles) -> Preferred | None:
    last = next((poll for poll in reversed(polls) if poll.item.activity == Activity.PRIORITISE), None)
    found = priorities_of(workshop, last, piles.get(last.pk, ())) if last is not None else None
    return found if found is not None and found.view.order else None


def _rated(shown: Shown, labels: Mapping[str, str]) -> Rated:
    subject, room = shown.subject, shown.view.room
    if room is None:
        raise ValueError("nothing may be shown of it")
    drawn = drawn_of(shown, room, labels)
    own = None
    if drawn.own is not None:
        own = drawn.own.score if drawn.own.option is None else drawn.choices[drawn.own.option].score
    named = {labels.get(key, key): one for key, one in shown.view.perspectives.items()}
    return Rated(
        label=subject.label, question="" if subject.is_field else subject.text, choices=drawn.choices,
        views=drawn.views, administration=drawn.own,
        gaps=tuple(Gap(label, own, one.mean) for label, one in named.items()) if own is not None else (),
        agreement=room.agreement,
    )  # fmt: skip


def _priorities(preferred: Preferred | None) -> tuple[TopPriority, ...]:
    if preferred is None:
        return ()
    order = preferred.view.order[:MOST_PRIORITIES]
    return tuple(TopPriority(str(one.place), preferred.labels[one.item], one.score) for one in order)
