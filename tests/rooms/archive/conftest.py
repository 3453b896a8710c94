"""A workshop that is over, as the room `minutes` tests it."""

from tests.rooms.minutes.conftest import ended as ended
