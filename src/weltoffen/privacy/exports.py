"""A person's own data as a file: the same for people, as a page, and for programs, as JSON."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils.functional import Promise

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.foundation.own_data import Part, Value, own_data_of
from weltoffen.foundation.templating import current_language, day, moment

PAGE, DATA, STYLE = "index.html", "data.json", "style.css"


def take_along(person: Person) -> bytes:
    """A ZIP with a page that any browser opens, its style, and the data as JSON."""
    parts = own_data_of(person)
    page = render_to_string("privacy/own_data_file.jinja", {
        "parts": [(part, shown(part)) for part in parts], "person": person, "taken_at": clock.now(),
        "style": STYLE, "data": DATA,
    })  # fmt: skip
    style = render_to_string("privacy/own_data_file.css.jinja")
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, text in ((PAGE, page), (STYLE, style), (DATA, _as_json(parts))):
            file.writestr(name, text)
    return target.getvalue()


def name_of_file() -> str:
    """What the file is called: what it is and the day."""
    return f"weltoffen-{'meine-daten' if current_language() == 'de' else 'my-data'}-{clock.today().isoformat()}.zip"


def shown(part: Part) -> list[list[str]]:
    """The rows of a part as people read them."""
    return [[_in_words(value) for value in row] for row in part.rows]


def _in_words(value: Value) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(value) if value not in (None, "") else "–"


def _as_json(parts: Sequence[Part]) -> str:
    """Each part as a list of objects; moments as ISO 8601 with their zone."""
    data = {part.key: [dict(zip(part.columns, map(_plain, row), strict=True)) for row in part.rows] for part in parts}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Value) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Promise) else value
