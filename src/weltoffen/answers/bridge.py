"""From answers as they are stored to the calculation's sheet, and from its questionnaire to what a page shows.

Questionnaires never change, so what is made of one is made once in a process: by its checksum, the kind of municipality
and the language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from babel.lists import format_list
from django.utils import timezone

import selfcheck
from selfcheck.frameworks.model import Condition, FieldOfAction, Meaning, Question, Scale
from selfcheck.frameworks.texts import Named, Texts
from selfcheck_documents.words import LOCALES
from weltoffen.answers.models import Answer, Respondent
from weltoffen.answers.rules import AskedQuestion
from weltoffen.answers.wording import (
    WordedCondition,
    WordedField,
    WordedGroup,
    WordedOption,
    WordedQuestion,
    WordedQuestionnaire,
    WordedScale,
)
from weltoffen.foundation import clock
from weltoffen.rounds.bridge import instrument_for, questions_asked
from weltoffen.rounds.models import Round

_ASKED: dict[tuple[str, str], Mapping[str, AskedQuestion]] = {}
_WORDED: dict[tuple[str, str, str], WordedQuestionnaire] = {}


def questions_of(round_: Round) -> Mapping[str, AskedQuestion]:
    """The questions of a round with what may be answered. Made once for a questionnaire and a kind of municipality."""
    key = (round_.framework_version.checksum, round_.kind)
    if key not in _ASKED:
        kinds = frozenset(instrument_for(round_).framework.evidence_kinds)
        _ASKED[key] = {
            question.key: AskedQuestion(frozenset(question.scale.by_key), kinds) for question in questions_asked(round_)
        }
    return _ASKED[key]


def comparable(earlier: Round, now: Round) -> Mapping[str, bool]:
    """The questions that both rounds ask with the same options, and whether a question was worded otherwise then."""
    if earlier.framework_version.checksum == now.framework_version.checksum:
        both = {question.key for question in questions_asked(earlier)} & {key.key for key in questions_asked(now)}
        return dict.fromkeys(both, False)
    before = {question.key: question for question in questions_asked(earlier)}
    then, today = instrument_for(earlier), instrument_for(now)
    spoken: Sequence[selfcheck.Language] = ("de", "en")
    languages = [one for one in spoken if one in then.framework.languages and one in today.framework.languages]
    return {
        question.key: any(
            then.texts_in(language).questions[question.key].question
            != today.texts_in(language).questions[question.key].question
            for language in languages
        )
        for question in questions_asked(now)
        if question.key in before and _options(before[question.key]) == _options(question)
    }


def _options(question: Question) -> Sequence[tuple[str, Meaning]]:
    return [(option.key, option.meaning) for option in question.scale.options]


def sheet_of(round_: Round, answers: Iterable[Answer]) -> selfcheck.AnswerSheet:
    """The answer sheet of a round: whose it is, of what day, and every answer in which something was chosen.

    Departments answer by name. Where one respondent answered everything, nobody needs to be told apart.
    """
    framework = instrument_for(round_).framework
    chosen = [answer for answer in answers if answer.value]
    given = [answer for answer in chosen if not answer.respondent.is_agreed]
    names = _names(answer.respondent for answer in given)
    municipality = round_.municipality
    # A questionnaire that asks every kind alike knows none, and its sheets name none.
    kind = round_.kind if round_.kind in framework.kinds else None
    ended = timezone.localtime(round_.finished_at).date() if round_.finished_at else clock.today()
    return selfcheck.AnswerSheet(
        answers=tuple(
            selfcheck.Answer(
                answer.question,
                answer.value,
                names[answer.respondent_id] if len(names) > 1 else None,
                comment=answer.comment,
                evidence=answer.evidence,
            )
            for answer in given
        ),
        agreed={
            answer.question: selfcheck.Agreed(answer.question, answer.value, answer.comment)
            for answer in chosen
            if answer.respondent.is_agreed
        },
        municipality=selfcheck.Municipality(municipality.name, municipality.official_key, kind),
        framework=framework.name,
        date=ended.isoformat(),
        is_accountable=True,
    )


def _names(respondents: Iterable[Respondent]) -> Mapping[int, str]:
    """What respondents are called, by their primary keys; two departments with one name differ by their numbers."""
    by_key = {one.pk: one for one in respondents}
    counted = Counter(str(one) for one in by_key.values())
    return {pk: str(one) if counted[str(one)] == 1 else f"{one} ({one.number})" for pk, one in by_key.items()}


def questionnaire_of(round_: Round, language: selfcheck.Language) -> WordedQuestionnaire:
    """What a round asks, in words."""
    key = (round_.framework_version.checksum, round_.kind, language)
    if key not in _WORDED:
        # Two threads may make it at the same time; both use the one that was first.
        _WORDED.setdefault(key, Wording(instrument_for(round_), language, questions_asked(round_)).questionnaire())
    return _WORDED[key]


class Wording:
    """Puts the words of an instrument to the questions that are asked."""

    def __init__(
        self, instrument: selfcheck.Instrument, language: selfcheck.Language, asked: Sequence[Question]
    ) -> None:
        self.framework = instrument.framework
        self.language = language
        self.texts: Texts = instrument.texts_in(language)
        self.asked = frozenset(question.key for question in asked)
        self.scales = {key: self._scale(scale) for key, scale in self.framework.scales.items()}

    def questionnaire(self) -> WordedQuestionnaire:
        """All of it; fields without a question for this kind of municipality are left out."""
        fields = {field.key: worded for field in self.framework.fields if (worded := self._field(field)).groups}
        kinds = tuple((kind, self.texts.evidence_kinds[kind].label) for kind in self.framework.evidence_kinds)
        questions = {question.key: question for field in fields.values() for question in field.questions}
        return WordedQuestionnaire(self.texts.how_to_answer, fields, kinds, questions)

    def _scale(self, scale: Scale) -> WordedScale:
        named = self.texts.scales[scale.key]
        worded = [
            (option.meaning, WordedOption(option.key, named[option.key].label, named[option.key].description))
            for option in scale.options
        ]
        return WordedScale(
            tuple(option for meaning, option in worded if meaning is Meaning.ANSWER),
            tuple(option for meaning, option in worded if meaning is not Meaning.ANSWER),
        )

    def _field(self, field: FieldOfAction) -> WordedField:
        named = self.texts.fields[field.key]
        goals = [(goal.key, self.texts.goals[goal.key], goal.questions) for goal in field.goals]
        parts = [("", Named(""), field.own_questions), *goals]
        groups = tuple(
            WordedGroup(key, words.label, words.description, asked)
            for key, words, questions in parts
            if (asked := tuple(self._question(question) for question in questions if question.key in self.asked))
        )
        scales = dict.fromkeys(question.scale for group in groups for question in group.questions)
        return WordedField(field.key, named.label, named.description, groups, tuple(scales))

    def _question(self, question: Question) -> WordedQuestion:
        text = self.texts.questions[question.key]
        kinds = self.texts.evidence_kinds
        return WordedQuestion(
            question.key,
            text.question,
            text.short,
            text.explanation,
            tuple((kinds[kind].label if kind in kinds else "", words) for kind, words in text.evidence.items()),
            tuple(self.texts.departments[key].label for key in question.departments),
            tuple(self._condition(condition) for condition in question.conditions),
            self.scales[question.scale.key],
            question.is_mandatory,
        )

    def _condition(self, condition: Condition) -> WordedCondition:
        scale = self.scales[self.framework.questions[condition.question].scale.key]
        options = [option for option in scale.options if option.key in condition.options]
        keys = tuple(option.key for option in options)
        labels = [selfcheck.message("“{value}”", value=option.label).in_language(self.language) for option in options]
        return WordedCondition(condition.question, keys, format_list(labels, "or", LOCALES[self.language]))
