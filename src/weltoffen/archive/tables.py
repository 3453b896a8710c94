"""Which columns of which tables an archive keeps, and how a row becomes a JSON object and a row again.

Keys of the database are never kept: rows refer to each other by what people know, such as numbers and addresses.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, JSONField, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.answers.models import Answer, AnswerState, Respondent
from weltoffen.assignments.models import Assignment
from weltoffen.departments.models import Department
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evidence.models import Document, Evidence
from weltoffen.foundation.forms import VISIBLE
from weltoffen.joint.models import Partner
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.live.models import Cluster, Idea, Note, Outline, PaperCount, Poll, Session
from weltoffen.minutes.models import Minutes
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys.models import Survey
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop

Json = Mapping[str, object]
# What clocks and calendars everywhere can show.
YEARS = range(1970, 2200)
# Where pages need a word; other texts may be empty.
# What stands beside answers and in headings; invisible characters could make one look like another.
NAMES = {
    "name", "title", "town_name", "file_name", "saved_by_name", "proposed_by_name", "replied_by_name",
    "computed_by_name",
    "released_by_name", "written_by_name", "agreed_by_name",
}  # fmt: skip
NEVER_EMPTY = {"slug", "name", "town_name", "title", "email", "field", "event", "text"}


class Table(NamedTuple):
    """A table with the columns that are kept as they are, and the names under which references to other rows are."""

    model: type[Model]
    columns: tuple[str, ...]
    references: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every key of a JSON object of this table."""
        return self.columns + self.references


SAID = ("question", "version", "value", "comment", "evidence", "saved_at", "saved_by_name", "origin")
MUNICIPALITIES = Table(Municipality, ("slug", "name", "kind", "official_key", "added_at"), ("coat_of_arms",))
PEOPLE = Table(Person, ("email", "name", "is_active", "joined_at"))
MEMBERSHIPS = Table(Membership, ("role", "since"))
DEPARTMENTS = Table(Department, ("name", "covers", "added_at", "ended_at"), ("colleagues",))
ROUNDS = Table(
    Round,
    ("number", "title", "kind", "state", "starts_on", "ends_on", "started_at", "finished_at", "frozen_at"),
    ("questionnaire", "checksum"),
)
ASSIGNMENTS = Table(Assignment, ("question",), ("department",))
RESPONDENTS = Table(Respondent, ("number", "is_by_link"), ("department",))
ANSWERS = Table(Answer, SAID, ("respondent", "saved_by"))
STATES = Table(AnswerState, SAID, ("respondent", "saved_by"))
PROPOSALS = Table(
    Proposal,
    ("question", "value", "reason", "proposed_at", "proposed_by_name", "outcome", "settled_at"),
    ("proposed_by", "replies"),
)
REPLIES = Table(Stance, ("reply", "reason", "replied_at", "replied_by_name"), ("respondent", "replied_by"))
SURVEYS = Table(
    Survey,
    (
        "number", "title", "title_en", "introduction", "introduction_en", "questions", "groups", "threshold", "state",
        "opens_on", "closes_on",
    ),
    ("people", "counts"),
)  # fmt: skip
DOCUMENTS = Table(Document, ("sha256", "ending", "size"))
EVIDENCE = Table(
    Evidence,
    ("question", "layer", "kind", "title", "url", "text", "file_name", "is_taken_over", "version", "saved_at",
     "saved_by_name"),
    ("respondent", "document", "saved_by"),
)  # fmt: skip
EVALUATIONS = Table(
    StoredEvaluation,
    ("number", "computed_at", "computed_by_name", "engine", "framework_checksum"),
    ("computed_by", "earlier"),
)
MAPPINGS = Table(
    SavedMapping, ("name", "framework", "checksum", "survey", "text", "saved_at", "saved_by_name"), ("saved_by",)
)
RELEASES = Table(Release, ("field", "content", "released_at", "released_by_name", "withdrawn_at"))
PARTNERS = Table(Partner, ("town_name", "state", "is_seen_by_partners", "invited_at", "answered_at", "ended_at"))
WORKSHOPS = Table(
    Workshop,
    ("number", "kind", "title", "purpose", "begins_at", "minutes", "venue", "place", "link", "facilitator",
     "perspectives", "threshold", "phase", "agenda_version"),
    ("evaluation", "groups", "agenda", "session", "polls", "clusters", "ideas", "outlines", "notes",
     "record"),
)  # fmt: skip
WORKING_GROUPS = Table(WorkingGroup, ("number", "title", "field", "place"))
AGENDA_ITEMS = Table(
    AgendaItem,
    ("number", "position", "activity", "title", "minutes", "is_fixed", "notes", "subjects", "reasons", "options"),
    ("group",),
)
SESSIONS = Table(Session, ("began_at", "ended_at", "present"))
POLLS = Table(Poll, ("group", "subject", "number", "options", "people", "counts", "hidden"), ("item", "paper"))
PAPER_COUNTS = Table(PaperCount, ("number", "perspective", "people", "counts"))
CLUSTERS = Table(Cluster, ("number", "title"), ("item",))
IDEAS = Table(Idea, ("group", "number", "text", "language"), ("item", "cluster"))
OUTLINES = Table(
    Outline, ("group", "number", "what", "who", "until", "first_step", "helpers", "source"), ("item",)
)  # fmt: skip
NOTES = Table(Note, ("text", "version"), ("item",))
MINUTES = Table(
    Minutes,
    ("state", "version", "introduction", "outlook", "texts", "written_by_name", "written_at", "agreed_by_name",
     "agreed_on", "content"),
)  # fmt: skip
AGENDA_TEMPLATES = Table(AgendaTemplate, ("title", "minutes", "items"))
ENTRIES = Table(Entry, ("at", "event", "actor", "subject", "details"), ("actor_email",))


