"""Several new rows in one statement: the hot write pays one round trip, and is all or nothing without a transaction.

PostgreSQL takes them as one ``WITH … INSERT … RETURNING``; any other database as ordinary saves in one transaction.
Both write the same rows. Source: PostgreSQL manual 7.8.4, Data-Modifying Statements in WITH.
"""

# ruff: noqa: S608 (names come from the models and are quoted; values are parameters)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.db import connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

Row = tuple[Model, Mapping[str, Model]]
"""A new row, and which of its fields hold the key that an earlier row of the same statement gets."""

Part = tuple[type[Model], tuple[str, ...], tuple[tuple[str, str], ...]]
"""How one row is written: its table, the columns given a value, and which fields take the key of which part."""

AS_THEY_ARE: Mapping[type[models.Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.FloatField: float,
    models.UUIDField: UUID,
    models.DateTimeField: datetime,
    **dict.fromkeys((models.PositiveSmallIntegerField, models.PositiveIntegerField, models.BigIntegerField), int),
    **dict.fromkeys((models.ForeignKey, models.OneToOneField), int),
}
"""Values that a field of this very class does not change on their way; all others ask their field."""


def insert(rows: Sequence[Row]) -> None:
    """Write new ``rows`` in their order and give each its key. Raises: IntegrityError, and then nothing is written."""
    (_as_one if connection.vendor == "postgresql" else _one_by_one)(rows)


def _one_by_one(rows: Sequence[Row]) -> None:
    with transaction.atomic():
        for row, refs in rows:
            _refer(row, refs)
            row.save(force_insert=True)


def _as_one(rows: Sequence[Row]) -> None:
    database = connections[connection.alias]  # itself, not the proxy: it is asked for every field
    parts: list[Part] = []
    values: list[Any] = []
    names = {id(row): f"r{at}" for at, (row, _) in enumerate(rows)}
    for row, refs in rows:
        columns, given = _filled(database, row, refs)
        values += given
        parts.append((type(row), columns, tuple((field, names[id(earlier)]) for field, earlier in refs.items())))
    # inside a transaction a failed statement must not spoil what was done before it
    with transaction.atomic() if database.in_atomic_block else nullcontext(), _prepared(database) as cursor:
        cursor.execute(_statement(tuple(parts)), values)
        made = cursor.fetchone()
    for (row, _), key in zip(rows, made, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, database.alias
    for row, refs in rows:
        _refer(row, refs)


def _filled(database: BaseDatabaseWrapper, row: Model, refs: Mapping[str, Model]) -> tuple[tuple[str, ...], list[Any]]:
    """The columns of one row that are given a value, and the values; what is as always goes with the text."""
    columns, values = [], []
    given = row.__dict__
    for field, name, column, kind, always in _columns(type(row)):
        if field.name in refs:
            continue
        value = given[name]
        if value is always or (kind is not None and isinstance(value, kind) and value == always):
            continue
        if type(value) is not kind:
            value = field.pre_save(row, True)
            if isinstance(value, DatabaseDefault):
                continue
            value = field.get_db_prep_save(value, database)
        columns.append(column)
        values.append(value)
    return tuple(columns), values


NEVER = object()


@lru_cache(maxsize=64)
def _columns(model: type[Model]) -> list[tuple[Any, str, str, type | None, Any]]:
    """Of each column its field, attribute and name, the type of value that goes to the driver as it is, and the value
    that need not be sent, because it stands in the text or is the null that the database puts there by itself."""
    return [
        (field, field.attname, str(field.column), AS_THEY_ARE.get(type(field)), _always(field))
        for field in model._meta.concrete_fields
    ]


def _always(field: models.Field[Any, Any]) -> Any:
    """A field's constant default; NEVER, where something else puts a value in the place of none."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) or field.has_db_default():
        return NEVER
    if field.has_default() and callable(field.default):
        return NEVER
    default = field.get_default()
    if default is None:
        return None
    kind = AS_THEY_ARE.get(type(field))
    return kind(default) if kind in (str, bool, int) else NEVER


@lru_cache(maxsize=256)
def _statement(parts: tuple[Part, ...]) -> str:
    """The text, from names and constant defaults only; the same few shapes come again and again."""
    from psycopg.sql import quote as literal  # there is no psycopg where there is SQLite only

    quote = connection.ops.quote_name
    inserts = []
    for at, (model, columns, refs) in enumerate(parts):
        into = dict.fromkeys(columns, "%s")
        referring = dict(refs)
        for field, _, column, _, always in _columns(model):
            if field.name in referring:
                into[column] = f"(SELECT * FROM {referring[field.name]})"
            elif column not in into and always not in (None, NEVER):
                into[column] = literal(always).replace("%", "%%")
        table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
        names, places = ", ".join(map(quote, into)), ", ".join(into.values())
        inserts.append(f"r{at} AS (INSERT INTO {table} ({names}) VALUES ({places}) RETURNING {key})")
    keys = ", ".join(f"(SELECT * FROM r{at})" for at in range(len(parts)))
    return f"WITH {', '.join(inserts)} SELECT {keys}"


def _prepared(database: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that sends values beside the text, so that each connection has the statement parsed once; that needs
    ``prepare_threshold`` in the settings of the database."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # there is no psycopg where there is SQLite only

    database.ensure_connection()
    cursor = ServerBindingCursor(database.connection)  # type: ignore[call-arg]
    return cast(CursorWrapper, database._prepare_cursor(cursor))  # type: ignore[attr-defined]


def _refer(row: Model, refs: Mapping[str, Model]) -> None:
    for field, earlier in refs.items():
        setattr(row, row._meta.get_field(field).attname, earlier.pk)  # type: ignore[union-attr]
