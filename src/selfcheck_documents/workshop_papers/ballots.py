"""Paper ballots, in any language of the guests: what a phone asks, to tick by hand, and counted alike.

Answers carry letters, the same on the tally sheet: who counts need not read the language of a ballot. A ballot of a
confidential round has no perspective: with few guests a perspective can be a name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase
from typing import Any

from selfcheck.faults import Refusal
from selfcheck.messages import message
from selfcheck_documents.workshop_papers.event import Event, Text, filled, plain, refuse_unprintable, written

MOST_COPIES = 400
PER_SHEET = 2
USUAL_SIZE, ARABIC_SIZE, PLAIN_SIZE = 11.5, 13, 14
"""Of letters, in points: Arabic ones look smaller than they are, and plain language is read in large ones."""
ARABIC = frozenset({"ar", "ckb", "fa", "ps", "ur"})
PLAIN = "simple"


class BallotKind(StrEnum):
    """What is done on a ballot."""

    RATE = "rate"
    POINTS = "points"
    TICKS = "ticks"
    RANKS = "ranks"
    WRITE = "write"


class Layout(StrEnum):
    """How ballots come onto paper."""

    SHEETS = "sheets"
    """A4 across, two ballots beside each other, to cut apart: a ballot for each guest and round, counted at once."""
    BOOKLET = "booklet"
    """A4 across, printed on both sides (turned on the short edge) and folded: all rounds, counted in the end."""
    PAGES = "pages"
    """A5 pages in the order of reading: all rounds, to send or to print on A5."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BallotItem:
    """One line of a ballot. `number` is the one on the console; `options` are the words to tick, in their order.

    Without a text there is a line to write it; in a rating an item without options has room to write.
    """

    number: str
    text: Text
    note: Text = ""
    options: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballot:
    """One round. `points` are those that a guest may give, or how many places a guest may rank.

    `original` is the title as it stands in the agenda, where the ballot says it in another language. A round that is
    only ever counted as a whole does not ask for a perspective.
    """

    number: str
    kind: BallotKind
    title: Text
    items: tuple[BallotItem, ...]
    original: Text = ""
    lead: Text = ""
    points: int = 0
    most_per_item: int = 0
    is_confidential: bool = False
    is_of_the_whole: bool = False

    @property
    def asks_perspective(self) -> bool:
        """Whether votes are counted by perspective."""
        return not (self.is_confidential or self.is_of_the_whole)


@dataclass(frozen=True, kw_only=True, slots=True)
class BallotWords:
    """The words that stand on every ballot, in the language of the guest. {number} and {count} are filled in."""

    round: Text
    perspective: Text
    perspective_hint: Text
    rate: Text
    points: Text
    ticks: Text
    ranks: Text
    write: Text
    confidential: Text
    thanks: Text
    booklet_heading: Text
    booklet_lead: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballots:
    """What is printed in one language: `language` is that of the texts here ("uk", "ar").

    With `preprinted` there are ballots for each perspective; else guests tick one of them. `copies` is how many
    ballots of each kind are printed (of booklets: how many booklets).
    """

    event: Event
    language: str
    words: BallotWords
    ballots: tuple[Ballot, ...]
    perspectives: tuple[Text, ...]
    preprinted: bool = False
    layout: Layout = Layout.SHEETS
    copies: int = PER_SHEET


def ballots_pdf(*parts: Ballots) -> bytes:
    """The ballots, one language after the other; the file as a whole is in the first one.

    Raises `Refusal` where they cannot be printed so that guests can read them.
    """
    if min((part.copies for part in parts), default=0) < 1 or sum(part.copies for part in parts) > MOST_COPIES:
        raise Refusal(message("Between 1 and {most} copies can be printed at once.", most=MOST_COPIES))
    first = parts[0]
    values = {"event_language": first.event.language, "sets": [one for part in parts for one in _sets(part)]}
    refuse_unprintable({"title": first.event.title, "municipality": first.event.municipality, **values})
    return written("ballots.typ", _spoken(first), first.event, values)


def letter(place: int) -> str:
    """By which letter an answer is counted, from 0."""
    return ascii_lowercase[place % len(ascii_lowercase)]


def _spoken(content: Ballots) -> str:
    """The language for screen readers: plain German is German."""
    return content.language.partition("-")[0]


def _size(content: Ballots) -> float:
    if PLAIN in content.language.split("-"):
        return PLAIN_SIZE
    return ARABIC_SIZE if _spoken(content) in ARABIC else USUAL_SIZE


def _sets(content: Ballots) -> Iterator[dict[str, Any]]:
    """What is printed together: a perspective, or the choice of them, with its rounds.

    Rounds that ask for no perspective are never part of a booklet, whose cover tells it.
    """
    shared = [_values(ballot, content.words) for ballot in content.ballots if ballot.asks_perspective]
    for perspective in content.perspectives if content.preprinted else ("",):
        choices = () if content.preprinted else content.perspectives
        if shared:
            yield _set(content, content.layout, shared, perspective, choices)
    apart = [_values(ballot, content.words) for ballot in content.ballots if not ballot.asks_perspective]
    if apart:
        yield _set(content, Layout.SHEETS, apart)


def _set(
    content: Ballots, layout: Layout, ballots: list[Any], perspective: Text = "", choices: Sequence[Text] = ()
) -> dict[str, Any]:  # fmt: skip
    return {
        "language": _spoken(content), "size": _size(content), "words": plain(content.words),
        "copies": content.copies, "layout": layout.value, "ballots": ballots, "perspective": plain(perspective),
        "choices": plain(tuple(choices)),
    }  # fmt: skip


def _values(ballot: Ballot, words: BallotWords) -> dict[str, Any]:
    instruction = {
        BallotKind.RATE: words.rate,
        BallotKind.POINTS: words.points,
        BallotKind.TICKS: words.ticks,
        BallotKind.RANKS: words.ranks,
        BallotKind.WRITE: words.write,
    }[ballot.kind]
    return {
        **plain(ballot),
        "kind": ballot.kind.value,
        "round": plain(filled(words.round, "{number}", ballot.number)),
        "instruction": plain(filled(instruction, "{count}", str(ballot.points))),
        "boxes": min(ballot.most_per_item or ballot.points, ballot.points),
        "letters": [letter(place) for place in range(max((len(item.options) for item in ballot.items), default=0))],
    }
