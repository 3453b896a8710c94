"""What the chapters of a report are made from, and how they name questions, answers, levels and parts alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from selfcheck.evaluation.model import Evaluation, State, Suggestion
from selfcheck.frameworks.library import Instrument
from selfcheck.frameworks.model import Level
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.charts.marks import LEVEL_SHAPES
from selfcheck_documents.colours import level_colour
from selfcheck_documents.report.model import Advice, Asked, Mark
from selfcheck_documents.words import Words


@dataclass(frozen=True)
class Material:
    """One evaluation with the words of its instrument and of the report."""

    instrument: Instrument
    evaluation: Evaluation
    words: Words

    @cached_property
    def texts(self) -> Texts:
        """The words of the framework."""
        return self.instrument.texts_in(self.words.language)

    @cached_property
    def field_numbers(self) -> Mapping[str, str]:
        """The number of each field."""
        return {part.key: str(number) for number, part in enumerate(self.evaluation.framework.fields, 1)}

    @cached_property
    def levels_by_part(self) -> Mapping[str, tuple[str, Sequence[Level]]]:
        """The name of the level set, and its levels, of every field, goal and the whole (key "")."""
        levels = self.evaluation.framework.levels
        fields = {part.key: ("fields", levels.fields) for part in self.evaluation.framework.fields}
        goals = dict.fromkeys(self.evaluation.framework.goals, ("goals", levels.goals))
        return {**fields, **goals, "": ("total", levels.total)}

    def mark(self, part: str, level: str | None) -> Mark | None:
        """How a level of a part is shown; None without a level."""
        name, levels = self.levels_by_part.get(part, ("", ()))
        found = next((entry for entry in levels if entry.key == level), None)
        return None if found is None else self.mark_of(name, found)

    def mark_of(self, level_set: str, level: Level) -> Mark:
        """How a level is shown."""
        named = self.texts.levels[level_set][level.key]
        return Mark(named.label, named.description, LEVEL_SHAPES[level.tendency], level_colour(level.tendency))

    def label(self, part: str) -> str:
        """The name of a field, goal or composite."""
        texts = self.texts
        return next(names[part].label for names in (texts.fields, texts.goals, texts.composites) if part in names)

    def option(self, question: str, option: str) -> str:
        """The label of one option of a question."""
        return self.texts.scales[self.evaluation.framework.questions[question].scale.key][option].label

    def answer(self, question: str) -> str:
        """The answer that counts, or what stands in its place."""
        settled = self.evaluation.questions[question].settled
        if settled.state is State.UNDETERMINED:
            return self.words("open because of an earlier answer")
        if settled.state is State.NOT_ASKED:
            return self.words("not asked here")
        return self.words("not answered") if settled.option is None else self.option(question, settled.option)

    def asked(self, question: str) -> Asked:
        """A question as other places refer to it."""
        return Asked(question, self.texts.questions[question].short, self.answer(question))

    def place(self, question: str) -> str:
        """Where a question stands: field, and goal where there is one."""
        found = self.evaluation.framework.questions[question]
        parts = [found.field, *([found.goal] if found.goal else [])]
        return " › ".join(self.label(part) for part in parts)

    def advice(self, suggestion: Suggestion) -> Advice:
        """A suggestion in words."""
        question = suggestion.question
        text = self.texts.questions[question].next_steps[suggestion.step]
        return Advice(self.asked(question), self.place(question), text)

    def range(self, low: Fraction | None, high: Fraction | None) -> str:
        """What is possible while answers are open; empty where nothing is open or both ends print alike."""
        shown = self.words.score(low), self.words.score(high)
        return "" if low is None or shown[0] == shown[1] else f"{shown[0]}–{shown[1]}"

    def weight(self, value: Fraction) -> str:
        """A weight, with decimals only where it has some."""
        return self.words.number(value, 0 if value.denominator == 1 else 2)

    def quoted(self, label: str) -> str:
        """A label inside a sentence."""
        return self.words("“{label}”", label=label)

    def listed(self, texts: Sequence[str]) -> str:
        """Several names in a sentence."""
        *first, last = texts
        return self.words("{first} and {last}", first=", ".join(first), last=last) if first else last
