"""Departments at work: set up, asked their questions, answering on one page, and the board follows."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import stage
from tests.journeys.answering import choose, news
from tests.journeys.visiting import PHONE, Window

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
COORDINATOR, CONTRIBUTOR = stage.address_of(Role.COORDINATOR), stage.address_of(Role.CONTRIBUTOR)
ROUND = {"slug": stage.COUNTY, "number": stage.RUNNING}
BOARD, MINE = (reverse(name, kwargs=ROUND) for name in ("answers:board", "answers:mine"))
COME_BACK = "() => document.dispatchEvent(new Event('visibilitychange'))"


def test_the_board_follows_while_a_colleague_answers(window: OpenWindow) -> None:
    board = window(COORDINATOR).open(BOARD)
    row = board.locator(".board__row", has_text="Schulen und Bildung").first
    expect(row).to_contain_text("4 von 8 beantwortet")

    mine = window(CONTRIBUTOR, size=PHONE).open(MINE)
    choose(mine, "a-2.2", "Geplant")
    expect(news(mine)).to_contain_text("Gespeichert")
    board.evaluate(COME_BACK)

    expect(row).to_contain_text("5 von 8 beantwortet")
    row.get_by_role("link").first.focus()
    board.evaluate("() => { document.querySelector('.board__total').textContent = 'unberührt' }")
    board.evaluate(COME_BACK)
    board.wait_for_timeout(500)
    expect(board.locator(".board__total").first).to_have_text("unberührt")


@pytest.mark.parametrize("java_script", [True, False])
def test_a_department_is_set_up_and_gets_its_questions(window: OpenWindow, *, java_script: bool) -> None:
    page = window(COORDINATOR, size=PHONE, java_script_enabled=java_script).open(
        reverse("departments:set_up", kwargs={"slug": stage.COUNTY})
    )
    page.get_by_label("Wirtschaftsförderung").check()
    page.get_by_role("button", name="Ausgewählte anlegen").click()
    expect(page.get_by_role("status").first).to_contain_text("Eine Abteilung wurde angelegt.")

    page.goto(page.url.replace("departments/", f"rounds/{stage.RUNNING}/assignments/"))
    page.get_by_role("button", name="Nach Vorschlag zuordnen").click()

    expect(page.get_by_role("status").first).to_contain_text("jetzt eine Abteilung.")
    expect(page.get_by_role("row", name="Wirtschaftsförderung")).not_to_contain_text("0")
