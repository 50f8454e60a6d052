"""Anchors: one line for each sealed batch in a file outside the database, so that a cut or a set-back is seen.

A line reads ``<seq> <digest> <signature> <sealed at>``, digest and signature in hexadecimal. The sealer anchors the
last batch before it makes the next one, so the file is never more than one batch behind. Copy it to another host.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

from linli.core.models import Batch

LINE_BYTES = 512  # more than any line is long


@dataclass(frozen=True, slots=True)
class Anchor:
    seq: int
    digest: bytes
    signature: bytes
    sealed_at: datetime

    @classmethod
    def of(cls, batch: Batch) -> Self:
        return cls(batch.seq, bytes(batch.digest), bytes(batch.signature), batch.sealed_at)

    def line(self) -> bytes:
        return f"{self.seq} {self.digest.hex()} {self.signature.hex()} {self.sealed_at.isoformat()}\n".encode()


@dataclass(frozen=True, slots=True)
class BrokenLine:
    number: int


def append(anchor: Anchor) -> None:
    """Write one line and sync it, unless the file has come as far already: what it says is never said anew."""
    path = Path(settings.LINLI_ANCHORS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if _last_seq(file) < anchor.seq:
            file.write(anchor.line())
            file.flush()
            os.fsync(file.fileno())


def read() -> Iterator[Anchor | BrokenLine]:
    """The lines of the file, none when there is no file. A last line without its end is still being written."""
    path = Path(settings.LINLI_ANCHORS)
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.endswith(b"\n"):
                yield _parse(line) or BrokenLine(number)


def _parse(line: bytes) -> Anchor | None:
    try:
        seq, digest, signature, sealed_at = line.decode().split()
        return Anchor(int(seq), bytes.fromhex(digest), bytes.fromhex(signature), datetime.fromisoformat(sealed_at))
    except ValueError:
        return None


def _last_seq(file: BinaryIO) -> int:
    """The batch of the last line, 0 for none. Drops the start of a line that a crash left behind."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - LINE_BYTES))
    tail = file.read()
    whole = tail.rfind(b"\n") + 1
    if whole < len(tail):
        file.truncate(end - len(tail) + whole)
    last = _parse(tail[:whole].rstrip(b"\n").rpartition(b"\n")[2]) if whole else None
    return last.seq if last is not None else 0
