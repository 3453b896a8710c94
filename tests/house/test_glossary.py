"""The glossary binds: types of the calculation, tables and choices of the platform have their German word there."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.db.models import Choices

import selfcheck
from weltoffen.settings import ROOMS

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"


def missing(names: list[str], text: str) -> list[str]:
    """The names that no row of the glossary has."""
    rows = "\n".join(line for line in text.splitlines() if line.startswith("| "))
    return [name for name in names if f"`{name}`" not in rows]


def models_and_choices() -> Iterator[str]:
    """The name of every table and every list of choices, room by room."""
    for room in ROOMS:
        yield from (model.__name__ for model in apps.get_app_config(room).get_models())
        if find_spec(f"weltoffen.{room}.choices") is not None:
            choices = import_module(f"weltoffen.{room}.choices")
            yield from (name for name, thing in vars(choices).items() if _is_ours(thing, choices.__name__))


def _is_ours(thing: object, module: str) -> bool:
    return isinstance(thing, type) and issubclass(thing, Choices) and thing.__module__ == module


def test_a_missing_word_is_found() -> None:
    assert missing(["Round", "Planted"], "| Runde | `Round` | … | rounds |\n`Planted` in prose\n") == ["Planted"]


def test_every_public_type_is_in_the_glossary() -> None:
    types = [name for name in selfcheck.__all__ if isinstance(getattr(selfcheck, name), type)]

    assert len(types) > 15
    assert missing(types, GLOSSARY.read_text(encoding="utf-8")) == []


def test_every_table_and_every_list_of_choices_is_in_the_glossary() -> None:
    names = list(models_and_choices())

    assert {"Round", "Role", "Answer", "RoundEvent"} <= set(names)
    assert missing(names, GLOSSARY.read_text(encoding="utf-8")) == []
