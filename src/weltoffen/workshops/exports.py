"""What is printed for a workshop: with it a workshop works without any network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from selfcheck import Language, Refusal
from selfcheck_documents.workshop_papers import activities, ballots, cards, event, name_plates, preparation, sign_in
from selfcheck_documents.workshop_papers import table_sign as signs
from selfcheck_documents.workshop_papers.tally import tally_pdf
from weltoffen.accounts.drawing import qr_code
from weltoffen.foundation.refusals import Refused
from weltoffen.workshops.bridge import Subject, reason_sentences, subject_words
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.options import collect_options, prioritise_options
from weltoffen.workshops.slots import guest_names
from weltoffen.workshops.timetable import Timed, Timetable
from weltoffen.workshops.wording import perspective_words

LINES_FOR_IDEAS = 10
"""Ideas that are prioritised are not known before: guests write down their numbers, or those who lead read them out."""


class CannotBePrinted(Refused):
    """Some letters are in none of our fonts."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
        self.remedy = _("Please change them where you typed them.")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is printed: about which workshop, in which language, how many; `address` leads guests to the workshop."""

    workshop: Workshop
    timetable: Timetable
    language: Language
    address: str = ""
    copies: int = 2
    is_booklet: bool = False

    @property
    def event(self) -> event.Event:
        """What every paper says on top."""
        begins_at, ends_at = (timezone.localtime(one) for one in (self.workshop.begins_at, self.workshop.ends_at))
        return event.Event(
            title=self.workshop.title, municipality=self.workshop.municipality.name, day=begins_at.date(),
            starts=begins_at.time(), ends=ends_at.time(), place=self.workshop.place, address=_shown(self.address),
        )  # fmt: skip

    @property
    def items(self) -> Sequence[tuple[Timed, str]]:
        """The items in the order of the day, each with the name of its group."""
        found: list[tuple[Timed, str]] = []
        inside = [(timed, plan.group.title) for plan in self.timetable.groups for timed in plan.timed]
        for timed in self.timetable.everybody:
            found.append((timed, ""))
            if timed.item is self.timetable.groups_item:
                found.extend(inside)
        return found if self.timetable.groups_item is not None else [*found, *inside]

    @property
    def perspectives(self) -> Mapping[str, str]:
        """What the perspectives are called."""
        return perspective_words(self.workshop, self.language)

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """What can be talked about."""
        return subject_words(self.workshop, self.language)


def paper(name: str, wanted: Wanted) -> bytes:
    """The PDF with this name. Raises `CannotBePrinted`."""
    try:
        return PAPERS[name](wanted)
    except Refusal as refusal:
        raise CannotBePrinted(refusal.reason.in_language(wanted.language)) from refusal


def has_ballots(timetable: Timetable) -> bool:
    """Whether the agenda has an item with a ballot on paper."""
    plain = [*timetable.everybody, *(timed for plan in timetable.groups for timed in plan.timed)]
    return any(timed.item.activity in BALLOTS for timed in plain)


def _shown(address: str) -> str:
    return address.partition("://")[2].removesuffix("/")


def _preparation(wanted: Wanted) -> bytes:
    reasons = reason_sentences(wanted.workshop, [timed.item for timed, _group in wanted.items], wanted.language)
    return preparation.preparation_pdf(
        preparation.Preparation(
            event=wanted.event,
            agenda=tuple(_prepared(timed, group, wanted, reasons[timed.item.number]) for timed, group in wanted.items),
            facilitator=wanted.workshop.facilitator,
            code=wanted.workshop.code,
        ),
        wanted.language,
    )


def _prepared(timed: Timed, group: str, wanted: Wanted, reasons: Sequence[str]) -> preparation.PreparedItem:
    item, begins_at = timed.item, _local(timed.begins_at, wanted.workshop)
    return preparation.PreparedItem(
        starts=begins_at.time(), ends=_local(timed.ends_at, wanted.workshop).time(), minutes=item.minutes,
        activity=activities.Activity(item.activity), title=item.title, group=group, reason=" ".join(reasons),
        note=item.notes, is_confidential=item.is_confidential,
        questions=tuple(
            preparation.PreparedQuestion(
                number=number, question=subject.label if subject.is_field else subject.text,
                administration=_answered(subject), level=subject.level,
            )
            for number, subject in _numbered(item, wanted.subjects)
        ),
    )  # fmt: skip


def _local(moment: datetime | None, workshop: Workshop) -> datetime:
    """Items of groups have no time as long as the agenda has none for groups."""
    return timezone.localtime(moment or workshop.begins_at)


def _answered(subject: Subject) -> str:
    if not subject.is_field:
        return subject.answer_label
    return _("%(points)s of 100") % {"points": subject.points} if subject.points else ""


def _numbered(item: AgendaItem, subjects: Mapping[str, Subject]) -> Iterator[tuple[str, Subject]]:
    """What an item is about, each with a number of its own: item 3 has 3.1, 3.2, …"""
    for place, key in enumerate(item.subjects, 1):
        if key in subjects:
            yield f"{item.number}.{place}", subjects[key]


def _name_plates(wanted: Wanted) -> bytes:
    """Those who are expected by name, then plates without a name for each perspective."""
    labels = wanted.perspectives
    named = [
        name_plates.NamePlate(name=one.name, organisation=one.organisation, perspective=labels.get(one.perspective, ""))
        for one in guest_names(wanted.workshop)
    ]
    blank = [name_plates.NamePlate(perspective=label) for label in labels.values() for _copy in range(wanted.copies)]
    return name_plates.name_plates_pdf(
        name_plates.NamePlates(event=wanted.event, plates=(*named, *blank)), wanted.language
    )


def _sign_in(wanted: Wanted) -> bytes:
    labels = wanted.perspectives
    attendees = tuple(
        sign_in.Attendee(name=one.name, organisation=one.organisation, perspective=labels.get(one.perspective, ""))
        for one in guest_names(wanted.workshop)
    )
    content = sign_in.SignInList(event=wanted.event, attendees=attendees, blank_rows=wanted.copies)
    return sign_in.sign_in_pdf(content, wanted.language)


def _cards(wanted: Wanted) -> bytes:
    found = [
        cards.QuestionCard(
            number=number, question=subject.label if subject.is_field else subject.text,
            field="" if subject.is_field else subject.field_label,
            options=tuple(choice.label for choice in subject.choices) if timed.item.activity == Activity.RATE else (),
        )
        for timed, _group in wanted.items
        for number, subject in _numbered(timed.item, wanted.subjects)
    ]  # fmt: skip
    return cards.question_cards_pdf(cards.QuestionCards(event=wanted.event, cards=tuple(found)), wanted.language)


def _table_sign(wanted: Wanted) -> bytes:
    drawing = qr_code(wanted.address)
    size = drawing.size
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{drawing.path}"/></svg>'
    )
    sign = signs.TableSign(event=wanted.event, drawing=svg, address=_shown(wanted.address), code=wanted.workshop.code)
    return signs.table_sign_pdf(sign, wanted.language)


def _ballots(wanted: Wanted) -> bytes:
    return ballots.ballots_pdf(_all_ballots(wanted))


def _tally(wanted: Wanted) -> bytes:
    return tally_pdf(_all_ballots(wanted), wanted.language)


def _all_ballots(wanted: Wanted) -> ballots.Ballots:
    return ballots.Ballots(
        event=wanted.event, language=wanted.language, perspectives=tuple(wanted.perspectives.values()),
        layout=ballots.Layout.BOOKLET if wanted.is_booklet else ballots.Layout.SHEETS, copies=wanted.copies,
        ballots=tuple(
            BALLOTS[timed.item.activity](timed.item, wanted.subjects)
            for timed, _group in wanted.items
            if timed.item.activity in BALLOTS
        ),
    )  # fmt: skip


def _rating(item: AgendaItem, subjects: Mapping[str, Subject]) -> ballots.Ballot:
    lines = tuple(
        ballots.BallotItem(
            number=number, text=subject.label if subject.is_field else subject.text,
            options=tuple(choice.label for choice in subject.choices),
        )
        for number, subject in _numbered(item, subjects)
    )  # fmt: skip
    return ballots.Ballot(
        number=str(item.number), kind=ballots.BallotKind.RATE, title=item.title, items=lines,
        is_confidential=item.is_confidential,
    )  # fmt: skip


def _collecting(item: AgendaItem, _subjects: Mapping[str, Subject]) -> ballots.Ballot:
    options = collect_options(item)
    lines = tuple(
        ballots.BallotItem(number=str(number), text=options.question if number == 1 else "")
        for number in range(1, options.most_ideas + 1)
    )
    return ballots.Ballot(number=str(item.number), kind=ballots.BallotKind.WRITE, title=item.title, items=lines)


def _prioritising(item: AgendaItem, _subjects: Mapping[str, Subject]) -> ballots.Ballot:
    options = prioritise_options(item)
    is_ranks = options.counting == Counting.RANKS
    return ballots.Ballot(
        number=str(item.number), kind=ballots.BallotKind.RANKS if is_ranks else ballots.BallotKind.POINTS,
        title=item.title, points=options.points,
        items=tuple(ballots.BallotItem(number=str(number), text="") for number in range(1, LINES_FOR_IDEAS + 1)),
        most_per_item=1 if options.counting == Counting.APPROVAL else options.most_on_one,
    )  # fmt: skip


BALLOTS: Mapping[str, Callable[[AgendaItem, Mapping[str, Subject]], ballots.Ballot]] = {
    Activity.RATE: _rating,
    Activity.COLLECT: _collecting,
    Activity.PRIORITISE: _prioritising,
}
PAPERS: Mapping[str, Callable[[Wanted], bytes]] = {
    "preparation": _preparation,
    "name-plates": _name_plates,
    "sign-in": _sign_in,
    "cards": _cards,
    "table-sign": _table_sign,
    "ballots": _ballots,
    "tally": _tally,
}
"""Everything that can be printed, by the names in addresses."""
