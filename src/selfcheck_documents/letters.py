"""Letters with a personal address as text and QR code: a page each, for envelopes with a window (DIN 5008, form B)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from selfcheck.messages import Language
from selfcheck_documents import colours, typesetting

TEMPLATE = Path(__file__).parent / "letters.typ"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The words of one letter, in its language. `code` is a drawing: squares as a path in a field of `code_size`."""

    language: Language
    sender: str
    receiver: tuple[str, ...]
    day: str
    subject: str
    before: tuple[str, ...]
    how: str
    link: str
    code: str
    code_size: int
    code_words: str
    after: tuple[str, ...]
    closing: tuple[str, ...]


def write_letters(letters: Sequence[Letter], *, title: str, day: date) -> bytes:
    """The letters as one PDF/UA-1 and PDF/A-2a, A4; `day` is the date that the file carries."""
    data = {"title": title, "letters": [_values(one) for one in letters], "colours": colours.ON_PAPER}
    return typesetting.pdf(TEMPLATE, data, day=day)


def _values(letter: Letter) -> dict[str, object]:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {letter.code_size} {letter.code_size}">'
        f'<path d="{letter.code}" fill="{colours.BLACK}"/></svg>'
    )
    return {**asdict(letter), "svg": svg}
