"""Run a command with a PostgreSQL of its own: made in a temporary folder, stopped and removed at the end.

``postgres.py COMMAND …`` sets LINLI_TEST_DATABASE for the command and ends with its exit code; ``postgres.py --durable
COMMAND …`` keeps PostgreSQL's own settings, for figures, and sets LINLI_BENCH_DATABASE too. As root the server runs as
the user ``postgres``, because it refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FAST = {  # nothing in a test database outlives the run, so it need not survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",  # tables without statistics look large enough to compile for
    "max_connections": "200",
    "timezone": "UTC",
}


class Missing(Exception):
    """No PostgreSQL server is installed here."""


def binary(name: str) -> str:
    """The newest server installed. Raises: Missing."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(kept[-1]) if kept else shutil.which(name)
    if found is None:
        raise Missing(f"{name} was not found; install postgresql (Debian: apt-get install postgresql)")
    return found


def as_server(command: Sequence[str]) -> None:
    user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running server's address, ``postgresql://postgres@127.0.0.1:PORT/linli``. ``durable`` keeps the defaults."""
    folder = Path(tempfile.mkdtemp(prefix="linli-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", free_port()
    settings = {} if durable else FAST
    options = " ".join(
        [f"-p {port} -k {folder} -h 127.0.0.1", *(f"-c {name}={value}" for name, value in settings.items())]
    )
    try:
        as_server(
            [binary("initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
        )
        control = [binary("pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        as_server([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            as_server([binary("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "linli"])
            yield f"postgresql://postgres@127.0.0.1:{port}/linli"
        finally:
            as_server([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: Sequence[str]) -> int:
    def interrupted(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupted)
    durable = command[0] == "--durable"
    try:
        with cluster(durable=durable) as address:
            told = {"LINLI_TEST_DATABASE": address} | ({"LINLI_BENCH_DATABASE": address} if durable else {})
            return subprocess.run(command[durable:], env=os.environ | told, check=False).returncode
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
