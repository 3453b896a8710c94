"""What is refused where evidence is added, changed or removed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.evidence.models import Document, Evidence
from weltoffen.evidence.queries import bytes_in
from weltoffen.foundation.refusals import NotAllowed, Refused
from weltoffen.rounds.models import Round

MOST_IN_ROUND = 500_000_000


class RoundIsFull(Refused):
    """A round keeps so much and no more."""

    sentence = gettext_lazy("The documents of this round fill all the space there is. Nothing was stored.")
    remedy = gettext_lazy("Remove documents that nobody needs, or give a link.")


class EvidenceMoved(Refused):
    """Somebody was faster."""

    sentence = gettext_lazy("Somebody changed or removed this evidence meanwhile. Nothing was saved.")
    remedy = gettext_lazy("Please look at it again.")


class NoSuchQuestion(Refused):
    """The round does not ask this."""

    sentence = gettext_lazy("This round does not ask this question.")


def require_room(round_: Round, document: Document | None, size: int) -> None:
    """Refuse a document for which the round has no room; one that stands in it already takes none."""
    is_there = document is not None and Evidence.objects.filter(round_id=round_.pk, document=document).exists()
    if not is_there and bytes_in(round_) + size > MOST_IN_ROUND:
        raise RoundIsFull


def is_changeable(evidence: Evidence, own: int | None, *, is_coordinating: bool) -> bool:
    """Whether it is one's own department's; the coordination changes everybody's. `own`: one's respondent."""
    return is_coordinating or (own is not None and evidence.respondent_id == own)


def require_changeable(evidence: Evidence, own: int | None, *, is_coordinating: bool) -> None:
    """Refuse to change what others have to show."""
    if not is_changeable(evidence, own, is_coordinating=is_coordinating):
        raise NotAllowed(_("This evidence belongs to another department. Only it and the coordination change it."))
