"""From `framework.yaml` to a `Framework`, with all its faults at once. Texts are read in `texts`, links in `rules`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from selfcheck.frameworks.model import (
    LOWEST_ANONYMITY_THRESHOLD,
    Composite,
    Condition,
    EarlierVersion,
    FieldOfAction,
    FindingRules,
    Framework,
    Goal,
    Level,
    Levels,
    Meaning,
    Option,
    Question,
    Scale,
    Scoring,
    ScoringRule,
    Tendency,
)
from selfcheck.frameworks.source import Node, optional
from selfcheck.messages import message

FORMAT = "1"
AS_FIELDS = "as_fields"
NO_LEVEL = "none"
TOTAL = "total"
DEFAULT_MINIMUM_COVERAGE = Fraction(1, 2)
REQUIRED = ("format", "id", "version", "languages", "scales", "scoring", "fields")
OPTIONAL = (
    "status", "licence", "kinds", "departments", "evidence_kinds", "references", "default_scale", "levels",
    "findings", "anonymity_threshold", "composites", "earlier_versions",
)  # fmt: skip
QUESTION_OPTIONS = (
    "scale", "weight", "departments", "kinds", "only_if", "mandatory", "tier", "references",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nodes:
    """Where the things of a framework stand in its file: scales, parts and versions by key, levels by set and key."""

    top: Node
    scales: dict[str, Node] = field(default_factory=dict)
    parts: dict[str, Node] = field(default_factory=dict)
    levels: dict[tuple[str, str], Node] = field(default_factory=dict)
    versions: dict[str, Node] = field(default_factory=dict)


class FrameworkReader:
    """Reads one `framework.yaml`; what it meets on the way (scales, question keys) is known to what comes after."""

    def __init__(self, top: Node, checksum: str) -> None:
        self.top = top
        self.nodes = Nodes(top)
        self.checksum = checksum
        self.entries = top.mapping(required=REQUIRED, optional=OPTIONAL)
        self.kinds = optional(self.entries, "kinds", Node.keys, ())
        self.departments = optional(self.entries, "departments", Node.keys, ())
        self.references: Mapping[str, tuple[str, ...]] = optional(self.entries, "references", self._references, NONE)
        self.scales: Mapping[str, Scale] = optional(self.entries, "scales", self._scales, NONE)
        self.default_scale = optional(self.entries, "default_scale", lambda node: node.choice(self.scales), None)
        self.question_nodes: dict[str, Node] = {}
        self.questions: dict[str, Question] = {}

    def read(self) -> Framework:
        """The framework; only sound when no fault was reported."""
        entries = self.entries
        if "format" in entries:
            entries["format"].choice((FORMAT,))
        fields: tuple[FieldOfAction, ...] = optional(entries, "fields", self._fields, ())
        field_keys = tuple(part.key for part in fields)
        return Framework(
            key=optional(entries, "id", Node.key, ""),
            version=optional(entries, "version", Node.key, ""),
            status=optional(entries, "status", lambda node: node.choice(("draft", "published")), "draft") or "draft",
            languages=optional(entries, "languages", self._languages, ()),
            licence=optional(entries, "licence", Node.text, ""),
            kinds=self.kinds,
            departments=self.departments,
            evidence_kinds=optional(entries, "evidence_kinds", Node.keys, ()),
            references=self.references,
            scales=self.scales,
            scoring=optional(entries, "scoring", _scoring, NO_SCORING),
            levels=optional(entries, "levels", lambda node: self._levels(node, field_keys), Levels()),
            finding_rules=optional(entries, "findings", _finding_rules, FindingRules()),
            anonymity_threshold=optional(entries, "anonymity_threshold", _threshold, LOWEST_ANONYMITY_THRESHOLD),
            fields=fields,
            composites=optional(entries, "composites", lambda node: self._composites(node, field_keys), ()),
            earlier_versions=optional(entries, "earlier_versions", self._earlier_versions, ()),
            checksum=self.checksum,
        )

    def _languages(self, node: Node) -> tuple[str, ...]:
        languages = node.choices(("de", "en"), may_be_empty=True)
        if not languages:
            what = message("at least one language is needed; the first one is authoritative.")
            node.report(what, possible=("de", "en"))
        return languages

    def _references(self, node: Node) -> Mapping[str, tuple[str, ...]]:
        return {key: entry.keys() for key, entry in node.entries().items()}

    def _scales(self, node: Node) -> Mapping[str, Scale]:
        return {key: self._scale(key, entry) for key, entry in node.entries().items()}

    def _scale(self, key: str, node: Node) -> Scale:
        self.nodes.scales[key] = node
        entries = node.mapping(required=("options",))
        if "options" not in entries:
            return Scale(key, ())
        options_node = entries["options"]
        nodes = options_node.items()
        faults_before = len(node.faults)
        raw = [self._option(item) for item in nodes]
        options_node.each_once([(item, option.key) for item, option in zip(nodes, raw, strict=True)])
        answers = [option for option in raw if option.meaning is Meaning.ANSWER]
        points = [option.points for option in answers if option.points is not None]
        if len(answers) < 2:
            what = message("a scale needs at least two options that mean an answer.")
            options_node.report(what, found=str(len(answers)))
        elif len(node.faults) > faults_before:
            return Scale(key, tuple(raw))
        elif any(earlier >= later for earlier, later in pairwise(points)):
            options_node.report(
                message("the answers of a scale stand from worst to best, each with more points than the one before."),
                found=", ".join(str(point) for point in points),
            )
        else:
            lowest, highest = points[0], points[-1]
            raw = [_with_value(option, lowest, highest) for option in raw]
        return Scale(key, tuple(raw))

    def _option(self, node: Node) -> Option:
        entries = node.mapping(required=("key",), optional=("points", "means", "next", "met"))
        key = optional(entries, "key", Node.key, "")
        meaning = Meaning(optional(entries, "means", lambda entry: entry.choice(Meaning), None) or Meaning.ANSWER)
        if meaning is Meaning.ANSWER and "points" not in entries:
            node.report(
                message("an option that means an answer needs points; otherwise say what it means."),
                possible=("points: 0", "means: not_known", "means: not_applicable"),
            )
        if meaning is not Meaning.ANSWER:
            for name in ("points", "next", "met"):
                if name in entries:
                    entries[name].report(message("only an option that means an answer has “{name}”.", name=name))
            return Option(key, meaning)
        return Option(
            key,
            meaning,
            points=optional(entries, "points", lambda entry: entry.number(lowest=0), Fraction(0)),
            next_step=optional(entries, "next", Node.key, None),
            is_met=optional(entries, "met", Node.flag, False),
        )

    def _fields(self, node: Node) -> tuple[FieldOfAction, ...]:
        fields = tuple(self._field(item) for item in node.items())
        if not fields:
            node.report(message("at least one field of action is needed."))
        return fields

    def _field(self, node: Node) -> FieldOfAction:
        entries = node.mapping(required=("key",), optional=("weight", "goals", "questions"))
        key = self._part_key(entries)
        if ("goals" in entries) == ("questions" in entries):
            node.report(message("a field of action has either goals or questions."), possible=("goals", "questions"))
        return FieldOfAction(
            key=key,
            weight=optional(entries, "weight", _weight, Fraction(1)),
            goals=optional(entries, "goals", lambda goals: tuple(self._goal(goal, key) for goal in goals.items()), ()),
            own_questions=optional(entries, "questions", lambda questions: self._questions(questions, key, None), ()),
        )

    def _goal(self, node: Node, field: str) -> Goal:
        entries = node.mapping(required=("key", "questions"), optional=("weight",))
        key = self._part_key(entries)
        return Goal(
            key=key,
            weight=optional(entries, "weight", _weight, Fraction(1)),
            questions=optional(entries, "questions", lambda questions: self._questions(questions, field, key), ()),
        )

    def _part_key(self, entries: dict[str, Node]) -> str:
        if "key" not in entries:
            return ""
        node = entries["key"]
        key = node.key()
        if key == TOTAL:
            node.report(message("“total” is the name of the whole, so no part can be called so."), found=key)
        _refuse_repetition(node, key, self.nodes.parts)
        return key

    def _questions(self, node: Node, field: str, goal: str | None) -> tuple[Question, ...]:
        questions = tuple(self._question(item, field, goal) for item in node.items())
        if not questions:
            node.report(message("at least one question is needed here."))
        return questions

    def _question(self, node: Node, field: str, goal: str | None) -> Question:
        entries = node.mapping(required=("key",), optional=QUESTION_OPTIONS)
        key = optional(entries, "key", Node.key, "")
        if "key" in entries:
            _refuse_repetition(entries["key"], key, self.question_nodes)
        question = Question(
            key=key,
            scale=self._scale_of(node, entries),
            weight=optional(entries, "weight", lambda entry: entry.number(lowest=0), Fraction(1)),
            field=field,
            goal=goal,
            departments=optional(entries, "departments", lambda entry: entry.choices(self.departments), ()),
            kinds=optional(entries, "kinds", lambda entry: entry.choices(self.kinds), ()),
            conditions=optional(entries, "only_if", self._conditions, ()),
            is_mandatory=optional(entries, "mandatory", Node.flag, False),
            tier=optional(entries, "tier", lambda entry: entry.whole_number(lowest=1), None),
            references=optional(entries, "references", self._question_references, NONE),
        )
        self.questions[key] = question
        return question

    def _scale_of(self, node: Node, entries: dict[str, Node]) -> Scale:
        name = entries["scale"].choice(self.scales) if "scale" in entries else self.default_scale
        if name is not None:
            return self.scales[name]
        if "scale" not in entries:
            node.report(message("the question names no scale, and there is no default_scale."), possible=self.scales)
        return NO_SCALE

    def _conditions(self, node: Node) -> tuple[Condition, ...]:
        conditions = []
        for key, entry in node.entries().items():
            earlier = self.questions.get(key)
            if earlier is None:
                entry.report(
                    message("a condition may only name a question that stands earlier."),
                    found=key,
                    possible=self.questions,
                )
                continue
            conditions.append(Condition(key, frozenset(entry.choices(_answer_keys(earlier.scale)))))
        return tuple(conditions)

    def _question_references(self, node: Node) -> Mapping[str, tuple[str, ...]]:
        entries = node.mapping(optional=self.references)
        return {key: entry.choices(self.references[key]) for key, entry in entries.items()}

    def _levels(self, node: Node, fields: tuple[str, ...]) -> Levels:
        entries = node.mapping(optional=("goals", "fields", "total"))
        shares = "goals" in entries and entries["goals"].shown == AS_FIELDS
        sets = {
            name: self._level_set(name, entry, fields)
            for name, entry in entries.items()
            if not (shares and name == "goals")
        }
        if shares:
            sets["goals"] = sets.get("fields", ())
        return Levels(**sets)

    def _level_set(self, name: str, node: Node, fields: tuple[str, ...]) -> tuple[Level, ...]:
        nodes = node.items()
        levels = tuple(self._level(item, fields) for item in nodes)
        node.each_once([(item, level.key) for item, level in zip(nodes, levels, strict=True)])
        for item, level in zip(nodes, levels, strict=True):
            self.nodes.levels[name, level.key] = item
            if level.key == NO_LEVEL:
                item.report(message("“none” means that there is no level, so no level can be called so."))
        floors = [level.score_from for level in levels if level.score_from is not None]
        if floors != sorted(set(floors)):
            node.report(message("levels stand from lowest to highest, each score_from above the one before."))
        return levels

    def _level(self, node: Node, fields: tuple[str, ...]) -> Level:
        entries = node.mapping(
            required=("key",),
            optional=("finding", "score_from", "met_from", "mandatory", "tiers_to", "fields_from", "answers"),
        )
        tendency = optional(entries, "finding", lambda entry: entry.choice(Tendency), None)
        return Level(
            key=optional(entries, "key", Node.key, ""),
            tendency=Tendency(tendency) if tendency else None,
            score_from=optional(entries, "score_from", Node.share, None),
            met_from=optional(entries, "met_from", lambda entry: entry.whole_number(lowest=0), None),
            all_mandatory=optional(entries, "mandatory", lambda entry: entry.choice(("all",)), None) == "all",
            tiers_to=optional(entries, "tiers_to", lambda entry: entry.whole_number(lowest=1), None),
            fields_from=optional(
                entries,
                "fields_from",
                lambda entry: {key: floor.share() for key, floor in entry.mapping(optional=fields).items()},
                NONE,
            ),
            answers=optional(entries, "answers", self._required_answers, NONE),
        )

    def _required_answers(self, node: Node) -> Mapping[str, frozenset[str]]:
        entries = node.mapping(optional=self.questions)
        return {
            key: frozenset(entry.choices(_answer_keys(self.questions[key].scale))) for key, entry in entries.items()
        }

    def _composites(self, node: Node, fields: tuple[str, ...]) -> tuple[Composite, ...]:
        return tuple(self._composite(item, fields) for item in node.items())

    def _composite(self, node: Node, fields: tuple[str, ...]) -> Composite:
        entries = node.mapping(required=("key", "rule", "fields"))
        rule = optional(entries, "rule", lambda entry: entry.choice(ScoringRule), None)
        return Composite(
            key=self._part_key(entries),
            rule=ScoringRule(rule) if rule else ScoringRule.MEAN_OF_PARTS,
            fields=optional(entries, "fields", lambda entry: entry.choices(fields), ()),
        )

    def _earlier_versions(self, node: Node) -> tuple[EarlierVersion, ...]:
        nodes = node.items()
        versions = tuple(self._earlier_version(item) for item in nodes)
        node.each_once([(item, earlier.version) for item, earlier in zip(nodes, versions, strict=True)])
        return versions

    def _earlier_version(self, node: Node) -> EarlierVersion:
        entries = node.mapping(required=("version",), optional=("renamed", "changed"))
        if "version" in entries:
            self.nodes.versions[entries["version"].shown] = entries["version"]
        return EarlierVersion(
            version=optional(entries, "version", Node.key, ""),
            renamed=optional(entries, "renamed", self._renamed, NONE),
            changed=frozenset(optional(entries, "changed", self._changed, ())),
        )

    def _changed(self, node: Node) -> tuple[str, ...]:
        return node.choices(self.questions, may_be_empty=True)

    def _renamed(self, node: Node) -> Mapping[str, str]:
        entries = node.mapping(optional=self.questions)
        found = [(entry, entry.key()) for entry in entries.values()]
        node.each_once(found)
        return dict(zip(entries, (key for _, key in found), strict=True))


def _with_value(option: Option, lowest: Fraction, highest: Fraction) -> Option:
    if option.points is None:
        return option
    value = (option.points - lowest) / (highest - lowest)
    return Option(option.key, option.meaning, option.points, value, option.next_step, option.is_met)


def _answer_keys(scale: Scale) -> tuple[str, ...]:
    return tuple(option.key for option in scale.answers)


def _refuse_repetition(node: Node, key: str, seen: dict[str, Node]) -> None:
    if key in seen:
        node.report(message("this key stands here twice, first in line {number}.", number=seen[key].line), found=key)
    elif key:
        seen[key] = node


def _weight(node: Node) -> Fraction:
    weight = node.number(lowest=0)
    if weight == 0:
        node.report(message("the weight of a part must be above 0."), found=node.shown)
    return weight


def _threshold(node: Node) -> int:
    return node.whole_number(lowest=LOWEST_ANONYMITY_THRESHOLD)


def _scoring(node: Node) -> Scoring:
    entries = node.mapping(required=("field", "total"), optional=("goal", "minimum_coverage"))

    def rule(name: str) -> ScoringRule:
        word = optional(entries, name, lambda entry: entry.choice(ScoringRule), None)
        return ScoringRule(word) if word else ScoringRule.MEAN_OF_QUESTIONS

    total = optional(entries, "total", lambda entry: entry.choice((*ScoringRule, "none")), None)
    return Scoring(
        goal=rule("goal"),
        field=rule("field"),
        total=ScoringRule(total) if total and total != "none" else None,
        minimum_coverage=optional(entries, "minimum_coverage", Node.share, DEFAULT_MINIMUM_COVERAGE),
    )


def _agreement(node: Node) -> Fraction:
    return node.number(lowest=-1, highest=1)


def _finding_rules(node: Node) -> FindingRules:
    entries = node.mapping(optional=("disagreement_below", "group_gap_from", "not_known_from"))
    return FindingRules(
        disagreement_below=optional(entries, "disagreement_below", _agreement, None),
        group_gap_from=optional(entries, "group_gap_from", Node.share, None),
        not_known_from=optional(entries, "not_known_from", Node.share, None),
    )


NONE: Mapping[str, Any] = {}
NO_SCALE = Scale("", ())
NO_SCORING = Scoring(ScoringRule.MEAN_OF_QUESTIONS, ScoringRule.MEAN_OF_PARTS, None, DEFAULT_MINIMUM_COVERAGE)
