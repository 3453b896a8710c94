"""Taking over answers of the last round: they count at once, and are marked until somebody has looked at them."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.choices import AnswerEvent, Origin
from weltoffen.answers.earlier import offered
from weltoffen.answers.places import CARRYING
from weltoffen.answers.queries import answers_of
from weltoffen.answers.respondents import Voice, stored
from weltoffen.answers.rules import Change
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


class TakenOver(NamedTuple):
    """How many answers came over, and how many pieces of evidence with them."""

    answers: int
    evidence: int


@transaction.atomic
def take_over_answers(round_: Round, questions: Collection[str], *, voice: Voice, by: Person) -> TakenOver:
    """Take over what the last round offers to these questions; what is answered by now stays as it is."""
    require_open(held(round_))
    voice = voice._replace(respondent=stored(voice.respondent))
    earlier = offered(round_, voice.respondent, questions)
    if earlier.round is None or earlier.respondent is None or not earlier.offers:
        return TakenOver(0, 0)
    present, asked = answers_of(voice.respondent, list(earlier.offers)), questions_of(round_)
    changes = [
        Change(
            key,
            offer.answer.value,
            offer.answer.comment,
            {kind: text for kind, text in offer.answer.evidence.items() if kind in asked[key].evidence_kinds},
            present[key].version if key in present else 0,
        )
        for key, offer in earlier.offers.items()
    ]
    saved = save_answers(round_, changes, by=voice, origin=Origin.TAKEN_OVER).saved
    keys = [one.question for one in saved]
    taken = TakenOver(len(saved), sum(carry(earlier.respondent, voice, keys) for carry in CARRYING))
    record(
        AnswerEvent.LAST_ROUND_TAKEN_OVER, by=by, municipality=round_.municipality_id, subject=earlier.round.title,
        details={"round": round_.number, **taken._asdict()},
    )  # fmt: skip
    return taken
