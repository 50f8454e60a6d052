"""How many matters a second the real server takes in, against the raw rate of the same database on the same machine.

Raw: two single-row inserts in one transaction, sent by pgbench with prepared statements; where there is no pgbench, by
psycopg. Both with 16 clients, in turns, so that a noisy machine is noisy to both. Targets: a ratio of at least 0.15,
and a 99th percentile of at most four medians. SQLite has no target; its rate is told.

python -m bench.write_path postgresql://user@host:port/postgres
"""

from __future__ import annotations

import json
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from uuid import uuid4

import psycopg

from bench._town import asked_for, town, town_in_a_file

CLIENTS = 16
ROUNDS = 5
SECONDS = 4.0
READY_WITHIN_SECONDS = 60
TARGET_RATIO = 0.15
TARGET_TAIL = 4.0
WORDS = "小区门口的垃圾桶满了两天，没有人来收，味道很大，请尽快处理"

TABLES = """
CREATE TABLE raw_request (id bigserial PRIMARY KEY, intent uuid NOT NULL UNIQUE, place varchar(15) NOT NULL,
    words text NOT NULL, lon float8, lat float8, at timestamptz NOT NULL);
CREATE INDEX ON raw_request (place, at);
CREATE INDEX ON raw_request (at);
CREATE TABLE raw_event (id bigserial PRIMARY KEY, request_id bigint NOT NULL REFERENCES raw_request,
    verb varchar(64) NOT NULL, params jsonb NOT NULL, at timestamptz NOT NULL);
CREATE INDEX ON raw_event (request_id);
"""
PGBENCH = f"""BEGIN;
INSERT INTO raw_request (intent, place, words, lon, lat, at)
  VALUES (gen_random_uuid(), '320583100001001', '{WORDS}', 120.905, 31.305, now()) RETURNING id \\gset
INSERT INTO raw_event (request_id, verb, params, at) VALUES (:id, 'matters.received', '{{"channel": "web"}}', now());
COMMIT;
"""
REQUEST = "INSERT INTO raw_request (intent, place, words, lon, lat, at) VALUES (%s,%s,%s,%s,%s,%s) RETURNING id"
EVENT = "INSERT INTO raw_event (request_id, verb, params, at) VALUES (%s, %s, %s, %s)"

Deed = Callable[[], None]


def raw_client(url: str) -> Deed:
    connection = psycopg.connect(url)

    def once() -> None:
        at = datetime.now(UTC)
        with connection.transaction():
            made = connection.execute(REQUEST, (uuid4(), "320583100001001", WORDS, 120.905, 31.305, at)).fetchone()
            connection.execute(EVENT, (made[0] if made else 0, "matters.received", '{"channel": "web"}', at))

    return once


