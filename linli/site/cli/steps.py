"""Steps of a long command, each printed with its time: ``[3/6] 生成演示县 … 4.1 s ✓``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


class Steps:
    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0
        self._started = 0.0

    def begin(self, name: str) -> None:
        self._number += 1
        self._started = time.monotonic()
        click.echo(f"[{self._number}/{self._total}] {name} … ", nl=False)

    def end(self, told: str = "") -> None:
        taken = f"{time.monotonic() - self._started:.1f} s ✓"
        click.echo(f"{taken} {told}" if told else taken)

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Time what is inside; words put into the list are printed behind the time."""
        self.begin(name)
        told: list[str] = []
        try:
            yield told
        except BaseException:
            click.echo("✗")
            raise
        self.end(" ".join(told))
