from __future__ import annotations

import os

import pytest

from tests import town as cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own beside the tests


@pytest.fixture
def town(db: None) -> cast.Town:
    return cast.build()
