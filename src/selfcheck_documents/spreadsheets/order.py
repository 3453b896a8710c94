"""The order for one form, and which orders are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from selfcheck import Answer, AnswerSheet, Instrument, Language, Refusal, message
from selfcheck.frameworks.model import Question
from selfcheck.frameworks.texts import Texts
from selfcheck.sheets.building import UNPRINTABLE


@dataclass(frozen=True)
class Order:
    """What one form is made of: whose words, which questions, and what is filled in beforehand.

    `part` is the key of the one field of action that is asked. `source` and `stamps` (one for each question) are kept
    for whoever makes the form and reads it back.
    """

    instrument: Instrument
    language: Language
    kind: str | None = None
    department: str | None = None
    answers: AnswerSheet = field(default_factory=lambda: AnswerSheet(()))
    part: str | None = None
    source: str = ""
    stamps: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> Texts:
        """The framework's words."""
        return self.instrument.texts_in(self.language)

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions that the form asks, by key."""
        asked = self.instrument.framework.questions_for(kind=self.kind, department=self.department, field=self.part)
        return {question.key: question for question in asked}

    @property
    def given(self) -> Mapping[str, Answer]:
        """What is filled in beforehand, by question."""
        return {answer.question: answer for answer in self.answers.answers}

    @property
    def groups(self) -> Mapping[str, str]:
        """The groups that respondents can choose, with their labels: departments, then those of the given sheet."""
        departments = {key: named.label for key, named in self.texts.departments.items()}
        return departments | {key: label for key, label in self.answers.groups.items() if key not in departments}


def refuse_what_no_form_can_hold(order: Order) -> None:
    """Raises `Refusal` for a form without questions, and for one with the answers of several people."""
    framework = order.instrument.framework
    if order.kind is not None and order.kind not in framework.kinds:
        raise Refusal(message("The framework knows no kind of municipality “{kind}”.", kind=order.kind))
    if order.department is not None and order.department not in framework.departments:
        raise Refusal(message("The framework knows no department “{department}”.", department=order.department))
    if order.part is not None and order.part not in {part.key for part in framework.fields}:
        raise Refusal(message("The framework knows no field of action “{field}”.", field=order.part))
    if not order.questions:
        raise Refusal(message("There is no question for this kind of municipality and this department."))
    people = {(answer.respondent, answer.group) for answer in order.answers.answers}
    if len(people) > 1:
        raise Refusal(
            message(
                "These are answers of {number} people, and a form holds those of one. "
                "Give a file that a single person filled in.",
                number=len(people),
            )
        )


def clean(text: str) -> str:
    """People's words as both formats can keep them: one kind of line break, no tabs, nothing unprintable."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
