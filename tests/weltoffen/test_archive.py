"""`weltoffen archive` as somebody types it: from one installation into another, and what it says when it cannot."""

import hashlib
import json
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.weltoffen.test_serve import variables

WELTOFFEN = Path(sys.executable).with_name("weltoffen")


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """A command with the data of an installation."""
    done = subprocess.run(
        [WELTOFFEN, *arguments, "--language", "en"], env=variables(folder), capture_output=True, encoding="utf-8"
    )
    return done.returncode, done.stdout, done.stderr


def files_in(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an installation with the demo."""
    folder = tmp_path_factory.mktemp("demo")
    assert [run(folder, command)[0] for command in ("prepare", "demo")] == [0, 0]
    return folder


# A running workshop comes back as ended, so the one that runs in the demo ends before.
ENDING = """
from weltoffen.platform import set_up
set_up()
from django_scopes import scope
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.queries import session_of
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop
with scope(municipality=Municipality.objects.get(slug="donnersbergkreis").pk):
    running = Workshop.objects.get(phase="running")
    end_workshop(running, version=session_of(running).version, by=None)
"""


def test_an_empty_installation_gets_all_of_it(demo: Path, tmp_path: Path) -> None:
    first, second, other = tmp_path / "first.zip", tmp_path / "second.zip", tmp_path / "other"
    assert run(other, "prepare")[0] == 0
    subprocess.run([sys.executable, "-c", ENDING], env=variables(demo), check=True)

    written = run(demo, "archive", "write", "donnersbergkreis", "--to", str(first))
    read = run(other, "archive", "read", str(first))
    again = run(other, "archive", "write", "donnersbergkreis", "--to", str(second))

    assert written == (0, f"The archive of Donnersbergkreis lies in {first}. It contains personal data.\n", "")
    assert (read[0], read[1].splitlines()[0]) == (0, "Donnersbergkreis was read back with 2 rounds.")
    assert again[0] == 0
    before, after = files_in(first), files_in(second)
    moments = [json.loads(files.pop("manifest.json")).pop("written_at") for files in (before, after)]
    assert moments[0] < moments[1]
    assert list(before) == list(after)
    assert [path for path in before if before[path] != after[path]] == []


def test_what_is_here_is_not_read_over(demo: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))

    status, out, err = run(demo, "archive", "read", str(archive))
    assert (status, out) == (1, "")
    assert err == (
        "There is a municipality with the address “kirchheimbolanden” here already. Nothing was stored. "
        "Read the archive under another address: --slug.\n"
    )

    status, out, _ = run(demo, "archive", "read", str(archive), "--slug", "kirchheimbolanden-kopie")
    assert (status, out.splitlines()[0]) == (0, "Kirchheimbolanden was read back with 0 rounds.")


def test_a_damaged_archive_is_refused_with_its_faults(demo: Path, tmp_path: Path) -> None:
    archive, damaged = tmp_path / "a.zip", tmp_path / "b.zip"
    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))
    with zipfile.ZipFile(damaged, "w") as package:
        for name, body in files_in(archive).items():
            package.writestr(name, body + b" " if name in ("index.html", "README.txt") else body)

    status, out, err = run(demo, "archive", "read", str(damaged), "--slug", "b")

    assert (status, out) == (1, "")
    what = "this file was changed: its checksum is not the one in the manifest."
    assert [line.split(" Found:")[0] for line in err.splitlines()] == [f"README.txt: {what}", f"index.html: {what}"]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("write", "nowhere", "--to", "a.zip"), 2, "Wrong usage: There is no municipality “nowhere”. Possible: "),
        (("write", "kirchheimbolanden", "--to", "a.tar"), 2, "Wrong usage: --to: a.tar does not end in .zip."),
        (("write", "kirchheimbolanden", "--to", "/nowhere/a.zip"), 1, "/nowhere/a.zip cannot be used: "),
        (("read", "/nowhere/a.zip"), 1, "/nowhere/a.zip cannot be used: there is no such file or folder."),
        (("read", "a.zip", "--slug", "../x"), 2, "usage: "),
        (("read", __file__), 1, "The file is no archive, or it is damaged."),
    ],
)
def test_what_cannot_be_done_is_said(demo: Path, arguments: tuple[str, ...], status: int, sentence: str) -> None:
    found, out, err = run(demo, "archive", *arguments)
    assert (found, out) == (status, "")
    assert err.startswith(sentence)


def test_an_archive_is_for_its_owner_alone(demo: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(b"old")
    archive.chmod(0o644)

    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))

    assert (stat.S_IMODE(archive.stat().st_mode), zipfile.is_zipfile(archive)) == (0o600, True)


def test_a_name_from_outside_reaches_the_terminal_without_signs_that_it_obeys(demo: Path, tmp_path: Path) -> None:
    archive, forged = tmp_path / "a.zip", tmp_path / "b.zip"
    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))
    files = files_in(archive)
    named = json.loads(files["municipality/municipality.json"]) | {"name": "Ort\x1b[31m"}
    files["municipality/municipality.json"] = json.dumps(named).encode()
    manifest = json.loads(files.pop("manifest.json"))
    manifest["files"] = {name: {"sha256": hashlib.sha256(body).hexdigest()} for name, body in files.items()}
    with zipfile.ZipFile(forged, "w") as package:
        for name, body in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            package.writestr(name, body)

    status, out, err = run(demo, "archive", "read", str(forged), "--slug", "ort")

    assert (status != 0, out) == (True, "")
    assert "Ort\ufffd[31m" in err
    assert "\x1b" not in err


def test_what_could_not_be_written_is_not_in_the_journal(demo: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))
    before = json.loads(files_in(archive)["municipality/journal.json"])
    run(demo, "archive", "write", "kirchheimbolanden", "--to", "/nowhere/a.zip")
    run(demo, "archive", "write", "kirchheimbolanden", "--to", str(archive))

    after = json.loads(files_in(archive)["municipality/journal.json"])

    assert [(entry["event"], entry["actor"]) for entry in after[len(before) :]] == [("archive_taken_along", "–")]
