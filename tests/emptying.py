"""Tables of the database after a test that committed: only those which hold rows are emptied.

Django truncates every table, which takes PostgreSQL seconds for its two hundred, and SQLite tenths; then it writes
content types and permissions anew, which are the same each time and stay here."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction
from django.test import TransactionTestCase

from linli.core import append_only
from linli.points.rules import LEDGER

STAY = {"django_content_type", "auth_permission"}


def install() -> None:
    """Let every test that commits end this way."""
    TransactionTestCase._fixture_teardown = _empty_what_is_filled  # type: ignore[method-assign]


def _empty_what_is_filled(case: TransactionTestCase) -> None:
    if filled := _filled():
        (_on_postgres if connection.vendor == "postgresql" else _on_sqlite)(filled)


def _filled() -> list[str]:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in sorted(tables - STAY)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


def _on_postgres(tables: list[str]) -> None:
    """Triggers and foreign keys rest while this transaction lasts, as a superuser may ask."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def _on_sqlite(tables: list[str]) -> None:
    """The log and the ledger refuse to be deleted from; so their triggers are lifted around it, and only then."""
    append_only.lift(connection)
    append_only.loosen(connection, *LEDGER)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
    append_only.install(connection)
    append_only.fix(connection, *LEDGER)
