"""The tables of the log refuse to be changed: triggers of the database, so that no program of ours can forget it.

An entry may only be given its batch, once; a batch may not change at all; neither may be deleted. Whoever owns the
database can take the triggers away; what is done then, ``core.audit`` finds. TRUNCATE on PostgreSQL is such an
owner's right and stays free; SQLite has none, so a test that empties its tables lifts the triggers around it.
A migration that makes these tables anew on SQLite loses the triggers and must call ``install`` again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, BATCH = "core_entry", "core_batch"
TRIGGERS = {
    f"{ENTRY}_keep": (ENTRY, "DELETE"),
    f"{ENTRY}_fixed": (ENTRY, "UPDATE"),
    f"{BATCH}_keep": (BATCH, "DELETE"),
    f"{BATCH}_fixed": (BATCH, "UPDATE"),
}

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'core_entry' THEN
        IF OLD.batch_id IS NULL AND to_jsonb(NEW) - 'batch_id' = to_jsonb(OLD) - 'batch_id' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place. A refused statement raises IntegrityError."""
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
            for name, (table, event) in TRIGGERS.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION core_append_only()"
                )
            return
        for name, (table, event) in TRIGGERS.items():
            refused = f"WHEN NOT ({_sealing(connection)})" if (table, event) == (ENTRY, "UPDATE") else ""
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} {refused} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, as the owner of the database can."""
    on = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name, (table, _) in TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on else ""))


def stands(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is in place."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid IN ('core_entry'::regclass, 'core_batch'::regclass)"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return set(TRIGGERS) <= {name for (name,) in cursor.fetchall()}


def _sealing(connection: BaseDatabaseWrapper) -> str:
    """The one update that is let through, in SQLite's words: the batch is set for the first time, nothing else."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, ENTRY)]
    same = (f'NEW."{name}" IS OLD."{name}"' for name in columns if name != "batch_id")
    return " AND ".join(["OLD.batch_id IS NULL", *same])
