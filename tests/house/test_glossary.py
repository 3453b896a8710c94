"""The glossary binds: every public type of the calculation has its German word there."""

from pathlib import Path

import selfcheck

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"


def test_every_public_type_is_in_the_glossary() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    types = [name for name in selfcheck.__all__ if isinstance(getattr(selfcheck, name), type)]

    missing = [name for name in types if f"`{name}`" not in text]

    assert len(types) > 15
    assert missing == []
