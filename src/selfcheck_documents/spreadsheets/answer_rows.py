"""The rows of any table as rows of answers: keys found for what was written, every faulty cell reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selfcheck import Answer
from selfcheck.frameworks.source import KEY
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Locate, Row
from selfcheck_documents.spreadsheets.labels import Labels, fold


@dataclass(frozen=True, slots=True)
class Written:
    """One row as people wrote it; only the group is a key already. `locate` finds the place of a part."""

    locate: Locate
    question: str
    value: str
    respondent: str | None = None
    group: str | None = None
    comment: str = ""
    evidence: str | Mapping[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written that could be lost."""
        return not (self.value or self.beside)

    @property
    def beside(self) -> str:
        """What was written beside the answer."""
        evidence = self.evidence or ""
        return self.comment or (evidence if isinstance(evidence, str) else "\n".join(evidence.values()))


def answer_rows(
    written: Iterable[Written], labels: Labels, checker: Checker, remarks: list[Answer] | None = None
) -> Iterator[Row]:
    """The rows that answer something, with keys instead of labels; what cannot become an answer is reported.

    Words without an answer are such a fault, unless there is a list to keep them in.
    """
    for row in written:
        if row.is_empty:
            continue
        if not row.question:
            _report_no_question(row, checker)
        elif not row.value and remarks is None:
            _report_no_answer(row, labels, checker)
        elif not row.value and remarks is not None:
            remarks.extend(_remarks(row, labels, checker))
        else:
            yield from _answered(row, labels, checker)


def _answered(row: Written, labels: Labels, checker: Checker) -> Iterator[Row]:
    question = labels.question(row.question)
    value = labels.option(question, row.value) if question else row.value
    if question and value is None:
        what = message("the question has no such option.")
        checker.report(row.locate("value"), what, row.value, labels.options(question))
        _check_rest(row, checker)
        return
    yield Row(row.locate, question or row.question, value, row.respondent, row.group, row.comment, row.evidence)


def _remarks(row: Written, labels: Labels, checker: Checker) -> Iterator[Answer]:
    before = len(checker.faults)
    question = labels.question(row.question)
    if question is None:
        checker.report(row.locate("question"), message("there is no such question."), row.question, checker.options)
    comment = checker.text(row.locate, "comment", row.comment)
    evidence = checker.evidence(row.locate, row.evidence)
    name = checker.name(row.locate, "respondent", row.respondent)
    if question is not None and len(checker.faults) == before:
        yield Answer(question, "", name, row.group, comment, evidence)


def _check_rest(row: Written, checker: Checker) -> None:
    """The other cells of a row whose answer is at fault, so that all faults are told at once."""
    checker.name(row.locate, "respondent", row.respondent)
    checker.group(row.locate, row.group)
    checker.text(row.locate, "comment", row.comment)
    checker.evidence(row.locate, row.evidence)


def _report_no_question(row: Written, checker: Checker) -> None:
    part = "value" if row.value else "comment" if row.comment else "evidence"
    what = message("the row belongs to no question. Move what it says to the row of a question, or clear it.")
    checker.report(row.locate(part), what, row.value or row.beside)


def _report_no_answer(row: Written, labels: Labels, checker: Checker) -> None:
    question = labels.question(row.question)
    possible = labels.options(question) if question else ()
    what = message("the answer is missing, but there is a comment or evidence. Choose an answer, or clear them.")
    checker.report(row.locate("value"), what, row.beside, possible)


def group_key(text: str, known: Mapping[str, str], labels: Labels, locate: Locate, checker: Checker) -> str | None:
    """The key of a group by label or key. A new key is accepted, other words are reported. `known`: keys to labels."""
    if not text.strip():
        return None
    found = labels.department(text)
    for key, label in known.items():
        if fold(text) in (fold(label), fold(key)):
            found = key
    if found is None and not KEY.fullmatch(text.strip()):
        possible = (*labels.departments(), *known.values())
        checker.report(locate("group"), message("there is no such department or group."), text, possible)
        return None
    return found or text.strip()
