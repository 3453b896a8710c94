"""What this room has of a person: evaluations that they computed, results that they released."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.foundation.own_data import Forgotten, Owner, Part, has_namesake
from weltoffen.journal.queries import places_of_deeds


def evaluations_data(owner: Owner) -> Iterator[Part]:
    """When which evaluation was computed. What was released stands in the journal."""
    with scopes_disabled():  # about a person, wherever they computed
        computed = StoredEvaluation.objects.filter(computed_by_id=owner.pk).select_related("round", "municipality")
        rows = [
            (one.municipality.name, one.round.title, one.number, one.computed_at)
            for one in computed.only("number", "computed_at", "round__title", "municipality__name").order_by("pk")
        ]
    yield Part(
        key="evaluations",
        heading=_("Evaluations that you computed"),
        columns={
            "municipality": _("Municipality"), "round": _("Round"), "number": _("Number"),
            "computed_at": _("Computed on"),
        },
        rows=rows,
        order=40,
    )  # fmt: skip


def forget_names(person: Forgotten) -> None:
    """Evaluations and what is public stay; who computed and released them is no longer said.

    A release knows its person by name only. Where another account has the same name, only those of municipalities are
    meant in which this person did something.
    """
    with scopes_disabled():  # about a person, wherever they computed
        own: QuerySet[StoredEvaluation] = QuerySet(StoredEvaluation).filter(computed_by_id=person.pk)
        own.update(computed_by=None, computed_by_name=person.instead)
        releases = Release.objects.filter(released_by_name=person.owner.name)
        if has_namesake(person.owner):
            releases = releases.filter(municipality_id__in=places_of_deeds(person.pk))
        releases.update(released_by_name=person.instead)
