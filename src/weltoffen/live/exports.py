"""What phones ask, as paper ballots in any language of the guests, for the printed set of a workshop.

The questions and answers are those of the phone in the same order, so that paper and phone count as one.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from selfcheck_documents.workshop_papers import Ballot, BallotItem, BallotKind, BallotWords, InLanguage, Text
from selfcheck_documents.workshop_papers.ballots import letter
from selfcheck_documents.workshop_papers.event import without_pictures
from weltoffen.live.asking import Options, options_at
from weltoffen.live.bridge import Asked, options_for
from weltoffen.live.languages import languages, phrases_for
from weltoffen.live.models import Poll
from weltoffen.live.naming import question_named
from weltoffen.live.phone import asked_in, perspectives_in
from weltoffen.live.phrases import LEADING, Phrases
from weltoffen.live.queries import ideas_of, polls_in
from weltoffen.live.rules import LOOK_BACK_ANSWERS, NO_ANSWER, STATEMENTS
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.options import collect_options, look_back_options, prioritise_options
from weltoffen.workshops.rules import FIELD
from weltoffen.workshops.slots import GuestLanguage, PaperRounds

LINES_FOR_IDEAS = 10
"""Room for ideas that nobody had yet when the ballots were printed."""
FROM_RIGHT_TO_LEFT = frozenset({"R", "AL"})
SCRIPT_FROM_RIGHT_TO_LEFT = "ar"


class PhonesOnPaper:
    """What this room tells the printed set of a workshop."""

    def languages(self) -> Sequence[GuestLanguage]:
        """Every language of the phone."""
        return [GuestLanguage(one.tag, one.name) for one in languages()]

    def has_ballot(self, item: AgendaItem) -> bool:
        """Whether guests are asked something during an item."""
        return item.activity in _BALLOTS

    def rounds(self, workshop: Workshop, items: Sequence[AgendaItem], tag: str) -> PaperRounds:
        """The ballots of these items in one language."""
        phrases = phrases_for(tag)
        return PaperRounds(
            words=_words(phrases),
            perspectives=perspectives_on_paper(workshop, phrases),
            ballots=[_BALLOTS[item.activity](workshop, item, phrases) for item in items if self.has_ballot(item)],
        )


def lettered(answers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Answers by their keys, with the letters by which ballots are counted."""
    return [(key, f"{letter(place)}. {label}") for place, (key, label) in enumerate(answers)]


def perspectives_on_paper(workshop: Workshop, phrases: Phrases) -> list[Text]:
    """What the perspectives are called: in the words of the phone, or as they were typed."""
    named = [(f"perspective_{key}", name) for key, name, _hint in perspectives_in(workshop, phrases)]
    return [_phrase(phrases, key) if name == phrases.texts.get(key) else _typed(name, phrases) for key, name in named]


def number_on_paper(poll: Poll) -> str:
    """The number of what a poll is about, as it stands on ballots and tally sheets."""
    item = poll.item
    if poll.subject in item.subjects:
        return f"{item.number}.{item.subjects.index(poll.subject) + 1}"
    return str(item.number)


def _words(phrases: Phrases) -> BallotWords:
    def said(name: str) -> Text:
        return _phrase(phrases, f"paper_{name}")

    return BallotWords(
        round=said("round"), perspective=said("perspective"), perspective_hint=said("perspective_hint"),
        rate=said("rate"), points=said("points"), ticks=said("approval"), ranks=said("ranks"), write=said("write"),
        confidential=said("confidential"), thanks=said("thanks"), booklet_heading=said("booklet_heading"),
        booklet_lead=said("booklet"),
    )  # fmt: skip


def _ballot(
    item: AgendaItem, kind: BallotKind, heading: str, lines: Iterable[BallotItem], phrases: Phrases, **more: Any
) -> Ballot:
    """A ballot with the title of the agenda; in other languages that stands below what phones say there."""
    is_own = phrases.tag == LEADING
    return Ballot(
        number=str(item.number), kind=kind, items=tuple(lines), is_confidential=item.is_confidential,
        title=item.title if is_own else _phrase(phrases, heading),
        original="" if is_own else _typed(item.title, phrases), **more,
    )  # fmt: skip


def _rating(workshop: Workshop, item: AgendaItem, phrases: Phrases) -> Ballot:
    lines: list[BallotItem] = []
    for key in item.subjects:
        asked = asked_in(workshop, Poll(subject=key, options=options_for(workshop, key)), phrases)
        if asked is not None:
            lines.append(_rated(f"{item.number}.{len(lines) + 1}", key.startswith(FIELD), asked, phrases))
    return _ballot(item, BallotKind.RATE, "rate_heading", lines, phrases)


