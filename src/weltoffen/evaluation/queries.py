"""Reading evaluations and what of them is public. The large columns stay unread until somebody asks for them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django_scopes import scope, scopes_disabled

from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round


def evaluations_here() -> "QuerySet[StoredEvaluation]":
    """The evaluations of the municipality in scope, newest first."""
    return StoredEvaluation.objects.select_related("round__framework_version").defer(
        "sheet", "result", "round__framework_version__files"
    )


def evaluations_of(round_: Round) -> "QuerySet[StoredEvaluation]":
    """The evaluations of a round, newest first."""
    return evaluations_here().filter(round=round_)


def latest_evaluation(round_: Round) -> StoredEvaluation | None:
    """The newest evaluation of a round."""
    return evaluations_of(round_).first()


def newest_evaluation() -> StoredEvaluation | None:
    """The newest evaluation of the municipality in scope."""
    return evaluations_here().first()


def evaluation_to_compare_with(round_: Round) -> StoredEvaluation | None:
    """The newest evaluation of the latest finished round before this one that asked the same questionnaire."""
    return (
        evaluations_here()
        .filter(
            round__state=State.FINISHED,
            round__number__lt=round_.number,
            round__framework_version__key=round_.framework_version.key,
        )
        .first()
    )


def public_releases() -> Sequence[Release]:
    """What is public of the municipality in scope, with the evaluation that each field comes from."""
    return list(
        Release.objects.filter(withdrawn_at=None)
        .select_related("evaluation__round__framework_version")
        .defer("evaluation__sheet", "evaluation__result", "evaluation__round__framework_version__files")
    )


def released_by(municipality: Municipality) -> Sequence[Release]:
    """What a municipality made public, for everyone: nobody is signed in, so the scope is opened here.

    Only rows that somebody released and nobody withdrew, and of these what was written down for the public; the
    evaluations behind them stay untouched.
    """
    with scope(municipality=municipality.pk):
        found = list(Release.objects.filter(withdrawn_at=None))
    return sorted(found, key=lambda release: release.content["position"])


def released_municipalities() -> Sequence[Municipality]:
    """The municipalities that made something public, by name.

    The one list across municipalities: it is the index of what each of them decided to show to everyone.
    """
    with scopes_disabled():
        public = Release.objects.filter(withdrawn_at=None).values("municipality")
        return list(Municipality.objects.filter(pk__in=public).defer("coat_of_arms"))
