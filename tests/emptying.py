"""Tables of the database after a test that committed: only those which hold rows are emptied.

Django truncates every table, which takes PostgreSQL seconds for its two hundred, and SQLite tenths; then it writes
content types and permissions anew, which are the same each time and stay here. A last request of a page that is closed
is waited for: it would read tables that are empty, and the house would remember what it read."""

from __future__ import annotations

from threading import Condition, Thread, current_thread, main_thread

from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.test import TransactionTestCase

from linli.core import append_only
from linli.points.rules import LEDGER

STAY = {"django_content_type", "auth_permission"}
PATIENCE = 10.0  # seconds for a last request

_answering: set[Thread] = set()
_answered = Condition()


def install() -> None:
    """Let every test that commits end this way."""
    request_started.connect(_begun)
    request_finished.connect(_ended)
    TransactionTestCase._fixture_teardown = _empty_what_is_filled  # type: ignore[method-assign]


def _begun(**_: object) -> None:
    with _answered:
        _answering.add(current_thread())


def _ended(**_: object) -> None:
    with _answered:
        _answering.discard(current_thread())
        _answered.notify_all()


def _is_idle() -> bool:
    """Whether no thread of a server answers; what the test itself asked, it has."""
    return not any(thread.is_alive() for thread in _answering if thread is not main_thread())


def _empty_what_is_filled(case: TransactionTestCase) -> None:
    with _answered:
        _answered.wait_for(_is_idle, PATIENCE)
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
