"""The mapping: which column answers which question, which of its values is which option; YAML that people edit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput
from selfcheck.frameworks.library import Instrument
from selfcheck.frameworks.source import Node, optional, read_file, read_yaml
from selfcheck.messages import Language, Message, message
from selfcheck_documents.limesurvey.yaml_files import OnOneLine, as_yaml
from selfcheck_documents.words import Words

FORMAT = "1"
UNDECIDED = "?"
NOWHERE = "-"
TAKE, LEAVE_OUT = "take", "leave_out"
LARGEST_FILE = 20_000_000


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column: its heading, the question that it answers, and the option for each of its values.

    Columns with the same `boxes` are the boxes of one question: one left empty says what `answers` says for the empty
    value, if another one is ticked, and nothing otherwise. A box without a question only says that something is ticked.
    """

    heading: str
    question: str
    answers: Mapping[str, str]
    boxes: str = ""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A column that nothing is read from, and why."""

    heading: str
    why: Message | str


@dataclass(frozen=True, slots=True)
class ResponseMapping:
    """How responses become answers to `framework`. Only what is named here is ever read.

    `completed` is the column that is filled when a response was sent (empty: every response counts as sent).
    `department` is the column that names the department, `groups` the group for each of its values.
    """

    framework: str
    columns: tuple[ColumnMapping, ...]
    completed: str = ""
    takes_incomplete: bool = False
    department: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    not_read: tuple[NotRead, ...] = ()

    @property
    def undecided(self) -> int:
        """How many different values still wait for a decision."""
        values = {(value, column.question) for column in self.columns for value, option in column.answers.items()
                  if option == UNDECIDED}  # fmt: skip
        return len(values) + sum(group == UNDECIDED for group in self.groups.values())


def mapping_as_yaml(mapping: ResponseMapping, language: Language) -> bytes:
    """The mapping as a file to edit, with instructions in `language`."""
    words = Words(language)
    comment = words(
        "Which column of the responses answers which question, and which of its values is which option.\n"
        "Only what stands here is read. Replace each “?” by an option of the question, or by “-” to leave it out.\n"
        "To read a column listed under not_read, write it under columns with its question and its answers."
    )
    names: dict[tuple[tuple[str, str], ...], str] = {}
    for column in mapping.columns:
        names.setdefault(tuple(column.answers.items()), f"answers-{len(names) + 1}")
    value: dict[str, object] = {"format": FORMAT, "framework": mapping.framework}
    if mapping.completed:
        value |= {"completed": mapping.completed, "incomplete": TAKE if mapping.takes_incomplete else LEAVE_OUT}
    if mapping.department:
        value["department"] = {"column": mapping.department, "groups": dict(mapping.groups)}
    value["answers"] = {name: OnOneLine(answers) for answers, name in names.items()}
    value["columns"] = [_column(column, names[tuple(column.answers.items())]) for column in mapping.columns]
    if mapping.not_read:
        value["not_read"] = [{"column": column.heading, "because": _said(column.why, language)}
                             for column in mapping.not_read]  # fmt: skip
    return as_yaml(value, comment)


def _said(why: Message | str, language: Language) -> str:
    return why.in_language(language) if isinstance(why, Message) else why


def _column(column: ColumnMapping, answers: str) -> dict[str, object]:
    entries = {"column": column.heading, "question": column.question, "answers": answers, "boxes": column.boxes}
    return {name: entry for name, entry in entries.items() if entry}


def read_mapping(path: Path, instrument: Instrument) -> ResponseMapping:
    """The mapping in a file, held against the framework that it is for.

    Raises `FaultyInput` with every fault, each with its line; a value that nobody decided on is one.
    """
    faults: list[Fault] = []
    text = read_file(path, path.name, faults, LARGEST_FILE)
    if text is None:
        raise FaultyInput(faults)
    return mapping_in(text, path.name, instrument)


def mapping_in(text: str, file: str, instrument: Instrument, *, is_draft: bool = False) -> ResponseMapping:
    """The mapping in a text; `file` is how faults call it.

    A draft may hold values that nobody decided on, and may be of another version of the framework: questions that
    this one does not have are left out, options that it does not have wait for a decision.
    Raises `FaultyInput` with every fault, each with its line.
    """
    faults: list[Fault] = []
    top = read_yaml(text, file, faults)
    mapping = None if top is None else _MappingReader(top, instrument, is_draft=is_draft).read()
    if faults or mapping is None:
        raise FaultyInput(faults)
    return mapping


class _MappingReader:
    def __init__(self, top: Node, instrument: Instrument, *, is_draft: bool) -> None:
        self.top = top
        self.is_draft = is_draft
        self.framework = instrument.framework
        self.answers: Mapping[str, Node] = {}
        self.used: set[tuple[str, str]] = set()

    def read(self) -> ResponseMapping:
        """The mapping; only sound when no fault was reported."""
        entries = self.top.mapping(
            required=("format", "framework", "answers", "columns"),
            optional=("completed", "incomplete", "department", "not_read"),
        )
        if "format" in entries:
            entries["format"].choice((FORMAT,))
        if "framework" in entries:
            self._framework(entries["framework"])
        self.answers = optional(entries, "answers", Node.entries, {})
        columns = [node for node in optional(entries, "columns", Node.items, []) if self._is_known(node)]
        department, groups = optional(entries, "department", self._department, ("", {}))
        mapping = ResponseMapping(
            framework=self.framework.name,
            columns=tuple(self._column(node) for node in columns),
            completed=optional(entries, "completed", Node.text, ""),
            takes_incomplete=optional(entries, "incomplete", lambda node: node.choice((TAKE, LEAVE_OUT)), None) == TAKE,
            department=department,
            groups=groups,
        )
        self._check_once(mapping, columns)
        return mapping

    def _framework(self, node: Node) -> None:
        if self.is_draft and node.shown.startswith(f"{self.framework.key}@"):
            return
        node.choice((self.framework.name, self.framework.key))

    def _is_known(self, node: Node) -> bool:
        """Whether a column is read at all: a draft may name questions that this version does not have."""
        if not self.is_draft or not node.is_mapping:
            return True
        question = node.entries().get("question")
        return question is None or question.shown in self.framework.questions

    def _check_once(self, mapping: ResponseMapping, nodes: list[Node]) -> None:
        columns: dict[str, Node] = {}
        questions: dict[str, Node] = {}
        for column, node in zip(mapping.columns, nodes, strict=True):
            for name, seen in ((column.heading, columns), (column.question, questions)):
                if name and name in seen:
                    what = message("this stands here twice, first in line {number}.", number=seen[name].line)
                    node.report(what, found=name)
                elif name:
                    seen[name] = node

    def _department(self, node: Node) -> tuple[str, Mapping[str, str]]:
        entries = node.mapping(required=("column", "groups"))
        groups = {value: self._decided(entry, "") for value, entry in
                  optional(entries, "groups", Node.entries, {}).items()}  # fmt: skip
        return optional(entries, "column", Node.text, ""), groups

    def _decided(self, node: Node, question: str) -> str:
        """An option of the question, or a group where there is no question; “-” for none."""
        written = node.text()
        if written == NOWHERE or (self.is_draft and written == UNDECIDED):
            return written
        possible = tuple(self.framework.questions[question].scale.by_key) if question else self.framework.departments
        if self.is_draft and question and written not in possible:
            return UNDECIDED
        if written == UNDECIDED:
            what = message("nobody decided yet what this value is. Name what it stands for, or “-” to leave it out.")
            node.report(what, found=node.step, possible=possible)
        elif question:
            node.choice((*possible, NOWHERE))
        else:
            node.key()
        return written

    def _column(self, node: Node) -> ColumnMapping:
        entries = node.mapping(required=("column",), optional=("question", "answers", "boxes"))
        heading = optional(entries, "column", Node.text, "")
        boxes = optional(entries, "boxes", Node.text, "")
        question = optional(entries, "question", lambda entry: entry.choice(self.framework.questions), None) or ""
        if not question and not boxes and "question" not in entries:
            node.report(message("a column needs a question; or move it to not_read."), found=heading)
        answers: Mapping[str, str] = {}
        if question and "answers" not in entries:
            node.report(message("the key “{key}” is missing.", key="answers"))
        elif question:
            answers = self._answers(entries["answers"], question)
        return ColumnMapping(heading, question, answers, boxes)

    def _answers(self, node: Node, question: str) -> Mapping[str, str]:
        """The options of a named set, or of one that stands here; a set is checked once for each scale."""
        if node.is_mapping:
            return {value: self._decided(entry, question) for value, entry in node.entries().items()}
        name = node.choice(self.answers)
        if name is None:
            return {}
        use = (name, self.framework.questions[question].scale.key)
        entries = self.answers[name].entries() if use not in self.used else None
        self.used.add(use)
        if entries is not None:
            return {value: self._decided(entry, question) for value, entry in entries.items()}
        options = self.framework.questions[question].scale.by_key
        written = {value: entry.shown for value, entry in self.answers[name].entries().items()}
        return {value: _fitting(option, options) if self.is_draft else option for value, option in written.items()}


def _fitting(option: str, options: Collection[str]) -> str:
    return option if option == NOWHERE or option in options else UNDECIDED
