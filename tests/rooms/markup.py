"""Pages as tests read them: the tree, and what a reader reads."""

from typing import Any

from lxml import html


def tree_of(content: str | bytes) -> Any:
    """The elements of a page; lxml's own types name every kind of thing that an expression could give."""
    return html.fromstring(content)


def text_of(content: str | bytes, inside: str = "main") -> str:
    """What a reader reads inside of an element, in one line."""
    return " ".join(tree_of(content).find(f".//{inside}").text_content().split())
