"""A QR code as a drawing that stands in the page: no file, no script, no address of data."""

from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Empty squares around the code, as the standard asks."""


class Drawing(NamedTuple):
    """Dark squares as a path of SVG, in a field of `size` × `size`."""

    path: str
    size: int


def qr_code(text: str) -> Drawing:
    """The text for the camera of a phone; each run of dark squares is one rectangle."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    return Drawing("".join(_row(y, row) for y, row in enumerate(rows)), len(rows))


def _row(y: int, row: list[bool]) -> str:
    drawn, start = "", None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            drawn += f"M{start} {y}h{x - start}v1h-{x - start}z"
            start = None
    return drawn
