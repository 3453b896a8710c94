"""What every test may use: the shipped instrument and the shipped example of a county."""

import gettext
import os
from collections.abc import Iterator

import pytest
from tests.cast import EXAMPLE, SHIPPED, read_sheet

from selfcheck import AnswerSheet, Comparison, Evaluation, Instrument, compare, evaluate, load_instrument


@pytest.fixture(autouse=True)
def spoken_language() -> Iterator[None]:
    """A command that was called within a test has changed the language of the process: the next test begins anew."""
    domain, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    yield
    gettext.textdomain(domain)
    os.environ.pop("LANGUAGE", None)
    if language is not None:
        os.environ["LANGUAGE"] = language


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    """The shipped self-check."""
    return load_instrument(SHIPPED)


@pytest.fixture(scope="session")
def example_sheet(instrument: Instrument) -> AnswerSheet:
    """The county's answers: several departments, residents, most answers agreed."""
    return read_sheet(EXAMPLE / "answers.json", instrument)


@pytest.fixture(scope="session")
def example_evaluation(instrument: Instrument, example_sheet: AnswerSheet) -> Evaluation:
    """The evaluation of the county's answers."""
    return evaluate(instrument.framework, example_sheet)


@pytest.fixture(scope="session")
def example_comparison(instrument: Instrument, example_evaluation: Evaluation) -> Comparison:
    """The county's answers compared with those of two years before."""
    earlier = evaluate(instrument.framework, read_sheet(EXAMPLE / "earlier.json", instrument))
    return compare(example_evaluation, earlier)
