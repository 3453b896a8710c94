"""What is printed for a workshop: with it a workshop works without any network."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from selfcheck import Language, Refusal
from selfcheck_documents.workshop_papers import activities, ballots, cards, event, name_plates, preparation, sign_in
from selfcheck_documents.workshop_papers import table_sign as signs
from selfcheck_documents.workshop_papers.tally import tally_pdf
from weltoffen.accounts.drawing import qr_code
from weltoffen.foundation.refusals import Refused
from weltoffen.workshops.bridge import Subject, reason_sentences, subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.slots import (
    NeedCount,
    asking,
    expected_guests,
    guest_languages,
    guest_names,
    needs_of_guests,
)
from weltoffen.workshops.timetable import Timed, Timetable
from weltoffen.workshops.wording import STANDARD, perspective_words

Copies = Mapping[str, int]
"""How many, by the tag of a language."""


class CannotBePrinted(Refused):
    """Some letters are in none of our fonts, or too many copies are wanted."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
        self.remedy = _("Please change that where you typed it.")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is printed: about which workshop, in which language, how many; `address` leads guests to the workshop.

    `ballots` are how many ballots of each kind are wanted in each language of the guests.
    """

    workshop: Workshop
    timetable: Timetable
    language: Language
    address: str = ""
    copies: int = 2
    ballots: Copies = field(default_factory=dict)
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
    source = asking()
    plain = [*timetable.everybody, *(timed for plan in timetable.groups for timed in plan.timed)]
    return source is not None and any(source.has_ballot(timed.item) for timed in plain)


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
            expected=tuple(_expected(wanted)),
            needs=tuple(preparation.Need(label=label, number=number) for label, number in _needs(wanted)),
        ),
        wanted.language,
    )


def _expected(wanted: Wanted) -> Iterator[preparation.Expected]:
    labels = wanted.perspectives
    for one in expected_guests(wanted.workshop):
        yield preparation.Expected(
            perspective=labels.get(one.perspective) or str(STANDARD.get(one.perspective, one.perspective)),
            listed=one.listed, coming=one.coming, unanswered=one.is_open,
        )  # fmt: skip


def _needs(wanted: Wanted) -> Sequence[NeedCount]:
    with override(wanted.language):
        return needs_of_guests(wanted.workshop)


def _prepared(timed: Timed, group: str, wanted: Wanted, reasons: Sequence[str]) -> preparation.PreparedItem:
    item, begins_at = timed.item, _local(timed.begins_at, wanted.workshop)
    return preparation.PreparedItem(
        number=str(item.number),
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
    sign = signs.TableSign(
        event=wanted.event, drawing=svg, address=_shown(wanted.address), code=wanted.workshop.code,
        languages=tuple(one.name for one in guest_languages()),
    )  # fmt: skip
    return signs.table_sign_pdf(sign, wanted.language)


def _ballots(wanted: Wanted) -> bytes:
    layout = ballots.Layout.BOOKLET if wanted.is_booklet else ballots.Layout.SHEETS
    parts = [
        _in_language(wanted, tag, layout=layout, copies=copies) for tag, copies in wanted.ballots.items() if copies
    ]
    return ballots.ballots_pdf(*parts)


def _tally(wanted: Wanted) -> bytes:
    """Ballots of all languages are counted together."""
    return tally_pdf(_in_language(wanted, wanted.language), wanted.language)


def _in_language(
    wanted: Wanted, tag: str, *, layout: ballots.Layout = ballots.Layout.SHEETS, copies: int = 1
) -> ballots.Ballots:  # fmt: skip
    source = asking()
    if source is None:
        raise LookupError
    rounds = source.rounds(wanted.workshop, [timed.item for timed, _group in wanted.items], tag)
    return ballots.Ballots(
        event=wanted.event, language=tag, words=rounds.words, ballots=tuple(rounds.ballots),
        perspectives=tuple(rounds.perspectives), layout=layout, copies=copies,
    )  # fmt: skip


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
