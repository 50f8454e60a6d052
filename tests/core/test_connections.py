"""A connection to PostgreSQL is kept by its thread from request to request, and ends with it."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite opens its file anew for every request")
def test_a_connection_outlives_a_request_and_not_its_thread() -> None:
    opened: list[Any] = []

    def two_requests() -> None:
        for _ in range(2):
            request_started.send(sender=None)
            connection.ensure_connection()
            opened.append(connection.connection)
            request_finished.send(sender=None)
        assert not opened[0].closed

    thread = Thread(target=two_requests)
    thread.start()
    thread.join()
    assert opened[0] is opened[1]
    assert opened[0].closed