class Read(NamedTuple):
    """A row before it is a row: the values of its columns, and what it refers to."""

    values: dict[str, Any]
    references: Mapping[str, Any]


def row_of(table: Table, instance: Model, **references: object) -> Json:
    """A row as a JSON object."""
    return {**{name: _plain(getattr(instance, name)) for name in table.columns}, **references}


def values_of(table: Table, row: Json) -> tuple[dict[str, Any], list[tuple[str, str, object]]]:
    """The values of the columns in a JSON object, and what is wrong with it: name, sentence, what was found."""
    values, faults = {}, list(_wrong_names(table.names, row))
    for name in table.columns:
        if name not in row:
            continue
        try:
            values[name] = _value(table.model._meta.get_field(name), row[name])  # type: ignore[arg-type]
        except (ValidationError, ValueError, TypeError, OverflowError) as error:
            faults.append((name, _sentence(error), row[name]))
    return values, faults


def _wrong_names(known: Iterable[str], row: Json) -> Iterable[tuple[str, str, object]]:
    known = tuple(known)
    yield from ((name, _("this is missing."), None) for name in known if name not in row)
    yield from ((name, _("this is not known here."), row[name]) for name in row if name not in known)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _value(field: "Field[Any, Any]", found: object) -> object:
    """What the column takes; raises `ValidationError` for what it cannot."""
    value = field.to_python(found)
    if isinstance(value, datetime) and timezone.is_naive(value):
        raise ValidationError(_("this moment has no time zone."))
    if value in field.empty_values:
        if (value is None and not field.null) or (
            value == "" and not field.blank and (field.choices or field.name in NEVER_EMPTY)
        ):
            raise ValidationError(_("this is empty."))
        _require_kind(field, found, value)
        return value
    _require_kind(field, found, value)
    if field.name in NAMES:
        VISIBLE(value)
    if isinstance(value, date) and value.year not in YEARS:
        raise ValidationError(_("this day lies too far from ours."))
    if isinstance(value, str) and field.max_length is not None and len(value) > field.max_length:
        raise ValidationError(_("this has more than %(most)s characters."), params={"most": field.max_length})
    field.run_validators(value)
    field.validate(value, None)
    return value


def _require_kind(field: "Field[Any, Any]", found: object, value: object) -> None:
    """Refuse what Django would quietly turn into something else, and any other kind of JSON than pages expect."""
    is_other = type(found) is not type(value) and not isinstance(value, date)
    expected = list if field.default is list else dict
    if is_other or (isinstance(field, JSONField) and not isinstance(value, expected)):
        raise ValidationError(_("this is of another kind."))


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else _("this cannot be read.")
