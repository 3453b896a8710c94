"""What this room adds to the pages of a round: how far each field is, and the way to spreadsheets."""

from collections.abc import Callable, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.answers.queries import FieldProgress as FieldOfAnswers
from weltoffen.answers.queries import (
    answered_by,
    minutes_for,
    progress_among,
    progress_of,
    seconds_per_question,
    unconditional_progress_of,
    unconfirmed_in,
)
from weltoffen.answers.respondents import voice_for, voice_of_guest
from weltoffen.answers.rules import may_read_answers
from weltoffen.answers.settling import chosen, values_in
from weltoffen.answers.wording import OWN
from weltoffen.assignments.queries import own_questions, questions_of_department
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.slots import WayOn
from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round
from weltoffen.rounds.slots import FieldProgress, Progress, RoundLink

OWN_CARD = 10
BOARD_LINKS: Slot[Callable[[Here, Round], Iterable[RoundLink]]] = Slot()
"""What later rooms offer on the board of the departments."""


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


def own_questions_card(here: Here) -> Iterator[Card]:
    """On top of the overview: what the person's department is asked in the round that is being answered."""
    round_ = current_round()
    if round_ is None or not here.may(Permission.ANSWER):
        return
    own = own_questions(round_, here.person.pk)
    if own is None:
        return
    voice, everything = voice_for(round_, own.department, here.person), chosen(round_)
    given = everything.by(voice.respondent)
    progress = progress_among(round_, {**everything.settled, **given}, own.questions, OWN, given)
    href = reverse("answers:mine", kwargs={"slug": here.municipality.slug, "number": round_.number})
    said = _("%(answered)s of %(asked)s answered, for: %(department)s.") % {
        "answered": progress.answered, "asked": progress.asked, "department": own.department,
    }  # fmt: skip
    if progress.is_complete:
        yield Card(OWN_CARD, _("Your questions are answered"), said, href, _("Look at them again"))
    else:
        href = f"{href}#q-{progress.open[0]}" if progress.answered else href
        yield Card(OWN_CARD, _("Answer your questions"), said, href, _("To your questions"), is_next_step=True)


def round_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """The questions of one's department, and how far the departments are."""
    parts = {"slug": here.municipality.slug, "number": round_.number}
    if here.may(Permission.ANSWER) and own_questions(round_, here.person.pk) is not None:
        text = _("What your department is asked, on one page.")
        yield RoundLink(5, _("Your questions"), text, reverse("answers:mine", kwargs=parts))
    if may_read_answers(here.role) and (waiting := len(unconfirmed_in(round_))):
        said = ngettext(
            "One answer of the last round was taken over and is not confirmed yet.",
            "%(num)s answers of the last round were taken over and are not confirmed yet.",
            waiting,
        )
        href = reverse("answers:unconfirmed", kwargs=parts)
        yield RoundLink(6, _("Confirm answers of the last round"), said % {"num": waiting}, href)
    if may_read_answers(here.role):
        text = _("How far each department is, and who is missing.")
        yield RoundLink(11, _("State of the departments"), text, reverse("answers:board", kwargs=parts))


def way_to_questions(guest: Guest) -> WayOn | None:
    """From the page behind a personal link to the questions; None where the department is asked nothing."""
    keys = questions_of_department(guest.round, guest.contributor.department_id)
    if not keys:
        return None
    own = answered_by(voice_of_guest(guest).respondent)
    progress = progress_among(guest.round, own, keys, OWN, own)
    href = reverse("guest:questions", kwargs={"token": guest.token})
    if progress.is_complete:
        label = _("Look at your answers again")
    elif progress.answered:
        label = _("Continue answering")
        href = f"{href}#q-{progress.open[0]}"
    else:
        label = _("Answer the questions")
    return WayOn(href, label, progress.answered, progress.asked)


def spreadsheet_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Downloading the questions and uploading answers, while answers can change."""
    if here.may(Permission.ANSWER) and round_.is_being_answered:
        href = reverse("answers:spreadsheet", kwargs={"slug": here.municipality.slug, "number": round_.number})
        text = _("Pass questions on as a file, and take over the answers that come back.")
        yield RoundLink(20, _("Answer in a spreadsheet"), text, href)


def board_links(here: Here, round_: Round) -> list[RoundLink]:
    """What can be done from the board."""
    return sorted((link for source in BOARD_LINKS for link in source(here, round_)), key=lambda link: link.order)
