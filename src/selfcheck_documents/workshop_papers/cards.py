"""Question cards to lay on tables and to pin up: two A5 on an A4 sheet, the question in large type."""

from dataclasses import dataclass

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.event import Event, plain, written


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionCard:
    """One question. `number` is the one on the console; `answer` is what the administration answered."""

    number: str
    question: str
    field: str = ""
    options: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionCards:
    """Cards in the order of the agenda. Answers stay away unless asked for: guests judge before they read them."""

    event: Event
    cards: tuple[QuestionCard, ...]
    shows_answers: bool = False


def question_cards_pdf(content: QuestionCards, language: Language) -> bytes:
    """The cards, to be cut apart."""
    words = Words(language)
    said = {
        "document": words("Question cards"),
        "answer": words("The administration answered"),
    }
    values = {"words": said, "cards": plain(content.cards), "shows_answers": content.shows_answers}
    return written("cards.typ", language, content.event, values)
