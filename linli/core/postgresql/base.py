"""Each thread keeps its connection from request to request: to take one from a pool and give it back costs a tenth of
taking in a report, and would do so for every request."""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    """The wrapper of one thread. It holds itself in circles, so it would outlive the thread until the next garbage
    collection; its connection must not: the web server ends idle threads and starts others."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        connection = super().get_new_connection(conn_params)
        _thread.ending = _Ending(connection)
        return connection


class _Ending:
    """Closes ``connection`` when its thread forgets this."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def __del__(self) -> None:
        self._connection.close()


_thread = threading.local()
