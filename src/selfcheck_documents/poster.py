"""A poster with a QR code, and slips to cut out: how residents come to a survey."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from selfcheck.messages import Language
from selfcheck_documents import colours, typesetting

TEMPLATE = Path(__file__).parent / "poster.typ"


@dataclass(frozen=True, slots=True)
class Poster:
    """What it says. `code` is the QR code as SVG; `facts` are short sentences below it."""

    language: Language
    sender: str
    title: str
    invitation: str
    address: str
    code: str
    code_said: str
    scan: str
    facts: Sequence[str]
    slips_title: str


def poster_pdf(poster: Poster) -> bytes:
    """A page to put up and a page of slips, as PDF/UA-1 and PDF/A-2a, A4."""
    return typesetting.pdf(TEMPLATE, {**asdict(poster), "colours": colours.ON_PAPER})
