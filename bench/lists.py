"""How long every page of every face takes on the server in a county of full size (``linli demo --size county``).

Target: p95 at most 150 ms for every list: as it opens, with each of its filters and tabs, searched, and some pages
further. Pages, filters and searches are found by walking the URL tree and the pages themselves as each role of the
demo; each kind of asking is measured as the role for which it was slowest in a first look.

    python -m bench.lists postgresql://user@host:port/postgres     builds the county in a database of its own, first
    LINLI_DATA=… LINLI_DATABASE=… python -m bench.lists standing   measures the demo that stands there

LINLI_BENCH_ROUNDS changes the number of rounds (20, fewer where they would take over eight minutes),
LINLI_BENCH_ONLY=desk:fac measures only names that begin so.
Exit code 1 when a list is slower.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from bench._town import asked_for, database_beside
from bench._walk import Asked, Walker
from bench.desk_million import database_process, processor_ms

ROUNDS = int(os.environ.get("LINLI_BENCH_ROUNDS", "20"))
FEWEST_ROUNDS, MOST_SECONDS = 5, 480  # a machine that is too slow for all rounds makes fewer
ONLY = os.environ.get("LINLI_BENCH_ONLY", "")
TARGET_MS = 150.0
NEAR_MS = 120.0  # named at the end, as are the WORST of all
WORST = 10
STANDING = "standing"
NO_LISTS = {
    "desk:circle": "walks of the whole county (bench.circle)",
    "portal:circle": "walks of the whole county (bench.circle)",
    "portal:json": "all open data in one file",
    "portal:circular-json": "a whole circular in one file",
    "desk:system-rule-try": "tries rules on all matters of some weeks",
    "desk:system-rule-end": "tries rules on all matters of some weeks",
}
"""Pages that compute something: told, not counted. Whole files and pages of one thing are told apart by themselves."""


@dataclass(slots=True)
class Times:
    asked: Asked
    queries: int = 0
    size: int = 0
    is_file: bool = False
    clock: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.clock, n=20)[-1] if len(self.clock) > 1 else self.clock[0]

    @property
    def counts(self) -> bool:
        return not self.is_file and self.asked.name not in NO_LISTS


def main() -> int:
    if sys.argv[1:] == [STANDING]:
        return measured()
    server = asked_for("python -m bench.lists")
    with database_beside(server) as env:
        env |= {"LINLI_MODE": "demo", "LINLI_BENCH_ROUNDS": str(ROUNDS)}
        for name in ("LINLI_SECRET_KEY", "LINLI_FIELD_KEYS", "LINLI_INDEX_KEY", "LINLI_LOG_KEY"):
            del env[name]  # the demo makes its own
        started = time.perf_counter()
        linli = [sys.executable, "-m", "linli.site.cli", "demo", "--size", "county", "--no-serve"]
        subprocess.run(linli, env=env, check=True)
        print(f"linli demo --size county: {time.perf_counter() - started:.0f} s", flush=True)
        return subprocess.run([sys.executable, "-m", "bench.lists", STANDING], env=env).returncode


def measured() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.site.settings"
    os.environ["LINLI_MODE"] = "demo"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from linli.site import setting_up

    setting_up.migrate()  # a demo that stands may be older than these pages
    setting_up.collect_static()
    settings.ALLOWED_HOSTS = ["testserver"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    started = time.perf_counter()
    clients = readers()
    asked: list[Asked] = []
    public: set[str] = set()
    for role, client in clients.items():
        asked += Walker(role, client, () if role == "resident" else public).walk()
        public = public or {one.name for one in asked}  # nobody walks first
    asked = [one for one in asked if one.name.startswith(ONLY)]
    gc.collect()
    gc.freeze()  # as the server does
    slowest = first_look(clients, asked)
    spent = time.perf_counter() - started
    print(
        f"{connection.vendor}: {len(asked)} ways to ask as {len(clients)} roles, {len(slowest)} kinds: {spent:.0f} s",
        flush=True,
    )
    began, rounds = time.perf_counter(), 0
    while rounds < ROUNDS and (rounds < FEWEST_ROUNDS or time.perf_counter() - began < MOST_SECONDS):
        for times in slowest:
            once(clients, times)
        rounds += 1
    print(f"{rounds} rounds: {time.perf_counter() - began:.0f} s", flush=True)
    return told(slowest)


def readers() -> dict[str, Any]:
    """A client for each role of the demo, for a program of two of them, and for nobody."""
    from django.test import Client

    from linli.faces.api import tokens
    from linli.faces.door.demo import ROLES

    clients = {"nobody": Client()}
    for role in ROLES:
        person = role.people().first()
        if person is None:
            continue
        clients[role.key] = Client()
        clients[role.key].force_login(person)
        if role.key in ("centre", "resident"):
            clients[f"{role.key}, API"] = Client(headers={"Authorization": f"Bearer {tokens.issue(person)}"})
    return clients


def first_look(clients: dict[str, Any], asked: list[Asked]) -> list[Times]:
    """Every way to ask once more, the walk having warmed it; of each kind the role for which it was slowest, without
    the times of this look."""
    slowest: dict[tuple[str, str], tuple[float, Times]] = {}
    for one in asked:
        times = Times(one)
        once(clients, times)
        kind = (one.name, one.what)
        if kind not in slowest or slowest[kind][0] < times.clock[0]:
            slowest[kind] = (times.clock[0], Times(one))
    for _, times in slowest.values():
        once(clients, times, counted=True)
    return [times for _, times in slowest.values()]


def once(clients: dict[str, Any], times: Times, *, counted: bool = False) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    backend = database_process()
    client, asked = clients[times.asked.role], times.asked
    if counted:
        with CaptureQueriesContext(connection) as seen:
            answer = asked.answered(client)
        times.queries = len(seen)
        times.size = len(answer.content)
        times.is_file = "attachment" in answer.get("Content-Disposition", "")
        return
    start, cpu = time.perf_counter(), processor_ms(backend)
    answer = asked.answered(client)
    times.clock.append((time.perf_counter() - start) * 1000)
    times.work.append(processor_ms(backend) - cpu)
    assert answer.status_code == 200, asked


def told(found: list[Times]) -> int:
    """Print the table, the slowest first, and what of it matters; 1 when a list is too slow."""
    print(f"load {os.getloadavg()[0]:.1f}; ms on the clock p50 and p95, at work p95, queries, kB")
    ordered = sorted(found, key=lambda one: -one.p95)
    for times in ordered:
        print(line(times))
    lists = [times for times in ordered if times.counts]
    near = [times for times in lists if times.p95 > NEAR_MS]
    slow = [times for times in lists if times.p95 > TARGET_MS]
    print(f"\nthe {WORST} slowest lists:", *map(line, lists[:WORST]), sep="\n")
    print(f"\nlists over {NEAR_MS:.0f} ms: {len(near)}", *map(line, near), sep="\n")
    print(
        f"\n{len(found)} kinds asked, {len(lists)} of them lists, load {os.getloadavg()[0]:.1f}: slowest p95"
        f" {lists[0].p95:.0f} ms, {len(slow)} over {TARGET_MS:.0f}: {'MISSED' if slow else 'met'}"
    )
    return 1 if slow else 0


def line(times: Times) -> str:
    worked = statistics.quantiles(times.work, n=20)[-1] if len(times.work) > 1 else times.work[0]
    mark = "" if times.p95 <= TARGET_MS else "  SLOW" if times.counts else "  (no list)"
    what = f"{times.asked.name} {times.asked.what}".strip()
    return (
        f"  {what:62} {times.asked.role:14} {statistics.median(times.clock):7.1f} {times.p95:7.1f} {worked:7.1f}"
        f" {times.queries:4} {times.size / 1024:7.0f}{mark}"
    )


if __name__ == "__main__":
    sys.exit(main())
