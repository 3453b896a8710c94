"""What the same respondent answered in the last round, where nothing is answered now and the question is the same."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from weltoffen.answers.bridge import comparable
from weltoffen.answers.models import COORDINATION, Answer, Respondent
from weltoffen.answers.places import evidence_before
from weltoffen.answers.queries import answers_of
from weltoffen.answers.rules import Change
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import rounds_here


class Offer(NamedTuple):
    """An answer of the last round that could be taken over; `is_reworded`: the question sounds otherwise now."""

    answer: Answer
    is_reworded: bool
    evidence: int


class Earlier(NamedTuple):
    """The last round with what it offers to a respondent, by question."""

    round: Round | None = None
    respondent: Respondent | None = None
    offers: Mapping[str, Offer] = {}


NOTHING = Earlier()


def offered(round_: Round, respondent: Respondent, questions: Collection[str]) -> Earlier:
    """What a respondent could take over among these questions, in at most five queries; none in a first round."""
    before = _round_before(round_)
    if before is None or not questions:
        return NOTHING
    known = _same_respondent(before, respondent)
    if known is None:
        return NOTHING
    same = comparable(before, round_)
    present = answers_of(respondent, questions)
    wanted = [key for key in questions if key in same and (key not in present or _says_nothing(present[key]))]
    found = {key: one for key, one in answers_of(known, wanted).items() if one.value}
    evidence = evidence_before(known, list(found)) if found else {}
    offers = {key: Offer(found[key], same[key], evidence.get(key, 0)) for key in questions if key in found}
    return Earlier(before, known, offers)


def _round_before(round_: Round) -> Round | None:
    """The last finished round before this one that asked the same questionnaire, in whatever version."""
    if round_.number <= 1:
        return None
    key = round_.framework_version.key
    found: Round | None = rounds_here().filter(
        number__lt=round_.number, state=State.FINISHED, framework_version__key=key
    ).first()  # fmt: skip
    return found


def _same_respondent(before: Round, respondent: Respondent) -> Respondent | None:
    """The same department, or the coordination; nobody else is the same in two rounds."""
    if respondent.is_by_link:
        return None
    known = Respondent.objects.filter(round_id=before.pk, is_by_link=False)
    if respondent.department_id is not None:
        return known.filter(department_id=respondent.department_id).first()
    return known.filter(number=COORDINATION).first() if respondent.number == COORDINATION else None


def _says_nothing(answer: Answer) -> bool:
    return Change(answer.question, answer.value, answer.comment, answer.evidence).is_empty
