"""A workshop is prepared from an evaluation by keyboard alone: planned, proposed, taken, changed, fitted."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse
from playwright.sync_api import Page, expect
from tests import stage
from tests.journeys.visiting import Window

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
FACILITATOR = stage.address_of(Role.FACILITATOR)
EVALUATION = reverse("evaluation:page", kwargs={"slug": stage.COUNTY, "number": stage.FINISHED, "evaluation": 1})
MOST_TABS = 120
MOST_KEYS = 350
"""Pressed in the whole story, letters aside: less than two minutes for somebody who works so."""
NAME_OF_FOCUS = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels[0] ? one.labels[0].innerText.split("\\n")[0] : "";
  return (one.getAttribute("aria-label") || label || one.innerText || "").trim();
}"""


class Keyboard:
    """Somebody who uses nothing else, and how often they pressed a key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def go_to(self, name: str) -> None:
        """Tab until something with this name has the focus."""
        for _tab in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate(NAME_OF_FOCUS).startswith(name):
                return
        raise AssertionError(f"not reached by keyboard: {name}")

    def follow(self, name: str) -> None:
        """Go there, press Enter, and wait for the next page."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, name: str, text: str) -> None:
        """Go to a field and type."""
        self.go_to(name)
        self.page.keyboard.type(text)


def titles(page: Page) -> list[str]:
    """The items as the page shows them."""
    return page.locator(".agenda__title").all_inner_texts()


def test_a_workshop_is_prepared_by_keyboard_in_a_few_minutes(window: OpenWindow) -> None:
    page = window(FACILITATOR).open(EVALUATION)
    keyboard = Keyboard(page)

    keyboard.follow("Workshop vorbereiten")
    keyboard.write("Tag", f"{date.today() + timedelta(days=20):%d%m%Y}")  # noqa: DTZ011 - the browser's day
    keyboard.write("Raum und Adresse", "Kreishaus")
    keyboard.follow("Weiter")

    expect(page.get_by_role("heading", name="Vorschlag für den Workshop")).to_be_visible()
    expect(page.get_by_text("Hier besteht Handlungsbedarf.").first).to_be_visible()
    keyboard.follow("Vorschlag übernehmen")

    before = titles(page)
    expect(page.get_by_text("3 Stunden von 3 Stunden sind verplant.")).to_be_visible()
    keyboard.follow("„Was der Selbstcheck ergeben hat“ nach unten")
    assert titles(page)[1:3] == before[2:0:-1]
    assert page.evaluate(NAME_OF_FOCUS) == "„Was der Selbstcheck ergeben hat“ nach unten"
    with page.expect_navigation():
        keyboard.press("Shift+Tab")
        keyboard.press("Enter")
    assert titles(page) == before

    keyboard.follow("„Rückblick und Ausblick“ entfernen")
    expect(page.get_by_text("Das Programm ist 10 Minuten kürzer als geplant.")).to_be_visible()
    keyboard.follow("Rückgängig")
    expect(page.get_by_text("„Rückblick und Ausblick“ ist wieder da.")).to_be_visible()

    keyboard.go_to("Minuten für „Ankommen und Kennenlernen“")
    keyboard.press("Control+a")
    page.keyboard.type("30")
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.get_by_text("Das Programm ist 15 Minuten länger als geplant.")).to_be_visible()
    keyboard.follow("Zeiten anpassen")
    expect(page.get_by_text("Die Zeiten passen jetzt zur Dauer.")).to_be_visible()
    assert sum(int(one.input_value()) for one in page.locator(".agenda").first.locator("input").all()) == 180
    assert keyboard.pressed < MOST_KEYS
