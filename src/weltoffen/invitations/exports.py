"""What leaves about guests as a file: letters as PDF, the list as a table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from selfcheck_documents.letters import Letter, write_letters
from selfcheck_documents.spreadsheets.plain_table import PlainTable, plain_csv, plain_xlsx
from weltoffen.contributors.exports import letter_with_link
from weltoffen.foundation import clock
from weltoffen.foundation.templating import day
from weltoffen.invitations.models import Attendee
from weltoffen.invitations.wording import Inviting, perspective_label, said_to, standing_of, when
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, str] = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


class GuestFile(NamedTuple):
    """A file with its kind and its name."""

    content: bytes
    media_type: str
    name: str


def letters_to(guests: Sequence[Attendee], inviting: Inviting, occasion: str) -> bytes:
    """One page for each guest, each in their language."""
    title = _("Letters: %(title)s") % {"title": inviting.workshop.title}
    return write_letters([_letter(one, inviting, occasion) for one in guests], title=title, day=clock.today())


def _letter(attendee: Attendee, inviting: Inviting, occasion: str) -> Letter:
    with translation.override(attendee.language):
        said = said_to(attendee, inviting, occasion)
        receiver = [line for line in (attendee.name, attendee.organisation) if line]
        return letter_with_link(said, said.subject, inviting.municipality.name, receiver)


def guest_file(
    municipality: Municipality, workshop: Workshop, guests: Sequence[Attendee], facts: Mapping[str, object], ending: str
) -> GuestFile:
    """The list of guests as a table; what somebody needs stands on its own page and is not in it."""
    table = PlainTable(
        name=_("Guests"),
        title=_("Guests: %(title)s") % {"title": workshop.title},
        notes=[when(workshop), _("As of %(day)s. Names and addresses are to be erased after the event.") % {
            "day": day(clock.today())
        }],
        columns=[
            _("Perspective"), _("Name"), _("Organisation"), _("E-mail address"), _("Language"), _("Reply"),
            _("Instead comes"), _("Number of people"), _("State"), _("Note"),
        ],
        rows=[_row(workshop, one, facts) for one in guests],
    )  # fmt: skip
    content = plain_csv(table) if ending == "csv" else plain_xlsx(table)
    heading = _("Guests")
    return GuestFile(content, FORMATS[ending], f"{heading} {workshop.title} {municipality.name}.{ending}")


def _row(workshop: Workshop, one: Attendee, facts: Mapping[str, object]) -> Sequence[str | int]:
    _reply, *state = standing_of(one, facts)
    return (
        perspective_label(workshop, one.perspective), one.name, one.organisation, one.email,
        str(one.get_language_display()), str(one.get_reply_display()), one.stand_in, one.people,
        "; ".join(words for words, _kind in state), one.note,
    )  # fmt: skip
