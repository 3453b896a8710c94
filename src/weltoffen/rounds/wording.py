"""How far a round is, in words, and the one thing to do next: for the round's home and the municipality's overview."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.foundation.templating import duration, per_cent
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import is_freezable, is_reopenable
from weltoffen.rounds.slots import FieldProgress, Progress, RoundLink


class Step(NamedTuple):
    """The one thing to do next."""

    heading: str
    text: str
    href: str
    action: str


class Task(NamedTuple):
    """A field of action in the list of tasks; the state is `open`, `started`, `complete` or `partial`."""

    label: str
    href: str
    said: str
    state: str


def said_of_round(progress: Progress) -> str:
    """How far a round is, in one or two sentences."""
    if not progress.is_exact:
        return _said_roughly(progress)
    values = {"answered": progress.answered, "asked": progress.asked}
    if progress.is_complete:
        return _("All %(asked)s questions are answered.") % values
    said = _("%(answered)s of %(asked)s questions are answered.") % values
    if progress.minutes_left is None:
        return said
    rest = _("The rest takes %(duration)s.") if progress.answered else _("All of it takes %(duration)s.")
    return f"{said} {rest % {'duration': duration(progress.minutes_left)}}"


def _said_roughly(progress: Progress) -> str:
    """For those who may not read answers: nothing that tells which questions were asked."""
    if progress.is_complete:
        return _("All questions that are asked in any case are answered.")
    if not progress.tenths:
        return _("Answering has just begun.") if progress.answered else _("Nothing is answered yet.")
    return _("About %(share)s of the questions are answered.") % {"share": per_cent(Fraction(progress.tenths, 10))}


def said_of_field(field: FieldProgress) -> str:
    """How far a field is."""
    return _("%(answered)s of %(asked)s answered") % {"answered": field.answered, "asked": field.asked}


def tasks_of(round_: Round, progress: Progress, labels: Mapping[str, str]) -> list[Task]:
    """The fields of action as tasks, in order."""
    begun = "started" if round_.is_being_answered else "partial"
    return [
        Task(labels[key], field.href, said_of_field(field) if progress.is_exact else "", _state_of(field, begun))
        for key, field in progress.fields.items()
    ]


def _state_of(field: FieldProgress, begun: str) -> str:
    if field.answered == field.asked:
        return "complete"
    return begun if field.answered else "open"


def step_of(
    here: Here, round_: Round, progress: Progress, labels: Mapping[str, str], links: Iterable[RoundLink]
) -> Step | None:
    """Answering first; then what a later room proposes; None for those who can do nothing here."""
    key = progress.next_field
    if round_.is_being_answered and key is not None and here.may(Permission.ANSWER):
        return _step_to(progress.fields[key], labels[key])
    if round_.is_being_answered and not progress.is_complete:
        return None
    heading = _("All questions are answered") if round_.is_being_answered else _("The round is finished")
    return next((Step(heading, link.text, link.href, link.label) for link in links if link.is_next_step), None)


def _step_to(field: FieldProgress, label: str) -> Step:
    """To the question where to go on; a field that nobody has begun is read from its top."""
    if field.answered:
        heading, href, action = _("Continue with “%(field)s”"), field.first_open, _("Continue answering")
    else:
        heading, href, action = _("Begin with “%(field)s”"), field.href, _("Begin answering")
    return Step(heading % {"field": label}, f"{said_of_field(field)}.", href, action)


def own_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """What this room itself offers: the questions to read, reopening, freezing."""
    slug = here.municipality.slug
    href = reverse("catalogue:version", kwargs={"slug": slug, "version": round_.framework_version_id})
    yield RoundLink(50, _("Read all questions"), _("The questionnaire at a glance, to read and to prepare."), href)
    if here.may(Permission.MANAGE_ROUNDS) and is_reopenable(round_):
        href = reverse("rounds:reopen", kwargs={"slug": slug, "number": round_.number})
        text = _("When answers turn out to be wrong: they can be changed again, for a reason that the journal keeps.")
        yield RoundLink(90, _("Reopen the round"), text, href)
    if here.may(Permission.MANAGE_ROUNDS) and is_freezable(round_):
        href = reverse("rounds:freeze", kwargs={"slug": slug, "number": round_.number})
        text = _("When the council has decided: from then on nothing of the round can change.")
        yield RoundLink(91, _("Freeze the round"), text, href)
