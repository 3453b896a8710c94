"""Documents are written by one module, whole or not at all."""

import ast
from pathlib import Path

import pytest

from selfcheck_documents.files import write_file

SOURCE = Path(__file__).parents[2] / "src"
WRITING = {"write_text", "write_bytes", "mkstemp", "fdopen", "NamedTemporaryFile"}
# The first is the one that writes documents; the others write what is no document.
MAY_WRITE = {
    "selfcheck_documents/files.py",
    "selfcheck/frameworks/library.py",  # a checksum beside a framework
    "weltoffen/environment.py",  # the key of an installation that is tried
}


def writes(source: str) -> bool:
    """Whether a module writes files: by a method that does, or by opening one for it."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(_name(call) in WRITING or (_name(call) == "open" and _is_for_writing(call)) for call in calls)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _is_for_writing(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    modes = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)


@pytest.mark.parametrize("source", ["path.write_text(x)", 'path.open("wb")', 'open(path, mode="a", encoding="utf-8")'])
def test_writing_is_found(source: str) -> None:
    assert writes(source)


def test_reading_is_not_taken_for_writing() -> None:
    assert not writes('path.open("rb")\nopen(path, encoding="utf-8")\npath.read_text()')


def test_one_module_writes_documents() -> None:
    found = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if writes(path.read_text(encoding="utf-8"))
    }

    assert found == MAY_WRITE


def test_an_interrupted_writing_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"new")

    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("report.pdf", b"old")]
