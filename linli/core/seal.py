"""Sealing the log: entries go into batches, each a list of digests, chained to the batch before and signed.

A job does it every few seconds, outside the actions' transactions, so that writers never wait for the chain. What
was written and not sealed yet is not protected. ``core.audit`` checks what is made here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from linli.core import anchors
from linli.core.anchors import Anchor
from linli.core.models import Batch, Entry

BATCH_ENTRIES = 10_000
ID_BYTES, DIGEST_BYTES = 8, 32
LEAF_BYTES = ID_BYTES + DIGEST_BYTES
NOTHING_BEFORE = bytes(DIGEST_BYTES)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FIELDS = ("verb", "subject_type", "subject_id", "actor_id", "at", "recorded_at", "place", "params")
Row = tuple[int, str, str, int, int | None, datetime, datetime, str, object]  # the id, then FIELDS

# not orjson: this one writes whatever a JSON column can hold, whole numbers of any size and lone surrogates
_plain_json = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def canonical(row: Row) -> bytes:
    """The bytes that stand for an entry: a JSON object of FIELDS, keys sorted, no spaces, in ASCII.

    Instants are written in UTC to the microsecond, ``2026-03-02T01:00:00.000000+00:00``. The id is not among them:
    it stands in the leaf beside the digest, so that a row under another row's id is known again.

    Raises: TypeError, AttributeError, OverflowError, when a column holds what no writer of ours can put there.
    """
    _, verb, subject_type, subject_id, actor_id, at, recorded_at, place, params = row
    return _plain_json(
        {
            "verb": verb,
            "subject_type": subject_type,
            "subject_id": subject_id,
            "actor_id": actor_id,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "recorded_at": recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "place": place,
            "params": params,
        }
    ).encode()


def leaf(row: Row) -> bytes:
    """The id (8 bytes, big-endian) and the SHA-256 of the canonical form."""
    return row[0].to_bytes(ID_BYTES) + hashlib.sha256(canonical(row)).digest()


def digest(previous: bytes, leaves: bytes) -> bytes:
    """The digest of a batch: SHA-256 of the digest before it and of its leaves."""
    return hashlib.sha256(previous + leaves).digest()


def to_sign(seq: int, sealed_at: datetime, own: bytes) -> bytes:
    """What the signature covers, and an anchor repeats: a label, seq, the instant in microseconds, the digest."""
    micros = (sealed_at - EPOCH) // timedelta(microseconds=1)
    return b"linli.batch.1\0" + seq.to_bytes(8) + micros.to_bytes(8, signed=True) + own


def rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    return entries.values_list("id", *FIELDS).iterator(chunk_size=2000)


def signing_key() -> Ed25519PrivateKey:
    """Raises: ImproperlyConfigured."""
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.LINLI_LOG_KEY, validate=True))
    except ValueError as error:
        raise ImproperlyConfigured("LINLI_LOG_KEY: base64 of 32 bytes is needed; `linli keys new` makes it") from error


def seal(*, at: datetime) -> int:
    """Seal what was committed until now. Safe to repeat, and with several workers at once: one of them wins.

    Returns the number of batches made. The anchor of a batch is written after its commit.
    """
    made = 0
    while Entry.objects.unsealed().exists():
        batch = _seal_one(at)
        if batch is None:
            break
        anchors.append(Anchor.of(batch))
        made += 1
    return made


def _seal_one(at: datetime) -> Batch | None:
    """Seal the next batch in a transaction of its own; None when another worker was quicker."""
    key = signing_key()
    seq = 0
    try:
        with transaction.atomic(durable=True):
            last = Batch.objects.defer("leaves").order_by("-seq").first()
            if last is not None:
                anchors.append(Anchor.of(last))  # the process may have died between its commit and its anchor
            seq = last.seq + 1 if last is not None else 1
            taken = list(rows(Entry.objects.unsealed().order_by("pk")[:BATCH_ENTRIES]))
            if not taken:
                return None
            leaves = b"".join(map(leaf, taken))
            previous = bytes(last.digest) if last is not None else NOTHING_BEFORE
            own = digest(previous, leaves)
            signature = key.sign(to_sign(seq, at, own))
            batch = Batch.objects.create(
                seq=seq, previous=previous, leaves=leaves, digest=own, signature=signature, sealed_at=at
            )
            Entry.objects.filter(pk__in=[row[0] for row in taken]).update(batch=batch)
            return batch
    except IntegrityError:
        if Batch.objects.filter(pk=seq).exists():
            return None
        raise
