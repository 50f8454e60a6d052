"""Texts to a phone. A sender says at once whether it took the message; it is never part of a transaction."""

from __future__ import annotations

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class NotSent(RuntimeError):
    """The sender did not take the message."""


class Sender(Protocol):
    def send(self, phone: str, text: str) -> None:
        """This will hand ``text`` over for ``phone``. Raises: NotSent."""


class Console:
    """Writes to the server's own output, for demo and development."""

    def send(self, phone: str, text: str) -> None:
        sys.stderr.write(f"\n[SMS → {phone}] {text}\n")


class Kept:
    """Keeps messages in memory, for tests."""

    box: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        self.box.append((phone, text))


def sender() -> Sender:
    made: Sender = import_string(settings.LINLI_SENDER)()
    return made
