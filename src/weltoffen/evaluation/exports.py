"""What leaves as a file: the report as PDF, DOCX and HTML, and the stored result as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from selfcheck_documents.report import CoatOfArms, Report, write_docx, write_html, write_pdf
from weltoffen.evaluation.bridge.opening import Opened
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.perspectives import perspectives_on
from weltoffen.municipalities.models import Municipality


class File(NamedTuple):
    """A file to download."""

    name: str
    media_type: str
    content: bytes


class Kind(NamedTuple):
    """A kind of file that a report can be written as."""

    media_type: str
    write: Callable[[Report], bytes]


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", write_pdf),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
    "html": Kind("text/html; charset=utf-8", lambda report: write_html(report).encode()),
}


def report_file(stored: StoredEvaluation, opened: Opened, municipality: Municipality, ending: str) -> File:
    """The report in one of `KINDS`, with the municipality's coat of arms, and what a workshop said about it."""
    kind = KINDS[ending]
    seen = perspectives_on(stored, opened.report.language)
    report = replace(
        opened.report, coat_of_arms=_coat_of_arms(municipality), perspectives=seen.chapter if seen else None
    )
    return File(_name(stored, municipality, ending), kind.media_type, kind.write(report))


def data_file(stored: StoredEvaluation, municipality: Municipality) -> File:
    """The stored result with its traces (schemas/evaluation.schema.json)."""
    content = json.dumps(stored.result, ensure_ascii=False, indent=2).encode()
    return File(_name(stored, municipality, "json"), "application/json", content)


def _coat_of_arms(municipality: Municipality) -> CoatOfArms | None:
    if not municipality.coat_of_arms:
        return None
    return CoatOfArms(municipality.coat_of_arms_type, bytes(municipality.coat_of_arms))


def _name(stored: StoredEvaluation, municipality: Municipality, ending: str) -> str:
    """Such as selbstcheck-donnersbergkreis-2026.pdf; a second computation says so."""
    parts = [slugify(_("Self-check")), municipality.slug, str(stored.round.starts_on.year)]
    if stored.number > 1:
        parts.append(str(stored.number))
    return f"{'-'.join(parts)}.{ending}"
