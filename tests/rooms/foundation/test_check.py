"""What `weltoffen check` adds about pages for everyone, once an installation is in production."""

import pytest
from pytest_django import Settings

from weltoffen.commands import check


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without a fault."""
    monkeypatch.setattr(check, "_faults", lambda: iter(()))


@pytest.mark.parametrize(("is_production", "imprint", "contact", "hints"), [
    (False, "", "", []),
    (True, "https://www.a.de/impressum", "amt@a.de", []),
    (True, "", "amt@a.de", ["WELTOFFEN_IMPRINT"]),
    (True, "", "", ["WELTOFFEN_IMPRINT", "WELTOFFEN_CONTACT"]),
])  # fmt: skip
@pytest.mark.usefixtures("sound")
def test_in_production_what_public_pages_lack_is_said(
    is_production: bool, imprint: str, contact: str, hints: list[str], settings: Settings
) -> None:
    settings.IS_PRODUCTION, settings.IMPRINT, settings.CONTACT = is_production, imprint, contact

    _ready, *said = check.check().splitlines()

    assert [line.removeprefix("- ").split()[0] for line in said] == hints
