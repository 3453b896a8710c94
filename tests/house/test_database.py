"""The embedded database keeps what a person was told is saved (docs/decisions/0010)."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

FULL, WAL = 2, "wal"


def durability(open_database: sqlite3.Connection) -> tuple[str, int, int]:
    """How a connection writes: the journal's mode, how it synchronises, whether it keeps foreign keys."""
    return (
        open_database.execute("PRAGMA journal_mode").fetchone()[0],
        open_database.execute("PRAGMA synchronous").fetchone()[0],
        open_database.execute("PRAGMA foreign_keys").fetchone()[0],
    )


def test_a_usual_connection_would_promise_less(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "usual.sqlite3") as usual:
        assert durability(usual) != (WAL, FULL, 1)
    usual.close()


@pytest.mark.django_db
def test_every_connection_waits_for_the_disk() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("This is about the embedded database.")
    connection.ensure_connection()

    assert durability(connection.connection) == (WAL, FULL, 1)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
