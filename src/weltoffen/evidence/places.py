"""What this room adds to the pages of answers: how much evidence each question has, and the way to it."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from weltoffen.answers.places import Attached
from weltoffen.evidence.queries import counts_in
from weltoffen.municipalities.access import Here
from weltoffen.rounds.models import Round

QUESTION = "QUESTION"


def evidence_of_page(here: Here, round_: Round, questions: Collection[str]) -> Mapping[str, Attached]:
    """For each question of a page, in one query."""
    counts = counts_in(round_, questions)
    parts = {"slug": here.municipality.slug, "number": round_.number, "question": QUESTION}
    href = reverse("evidence:overview", kwargs=parts)
    return {key: Attached(counts.get(key, 0), href.replace(QUESTION, key)) for key in questions}
