"""The report that every writer is tested with."""

import pytest
from tests.selfcheck_documents.report_texts import example_report

from selfcheck import Comparison, Evaluation, Instrument
from selfcheck_documents.report.model import Report


@pytest.fixture(scope="session")
def report(instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison) -> Report:
    """The report on the county."""
    return example_report(instrument, example_evaluation, example_comparison)
