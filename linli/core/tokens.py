"""Text as tokens that a database can look up, so that any two characters of a Chinese sentence are found without a
list of words. A column of tokens and a lookup, ``holds``; on PostgreSQL an integer array with a GIN index, on SQLite
a table of FTS5 that triggers keep beside the column.

A token is 32 bits of a checksum: shorter than the text, and the table does not repeat in clear what residents said.
Two texts may share one, so whoever looks up compares the text itself afterwards.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    TokenSet = models.Field[Sequence[int], Sequence[int]]
    Lookup = models.Lookup[Any]
else:
    TokenSet, Lookup = models.Field, models.Lookup

WIDTH = 2  # characters of a piece: the shortest Chinese word that says something
SHADOW = "_words"  # of SQLite: the FTS5 table beside the column's own
_RUN = re.compile(r"[^\W_]+")


def pieces(text: str) -> set[str]:
    """Every two characters that stand side by side: ``垃圾桶`` is 垃圾 and 圾桶. Signs and space part."""
    found = set()
    for run in _RUN.findall(text.casefold()):
        found |= {run[at : at + WIDTH] for at in range(len(run) - WIDTH + 1)}
    return found


def tokens(text: str = "", tags: Iterable[str] = ()) -> list[int]:
    """The tokens of ``text`` and of ``tags``, which are found whole and never by a part of the text."""
    named = {f"={tag}" for tag in tags}
    return sorted({_token(one) for one in pieces(text) | named})


def _token(piece: str) -> int:
    number = zlib.crc32(piece.encode())
    return number - 2**32 if number >= 2**31 else number  # as a signed integer of four bytes


class TokensField(TokenSet):
    """A set of tokens. Look up with ``holds``: rows that hold all of those asked for."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None or connection.vendor == "postgresql":
            return value
        return _written(value)

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> list[int] | None:
        if value is None or connection.vendor == "postgresql":
            return value
        return [_read(word) for word in value.split()]


@TokensField.register_lookup
class Holds(Lookup):
    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        asked = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{column} @> %s::integer[]", (*params, asked)
        table = self.lhs.target.model._meta.db_table
        key = f'{compiler.quote_name_unless_alias(self.lhs.alias)}."id"'
        words = f'"{table}{SHADOW}"'
        asked_for = " ".join(f'"{word}"' for word in _written(asked).split())
        return f"{key} IN (SELECT rowid FROM {words} WHERE {words} MATCH %s)", (asked_for,)  # noqa: S608

    def get_prep_lookup(self) -> Any:
        return self.rhs


@TokensField.register_lookup
class Reads(Holds):
    """The same, read off every row that is found otherwise: no index is asked and no guess made how few hold it."""

    lookup_name = "reads"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        asked, params = super().as_sql(compiler, connection)
        return (f"COALESCE({asked}, FALSE)", params) if connection.vendor == "postgresql" else (asked, params)


def _written(numbers: Iterable[int]) -> str:
    """As words of digits, without a sign, which FTS5 would part at."""
    return " ".join(str(number % 2**32) for number in numbers)


def _read(word: str) -> int:
    number = int(word)
    return number - 2**32 if number >= 2**31 else number


def install(connection: BaseDatabaseWrapper, table: str, column: str = "tokens") -> None:
    """Make the index of a column of tokens; a migration that makes the table anew on SQLite must call it again."""
    lift(connection, table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # without fastupdate: written by a job, read by people who wait
            cursor.execute(f"CREATE INDEX {table}{SHADOW} ON {table} USING gin ({column}) WITH (fastupdate = off)")
            return
        words = f"{table}{SHADOW}"
        cursor.execute(
            f"CREATE VIRTUAL TABLE {words} USING fts5({column}, content='{table}', content_rowid='id', detail=none)"
        )
        drop = f"INSERT INTO {words}({words}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column});"  # noqa: S608
        add = f"INSERT INTO {words}(rowid, {column}) VALUES (NEW.id, NEW.{column});"  # noqa: S608
        for event, does in (("INSERT", add), ("DELETE", drop), ("UPDATE", drop + add)):
            cursor.execute(f"CREATE TRIGGER {words}_{event.lower()} AFTER {event} ON {table} BEGIN {does} END")


def lift(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the index away."""
    words = f"{table}{SHADOW}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {words}")
            return
        for event in ("insert", "delete", "update"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {words}_{event}")
        cursor.execute(f"DROP TABLE IF EXISTS {words}")
