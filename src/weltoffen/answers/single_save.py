"""Saving one answer as two statements written out: what a script sends for each answer, so it has to be cheap.

The same deed through the ORM takes four queries and five times the time, most of it spent on composing SQL. Here the
database itself compares state and version; whatever it does not take goes the long way (actions.py), which finds out
why.
"""

import json
from typing import Any

from django.db import connection
from django.db.models import Model
from django_scopes import get_scope

from weltoffen.answers.models import Answer, AnswerState, Respondent
from weltoffen.answers.respondents import Voice
from weltoffen.answers.rules import Change
from weltoffen.foundation import clock
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round

CHANGING = ("version", "value", "comment", "evidence", "saved_at", "saved_by_id", "saved_by_name", "origin")


def saved_at_once(round_: Round, change: Change, by: Voice, origin: str) -> Answer | None:
    """The answer as it was saved; None where nothing was: not the version that was read, nothing new, or closed.

    Inside of a transaction. The round is held, so that it cannot be closed in between.
    """
    if by.respondent.pk is None or get_scope().get("municipality") != round_.municipality_id:
        return None
    if change.is_empty and not change.read_version:
        return None
    answer = Answer(
        municipality_id=round_.municipality_id, round_id=round_.pk, respondent_id=by.respondent.pk,
        question=change.question, version=change.read_version + 1, value=change.value, comment=change.comment,
        evidence=dict(change.evidence), saved_at=clock.now(), saved_by_id=by.person, saved_by_name=by.name,
        origin=origin,
    )  # fmt: skip
    changing = [_stored(answer, name) for name in CHANGING]
    place: list[Any] = [by.respondent.pk, change.question]
    open_round: list[Any] = [round_.pk, round_.municipality_id, State.ANSWERING]
    with connection.cursor() as cursor:
        if change.read_version:
            same = [_stored(answer, name) for name in ("value", "comment", "evidence")]
            cursor.execute(_later(), [*changing, *place, change.read_version, *same, *open_round])
        else:
            cursor.execute(_first(), [round_.municipality_id, round_.pk, *place, *changing, *open_round])
        found = cursor.fetchone()
        if found is None:
            return None
        answer.pk = found[0]
        keep_states(by.respondent, [change.question])
    return answer


def keep_states(respondent: Respondent, questions: list[str]) -> None:
    """Add what a respondent's answers to these questions are now to the history, copied inside of the database."""
    columns = ", ".join(_columns(AnswerState))
    statement = (
        f"INSERT INTO {AnswerState._meta.db_table} ({columns}) SELECT {columns} FROM {Answer._meta.db_table} "  # noqa: S608
        f"WHERE respondent_id = %s AND question IN ({', '.join(['%s'] * len(questions))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [respondent.pk, *questions])


def _first() -> str:
    """Nobody had answered: added, unless somebody was faster."""
    columns = ("municipality_id", "round_id", "respondent_id", "question", *CHANGING)
    return (
        f"INSERT INTO {Answer._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(['%s'] * len(columns))} {_from_open_round()} "
        f"ON CONFLICT (respondent_id, question) DO NOTHING RETURNING id"
    )


def _later() -> str:
    """Changed where the version is the one that was read, and something is different."""
    return (
        f"UPDATE {Answer._meta.db_table} SET {', '.join(f'{name} = %s' for name in CHANGING)} "  # noqa: S608 - as above
        f"WHERE respondent_id = %s AND question = %s AND version = %s "
        f"AND (value <> %s OR comment <> %s OR evidence <> %s) "
        f"AND EXISTS (SELECT 1 {_from_open_round()}) RETURNING id"
    )


def _from_open_round() -> str:
    hold = " FOR SHARE" if connection.features.has_select_for_update else ""
    return f"FROM {Round._meta.db_table} WHERE id = %s AND municipality_id = %s AND state = %s{hold}"


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def _stored(answer: Answer, name: str) -> Any:
    """A value as the database takes it without the help of the ORM."""
    value = getattr(answer, name)
    if name == "evidence":
        return json.dumps(value)
    return connection.ops.adapt_datetimefield_value(value) if name == "saved_at" else value
