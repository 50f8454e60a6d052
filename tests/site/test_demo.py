"""The demo from an empty folder: built once, kept, served on a free port, gone when it is told to stop."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from linli.site import secrets, serving
from tests import tables
from tests.site.running import COMMAND, environment, linli

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.mark.longest
def test_a_demo_is_built_kept_served_and_leaves_nothing(tmp_path: Path):
    """One county for all of this: to build one takes seconds."""
    folder = is_built_where_half_of_one_was_left(tmp_path / "demo")
    a_second_demo_keeps_the_county(folder)
    it_serves_on_the_next_free_port_and_stops_when_told(folder)
    nothing_stays_behind_when_it_is_killed(folder)
    the_doctor_finds_it_well(folder)


def is_built_where_half_of_one_was_left(folder: Path) -> Path:
    folder.mkdir()
    secrets.make(folder / "secrets.env", LINLI_MODE="demo")
    with closing(sqlite3.connect(folder / "linli.sqlite3")) as half:
        half.execute("CREATE TABLE places_division (half INTEGER)")
    built = linli("demo", "--no-serve", "--matters", "6", LINLI_DATA=str(folder))
    assert built.returncode == 0, built.stderr
    assert "[8/8] 静态文件" in built.stdout
    assert "351 个社区" in built.stdout
    with closing(sqlite3.connect(folder / "linli.sqlite3")) as whole:
        assert [
            row[1] for row in whole.execute("PRAGMA table_info(places_division)") if row[1] in ("half", "code")
        ] == ["code"]
    return folder


def a_second_demo_keeps_the_county(folder: Path):
    again = linli("demo", "--no-serve", "--matters", "9", LINLI_DATA=str(folder))
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("（已有，保留）") == 4
    assert "保留的演示县有 6 件诉求" in again.stdout


def it_serves_on_the_next_free_port_and_stops_when_told(folder: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving_demo(folder, port) as (server, address):
            assert int(address.rpartition(":")[2].partition("/")[0]) > port
            assert serving.answers(address)
            refused = linli("demo", "--fresh", "--no-serve", LINLI_DATA=str(folder))
            assert refused.returncode == 1
            assert "请先停止它" in refused.stderr
            children = children_of(server)
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=30) == 0
    assert serving.answers(address) is None
    assert len(children) >= 2  # a web process and the work loop
    assert not any(is_alive(child) for child in children)


def nothing_stays_behind_when_it_is_killed(folder: Path):
    with serving_demo(folder, 8000) as (server, address):
        children = children_of(server)
        server.kill()
        server.wait(timeout=30)
        give_up = time.monotonic() + 20
        while any(is_alive(child) for child in children) and time.monotonic() < give_up:
            time.sleep(0.2)
        assert not any(is_alive(child) for child in children)
        assert serving.answers(address) is None


@contextmanager
def serving_demo(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that says where it is; ended with its children if the test did not end it."""
    command = [*COMMAND, "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(LINLI_DATA=str(folder)), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        said, found = [], None
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"http://\S+/demo/", line):
                break
        assert found is not None
        assert not any("WARN" in line for line in said)
        yield server, found[0]
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=30)
        server.stdout.close()


def children_of(server: subprocess.Popen[str]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be fetched by its new parent does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def the_doctor_finds_it_well(folder: Path):
    examined = linli("doctor", LINLI_DATA=str(folder))
    assert examined.returncode == 0, examined.stdout
    assert "✗" not in examined.stdout


def test_a_real_deployments_folder_is_left_alone(tmp_path: Path):
    assert linli("keys", "new", LINLI_DATA=str(tmp_path)).returncode == 0
    refused = linli("demo", "--no-serve", LINLI_DATA=str(tmp_path))
    assert refused.returncode == 1
    assert "属于正式系统" in refused.stderr
    assert not (tmp_path / "linli.sqlite3").exists()


def test_a_real_database_elsewhere_is_never_emptied(tmp_path: Path, django_db_setup: None):
    """The real deployment stands on the tables of the run."""
    real, other = tmp_path / "real", tmp_path / "other"
    real.mkdir()
    other.mkdir()
    assert linli("keys", "new", LINLI_DATA=str(real)).returncode == 0
    shutil.copy(tables.kept(), real / "linli.sqlite3")
    assert linli("migrate", LINLI_DATA=str(real)).returncode == 0
    divisions = real / "divisions.csv"
    divisions.write_text(
        "county_code,county,town_code,town,community_code,urban_rural_class,community\n"
        "320583000000,昆山市,320583100000,玉山镇,320583100001,111,里厍社区居委会\n"
    )
    assert linli("import", "divisions", str(divisions), LINLI_DATA=str(real)).returncode == 0
    for fresh in ([], ["--fresh"]):
        refused = linli(
            "demo", "--no-serve", *fresh, LINLI_DATA=str(other), LINLI_DATABASE=f"sqlite:///{real / 'linli.sqlite3'}"
        )
        assert refused.returncode == 1
        assert "属于正式系统" in refused.stderr
        assert "区划 3 个" in linli("doctor", LINLI_DATA=str(real)).stdout
