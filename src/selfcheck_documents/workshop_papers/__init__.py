"""What is printed for a workshop: for the facilitator, for the tables, and the ballots that count without a phone."""

from selfcheck_documents.workshop_papers.activities import Activity
from selfcheck_documents.workshop_papers.ballots import (
    Ballot,
    BallotItem,
    BallotKind,
    Ballots,
    BallotWords,
    Layout,
    ballots_pdf,
)
from selfcheck_documents.workshop_papers.cards import QuestionCard, QuestionCards, question_cards_pdf
from selfcheck_documents.workshop_papers.event import Event, InLanguage, Text
from selfcheck_documents.workshop_papers.name_plates import NamePlate, NamePlates, name_plates_pdf
from selfcheck_documents.workshop_papers.preparation import (
    Expected,
    Need,
    Preparation,
    PreparedItem,
    PreparedQuestion,
    preparation_pdf,
)
from selfcheck_documents.workshop_papers.sign_in import Attendee, SignInList, sign_in_pdf
from selfcheck_documents.workshop_papers.table_sign import TableSign, table_sign_pdf
from selfcheck_documents.workshop_papers.tally import tally_pdf

__all__ = [
    "Activity",
    "Attendee",
    "Ballot",
    "BallotItem",
    "BallotKind",
    "BallotWords",
    "Ballots",
    "Event",
    "Expected",
    "InLanguage",
    "Layout",
    "NamePlate",
    "NamePlates",
    "Need",
    "Preparation",
    "PreparedItem",
    "PreparedQuestion",
    "QuestionCard",
    "QuestionCards",
    "SignInList",
    "TableSign",
    "Text",
    "ballots_pdf",
    "name_plates_pdf",
    "preparation_pdf",
    "question_cards_pdf",
    "sign_in_pdf",
    "table_sign_pdf",
    "tally_pdf",
]
