"""Plain values as YAML that people edit: words as they are, in the order given, without references."""

from collections.abc import Mapping

import yaml

WIDTH = 116


class OnOneLine(dict[str, object]):
    """A mapping that stands on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - our reader knows no aliases
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Points of lists stand deeper than what holds them."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)


def _one_line(dumper: yaml.SafeDumper, entries: Mapping[str, object]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", entries.items(), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(OnOneLine, _one_line)


def as_yaml(value: object, comment: str = "") -> bytes:
    """The value as a YAML text, after lines of comment."""
    head = "".join(f"# {row}".rstrip() + "\n" for row in comment.splitlines())
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False)
    return (head + text).encode()
