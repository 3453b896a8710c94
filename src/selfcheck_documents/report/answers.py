"""The appendix: every question with the answer that counts, its points, and how the answer was formed."""

from collections.abc import Iterator, Sequence

from selfcheck.evaluation.model import Formation, PartResult, QuestionResult, State
from selfcheck.sheets.model import Agreed
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import AnswerField, AnswerGroup, AnswerRow, Appendix


def appendix(material: Material) -> Appendix:
    """Every answer, by field and goal."""
    words = material.words
    sentences = [
        words("A question has the same number in every questionnaire and report."),
        words("“Agreed” is an answer that the municipality settled on; otherwise the answers given so far count."),
    ]
    if not material.evaluation.sheet.shows_comments:
        sentences.append(words("Remarks of single respondents are not printed, to protect them."))
    return Appendix(
        heading=words("All answers"),
        sentences=tuple(sentences),
        header=(
            words("No."), words("Question"), words("Answer"), words("Points"), words("How formed"), words("Remark")
        ),
        fields=tuple(_field(part, material) for part in material.evaluation.fields),
    )  # fmt: skip


def _field(part: PartResult, material: Material) -> AnswerField:
    sentence = ""
    if not _has_anything(part, material):
        is_asked = part.is_asked
        sentence = material.words("Not answered.") if is_asked else material.words("Not asked here.")
    return AnswerField(
        key=part.key,
        number=material.field_numbers[part.key],
        heading=material.label(part.key),
        sentence=sentence,
        groups=() if sentence else tuple(_groups(part, material)),
    )


def _has_anything(part: PartResult, material: Material) -> bool:
    """Whether anybody said anything about a question of the field, if only that it is not known."""
    results = [material.evaluation.questions[key] for key in part.questions]
    return any(result.settled.option is not None or result.is_disregarded for result in results)


def _groups(part: PartResult, material: Material) -> Iterator[AnswerGroup]:
    if not part.goals:
        yield AnswerGroup("", _rows(part.questions, material))
    for goal in part.goals:
        yield AnswerGroup(material.label(goal.key), _rows(goal.questions, material))


def _rows(keys: Sequence[str], material: Material) -> tuple[AnswerRow, ...]:
    return tuple(_row(material.evaluation.questions[key], material) for key in keys)


def _row(result: QuestionResult, material: Material) -> AnswerRow:
    key = result.key
    return AnswerRow(
        key=key,
        question=material.texts.questions[key].question,
        answer=material.answer(key),
        points=_points(result, material),
        formed=_formed(result, material),
        comment="\n".join(_comments(result, material)),
    )


def _points(result: QuestionResult, material: Material) -> str:
    words = material.words
    question = material.evaluation.framework.questions[result.key]
    best = question.scale.best.points
    if result.points is None or best is None:
        return ""
    if not question.is_scored:
        return words("not scored")
    return words("{points} of {best}", points=material.weight(result.points), best=material.weight(best))


def _formed(result: QuestionResult, material: Material) -> str:
    words = material.words
    if result.settled.formation is Formation.AGREED:
        return words("agreed")
    if result.settled.formation is Formation.SINGLE:
        return words("one answer")
    if result.settled.formation is None:
        return ""
    number = result.voices.respondents
    if result.state is State.ANSWERED:
        return words.counted(
            "median of {number} answer, preliminary", "median of {number} answers, preliminary", number
        )
    return words.counted("{number} answer, preliminary", "{number} answers, preliminary", number)


def _comments(result: QuestionResult, material: Material) -> Iterator[str]:
    """The reason of an agreed answer; what respondents wrote where that may be shown.

    Where offices answered differently, each is named with its answer: agreeing on one makes no other view disappear.
    """
    if result.is_disregarded:
        yield material.words("Answered, but not asked here: the answer does not count.")
    agreed = material.evaluation.sheet.agreed.get(result.key)
    if agreed is not None and agreed.comment:
        yield agreed.comment
    sheet = material.evaluation.sheet
    given = [answer for answer in sheet.answers if answer.question == result.key] if sheet.shows_comments else []
    differs = sheet.is_accountable and len({answer.value for answer in given} | _agreed_value(agreed)) > 1
    for answer in given:
        if differs and answer.respondent:
            said = f"{answer.respondent}: {material.option(result.key, answer.value)}"
            yield f"{said}. {answer.comment}" if answer.comment else said
        elif answer.comment:
            yield f"{answer.respondent}: {answer.comment}" if answer.respondent else answer.comment


def _agreed_value(agreed: Agreed | None) -> set[str]:
    return {agreed.value} if agreed is not None else set()
