"""What the installation stores: each room declares its kinds of data when Django starts (`apps.py`).

The privacy page is written from these declarations and `weltoffen daily` erases by them. Every table belongs to exactly
one (tests/house/test_stored.py): a new table without a declaration fails.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from weltoffen.foundation.slots import Slot

Words = str | Promise
DAYS_OF_A_YEAR = 365


class Whose(Enum):
    """Whom a kind of data is about; the privacy page has a part for each."""

    ACCOUNT = "account"
    GUEST = "guest"
    MUNICIPALITY = "municipality"
    NOBODY = "nobody"


PUBLIC_TASK = _("Task in the public interest (Article 6 (1) e)")
LEGAL_DUTY = _("Legal obligation (Article 6 (1) c)")
SECURITY = _("Security of processing (Articles 6 (1) e and 32)")
CONSENT = _("Your consent (Article 6 (1) a)")
NOT_PERSONAL = _("Not personal data")


@dataclass(frozen=True, eq=False, kw_only=True)
class Stored:
    """One kind of data, in words for those whose it is.

    `until` may be asked anew each time, where a setting decides. `models` are the labels of the tables that hold it
    (`answers.Answer`); data in no table of a model has none. `erase` removes what is too old and says how many there
    were. `order` is the place on the privacy page, beside the order of the rooms.
    """

    whose: Whose
    what: Words
    purpose: Words
    seen_by: Words
    until: Words | Callable[[], Words]
    basis: Words = PUBLIC_TASK
    models: Sequence[str] = ()
    erase: Callable[[], int] | None = None
    order: int = 50

    @property
    def until_when(self) -> str:
        """How long it is kept, in the language that is spoken now."""
        return str(self.until() if callable(self.until) else self.until)


@dataclass(frozen=True, eq=False, kw_only=True)
class Kept:
    """Something kept in a browser: a cookie by its name, or entries of its store by what their names begin with."""

    name: str
    purpose: Words
    until: Words | Callable[[], Words]
    is_chosen: bool = False

    @property
    def until_when(self) -> str:
        """How long it is kept, in the language that is spoken now."""
        return str(self.until() if callable(self.until) else self.until)


STORED: Slot[Stored] = Slot()
COOKIES: Slot[Kept] = Slot()
BROWSER_STORE: Slot[Kept] = Slot()


def stored_about(whose: Whose) -> list[Stored]:
    """The kinds of data about these, room by room."""
    return sorted((one for one in STORED if one.whose is whose), key=lambda one: one.order)


def erase_old() -> Iterator[tuple[Stored, int]]:
    """Erase what is too old, kind by kind; says how many there were."""
    for one in STORED:
        if one.erase is not None:
            yield one, one.erase()


def coverage(labels: Iterable[str], declarations: Iterable[Stored] = STORED) -> dict[str, int]:
    """How many declarations each of these tables has; and those that declarations name beyond them."""
    declared = [label for one in declarations for label in one.models]
    return {label: declared.count(label) for label in [*labels, *declared]}


def in_days(number: int) -> str:
    """So many days in words; whole years as years."""
    years, rest = divmod(number, DAYS_OF_A_YEAR)
    if years and not rest:
        return ngettext("%(num)s year", "%(num)s years", years) % {"num": years}
    return ngettext("%(num)s day", "%(num)s days", number) % {"num": number}
