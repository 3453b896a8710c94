"""Where the pages of an evaluation are."""

from collections.abc import Callable

from django.urls import reverse

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.municipalities.access import Here


def link_to(stored: StoredEvaluation, here: Here) -> Callable[..., str]:
    """Addresses of the pages of one evaluation, by their names."""

    def link(name: str, **parts: str) -> str:
        where = {"slug": here.municipality.slug, "number": stored.round.number, "evaluation": stored.number}
        return reverse(f"evaluation:{name}", kwargs={**where, **parts})

    return link
