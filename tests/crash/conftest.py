"""A house of its own on disk, for processes that are killed: the database that the run uses, with the cast in it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

SET_UP = """
import django; django.setup()
from tests.town import build
build()
"""


@dataclass(frozen=True)
class House:
    env: dict[str, str]

    def python(self, code: str) -> str:
        """Run ``code`` in a process of its own inside this house; what it printed."""
        done = subprocess.run([sys.executable, "-c", code], env=self.env, check=True, capture_output=True, text=True)
        return done.stdout

    def begin(self, code: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code, *words], env=self.env, start_new_session=True)


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    """The tables of the run are copied: to migrate once more takes as long as all that these tests ask."""
    env = {**os.environ, "LINLI_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    env |= {"LINLI_TEST_DATA": str(tmp_path)}
    name = f"crash_{uuid4().hex[:8]}"
    on_postgres = connection.vendor == "postgresql"
    if on_postgres:
        of_the_run = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [of_the_run])
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {connection.ops.quote_name(of_the_run)}")
        default = settings.DATABASES["default"]
        login = default["USER"] + (f":{default['PASSWORD']}" if default["PASSWORD"] else "")
        env["LINLI_TEST_DATABASE"] = f"postgresql://{login}@{default['HOST']}:{default['PORT']}/{name}"
    else:
        connection.ensure_connection()
        with closing(sqlite3.connect(tmp_path / "linli.sqlite3")) as file:
            connection.connection.backup(file)
    made = House(env)
    made.python(SET_UP)
    yield made
    if on_postgres:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
