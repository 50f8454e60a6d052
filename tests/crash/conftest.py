"""A house of its own on disk, for processes that are killed: the database that the run uses, with the cast in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections

SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
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

    def begin(self, code: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code], env=self.env, start_new_session=True)


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    env = {**os.environ, "LINLI_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    env |= {"LINLI_TEST_DATA": str(tmp_path)}
    name = f"crash_{uuid4().hex[:8]}"
    default = settings.DATABASES["default"]
    on_postgres = default["ENGINE"].endswith("postgresql")
    if on_postgres:
        with connections["default"].cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        login = default["USER"] + (f":{default['PASSWORD']}" if default["PASSWORD"] else "")
        env["LINLI_TEST_DATABASE"] = f"postgresql://{login}@{default['HOST']}:{default['PORT']}/{name}"
    made = House(env)
    made.python(SET_UP)
    yield made
    if on_postgres:
        with connections["default"].cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
