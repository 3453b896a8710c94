"""`weltoffen prepare`, `demo`, `serve` as somebody types them: repeatable, and no confirmed answer is lost."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

ROOT = Path(__file__).parents[2]
WELTOFFEN = Path(sys.executable).with_name("weltoffen")
ADDRESS = "mitwirkung@donnersbergkreis.example"
ROUND = "/m/donnersbergkreis/rounds/2/"
SAVES_BEFORE_THE_END = 25
COUNTED = (
    "accounts_person", "municipalities_membership", "rounds_round", "answers_answerstate",
    "evaluation_storedevaluation", "evaluation_release", "journal_entry", "catalogue_frameworkversion",
)  # fmt: skip

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def variables(folder: Path) -> Mapping[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WELTOFFEN_", "DJANGO_"))}
    return {**clean, "WELTOFFEN_DATA": str(folder)}


def run(folder: Path, *arguments: str) -> str:
    """What a command printed; it must end well."""
    done = subprocess.run(
        [WELTOFFEN, *arguments, "--language", "en"], env=variables(folder), capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@contextmanager
def database_in(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database, written and closed at the end: one left open removes its -wal file whenever it is collected."""
    with closing(sqlite3.connect(folder / "weltoffen.sqlite3")) as database, database:
        yield database


def counts(folder: Path) -> dict[str, int]:
    with database_in(folder) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}  # noqa: S608


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with demo data."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(folder, "prepare").splitlines()[1:] == [
        "Questionnaires: weltoffene-kommune@1.0", "Static files: up to date.",
    ]  # fmt: skip
    assert run(folder, "demo").splitlines()[0] == "Demo data: added."
    return folder


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """A copy for a test that changes something."""
    return Path(shutil.copytree(demo, tmp_path / "copy"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    folder: Path, port: int, *options: str, by: Sequence[str | Path] = (WELTOFFEN,)
) -> Iterator[subprocess.Popen[str]]:
    """A server that listens, in a process group of its own; killed at the end if it still lives."""
    process = subprocess.Popen(
        [*by, "serve", "--port", str(port), "--language", "en", *options],
        cwd=ROOT, env=variables(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Weltoffen is running: http://localhost:{port}/\n"
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


class Browser:
    """A signed-in person without a window."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def sign_in(self) -> None:
        self.get("/account/login/")
        self.post("/account/login/", login=ADDRESS, password="weltoffen-ausprobieren")  # noqa: S106

    def get(self, path: str) -> str:
        with self.opener.open(self.origin + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **data: str | int) -> str:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrf")
        headers = {"X-CSRFToken": str(token)}
        sent = Request(self.origin + path, urlencode(data).encode(), headers)  # noqa: S310 - our own address
        with self.opener.open(sent, timeout=20) as answer:
            return str(answer.read().decode())


def questions_in(page: str) -> dict[str, int]:
    """The questions on the page of a field, with the version that was read."""
    found = re.findall(r'name="version-([\w.-]+)" value="(\d+)"', page)
    return {key: int(version) for key, version in found}


def test_preparing_and_filling_again_changes_nothing(demo: Path) -> None:
    before = counts(demo)

    prepared, filled = run(demo, "prepare").splitlines(), run(demo, "demo").splitlines()

    assert prepared == [
        "Database: up to date.", "Questionnaires: weltoffene-kommune@1.0", "Static files: up to date.",
    ]  # fmt: skip
    assert filled[:3] == [
        "Demo data: there already.",
        "Sign in as one of these, each with the password weltoffen-ausprobieren",
        "  koordination@donnersbergkreis.example        Coordinator, Donnersbergkreis",
    ]
    assert counts(demo) == before
    assert {table: before[table] for table in COUNTED[:-2]} == {
        "accounts_person": 11, "municipalities_membership": 12, "rounds_round": 6, "answers_answerstate": 563,
        "evaluation_storedevaluation": 4, "evaluation_release": 3,
    }  # fmt: skip


def test_daily_erases_what_ended_and_keeps_the_rest(own_demo: Path) -> None:
    with database_in(own_demo) as database:
        moments = "'2020-01-01 00:00:00', '2020-01-01 00:00:00'"
        columns = "session_key, session_data, expire_date, handle, browser, system, began_at, seen_at"
        rows = [("old", "2020-01-01 00:00:00"), ("new", "2090-01-01 00:00:00")]
        insert = f"INSERT INTO accounts_session ({columns}) VALUES (?, 'x', ?, '', '', '', {moments})"  # noqa: S608
        database.executemany(insert, rows)

    said = run(own_demo, "daily").splitlines()

    with database_in(own_demo) as database:
        left = database.execute("SELECT session_key FROM accounts_session WHERE session_data = 'x'").fetchall()
    assert said == [
        "The journal: who started, finished, released or changed what, and when: 0 erased",
        "In which browsers you are signed in: the kind of browser and system, since when, when used last: 1 erased",
        "Attempts to sign in, with the address of the device and a checksum of the typed e-mail address; how many "
        "messages and invitations somebody sends: 0 erased",
        "If you contribute by a personal link: name, e-mail address, department, language, mails and letters to you, "
        "days on which the link was opened, whether you want reminders: 0 erased",
        "Files with answers that you upload: 0 erased",
        "Files of responses from LimeSurvey that you upload, without what LimeSurvey notes about people, and without "
        "longer texts: 0 erased",
        "When you were last reminded of open questions by e-mail, and whether the mail server refused that e-mail: "
        "0 erased",
        "What you answer in a survey of residents: each answer adds one to a counter, no sheet of yours is stored: "
        "0 erased",
        "A number by chance for each form that was sent in a survey, as a checksum: 43 erased",
        "If you are invited to a workshop or registered for a dialogue event: name, organisation, e-mail address, "
        "language, perspective, mails and letters to you, your reply and who comes in your place, a note of those who "
        "invite: 0 erased",
        "If you tell us what you need at a workshop or dialogue event: interpretation, sign language, step-free "
        "access, childcare, anything else. Nobody has to.: 0 erased",
        "Accounts that belong to no municipality any more: 0 erased",
        "How often a public page was opened on a day, and in which language: 0 erased",
    ]
    assert left == [("new",)]


def test_statistics_are_shown_since_a_day(own_demo: Path) -> None:
    with database_in(own_demo) as database:
        rows = [("2026-01-31", "public:start", "de", 7), ("2026-02-01", "public:municipality", "en", 12)]
        database.executemany("INSERT INTO privacy_pagecount (day, page, language, count) VALUES (?, ?, ?, ?)", rows)

    assert run(own_demo, "statistics", "--since", "2026-02-01").splitlines() == [
        "Day         Page                 Language  Opened", "2026-02-01  public:municipality  en        12",
    ]  # fmt: skip
    assert run(own_demo, "statistics", "--since", "2026-03-01") == (
        "Nothing was counted since 2026-03-01. Only visits of those who chose it are counted.\n"
    )


def test_a_port_that_is_taken_is_refused(demo: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [WELTOFFEN, "serve", "--port", str(port), "--language", "en"],
            env=variables(demo), capture_output=True, encoding="utf-8",
        )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} is taken by another program. Choose another one: weltoffen serve --port {port + 1}\n"
    )


def test_ctrl_c_ends_the_server_without_a_trace(demo: Path) -> None:
    port = free_port()
    with served(demo, port) as server:
        assert Browser(port).get("/health/") == "ok\n"
        os.killpg(server.pid, signal.SIGINT)
        assert server.stdout is not None
        said = server.stdout.read()
        server.wait(timeout=20)

    assert server.returncode == 0
    assert said.splitlines()[-1] == "Stop it with Ctrl+C."


def test_no_confirmed_answer_is_lost_when_the_server_is_killed(own_demo: Path) -> None:
    port = free_port()
    confirmed: dict[str, tuple[int, str]] = {}
    with served(own_demo, port) as server:
        browser = Browser(port)
        browser.sign_in()
        versions = questions_in(browser.get(f"{ROUND}fields/economy/"))
        saving = Thread(target=save_until_the_end, args=(browser, versions, confirmed))
        saving.start()
        wait_for(confirmed)
        os.killpg(server.pid, signal.SIGKILL)
        saving.join(timeout=20)

    with served(own_demo, port):
        page = browser.get(f"{ROUND}fields/economy/")  # the session outlived the server too

    read = questions_in(page)
    assert len(confirmed) == len(versions) > 5
    assert {key: version for key, (version, _) in confirmed.items() if read[key] < version} == {}
    assert [said for key, (version, said) in confirmed.items() if read[key] == version and said not in page] == []
    assert sum(read[key] > version for key, (version, _) in confirmed.items()) <= 1  # stored, its word not received


def save_until_the_end(browser: Browser, versions: dict[str, int], confirmed: dict[str, tuple[int, str]]) -> None:
    """Answer one question after the other, again and again; what was confirmed is noted."""
    number = 0
    while True:
        for key in list(versions):
            number += 1
            said = f"Bemerkung {number} Ende"
            try:
                answer = browser.post(f"{ROUND}questions/{key}/", value="begun", comment=said, version=versions[key])
            except (URLError, ConnectionError, HTTPError):
                return
            versions[key] = int(json.loads(answer)["version"])
            confirmed[key] = (versions[key], said)


def wait_for(confirmed: Mapping[str, tuple[int, str]]) -> None:
    """Until enough answers were confirmed that most questions have several versions."""
    ends = time.monotonic() + 30
    while sum(version for version, _ in confirmed.values()) < SAVES_BEFORE_THE_END:
        assert time.monotonic() < ends, "the server saved too little"
        time.sleep(0.001)
