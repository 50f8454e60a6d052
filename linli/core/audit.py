"""The check of the sealed log: everything is computed anew, batch by batch, until the first thing that does not fit.

What it can see: entries and batches that were changed, removed, slipped in, reordered or dated back; batches cut from
the end and a database set back, by the anchors outside it; anchors that are gone or changed. What it cannot see:
entries that were removed before they were sealed (seconds), and a cut of the log *and* of every copy of the anchors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import OperationalError
from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from linli.core import anchors
from linli.core.anchors import Anchor, BrokenLine
from linli.core.models import Batch, Entry
from linli.core.seal import (
    BATCH_ENTRIES,
    ID_BYTES,
    LEAF_BYTES,
    NOTHING_BEFORE,
    Row,
    digest,
    leaf,
    rows,
    signing_key,
    to_sign,
)

RECORDED_AT: Literal[6] = 6  # where a Row has it
# a column that holds what none of our writers can put there; SQLite has OperationalError for text that is not UTF-8
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, OperationalError)
LONG_TRANSACTION = timedelta(hours=1)  # so much later than its recorded_at a row may become visible


class Fault(TextChoices):
    """What is wrong, as the check tells it."""

    EDITED = "edited", _("this entry was changed after it was sealed")
    DELETED = "deleted", _("this entry was sealed and is gone")
    INSERTED = "inserted", _("this entry stands in a batch that was sealed without it")
    REORDERED = "reordered", _("this entry was put in another place")
    BACKDATED = "backdated", _("this entry says it was recorded long before it was sealed")
    BATCH_MISSING = "batch_missing", _("this batch is gone from the middle of the log")
    BATCH_CHANGED = "batch_changed", _("this batch was changed after it was sealed")
    SIGNATURE = "signature", _("the signature of this batch is not ours")
    TAIL_CUT = "tail_cut", _("this batch was anchored and is gone: the log was cut, or the database was set back")
    REWRITTEN = "rewritten", _("this batch is not the one that was anchored: the log was set back and written anew")
    ANCHOR_MISSING = "anchor_missing", _("the file of anchors has no line for this batch: restore it from its copy")
    ANCHOR_CHANGED = "anchor_changed", _("the line of anchors for this batch was changed: restore it from its copy")


@dataclass(frozen=True)
class Bad:
    """The first thing that does not fit: an entry by its id, or a batch by its seq."""

    fault: Fault
    batch: int | None
    entry: int | None = None

    @property
    def reason(self) -> str:
        return str(self.fault.label)


@dataclass(frozen=True)
class Verdict:
    """What was checked, up to the first bad row if there is one; ``unsealed`` entries wait for the sealer."""

    entries: int
    batches: int
    unsealed: int
    bad: Bad | None

    @property
    def ok(self) -> bool:
        return self.bad is None


def verify() -> Verdict:
    """Check the whole log, one batch in memory at a time. Batches sealed meanwhile are left for the next time."""
    return _Check().run()


@dataclass
class _Check:
    """One walk along the log, with the anchors in step."""

    key: Ed25519PublicKey = field(default_factory=lambda: signing_key().public_key())
    entries: int = 0
    batches: int = 0
    last_digest: bytes = NOTHING_BEFORE
    horizon: datetime | None = None  # all that was visible by then is sealed, so later rows were recorded later
    anchor_fault: Bad | None = None  # told only when the log itself is sound

    def run(self) -> Verdict:
        bad = self._first_bad() or self.anchor_fault
        unsealed = Entry.objects.unsealed().count()  # last: raises if the database went away, so that is never a fault
        return Verdict(self.entries, self.batches, unsealed, bad)

    def _first_bad(self) -> Bad | None:
        end: int = Batch.objects.aggregate(end=Max("seq"))["end"] or 0  # before the anchors, which come after batches
        lines = self._anchors()
        anchor = next(lines, None)
        for seq in Batch.objects.filter(seq__lte=end).order_by("seq").values_list("seq", flat=True).iterator():
            due = self.batches + 1
            if seq != due:
                return Bad(Fault.BATCH_MISSING, due) if seq > due else Bad(Fault.BATCH_CHANGED, seq)
            while anchor is not None and anchor.seq < seq:
                anchor = next(lines, None)
            if anchor is None or anchor.seq > seq:
                anchored = None
                if seq < end:  # the sealer may owe the last anchor, and no other
                    self._note(Fault.ANCHOR_MISSING, seq)
            else:
                anchored = anchor
            bad = self._batch_fault(seq, anchored)
            if bad is not None:
                return bad
            self.batches = seq
        while anchor is not None:
            if not Batch.objects.filter(seq=anchor.seq).exists():
                return Bad(Fault.TAIL_CUT, self.batches + 1)
            anchor = next(lines, None)
        return self._fault_outside(end)

    # -- anchors --------------------------------------------------------------------------------------------------

    def _anchors(self) -> Iterator[Anchor]:
        """The lines that we signed; any other is noted."""
        for line in anchors.read():
            if isinstance(line, BrokenLine) or not self._is_signed(
                line.seq, line.sealed_at, line.digest, line.signature
            ):
                self._note(Fault.ANCHOR_CHANGED, self.batches + 1)
            else:
                yield line

    def _note(self, fault: Fault, seq: int) -> None:
        self.anchor_fault = self.anchor_fault or Bad(fault, seq)

    # -- batches --------------------------------------------------------------------------------------------------

    def _batch_fault(self, seq: int, anchor: Anchor | None) -> Bad | None:
        try:
            batch = Batch.objects.get(pk=seq)
            leaves, own = bytes(batch.leaves), bytes(batch.digest)
            signed = self._is_signed(seq, batch.sealed_at, own, bytes(batch.signature))
            chained = bytes(batch.previous) == self.last_digest and digest(self.last_digest, leaves) == own
        except UNREADABLE:
            return Bad(Fault.BATCH_CHANGED, seq)
        if not chained:
            return Bad(Fault.BATCH_CHANGED, seq)
        if not signed:
            return Bad(Fault.SIGNATURE, seq)
        if anchor is not None and anchor != Anchor.of(batch):
            return Bad(Fault.REWRITTEN, seq)
        bad = self._entries_fault(seq, leaves)
        if len(leaves) < BATCH_ENTRIES * LEAF_BYTES:
            self.horizon = batch.sealed_at
        self.last_digest = own
        return bad

    def _is_signed(self, seq: int, sealed_at: datetime, own: bytes, signature: bytes) -> bool:
        try:
            self.key.verify(signature, to_sign(seq, sealed_at, own))
        except (InvalidSignature, *UNREADABLE):
            return False
        return True

    # -- entries --------------------------------------------------------------------------------------------------

    def _entries_fault(self, seq: int, leaves: bytes) -> Bad | None:
        sealed = dict(_split(leaves))
        found = _found(seq)
        self.entries += len(found)
        actual = {pk: own for pk, own, _ in found}
        off = {pk for pk in sealed.keys() | actual.keys() if sealed.get(pk) != actual.get(pk)}
        if off:
            first = min(off)
            return Bad(_entry_fault(first, sealed, actual, off), seq, first)
        if self.horizon is not None:
            earliest = self.horizon - LONG_TRANSACTION
            for pk, _, recorded_at in found:
                if recorded_at is None or recorded_at < earliest:
                    return Bad(Fault.BACKDATED, seq, pk)
        return None

    def _fault_outside(self, end: int) -> Bad | None:
        """What stands in no batch that we walked: a row in a batch that is not, or a late row that claims to be old."""
        without = Entry.objects.filter(batch__gt=end).exclude(batch__in=Batch.objects.filter(seq__gt=end))
        stray = without.order_by("pk").values_list("pk", flat=True).first()
        if stray is not None:
            return Bad(Fault.INSERTED, None, stray)
        if self.horizon is not None:
            old = Entry.objects.unsealed().filter(recorded_at__lt=self.horizon - LONG_TRANSACTION)
            late = old.order_by("pk").values_list("pk", flat=True).first()
            if late is not None:
                return Bad(Fault.BACKDATED, None, late)
        return None


def _split(leaves: bytes) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(leaves), LEAF_BYTES):
        one = leaves[start : start + LEAF_BYTES]
        yield int.from_bytes(one[:ID_BYTES]), one[ID_BYTES:]


def _found(seq: int) -> list[tuple[int, bytes, datetime | None]]:
    """The entries that say they are in the batch: id, digest, recorded_at. What cannot be read has an empty digest."""
    entries = Entry.objects.filter(batch=seq).order_by("pk")
    try:
        return [_read(row) for row in rows(entries)]
    except UNREADABLE:
        return [_found_one(pk) for pk in entries.values_list("pk", flat=True)]


def _found_one(pk: int) -> tuple[int, bytes, datetime | None]:
    try:
        return _read(next(rows(Entry.objects.filter(pk=pk))))
    except UNREADABLE:
        return pk, b"", None


def _read(row: Row) -> tuple[int, bytes, datetime | None]:
    return row[0], leaf(row)[ID_BYTES:], row[RECORDED_AT]


def _entry_fault(first: int, sealed: dict[int, bytes], actual: dict[int, bytes], off: set[int]) -> Fault:
    """What happened to the first entry that is off, told by where its content and its number are found now."""
    if first not in actual:
        elsewhere = sealed[first] in {actual.get(pk) for pk in off} or Entry.objects.filter(pk=first).exists()
        return Fault.REORDERED if elsewhere else Fault.DELETED
    if actual[first] in {sealed.get(pk) for pk in off}:
        return Fault.REORDERED
    return Fault.EDITED if first in sealed else Fault.INSERTED