def web_client(port: int) -> Deed:
    """Sends one report and waits for its receipt, over one kept connection and with as little work as may be: the
    client uses the same cores as the server."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    chance = random.Random()
    said = json.dumps({"kind": "02-01-01", "words": WORDS})[1:]
    length = len(report(chance, said))
    head = f"POST /api/v1/matters HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {length}\r\n\r\n"

    def once() -> None:
        connection.sendall((head + report(chance, said)).encode())
        answer = b""
        while not whole(answer):
            piece = connection.recv(65_536)
            if not piece:
                raise ConnectionError("the server hung up")
            answer += piece
        if not answer.startswith(b"HTTP/1.1 201 "):
            raise RuntimeError(repr(answer[:700]))

    return once


def report(chance: random.Random, said: str) -> str:
    """The JSON of one report, always of one length."""
    lon, lat = chance.uniform(120.901, 120.949), chance.uniform(31.301, 31.309)
    return f'{{"intent": "{uuid4()}", "lon": {lon:.6f}, "lat": {lat:.6f}, {said}'


def whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(end) and length is not None and len(body) >= int(length[1])


def measure(clients: list[Deed]) -> tuple[float, list[float]]:
    """All ``clients`` at once, each in a closed loop. Returns deeds a second and the milliseconds of each."""
    took: list[list[float]] = [[] for _ in clients]
    end = time.perf_counter() + SECONDS

    def loop(once: Deed, mine: list[float]) -> None:
        while (start := time.perf_counter()) < end:
            once()
            mine.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=loop, args=pair) for pair in zip(clients, took, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [ms for mine in took for ms in mine]
    return len(times) / SECONDS, times


def told(name: str, rates: list[float], times: list[float]) -> float:
    """Print one line; returns the 99th percentile over the median."""
    cuts = statistics.quantiles(times, n=100)
    p50, p95, p99 = cuts[49], cuts[94], cuts[98]
    print(f"{name}: {statistics.median(rates):.0f}/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")
    return p99 / p50


def main() -> None:
    server = asked_for("python -m bench.write_path")
    with town(server) as env:
        with psycopg.connect(env["LINLI_DATABASE"], autocommit=True) as owner:
            owner.execute(TABLES)
        with serving(env, workers=2) as port:
            compare(env["LINLI_DATABASE"], [web_client(port) for _ in range(CLIENTS)])
    with town_in_a_file() as env, serving(env, workers=1) as port:  # one process writes
        rounds = [measure([web_client(port) for _ in range(CLIENTS)]) for _ in range(2)]
        told("the same on SQLite, one process", [rate for rate, _ in rounds], [ms for _, took in rounds for ms in took])


@contextmanager
def serving(env: dict[str, str], *, workers: int) -> Iterator[int]:
    """The web server as ``linli serve`` runs it; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    shape = ["--workers", str(workers), "--blocking-threads", "8", "--no-ws", "--port", str(port)]
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error", *shape]
    process = subprocess.Popen([*web, "linli.site.wsgi:application"], env={**env, "PYTHONWARNINGS": "ignore"})
    try:
        ready(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def ready(port: int) -> None:
    """Wait until both workers have answered and loaded what they keep in memory."""
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    answered = 0
    while answered < 20:
        with suppress(OSError):
            web_client(port)()
            answered += 1
            continue
        if time.monotonic() > give_up:
            raise RuntimeError("the server does not answer")
        time.sleep(0.2)


def compare(database: str, web: list[Deed]) -> None:
    raw_rates, web_rates, ratios = [], [], []
    times: list[float] = []
    raw = raw_rate(database)
    for _ in range(ROUNDS):
        raw_rates.append(raw())
        rate, took = measure(web)
        web_rates.append(rate)
        times += took
        ratios.append(rate / raw_rates[-1])
    means = "pgbench, prepared" if shutil.which("pgbench") else "psycopg"
    print(f"raw, two inserts in one transaction ({means}): {statistics.median(raw_rates):.0f}/s")
    tail = told("POST /api/v1/matters", web_rates, times)
    ratio = statistics.median(ratios)
    print(f"ratio {ratio:.2f} (rounds {min(ratios):.2f} to {max(ratios):.2f}), {verdict(ratio >= TARGET_RATIO)}")
    print(f"p99 is {tail:.1f} medians, {verdict(tail <= TARGET_TAIL)}")


def raw_rate(database: str) -> Callable[[], float]:
    """Measures transactions a second, once each time it is called."""
    pgbench = shutil.which("pgbench")
    if pgbench is None:
        clients = [raw_client(database) for _ in range(CLIENTS)]
        return lambda: measure(clients)[0]

    def by_pgbench() -> float:
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(PGBENCH)
            script.flush()
            load = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", f"{SECONDS:.0f}", "-f", script.name]
            told = subprocess.run([pgbench, *load, database], check=True, capture_output=True, text=True).stdout
        found = re.search(r"tps = ([\d.]+)", told)
        if found is None:
            raise RuntimeError(told)
        return float(found[1])

    return by_pgbench


def verdict(met: bool) -> str:
    return "target met" if met else "target MISSED"


if __name__ == "__main__":
    main()
