"""A questionnaire to read."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from selfcheck import Instrument
from weltoffen.accounts.models import Person
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def page_of(version: FrameworkVersion, slug: str) -> str:
    return f"/m/{slug}/questionnaires/{version.pk}/"


def questions_on(page: str) -> list[str]:
    """The items of the outline's lists."""
    return re.findall(r"<li>(.*?)</li>", page.partition('class="kern-accordion-group"')[2].partition("</main>")[0])


def test_the_outline_has_every_question_that_this_kind_is_asked(
    county: Municipality, framework_version: FrameworkVersion, council_reader: Person, signed_in: SignedIn,
    instrument: Instrument,
) -> None:  # fmt: skip
    page = signed_in(council_reader).get(page_of(framework_version, "donnersbergkreis")).content.decode()

    texts = instrument.texts_in("de").questions
    asked = [texts[question.key].question for question in instrument.framework.questions_for(kind="county")]
    assert questions_on(page) == asked
    assert len(asked) == 100
    assert "100 Fragen für Ihre Kommune" in page
    assert "CC-BY-4.0" in page
    assert "Entwurf" not in page


def test_the_outline_is_read_in_english(
    framework_version: FrameworkVersion, council_reader: Person, signed_in: SignedIn, instrument: Instrument
) -> None:
    client = signed_in(council_reader)
    client.cookies["language"] = "en"

    page = client.get(page_of(framework_version, "donnersbergkreis")).content.decode()

    first = next(iter(instrument.texts_in("en").questions.values())).question
    assert (questions_on(page)[0], "100 questions for your municipality" in page) == (first, True)


def test_a_draft_that_was_asked_here_says_so(county_round: Round, council_reader: Person, signed_in: SignedIn) -> None:
    version = county_round.framework_version
    version.status = "draft"
    version.save()

    page = signed_in(council_reader).get(page_of(version, "donnersbergkreis")).content.decode()

    assert "Eine Runde kann damit noch nicht beginnen." in page


@pytest.mark.parametrize(("status", "is_offered"), [("draft", True), ("published", False), ("draft", False)])
def test_what_others_brought_along_is_read_only_where_it_was_asked(
    county_round: Round, council_reader: Person, stranger: Person, signed_in: SignedIn, status: str, is_offered: bool
) -> None:
    version = county_round.framework_version
    version.status, version.is_offered = status, is_offered
    version.save()

    here = signed_in(council_reader).get(page_of(version, "donnersbergkreis"))
    elsewhere = signed_in(stranger).get(page_of(version, "eisenberg"))

    assert "100 Fragen für Ihre Kommune" in here.content.decode()
    assert (elsewhere.status_code, "Fragen für Ihre Kommune" in elsewhere.content.decode()) == (404, False)


def test_a_version_that_is_not_there_leads_nowhere(council_reader: Person, signed_in: SignedIn) -> None:
    assert signed_in(council_reader).get("/m/donnersbergkreis/questionnaires/9999/").status_code == 404


def test_strangers_do_not_enter(framework_version: FrameworkVersion, county: Municipality, stranger: Person,
                                signed_in: SignedIn) -> None:  # fmt: skip
    client = signed_in(stranger)

    assert client.get(page_of(framework_version, "donnersbergkreis")).status_code == 404
    assert "Fragen für Ihre Kommune" in client.get(page_of(framework_version, "eisenberg")).content.decode()


def test_reading_costs_four_queries(
    framework_version: FrameworkVersion, council_reader: Person, signed_in: SignedIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    instrument_of(framework_version)
    client = signed_in(council_reader)

    with django_assert_num_queries(4):
        client.get(page_of(framework_version, "donnersbergkreis"))
