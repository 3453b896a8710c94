"""Paper ballots, in any language of the guests: what a phone asks, to tick by hand, and counted alike.

A ballot of a confidential round has no perspective: with few guests a perspective can be a name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from selfcheck.faults import Refusal
from selfcheck.messages import Language, message
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.event import Event, plain, refuse_unprintable, written

MOST_COPIES = 100
PER_SHEET = 2
OWN_LANGUAGES: Mapping[str, Language] = {"de": "de", "en": "en"}


class BallotKind(StrEnum):
    """What is done on a ballot."""

    RATE = "rate"
    POINTS = "points"
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
    """One line of a ballot. `number` is the one on the console; `options` are the words to tick, in their order."""

    number: str
    text: str
    note: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballot:
    """One round. `points` are those that a guest may give, or how many places a guest may rank."""

    number: str
    kind: BallotKind
    title: str
    items: tuple[BallotItem, ...]
    points: int = 0
    most_per_item: int = 0
    is_confidential: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BallotWords:
    """The words that stand on every ballot, in the language of the guest. {points} is filled in."""

    round: str
    perspective: str
    perspective_hint: str
    rate: str
    points: str
    ranks: str
    write: str
    confidential: str
    thanks: str
    booklet_heading: str
    booklet_lead: str

    @classmethod
    def of(cls, language: Language) -> "BallotWords":
        """The words in a language of the product."""
        words = Words(language)
        return cls(
            round=words("Round {number}", number="{number}"),
            perspective=words("My perspective"),
            perspective_hint=words("Please tick one."),
            rate=words("Tick one answer in each line. You may leave out what you do not want to answer."),
            points=words("You have {points} points. Tick one box for each point that you give.", points="{points}"),
            ranks=words("Write 1 beside what matters most to you, then 2, up to {points}.", points="{points}"),
            write=words("Write in short sentences. Please do not write any names."),
            confidential=words("This round is confidential: it does not ask who you are. Please add nothing by hand."),
            thanks=words("No name, no signature. Please fold the ballot and put it into the box."),
            booklet_heading=words("Your ballots"),
            booklet_lead=words(
                "You will be told which round is next. Tick in your own time, leave out what you like, and hand the "
                "booklet in at the end. It counts the same as a phone. Please do not write your name on it."
            ),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballots:
    """What is printed. `language` is that of the texts here ("uk", "ar"); `words` may be left out for German, English.

    With `preprinted` there are ballots for each perspective; else guests tick one of them. `copies` is how many
    ballots of each kind are printed (of booklets: how many booklets).
    """

    event: Event
    language: str
    ballots: tuple[Ballot, ...]
    perspectives: tuple[str, ...]
    words: BallotWords | None = None
    preprinted: bool = False
    layout: Layout = Layout.SHEETS
    copies: int = PER_SHEET


def ballots_pdf(content: Ballots) -> bytes:
    """The ballots. Raises `Refusal` where they cannot be printed so that guests can read them."""
    words = _words(content)
    if not 1 <= content.copies <= MOST_COPIES:
        raise Refusal(message("Between 1 and {most} copies can be printed at once.", most=MOST_COPIES))
    texts = {
        "title": content.event.title,
        "municipality": content.event.municipality,
        "ballots": plain(content.ballots),
        "perspectives": list(content.perspectives),
        "words": plain(words),
    }
    refuse_unprintable(texts)
    values = {
        "words": texts["words"],
        "sets": list(_sets(content, words)),
        "copies": content.copies,
    }
    return written("ballots.typ", content.language.partition("-")[0], content.event, values)


def _words(content: Ballots) -> BallotWords:
    own = OWN_LANGUAGES.get(content.language)
    if content.words is None and own is None:
        raise Refusal(
            message("There are no words for ballots in the language “{language}”.", language=content.language)
        )
    return content.words or BallotWords.of(own or "de")


def _sets(content: Ballots, words: BallotWords) -> Iterator[dict[str, Any]]:
    """What is printed together: a perspective, or the choice of them, with its rounds.

    Confidential rounds are never part of a booklet, whose cover tells the perspective.
    """
    shared = [_values(ballot, words) for ballot in content.ballots if not ballot.is_confidential]
    for perspective in content.perspectives if content.preprinted else ("",):
        choices = [] if content.preprinted else list(content.perspectives)
        if shared:
            yield _set(content.layout, shared, perspective, choices)
    confidential = [_values(ballot, words) for ballot in content.ballots if ballot.is_confidential]
    if confidential:
        yield _set(Layout.SHEETS, confidential)


def _set(layout: Layout, ballots: list[Any], perspective: str = "", choices: Sequence[str] = ()) -> dict[str, Any]:
    return {"layout": layout.value, "ballots": ballots, "perspective": perspective, "choices": list(choices)}


def _values(ballot: Ballot, words: BallotWords) -> dict[str, Any]:
    instruction = {
        BallotKind.RATE: words.rate,
        BallotKind.POINTS: words.points,
        BallotKind.RANKS: words.ranks,
        BallotKind.WRITE: words.write,
    }[ballot.kind]
    return {
        **plain(ballot),
        "kind": ballot.kind.value,
        "round": words.round.replace("{number}", ballot.number),
        "instruction": instruction.replace("{points}", str(ballot.points)),
        "boxes": min(ballot.most_per_item or ballot.points, ballot.points),
    }
