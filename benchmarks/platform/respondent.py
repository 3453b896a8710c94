"""Somebody who answers in a browser: cookies, one connection that stays open, files fetched once, forms filled in."""

import json
import time
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from typing import Any, NamedTuple
from urllib.parse import urlencode

COMMENT = (
    "Im vergangenen Jahr begonnen, die Zuständigkeit liegt im Hauptamt; der Bericht an den Ausschuss folgt im "
    "Herbst, Fragen bitte an die Stabsstelle."
)[:144].ljust(144, ".")
REDIRECTS = (301, 302, 303)
TIMEOUT = 30.0
# The server closes a connection that is quiet for longer (server.py).
KEPT_OPEN = 8.0


class Answered(NamedTuple):
    """What the server said."""

    status: int
    body: bytes
    location: str

    def json(self) -> dict[str, Any]:
        """The answer to a script."""
        return dict(json.loads(self.body))


class FieldForm(HTMLParser):
    """The form of a field as a browser knows it: what is filled in, the possible choices, the files of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.files: list[str] = []
        self._textarea = ""
        self.feed(html)

    @property
    def questions(self) -> list[str]:
        """The keys of the questions in the form."""
        return [name.removeprefix("version-") for name in self.values if name.startswith("version-")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note fields and files."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "script" and "src" in given:
            self.files.append(given["src"])
        elif tag == "link" and "stylesheet" in given.get("rel", ""):
            self.files.append(given["href"])
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""
        elif tag == "input" and given.get("type") == "radio":
            self.choices.setdefault(name, []).append(given.get("value", ""))
        elif tag == "input" and name:
            self.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A textarea ends."""
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        """What stands in a textarea."""
        if self._textarea:
            self.values[self._textarea] += data


class Respondent:
    """Somebody at the address of a server: signed in, or behind a personal link (`token`)."""

    def __init__(self, port: int, slug: str, session: str = "", token: str = "") -> None:
        self.base = f"/with/{token}/" if token else f"/m/{slug}/rounds/1/"
        self.slug = slug
        self.is_guest = bool(token)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.cookies = {"session": session} if session else {}
        self.known: set[str] = set()
        self.last_asked = 0.0

    def get(self, path: str) -> Answered:
        """Ask for a page, and once for each file that it needs."""
        answered = self._ask("GET", path)
        for file in FieldForm(answered.body.decode()).files:
            if file not in self.known:
                self.known.add(file)
                assert self._ask("GET", file).status == 200
        return answered

    def form(self, field: str) -> FieldForm:
        """The form of a field; who came by a link has one form only."""
        answered = self.get(f"{self.base}questions/" if self.is_guest else f"{self.base}fields/{field}/")
        assert answered.status == 200, answered
        return FieldForm(answered.body.decode())

    def submit(self, field: str, form: FieldForm, choice: int) -> Answered:
        """Send a whole page and follow where it leads."""
        filled = dict(form.values)
        for question in form.questions:
            filled[f"value-{question}"] = form.choices[f"value-{question}"][choice]
            filled[f"comment-{question}"] = COMMENT
        answered = self._ask("POST", f"{self.base}fields/{field}/", {**filled, "onward": "1"})
        assert answered.status in REDIRECTS, answered
        return self.get(answered.location)

    def save(self, form: FieldForm, question: str, choice: int, comment: str = COMMENT, version: int = 0) -> Answered:
        """Send one answer as the page's script does."""
        said = {
            "csrfmiddlewaretoken": form.values["csrfmiddlewaretoken"],
            "value": form.choices[f"value-{question}"][choice],
            "comment": comment,
            "version": str(version),
        }
        return self._ask("POST", f"{self.base}questions/{question}/", said)

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> Answered:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip" if path.startswith("/static/") else "identity",
        }
        body = urlencode(data) if data is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self.last_asked > KEPT_OPEN:
            self.connection.close()  # it opens again by itself, as in a browser
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        self.last_asked = time.monotonic()
        self._keep_cookies(response)
        return Answered(response.status, response.read(), response.headers.get("Location", ""))

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
