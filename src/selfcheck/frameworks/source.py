"""A YAML file as nodes that know their line and their path, and that collect faults instead of stopping at one.

Scalars are read as they are written: `no`, `on` and `1.0` stay those words, whatever YAML would make of them.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import yaml

from selfcheck.exact import exact
from selfcheck.faults import Fault, line, reason_of, stop_at_too_many
from selfcheck.messages import Message, message

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
KEY_EXAMPLE = "m-1.1"
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
LARGEST_FILE = 20_000_000
DEEPEST = 100
T = TypeVar("T")
D = TypeVar("D")


class Node:
    """One place in a YAML file. A method that cannot read reports a fault and answers a harmless value."""

    __slots__ = ("faults", "file", "parent", "step", "yaml_node")

    def __init__(self, yaml_node: yaml.Node, file: str, faults: list[Fault], parent: "Node | None", step: str) -> None:
        self.yaml_node = yaml_node
        self.file = file
        self.faults = faults
        self.parent = parent
        self.step = step

    @property
    def path(self) -> str:
        """The keys that lead here: `fields[2].goals[0].key`."""
        if self.parent is None:
            return ""
        before = self.parent.path
        return before + self.step if self.step.startswith("[") or not before else f"{before}.{self.step}"

    @property
    def line(self) -> int:
        """The line in the file, counted from 1."""
        return int(self.yaml_node.start_mark.line) + 1

    def report(self, what: Message, *, found: str | None = None, possible: Iterable[str] = ()) -> None:
        """Add a fault at this place; raises `FaultyInput` when there are more than anybody could read."""
        self.faults.append(Fault(what, self.file, line(self.line), self.path, found, tuple(possible)))
        stop_at_too_many(self.faults)

    def mapping(self, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, "Node"]:
        """The entries of a mapping whose keys are known beforehand."""
        if not self.is_mapping:
            return self.entries()
        required = tuple(required)
        known = (*required, *optional)
        entries = self.entries()
        for key in [key for key in entries if key not in known]:
            entries.pop(key).report(message("this key is not known here."), found=key, possible=known)
        for key in required:
            if key not in entries:
                self.report(message("the key “{key}” is missing.", key=key))
        return entries

    def entries(self) -> dict[str, "Node"]:
        """The entries of a mapping with free keys."""
        if not isinstance(self.yaml_node, yaml.MappingNode):
            self.report(message("a mapping of keys to values is needed here."), found=self.shown)
            return {}
        entries: dict[str, Node] = {}
        for key_node, value_node in self.yaml_node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            node = Node(value_node, self.file, self.faults, self, key)
            if key in entries:
                Node(key_node, self.file, self.faults, self, key).report(
                    message("this key stands here twice, first in line {number}.", number=entries[key].line), found=key
                )
            entries[key] = node
        return entries

    def items(self) -> list["Node"]:
        """The items of a list."""
        if not isinstance(self.yaml_node, yaml.SequenceNode):
            self.report(message("a list is needed here."), found=self.shown)
            return []
        return [
            Node(item, self.file, self.faults, self, f"[{number}]") for number, item in enumerate(self.yaml_node.value)
        ]

    @property
    def is_mapping(self) -> bool:
        """Whether keys and values stand here."""
        return isinstance(self.yaml_node, yaml.MappingNode)

    @property
    def shown(self) -> str:
        """What stands here, for a message."""
        if isinstance(self.yaml_node, yaml.ScalarNode):
            return str(self.yaml_node.value)
        return "[…]" if isinstance(self.yaml_node, yaml.SequenceNode) else "{…}"

    def text(self) -> str:
        """Words; never empty."""
        if not isinstance(self.yaml_node, yaml.ScalarNode):
            self.report(message("a text is needed here."), found=self.shown)
            return ""
        words = str(self.yaml_node.value).strip()
        if not words or (not self.yaml_node.style and words in {"null", "~"}):
            self.report(message("the text is empty."))
            return ""
        return words

    def key(self) -> str:
        """A key: letters, digits, point, hyphen, underscore."""
        words = self.text()
        if words and not KEY.fullmatch(words):
            self.report(
                message("a key has letters, digits, “.”, “-” and “_” only, and begins with a letter or digit."),
                found=words,
                possible=(KEY_EXAMPLE,),
            )
        return words

    def choice(self, possible: Iterable[str]) -> str | None:
        """One of the words in `possible`, or None after a fault."""
        possible = tuple(possible)
        words = self.text()
        if words in possible:
            return words
        if words:
            self.report(message("this is not known here."), found=words, possible=possible)
        return None

    def choices(self, possible: Iterable[str], *, may_be_empty: bool = False) -> tuple[str, ...]:
        """A list of words out of `possible`, each once."""
        possible = tuple(possible)
        if not may_be_empty and isinstance(self.yaml_node, yaml.SequenceNode) and not self.yaml_node.value:
            self.report(message("the list is empty; leave the key out, or name at least one."), possible=possible)
        return self.each_once([(item, word) for item in self.items() if (word := item.choice(possible)) is not None])

    def keys(self) -> tuple[str, ...]:
        """A list of keys, each once."""
        return self.each_once([(item, item.key()) for item in self.items()])

    def each_once(self, found: list[tuple["Node", str]]) -> tuple[str, ...]:
        """The words of a list; a repeated one is a fault."""
        seen: dict[str, Node] = {}
        for node, word in found:
            if word and word in seen:
                what = message("this stands here twice, first in line {number}.", number=seen[word].line)
                node.report(what, found=word)
            seen.setdefault(word, node)
        return tuple(seen)

    def number(self, *, lowest: Fraction | int | None = None, highest: Fraction | int | None = None) -> Fraction:
        """An exact number within bounds; 1 after a fault."""
        words = self.text()
        value = exact(words)
        if value is None:
            if words:
                self.report(message("a number is needed here."), found=words, possible=("1", "0.5", "1/3"))
            return Fraction(1)
        if lowest is not None and value < lowest:
            self.report(message("the number must be at least {bound}.", bound=lowest), found=self.shown)
        if highest is not None and value > highest:
            self.report(message("the number must be at most {bound}.", bound=highest), found=self.shown)
        return value

    def whole_number(self, *, lowest: int) -> int:
        """A whole number of at least `lowest`; `lowest` after a fault."""
        words = self.text()
        if WHOLE_NUMBER.fullmatch(words) and int(words) >= lowest:
            return int(words)
        self.report(message("a whole number of at least {bound} is needed here.", bound=lowest), found=words)
        return lowest

    def share(self) -> Fraction:
        """A figure written from 0 to 100, as a fraction from 0 to 1."""
        return self.number(lowest=0, highest=100) / 100

    def flag(self) -> bool:
        """`true` or `false`."""
        return self.choice(("true", "false")) == "true"


def read_file(path: Path, name: str, faults: list[Fault], largest: int = LARGEST_FILE) -> str | None:
    """The text of a UTF-8 file of at most `largest` bytes, or None after a fault; `name` is how the fault calls it."""
    try:
        if path.stat().st_size > largest:
            size = largest // 1_000_000
            faults.append(Fault(message("the file is larger than {size} MB.", size=size), name))
            return None
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(message("the file is missing in the folder {folder}.", folder=path.parent), name))
    except UnicodeDecodeError as error:
        faults.append(Fault(message("the file is not UTF-8 text (byte {number}).", number=error.start), name))
    except OSError as error:
        faults.append(Fault(message("the file cannot be read: {reason}.", reason=reason_of(error)), name))
    return None


def _check_events(text: str, file: str, faults: list[Fault]) -> None:
    """Report what could exhaust the machine when it is composed: deep nesting, and aliases, which multiply.

    Events are read one by one, without a stack and without copies.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            faults.append(Fault(message("the file is nested too deeply."), file, _line(event)))
            return
        if isinstance(event, yaml.AliasEvent):
            what = message("references to other places (“*name”) are not read. Write out what is meant.")
            faults.append(Fault(what, file, _line(event), found=f"*{event.anchor}"))
            return