def _rated(number: str, is_field: bool, asked: Asked, phrases: Phrases) -> BallotItem:
    """A question, or the name of a field with what is asked about each of them."""
    options = tuple(_in_language(one.label, one.lang, phrases) for one in asked.options)
    if not is_field:
        return BallotItem(number=number, text=_in_language(asked.text, asked.lang, phrases), options=options)
    return BallotItem(
        number=number, text=_in_language(asked.label, asked.lang, phrases), options=options,
        note=_in_language(asked.text, phrases.language_of("scale_question"), phrases),
    )  # fmt: skip


def _collecting(workshop: Workshop, item: AgendaItem, phrases: Phrases) -> Ballot:
    """Ideas name no perspective, on paper neither."""
    options = collect_options(item)
    asked = question_named(workshop, item, phrases)
    lines = [BallotItem(number=str(number), text="") for number in range(1, options.most_ideas + 1)]
    return _ballot(
        item, BallotKind.WRITE, "collect_heading", lines, phrases,
        lead=_in_language(asked.text, asked.lang, phrases) if options.question else "", is_of_the_whole=True,
    )  # fmt: skip


def _prioritising(workshop: Workshop, item: AgendaItem, phrases: Phrases) -> Ballot:
    """With the ideas that there are; else with lines to write down what is read out."""
    options, chosen = prioritise_options(item), _choices(workshop, item)
    lines = [
        BallotItem(number=str(number), text=text)
        for number, text in enumerate(chosen or [""] * LINES_FOR_IDEAS, 1)
    ]  # fmt: skip
    most = min(options.points, len(lines))
    return _ballot(
        item, _KINDS[options.counting], "prioritise_heading", lines, phrases,
        lead="" if chosen else _phrase(phrases, "paper_read_out"),
        points=options.points if options.counting == Counting.POINTS else most,
        most_per_item=1 if options.counting == Counting.APPROVAL else options.most_on_one,
    )  # fmt: skip


def _choices(workshop: Workshop, item: AgendaItem) -> list[Text]:
    """What can be preferred: in the newest round, else what a round would offer that is opened now."""
    polls = polls_in(item)
    options: Options = polls[-1].options if polls else options_at(workshop, item)
    spoken = {idea.key: idea.language for idea in ideas_of(workshop)}
    return [_written(without_pictures(one["label"]), spoken.get(one["key"], "")) for one in options]


def _looking_back(_workshop: Workshop, item: AgendaItem, phrases: Phrases) -> Ballot:
    """The statements, and where guests may write on the phone, room to write."""
    answers = tuple(_phrase(phrases, f"look_back_{one}") for one in (*reversed(LOOK_BACK_ANSWERS), NO_ANSWER))
    lines = [
        BallotItem(number=f"{item.number}.{place}", text=_phrase(phrases, f"look_back_{one}"), options=answers)
        for place, one in enumerate(STATEMENTS, 1)
    ]
    if look_back_options(item).has_text:
        lines.append(
            BallotItem(
                number=f"{item.number}.{len(lines) + 1}", text=_phrase(phrases, "look_back_sentence"),
                note=_phrase(phrases, "look_back_sentence_hint"),
            )
        )  # fmt: skip
    return _ballot(
        item, BallotKind.RATE, "look_back_heading", lines, phrases,
        lead=_phrase(phrases, "look_back_intro"), is_of_the_whole=True,
    )  # fmt: skip


def _phrase(phrases: Phrases, key: str) -> Text:
    return _in_language(phrases.texts[key], phrases.language_of(key), phrases)


def _in_language(text: str, language: str, phrases: Phrases) -> Text:
    """The text, marked where it is in another language than the rest."""
    return text if language == phrases.tag else InLanguage(text, language)


def _typed(text: str, phrases: Phrases) -> Text:
    """What those who lead the workshop typed: in German."""
    return _in_language(text, LEADING, phrases) if text else ""


def _written(text: str, language: str) -> Text:
    """What a guest wrote: in the language of the phone, unless its letters run in another direction."""
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", *FROM_RIGHT_TO_LEFT)), "L")
    runs_back = bool(language) and phrases_for(language).direction == "rtl"
    if (first in FROM_RIGHT_TO_LEFT) is not runs_back:
        language = SCRIPT_FROM_RIGHT_TO_LEFT if first in FROM_RIGHT_TO_LEFT else LEADING
    return InLanguage(text, (language or LEADING).partition("-")[0])


_KINDS: Mapping[str, BallotKind] = {
    Counting.POINTS: BallotKind.POINTS,
    Counting.RANKS: BallotKind.RANKS,
    Counting.APPROVAL: BallotKind.TICKS,
}
_BALLOTS: Mapping[str, Callable[[Workshop, AgendaItem, Phrases], Ballot]] = {
    Activity.RATE: _rating,
    Activity.COLLECT: _collecting,
    Activity.PRIORITISE: _prioritising,
    Activity.LOOK_BACK: _looking_back,
}
