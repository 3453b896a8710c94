"""What may be typed in the rows of perspectives and of working groups: one form with a button beside each row."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from weltoffen.foundation.forms import VISIBLE
from weltoffen.workshops.actions import PlannedGroup
from weltoffen.workshops.models import LONGEST_LABEL, LONGEST_PLACE, LONGEST_TITLE

LONGEST_NUMBER = 4


class LabelRow(NamedTuple):
    """A perspective as it was typed."""

    key: str
    label: str
    label_en: str


class Fault(NamedTuple):
    """What is wrong, at which field of the page."""

    field: str
    sentence: str


def perspective_rows(data: Mapping[str, str], most: int) -> list[LabelRow]:
    """The rows in which something stands, in order."""
    rows = [
        LabelRow(*(data.get(f"{name}-{number}", "").strip() for name in ("key", "label", "label_en")))
        for number in range(1, most + 2)
    ]
    return [row for row in rows if any(row)]


def label_faults(rows: Collection[LabelRow]) -> Iterator[Fault]:
    """Labels that are missing, too long or cannot be read."""
    for number, row in enumerate(rows, 1):
        if not row.label and not row.label_en:
            yield Fault(f"label-{number}", _("Please give the perspective a name."))
        yield from _text_fault(f"label-{number}", row.label, LONGEST_LABEL)
        yield from _text_fault(f"label_en-{number}", row.label_en, LONGEST_LABEL)


def group_rows(data: Mapping[str, str], numbers: Collection[int]) -> dict[int, PlannedGroup]:
    """The groups as they were typed, by their numbers; 0 is the new one."""
    return {
        number: PlannedGroup(*(data.get(f"{name}-{number}", "").strip() for name in ("title", "field", "place")))
        for number in numbers
        if f"title-{number}" in data
    }


def group_faults(groups: Mapping[int, PlannedGroup], fields: Collection[str]) -> Iterator[Fault]:
    """Titles that are missing, texts that are too long, fields that there are not."""
    for number, group in groups.items():
        if not group.title:
            yield Fault(f"title-{number}", _("Please give the working group a title."))
        yield from _text_fault(f"title-{number}", group.title, LONGEST_TITLE)
        yield from _text_fault(f"place-{number}", group.place, LONGEST_PLACE)
        if group.field and group.field not in fields:
            yield Fault(f"field-{number}", _("Please choose one of the fields of action."))


def pressed(data: Mapping[str, str]) -> tuple[str, int]:
    """Which button was pressed, and beside which row: `up-3`; 0 where it stands beside none."""
    name, _dash, number = data.get("do", "").partition("-")
    return name, int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 0


def _text_fault(field: str, text: str, most: int) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault(field, _("Please shorten this to %(most)s characters.") % {"most": most})
    try:
        if text:
            VISIBLE(text)
    except ValidationError as error:
        yield Fault(field, error.messages[0])
