"""What the environment says about an installation, read with types; every fault is told at once, with the remedy.

Nothing has to be set for trying the platform. In production (`WELTOFFEN_PRODUCTION=yes`) some variables must be.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from gettext import gettext as _
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

MANUAL = "docs/operating/README.md"
PREFIX = "WELTOFFEN_"
OF_TESTS = "WELTOFFEN_TEST"
READ_ELSEWHERE = {"WELTOFFEN_FRAMEWORKS"}
"""Variables of the calculation, which has no settings."""
SHORTEST_KEY = 32
LONGEST_IN_DAYS = 36_500
OWN = 0o700
"""The mode of folders that only the user of the service may look into."""
YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0", "")
MAIL_SECURITY = ("none", "starttls", "tls")
MAIL_POSSIBLE = "smtp://user:password@host:587?security=starttls"
DATABASE_POSSIBLE = (
    "postgresql://user:password@host:5432/name, postgresql:///name?host=/run/postgresql, sqlite:////path"
)
PARTS_OF_PROVIDER = {
    "ISSUER": "https://anmeldung.kreis.example/realms/verwaltung",
    "CLIENT": "weltoffen",
    "SECRET": "the secret that the provider shows for this client",
    "NAME": "Kreisverwaltung",
    "DOMAINS": "kreis.example, stadt.example",
}
"""The variables of a municipality's own sign-in behind their common beginning, each with an example."""
DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
ADDRESSES = {"WELTOFFEN_DATABASE", "WELTOFFEN_MAIL"}
SERVER = re.compile(r"(?:[\w.-]*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?(?:/[^?@:]*)?")
NAME_OF_SITE = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Provider:
    """A municipality's own sign-in (OpenID Connect), and whose addresses it may vouch for."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str
    domains: frozenset[str]


class Environment:
    """Reads variables and collects what is wrong with them; `check` raises all of it together."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables
        self.read = set(READ_ELSEWHERE)
        self.faults: list[str] = []

    def report(self, name: str, what: str, possible: str) -> None:
        """Add a fault: the variable, the value found, what is possible."""
        if name in self.variables:
            fault = _("{variable} is “{found}”: {what} Possible: {possible}")
        else:
            fault = _("{variable} is not set: {what} Possible: {possible}")
        self.faults.append(fault.format(variable=name, found=self.shown(name), what=what, possible=possible))

    def check(self) -> None:
        """Raise `FaultyEnvironment` when anything is wrong. Called last: what nobody read by then nobody knows."""
        for name in sorted(set(self.variables) - self.read):
            if name.startswith(PREFIX) and not name.startswith(OF_TESTS):
                self.report(name, _("there is no such variable."), self._similar(name))
        if self.faults:
            said = _("The settings cannot be used. They are described in {manual}.").format(manual=MANUAL)
            raise FaultyEnvironment("\n".join([said, *(f"- {fault}" for fault in self.faults)]))

    def _similar(self, name: str) -> str:
        from difflib import get_close_matches  # only where something is wrong

        return ", ".join(get_close_matches(name, sorted(self.read), n=1) or sorted(self.read))

    def shown(self, name: str) -> str:
        """The value found, as it may stand in a log: without keys and passwords; of an unknown variable nothing."""
        if name not in self.read:
            return "…"
        return _without_secret(name, self.variables.get(name, ""))

    def text(self, name: str, default: str = "") -> str:
        """A text without spaces around it."""
        self.read.add(name)
        return self.variables.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Yes or no."""
        written = self.text(name, "yes" if default else "no").lower()
        if written not in (*YES, *NO):
            self.report(name, _("this is neither yes nor no."), "yes, no")
        return written in YES

    def days(self, name: str, default: int) -> int:
        """A period in whole days, at least one and at most a hundred years."""
        written = self.text(name) or str(default)
        if not re.fullmatch(r"[0-9]{1,5}", written) or not 1 <= int(written) <= LONGEST_IN_DAYS:
            self.report(name, _("this is no number of days."), f"1 … {LONGEST_IN_DAYS}")
            return default
        return int(written)

    def text_of_file(self, name: str) -> str:
        """The text of a file; empty where none is named."""
        path = self.text(name)
        try:
            return Path(path).read_text(encoding="utf-8").strip() if path else ""
        except (OSError, UnicodeDecodeError):
            self.report(name, _("the file cannot be read as text."), "/etc/weltoffen/imprint.txt")
            return ""

    def folder(self, name: str, default: str) -> Path:
        """A folder that is there, or can be made: then nobody else on the machine may look into it."""
        path = Path(self.text(name) or default).resolve()
        try:
            path.mkdir(mode=OWN, parents=True, exist_ok=True)
        except OSError:
            self.report(name, _("the folder cannot be made."), _("a folder that the service may write into"))
        return path

    def names_of_site(self, name: str) -> list[str]:
        """The names under which the site is reached, parted by commas: neither scheme nor port nor path."""
        names = [part.strip() for part in self.text(name).split(",") if part.strip()]
        unusable = [one for one in names if not NAME_OF_SITE.fullmatch(one)]
        if unusable:
            what = _("“{name}” is no name of a site.").format(name=unusable[0])
            self.report(name, what, "selbstcheck.example.de, www.example.de")
        return names

    def sender(self, name: str) -> str:
        """Who mail comes from: an address, with or without a name before it."""
        written = self.text(name)
        address = parseaddr(written)[1]
        if written and not all(address.rpartition("@")):
            self.report(name, _("this is no sender with an e-mail address."), "Selbstcheck <selbstcheck@example.de>")
        return written

    def database(self, name: str, default: Path) -> dict[str, object]:
        """Django's entry for a database: `postgresql://user:password@host:port/name`, or `sqlite:///path`."""
        written = self.text(name)
        if not written:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        parts = self._address(name, DATABASE_POSSIBLE)
        if parts is None:
            return {}
        path = unquote(parts.path.removeprefix("/"))
        if parts.scheme not in ("postgresql", "postgres", "sqlite"):
            self.report(name, _("this is no known kind of database."), DATABASE_POSSIBLE)
        elif not path:
            self.report(name, _("the address names no database."), DATABASE_POSSIBLE)
        elif parts.scheme == "sqlite":
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
        return _postgresql(parts, path)

    def mail(self, name: str) -> Mail | None:
        """The mail server: `smtp://user:password@host:587?security=starttls`; None when nothing is said."""
        if not self.text(name):
            return None
        parts = self._address(name, MAIL_POSSIBLE)
        if parts is None:
            return None
        security = parse_qs(parts.query).get("security", ["starttls"])[0]
        if parts.scheme != "smtp" or not parts.hostname:
            self.report(name, _("the address names no mail server."), MAIL_POSSIBLE)
        elif security not in MAIL_SECURITY:
            self.report(name, _("this security is not known."), f"security={', '.join(MAIL_SECURITY)}")
        return Mail(
            parts.hostname or "",
            parts.port or 587,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            security,
        )

    def provider(self, prefix: str, *, is_production: bool) -> Provider | None:
        """The sign-in of a municipality, from five variables that begin alike; None when none of them is set."""
        names = {part: f"{prefix}_{part}" for part in PARTS_OF_PROVIDER}
        said = {part: self.text(name) for part, name in names.items()}
        if not any(said.values()):
            return None
        for part, possible in PARTS_OF_PROVIDER.items():
            if not said[part]:
                self.report(names[part], _("a sign-in of a municipality needs all its variables."), possible)
        if said["ISSUER"] and not _is_issuer(said["ISSUER"], is_production=is_production):
            self.report(names["ISSUER"], _("this is no encrypted address."), PARTS_OF_PROVIDER["ISSUER"])
        domains = frozenset(one.strip().lower() for one in said["DOMAINS"].split(",") if one.strip())
        unusable = sorted(one for one in domains if not DOMAIN.fullmatch(one))
        if unusable:
            what = _("“{name}” is nothing that stands behind the @ of an address.").format(name=unusable[0])
            self.report(names["DOMAINS"], what, PARTS_OF_PROVIDER["DOMAINS"])
        return Provider(said["ISSUER"].rstrip("/"), said["CLIENT"], said["SECRET"], said["NAME"], domains)

    def _address(self, name: str, possible: str) -> SplitResult | None:
        """The parts of an address that can be read, its port included."""
        try:
            parts = urlsplit(self.text(name))
            _port = parts.port
        except ValueError:
            self.report(name, _("the address cannot be read."), possible)
            return None
        return parts

    def secret(self, name: str, folder: Path, *, is_production: bool) -> str:
        """The key that signs sessions. For trying, one is made once and kept in `folder`."""
        written = self.text(name)
        remedy = _("at least {number} random characters, such as the output of: openssl rand -base64 48").format(
            number=SHORTEST_KEY
        )
        if written and len(written) < SHORTEST_KEY:
            self.report(name, _("the key has only {number} characters.").format(number=len(written)), remedy)
        if written:
            return written
        if is_production:
            self.report(name, _("in production the key must be set."), remedy)
            return ""
        return _kept_key(folder / "secret.key")


