"""New rows of several tables in one statement: all or nothing, in one round trip, without a transaction around it.

PostgreSQL takes them as one ``WITH … INSERT … SELECT FROM json_populate_recordset``, any other database as ordinary
saves in one transaction; both write the same rows. What several threads of a process want written at the same moment
is written together, because most of what a report costs is paid once however many there are.
Source: PostgreSQL manual 7.8.4, Data-Modifying Statements in WITH, and 9.16, json_populate_recordset.
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
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson
from django.db import DataError, IntegrityError, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from linli.core.rows import defaults
from linli.core.together import Line

Row = tuple[Model, Mapping[str, Model]]
"""A new row, and which of its fields hold the key that an earlier row of the same statement gets."""

AS_THEY_ARE: Mapping[type[Field[Any, Any]], type] = {
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

MOST_AT_ONCE = 16


def insert(rows: Sequence[Row]) -> None:
    """Write new ``rows`` in their order and give each its key. Raises: IntegrityError, and then nothing is written."""
    asked = Asked.of(rows)
    if connections[connection.alias].in_atomic_block:
        _write([asked])
    else:
        _line.stand(asked, asked.parts)


class Column(NamedTuple):
    attribute: str
    name: str
    kind: type | None  # values of this type go as they are
    field: Field[Any, Any] | None  # is asked for others; None, where all go as they are


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How rows of one table are written that have their defaults in the same columns."""

    model: type[Model]
    key: str
    is_keyed: bool  # rows come with their key
    referring: Mapping[str, str]  # attributes and columns that take the key of an earlier row
    sent: tuple[Column, ...]
    said: tuple[tuple[str, str | int], ...]  # columns whose default stands in the text, and that default


Part = tuple[Shape, tuple[int, ...]]
"""How one row is written, and from which rows of the statement its references come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows that are written whole or not at all: how, and the values of each by column."""

    rows: Sequence[Row]
    parts: tuple[Part, ...]
    values: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Asked:
        places = {id(row): at for at, (row, _) in enumerate(rows)}
        parts: list[Part] = []
        values = []
        for row, refs in rows:
            shape = _shape_of(row, tuple(refs))
            values.append(_values(row, shape))
            parts.append((shape, tuple([places[id(earlier)] for earlier in refs.values()])))
        return cls(rows, tuple(parts), values)


def _write(together: Sequence[Asked]) -> None:
    """Write all that was asked, whole or not at all; they are alike in their parts."""
    (_as_one if connection.vendor == "postgresql" else _one_by_one)(together)


def _one_by_one(together: Sequence[Asked]) -> None:
    rows = [pair for asked in together for pair in asked.rows]
    keys = [row.pk for row, _ in rows]
    try:
        with transaction.atomic():
            for row, refs in rows:
                for name, earlier in refs.items():
                    setattr(row, row._meta.get_field(name).attname, earlier.pk)  # type: ignore[union-attr]
                row.save(force_insert=True)
    except BaseException:
        for (row, _), key in zip(rows, keys, strict=True):
            row.pk, row._state.adding = key, True
        raise


def _as_one(together: Sequence[Asked]) -> None:
    parts = together[0].parts
    documents: list[list[dict[str, Any]]] = [[] for _ in parts]
    for place, asked in enumerate(together, 1):
        for (shape, _), values, document in zip(parts, asked.values, documents, strict=True):
            document.append(values | dict.fromkeys(shape.referring.values(), place))
    database = connections[connection.alias]  # itself, not the proxy: it is asked for every row
    # inside a transaction a failed statement must not spoil what was done before it
    with transaction.atomic() if database.in_atomic_block else nullcontext():
        cursor = _prepared(database)
        cursor.execute(_statement(parts), [orjson.dumps(document).decode() for document in documents])
        keys = iter(cursor.fetchone())
    made = [None if shape.is_keyed else next(keys) for shape, _ in parts]
    for place, asked in enumerate(together):
        for (row, refs), (shape, _), of_shape in zip(asked.rows, parts, made, strict=True):
            if of_shape is not None:
                setattr(row, shape.key, of_shape[place])
            row._state.adding, row._state.db = False, database.alias
            for attribute, earlier in zip(shape.referring, refs.values(), strict=True):
                setattr(row, attribute, earlier.pk)


_line = Line(_write, most=MOST_AT_ONCE, refusals=(IntegrityError, DataError))


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
            sent.append(_column(field))
    key = model._meta.pk
    return Shape(
        model=model,
        key=key.attname,
        is_keyed=any(column.attribute == key.attname for column in sent),
        referring={field.attname: str(field.column) for field in map(model._meta.get_field, refs)},  # type: ignore[union-attr]
        sent=tuple(sent),
        said=tuple(said),
    )


def _column(field: Field[Any, Any]) -> Column:
    is_json = isinstance(field, models.JSONField) and field.encoder is None
    return Column(field.attname, str(field.column), AS_THEY_ARE.get(type(field)), None if is_json else field)


def _comes_by_itself(field: Field[Any, Any], constant: object) -> bool:
    """Whether the database puts its null or its default there."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    return constant is None or isinstance(constant, DatabaseDefault)


def _values(row: Model, shape: Shape) -> dict[str, Any]:
    given = row.__dict__
    values = {}
    for attribute, column, kind, field in shape.sent:
        value = given[attribute]
        if type(value) is not kind and field is not None:
            value = field.get_db_prep_save(field.pre_save(row, True), connection)
        values[column] = value
    return values


@lru_cache(maxsize=256)
def _statement(parts: tuple[Part, ...]) -> str:
    """The text, from names and constant defaults only; the same few shapes come again and again. A reference is told
    as a place among the keys that the earlier rows get: rows are made in the order in which they are told."""
    from psycopg.sql import quote as literal  # there is no psycopg where there is SQLite only

    quote = connection.ops.quote_name
    inserts = []
    for at, (shape, earlier) in enumerate(parts):
        into = {quote(column.name): f"x.{quote(column.name)}" for column in shape.sent}
        into |= {quote(name): literal(value).replace("%", "%%") for name, value in shape.said}
        for name, of in zip(shape.referring.values(), earlier, strict=True):
            into[quote(name)] = f"{_keys(parts, of)}[x.{quote(name)}]"
        table, names, values = quote(shape.model._meta.db_table), ", ".join(into), ", ".join(into.values())
        given = f"json_populate_recordset(NULL::{table}, %s::json) x"
        made = f"INSERT INTO {table} ({names}) SELECT {values} FROM {given} RETURNING {_key(shape)}"
        inserts.append(f"r{at} AS ({made})")
    keys = ", ".join(_keys(parts, at) for at, (shape, _) in enumerate(parts) if not shape.is_keyed)
    return f"WITH {', '.join(inserts)} SELECT {keys or 'NULL'}"


def _keys(parts: tuple[Part, ...], at: int) -> str:
    return f"(SELECT array_agg({_key(parts[at][0])}) FROM r{at})"


def _key(shape: Shape) -> str:
    return connection.ops.quote_name(str(shape.model._meta.pk.column))


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
