"""The processes of one host: granian's web processes and the work loop, under one command."""

from __future__ import annotations

import errno
import logging
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)

PORTS_TRIED = 50
READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 15
RESTART_AFTER_SECONDS = 3


class PortTaken(OSError):
    """Somebody else listens there."""


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens on ``port``. Asked by binding, because the server itself shares ports (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
        return True


def free_port(host: str, wanted: int) -> int:
    """``wanted``, or the next port that nobody listens on. Raises: PortTaken, after fifty tries."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        if is_free(host, port):
            return port
    raise PortTaken(wanted)


class WorkProcess:
    """The work loop as a child, started again when it dies on its own."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True, name="work-watch")
        self._watcher.start()

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "linli.site.cli", "work", "--with-parent", str(os.getpid())]
        return subprocess.Popen(words, start_new_session=True)  # noqa: S603  (Ctrl-C reaches it through ``stop``)

    def _watch(self) -> None:
        while True:
            code = self._child.wait()
            if self._stopping.wait(RESTART_AFTER_SECONDS):
                return
            logger.error("the work process ended with %s; starting it again", code)
            self._child = self._start()

    def stop(self) -> None:
        self._stopping.set()
        if self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(STOP_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                self._child.kill()


def end_with_parent() -> None:
    """End this web process when the command that started it was killed, so that the port is free again."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True, name="parent-watch").start()


def answers(address: str) -> bool | None:
    """Whether a page comes from ``address``, None while nobody answers; any page but a server error is good."""
    try:
        with urlopen(Request(address, method="GET"), timeout=5):  # noqa: S310  (our own http address)
            return True
    except HTTPError as error:
        return error.code < 500
    except (URLError, OSError):
        return None


def run(host: str, port: int, *, workers: int, threads: int, ready: Callable[[bool], None], page: str = "/") -> None:
    """Serve until SIGTERM or SIGINT. ``ready`` is called once, with whether ``page`` came well."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    server = Granian(
        "linli.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
        log_level=LogLevels.warning,
    )
    # granian thinks of threads that compute; ours wait for the database and for each other (docs/adr/0014)
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    over = threading.Event()

    def wait_for_page() -> None:
        for _ in range(READY_WITHIN_SECONDS * 5):
            if over.wait(0.2):
                return
            answered = answers(f"http://{near}:{port}{page}")
            if answered is not None:
                ready(answered)
                return
        ready(False)

    work = WorkProcess()
    threading.Thread(target=wait_for_page, daemon=True, name="ready").start()
    try:
        server.serve()
    finally:
        over.set()
        work.stop()
