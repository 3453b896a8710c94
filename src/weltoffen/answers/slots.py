"""What this room adds to the pages of a round: how far each field is, and the way to spreadsheets."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.answers.queries import FieldProgress as FieldOfAnswers
from weltoffen.answers.queries import (
    minutes_for,
    progress_of,
    seconds_per_question,
    unconditional_progress_of,
    values_in,
)
from weltoffen.answers.rules import may_read_answers
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import FieldProgress, Progress, RoundLink


def progress_here(here: Here, round_: Round) -> Progress:
    """How far a round is; the fields lead to their questions for those who may read them.

    Others learn nothing that depends on what was answered: not even that a further question is asked and open.
    """
    is_exact = may_read_answers(here.role)
    progress = (progress_of if is_exact else unconditional_progress_of)(round_, values_in(round_))
    left = progress.asked - progress.answered
    fields = {key: _field_progress(field, _href(here, round_, key)) for key, field in progress.fields.items()}
    is_useful = left > 0 and round_.is_being_answered and is_exact
    return Progress(fields, minutes_for(left, seconds_per_question()) if is_useful else None, is_exact)


def _field_progress(field: FieldOfAnswers, href: str) -> FieldProgress:
    first_open = f"{href}#q-{field.open[0]}" if href and field.open else href
    return FieldProgress(field.answered, field.asked, href, first_open)


def _href(here: Here, round_: Round, field: str) -> str:
    if not may_read_answers(here.role):
        return ""
    parts = {"slug": here.municipality.slug, "number": round_.number, "field": field}
    return reverse("answers:field", kwargs=parts)


def spreadsheet_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Downloading the questions and uploading answers, while answers can change."""
    if here.may(Permission.ANSWER) and round_.is_being_answered:
        href = reverse("answers:spreadsheet", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Pass questions on as a file, and take over the answers that come back.")
        yield RoundLink(10, _("Answer in a spreadsheet"), text, href)
