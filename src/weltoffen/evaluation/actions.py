"""Computing evaluations, and deciding what of them is public."""

from collections.abc import Collection, Sequence

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.evaluation.bridge.computing import compute
from weltoffen.evaluation.bridge.released import Content, contents_for_public, labels_of
from weltoffen.evaluation.choices import EvaluationEvent
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evaluation.queries import evaluation_to_compare_with, latest_evaluation, public_releases
from weltoffen.evaluation.rules import (
    CannotBeShown,
    NothingIsAnswered,
    NothingToRelease,
    NotPublic,
    require_finished,
)
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.journal.events import subject_in
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held

SUBJECT_LANGUAGE = "de"
"""The language of a journal's subjects; what the field is called in the others stands beside it."""


@transaction.atomic
def finish_round(round_: Round, *, by: Person | None) -> StoredEvaluation:
    """End answering and store the evaluation: both, or neither where nothing is answered."""
    return compute_evaluation(close_round(round_, by=by), by=by)


@transaction.atomic
def compute_evaluation(round_: Round, *, by: Person | None) -> StoredEvaluation:
    """Store the evaluation of a finished round as a new row; those before it stay as they are."""
    # Held until the transaction ends, so that two computations do not take the same number.
    round_ = held(round_)
    require_finished(round_)
    earlier = evaluation_to_compare_with(round_)
    computed = compute(round_, earlier)
    if not computed.answered:
        raise NothingIsAnswered
    newest = latest_evaluation(round_)
    stored: StoredEvaluation = StoredEvaluation.objects.create(
        municipality_id=round_.municipality_id,
        round=round_,
        number=newest.number + 1 if newest else 1,
        computed_at=clock.now(),
        computed_by=by,
        computed_by_name=str(by) if by is not None else "",
        engine=computed.engine,
        framework_checksum=computed.framework_checksum,
        sheet=computed.sheet,
        result=computed.result,
        earlier=earlier,
    )
    record(
        EvaluationEvent.EVALUATION_COMPUTED, by=by, municipality=round_.municipality_id, subject=str(stored),
        details={"round": round_.number, "evaluation": stored.number, "engine": stored.engine,
                 "checksum": stored.checksum},
    )  # fmt: skip
    return stored


@transaction.atomic
def release_fields(stored: StoredEvaluation, fields: Collection[str], *, by: Person) -> Sequence[Release]:
    """Make fields public, exactly as they are written down now; what was public of the same fields is withdrawn."""
    _hold(stored.municipality_id)
    contents = contents_for_public(stored)
    if contents is None:
        raise CannotBeShown
    chosen = {key: content for key, content in contents.items() if key in fields}
    if not chosen:
        raise NothingToRelease
    for release in _public_of(stored, chosen):
        _withdraw(release, by=by, details={"replaced_by": _place(stored)})
    return [_release(stored, key, content, by=by) for key, content in chosen.items()]


@transaction.atomic
def withdraw_field(release: Release, *, by: Person) -> None:
    """Take a field back from the public."""
    _hold(release.municipality_id)
    public = next((one for one in public_releases() if one.pk == release.pk), None)
    if public is None:
        raise NotPublic
    _withdraw(public, by=by, details={})


def _hold(municipality: int) -> None:
    """Let one publication after the other happen, so that a field is never public twice."""
    Municipality.objects.select_for_update().only("pk").get(pk=municipality)


def _public_of(stored: StoredEvaluation, fields: Collection[str]) -> Sequence[Release]:
    """What is public of these fields of the same questionnaire, from whichever evaluation."""
    key = stored.round.framework_version.key
    return [
        release
        for release in public_releases()
        if release.field in fields and release.evaluation.round.framework_version.key == key
    ]


def _release(stored: StoredEvaluation, key: str, content: Content, *, by: Person) -> Release:
    release: Release = Release.objects.create(
        municipality_id=stored.municipality_id,
        evaluation=stored,
        field=key,
        content=content,
        released_at=clock.now(),
        released_by_name=str(by),
    )
    record(
        EvaluationEvent.FIELD_RELEASED, by=by, municipality=stored.municipality_id, subject=_label(release),
        details={"field": key, **_place(stored), **_labels_in_others(release)},
    )  # fmt: skip
    return release


def _withdraw(release: Release, *, by: Person, details: dict[str, object]) -> None:
    release.withdrawn_at = clock.now()
    release.save(update_fields=["withdrawn_at"])
    record(
        EvaluationEvent.FIELD_WITHDRAWN, by=by, municipality=release.municipality_id, subject=_label(release),
        details={"field": release.field, **_place(release.evaluation), **_labels_in_others(release), **details},
    )  # fmt: skip


def _place(stored: StoredEvaluation) -> dict[str, object]:
    return {"round": stored.round.number, "evaluation": stored.number}


def _labels_in_others(release: Release) -> dict[str, object]:
    return {
        subject_in(language): label
        for language, label in labels_of(release.content).items()
        if language != SUBJECT_LANGUAGE
    }


def _label(release: Release) -> str:
    return labels_of(release.content)[SUBJECT_LANGUAGE]
