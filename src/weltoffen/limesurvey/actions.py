"""Keeping a file, changing and saving its mapping, saying whose each response is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django_scopes import scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.choices import Origin
from weltoffen.answers.differences import Line
from weltoffen.answers.models import Upload
from weltoffen.answers.respondents import voice_for
from weltoffen.answers.uploads import keep_upload, short_name, waiting_uploads
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.limesurvey.bridge import (
    ColumnMapping,
    Content,
    Language,
    Read,
    ResponseMapping,
    mapping_from,
    rows_of,
    text_of,
)
from weltoffen.limesurvey.choices import MappingEvent
from weltoffen.limesurvey.models import LONGEST_NAME, ResponseFile, SavedMapping
from weltoffen.limesurvey.queries import KEPT, file_of
from weltoffen.limesurvey.rules import (
    MOST_RESPONSES,
    NameIsMissing,
    NoResponses,
    TooManyResponses,
    ValuesAreOpen,
    require_each_once,
)
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


@transaction.atomic
def keep_file(round_: Round, found: Read, *, file_name: str, language: Language, by: Person) -> ResponseFile:
    """Keep what a file says until its responses are assigned, at most a day; no answer changes."""
    require_open(held(round_))
    if not found.content.rows:
        raise NoResponses
    if len(found.content.rows) > MOST_RESPONSES:
        raise TooManyResponses
    kept: ResponseFile = ResponseFile.objects.create(
        municipality_id=round_.municipality_id, round=round_, uploaded_by=by, uploaded_at=clock.now(),
        file_name=short_name(file_name), survey=found.survey, content=found.content.as_json,
        mapping=text_of(found.mapping, language),
    )  # fmt: skip
    return kept


@transaction.atomic
def change_mapping(
    round_: Round, number: int, columns: Mapping[str, ColumnMapping | None], *, field: str, language: Language,
    by: Person,
) -> None:  # fmt: skip
    """Give questions other columns (None: no column); the field of action counts as looked through."""
    file = file_of(round_, number, by, is_held=True)
    mapping = mapping_from(round_, file.mapping, file.file_name)
    kept = [column for column in mapping.columns if column.question not in columns]
    changed = (*kept, *(column for column in columns.values() if column is not None))
    file.mapping = text_of(replace(mapping, columns=changed), language)
    file.checked = sorted({*file.checked, field})
    file.save(update_fields=["mapping", "checked"])


@transaction.atomic
def assign(round_: Round, number: int, whose: Mapping[int, Department | None], *, by: Person) -> Sequence[Upload]:
    """Make of each response an upload of whoever answered it (None: the coordination), to be looked at first.

    What an earlier assignment of this person left to decide is replaced. Raises a refusal where a value is open.
    """
    require_open(held(round_))
    file = file_of(round_, number, by, is_held=True)
    mapping = mapping_from(round_, file.mapping, file.file_name)
    if open_values(mapping):
        raise ValuesAreOpen
    require_each_once(str(one.pk) if one is not None else "0" for one in whose.values())
    rows = rows_of(round_, mapping, Content.of(file.content))
    for waiting in waiting_uploads(round_, by, Origin.LIMESURVEY):
        waiting.delete()
    file.assigned = {str(line): one.pk if one is not None else 0 for line, one in whose.items()}
    file.save(update_fields=["assigned"])
    return [
        keep_upload(
            round_, _lines(round_, rows[line]), respondent=voice_for(round_, department, by).respondent,
            file_name=file.file_name, by=by, origin=Origin.LIMESURVEY,
        )
        for line, department in whose.items()
    ]  # fmt: skip


def open_values(mapping: ResponseMapping) -> int:
    """How many values wait for a decision."""
    return mapping.undecided


def _lines(round_: Round, answers: Mapping[str, str]) -> Iterable[Line]:
    asked = questions_of(round_)
    return [Line(question, option, "", {}, None) for question, option in answers.items() if question in asked]


@transaction.atomic
def save_mapping(
    round_: Round, mapping: ResponseMapping, *, name: str, survey: str, language: Language, by: Person
) -> SavedMapping:
    """Keep a mapping for the next time; one with the same name is replaced."""
    name = " ".join(name.split())
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise NameIsMissing
    version = round_.framework_version
    saved, _is_new = SavedMapping.objects.update_or_create(
        municipality_id=round_.municipality_id, name=name,
        defaults={
            "framework": version.key, "checksum": version.checksum, "survey": survey,
            "text": text_of(mapping, language), "saved_at": clock.now(), "saved_by": by, "saved_by_name": str(by),
        },
    )  # fmt: skip
    record(
        MappingEvent.MAPPING_SAVED, by=by, municipality=round_.municipality_id, subject=name,
        details={"questions": sum(bool(column.question) for column in mapping.columns)},
    )  # fmt: skip
    return saved


@transaction.atomic
def remove_mapping(saved: SavedMapping, *, by: Person) -> None:
    """A mapping is not offered any more; answers that came through it stay."""
    record(MappingEvent.MAPPING_REMOVED, by=by, municipality=saved.municipality_id, subject=saved.name, details={})
    saved.delete()


@transaction.atomic
def discard_file(round_: Round, number: int, *, by: Person) -> None:
    """Erase what a file said; no answer changes."""
    file_of(round_, number, by, is_held=True).delete()


def erase_old_files() -> int:
    """Erase files that are a day old, in every municipality; answers how many there were."""
    with scopes_disabled():  # a daily deed for the whole installation, which reads none of them
        erased, _by_table = ResponseFile.objects.filter(uploaded_at__lte=clock.now() - KEPT).delete()
    return int(erased)
