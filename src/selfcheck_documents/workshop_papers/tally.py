"""The tally sheet: paper ballots counted by strokes, perspective by perspective, in the order of the console's form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.ballots import Ballot, BallotItem, BallotKind, Ballots
from selfcheck_documents.workshop_papers.event import written

COUNTED = (BallotKind.RATE, BallotKind.POINTS, BallotKind.RANKS)


@dataclass(frozen=True, slots=True)
class Lines:
    """What is counted about one item: a line for each entry of the console's form."""

    number: str
    text: str
    lines: tuple[str, ...]


def tally_pdf(content: Ballots, language: Language) -> bytes:
    """A sheet for each round and perspective, and one without perspective for each confidential round."""
    words = Words(language)
    said = {
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
    return written("tally.typ", language, content.event, {"words": said, "sheets": sheets})


def _sheets(ballot: Ballot, content: Ballots, words: Words) -> Iterator[dict[str, Any]]:
    if ballot.kind not in COUNTED:
        return
    no_perspective = words("Confidential: without perspective")
    lines = [_lines(item, ballot, words) for item in ballot.items]
    for perspective in (no_perspective,) if ballot.is_confidential else content.perspectives:
        yield {
            "round": words("Round {number}", number=ballot.number),
            "title": ballot.title,
            "perspective": perspective,
            "is_list": ballot.kind is BallotKind.POINTS,
            "items": [{"number": one.number, "text": one.text, "lines": one.lines} for one in lines],
        }


def _lines(item: BallotItem, ballot: Ballot, words: Words) -> Lines:
    if ballot.kind is BallotKind.RATE:
        return Lines(item.number, item.text, item.options)
    if ballot.kind is BallotKind.RANKS:
        return Lines(
            item.number, item.text, tuple(words("Rank {rank}", rank=rank + 1) for rank in range(ballot.points))
        )
    return Lines(item.number, item.text, (words("Points"),))
