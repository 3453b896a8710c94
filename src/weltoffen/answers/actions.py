"""Saving answers: never over a newer one, each change a state of its own in the history."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.choices import Origin
from weltoffen.answers.models import Answer, Respondent
from weltoffen.answers.places import CONFIRMING
from weltoffen.answers.queries import answers_of, states_read
from weltoffen.answers.respondents import Voice, stored, voice_of
from weltoffen.answers.rules import Change, Conflict, FaultyAnswers, faults_in
from weltoffen.answers.single_save import keep_states, saved_at_once
from weltoffen.foundation import clock
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

__all__ = ["Change", "Conflict", "Outcome", "confirm_answers", "save_answers"]

CHANGING = ["version", "value", "comment", "evidence", "saved_at", "saved_by", "saved_by_name", "origin"]


class Outcome(NamedTuple):
    """What became of changes: saved, without a difference to what is stored or was read, or in conflict."""

    saved: tuple[Answer, ...]
    unchanged: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def save_answers(
    round_: Round, changes: Iterable[Change], *, by: Person | Voice, origin: Origin = Origin.PAGE
) -> Outcome:
    """Save changes of a round, in one transaction; a change of an answer that is newer than was read is not saved.

    Who answers is a voice; a person speaks for the department where they work, else for the coordination.
    A change equal to what is stored, or to what the person had read, makes no version. Raises `RoundIsClosed`, and
    `FaultyAnswers` with every change that does not fit the questionnaire; then nothing is saved.
    """
    wanted = {change.question: change.tidied() for change in changes}
    faults = faults_in(wanted.values(), questions_of(round_))
    if faults:
        raise FaultyAnswers(faults)
    voice = by if isinstance(by, Voice) else voice_of(round_, by)
    with transaction.atomic():
        if len(wanted) == 1:
            [only] = wanted.values()
            saved = saved_at_once(round_, only, voice, origin)
            if saved is not None:
                return Outcome((saved,), (), ())
        return _save(round_, wanted, voice, origin)


@transaction.atomic
def confirm_answers(round_: Round, seen: Mapping[str, int], *, by: Voice) -> Outcome:
    """Say that answers of the last round still hold; `seen` has the version of each that was read.

    Each becomes a new version with the same content. What waits for no confirmation stays as it is.
    """
    _hold(round_)
    answers = answers_of(by.respondent, list(seen))
    waiting = {key: one for key, one in answers.items() if one.origin == Origin.TAKEN_OVER}
    conflicts, due = [], []
    for key, present in waiting.items():
        same = Change(key, present.value, present.comment, present.evidence, seen[key])
        if present.version == seen[key]:
            due.append((same, present.version + 1))
        else:
            conflicts.append(Conflict(same, present))
    confirmed = _write(round_, due, by, Origin.CONFIRMED)
    if confirmed:
        for confirm in CONFIRMING:
            confirm(by, [one.question for one in confirmed])
    return Outcome(confirmed, tuple(key for key in seen if key not in waiting), tuple(conflicts))


def _save(round_: Round, wanted: Mapping[str, Change], by: Voice, origin: Origin) -> Outcome:
    _hold(round_)
    by = by._replace(respondent=stored(by.respondent))
    answers = answers_of(by.respondent, list(wanted))
    unchanged = _unchanged(by.respondent, wanted, answers)
    conflicts, due = [], []
    for key, change in wanted.items():
        if key in unchanged:
            continue
        present = answers.get(key)
        if present is not None and present.version != change.read_version:
            conflicts.append(Conflict(change, present))
        else:
            due.append((change, present.version + 1 if present is not None else 1))
    return Outcome(_write(round_, due, by, origin), tuple(unchanged), tuple(conflicts))


def _hold(round_: Round) -> None:
    """Saves in one round wait for each other and for the deed that closes it; SQLite lets only one write anyway."""
    require_open(Round.objects.select_for_update(no_key=True).only("state").get(pk=round_.pk))


def _unchanged(respondent: Respondent, wanted: Mapping[str, Change], answers: Mapping[str, Answer]) -> list[str]:
    """The questions where nothing was meant to change: equal to what is stored, or to what the person had read."""
    unchanged, stale = [], {}
    for key, change in wanted.items():
        present = answers.get(key)
        if change.equals(present) if present is not None else change.is_empty:
            unchanged.append(key)
        elif present is not None and present.version != change.read_version:
            stale[key] = change.read_version
    read = states_read(respondent, stale) if stale else {}
    for key, version in stale.items():
        was_read = read.get(key)
        if wanted[key].equals(was_read) if was_read is not None else version == 0 and wanted[key].is_empty:
            unchanged.append(key)
    return unchanged


def _write(round_: Round, due: list[tuple[Change, int]], by: Voice, origin: Origin) -> tuple[Answer, ...]:
    """Two statements, however many answers there are: the answers, and what they are now as states of the history."""
    if not due:
        return ()
    moment = clock.now()
    answers = [
        Answer(
            municipality_id=round_.municipality_id, round_id=round_.pk, respondent_id=by.respondent.pk,
            question=change.question, version=version,
            value=change.value, comment=change.comment, evidence=dict(change.evidence),
            saved_at=moment, saved_by_id=by.person, saved_by_name=by.name, origin=origin,
        )
        for change, version in due
    ]  # fmt: skip
    Answer.objects.bulk_create(
        answers, update_conflicts=True, unique_fields=["respondent", "question"], update_fields=CHANGING
    )
    keep_states(by.respondent, [answer.question for answer in answers])
    return tuple(answers)
