"""A long form on paper: every field of action begins a page, so that no heading stands alone at the foot of one."""

import re
import zipfile
from pathlib import Path

from selfcheck import Instrument
from selfcheck_documents.spreadsheets import write_questionnaire


def breaks_of_xlsx(path: Path) -> int:
    with zipfile.ZipFile(path) as file:
        return len(re.findall(r"<brk ", file.read("xl/worksheets/sheet2.xml").decode()))


def breaks_of_ods(path: Path) -> int:
    with zipfile.ZipFile(path) as file:
        content = file.read("content.xml").decode()
    styles = re.findall(r'style:name="([^"]+)" style:family="table-row"><[^>]*fo:break-before="page"', content)
    return sum(content.count(f'<table:table-row table:style-name="{style}"') for style in styles)


def test_every_field_but_the_first_begins_a_page(instrument: Instrument, tmp_path: Path) -> None:
    xlsx, ods = tmp_path / "form.xlsx", tmp_path / "form.ods"
    for path in (xlsx, ods):
        write_questionnaire(instrument, path, language="de")

    assert (breaks_of_xlsx(xlsx), breaks_of_ods(ods)) == (6, 6)


def test_a_short_form_stays_together(instrument: Instrument, tmp_path: Path) -> None:
    xlsx, ods = tmp_path / "form.xlsx", tmp_path / "form.ods"
    for path in (xlsx, ods):
        write_questionnaire(instrument, path, language="de", department="youth")

    assert (breaks_of_xlsx(xlsx), breaks_of_ods(ods)) == (0, 0)
