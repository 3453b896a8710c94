"""What people do on the page of a field, in the words that they see there."""

import re
from typing import Any

from django_scopes import scopes_disabled
from playwright.sync_api import Locator, Page
from playwright.sync_api import expect as expect
from tests import stage

from weltoffen.answers.models import Answer, AnswerState

SAVED = re.compile(r"^Gespeichert \d\d:\d\d")
SIGN_IN = "Anmelden"


def question(page: Page, key: str) -> Locator:
    """The group of fields of a question."""
    return page.get_by_role("group", name=re.compile(f"^{re.escape(key)} "))


def keys_on(page: Page) -> list[str]:
    """The questions of a page, in order."""
    found: list[str] = page.eval_on_selector_all("[data-question]", "all => all.map(one => one.dataset.question)")
    return found


def choose(page: Page, key: str, option: str) -> None:
    """Choose an answer."""
    question(page, key).get_by_role("radio", name=option, exact=True).check()


def comment(page: Page, key: str, text: str) -> None:
    """Write a comment, and go on to something else."""
    field = comment_field(page, key)
    field.fill(text)
    field.blur()


def comment_field(page: Page, key: str) -> Locator:
    """Where a comment is written; unfolded, where it was not yet."""
    folded = question(page, key).locator("details.comment:not([open]) > summary")
    if folded.count():
        folded.click()
    return question(page, key).get_by_role("textbox", name="Anmerkung")


def state(page: Page, key: str) -> Locator:
    """What is said below a question: whether and when it was saved."""
    return page.locator(f"#q-{key} [data-state]".replace(".", r"\.", 1))


def news(page: Page) -> Locator:
    """The line that tells how saving goes."""
    return page.locator("#saving")


def sign_in(page: Page, address: str) -> None:
    """Fill in the form of the sign-in page."""
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_label("Passwort", exact=True).fill(stage.PASSWORD)
    page.get_by_role("main").get_by_role("button", name=SIGN_IN).click()


def stored(key: str, slug: str = stage.COUNTY, number: int = stage.RUNNING) -> tuple[str, str, int]:
    """Value, comment and version of an answer as the database has it; nothing yet is version 0."""
    with scopes_disabled():
        answer = Answer.objects.filter(**_of(key, slug, number)).first()
    return (answer.value, answer.comment, answer.version) if answer is not None else ("", "", 0)


def comments_ever(key: str, slug: str = stage.COUNTY, number: int = stage.RUNNING) -> list[str]:
    """Every comment that was ever saved with an answer, in order."""
    with scopes_disabled():
        states = AnswerState.objects.filter(**_of(key, slug, number)).order_by("version")
        return [one.comment for one in states]


def _of(key: str, slug: str, number: int) -> dict[str, Any]:
    return {"question": key, "round__municipality__slug": slug, "round__number": number}
