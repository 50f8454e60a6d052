"""The command as a user runs it: a process of its own, with nothing of the tests' environment."""

from __future__ import annotations

import os
import subprocess
import sys

COMMAND = [sys.executable, "-m", "linli.site.cli"]


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LINLI_DATA"}} | more


def linli(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(**environ), capture_output=True, text=True, timeout=180, check=False
    )
