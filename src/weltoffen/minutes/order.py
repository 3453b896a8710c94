"""The agenda as the day went: working groups where everybody parted, not after the end."""

from collections.abc import Iterator, Mapping, Sequence

from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem


def as_the_day_went(items: Sequence[AgendaItem]) -> Iterator[AgendaItem]:
    """The items of everybody, those of the groups, one group after the other, behind the item for working groups.

    Where the agenda has no such item any more, they come last.
    """
    everybody = [item for item in items if item.group_id is None]
    inside = [item for item in items if item.group_id is not None]
    parting = parting_of(everybody)
    for item in everybody:
        yield item
        if item is parting:
            yield from inside
    if parting is None:
        yield from inside


def parting_of(items: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item in which everybody parts into groups."""
    return next((item for item in items if item.activity == Activity.GROUPS), None)


def written_about(items: Sequence[AgendaItem], texts: Mapping[int, str]) -> Sequence[AgendaItem]:
    """The items that can be written about, as the day went: breaks only where something was written already."""
    return [item for item in as_the_day_went(items) if item.activity != Activity.BREAK or texts[item.number]]


def name_of_item(item: AgendaItem) -> str:
    """Its number on agenda and ballots, its title, and the group that it belongs to."""
    name = f"{item.number} {item.title}"
    return f"{name} ({item.group.title})" if item.group else name
