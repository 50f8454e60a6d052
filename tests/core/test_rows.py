"""Rows made quickly are the rows that Django makes."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from linli.core.models import Entry, Revision
from linli.core.rows import new


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_nothing_given_gives_the_same_defaults(model: type[Model]) -> None:
    quick, slow = new(model), model()
    assert quick._state.adding and quick._state.db is None
    for field in model._meta.concrete_fields:
        mine, its = getattr(quick, field.attname), getattr(slow, field.attname)
        assert type(mine) is type(its)
        if field.has_default() and not callable(field.default):
            assert mine == its


def test_what_is_made_anew_for_each_row_is_not_shared() -> None:
    assert new(Entry).params is not new(Entry).params


def test_what_is_no_column_is_refused() -> None:
    with pytest.raises(TypeError, match="nmae"):
        new(Revision, nmae="x")
