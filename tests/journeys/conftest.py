"""A real Chromium in front of the platform: one browser and one server for all stories, a fresh stage for each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_scopes import scopes_disabled
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker
from tests import stage
from tests.journeys.browser import MISSING, chromium_of, launch
from tests.journeys.visiting import Window

from weltoffen.departments.models import Colleague
from weltoffen.municipalities.choices import Role

HERE = Path(__file__).parent
MUST_RUN = "WELTOFFEN_TESTS_MUST_RUN"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories come last and may talk to this machine; everything else stays without a network."""
    stories = [item for item in items if HERE in item.path.parents]
    for item in stories:
        item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
    items[:] = [item for item in items if HERE not in item.path.parents] + stories


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; without one the stories are skipped, except where they must run."""
    # The browser's driver runs an event loop in this thread, which makes Django suspect every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        executable = chromium_of(playwright)
        if executable is None:
            (pytest.fail if os.environ.get(MUST_RUN) else pytest.skip)(MISSING)
        chromium = launch(playwright, executable)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(
    browser: Browser, django_test_environment: None, django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:  # fmt: skip
    """The address of the platform; its database is open to it at any time."""
    if connection.vendor != "sqlite":
        pytest.skip("Stories run on SQLite; the tests of the rooms cover PostgreSQL.")
    with django_db_blocker.unblock(), stage.on_stage(tmp_path_factory.mktemp("stage")):
        running = LiveServer("127.0.0.1")
        yield running.url
        running.stop()


@pytest.fixture
def beginning(server: str) -> None:
    """Everything as at the beginning."""
    stage.back_to_the_beginning()


@pytest.fixture
def one_department(beginning: None) -> None:
    """The coordinator works in the contributor's department: both answer in its name."""
    with scopes_disabled():
        department = Colleague.objects.get(membership__person__email=stage.address_of(Role.CONTRIBUTOR)).department
        own = Colleague.objects.filter(membership__person__email=stage.address_of(Role.COORDINATOR))
        own.update(department=department)


@pytest.fixture
def window(browser: Browser, server: str, beginning: None) -> Iterator[Callable[..., Window]]:
    """Opens windows, with somebody signed in or nobody; each must end without a complaint of the browser."""
    opened: list[Window] = []

    def open_window(who: str = "", **options: Any) -> Window:
        session = stage.session_of(who) if who else None
        opened.append(Window(browser, server, session=session, **options))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
    assert [fault for one in opened for fault in one.faults] == []
