"""The coat of arms on the title page: a picture from outside, taken only if it is harmless by its content."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

from typst import TypstError

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import Message, message
from selfcheck_documents import typesetting
from selfcheck_documents.files import read_file

TRIAL = Path(__file__).parent / "coat_of_arms.typ"
MOST_UNEQUAL = 10
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
MOST_PIXELS = 16_000_000
LARGEST = 1_000_000
PNG = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"
PNG_SIZE_AT = 16
SMALLEST_PNG = 57
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
FORBIDDEN_ELEMENTS = frozenset({"script", "foreignobject", "iframe", "handler", "set", "animate"})
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])|@import|javascript:", re.IGNORECASE)
DECLARATIONS = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)


class CoatOfArms(NamedTuple):
    """A picture that may be shown: `image/png` or `image/svg+xml`, and its bytes."""

    media_type: str
    content: bytes


def load_coat_of_arms(path: Path) -> CoatOfArms:
    """The picture in a file, known by its content and not by its name.

    Raises `FaultyInput` where it cannot be read, is larger than 1 MB, is neither PNG nor SVG, is an SVG that would run
    or fetch something, or cannot be drawn.
    """
    content = read_file(path, LARGEST)
    if not content.startswith(PNG):
        _check_svg(path, content)
        coat = CoatOfArms("image/svg+xml", content)
    elif content.endswith(PNG_END) and len(content) >= SMALLEST_PNG:
        width, height = unpack_from(">II", content, PNG_SIZE_AT)
        if not 0 < width * height <= MOST_PIXELS:
            millions = MOST_PIXELS // 1_000_000
            raise _faulty(path, message("the picture has more than {millions} million pixels.", millions=millions))
        if not 1 / MOST_UNEQUAL <= width / height <= MOST_UNEQUAL:
            raise _faulty(
                path, message("the picture is more than {times} times as long as it is wide.", times=MOST_UNEQUAL)
            )
        coat = CoatOfArms("image/png", content)
    else:
        raise _faulty(path, message("the picture is damaged: its end is missing."))
    _check_drawable(path, coat)
    return coat


def as_svg(coat: CoatOfArms) -> str:
    """The picture as SVG text; a PNG is put into one."""
    if coat.media_type == "image/svg+xml":
        return coat.content.decode("utf-8-sig")
    width, height = unpack_from(">II", coat.content, PNG_SIZE_AT)
    data = base64.b64encode(coat.content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="data:image/png;base64,{data}" width="{width}" height="{height}"/></svg>'
    )


def _check_drawable(path: Path, coat: CoatOfArms) -> None:
    try:
        typesetting.pdf(TRIAL, {"svg": as_svg(coat)})
    except TypstError:
        raise _faulty(path, message("the picture is damaged or too complex: it cannot be drawn.")) from None


def _check_svg(path: Path, content: bytes) -> None:
    if b"\x00" in content or DECLARATIONS.search(content):
        raise _faulty(path, message("a picture must be a PNG, or an SVG without DOCTYPE, entities and style sheets."))
    # Without declarations there are no entities, so nothing can grow while it is read.
    try:
        top = fromstring(content.decode("utf-8-sig"))  # noqa: S314 - see above
    except (ParseError, ValueError):
        raise _faulty(path, message("the file is neither a PNG nor an SVG picture.")) from None
    if top.tag != f"{SVG_NAMESPACE}svg":
        raise _faulty(path, message("the file is neither a PNG nor an SVG picture."))
    _check_shape(path, top.attrib)
    for element in top.iter():
        _check_element(path, str(element.tag), element.text or "", element.attrib)


def _check_shape(path: Path, attributes: Mapping[str, str]) -> None:
    """Refuse a picture so narrow that drawing it at a readable width would need more memory than there is."""
    box = [float(number) for number in NUMBER.findall(attributes.get("viewBox", ""))[2:4]]
    sides = [float((NUMBER.findall(attributes.get(name, "")) or ["0"])[0]) for name in ("width", "height")]
    for one, other in (box, sides) if len(box) == len(sides) else (sides,):
        if one and other and not 1 / MOST_UNEQUAL <= one / other <= MOST_UNEQUAL:
            raise _faulty(
                path, message("the picture is more than {times} times as long as it is wide.", times=MOST_UNEQUAL)
            )


def _check_element(path: Path, tag: str, text: str, attributes: Mapping[str, str]) -> None:
    name = _local(tag)
    if name in FORBIDDEN_ELEMENTS:
        raise _faulty(path, message("the picture holds an element that pictures here must not have."), tag)
    if name == "style" and OUTSIDE.search(text):
        raise _faulty(path, message("the picture refers to something outside itself."), text)
    for attribute, value in attributes.items():
        refers = _local(attribute) in {"href", "src"} and not value.strip().startswith("#")
        if _local(attribute).startswith("on"):
            raise _faulty(path, message("the picture holds an element that pictures here must not have."), attribute)
        if refers or OUTSIDE.search(value):
            raise _faulty(path, message("the picture refers to something outside itself."), value)


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _faulty(path: Path, what: Message, found: str | None = None) -> FaultyInput:
    return FaultyInput([Fault(what, path.name, found=found)])
