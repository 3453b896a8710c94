"""What is said about a faulty environment: each variable, the value found, what is possible; all of it at once."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from weltoffen.environment import Environment, FaultyEnvironment, Mail, Provider, own_folder
from weltoffen.language import speak

DATABASES = "postgresql://user:password@host:5432/name, postgresql:///name?host=/run/postgresql, sqlite:////path"
MAILS = "smtp://user:password@host:587?security=starttls"
SENDERS = "Selbstcheck <selbstcheck@example.de>"
KEYS = "at least 32 random characters, such as the output of: openssl rand -base64 48"

PREPARED = {"server_side_binding": True, "prepare_threshold": 2}


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever another test made the command line speak."""
    speak("en")


def faults(read: Callable[[Environment], object], **variables: str) -> list[str]:
    environment = Environment(variables)
    read(environment)
    return environment.faults


@pytest.mark.parametrize(("read", "found", "fault"), [
    (lambda one: one.flag("X"), "maybe", "X is “maybe”: this is neither yes nor no. Possible: yes, no"),
    (lambda one: one.days("X", 30), "0", "X is “0”: this is no number of days. Possible: 1 … 36500"),
    (lambda one: one.days("X", 30), "two", "X is “two”: this is no number of days. Possible: 1 … 36500"),
    (lambda one: one.names_of_site("X"), "a.de, https://b.de",
     "X is “a.de, https://b.de”: “https://b.de” is no name of a site. "
     "Possible: selbstcheck.example.de, www.example.de"),
    (lambda one: one.names_of_site("X"), "*",
     "X is “*”: “*” is no name of a site. Possible: selbstcheck.example.de, www.example.de"),
    (lambda one: one.sender("X"), "Amt",
     f"X is “Amt”: this is no sender with an e-mail address. Possible: {SENDERS}"),
    (lambda one: one.database("X", Path("d")), "mysql://host/name",
     f"X is “mysql://host/name”: this is no known kind of database. Possible: {DATABASES}"),
    (lambda one: one.database("X", Path("d")), "postgresql://host/",
     f"X is “postgresql://host/”: the address names no database. Possible: {DATABASES}"),
    (lambda one: one.database("X", Path("d")), "postgresql://host:abc/name",
     f"X is “postgresql://host:abc/name”: the address cannot be read. Possible: {DATABASES}"),
    (lambda one: one.mail("X"), "http://host",
     f"X is “http://host”: the address names no mail server. Possible: {MAILS}"),
    (lambda one: one.mail("X"), "smtp://host:99999",
     f"X is “smtp://host:99999”: the address cannot be read. Possible: {MAILS}"),
    (lambda one: one.mail("X"), "smtp://host?security=some",
     "X is “smtp://host?security=some”: this security is not known. Possible: security=none, starttls, tls"),
    (lambda one: one.secret("X", Path("d"), is_production=True), "short",
     f"X is “short”: the key has only 5 characters. Possible: {KEYS}"),
])  # fmt: skip
def test_a_fault_says_variable_value_and_what_is_possible(
    read: Callable[[Environment], object], found: str, fault: str
) -> None:
    assert faults(read, X=found) == [fault]


SOUND_PROVIDER = {
    "X_ISSUER": "https://sso.kreis.example/realms/a/", "X_CLIENT": "weltoffen", "X_SECRET": "geheim",
    "X_NAME": "Kreisverwaltung", "X_DOMAINS": "Kreis.example, stadt.kreis.example",
}  # fmt: skip


def faults_of_provider(variables: Mapping[str, str], *, is_production: bool = True) -> list[str]:
    return faults(lambda one: one.provider("X", is_production=is_production), **variables)


def test_a_sign_in_of_a_municipality_is_read() -> None:
    read = Environment(SOUND_PROVIDER).provider("X", is_production=True)

    assert read == Provider(
        "https://sso.kreis.example/realms/a", "weltoffen", "geheim", "Kreisverwaltung",
        frozenset({"kreis.example", "stadt.kreis.example"}),
    )  # fmt: skip
    assert "geheim" not in repr(read)
    assert Environment({}).provider("X", is_production=True) is None
    assert faults_of_provider(SOUND_PROVIDER) == []


def test_half_a_sign_in_of_a_municipality_tells_all_that_is_missing() -> None:
    found = faults_of_provider({"X_NAME": "Kreisverwaltung"})

    assert [fault.partition(":")[0] for fault in found] == [
        "X_ISSUER is not set", "X_CLIENT is not set", "X_SECRET is not set", "X_DOMAINS is not set",
    ]  # fmt: skip
    assert found[0] == (
        "X_ISSUER is not set: a sign-in of a municipality needs all its variables. "
        "Possible: https://anmeldung.kreis.example/realms/verwaltung"
    )


