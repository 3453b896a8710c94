"""What stands on the pages where departments differ: each question in words, who is asked, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weltoffen.agreement.queries import Difference, Stage, differences_in
from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.models import Respondent
from weltoffen.answers.settling import chosen
from weltoffen.answers.wording import WordedQuestion
from weltoffen.foundation.templating import current_language
from weltoffen.rounds.models import Round

STAGES: Mapping[Stage, tuple[Promise, str]] = {
    Stage.OPEN: (_("No proposal yet"), "neutral"),
    Stage.PROPOSED: (_("Proposed"), "info"),
    Stage.OBJECTED: (_("Objection"), "warning"),
    Stage.AGREED: (_("Agreed"), "success"),
    Stage.MOVED: (_("Changed since"), "warning"),
}


@dataclass(frozen=True)
class ShownDifference:
    """A difference with the words of its question and of its field of action."""

    words: WordedQuestion
    field: str
    field_label: str
    difference: Difference

    @property
    def stage(self) -> tuple[Promise, str]:
        """How far it is: in words, and as what kind of badge."""
        return STAGES[self.difference.stage]


@dataclass(frozen=True)
class Agenda:
    """The differences of a round in the order of the questionnaire, parted by what they wait for.

    `yours` wait for one respondent.
    """

    unsettled: Sequence[ShownDifference]
    yours: Sequence[ShownDifference]
    open: Sequence[ShownDifference]
    waiting: Sequence[ShownDifference]
    agreed: Sequence[ShownDifference]

    @property
    def is_empty(self) -> bool:
        """Whether nobody differs."""
        return not (self.unsettled or self.agreed)


def agenda_of(round_: Round, respondent: Respondent) -> Agenda:
    """What differs in a round, for the eyes of a respondent."""
    found = differences_in(round_, chosen(round_).contradicting)
    shown = shown_differences(round_, found)
    yours = [one for one in shown if one.difference.waits_for(respondent)]
    rest = [one for one in shown if one not in yours]
    return Agenda(
        [one for one in shown if one.difference.stage is not Stage.AGREED],
        yours,
        [one for one in rest if one.difference.stage in {Stage.OPEN, Stage.MOVED, Stage.OBJECTED}],
        [one for one in rest if one.difference.stage is Stage.PROPOSED],
        [one for one in rest if one.difference.stage is Stage.AGREED],
    )


def shown_differences(round_: Round, found: Mapping[str, Difference]) -> list[ShownDifference]:
    """Differences with their words, in the order of the questionnaire."""
    fields = questionnaire_of(round_, current_language()).fields.values()
    return [
        ShownDifference(words, field.key, field.label, found[words.key])
        for field in fields
        for words in field.questions
        if words.key in found
    ]
