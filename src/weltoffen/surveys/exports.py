"""What leaves as a file: the results under the same protection as on the page, and the poster with the QR code."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple

from django.utils.translation import gettext as _

from selfcheck import Language
from selfcheck_documents.poster import Poster, poster_pdf
from selfcheck_documents.spreadsheets.plain_table import PlainTable, Value, plain_csv, plain_xlsx
from weltoffen.accounts.drawing import qr_code
from weltoffen.foundation.templating import day
from weltoffen.surveys.bridge import QuestionResult
from weltoffen.surveys.models import Survey
from weltoffen.surveys.wording import introduction_in, minutes_for, said_of_gap, title_in

LONGEST_INVITATION = 240
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, str] = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


class ResultFile(NamedTuple):
    """A file with its kind and its name."""

    content: bytes
    media_type: str
    name: str


def results_file(survey: Survey, results: Sequence[QuestionResult], people: int, ending: str) -> ResultFile:
    """The results as a table."""
    table = _table(survey, results, people)
    content = plain_csv(table) if ending == "csv" else plain_xlsx(table)
    return ResultFile(content, FORMATS[ending], f"{survey.title} {survey.municipality.name}.{ending}")


def poster_file(survey: Survey, address: str, language: Language) -> bytes:
    """The poster and slips of an open survey; `address` is the whole link."""
    shown = address.split("//", 1)[-1].removesuffix("/")
    minutes = minutes_for(len(survey.questions))
    facts = [_("Anonymous: no name, no registration."), _("%(duration)s, on a phone too.") % {"duration": minutes}]
    if survey.closes_on is not None:
        facts.append(_("Until %(day)s.") % {"day": day(survey.closes_on)})
    return poster_pdf(
        Poster(
            language=language,
            sender=survey.municipality.name,
            title=title_in(survey, language),
            invitation=_invitation(introduction_in(survey, language)),
            address=shown,
            code=_svg(address),
            code_said=_("QR code with the address %(address)s") % {"address": shown},
            scan=_("Scan the code, or open:"),
            facts=facts,
            slips_title=_("Slips to cut out"),
        )
    )


def _invitation(introduction: str) -> str:
    """The first paragraph, as far as a poster has room for it."""
    first = next((line for line in introduction.splitlines() if line.strip()), _("What do you think?"))
    return shorten(first, LONGEST_INVITATION, placeholder=" …")


def _svg(address: str) -> str:
    drawing = qr_code(address)
    size = drawing.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{drawing.path}"/></svg>'
    )


def _table(survey: Survey, results: Sequence[QuestionResult], people: int) -> PlainTable:
    notes = [
        _("Residents asked anonymously: %(people)s took part.") % {"people": people}
        if people
        else _("Too few people took part for anything to be shown."),
        _("Nothing is shown of fewer than %(number)s people.") % {"number": survey.threshold},
    ]
    columns = [
        _("Number"), _("Field of action"), _("Question"), _("Group"), _("Answer"), _("People"), _("Share in per cent"),
        _("Median"), _("The administration’s answer"), _("Gap"),
    ]  # fmt: skip
    return PlainTable(_("Results"), survey.title, notes, columns, [row for one in results for row in _rows(one)])


def _rows(result: QuestionResult) -> Iterator[Sequence[Value]]:
    about = [result.question.key, result.field, result.question.text]
    gap = said_of_gap(result)
    if not result.lines:
        yield [*about, "", _("Too few answers"), "", "", "", result.settled, gap]
    for line in result.lines:
        share = round(float(100 * line.share), 1)
        yield [*about, "", line.label, line.number, share, result.median, result.settled, gap]
    for group in result.groups:
        yield [*about, group.label, "", group.people, "", group.median, result.settled, ""]
