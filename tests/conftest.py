from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from django.test.utils import teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

from linli.core import revisions
from tests import emptying, standing, tables
from tests import town as cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own beside the tests

gc.disable()  # a third of the time that collecting tests and migrating take would go to looking for garbage

revisions.LOOK_AGAIN_SECONDS = 3600.0  # query counts hold on a slow machine too; ``bump`` is still seen at once

emptying.install()


NEEDS_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "django_db_blocker"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database proves the same on every kind of it; the longest is not left for the end."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if not names & NEEDS_DATABASE and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.once)
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A page that was asked for in English leaves no English to the next test."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The tables are made; what there is by now lives to the end and is not looked through again."""
    with django_db_blocker.unblock():
        made = tables.set_up()
    gc.collect()
    gc.freeze()
    gc.enable()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def town(db: None) -> cast.Town:
    return standing.town()
