"""Several new rows in one statement: the hot write pays one round trip, and is all or nothing without a transaction.

PostgreSQL takes them as one ``WITH … INSERT … RETURNING``; any other database as ordinary saves in one transaction.
Both write the same rows. Source: PostgreSQL manual 7.8.4, Data-Modifying Statements in WITH.
"""

# ruff: noqa: S608 (names come from the models and are quoted; values are parameters)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

Row = tuple[Model, Mapping[str, Model]]
"""A new row, and which of its fields hold the key that an earlier row of the same statement gets."""


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
    parts, values = [], []
    names = {id(row): f"r{at}" for at, (row, _) in enumerate(rows)}
    for row, refs in rows:
        sql, given = _insert(database, row, {field: names[id(earlier)] for field, earlier in refs.items()})
        parts.append(f"{names[id(row)]} AS ({sql})")
        values += given
    keys = ", ".join(f"(SELECT * FROM {name})" for name in names.values())
    # inside a transaction a failed statement must not spoil what was done before it
    with transaction.atomic() if database.in_atomic_block else nullcontext(), database.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {keys}", values)
        made = cursor.fetchone()
    for (row, _), key in zip(rows, made, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, database.alias
    for row, refs in rows:
        _refer(row, refs)


def _insert(database: BaseDatabaseWrapper, row: Model, refs: Mapping[str, str]) -> tuple[str, list[Any]]:
    """The INSERT of one row and its values; a field in ``refs`` takes the key of the named part."""
    meta, quote = row._meta, database.ops.quote_name
    columns, places, values = [], [], []
    for field in meta.concrete_fields:
        if field.name in refs:
            place = f"(SELECT * FROM {refs[field.name]})"
        else:
            value = field.pre_save(row, True)
            if isinstance(value, DatabaseDefault) or (value is None and not field.has_db_default()):
                continue  # what the database puts there by itself
            place = "%s"
            values.append(field.get_db_prep_save(value, database))
        columns.append(quote(str(field.column)))
        places.append(place)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(places)}) RETURNING {key}", values


def _refer(row: Model, refs: Mapping[str, Model]) -> None:
    for field, earlier in refs.items():
        is_key = row._meta.get_field(field).is_relation
        setattr(row, field, earlier if is_key else earlier.pk)
