"""What stands in the folders of others is what they published, with its licence beside it."""

import hashlib
from pathlib import Path

from weltoffen.foundation import apps

STATIC = Path(apps.__file__).parent / "static"
FONTS = Path(__file__).parents[3] / "src" / "selfcheck_documents" / "fonts"
KERN_SHA512 = (
    "2ad3a222695f044026f4430daa45c535d7421d1c350ae16c4171953203b3d6b2"
    "5aedf9de604c017b7b34abf1805c3aff3be6cb0fd63d6c4c7b2c4c860ba6f7eb"
)


def test_kern_is_the_published_sheet() -> None:
    assert hashlib.sha512((STATIC / "kern" / "kern.min.css").read_bytes()).hexdigest() == KERN_SHA512
    assert "EUROPÄISCHE UNION PUBLIC LICENCE v. 1.2" in (STATIC / "kern" / "LICENSE.md").read_text(encoding="utf-8")


def test_the_fonts_of_pages_are_those_of_documents() -> None:
    names = ["FiraSans-Regular.woff2", "FiraSans-SemiBold.woff2", "OFL.txt"]

    assert [name for name in names if (STATIC / "weltoffen" / name).read_bytes() != (FONTS / name).read_bytes()] == []
