"""The town of ``tests/town.py``, built once in a process: after that its rows are written as they were, in bulk."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery

from tests import town as cast

Insert = tuple[str, Sequence[object]]

_kept: list[tuple[bytes, list[Insert]]] = []


def town() -> cast.Town:
    """The same rows with the same keys each time; the town handed out is nobody else's."""
    if not _kept:
        before = {model: {row.pk for row in _rows(model)} for model in _models()}
        built = cast.build()
        new = {model: [row for row in _rows(model) if row.pk not in before[model]] for model in before}
        _kept.append((pickle.dumps(built), [_insert(model, rows) for model, rows in new.items() if rows]))
        return built
    pickled, inserts = _kept[0]
    with connection.cursor() as cursor:
        for statement, values in inserts:
            cursor.execute(statement, values)
    cast.forget()  # what a last request of the test before may have read of empty tables
    town: cast.Town = pickle.loads(pickled)
    return town


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _rows(model: type[Model]) -> list[Model]:
    return list(model._base_manager.all())


def _insert(model: type[Model], rows: list[Model]) -> Insert:
    query = InsertQuery(model)
    query.insert_values([field for field in model._meta.concrete_fields if not field.generated], rows, raw=True)
    (statement,) = query.get_compiler(connection=connection).as_sql()
    return statement
