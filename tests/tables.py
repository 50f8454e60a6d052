"""The tables of a run: migrated once, kept, and copied for each process and for each run until a migration changes.

To migrate an empty database costs a process more than all the tests of an area. The copy still goes through
``migrate``, which finds nothing to do, or what is newer than the copy.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import setup_databases

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "tables"
Made = list[tuple[BaseDatabaseWrapper, str, bool]]
"""What Django needs to take test databases away again."""

SOURCES = [*sorted((ROOT / "linli").glob("*/migrations/*.py")), ROOT / "linli/core/append_only.py"]


def version() -> str:
    """Twelve hex digits that change when a migration does."""
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in SOURCES)).hexdigest()[:12]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """While this lasts, no other process of this folder copies or keeps tables."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up() -> Made:
    """Make the test database; who comes first migrates, and keeps the tables for the others."""
    with one_at_a_time():
        if not _copy():
            made = _migrate()
            _keep()
            return made
    return _migrate(keepdb=True)


def _migrate(*, keepdb: bool = False) -> Made:
    made: Made = setup_databases(
        verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set(), keepdb=keepdb
    )
    return made


def kept() -> Path:
    """The file of the tables on SQLite."""
    return KEPT / f"{version()}.sqlite3"


def _copy() -> bool:
    """Whether the test database was made from tables that are kept."""
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        return _create(name, template=f"linli_tables_{version()}")
    if kept().exists():
        shutil.copy(kept(), name)
    return kept().exists()


def _keep() -> None:
    """Keep the tables of the test database, in which no test has been yet."""
    if connection.vendor == "postgresql":
        connection.close()
        _create(f"linli_tables_{version()}", template=connection.settings_dict["NAME"])
        return
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    with closing(sqlite3.connect(kept())) as file:
        connection.connection.backup(file)


def _create(name: str, *, template: str) -> bool:
    """Whether there is such a template; then the database is made anew from it."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            return False
        quoted = connection.ops.quote_name
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)}")
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(template)}")
        return True
