"""Several new rows in one statement: the hot write pays one round trip, and is all or nothing without a transaction.

PostgreSQL takes them as one ``WITH … INSERT … RETURNING``; any other database as ordinary saves in one transaction.
Both write the same rows. Source: PostgreSQL manual 7.8.4, Data-Modifying Statements in WITH.
"""

# ruff: noqa: S608 (names come from the models and are quoted; values are parameters)

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from django.db import connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from linli.core.rows import defaults

Row = tuple[Model, Mapping[str, Model]]
"""A new row, and which of its fields hold the key that an earlier row of the same statement gets."""

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
            for name, earlier in refs.items():
                setattr(row, row._meta.get_field(name).attname, earlier.pk)  # type: ignore[union-attr]
            row.save(force_insert=True)


def _as_one(rows: Sequence[Row]) -> None:
    database = connections[connection.alias]  # itself, not the proxy: it is asked for every field
    places = {id(row): at for at, (row, _) in enumerate(rows)}
    parts: list[Part] = []
    values: list[Any] = []
    for row, refs in rows:
        shape = _shape_of(row, tuple(refs))
        values += _values(database, row, shape)
        parts.append((shape, tuple([places[id(earlier)] for earlier in refs.values()])))
    # inside a transaction a failed statement must not spoil what was done before it
    with transaction.atomic() if database.in_atomic_block else nullcontext():
        cursor = _prepared(database)
        cursor.execute(_statement(tuple(parts)), values)
        made = cursor.fetchone()
    for (row, refs), (shape, _), key in zip(rows, parts, made, strict=True):
        setattr(row, shape.key, key)
        row._state.adding, row._state.db = False, database.alias
        for attribute, earlier in zip(shape.referring, refs.values(), strict=True):
            setattr(row, attribute, earlier.pk)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How rows of one table are written that have their defaults in the same columns."""

    model: type[Model]
    key: str
    refs: tuple[str, ...]  # fields that take the key of an earlier row
    referring: tuple[str, ...]  # and their attributes
    sent: tuple[tuple[str, Field[Any, Any], type | None], ...]  # parameters: attribute, field, type that stays as it is
    said: tuple[tuple[str, str | int], ...]  # columns whose default stands in the text, and that default


Part = tuple[Shape, tuple[int, ...]]
"""How one row is written, and from which rows of the statement its references come."""


def _shape_of(row: Model, refs: tuple[str, ...]) -> Shape:
    model = type(row)
    read, constants = _columns(model)
    given = read(row.__dict__)
    alike = [
        value is constant or type(value) is DatabaseDefault for value, constant in zip(given, constants, strict=True)
    ]
    return _shape(model, refs, tuple(alike))


@lru_cache(maxsize=64)
def _columns(model: type[Model]) -> tuple[itemgetter[Any], tuple[Any, ...]]:
    """What reads all columns from the attributes of a row, and what those hold that nobody was given."""
    constants = defaults(model).constant
    return itemgetter(*constants), tuple(constants.values())


@lru_cache(maxsize=256)
def _shape(model: type[Model], refs: tuple[str, ...], alike: tuple[bool, ...]) -> Shape:
    constants = defaults(model).constant
    sent, said = [], []
    for field, is_default in zip(model._meta.concrete_fields, alike, strict=True):
        constant = constants[field.attname]
        if field.name in refs or (is_default and _comes_by_itself(field, constant)):
            continue
        if is_default and isinstance(constant, str | int) and (type(field) in AS_THEY_ARE or constant == ""):
            said.append((str(field.column), field.get_db_prep_save(constant, connection)))
        else:
            sent.append((field.attname, field, AS_THEY_ARE.get(type(field))))
    referring = tuple([model._meta.get_field(name).attname for name in refs])  # type: ignore[union-attr]
    return Shape(model, str(model._meta.pk.attname), refs, referring, tuple(sent), tuple(said))


def _comes_by_itself(field: Field[Any, Any], constant: object) -> bool:
    """Whether the database puts its null or its default there."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    return constant is None or isinstance(constant, DatabaseDefault)


def _values(database: BaseDatabaseWrapper, row: Model, shape: Shape) -> list[Any]:
    given = row.__dict__
    values = []
    for name, field, kind in shape.sent:
        value = given[name]
        if type(value) is not kind:
            value = field.get_db_prep_save(field.pre_save(row, True), database)
        values.append(value)
    return values


@lru_cache(maxsize=256)
def _statement(parts: tuple[Part, ...]) -> str:
    """The text, from names and constant defaults only; the same few shapes come again and again."""
    from psycopg.sql import quote as literal  # there is no psycopg where there is SQLite only

    quote = connection.ops.quote_name
    inserts = []
    for at, (shape, earlier) in enumerate(parts):
        column = {field.attname: str(field.column) for field in shape.model._meta.concrete_fields}
        into = {column[name]: "%s" for name, _, _ in shape.sent}
        into |= {name: literal(value).replace("%", "%%") for name, value in shape.said}
        into |= {column[name]: f"(SELECT * FROM r{of})" for name, of in zip(shape.referring, earlier, strict=True)}
        table, names = quote(shape.model._meta.db_table), ", ".join(map(quote, into))
        made = f"INSERT INTO {table} ({names}) VALUES ({', '.join(into.values())}) RETURNING {quote(column[shape.key])}"
        inserts.append(f"r{at} AS ({made})")
    keys = ", ".join(f"(SELECT * FROM r{at})" for at in range(len(parts)))
    return f"WITH {', '.join(inserts)} SELECT {keys}"


_kept = threading.local()


def _prepared(database: BaseDatabaseWrapper) -> CursorWrapper:
    """The cursor of this thread that sends values beside the text, so that its connection has the statement parsed
    once (that needs ``prepare_threshold`` in the settings of the database) and learns once how to send each type."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # there is no psycopg where there is SQLite only

    database.ensure_connection()
    cursor = getattr(_kept, "cursor", None)
    if cursor is None or cursor.connection is not database.connection:
        cursor = _kept.cursor = ServerBindingCursor(database.connection)  # type: ignore[call-arg]
    return cast(CursorWrapper, database._prepare_cursor(cursor))  # type: ignore[attr-defined]
