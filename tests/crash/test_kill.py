"""A promise survives the process that made it: what was acknowledged is there after kill -9, once and whole."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from tests.crash.conftest import House

SUBMITS = 200
CLIENTS = 8
KILL_AFTER = (40, 110)  # acknowledged submits after which the server is killed
PATIENCE_SECONDS = 300

COUNT = """
import django, json; django.setup()
from linli.core.models import Entry, Intent
from linli.matters.models import Matter, Reporter
print(json.dumps({
    "intents": {str(i.key): i.subject_id for i in Intent.objects.all()},
    "matters": list(Matter.objects.values_list("pk", flat=True)),
    "reporters": list(Reporter.objects.values_list("matter_id", flat=True)),
    "proposals": list(Matter.objects.filter(proposal__isnull=False).values_list("pk", flat=True)),
    "entries": list(Entry.objects.filter(verb="matters.received").values_list("subject_id", flat=True)),
    "numbers": dict(Matter.objects.values_list("number", "pk")),
}))
"""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


class Server:
    """The real server in a process group of its own, so that a kill takes web and work processes at once."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env, self.port = env, free_port()
        self.refusals: list[str] = []
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "linli.site.cli", "serve", "--port", str(self.port)],
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, intent: UUID) -> str | None:
        """The number of the receipt; None when nobody answered, or not to the end."""
        body = json.dumps({"intent": str(intent), "kind": "02-01-01", "lon": 120.905, "lat": 31.305, "words": "垃圾"})
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/matters",
            data=body.encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                number: str = json.load(response)["number"]
                return number
        except urllib.error.HTTPError as error:
            if error.code != 503:
                self.refusals.append(f"{error.code} {error.read(700)!r}")
            return None
        except (OSError, http.client.HTTPException, ValueError):  # killed before, while or after it answered
            return None


@pytest.fixture
def server(house: House) -> Iterator[Server]:
    running = Server(house.env | {"LINLI_REPORTS_PER_HOUR": "100000"})
    yield running
    running.kill()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_kill_9_during_200_submits_loses_no_acknowledged_one(server: Server) -> None:
    receipts: dict[str, str] = {}
    waiting = [uuid4() for _ in range(SUBMITS)]
    lock = threading.Lock()
    give_up = time.monotonic() + PATIENCE_SECONDS

    def client() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                intent = waiting.pop()
            number = None
            while number is None and time.monotonic() < give_up:
                number = server.post(intent)
                if number is None:
                    time.sleep(0.05)
            if number is not None:
                with lock:
                    receipts[str(intent)] = number

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for acknowledged in KILL_AFTER:
        while len(receipts) < acknowledged and time.monotonic() < give_up:
            time.sleep(0.01)
        server.kill()
        server.start()
    for thread in threads:
        thread.join()

    assert server.refusals == []
    assert len(receipts) == SUBMITS
    counted = subprocess.run([sys.executable, "-c", COUNT], env=server.env, check=True, capture_output=True)
    there = json.loads(counted.stdout)
    assert set(there["intents"]) == set(receipts)
    for intent, number in receipts.items():
        assert there["numbers"][number.replace("-", "")] == there["intents"][intent]
    assert len(there["matters"]) == SUBMITS
    for part in ("reporters", "proposals", "entries"):
        assert sorted(there[part]) == sorted(there["matters"]), f"half-written: {part}"
