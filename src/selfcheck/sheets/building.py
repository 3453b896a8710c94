"""From rows of any origin (JSON, spreadsheet, CSV) to an answer sheet, with all faults at once.

A row knows its place, so that a fault can name a cell as well as a key.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from selfcheck.faults import Fault, stop_at_too_many
from selfcheck.frameworks.model import Framework
from selfcheck.frameworks.source import KEY
from selfcheck.messages import Message, message
from selfcheck.sheets.model import Agreed, Answer, Municipality

LONGEST_TEXT = 10_000
NOTHING_FOUND = object()
MEMBER_KEYS = frozenset({"name", "key", "kind", "coat_of_arms"})
MUNICIPALITY_KEYS = MEMBER_KEYS | {"members"}
OFFICIAL_KEY = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}|[0-9]{9}|[0-9]{12}")
GERMAN_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Place(NamedTuple):
    """Where a value stands: a place for people and a path of keys; either may be empty."""

    place: Message | None = None
    key: str = ""


Locate = Callable[[str], Place]


class Row(NamedTuple):
    """One answer as it was found, before it is known to be right. `locate` finds the place of one of its parts."""

    locate: Locate
    question: object
    value: object
    respondent: object = None
    group: object = None
    comment: object = None
    evidence: object = None


class Checker:
    """Checks values against a framework and collects what is wrong with them."""

    def __init__(self, framework: Framework, file: str) -> None:
        self.framework = framework
        self.file = file
        self.faults: list[Fault] = []
        self.sound_names: set[str] = set()
        self.sound_groups: set[str] = set()
        self.options = {question.key: frozenset(question.scale.by_key) for question in framework.questions.values()}

    def report(self, where: Place, what: Message, found: object = NOTHING_FOUND, possible: Iterable[str] = ()) -> None:
        """Add a fault; raises `FaultyInput` when there are more than anybody could read."""
        shown = None if found is NOTHING_FOUND else _shown(found)
        self.faults.append(Fault(what, self.file, where.place, where.key, shown, tuple(possible)))
        stop_at_too_many(self.faults)

    def answers(self, rows: Iterable[Row]) -> tuple[Answer, ...]:
        """The sound ones among `rows` as answers; each other one is reported."""
        answers: list[Answer] = []
        seen: dict[tuple[str, str | None], Locate] = {}
        for row in rows:
            before = len(self.faults)
            self._check_question_and_value(row.locate, row.question, row.value)
            respondent = self.name(row.locate, "respondent", row.respondent)
            group = self.group(row.locate, row.group)
            comment = self.text(row.locate, "comment", row.comment)
            evidence = self.evidence(row.locate, row.evidence)
            if len(self.faults) > before:
                continue
            answer = Answer(str(row.question), str(row.value), respondent, group, comment, evidence)
            first = seen.setdefault((answer.question, answer.respondent), row.locate)
            if first is not row.locate:
                self._report_second_answer(row.locate, answer, first)
                continue
            answers.append(answer)
        return tuple(answers)

    def agreed(self, rows: Iterable[Row]) -> Mapping[str, Agreed]:
        """The agreed answers by question; a second one for the same question is a fault."""
        agreed: dict[str, Agreed] = {}
        for row in rows:
            before = len(self.faults)
            self._check_question_and_value(row.locate, row.question, row.value)
            comment = self.text(row.locate, "comment", row.comment)
            if len(self.faults) > before:
                continue
            key = str(row.question)
            if key in agreed:
                self.report(row.locate("question"), message("this question is agreed twice."), key)
                continue
            agreed[key] = Agreed(key, str(row.value), comment)
        return agreed

    def _check_question_and_value(self, locate: Locate, question: object, value: object) -> None:
        options = self.options.get(question) if isinstance(question, str) else None
        if options is None:
            self.report(locate("question"), message("there is no such question."), question, self.options)
        elif not isinstance(value, str) or value not in options:
            possible = self.framework.questions[str(question)].scale.by_key
            self.report(locate("value"), message("the question has no such option."), value, possible)

    def _report_second_answer(self, locate: Locate, answer: Answer, first: Locate) -> None:
        earlier = first("question")
        place = earlier.place or earlier.key
        if answer.respondent is None:
            what = message(
                "this question is answered twice without a respondent, first at {place}. "
                "Several people need a respondent each.",
                place=place,
            )
        else:
            what = message("this respondent answers the question twice, first at {place}.", place=place)
        self.report(locate("question"), what, answer.question)

    def name(self, locate: Locate, part: str, value: object) -> str | None:
        """A name or number that tells respondents apart; None when absent."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and value in self.sound_names:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        before = len(self.faults)
        name = self.text(locate, part, value)
        if len(self.faults) == before:
            # The same few people stand in thousands of rows: look at each of them once.
            self.sound_names.add(name)
        return name or None

    def group(self, locate: Locate, value: object) -> str | None:
        """The key of a group of respondents; None when absent."""
        if isinstance(value, str) and value in self.sound_groups:
            return value
        name = self.name(locate, "group", value)
        if name is not None and KEY.fullmatch(name):
            self.sound_groups.add(name)
        elif name is not None:
            self.report(
                locate("group"),
                message("the key of a group has letters, digits, “.”, “-” and “_” only."),
                name,
                self.framework.departments,
            )
        return name

    def text(self, locate: Locate, part: str, value: object) -> str:
        """Words of people; empty when absent."""
        if value is None or value == "":
            return ""
        if not isinstance(value, str):
            self.report(locate(part), message("a text is needed here."), value)
            return ""
        if len(value) > LONGEST_TEXT:
            what = message("the text has {count} characters; {most} are possible.", count=len(value), most=LONGEST_TEXT)
            self.report(locate(part), what)
        if UNPRINTABLE.search(value):
            self.report(locate(part), message("the text holds a character that cannot be shown."), repr(value))
        return value.strip()

    def flag(self, locate: Locate, part: str, value: object) -> bool:
        """Yes or no; no when absent."""
        if value is not None and not isinstance(value, bool):
            self.report(locate(part), message("this is neither true nor false."), value, ("true", "false"))
        return value is True

    def day(self, locate: Locate, value: object) -> str:
        """A day as ISO writes it, from that form or the German one; empty when absent."""
        written = self.text(locate, "date", value)
        german = GERMAN_DAY.fullmatch(written)
        try:
            parts = (int(part) for part in reversed(german.groups())) if german else ()
            return (date(*parts) if german else date.fromisoformat(written)).isoformat() if written else ""
        except ValueError:
            self.report(locate("date"), message("this is no day."), written, ("2026-06-30", "30.06.2026"))
            return ""

    def evidence(self, locate: Locate, value: object) -> Mapping[str, str]:
        """Evidence by kind; a single text is evidence without a kind."""
        if value is None or value == "":
            return NO_EVIDENCE
        if isinstance(value, str):
            return {"": self.text(locate, "evidence", value)}
        if not isinstance(value, Mapping):
            self.report(locate("evidence"), message("a text, or texts by kind of evidence, are needed here."), value)
            return NO_EVIDENCE
        kinds = self.framework.evidence_kinds
        for kind in value:
            if kind not in kinds:
                self.report(locate("evidence"), message("there is no such kind of evidence."), kind, kinds)
        return {str(kind): text for kind, words in value.items() if (text := self.text(locate, "evidence", words))}

    def municipality(self, value: object, locate: Locate, *, is_member: bool = False) -> Municipality:
        """Whose sheet it is, from a mapping with `name`, `key`, `kind`, `coat_of_arms`, and `members` of the whole."""
        entries = self.entries(value, locate, MEMBER_KEYS if is_member else MUNICIPALITY_KEYS)
        kind = entries.get("kind")
        if kind is not None and kind not in self.framework.kinds:
            what = message("the framework knows no such kind of municipality.")
            self.report(locate("kind"), what, kind, self.framework.kinds)
            kind = None
        key = self.text(locate, "key", entries.get("key"))
        if key and not OFFICIAL_KEY.fullmatch(key.replace(" ", "")):
            self.report(locate("key"), message("an official key has 2, 3, 5, 8, 9 or 12 digits (AGS or ARS)."), key)
        members = [] if is_member else entries.get("members", [])
        if not isinstance(members, list):
            self.report(locate("members"), message("a list is needed here."), members)
            members = []
        return Municipality(
            name=self.text(locate, "name", entries.get("name")),
            key=key,
            kind=None if kind is None else str(kind),
            coat_of_arms=self.text(locate, "coat_of_arms", entries.get("coat_of_arms")),
            members=tuple(
                self.municipality(member, _below(locate(f"members[{number}]")), is_member=True)
                for number, member in enumerate(members)
            ),
        )

    def entries(self, value: object, locate: Locate, known: frozenset[str]) -> Mapping[str, object]:
        """A mapping with known keys; each unknown key is reported, anything but a mapping too."""
        if not isinstance(value, Mapping):
            self.report(locate(""), message("a mapping of keys to values is needed here."), value, sorted(known))
            return {}
        if not known.issuperset(value):
            for key in [key for key in value if key not in known]:
                self.report(locate(str(key)), message("this key is not known here."), key, sorted(known))
        return value


def in_json(path: str) -> Locate:
    """Places inside a JSON file: `answers[3]` and its parts."""
    return lambda part: Place(key=f"{path}.{part}" if path and part else path or part)


def _below(where: Place) -> Locate:
    return lambda part: Place(where.place, f"{where.key}.{part}" if part else where.key)


def _shown(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | tuple):
        return "[…]"
    return "{…}" if isinstance(value, Mapping) else str(value)


NO_EVIDENCE: Mapping[str, str] = {}
