"""How much a picture draws in the end: a few hundred bytes of SVG can ask for a thousand million rectangles."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
STYLE = f"{SVG}style"
LETTERS = (f"{SVG}text", f"{SVG}tspan")
# Drawn once for each shape, whatever they hold.
COLOURS = (f"{SVG}linearGradient", f"{SVG}radialGradient")
REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")]*?)\s*['\"]?\s*\)", re.IGNORECASE)
ASIDES = re.compile(r"'[^'{}]*'|\"[^\"{}]*\"|/\*[^'\"{}]*?\*/")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
PLAIN_SELECTORS = re.compile(r"[\w\s.,#>+~-]*")
WORD = re.compile(r"[\w-]+")
# A line of many points is more than one part.
PART_LENGTH = 250


def has_unclear_style(top: Element) -> bool:
    """Whether a style sheet may be read in more than one way, so that nobody could count what it draws."""
    sheets = [_plain("".join(sheet.itertext())) for sheet in top.iter(STYLE)]
    return any(
        RULE.sub("", sheet).strip()
        or any(mark in sheet for mark in ("'", '"', "/*"))
        or any(not PLAIN_SELECTORS.fullmatch(head) for head, body in RULE.findall(sheet) if REFERENCE.search(body))
        for sheet in sheets
    )


def drawn_parts(top: Element, most: int) -> int:
    """How many elements and letters are drawn, each as often as it is; an element of many points counts as several.

    More than `most` where a circle would never end.
    """
    return _Drawing(top, most).parts_of(top, frozenset())


class _Drawing:
    def __init__(self, top: Element, most: int) -> None:
        self._too_many = most + 1
        self._named: dict[str, list[Element]] = {}
        for element in top.iter():
            self._named.setdefault(element.get("id", ""), []).append(element)
        sheets = (_plain("".join(sheet.itertext())) for sheet in top.iter(STYLE))
        self._rules = [
            (frozenset(WORD.findall(head)), names)
            for sheet in sheets
            for head, body in RULE.findall(sheet)
            if (names := REFERENCE.findall(body))
        ]
        self._known: dict[Element, int] = {}

    def parts_of(self, element: Element, around: frozenset[Element]) -> int:
        if element in around:
            return self._too_many
        if element not in self._known:
            inside = around | {element}
            parts = 1 + _letters(element) + sum(map(len, element.attrib.values())) // PART_LENGTH
            for part in (*element, *self._drawn_again(element)):
                parts = min(parts + self.parts_of(part, inside), self._too_many)
            self._known[element] = parts
        return self._known[element]

    def _drawn_again(self, element: Element) -> Iterator[Element]:
        for name in self._names_in(element):
            yield from (other for other in self._named.get(name, ()) if other.tag not in COLOURS)

    def _names_in(self, element: Element) -> Iterator[str]:
        for attribute, value in element.items():
            if attribute.rpartition("}")[2] == "href":
                yield value.strip().removeprefix("#")
            yield from REFERENCE.findall(value)
        if self._rules:
            called = {element.tag.rpartition("}")[2], element.get("id", ""), *element.get("class", "").split()}
            for heads, names in self._rules:
                if not heads.isdisjoint(called):
                    yield from names


def _letters(element: Element) -> int:
    return sum(map(len, element.itertext())) if element.tag in LETTERS else 0


def _plain(sheet: str) -> str:
    """A style sheet without comments and texts, its references without quotation marks."""
    return ASIDES.sub(" ", REFERENCE.sub(r"url(#\1)", sheet))
