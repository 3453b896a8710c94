"""Sentences for people can be collected: each stands whole and literal where it is marked for translation."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
MARKS = {"_", "message", "words", "counted", "ngettext"}


def marked_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKS:
                yield node


def faults_of(source: str) -> list[int]:
    """Lines where a marked sentence is no literal, or stands where the collection does not look.

    That is inside an f-string, or in a call without a name: `Words(language)("…")`.
    """
    tree = ast.parse(source)
    hidden = {call for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in marked_calls(node)}
    nameless = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _speaks_without_a_name(node.func)]
    unsound = [
        call
        for call in marked_calls(tree)
        if call in hidden or not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    return sorted(call.lineno for call in [*nameless, *unsound])


def _speaks_without_a_name(called: ast.expr) -> bool:
    return isinstance(called, ast.Call) and getattr(called.func, "id", getattr(called.func, "attr", "")) == "Words"


def test_a_hidden_sentence_is_found() -> None:
    source = """print(_("whole"))
print(f"{_('hidden')}")
words(variable)
Words(de)("no name")
link_to(it)("no sentence")
"""

    assert faults_of(source) == [2, 3, 4]


def test_every_sentence_can_be_collected() -> None:
    # This module is the one that asks the catalogue.
    asking = SOURCE / "selfcheck_documents" / "words.py"
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in faults_of(path.read_text(encoding="utf-8"))
        if path != asking
    ]

    assert found == []
