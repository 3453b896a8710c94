"""In which state an installation is: database, static files, mail server. Django must be set up before."""

import smtplib
from gettext import gettext as _

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from weltoffen.commands.refusing import Impossible
from weltoffen.settings import DATA_FOLDER, STATIC_ROOT, environment

MANIFEST = "staticfiles.json"
REMEDY = "weltoffen prepare"


def fault_of_database() -> str | None:
    """Why nothing can be read or stored; None when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError) as error:
        return _("{variable} is “{found}”: the database does not answer ({reason}). Possible: {possible}").format(
            variable="WELTOFFEN_DATABASE",
            found=environment.shown("WELTOFFEN_DATABASE") or settings.DATABASES["default"]["NAME"],
            reason=_one_line(error),
            possible="postgresql://user:password@host:5432/name, sqlite:////path",
        )
    return None


def require_database() -> None:
    """Refuse to go on where the database does not answer."""
    fault = fault_of_database()
    if fault is not None:
        raise Impossible(fault)


def unapplied_migrations() -> int:
    """How many changes of the schema the database has not seen yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_static_files() -> bool:
    """Whether pages find their styles and scripts."""
    return (STATIC_ROOT / MANIFEST).is_file()


def require_prepared() -> None:
    """Refuse to go on where the database or the static files are not ready."""
    require_database()
    if unapplied_migrations() or not has_static_files():
        raise Impossible(
            _("{folder} is not prepared for this version. Run first: {command}").format(
                folder=DATA_FOLDER, command=REMEDY
            )
        )


def fault_of_mail() -> str | None:
    """Why no mail can be sent; None when the server answers, or where mail is only written into files."""
    try:
        with get_connection(timeout=10):
            return None
    except (OSError, smtplib.SMTPException) as error:
        return _("{variable} is “{found}”: the mail server does not answer ({reason}). Possible: {possible}").format(
            variable="WELTOFFEN_MAIL",
            found=environment.shown("WELTOFFEN_MAIL"),
            reason=_one_line(error),
            possible="smtp://user:password@host:587?security=starttls",
        )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
