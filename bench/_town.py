"""A PostgreSQL database of its own with the small town of the tests, for one measurement."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

BUILD = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
from tests.town import build
build()
"""


def asked_for(usage: str) -> str:
    """The database server named on the command line or in LINLI_BENCH_DATABASE; without one there is no measurement."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LINLI_BENCH_DATABASE", "")
    if not given:
        print(f"skipped: {usage} postgresql://user@host:port/postgres")
        sys.exit(0)
    return given


def environment(database: str, folder: str) -> dict[str, str]:
    """What the processes of a measurement are told: real settings, keys good for nothing else."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linli.site.settings",
        "LINLI_MODE": "test",
        "LINLI_DATA": folder,
        "LINLI_DATABASE": database,
        "LINLI_SECRET_KEY": "good for nothing but measurements",
        "LINLI_FIELD_KEYS": "aes-1:" + base64.b64encode(os.urandom(32)).decode(),
        "LINLI_INDEX_KEY": base64.b64encode(os.urandom(32)).decode(),
        "LINLI_LOG_KEY": base64.b64encode(os.urandom(32)).decode(),
        "LINLI_HTTPS": "0",
        "LINLI_REPORTS_PER_HOUR": "0",  # no limit: all clients come from one address
    }


@contextmanager
def town(server: str) -> Iterator[dict[str, str]]:
    """Make the database beside the one that ``server`` names; gives the environment of processes that use it."""
    with database_beside(server) as env:
        subprocess.run([sys.executable, "-c", BUILD], env=env, check=True)
        yield env


@contextmanager
def database_beside(server: str) -> Iterator[dict[str, str]]:
    """The same with nothing in it."""
    name = f"linli_bench_{uuid4().hex[:8]}"
    with (
        tempfile.TemporaryDirectory(prefix="linli-bench-") as folder,
        psycopg.connect(server, autocommit=True) as owner,
    ):
        owner.execute(f"CREATE DATABASE {name}")
        try:
            yield environment(urlunsplit(urlsplit(server)._replace(path=f"/{name}")), folder)
        finally:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def town_in_a_file() -> Iterator[dict[str, str]]:
    """The same town in a SQLite file (WAL, synchronous FULL)."""
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        env = environment(f"sqlite:///{folder}/linli.sqlite3", folder)
        subprocess.run([sys.executable, "-c", BUILD], env=env, check=True)
        yield env
