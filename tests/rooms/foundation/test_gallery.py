"""The gallery shows every component in each state, in light and dark; components use what KERN really has."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.rooms.foundation.reading import page_of

import weltoffen
from weltoffen.foundation import apps

FOUNDATION = Path(apps.__file__).parent
TEMPLATES = FOUNDATION / "templates"
STATIC = FOUNDATION / "static"
# Parts of components, which show with them.
PARTS = {
    "described_by", "described_ids", "field_error", "field_hint", "field_label", "level_shape", "tab_links",
    "table_cell",
}  # fmt: skip
STATES = {
    "//input[@aria-invalid='true' and @type='text']": "a faulty text field",
    "//textarea[@aria-invalid='true']": "a faulty long text field",
    "//select[@aria-invalid='true']": "a faulty drop-down",
    "//input[@aria-invalid='true' and @type='file']": "a faulty file",
    "//input[@aria-invalid='true' and @type='checkbox']": "a faulty box",
    "//fieldset[@aria-invalid='true']": "a faulty group",
    "//input[@disabled and @type='text']": "a text field that is off",
    "//textarea[@disabled]": "a long text field that is off",
    "//select[@disabled]": "a drop-down that is off",
    "//input[@disabled and @type='file']": "a file that is off",
    "//input[@disabled and @type='radio']": "options that are off",
    "//input[@disabled and @type='checkbox']": "a box that is off",
    "//button[@disabled]": "a button that is off",
    "//input[@readonly]": "a field to read",
    "//input[@checked and @type='radio']": "a chosen option",
    "//input[@checked and @type='checkbox']": "a ticked box",
    "//details[@open and contains(@class, 'accordion')]": "open folded text",
    "//progress[@value='0']": "no progress",
    "//*[@role='alert']": "a summary of faults",
    "//*[contains(@class, 'empty-state')]": "an empty state",
    "//*[@aria-current='step']": "a present step",
    "//*[@aria-current='page']": "a present page",
}


@pytest.fixture
def gallery(db: None) -> Any:
    client = Client()
    client.cookies["language"] = "en"
    return page_of(client.get("/gallery/"))


def test_every_component_is_shown() -> None:
    components = set(re.findall(r"{% macro (\w+)\(", (TEMPLATES / "components.jinja").read_text(encoding="utf-8")))
    shown = (TEMPLATES / "foundation" / "gallery.jinja").read_text(encoding="utf-8")
    called = set(re.findall(r"{{ (\w+)\(|{% call (\w+)\(|{{ \w+\(.*?(\w+)\(", shown))
    used = {name for names in called for name in names if name} | set(re.findall(r"\b(\w+)\(", shown))

    assert components - used - PARTS == set()
    assert PARTS - components == set()


def test_each_state_is_shown_in_light_and_dark(gallery: Any) -> None:
    in_light = {what: len(gallery.xpath(f"//*[@data-kern-theme='light']{path}")) for path, what in STATES.items()}
    in_dark = {what: len(gallery.xpath(f"//*[@data-kern-theme='dark']{path}")) for path, what in STATES.items()}

    assert [what for what, number in in_light.items() if not number] == []
    assert in_light == in_dark


def test_each_level_has_a_shape_and_a_word_of_its_own(gallery: Any) -> None:
    shapes = {
        level.text_content().strip(): html.tostring(level.find("svg"), encoding="unicode").split("</svg>")[0]
        for level in gallery.xpath("//span[contains(@class, 'level')][svg]")
    }

    assert sorted(shapes) == ["Need for action", "Not rated", "Potential", "Strength"]
    assert len(set(shapes.values())) == 4


def test_every_field_has_a_label_and_every_description_is_there(gallery: Any) -> None:
    ids = Counter(gallery.xpath("//@id"))
    fields = gallery.xpath("//main//*[self::input or self::select or self::textarea or self::progress]/@id")
    referred = [one for each in gallery.xpath("//@aria-describedby | //@aria-labelledby") for one in each.split()]
    jumps = [link[1:] for link in gallery.xpath("//a/@href") if link.startswith("#")]

    assert [one for one, number in ids.items() if number > 1] == []
    assert set(fields) - set(gallery.xpath("//label/@for")) == set()
    assert {one for one in [*referred, *jumps] if one not in ids} == set()


def test_every_class_of_kern_that_templates_name_is_one_of_kern() -> None:
    sheets = [STATIC / "kern" / "kern.min.css", *Path(weltoffen.__path__[0]).glob("*/static/*/*.css")]
    known = set(re.findall(r"\.(kern-[\w-]+)", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)))
    named = {
        found.rstrip("-"): path.name
        for path in Path(weltoffen.__path__[0]).rglob("*.jinja")
        for found in re.findall(r"(?<!data-)\bkern-[a-z][\w-]*\b", path.read_text(encoding="utf-8"))
    }  # fmt: skip
    # What is followed by a value of the macro, and what KERN's documentation writes without a rule for it.
    known |= {"kern-icon", "kern-btn", "kern-alert", "kern-badge", "kern-table__head"}

    assert {name: where for name, where in named.items() if name not in known} == {}
