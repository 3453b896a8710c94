"""`weltoffen` with a workshop whose state is one row of the database, and with a page that tells it to who asks.

`python -m benchmarks.live.workshop serve …`
"""

import sys
from collections.abc import Collection, Mapping

from weltoffen.cli import main
from weltoffen.live.slots import SOURCES, Audience, Line, Mark, Topic

WORKSHOP = 1
ADDRESS = "/benchmark/state/"
CREATE = "CREATE TABLE IF NOT EXISTS benchmark_state (workshop integer PRIMARY KEY, number integer, told text)"
READ = "SELECT told FROM benchmark_state WHERE workshop = %s"


class Row:
    """Reads marks and states as a room would: through Django's connection of the thread."""

    def topic_of(self, token: str) -> Topic | None:
        """The token is the audience."""
        return Topic(WORKSHOP, Audience(token))

    def marks(self, workshops: Collection[int]) -> Mapping[int, Mark]:
        """The number of the state."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT workshop, number FROM benchmark_state")
            return {workshop: Mark(number) for workshop, number in cursor.fetchall() if workshop in workshops}

    def state_for(self, topic: Topic) -> str | None:
        """What was stored."""
        return told_of(topic.workshop)

    def report_connected(self, counts: Mapping[Line, int]) -> None:
        """Nobody asks for it here."""


def told_of(workshop: int) -> str:
    """The state of a workshop."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(READ, [workshop])
        return str(cursor.fetchone()[0])


def add_page() -> None:
    """Let whoever asks read the state through all of Django, as a phone without a stream would."""
    from django.contrib.auth.decorators import login_not_required
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from weltoffen import urls
    from weltoffen.platform import set_up

    set_up()

    @login_not_required
    def state(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it so
        return HttpResponse(told_of(WORKSHOP), content_type="application/json")

    urls.urlpatterns.append(path(ADDRESS.removeprefix("/"), state))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        from weltoffen.platform import set_up

        set_up()
        add_page()
    SOURCES.fill(Row())
    sys.exit(main())
