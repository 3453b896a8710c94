"""The tally sheet: paper ballots counted by strokes, perspective by perspective, in the order of the console's form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.ballots import Ballot, BallotItem, BallotKind, Ballots, letter
from selfcheck_documents.workshop_papers.event import said, written

COUNTED = (BallotKind.RATE, BallotKind.POINTS, BallotKind.TICKS, BallotKind.RANKS)
NO_WORDS = "…"
"""Stands for what is read out, or written on a wall."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is counted about one item: a line for each entry of the console's form, with the letter of the ballot."""

    number: str
    text: str
    lines: tuple[tuple[str, str], ...]


def tally_pdf(content: Ballots, language: Language) -> bytes:
    """A sheet for each round and perspective, and one without perspective for each confidential round."""
    words = Words(language)
    labels = {
        "document": words("Tally sheet"),
        "handed_in": words("Ballots handed in"),
        "invalid": words("of which invalid"),
        "counted_by": words("Counted by (two people)"),
        "how": words(
            "A stroke for each mark, every fifth across. Then enter the sums on the console in this order. "
            "A line with two marks, or with none, is not counted; the others of that ballot are."
        ),
        "option": words("Answer"),
        "topic": words("Topic"),
        "strokes": words("Strokes"),
        "sum": words("Sum"),
        "entered": words("Entered on the console"),
        "page": words("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }
    sheets = [sheet for ballot in content.ballots for sheet in _sheets(ballot, content, words)]
    return written("tally.typ", language, content.event, {"words": labels, "sheets": sheets})


def _sheets(ballot: Ballot, content: Ballots, words: Words) -> Iterator[dict[str, Any]]:
    if ballot.kind not in COUNTED:
        return
    without = words("Confidential: without perspective") if ballot.is_confidential else words("Without perspective")
    lines = [_lines(item, ballot, words) for item in ballot.items if ballot.kind is not BallotKind.RATE or item.options]
    for perspective in content.perspectives if ballot.asks_perspective else (without,):
        yield {
            "round": words("Round {number}", number=ballot.number),
            "title": said(ballot.title),
            "perspective": said(perspective),
            "is_list": ballot.kind in (BallotKind.POINTS, BallotKind.TICKS),
            "items": [{"number": one.number, "text": one.text, "lines": one.lines} for one in lines],
        }


def _lines(item: BallotItem, ballot: Ballot, words: Words) -> Lines:
    text = said(item.text) or NO_WORDS
    if ballot.kind is BallotKind.RATE:
        return Lines(
            item.number, text, tuple((letter(place), said(one)) for place, one in enumerate(item.options))
        )  # fmt: skip
    if ballot.kind is BallotKind.RANKS:
        ranks = (words("Rank {rank}", rank=rank) for rank in range(1, ballot.points + 1))
        return Lines(item.number, text, tuple(("", rank) for rank in ranks))
    return Lines(item.number, text, (("", words("Points")),))
