"""Starting, finishing, reopening and freezing a round. Finishing with a result is a deed of the room `evaluation`."""

from datetime import date

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.choices import RoundEvent, State
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held, newest_round
from weltoffen.rounds.rules import (
    require_freezable,
    require_open,
    require_reason,
    require_reopenable,
    require_startable,
)


@transaction.atomic
def start_round(
    municipality: Municipality,
    *,
    title: str,
    framework_version: FrameworkVersion,
    starts_on: date,
    ends_on: date | None = None,
    by: Person | None,
) -> Round:
    """Begin answering a version of a questionnaire; the municipality's kind decides what is asked."""
    Municipality.objects.select_for_update().only("pk").get(pk=municipality.pk)
    require_startable(framework_version)
    newest = newest_round()
    started: Round = Round.objects.create(
        municipality=municipality,
        number=newest.number + 1 if newest else 1,
        title=title,
        framework_version=framework_version,
        kind=municipality.kind,
        starts_on=starts_on,
        ends_on=ends_on,
        started_at=clock.now(),
    )
    record(
        RoundEvent.ROUND_STARTED, by=by, municipality=municipality.pk, subject=title,
        details={"round": started.number, "questionnaire": str(framework_version)},
    )  # fmt: skip
    return started


@transaction.atomic
def close_round(round_: Round, *, by: Person | None) -> Round:
    """End answering: from now on no answer of the round changes."""
    locked = held(round_)
    require_open(locked)
    _move(locked, State.FINISHED)
    record(
        RoundEvent.ROUND_FINISHED, by=by, municipality=locked.municipality_id, subject=locked.title,
        details={"round": locked.number},
    )  # fmt: skip
    return locked


@transaction.atomic
def reopen_round(round_: Round, *, reason: str, by: Person | None) -> Round:
    """Let answers of the latest round change again; evaluations that were computed stay."""
    locked = held(round_)
    require_reason(reason)
    require_reopenable(locked)
    _move(locked, State.ANSWERING)
    record(
        RoundEvent.ROUND_REOPENED, by=by, municipality=locked.municipality_id, subject=locked.title,
        details={"round": locked.number, "reason": reason.strip()},
    )  # fmt: skip
    return locked


@transaction.atomic
def freeze_round(round_: Round, *, by: Person | None) -> Round:
    """A finished round can never be reopened from now on."""
    locked = held(round_)
    require_freezable(locked)
    locked.frozen_at = clock.now()
    locked.save(update_fields=["frozen_at"])
    record(
        RoundEvent.ROUND_FROZEN, by=by, municipality=locked.municipality_id, subject=locked.title,
        details={"round": locked.number},
    )  # fmt: skip
    return locked


def _move(round_: Round, state: State) -> None:
    round_.state = state
    round_.finished_at = clock.now() if state == State.FINISHED else None
    round_.save(update_fields=["state", "finished_at"])
