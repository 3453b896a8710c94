"""What of an archive is there to be read: pages that any browser opens, and tables for any spreadsheet program."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.models import Answer, AnswerState, Content
from weltoffen.answers.wording import WordedField, WordedQuestion
from weltoffen.archive import places
from weltoffen.archive.bridge import Language, languages
from weltoffen.archive.queries import Everything, KeptRound, KeptWorkshop
from weltoffen.archive.results import Result, results_of
from weltoffen.archive.tables import SAID
from weltoffen.minutes.bridge import document_of
from weltoffen.rounds.bridge import title_of
from weltoffen.workshops.timetable import Timetable, timetable_of

COLUMNS = ("question", "question_de", "answer_de", "question_en", "answer_en", "respondent", *SAID[1:])
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
MARK_OF_UTF_8 = "\ufeff"


class AnsweredQuestion(NamedTuple):
    """A question with everybody's answers, and everything that was an answer before, newest first."""

    question: WordedQuestion
    answers: Sequence[Answer]
    earlier: Sequence[AnswerState]


class AnsweredField(NamedTuple):
    """A field of action with its questions."""

    field: WordedField
    questions: Sequence[AnsweredQuestion]


def pages_of(everything: Everything, reports: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, bytes]]:
    """Every page in every language, with its place. `reports`: the files of reports by the folder of an evaluation."""
    for language in languages():
        # A language must not stay switched while somebody else works with what is yielded.
        with translation.override(language):
            pages = list(_pages(everything, reports, language))
        yield from pages


def _pages(
    everything: Everything, reports: Mapping[str, Sequence[str]], language: Language
) -> Iterator[tuple[str, bytes]]:
    other = next(code for code in languages() if code != language)
    common = {"everything": everything, "language": language, "other": other, "page": places.page}
    rounds = [(kept, title_of(kept.round, language)) for kept in reversed(everything.rounds)]
    yield places.page("index", language), _page("index", **common, reports=reports, rounds=rounds)
    yield places.page("journal", language), _page("journal", **common)
    yield places.page("workshops", language), _page("workshops", **common, workshops=_agendas(everything, language))
    for held in everything.workshops:
        if held.agreed_record is not None:
            document = document_of(held.workshop, held.agreed_record, language)
            pieces = [(type(block).__name__.lower(), block) for block in document.blocks]
            place = f"{places.workshop(held.workshop.number)}/{places.page('minutes', language)}"
            yield place, _page("minutes", **common, kept=held, document=document, pieces=pieces)
    for kept in everything.rounds:
        place = f"{places.round_(kept.round.number)}/{places.page('answers', language)}"
        yield place, _page("answers", **common, kept=kept, fields=_fields(kept, language))


def tables_of(kept: KeptRound) -> Iterator[tuple[str, bytes]]:
    """The answers of a round and their history as tables, with their places."""
    yield f"{places.round_(kept.round.number)}/answers.csv", _table(kept, kept.answers)
    yield f"{places.round_(kept.round.number)}/history.csv", _table(kept, kept.states)


def _agendas(everything: Everything, language: Language) -> Iterator[tuple[KeptWorkshop, Timetable, Sequence[Result]]]:
    """The workshops with their times and results, newest first."""
    for kept in reversed(everything.workshops):
        items = sorted(kept.items, key=lambda item: (item.position, item.number))
        yield kept, timetable_of(kept.workshop, items, kept.groups), results_of(kept, language)


def _page(name: str, **values: object) -> bytes:
    return render_to_string(f"archive/offline/{name}.jinja", values).encode()


def _fields(kept: KeptRound, language: Language) -> Iterator[AnsweredField]:
    answers: dict[str, list[Answer]] = {}
    for answer in kept.answers:
        answers.setdefault(answer.question, []).append(answer)
    present = {(answer.question, answer.respondent_id): answer.version for answer in kept.answers}
    states: dict[str, list[AnswerState]] = {}
    for state in sorted(kept.states, key=lambda one: one.saved_at, reverse=True):
        if present.get((state.question, state.respondent_id)) != state.version:
            states.setdefault(state.question, []).append(state)
    for field in questionnaire_of(kept.round, language).fields.values():
        yield AnsweredField(field, [
            AnsweredQuestion(question, answers.get(question.key, []), states.get(question.key, []))
            for question in field.questions
        ])  # fmt: skip


def _table(kept: KeptRound, contents: Iterable[Content]) -> bytes:
    """Semicolons and a mark of UTF-8: so that spreadsheet programs set up for German open it at once."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    worded = [questionnaire_of(kept.round, language).questions for language in ("de", "en")]
    for content in contents:
        words = [_words(questions.get(content.question), content) for questions in worded]
        rest = [_cell(getattr(content, name)) for name in SAID[1:]]
        whose = _cell(content.respondent)
        writer.writerow([content.question, *(_cell(word) for pair in words for word in pair), whose, *rest])
    return (MARK_OF_UTF_8 + text.getvalue()).encode()


def _words(question: WordedQuestion | None, content: Content) -> tuple[str, str]:
    return (question.text, question.label_of(content.value)) if question is not None else ("", content.value)


def _cell(value: object) -> str:
    """A value as text that no spreadsheet program takes for a formula."""
    if isinstance(value, dict):
        value = "\n".join(f"{kind}: {words}" if kind else words for kind, words in sorted(value.items()))
    shown = str(value)
    return f"'{shown}" if shown.startswith(FORMULA_BEGINS) else shown
