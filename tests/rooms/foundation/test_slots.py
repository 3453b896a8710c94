"""Places that later rooms fill."""

from django.test.utils import isolate_apps

from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.slots import CARD_SOURCES, NAVIGATION
from weltoffen.rounds.slots import LINK_SOURCES, PROGRESS_SOURCES


def test_a_slot_keeps_each_thing_once_and_in_order() -> None:
    slot = Slot("first")
    slot.fill("second", "first")
    slot.fill("second", "third")

    assert list(slot) == ["first", "second", "third"]


def test_rooms_that_start_once_more_add_nothing() -> None:
    slots = (NAVIGATION, CARD_SOURCES, LINK_SOURCES, PROGRESS_SOURCES)
    before = [list(slot) for slot in slots]

    with isolate_apps("weltoffen.municipalities", "weltoffen.rounds", "weltoffen.answers", "weltoffen.evaluation"):
        pass

    assert all(before)
    assert [list(slot) for slot in slots] == before
