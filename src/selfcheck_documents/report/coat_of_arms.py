"""The coat of arms on the title page: a picture from outside, taken only if it is harmless by its content."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from typst import TypstError

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import Message, message
from selfcheck_documents import typesetting
from selfcheck_documents.files import read_file
from selfcheck_documents.report.drawn_parts import drawn_parts, has_unclear_style

TRIAL = Path(__file__).parent / "coat_of_arms.typ"
MOST_UNEQUAL = 10
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
MOST_PIXELS = 16_000_000
LARGEST = 1_000_000
PNG = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"
PNG_SIZE_AT = 16
PNG_FRAME = 12
SMALLEST_PNG = 57
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
# What a coat of arms needs. Filters and animations can take for ever to draw, and a pattern with tiles of any size
# ends the whole process for want of memory, so they are not among it.
ELEMENTS = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol", "clipPath",
    "mask", "linearGradient", "radialGradient", "stop", "title", "desc", "metadata", "text", "tspan",
    "style",
})  # fmt: skip
MOST_PARTS = 10_000
# What drawing programs note beside the drawing; no browser acts on it.
NOTED = (
    "{http://www.inkscape.org/",
    "{http://sodipodi.sourceforge.net/",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://purl.org/dc/",
    "{http://creativecommons.org/ns#}",
    "{http://web.resource.org/cc/}",
)
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])|image(?:-set)?\(|cross-fade\(|src\(|\\|javascript:", re.IGNORECASE)
# A filter works without an element of its own, a line can have a million dashes, and what inherits is not counted.
COSTLY = ("filter", "stroke-dasharray")
CHEAP = ("none", "0")
COSTLY_STYLE = re.compile(
    rf"(?:(?:mask|clip-path)\s*:\s*inherit|(?:{'|'.join(COSTLY)})(?:\s|/\*.*?\*/)*:(?!\s*(?:{'|'.join(CHEAP)})\s*(?:[;}}!]|$)))",
    re.IGNORECASE | re.DOTALL,
)
DECLARATIONS = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*['\"](?!utf-8['\"])", re.IGNORECASE)


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
    elif len(content) >= SMALLEST_PNG and content.endswith(PNG_END):
        width, height = unpack_from(">II", content, PNG_SIZE_AT)
        if not 0 < width * height <= MOST_PIXELS:
            millions = MOST_PIXELS // 1_000_000
            raise _faulty(path, message("the picture has more than {millions} million pixels.", millions=millions))
        if not 1 / MOST_UNEQUAL <= width / height <= MOST_UNEQUAL:
            raise _faulty(
                path, message("the picture is more than {times} times as long as it is wide.", times=MOST_UNEQUAL)
            )
        if _end_of_png(content) != len(content):
            raise _faulty(path, message("the picture holds something that is no picture. Save it anew as PNG."))
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


def _end_of_png(content: bytes) -> int:
    """Where the picture is over, told from the lengths of its pieces."""
    at = len(PNG)
    while at + len(PNG_END) <= len(content):
        length, kind = unpack_from(">I4s", content, at)
        at += length + PNG_FRAME
        if kind == b"IEND":
            break
    return at


def _check_drawable(path: Path, coat: CoatOfArms) -> None:
    try:
        typesetting.pdf(TRIAL, {"svg": as_svg(coat)})
    except TypstError:
        raise _faulty(path, message("the picture is damaged or too complex: it cannot be drawn.")) from None


def _check_svg(path: Path, content: bytes) -> None:
    if b"\x00" in content or DECLARATIONS.search(content) or ENCODING.search(content):
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
        _check_element(path, element)
    try:
        is_too_much = has_unclear_style(top) or drawn_parts(top, MOST_PARTS) > MOST_PARTS
    except RecursionError:
        is_too_much = True
    if is_too_much:
        raise _faulty(path, message("the picture is damaged or too complex: it cannot be drawn."))


def _check_shape(path: Path, attributes: Mapping[str, str]) -> None:
    """Refuse a picture so narrow that drawing it at a readable width would need more memory than there is."""
    box = [float(number) for number in NUMBER.findall(attributes.get("viewBox", ""))[2:4]]
    sides = [float((NUMBER.findall(attributes.get(name, "")) or ["0"])[0]) for name in ("width", "height")]
    for one, other in (box, sides) if len(box) == len(sides) else (sides,):
        if one and other and not 1 / MOST_UNEQUAL <= one / other <= MOST_UNEQUAL:
            raise _faulty(
                path, message("the picture is more than {times} times as long as it is wide.", times=MOST_UNEQUAL)
            )


def _check_element(path: Path, element: Element) -> None:
    """Refuse what is no drawing, what runs, and what refers to anything outside."""
    tag = str(element.tag)
    if tag.startswith(NOTED):
        return
    if tag.removeprefix(SVG_NAMESPACE) not in ELEMENTS:
        raise _faulty(path, message("the picture holds an element that pictures here must not have."), tag)
    style = "".join(element.itertext()) if tag == f"{SVG_NAMESPACE}style" else ""
    if "@" in style or OUTSIDE.search(style):
        raise _faulty(path, message("the picture refers to something outside itself."), style)
    if COSTLY_STYLE.search(style):
        raise _faulty(path, message("the picture holds an element that pictures here must not have."), style)
    for attribute, value in element.attrib.items():
        _check_attribute(path, attribute, value)


def _check_attribute(path: Path, attribute: str, value: str) -> None:
    if attribute.startswith(NOTED):
        return
    name = _local(attribute)
    is_costly = (name in COSTLY and value.strip() not in CHEAP) or (
        name in {"mask", "clip-path"} and value.strip() == "inherit"
    )
    if name.startswith("on") or name == "base" or is_costly or (name == "style" and COSTLY_STYLE.search(value)):
        raise _faulty(path, message("the picture holds an element that pictures here must not have."), attribute)
    if (name in {"href", "src"} and not value.strip().startswith("#")) or OUTSIDE.search(value):
        raise _faulty(path, message("the picture refers to something outside itself."), value)


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _faulty(path: Path, what: Message, found: str | None = None) -> FaultyInput:
    return FaultyInput([Fault(what, path.name, found=found)])