@pytest.mark.parametrize(("issuer", "is_production", "is_sound"), [
    ("http://sso.kreis.example", True, False), ("http://sso.kreis.example", False, False),
    ("http://localhost:8080", True, False), ("http://localhost:8080", False, True),
    ("sso.kreis.example", True, False), ("https://", True, False), ("https://[", True, False),
    ("https://sso.kreis.example/?realm=a", True, False), ("https://sso.kreis.example", True, True),
])  # fmt: skip
def test_a_provider_is_spoken_with_over_an_encrypted_way(issuer: str, *, is_production: bool, is_sound: bool) -> None:
    found = faults_of_provider({**SOUND_PROVIDER, "X_ISSUER": issuer}, is_production=is_production)

    assert (found == []) == is_sound
    assert is_sound or "this is no encrypted address." in found[0]


@pytest.mark.parametrize("domain", ["@kreis.example", "example", "*.kreis.example", "https://kreis.example", "a..b"])
def test_a_domain_is_what_stands_behind_the_at(domain: str) -> None:
    [fault] = faults_of_provider({**SOUND_PROVIDER, "X_DOMAINS": f"kreis.example, {domain}"})

    assert f"“{domain}” is nothing that stands behind the @ of an address." in fault


def test_a_missing_key_says_so() -> None:
    said = faults(lambda one: one.secret("X", Path("d"), is_production=True))

    assert said == [f"X is not set: in production the key must be set. Possible: {KEYS}"]


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wanted = str(tmp_path / "file" / "folder")

    assert faults(lambda one: one.folder("X", "d"), X=wanted) == [
        f"X is “{wanted}”: the folder cannot be made. Possible: a folder that the service may write into"
    ]


@pytest.mark.parametrize(
    ("name", "written", "shown"),
    [
        ("WELTOFFEN_SECRET_KEY", "geheim", "…"),
        ("WELTOFFEN_MAIL", "smtp://amt:geheim@host:99999", "smtp://…@host:99999"),
        ("WELTOFFEN_MAIL", "smtp://127.0.0.1:9", "smtp://127.0.0.1:9"),
        ("WELTOFFEN_MAIL", "smtp://amt:geheim", "…"),
        ("WELTOFFEN_MAIL", "amt:geheim@host:587", "…"),
        ("WELTOFFEN_DATABASE", "mysql://amt:ge@heim@host/name", "mysql://…@host/name"),
        ("WELTOFFEN_DATABASE", "mysql:amt:geheim@host/name", "…"),
        ("WELTOFFEN_DATABASE", "postgresql:///name?passwd=geheim&host=a.de", "postgresql:///name"),
        ("WELTOFFEN_DATABASE", "postgresql:///name?password=ge@heim", "…"),
        ("WELTOFFEN_SENDER", "Amt <amt@>", "Amt <amt@>"),
        ("WELTOFFEN_MAIL_PASSWORD", "geheim", "…"),
    ],
)
def test_passwords_and_keys_are_not_told(name: str, written: str, shown: str) -> None:
    environment = Environment({name: written})
    for known in ("SECRET_KEY", "MAIL", "DATABASE", "SENDER"):
        environment.text(f"WELTOFFEN_{known}")

    assert environment.shown(name) == shown


def test_a_variable_that_nobody_reads_is_a_fault() -> None:
    environment = Environment(
        {"WELTOFFEN_HOST": "a.de", "WELTOFFEN_FRAMEWORKS": "x", "WELTOFFEN_TESTS": "x", "HOME": ""}
    )
    environment.names_of_site("WELTOFFEN_HOSTS")

    with pytest.raises(FaultyEnvironment) as raised:
        environment.check()

    assert str(raised.value).splitlines() == [
        "The settings cannot be used. They are described in docs/operating/README.md.",
        "- WELTOFFEN_HOST is “…”: there is no such variable. Possible: WELTOFFEN_HOSTS",
    ]


def test_a_sound_environment_is_read(tmp_path: Path) -> None:
    one = Environment({
        "FLAG": "Yes", "HOSTS": " a.de , .b.de,[::1]", "MAIL": "smtp://amt%40a.de:p%2F@mail.a.de:25?security=none",
        "DB": "postgresql://amt:p%40ss@db.a.de:5433/check?sslmode=require",
        "SOCKET": "postgresql:///check?host=/run/postgresql",
        "FILE": "sqlite:////srv/check.sqlite3", "SENDER": "Amt <amt@a.de>", "KEY": "k" * 32,
    })  # fmt: skip

    postgresql = {"ENGINE": "django.db.backends.postgresql", "NAME": "check"}
    assert (one.flag("FLAG"), one.flag("NONE")) == (True, False)
    assert one.names_of_site("HOSTS") == ["a.de", ".b.de", "[::1]"]
    assert one.mail("MAIL") == Mail("mail.a.de", 25, "amt@a.de", "p/", "none")
    assert one.mail("NONE") is None
    assert one.database("DB", tmp_path) == {
        **postgresql, "USER": "amt", "PASSWORD": "p@ss", "HOST": "db.a.de", "PORT": "5433",
        "OPTIONS": {**PREPARED, "sslmode": "require"},
    }  # fmt: skip
    assert one.database("SOCKET", tmp_path) == {
        **postgresql, "USER": "", "PASSWORD": "", "HOST": "/run/postgresql", "PORT": "", "OPTIONS": PREPARED,
    }  # fmt: skip
    assert one.database("FILE", tmp_path)["NAME"] == "/srv/check.sqlite3"
    assert one.database("NONE", tmp_path / "x")["NAME"] == str(tmp_path / "x")
    assert one.sender("SENDER") == "Amt <amt@a.de>"
    assert one.secret("KEY", tmp_path, is_production=True) == "k" * 32
    assert one.faults == []


