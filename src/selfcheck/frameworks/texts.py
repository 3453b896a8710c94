"""The words of a framework in one language, held against its structure: nothing missing, nothing left over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from selfcheck.frameworks.model import Framework, Level, Question
from selfcheck.frameworks.source import Node, optional
from selfcheck.messages import message


@dataclass(frozen=True, slots=True)
class Named:
    """A label with an optional description."""

    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of one question; `next_steps` are suggestions by the names that its scale's options give them."""

    question: str
    short: str
    explanation: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    next_steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """The words of a vocabulary that questions refer to."""

    label: str
    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of a framework in one language. `wording` names the state of the authoritative text they follow."""

    language: str
    wording: str
    title: str
    introduction: str
    how_to_answer: str
    fields: Mapping[str, Named]
    goals: Mapping[str, Named]
    composites: Mapping[str, Named]
    questions: Mapping[str, QuestionText]
    scales: Mapping[str, Mapping[str, Named]]
    levels: Mapping[str, Mapping[str, Named]]
    kinds: Mapping[str, Named]
    departments: Mapping[str, Named]
    evidence_kinds: Mapping[str, Named]
    references: Mapping[str, Reference]
    tiers: Mapping[str, Named]


NONE: Mapping[str, Any] = {}
REQUIRED_SECTIONS = ("fields", "questions", "scales")


class TextsReader:
    """Reads one text file against the framework that it belongs to."""

    def __init__(self, top: Node, framework: Framework, language: str) -> None:
        self.top = top
        self.framework = framework
        self.language = language
        is_authoritative = language == framework.languages[0]
        wording = "wording" if is_authoritative else "follows"
        self.entries = top.mapping(
            required=("language", wording, "title", *REQUIRED_SECTIONS),
            optional=(
                "introduction", "how_to_answer", "goals", "composites", "levels", "kinds", "departments",
                "evidence_kinds", "references", "tiers",
            ),
        )  # fmt: skip
        self.wording_entry = self.entries.get("wording") or self.entries.get("follows")

    def read(self) -> Texts:
        """The texts; only sound when no fault was reported."""
        framework = self.framework
        if "language" in self.entries:
            self.entries["language"].choice((self.language,))
        levels = framework.levels
        level_sets = {"goals": levels.goals, "fields": levels.fields, "total": levels.total}
        tiers = {str(question.tier) for question in framework.questions.values() if question.tier is not None}
        return Texts(
            language=self.language,
            wording=self.wording_entry.text() if self.wording_entry else "",
            title=optional(self.entries, "title", Node.text, ""),
            introduction=optional(self.entries, "introduction", Node.text, ""),
            how_to_answer=optional(self.entries, "how_to_answer", Node.text, ""),
            fields=self._named("fields", [part.key for part in framework.fields]),
            goals=self._named("goals", framework.goals),
            composites=self._named("composites", [composite.key for composite in framework.composites]),
            questions=self._questions(),
            scales=self._nested(
                "scales", {key: [option.key for option in scale.options] for key, scale in framework.scales.items()}
            ),
            levels=self._levels(level_sets),
            kinds=self._named("kinds", framework.kinds),
            departments=self._named("departments", framework.departments),
            evidence_kinds=self._named("evidence_kinds", framework.evidence_kinds),
            references=self._references(),
            tiers=self._named("tiers", sorted(tiers)),
        )

    def _section(self, name: str, keys: Iterable[str]) -> dict[str, Node]:
        keys = tuple(keys)
        node = self.entries.get(name)
        if node is not None:
            return node.mapping(required=keys)
        if keys and name not in REQUIRED_SECTIONS:
            self.top.report(message("the key “{key}” is missing.", key=name), possible=(name,))
        return {}

    def _named(self, name: str, keys: Iterable[str]) -> Mapping[str, Named]:
        return {key: _named(node) for key, node in self._section(name, keys).items()}

    def _nested(self, name: str, keys: Mapping[str, Iterable[str]]) -> Mapping[str, Mapping[str, Named]]:
        section = self._section(name, keys)
        return {
            outer: {key: _named(entry) for key, entry in node.mapping(required=keys[outer]).items()}
            for outer, node in section.items()
        }

    def _levels(self, sets: Mapping[str, tuple[Level, ...]]) -> Mapping[str, Mapping[str, Named]]:
        own = {name: [level.key for level in levels] for name, levels in sets.items() if levels}
        goals_share_words = sets["goals"] is sets["fields"]
        if goals_share_words:
            own.pop("goals", None)
        words = dict(self._nested("levels", own))
        if goals_share_words and "fields" in words:
            words["goals"] = words["fields"]
        return words

    def _references(self) -> Mapping[str, Reference]:
        vocabularies = self.framework.references
        return {
            key: _reference(node, vocabularies[key]) for key, node in self._section("references", vocabularies).items()
        }

    def _questions(self) -> Mapping[str, QuestionText]:
        questions = self.framework.questions
        section = self._section("questions", questions)
        evidence_kinds = self.framework.evidence_kinds
        return {key: _question_text(node, questions[key], evidence_kinds) for key, node in section.items()}


def _question_text(node: Node, question: Question, evidence_kinds: tuple[str, ...]) -> QuestionText:
    steps = {option.next_step for option in question.scale.options if option.next_step is not None}
    entries = node.mapping(
        required=("question", *(["next"] if steps else [])),
        optional=("short", "explanation", "evidence", *([] if steps else ["next"])),
    )
    words = optional(entries, "question", Node.text, "")
    return QuestionText(
        question=words,
        short=optional(entries, "short", Node.text, words),
        explanation=optional(entries, "explanation", Node.text, ""),
        evidence=optional(entries, "evidence", lambda entry: _evidence(entry, evidence_kinds), NONE),
        next_steps=optional(entries, "next", lambda entry: _next_steps(entry, steps), NONE),
    )


def _evidence(node: Node, kinds: tuple[str, ...]) -> Mapping[str, str]:
    if not node.is_mapping:
        return {"": node.text()}
    return {key: entry.text() for key, entry in node.mapping(optional=kinds).items()}


def _next_steps(node: Node, steps: set[str]) -> Mapping[str, str]:
    return {key: entry.text() for key, entry in node.mapping(required=sorted(steps)).items()}


def _named(node: Node) -> Named:
    if not node.is_mapping:
        return Named(node.text())
    entries = node.mapping(required=("label",), optional=("description",))
    return Named(optional(entries, "label", Node.text, ""), optional(entries, "description", Node.text, ""))


def _reference(node: Node, categories: tuple[str, ...]) -> Reference:
    entries = node.mapping(required=("label", "categories"))
    return Reference(
        optional(entries, "label", Node.text, ""),
        optional(
            entries,
            "categories",
            lambda entry: {key: word.text() for key, word in entry.mapping(required=categories).items()},
            NONE,
        ),
    )


def check_wordings(readers: Mapping[str, TextsReader], authoritative: str) -> None:
    """A translation that follows another wording than the authoritative one is a fault."""
    leader = readers.get(authoritative)
    if leader is None or leader.wording_entry is None:
        return
    wording = leader.wording_entry.shown
    for language, reader in readers.items():
        entry = reader.wording_entry
        if language == authoritative or entry is None or entry.shown == wording:
            continue
        entry.report(
            message(
                "the translation follows another wording than the authoritative text: "
                "compare both, then name its wording."
            ),
            found=entry.shown,
            possible=(wording,),
        )
