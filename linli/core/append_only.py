"""The tables of the log refuse to be changed: triggers of the database, so that no program of ours can forget it.

An entry may only be given its batch, once; a batch may not change at all; neither may be deleted. Whoever owns the
database can take the triggers away; what is done then, ``core.audit`` finds. TRUNCATE on PostgreSQL is such an
owner's right and stays free; SQLite has none, so a test that empties its tables lifts the triggers around it.
A migration that makes these tables anew on SQLite loses the triggers and must call ``install`` again.

Other areas make tables of theirs as fixed, whole, with ``fix``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

Triggers = Mapping[str, tuple[str, str]]
"""Name to table and event."""

ENTRY, BATCH = "core_entry", "core_batch"
TRIGGERS: Triggers = {
    f"{ENTRY}_keep": (ENTRY, "DELETE"),
    f"{ENTRY}_fixed": (ENTRY, "UPDATE"),
    f"{BATCH}_keep": (BATCH, "DELETE"),
    f"{BATCH}_fixed": (BATCH, "UPDATE"),
}

REFUSE = """
CREATE OR REPLACE FUNCTION core_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place. A refused statement raises IntegrityError."""
    _make(connection, TRIGGERS, {(ENTRY, "UPDATE"): f"WHEN (NOT ({_sealing(connection)}))"})


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, as the owner of the database can."""
    _drop(connection, TRIGGERS)


def fix(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Let no row of ``tables`` be changed or deleted from here on. A refused statement raises IntegrityError."""
    _make(connection, _whole(tables))


def loosen(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Take those triggers away, as the owner of the database can."""
    _drop(connection, _whole(tables))


def _whole(tables: Sequence[str]) -> Triggers:
    """The triggers of tables of which nothing may change."""
    return {f"{table}_no_{event.lower()}": (table, event) for table in tables for event in ("UPDATE", "DELETE")}


def _make(
    connection: BaseDatabaseWrapper, triggers: Triggers, only: Mapping[tuple[str, str], str] | None = None
) -> None:
    """Make the triggers anew; ``only`` is the condition under which one refuses."""
    _drop(connection, triggers)
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute(REFUSE)
        for name, (table, event) in triggers.items():
            when = (only or {}).get((table, event), "")
            then = (
                "EXECUTE FUNCTION core_refuse()"
                if on_postgres
                else f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            cursor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} {then}")


def _drop(connection: BaseDatabaseWrapper, triggers: Triggers) -> None:
    with connection.cursor() as cursor:
        for name, (table, _) in triggers.items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def stands(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is in place."""
    asked = (
        f"SELECT tgname FROM pg_trigger WHERE tgrelid IN ('{ENTRY}'::regclass, '{BATCH}'::regclass)"  # noqa: S608
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return set(TRIGGERS) <= {name for (name,) in cursor.fetchall()}


def _sealing(connection: BaseDatabaseWrapper) -> str:
    """The one update that is let through: the batch is set for the first time, and no other column changes."""
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, ENTRY)]
    unchanged = (f'NEW."{name}" {same} OLD."{name}"' for name in columns if name != "batch_id")
    return " AND ".join(["OLD.batch_id IS NULL", *unchanged])