def _postgresql(parts: SplitResult, path: str) -> dict[str, object]:
    """What the address says; words after the question mark that Django does not know reach PostgreSQL: sslmode."""
    said = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path,
        "USER": unquote(parts.username or "") or said.pop("user", ""),
        "PASSWORD": unquote(parts.password or "") or said.pop("password", ""),
        "HOST": parts.hostname or said.pop("host", ""),
        "PORT": str(parts.port or said.pop("port", "")),
        # Statements stay prepared on their connection: a sixth of the cost of a saved answer (docs/benchmarks.md).
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **said},
    }


def _is_issuer(address: str, *, is_production: bool) -> bool:
    """Whether this is encrypted, or for trying on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_here = not is_production and parts.hostname in ("localhost", "127.0.0.1")
    return (
        bool(parts.hostname) and not parts.query and (parts.scheme == "https" or (parts.scheme == "http" and is_here))
    )


def own_folder(path: Path) -> Path:
    """A folder for its owner only. Where it cannot be made, whoever writes into it will say so."""
    with suppress(OSError):
        path.mkdir(mode=OWN, exist_ok=True)
        path.chmod(OWN)
    return path


def _kept_key(path: Path) -> str:
    if not path.exists():
        import secrets  # loads what no other command needs

        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


def _without_secret(name: str, value: str) -> str:
    """The value as it may stand in a log: never a key, of an address only its kind and its server."""
    if name.endswith(("KEY", "SECRET")):
        return "…"
    if name not in ADDRESSES:
        return value
    scheme, parted, rest = value.partition("://")
    secret, at, server = rest.rpartition("@")
    server, _mark, _words = server.partition("?")
    # Behind a question mark stand words, such as a password with an @ in it.
    if not parted or "?" in secret or not SERVER.fullmatch(server):
        return "…"
    return f"{scheme}://…@{server}" if at else f"{scheme}://{server}"
