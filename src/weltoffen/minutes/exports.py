"""Minutes, and what was agreed, as files to take along."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from selfcheck import Language
from selfcheck_documents.minutes import Minutes, minutes_docx, minutes_odt, minutes_pdf
from selfcheck_documents.spreadsheets.plain_table import PlainTable, Value, plain_xlsx
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.minutes.agreements import Agreed, AgreedIn
from weltoffen.minutes.tracing import Chosen, Discussed
from weltoffen.workshops.models import Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = "–"


class Kind(NamedTuple):
    """A kind of file."""

    media_type: str
    write: Callable[[Minutes, Language], bytes]


class File(NamedTuple):
    """A file to download."""

    content: bytes
    media_type: str
    name: str


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", minutes_pdf),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", minutes_docx),
    "odt": Kind("application/vnd.oasis.opendocument.text", minutes_odt),
}


def minutes_file(workshop: Workshop, minutes: Minutes, ending: str, language: Language) -> File:
    """The minutes in one of `KINDS`, such as niederschrift-2026-12-03-miteinander-reden.pdf."""
    kind = KINDS[ending]
    parts = (slugify(_("Minutes of the workshop")), minutes.day.isoformat(), slugify(workshop.title))
    name = "-".join(part for part in parts if part)
    return File(kind.write(minutes, language), kind.media_type, f"{name}.{ending}")


def agreements_file(stored: StoredEvaluation, found: Sequence[AgreedIn]) -> File:
    """All agreements as a workbook, a row each, such as verabredungen-selbstcheck-2026.xlsx."""
    table = PlainTable(
        name=_("Agreements"),
        title=_("Agreements: %(round)s") % {"round": stored.round.title},
        notes=[_("From the workshops about evaluation %(number)s. Points are of 100.") % {"number": stored.number}],
        columns=[
            _("Agreement"), _("Who"), _("Until when"), _("First step"), _("Who helps"), _("Idea"), _("Priority"),
            _("Question or field"), _("The administration"), _("The guests"), _("Agenda item"), _("Workshop"), _("Day"),
        ],
        rows=[list(_row(one.workshop, agreed)) for one in found for agreed in one.agreed],
    )  # fmt: skip
    name = "-".join((slugify(_("Agreements")), slugify(stored.round.title)))
    return File(plain_xlsx(table), XLSX, f"{name}.xlsx")


def _row(workshop: Workshop, agreed: Agreed) -> Iterator[Value]:
    outline, trace = agreed
    yield from (outline.what, outline.who, outline.until or "")
    yield from (outline.first_step, outline.helpers)
    yield _lines(one.label for one in trace.ideas)
    yield _lines(_place(one) for one in trace.ideas)
    yield _lines(one.subject.label for one in trace.discussed)
    yield _lines(one.administration or NOTHING for one in trace.discussed)
    yield _lines(_points(one) for one in trace.discussed)
    yield from (trace.item, workshop.title, workshop.local_beginning.date())


def _lines(parts: Iterable[str]) -> str:
    """What belongs together has the same number in each cell; a single thing needs none."""
    found = list(parts)
    return "\n".join(f"{number}. {part}" for number, part in enumerate(found, 1)) if len(found) > 1 else "".join(found)


def _place(one: Chosen) -> str:
    return NOTHING if one.place is None else str(one.place)


def _points(one: Discussed) -> str:
    return NOTHING if one.points is None else str(one.points)
