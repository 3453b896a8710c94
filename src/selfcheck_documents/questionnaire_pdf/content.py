"""What stands on the paper questionnaire, as plain values for its template: words are chosen here, places there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selfcheck.frameworks.library import Instrument
from selfcheck.frameworks.model import Condition, FieldOfAction, Framework, Meaning, Option, Question, Scale
from selfcheck.frameworks.texts import Named, QuestionText, Texts
from selfcheck_documents.words import Words

LONGEST_SHORT_LABEL = 60
QUESTIONS_OF_LONG_FIELDS = 8

Values = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """One questionnaire to be written: the instrument's words in one language, and for whom."""

    framework: Framework
    texts: Texts
    words: Words
    kind: str | None
    department: str | None
    chosen: Sequence[Question]

    @classmethod
    def of(
        cls, instrument: Instrument, words: Words, kind: str | None, department: str | None, field: str | None = None
    ) -> "Paper":
        """The questionnaire for a kind of municipality, a kind of department, one field; None means: for all."""
        framework = instrument.framework
        chosen = tuple(framework.questions_for(kind=kind, department=department, field=field))
        return cls(framework, instrument.texts_in(words.language), words, kind, department, chosen)

    def as_values(self) -> Values:
        """Everything that the template needs."""
        texts, words = self.texts, self.words
        return {
            "language": texts.language,
            "title": texts.title,
            "for_whom": self._for_whom(),
            "extent": self._extent(),
            "introduction": texts.introduction,
            "how_to_answer": [texts.how_to_answer, self._how_to_mark()],
            "scales": [self._scale(scale) for scale in self._scales_to_explain()],
            "lines": self._lines_to_fill_in(),
            "fields": [self._field(field) for field in self.framework.fields if self._chosen_of(field.questions)],
            "keys": [question.key for question in self.chosen],
            "starts_fields_on_new_pages": self._has_long_fields(),
            "version": words("Version {version}", version=self.framework.version),
            "words": {
                "how_to_answer": words("How to answer"),
                "answers": words("The answers and what they mean"),
                "answer": words("Answer"),
                "meaning": words("What it means"),
                "about_you": words("Please fill in first"),
                "comment": words("Comment"),
                "page": words("Page {page} of {pages}", page="{page}", pages="{pages}"),
            },
        }

    def _has_long_fields(self) -> bool:
        """Whether fields are long enough to begin on pages of their own, which can then be handed out separately."""
        fields = sum(1 for field in self.framework.fields if self._chosen_of(field.questions))
        return len(self.chosen) >= QUESTIONS_OF_LONG_FIELDS * fields

    def _for_whom(self) -> list[str]:
        kind = self.texts.kinds[self.kind].label if self.kind else ""
        department = self.texts.departments[self.department].label if self.department else ""
        return [label for label in (kind, department) if label]

    def _extent(self) -> str:
        fields = sum(1 for field in self.framework.fields if self._chosen_of(field.questions))
        questions = self.words.counted("{number} question", "{number} questions", len(self.chosen))
        parts = self.words.counted("in {number} part", "in {number} parts", fields)
        return f"{questions} {parts}"

    def _how_to_mark(self) -> str:
        return self.words(
            "Please mark exactly one box for each question. If you change your mind, fill the wrong box completely and"
            " mark another one."
        )

    def _lines_to_fill_in(self) -> list[tuple[str, str]]:
        words = self.words
        department = self.texts.departments[self.department].label if self.department else ""
        return [
            (words("Municipality"), ""),
            (words("Department"), department),
            (words("Answered by"), ""),
            (words("Date"), ""),
            (words("Please return to"), ""),
            (words("Please return by"), ""),
        ]

    def _scales_to_explain(self) -> Iterable[Scale]:
        """The scales of the chosen questions, as far as the instrument says what their options mean."""
        scales = {question.scale.key: question.scale for question in self.chosen}
        for scale in scales.values():
            if any(named.description for named in self.texts.scales[scale.key].values()):
                yield scale

    def _scale(self, scale: Scale) -> list[tuple[str, str]]:
        named = self.texts.scales[scale.key]
        return [(named[option.key].label, named[option.key].description) for option in scale.options]

    def _field(self, field: FieldOfAction) -> Values:
        named = self.texts.fields[field.key]
        groups = [(self.texts.goals[goal.key], goal.questions) for goal in field.goals] or [
            (Named(""), field.questions)
        ]
        return {
            "number": str(self.framework.fields.index(field) + 1),
            "label": named.label,
            "description": named.description,
            "groups": [
                {
                    "label": goal.label,
                    "description": goal.description,
                    "questions": [self._question(question) for question in self._chosen_of(questions)],
                }
                for goal, questions in groups
                if self._chosen_of(questions)
            ],
        }

    def _chosen_of(self, questions: Iterable[Question]) -> list[Question]:
        chosen = {question.key for question in self.chosen}
        return [question for question in questions if question.key in chosen]

    def _question(self, question: Question) -> Values:
        text = self.texts.questions[question.key]
        answers = [option for option in question.scale.options if option.meaning is Meaning.ANSWER]
        others = [option for option in question.scale.options if option.meaning is not Meaning.ANSWER]
        labels = self._labels(question.scale, question.scale.options)
        return {
            "key": question.key,
            "question": text.question,
            "notes": [note for note in self._notes(question) if note],
            "explanation": text.explanation,
            "facts": [*self._evidence(text), *self._who_knows(question)],
            "answers": self._labels(question.scale, answers),
            "others": self._labels(question.scale, others),
            "has_long_labels": max(map(len, labels)) > LONGEST_SHORT_LABEL,
        }

    def _labels(self, scale: Scale, options: Iterable[Option]) -> list[str]:
        return [self.texts.scales[scale.key][option.key].label for option in options]

    def _notes(self, question: Question) -> Iterable[str]:
        words = self.words
        if question.is_mandatory:
            yield words("Mandatory.")
        if question.tier is not None:
            yield words("{tier}.", tier=self.texts.tiers[str(question.tier)].label)
        if question.kinds and self.kind is None:
            kinds = ", ".join(self.texts.kinds[kind].label for kind in question.kinds)
            yield words("Only for: {kinds}.", kinds=kinds)
        for condition in question.conditions:
            yield self._condition(condition)

    def _condition(self, condition: Condition) -> str:
        scale = self.framework.questions[condition.question].scale
        labels = self._labels(scale, (option for option in scale.options if option.key in condition.options))
        options = ", ".join(self.words("“{label}”", label=label) for label in labels)
        return self.words(
            "Only if question {number} was answered with {options}.",
            number=condition.question,
            options=options,
        )

    def _evidence(self, text: QuestionText) -> list[tuple[str, str]]:
        kinds: Mapping[str, Named] = {"": Named(self.words("Possible evidence")), **self.texts.evidence_kinds}
        return [(kinds[kind].label, hint) for kind, hint in text.evidence.items()]

    def _who_knows(self, question: Question) -> list[tuple[str, str]]:
        if not question.departments or self.department is not None:
            return []
        labels = ", ".join(self.texts.departments[department].label for department in question.departments)
        return [(self.words("Who usually knows"), labels)]
