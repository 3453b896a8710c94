"""Every link between our documents leads somewhere: to a file that is there, and to a heading in it."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^ *(```|~~~).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
HEADING = re.compile(r"^#{1,6} +(.+?)(?: +#+)? *$", re.MULTILINE)
TARGETS = (
    re.compile(r"\]\(\s*<?([^)\s>]+)"),
    re.compile(r"^ *\[[^\]]+\]: +<?([^\s>]+)", re.MULTILINE),
    re.compile(r"""<[^>]*\b(?:href|src|srcset)=["']([^"']+)"""),
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def documents() -> list[Path]:
    """Every Markdown file that belongs to the project, whether it is committed already or not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def targets(text: str) -> Iterator[str]:
    """What a document links to or shows, without what lies on other hosts."""
    prose = INLINE_CODE.sub("", FENCED.sub("", text))
    for pattern in TARGETS:
        yield from (target for target in pattern.findall(prose) if not ELSEWHERE.match(target))


def anchors(text: str) -> set[str]:
    """The names of a document's headings as GitHub makes them; equal ones are numbered."""
    found: Counter[str] = Counter()
    names = set()
    for heading in HEADING.findall(FENCED.sub("", text)):
        shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        names.add(f"{name}-{found[name]}" if found[name] else name)
        found[name] += 1
    return names


def broken_links(document: Path) -> list[str]:
    """The targets that lead nowhere."""
    return [
        target for target in targets(document.read_text(encoding="utf-8")) if not _leads_somewhere(document, target)
    ]


def _leads_somewhere(document: Path, target: str) -> bool:
    name, _, anchor = unquote(target).partition("#")
    path = (document.parent / name).resolve() if name else document
    if not path.exists():
        return False
    return not anchor or (path.suffix == ".md" and anchor in anchors(path.read_text(encoding="utf-8")))


def test_broken_links_are_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text(
        "# Größe: 1 & 2\n## `a_b`.c\n## Same\n## Same\n```\n# no heading\n```\n", "utf-8"
    )
    page = tmp_path / "page.md"
    sound = ["#here", "other.md", "other.md#größe-1--2", "other.md#a_bc", "other.md#same-1", "https://example.com/x"]
    broken = ["no.md", "#no", "other.md#same-2", "other.md#no-heading", "no.png"]
    links = "\n".join(f"[text]({target})" for target in [*sound, *broken[:-1]])
    page.write_text(f"# Here\n{links}\n![picture]({broken[-1]})\n`[code](no)`\n```\n[code](no)\n```\n", "utf-8")

    assert broken_links(page) == broken


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken_links(document) == []


def test_the_documents_link_to_each_other() -> None:
    """The test above would pass where no link is found; this one makes sure that some are."""
    assert sum(1 for path in documents() for _ in targets(path.read_text(encoding="utf-8"))) > 50
