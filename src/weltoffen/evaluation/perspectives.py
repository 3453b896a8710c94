"""What guests of a workshop said about an evaluation, filled in by a later room: only what may be shown.

Pages and report take the same chapter, so they say the same. The scores of the evaluation stay as they are.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from selfcheck import Language
from selfcheck_documents.report import WorkshopViews
from selfcheck_documents.report.model import PerspectivesChapter, RatedTogether
from selfcheck_documents.report.perspectives import perspectives_chapter
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.slots import Slot
from weltoffen.foundation.templating import WORDS


class GuestViews(NamedTuple):
    """What a workshop adds; `fields` are the keys of the fields that its ratings belong to, in their order."""

    views: WorkshopViews
    fields: tuple[str, ...]


GUEST_VIEWS: Slot[Callable[[StoredEvaluation, Language], GuestViews | None]] = Slot()


class Perspectives(NamedTuple):
    """The chapter, and its ratings by field."""

    chapter: PerspectivesChapter
    fields: tuple[str, ...]

    def of_field(self, key: str) -> Sequence[RatedTogether]:
        """What was rated of a field: itself, and its questions."""
        return [rated for rated, field in zip(self.chapter.rated, self.fields, strict=True) if field == key]


def perspectives_on(stored: StoredEvaluation, language: Language) -> Perspectives | None:
    """What the newest workshop with results says about an evaluation; None where there was none."""
    for source in GUEST_VIEWS:
        found = source(stored, language)
        if found is not None:
            return Perspectives(perspectives_chapter(found.views, WORDS[language]), found.fields)
    return None
