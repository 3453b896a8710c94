"""Reading a page of answers as a browser does: what stands in its fields, what can be sent."""

from html.parser import HTMLParser
from typing import Protocol

FIELDS = "/m/donnersbergkreis/rounds/1/fields/"
QUESTIONS = "/m/donnersbergkreis/rounds/1/questions/"


class Response(Protocol):
    """What a view answered, as Django's test client has it."""

    @property
    def content(self) -> bytes: ...


class Page(HTMLParser):
    """The fields of the form for answers, and the text of the whole page."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self._textarea = ""
        self._is_inside = False
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        """Everything that can be read, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self._is_inside = self._is_inside or found.get("id") == "answering"
        if not self._is_inside or "name" not in found:
            return
        if tag == "textarea":
            self._textarea = found["name"]
            self.fields[self._textarea] = ""
        elif tag == "input" and found.get("type") != "radio":
            self.fields[found["name"]] = found.get("value", "")
        elif tag == "input" and "checked" in found:
            self.fields[found["name"]] = found["value"]

    def handle_endtag(self, tag: str) -> None:
        self._textarea = "" if tag == "textarea" else self._textarea
        self._is_inside = self._is_inside and tag != "form"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._textarea:
            self.fields[self._textarea] += data.removeprefix("\n")