def read_yaml(text: str, file: str, faults: list[Fault]) -> Node | None:
    """The top node of a YAML text, or None after a fault."""
    try:
        before = len(faults)
        _check_events(text, file, faults)
        if len(faults) > before:
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(
            Fault(
                message(
                    "the file is not valid YAML here. "
                    "Often a colon or an indentation is wrong in this line or the one before."
                ),
                file,
                line(number),
                found=_line_of(text, number),
            )
        )
        return None
    except yaml.reader.ReaderError as error:
        what = message("the file holds a character that YAML does not allow.")
        faults.append(Fault(what, file, found=f"#x{error.character:04x}"))
        return None
    if node is None:
        faults.append(Fault(message("the file is empty."), file))
        return None
    return Node(node, file, faults, None, "")


def _line(event: yaml.Event) -> Message:
    return line(event.start_mark.line + 1 if event.start_mark else 1)


def _line_of(text: str, number: int) -> str | None:
    lines = text.splitlines()
    return lines[number - 1].strip() or None if 0 < number <= len(lines) else None


def optional(entries: dict[str, Node], key: str, read: Callable[[Node], T], otherwise: D) -> T | D:
    """What `read` makes of the entry `key`, or `otherwise` when the entry is absent."""
    node = entries.get(key)
    return otherwise if node is None else read(node)
