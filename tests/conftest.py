"""What every test may use: the shipped instrument and the shipped example of a county."""

import pytest
from tests.cast import EXAMPLE, SHIPPED, read_sheet

from selfcheck import AnswerSheet, Comparison, Evaluation, Instrument, compare, evaluate, load_instrument


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
