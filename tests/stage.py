"""What stands on the stage before a story begins: the demo. A county with a finished round and a running one, a town
that has not begun, two that take part with the county, and everybody with a role there.

It is built once in a process, in a database of its own; whoever plays gets a copy.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from weltoffen.accounts.models import Person
from weltoffen.demo import cast
from weltoffen.demo.building import build_demo
from weltoffen.municipalities.choices import Role

COUNTY, TOWN, PASSWORD = cast.COUNTY.slug, cast.KIRCHHEIMBOLANDEN.slug, cast.PASSWORD
PARTNER = cast.EISENBERG.slug
"""A town that takes part in the county's rounds."""
FINISHED, RUNNING = 1, 2
"""The numbers of the county's rounds."""


def address_of(role: Role, slug: str = COUNTY) -> str:
    """The e-mail address of the person with this role."""
    return next(one.email for one in cast.PEOPLE if one.role == role and one.place.slug == slug)


def session_of(address: str) -> str:
    """The key of a new session of the person with this e-mail address."""
    client = Client()
    client.force_login(Person.objects.get(email=address))
    return client.cookies["session"].value


@contextmanager
def on_stage(folder: Path) -> Iterator[None]:
    """The platform's database is a copy of the stage, in this folder; afterwards it is what it was."""
    copy = folder / "platform.sqlite3"
    shutil.copyfile(_built(), copy)
    with _database_in(copy):
        yield


def back_to_the_beginning() -> None:
    """Bring the database back to the stage; other connections to it see that."""
    with closing(sqlite3.connect(_built())) as beginning:
        connection.ensure_connection()
        beginning.backup(connection.connection)


@cache
def _built() -> Path:
    path = Path(settings.DATA_FOLDER / "stage.sqlite3")
    with _database_in(path):
        call_command("migrate", verbosity=0)
        build_demo()
    return path


@contextmanager
def _database_in(path: Path) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
