"""A framework's words for guests of a workshop, in languages in which nobody answers it.

Everything in such a file may be missing; what is missing is said in the authoritative language, and marked as that.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from selfcheck.frameworks.model import Framework, Level
from selfcheck.frameworks.source import Node, optional
from selfcheck.frameworks.texts import Named, Texts
from selfcheck.messages import message

TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class GuestTexts:
    """The words in one language; `follows` names the state of the authoritative text that they follow."""

    language: str
    follows: str
    fields: Mapping[str, Named] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the tag of the language that they are in."""

    text: str
    language: str


class GuestTextsReader:
    """Reads the file of one language against the framework that it belongs to."""

    def __init__(self, top: Node, framework: Framework, language: str) -> None:
        self.framework = framework
        self.language = language
        self.entries = top.mapping(
            required=("language", "follows"), optional=("fields", "questions", "scales", "levels")
        )
        self.lacking: list[str] = []
        self.wanted = 0

    def read(self, wording: str) -> GuestTexts:
        """The words; only sound when no fault was reported. `wording` is the state of the authoritative text."""
        if "language" in self.entries:
            self.entries["language"].choice((self.language,))
        self._check_wording(wording)
        framework = self.framework
        fields = self._texts("fields", [part.key for part in framework.fields], _named)
        questions = self._texts("questions", framework.questions, Node.text)
        scales = self._nested(
            "scales", {key: [option.key for option in scale.options] for key, scale in framework.scales.items()}
        )
        levels = dict(self._nested("levels", _level_keys(framework)))
        if "fields" in levels and framework.levels.goals is framework.levels.fields:
            levels["goals"] = levels["fields"]
        return GuestTexts(
            language=self.language,
            follows=optional(self.entries, "follows", Node.text, ""),
            fields=fields,
            questions=questions,
            scales=scales,
            levels=levels,
            lacking=tuple(self.lacking),
            wanted=self.wanted,
        )

    def _check_wording(self, wording: str) -> None:
        entry = self.entries.get("follows")
        if entry is not None and wording and entry.shown != wording:
            what = message(
                "the words for guests follow another wording than the authoritative text: "
                "compare both, then name its wording."
            )
            entry.report(what, found=entry.shown, possible=(wording,))

    def _texts(self, name: str, keys: Iterable[str], read: Callable[[Node], Any]) -> Mapping[str, Any]:
        keys = tuple(keys)
        node = self.entries.get(name)
        found = {} if node is None else {key: read(entry) for key, entry in node.mapping(optional=keys).items()}
        self._count(name, keys, found)
        return found

    def _nested(self, name: str, keys: Mapping[str, list[str]]) -> Mapping[str, Mapping[str, str]]:
        node = self.entries.get(name)
        outer = {} if node is None else node.mapping(optional=keys)
        found = {
            key: {inner: entry.text() for inner, entry in part.mapping(optional=keys[key]).items()}
            for key, part in outer.items()
        }
        for key, inner in keys.items():
            self._count(f"{name}.{key}", inner, found.get(key, NONE))
        return found

    def _count(self, name: str, keys: Iterable[str], found: Mapping[str, object]) -> None:
        keys = tuple(keys)
        self.wanted += len(keys)
        self.lacking += [f"{name}.{key}" for key in keys if key not in found]


def _level_keys(framework: Framework) -> Mapping[str, list[str]]:
    """The levels that have names, by their sets; goals that share the levels of fields share their names too."""
    levels = framework.levels
    sets: dict[str, tuple[Level, ...]] = {"fields": levels.fields, "total": levels.total}
    if levels.goals is not levels.fields:
        sets["goals"] = levels.goals
    return {name: [level.key for level in one] for name, one in sets.items() if one}


def _named(node: Node) -> Named:
    if not node.is_mapping:
        return Named(node.text())
    entries = node.mapping(required=("label",), optional=("description",))
    return Named(optional(entries, "label", Node.text, ""), optional(entries, "description", Node.text, ""))


class GuestWords:
    """What a guest reads of a questionnaire in one language, or in the authoritative one where words are missing."""

    def __init__(self, own: GuestTexts | None, texts: Texts) -> None:
        self._own = own
        self._texts = texts

    def field(self, key: str) -> Said:
        """The name of a field of action."""
        own = self._own.fields.get(key) if self._own else None
        return self._said(own.label if own else None, self._texts.fields[key].label)

    def about_field(self, key: str) -> Said:
        """What a field of action is about; empty where nothing was written."""
        own = self._own.fields.get(key) if self._own else None
        return self._said(own.description if own else None, self._texts.fields[key].description)

    def question(self, key: str) -> Said:
        """The wording of a question."""
        return self._said(self._own.questions.get(key) if self._own else None, self._texts.questions[key].question)

    def option(self, scale: str, key: str) -> Said:
        """The name of an answer."""
        own = self._own.scales.get(scale, NONE).get(key) if self._own else None
        return self._said(own, self._texts.scales[scale][key].label)

    def level(self, part: str, key: str) -> Said:
        """The name of a level of `fields`, `goals` or the `total`."""
        own = self._own.levels.get(part, NONE).get(key) if self._own else None
        return self._said(own, self._texts.levels[part][key].label)

    def _said(self, own: str | None, otherwise: str) -> Said:
        return Said(own, self._own.language) if own and self._own else Said(otherwise, self._texts.language)
