"""Whether something can be done with a workshop now, and what may be said of it. Deeds ask here before they write."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.slots import Slot
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import LONGEST_ITEM, LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE, Workshop

MOST_PERSPECTIVES, MOST_GROUPS, MOST_ITEMS, MOST_SUBJECTS = 8, 8, 60, 12
DIGITS_OF_A_CODE = 6
LONGEST_QUESTION = 300
KEPT = {"activity", "title", "minutes", "notes", "group", "options", "is_fixed"}
"""What a template keeps of an item."""
FIELD, QUESTION = "field:", "question:"
"""How the key of a subject begins."""
BEFORE_DISCARDING: Slot[Callable[[Workshop], None]] = Slot()
"""What later rooms ask before a workshop goes: each raises a refusal where somebody has to be told first."""


class OptionKind(StrEnum):
    """What an option of an agenda item can be: JSON's true or false, a text, a whole number, …"""

    YES_NO = "yes_no"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    ITEMS = "items"


class Possible(NamedTuple):
    """One option: its default, and its limits; of a text `most` counts letters, of items how many there may be."""

    key: str
    kind: OptionKind
    default: object
    lowest: int = 0
    most: int = 0
    choices: Sequence[str] = ()

    def may_be(self, value: object) -> bool:
        """Whether the value is of the kind and within the limits."""
        match self.kind:
            case OptionKind.YES_NO:
                return isinstance(value, bool)
            case OptionKind.TEXT:
                return isinstance(value, str) and len(value) <= self.most
            case OptionKind.NUMBER:
                return type(value) is int and self.lowest <= value <= self.most
            case OptionKind.CHOICE:
                return value in self.choices
            case OptionKind.ITEMS:
                return isinstance(value, list) and len(value) <= self.most and _are_numbers(value)


def _are_numbers(values: Sequence[object]) -> bool:
    return all(type(one) is int and one >= 1 for one in values) and len(set(values)) == len(values)


OPTIONS: Mapping[str, Sequence[Possible]] = {
    **dict.fromkeys(Activity, ()),
    Activity.RATE: (Possible("is_confidential", OptionKind.YES_NO, False),),
    Activity.COLLECT: (
        Possible("question", OptionKind.TEXT, "", most=LONGEST_QUESTION),
        Possible("most_ideas", OptionKind.NUMBER, 3, 1, 10),
    ),
    Activity.PRIORITISE: (
        Possible("counting", OptionKind.CHOICE, Counting.POINTS.value, choices=Counting.values),
        Possible("points", OptionKind.NUMBER, 5, 1, 20),
        Possible("most_on_one", OptionKind.NUMBER, 3, 1, 20),
        Possible("of", OptionKind.ITEMS, [], most=MOST_ITEMS),
    ),
    Activity.LOOK_BACK: (Possible("has_text", OptionKind.YES_NO, True),),
}
"""What each activity can be told. `of` are numbers of agenda items that collect ideas; none: all of them before it."""


TAKES_SUBJECTS: Mapping[str, bool] = {
    one: one in {Activity.SHOW, Activity.RATE, Activity.COLLECT, Activity.AGREE, Activity.LISTEN} for one in Activity
}
"""Whether an item of the activity is about fields or questions."""


def faulty_options(activity: str, options: Mapping[str, object]) -> Iterator[str]:
    """The names of options that the activity does not know, or whose value is not possible."""
    known = {one.key: one for one in OPTIONS[activity]}
    yield from (key for key, value in options.items() if key not in known or not known[key].may_be(value))


def is_subject(key: object) -> bool:
    """Whether this could be the key of a field or of a question."""
    return isinstance(key, str) and any(
        key.startswith(start) and key != start and len(key) <= 100 for start in (FIELD, QUESTION)
    )


