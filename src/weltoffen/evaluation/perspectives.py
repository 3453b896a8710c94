"""What guests of workshops said about an evaluation, filled in by a later room: only what may be shown.

Pages and report take the same chapter, so they say the same. The scores of the evaluation stay as they are.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from selfcheck import Language
from selfcheck_documents.report import WorkshopViews
from selfcheck_documents.report.model import PerspectivesChapter, RatedTogether, WorkshopPart
from selfcheck_documents.report.perspectives import perspectives_chapter
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.slots import Slot
from weltoffen.foundation.templating import WORDS


class GuestViews(NamedTuple):
    """What a workshop adds; `fields` are the keys of the fields that its ratings belong to, in their order."""

    views: WorkshopViews
    fields: tuple[str, ...]


GUEST_VIEWS: Slot[Callable[[StoredEvaluation, Language], Sequence[GuestViews]]] = Slot()
"""Every workshop with results, the newest first."""


class Perspectives(NamedTuple):
    """The chapter, and the fields that the ratings of each of its parts belong to."""

    chapter: PerspectivesChapter
    fields: tuple[tuple[str, ...], ...]

    def of_field(self, key: str) -> Sequence[tuple[WorkshopPart, Sequence[RatedTogether]]]:
        """What each workshop rated of a field: itself, and its questions; workshops that did not are left out."""
        parts = zip(self.chapter.parts, self.fields, strict=True)
        found = [(part, [one for one, own in zip(part.rated, keys, strict=True) if own == key]) for part, keys in parts]
        return [(part, rated) for part, rated in found if rated]


def perspectives_on(stored: StoredEvaluation, language: Language) -> Perspectives | None:
    """What every workshop with results says about an evaluation, the newest first; None where there was none."""
    found = [views for source in GUEST_VIEWS for views in source(stored, language)]
    chapter = perspectives_chapter([one.views for one in found], WORDS[language])
    return Perspectives(chapter, tuple(one.fields for one in found)) if chapter is not None else None
