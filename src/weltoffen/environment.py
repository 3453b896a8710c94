"""What the environment says about an installation, read with types; every fault is told at once, with the remedy.

Nothing has to be set for trying the platform. In production (`WELTOFFEN_PRODUCTION=yes`) some variables must be.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

MANUAL = "docs/operating/README.md"
SHORTEST_KEY = 32
YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0", "")
MAIL_SECURITY = ("none", "starttls", "tls")


class FaultyEnvironment(Exception):
    """The environment asks for something impossible; the text lists every fault."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Where mail goes: a server, and how the way there is secured."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str


class Environment:
    """Reads variables and collects what is wrong with them; `check` raises all of it together."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables
        self.faults: list[str] = []

    def report(self, name: str, what: str, possible: str) -> None:
        """Add a fault: the variable, the value found, what is possible."""
        found = self.variables.get(name)
        shown = "is not set" if found is None else f"is “{_without_secret(name, found)}”"
        self.faults.append(f"{name} {shown}: {what} Possible: {possible}")

    def check(self) -> None:
        """Raise `FaultyEnvironment` when anything is wrong."""
        if self.faults:
            listed = "\n".join(f"- {fault}" for fault in self.faults)
            raise FaultyEnvironment(f"The settings cannot be used. They are described in {MANUAL}.\n{listed}")

    def text(self, name: str, default: str = "") -> str:
        """A text without spaces around it."""
        return self.variables.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        written = self.text(name, "yes" if default else "no").lower()
        if written not in (*YES, *NO):
            self.report(name, "this is neither yes nor no.", "yes, no")
        return written in YES

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        written = self.text(name) or str(default)
        if not written.isdecimal() or not lowest <= int(written) <= highest:
            self.report(name, "this is no such number.", f"{lowest} to {highest}")
            return default
        return int(written)

    def names(self, name: str) -> list[str]:
        """Several names, parted by commas."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def database(self, name: str, default: Path) -> dict[str, object]:
        """Django's entry for a database: `postgresql://user:password@host:port/name`, or `sqlite:///path`."""
        written = self.text(name)
        if not written:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        possible = "postgresql://user:password@host:5432/name, postgresql:///name?host=/run/postgresql, sqlite:////path"
        try:
            parts = urlsplit(written)
            port = parts.port
        except ValueError:
            self.report(name, "the address cannot be read.", possible)
            return {}
        path = unquote(parts.path.removeprefix("/"))
        if parts.scheme not in ("postgresql", "postgres", "sqlite") or not path:
            self.report(name, "the address names no known kind of database, or no database.", possible)
            return {}
        if parts.scheme == "sqlite":
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
        query = parse_qs(parts.query)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": path,
            "USER": unquote(parts.username or "") or query.get("user", [""])[0],
            "PASSWORD": unquote(parts.password or "") or query.get("password", [""])[0],
            "HOST": parts.hostname or query.get("host", [""])[0],
            "PORT": str(port or query.get("port", [""])[0]),
        }

    def mail(self, name: str) -> Mail | None:
        """The mail server: `smtp://user:password@host:587?security=starttls`; None when nothing is said."""
        written = self.text(name)
        if not written:
            return None
        possible = "smtp://user:password@host:587?security=starttls (none, starttls or tls)"
        try:
            parts = urlsplit(written)
            port = parts.port or 587
        except ValueError:
            self.report(name, "the address cannot be read.", possible)
            return None
        security = parse_qs(parts.query).get("security", ["starttls"])[0]
        if parts.scheme != "smtp" or not parts.hostname or security not in MAIL_SECURITY:
            self.report(name, "the address names no mail server.", possible)
            return None
        return Mail(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), security)

    def secret(self, name: str, folder: Path, *, is_production: bool) -> str:
        """The key that signs sessions. For trying, one is made once and kept in `folder`."""
        written = self.text(name)
        remedy = f"at least {SHORTEST_KEY} random characters, such as the output of: openssl rand -base64 48"
        if is_production and not written:
            self.report(name, "in production the key must be set.", remedy)
        elif written and len(written) < SHORTEST_KEY:
            self.report(name, f"the key has only {len(written)} characters.", remedy)
        return written or _kept_key(folder / "secret.key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


def _without_secret(name: str, value: str) -> str:
    """The value as it may stand in a log: never a key, never a password inside an address."""
    if name.endswith("KEY"):
        return "…"
    head, at, tail = value.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else value