def are_perspectives(value: object) -> bool:
    """Whether something, perhaps from an archive, could be the perspectives of a workshop."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_PERSPECTIVES:
        return False
    if not all(isinstance(one, dict) and one.keys() == {"key", "label", "label_en"} for one in value):
        return False
    texts = [text for one in value for text in one.values()]
    return (
        all(isinstance(text, str) and len(text) <= LONGEST_LABEL and text.isprintable() for text in texts)
        and all(one["key"] for one in value)
        and len({one["key"] for one in value}) == len(value)
    )


def is_kept_item(value: object) -> bool:
    """Whether something, perhaps from an archive, could be an item of an agenda kept as a template."""
    if not isinstance(value, dict) or value.keys() != KEPT:
        return False
    title, notes, minutes, group = value["title"], value["notes"], value["minutes"], value["group"]
    return (
        isinstance(title, str) and 0 < len(title) <= LONGEST_TITLE and title.isprintable()
        and isinstance(notes, str) and len(notes) <= LONGEST_TEXT
        and type(minutes) is int and 1 <= minutes <= LONGEST_ITEM
        and type(group) is int and 0 <= group <= MOST_GROUPS
        and isinstance(value["is_fixed"], bool) and value["activity"] in Activity.values
        and isinstance(value["options"], dict) and not any(faulty_options(value["activity"], value["options"]))
    )  # fmt: skip


class OptionsAreFaulty(Refused):
    """What an activity cannot be told."""

    sentence = _("The options of this agenda item are not possible.")
    remedy = _("Please open the page again and choose from what it offers.")


def require_sound_options(activity: str, options: Mapping[str, object]) -> None:
    """Refuse options that the activity does not have."""
    if any(faulty_options(activity, options)):
        raise OptionsAreFaulty


class WorkshopHasBegun(Refused):
    """What was prepared stays as it was."""

    sentence = _("This workshop has begun; this can no longer be changed.")
    remedy = _(
        "In the console you are free all the same: go to any item in any order, take as long as it needs, and leave "
        "out what there is no time for."
    )


class WorkshopHasEnded(Refused):
    """What was said in it stays as it was."""

    sentence = _("This workshop is over.")
    remedy = _("You find what came out of it in its minutes.")


class AgendaHasChanged(Refused):
    """Somebody else was faster."""

    sentence = _("Somebody else has changed the agenda in the meantime.")
    remedy = _("Please open the page again and look at what is new.")


class AgendaIsFull(Refused):
    """More items than anybody can follow."""

    sentence = _("An agenda can have at most 60 items.")
    remedy = _("Please remove one before you add another.")


class TooManyGroups(Refused):
    """More working groups than can report in one evening."""

    sentence = _("There can be at most eight working groups.")
    remedy = _("Please remove one before you add another.")


class TooManyPerspectives(Refused):
    """More perspectives than a stage can show."""

    sentence = _("A workshop has between one and eight perspectives.")
    remedy = _("Please put similar ones together.")


class GroupsInsideAGroup(Refused):
    """A working group does not part again."""

    sentence = _("Inside a working group there are no further working groups.")
    remedy = _("Please choose another activity, or plan the item for everybody.")


class ItemIsGone(Refused):
    """Somebody removed it."""

    sentence = _("This agenda item no longer exists.")
    remedy = _("Please look at the agenda: it shows what is planned now.")


class TitleIsTaken(Refused):
    """Two templates could not be told apart."""

    sentence = _("There is a template with this title already.")
    remedy = _("Please choose another title, or discard the earlier template first.")


def require_seen(workshop: Workshop, seen: int | None) -> None:
    """Refuse where the agenda is no longer as it was seen; None: it was not looked at before."""
    if seen is not None and seen != workshop.agenda_version:
        raise AgendaHasChanged


def require_planned(workshop: Workshop) -> None:
    """Refuse where it runs or is over."""
    if workshop.has_ended:
        raise WorkshopHasEnded
    if not workshop.is_planned:
        raise WorkshopHasBegun


def days_until(workshop: Workshop) -> int:
    """How many days are left until its day; below 0 once that is over."""
    return (workshop.local_beginning.date() - clock.today()).days


def require_nobody_waits(workshop: Workshop) -> None:
    """Refuse to discard a workshop of which somebody has to be told first."""
    for ask in BEFORE_DISCARDING:
        ask(workshop)


def new_code() -> str:
    """What guests type: digits by chance, on every keyboard alike."""
    return "".join(secrets.choice("0123456789") for _place in range(DIGITS_OF_A_CODE))