def test_a_key_for_trying_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first, again = (Environment({}).secret("KEY", tmp_path, is_production=False) for _ in range(2))

    assert (first, len(first) >= 32) == (again, True)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folders_that_are_made_are_for_their_owner_only(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    for folder in (theirs, ours):
        folder.mkdir(mode=0o755)

    made = Environment({"X": str(tmp_path / "made")}).folder("X", "")
    Environment({"X": str(theirs)}).folder("X", "")

    assert [mode_of(one) for one in (made, theirs, own_folder(ours), own_folder(made / "mail"))] == [
        0o700, 0o755, 0o700, 0o700,
    ]  # fmt: skip
    assert not own_folder(tmp_path / "missing" / "mail").exists()


def run(command: str, folder: Path, variables: Mapping[str, str]) -> tuple[int, str, str]:
    """One command of the platform as somebody types it, in an environment of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WELTOFFEN_", "DJANGO_"))}
    done = subprocess.run(
        [Path(sys.executable).with_name("weltoffen"), command, "--language", "en"],
        env={**clean, "WELTOFFEN_DATA": str(folder), **variables}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_production_without_settings_tells_all_that_is_missing(tmp_path: Path) -> None:
    status, out, err = run("check", tmp_path, {"WELTOFFEN_PRODUCTION": "yes"})

    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "The settings cannot be used. They are described in docs/operating/README.md.",
        f"- WELTOFFEN_SECRET_KEY is not set: in production the key must be set. Possible: {KEYS}",
        "- WELTOFFEN_HOSTS is not set: in production the site must have a name. Possible: selbstcheck.example.de",
        f"- WELTOFFEN_MAIL is not set: in production a mail server is needed. Possible: {MAILS}",
        f"- WELTOFFEN_SENDER is not set: in production mail needs a sender. Possible: {SENDERS}",
    ]


def test_what_an_operator_says_about_themselves_is_checked(tmp_path: Path) -> None:
    status, _, err = run("check", tmp_path, {"WELTOFFEN_IMPRINT": "www.a.de", "WELTOFFEN_CONTACT": "amt"})

    assert (status, err.splitlines()[1:]) == (1, [
        "- WELTOFFEN_IMPRINT is “www.a.de”: this is no address of a page. Possible: https://www.example.de/impressum",
        "- WELTOFFEN_CONTACT is “amt”: this is no e-mail address. Possible: selbstcheck@example.de",
    ])  # fmt: skip


def test_check_tells_everything_that_is_in_the_way(tmp_path: Path) -> None:
    status, _, err = run("check", tmp_path, {
        "WELTOFFEN_DATABASE": "postgresql://amt:geheim@127.0.0.1:9/check", "WELTOFFEN_MAIL": "smtp://127.0.0.1:9",
    })  # fmt: skip

    assert status == 1
    database, files, mail = err.splitlines()
    assert database.startswith(
        "- WELTOFFEN_DATABASE is “postgresql://…@127.0.0.1:9/check”: the database does not answer (connection failed"
    )
    assert database.endswith("). Possible: postgresql://user:password@host:5432/name, sqlite:////path")
    assert files == "- There are no static files. Run: weltoffen prepare"
    assert mail == (
        "- WELTOFFEN_MAIL is “smtp://127.0.0.1:9”: the mail server does not answer "
        f"([Errno 111] Connection refused). Possible: {MAILS}"
    )
    assert "geheim" not in err


def test_there_is_no_demo_in_production(tmp_path: Path) -> None:
    status, out, err = run("demo", tmp_path, {
        "WELTOFFEN_PRODUCTION": "yes", "WELTOFFEN_SECRET_KEY": "k" * 32, "WELTOFFEN_HOSTS": "a.de",
        "WELTOFFEN_MAIL": "smtp://a.de", "WELTOFFEN_SENDER": "amt@a.de",
    })  # fmt: skip

    assert (status, out) == (1, "")
    assert err == "WELTOFFEN_PRODUCTION is “yes”: there is no demo in production, its password is known.\n"


def test_an_installation_that_is_not_prepared_is_not_served(tmp_path: Path) -> None:
    status, _, err = run("serve", tmp_path, {})

    assert (status, err) == (1, f"{tmp_path} is not prepared for this version. Run first: weltoffen prepare\n")
