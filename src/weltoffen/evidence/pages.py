"""What stands on the pages of evidence: by layer, with what one may do, and what each layer means."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.links import host_of
from weltoffen.evidence.models import Evidence
from weltoffen.evidence.rules import is_changeable
from weltoffen.foundation.templating import number

KILO, MEGA = 1_000, 1_000_000
MEANINGS: Mapping[Layer, Promise] = {
    Layer.POLICY: gettext_lazy("What was decided or put down: decisions of the council, concepts, instructions."),
    Layer.PRACTICE: gettext_lazy("What is done every day: procedures, trainings, who is in charge."),
    Layer.EFFECT: gettext_lazy("What reaches people: figures, feedback, results of surveys."),
}


class ShownEvidence(NamedTuple):
    """A piece of evidence, whether one may change it, and what is to be known before one opens it."""

    evidence: Evidence
    is_changeable: bool = False

    @property
    def host(self) -> str:
        """Where a link leads."""
        return host_of(self.evidence.url)

    @property
    def file_said(self) -> str:
        """Kind and size of a document: PDF, 240 kB."""
        document = self.evidence.document
        if document is None:
            return ""
        return _("%(kind)s, %(size)s") % {"kind": document.ending.strip(".").upper(), "size": size_said(document.size)}

    @property
    def is_link(self) -> bool:
        """Whether it leads elsewhere."""
        return self.evidence.kind == Kind.LINK

    @property
    def is_document(self) -> bool:
        """Whether it has a file."""
        return self.evidence.kind == Kind.DOCUMENT


class ShownLayer(NamedTuple):
    """A layer in words, with what there is in it."""

    layer: Layer
    meaning: Promise
    evidence: Sequence[ShownEvidence]


def layers_of(
    found: Iterable[Evidence], own: int | None, *, may_change: bool, is_coordinating: bool
) -> list[ShownLayer]:
    """All three layers, empty ones too. `own`: the respondent of who looks."""
    shown = [
        ShownEvidence(one, may_change and is_changeable(one, own, is_coordinating=is_coordinating)) for one in found
    ]
    return [ShownLayer(layer, MEANINGS[layer], [one for one in shown if one.evidence.layer == layer])
            for layer in Layer]  # fmt: skip


def shown_by_respondent(found: Iterable[Evidence]) -> Mapping[int, Sequence[ShownEvidence]]:
    """What each respondent has to show, by their primary keys."""
    by_respondent: dict[int, list[ShownEvidence]] = {}
    for one in found:
        by_respondent.setdefault(one.respondent_id, []).append(ShownEvidence(one))
    return by_respondent


def size_said(size: int) -> str:
    """Whole kilobytes, from a megabyte on whole megabytes; rounded up."""
    if size < MEGA:
        return _("%(num)s kB") % {"num": number(-(-size // KILO))}
    return _("%(num)s MB") % {"num": number(-(-size // MEGA))}
