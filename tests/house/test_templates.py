"""Templates keep the direction of the rooms and the content security policy, mark nothing as safe and hide nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from tests.house.rooms import PLATFORM, is_before, modules, name_of

from weltoffen.settings import ROOMS

USES = re.compile(r"{%-?\s*(?:extends|include|from|import)\s+[\"']([^\"']+)[\"']")
FORBIDDEN = {
    "marks something as safe": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "has an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "has an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "has an inline event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "loads from somebody else": re.compile(
        r"<(?:script|img|link|iframe|source|audio|video)\b[^>]*\s(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted(PLATFORM.rglob("*.jinja"))


def room_of(template: str) -> str:
    """The room whose folder a template lies in; what lies in none is the foundation's."""
    first = template.split("/")[0]
    return first if first in ROOMS else "foundation"


def faults_of(text: str, room: str) -> list[str]:
    """What a template of this room must not contain."""
    shown = COMMENT.sub("", text)
    later = [used for used in USES.findall(shown) if not is_before(room_of(used), room)]
    return [
        *(f"uses {used} of a later room" for used in later),
        *(what for what, pattern in FORBIDDEN.items() if pattern.search(shown)),
    ]


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("{{ words|safe }}", "marks something as safe"),
        ("{% autoescape false %}", "marks something as safe"),
        ('<p style="color: red">', "has an inline style"),
        ("<script>run()</script>", "has an inline script"),
        ('<a href="javascript:run()">', "has an inline script"),
        ('<body onload="run()">', "has an inline event handler"),
        ('<img src="https://elsewhere.example/a.png">', "loads from somebody else"),
        ('{% include "rounds/part.jinja" %}', "uses rounds/part.jinja of a later room"),
        ("{%- from 'answers/parts.jinja' import part %}", "uses answers/parts.jinja of a later room"),
    ],
)
def test_a_fault_is_found(planted: str, fault: str) -> None:
    assert faults_of(f"<p>{{{{ words }}}}</p>{planted}", "catalogue") == [fault]


def test_what_is_allowed_is_not_found() -> None:
    sound = """{% extends "layout.jinja" %}{% from "components.jinja" import icon %}{# |safe, <style> #}
    <script type="module" src="{{ static('a.js') }}"></script><a href="https://elsewhere.example/">{{ unsafe }}</a>"""

    assert faults_of(sound, "catalogue") == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_every_template_keeps_the_rules(path: Path) -> None:
    assert faults_of(path.read_text(encoding="utf-8"), path.relative_to(PLATFORM).parts[0]) == []


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 10


def frames() -> list[Path]:
    """Every template that another one extends."""
    extended = re.compile(r"{%-?\s*extends\s+[\"']([^\"']+)[\"']")
    used = {name for path in templates() for name in extended.findall(path.read_text(encoding="utf-8"))}
    return [path for path in templates() if path.as_posix().endswith(tuple(f"/templates/{name}" for name in used))]


def names_set_in(source: str) -> set[str]:
    """What a template sets, imports and defines for all of a page: it hides what a view says under the same name."""
    found: set[str] = set()
    for node in Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source).body:
        match node:
            case nodes.Assign() | nodes.AssignBlock():
                found.update(name.name for name in node.find_all(nodes.Name) if name.ctx == "store")
            case nodes.Macro():
                found.add(node.name)
            case nodes.Import():
                found.add(node.target)
            case nodes.FromImport():
                found.update(name if isinstance(name, str) else name[1] for name in node.names)
    return found


def names_said_in(source: str) -> Iterator[str]:
    """The keys of everything that a module of views can say to a page."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            yield from (one.value for one in node.keys if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_what_a_frame_sets_is_found() -> None:
    source = """{% set place = 1 %}{% macro step() %}{% set inner = 2 %}{% endmacro %}{% block content %}{% endblock %}
    {% from "a.jinja" import icon, link as plain_link %}{% import "b.jinja" as parts %}"""

    assert names_set_in(source) == {"place", "step", "icon", "plain_link", "parts"}
    assert list(names_said_in('render(request, "a.jinja", {"place": 1, **more})')) == ["place"]


def test_no_frame_hides_what_a_view_says_to_its_page() -> None:
    said = {
        name
        for path in modules()
        if path.stem == "views" or "views" in path.parts
        for name in names_said_in(path.read_text(encoding="utf-8"))
    }
    hidden = {name_of(path): names_set_in(path.read_text(encoding="utf-8")) & said for path in frames()}

    assert len(said) > 100
    assert "foundation/templates/layout.jinja" in hidden
    assert {path: names for path, names in hidden.items() if names} == {}
