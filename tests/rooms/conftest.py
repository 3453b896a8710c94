"""The standing cast in the database: a county with a round, a town beside it, and the same few people everywhere."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.cast import EXAMPLE, SHIPPED, read_sheet
from tests.rooms.contributors.post import Post, free_port

from selfcheck import evaluate
from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.catalogue.actions import add_framework
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.evaluation.actions import finish_round
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.invitations.views import events
from weltoffen.live.access import WRONG_CODES
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys import throttle as surveys

NOW = datetime(2026, 11, 20, 13, 2, tzinfo=UTC)
PASSWORD = "ein sehr langes Passwort"  # noqa: S105


@pytest.fixture(autouse=True)
def moment() -> Iterator[datetime]:
    """The clock stands still."""
    with clock.stopped_at(NOW):
        yield NOW


@pytest.fixture(autouse=True)
def nobody_counted() -> None:
    """Attempts, guesses and forms of other tests do not count; here time never passes."""
    cache.clear()
    for throttle in (surveys.THROTTLE, events.THROTTLE, WRONG_CODES):
        throttle._forget()


@pytest.fixture
def county(db: None) -> Municipality:
    """The county of the shipped example."""
    return Municipality.objects.create(
        slug="donnersbergkreis", name="Donnersbergkreis", kind="county", official_key="07333", added_at=NOW
    )


@pytest.fixture
def town(db: None) -> Municipality:
    """Another municipality, whose people are strangers in the county."""
    return Municipality.objects.create(slug="eisenberg", name="Eisenberg (Pfalz)", kind="town", added_at=NOW)


def member(role: Role, municipality: Municipality) -> Person:
    """Somebody in this role; the address says which: coordinator@donnersbergkreis.example."""
    person = Person.objects.create_user(
        f"{role.value}@{municipality.slug}.example", PASSWORD, name=f"{role.label} {municipality.name}"
    )
    with scope(municipality=municipality.pk):
        Membership.objects.create(municipality=municipality, person=person, role=role, since=NOW)
    return person


@pytest.fixture
def coordinator(county: Municipality) -> Person:
    return member(Role.COORDINATOR, county)


@pytest.fixture
def contributor(county: Municipality) -> Person:
    return member(Role.CONTRIBUTOR, county)


@pytest.fixture
def head(county: Municipality) -> Person:
    return member(Role.HEAD, county)


@pytest.fixture
def council_reader(county: Municipality) -> Person:
    return member(Role.COUNCIL_READER, county)


@pytest.fixture
def stranger(town: Municipality) -> Person:
    """The coordinator of the other municipality."""
    return member(Role.COORDINATOR, town)


@pytest.fixture
def framework_version(db: None) -> FrameworkVersion:
    """The shipped self-check in the catalogue."""
    return add_framework(SHIPPED, by=None)


@pytest.fixture
def county_round(county: Municipality, framework_version: FrameworkVersion) -> Round:
    """A round of the county that is being answered; nothing is answered yet."""
    with scope(municipality=county.pk):
        created: Round = Round.objects.create(
            municipality=county, number=1, title="Selbstcheck 2026", framework_version=framework_version,
            kind="county", starts_on=NOW.date(), started_at=NOW,
        )  # fmt: skip
    return created


def answer_as_the_example(round_: Round, by: Person, file: str = "answers.json") -> None:
    """Answer as the shipped example did: the answer that counted there, with the first comment that was given."""
    instrument = instrument_of(round_.framework_version)
    sheet = read_sheet(EXAMPLE / file, instrument)
    comments = {answer.question: answer.comment for answer in reversed(sheet.answers) if answer.comment}
    counted = evaluate(instrument.framework, sheet).questions.values()
    save_answers(
        round_,
        [
            Change(result.key, result.settled.option, comments.get(result.key, ""))
            for result in counted
            if result.settled.option is not None
        ],
        by=by,
    )


@pytest.fixture
def evaluation(county_round: Round, coordinator: Person) -> StoredEvaluation:
    """The round of the county, answered as the example and finished."""
    with scope(municipality=county_round.municipality_id):
        answer_as_the_example(county_round, coordinator)
        return finish_round(county_round, by=coordinator)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def post(settings: Settings, socket_enabled: None) -> Iterator[Post]:
    """A mail server on this machine."""
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.DEFAULT_FROM_EMAIL = "Weltoffen <weltoffen@example.org>"
    yield kept
    controller.stop()
