from __future__ import annotations

import gc
import os

import pytest
from django.db import connection
from django.test import TransactionTestCase

from linli.core import append_only, revisions
from linli.points.rules import LEDGER
from tests import standing
from tests import town as cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own beside the tests

gc.disable()  # a third of the time that collecting tests and migrating take would go to looking for garbage

revisions.LOOK_AGAIN_SECONDS = 3600.0  # query counts hold on a slow machine too; ``bump`` is still seen at once

_empty_tables = TransactionTestCase._fixture_teardown


def _empty_tables_of_the_log_too(case: TransactionTestCase) -> None:
    """SQLite empties tables by DELETE, which the log refuses; so its triggers are lifted around that, and only then."""
    append_only.lift(connection)
    append_only.loosen(connection, *LEDGER)
    _empty_tables(case)
    append_only.install(connection)
    append_only.fix(connection, *LEDGER)


if connection.vendor == "sqlite":
    TransactionTestCase._fixture_teardown = _empty_tables_of_the_log_too  # type: ignore[method-assign]


NEEDS_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "django_db_blocker"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database proves the same on every kind of it."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if not names & NEEDS_DATABASE and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The tables are made; what there is by now lives to the end and is not looked through again."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture
def town(db: None) -> cast.Town:
    return standing.town()
