"""Whatever a stranger writes into a form: it is read, or refused with its faults. Nothing else ever happens."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.selfcheck_documents.workbooks import fill, members_of, write_members

from selfcheck import AnswerSheet, FaultyInput, Instrument, Municipality
from selfcheck_documents.spreadsheets import read_answers, write_questionnaire
from selfcheck_documents.spreadsheets.grid import reference
from selfcheck_documents.spreadsheets.record import RECORD_SHEET

NUMBER = re.compile(rb'(?:[\w:]+="|<v>)(\d+)(?="|</v>)')
# Our own forms repeat nothing; those that another program saved do.
REPEATING = {
    b"<table:table-row": b'<table:table-row table:number-rows-repeated="1"',
    b"<table:table-cell": b'<table:table-cell table:number-columns-repeated="1"',
}
NUMBERS = st.sampled_from(
    ["", "0", "1", "-1", "+5", "+4000000000", "٣", "7.5", "200001", "1048577", "999999999", "4294967296", "9" * 5000]
)
CELLS = st.dictionaries(
    st.one_of(
        st.builds(reference, st.integers(0, 24), st.integers(0, 8)),
        st.builds(reference, st.integers(3, 10), st.just(1)),  # the record's single values
    ),
    st.one_of(
        st.sampled_from(["", "bogus", "#REF!", True, 1e300, "A1", "XFD1048576", "Instructions", RECORD_SHEET]),
        st.sampled_from(["columns", "detail", "group", "kind", "key", "answer", "evidence.", "evidence.x", "1"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20),
    ),
    max_size=2,
)
CHANGES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 5000), NUMBERS), max_size=4)


@pytest.fixture(scope="module", params=[".xlsx", ".ods"])
def form(request: pytest.FixtureRequest, instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small form in one of the formats."""
    path = tmp_path_factory.mktemp("forms") / f"form{request.param}"
    town = AnswerSheet((), municipality=Municipality("Musterstadt", kind="town"))
    write_questionnaire(instrument, path, language="en", kind="town", department="council_office", answers=town)
    members = members_of(path)
    for element, repeated in REPEATING.items():
        members = {name: content.replace(element, repeated) for name, content in members.items()}
    write_members(path, members)
    return path


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=CELLS, changes=CHANGES)
def test_a_damaged_form_is_read_or_refused(
    instrument: Instrument,
    form: Path,
    tmp_path: Path,
    cells: Mapping[str, object],
    changes: list[tuple[int, int, str]],
) -> None:
    path = tmp_path / form.name
    path.write_bytes(form.read_bytes())
    fill(path, {RECORD_SHEET: cells})
    write_members(path, with_other_numbers(members_of(path), changes))

    with suppress(FaultyInput):
        assert isinstance(read_answers(path, instrument), AnswerSheet)


def with_other_numbers(members: dict[str, bytes], changes: list[tuple[int, int, str]]) -> dict[str, bytes]:
    """The members with some numbers exchanged, each told by which kind of number it is, and which of that kind."""
    for kind, which, number in changes:
        places: dict[tuple[str, bytes], list[tuple[int, int]]] = {}
        for member, content in sorted(members.items()):
            for found in NUMBER.finditer(content):
                what = content[found.start() : found.start(1)]
                places.setdefault((member, what), []).append(found.span(1))
        (member, _what), spans = list(places.items())[kind % len(places)]
        start, end = spans[which % len(spans)]
        members[member] = members[member][:start] + number.encode() + members[member][end:]
    return members
