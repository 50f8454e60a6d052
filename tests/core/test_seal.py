"""Sealing: everything committed is sealed once, in chained and signed batches, each anchored outside the database."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from pytest_django import Settings

from linli.core import anchors, append_only, audit, log, seal
from linli.core.anchors import Anchor
from linli.core.models import Batch, Entry, WorkingHours
from tests.core.ledger import grow, sql, write


@pytest.fixture(autouse=True)
def anchors_file(settings: Settings, tmp_path: Path) -> Path:
    settings.LINLI_ANCHORS = tmp_path / "elsewhere" / "anchors.log"
    return settings.LINLI_ANCHORS


@pytest.mark.django_db
def test_what_is_written_is_sealed_once_and_chained(anchors_file: Path) -> None:
    assert seal.seal(at=timezone.now()) == 0
    grow(batches=3, entries=4)
    assert seal.seal(at=timezone.now()) == 0
    one, two, three = Batch.objects.order_by("seq")
    assert [one.seq, two.seq, three.seq] == [1, 2, 3]
    assert bytes(one.previous) == bytes(32)
    assert (bytes(two.previous), bytes(three.previous)) == (bytes(one.digest), bytes(two.digest))
    assert len(one.leaves) == 4 * 40
    assert [entry.batch_id for entry in Entry.objects.order_by("id")] == [1] * 4 + [2] * 4 + [3] * 4
    assert list(anchors.read()) == [Anchor.of(one), Anchor.of(two), Anchor.of(three)]
    assert len(anchors_file.read_text().splitlines()) == 3


@pytest.mark.django_db
def test_a_stranger_can_check_a_batch_with_the_public_key_alone() -> None:
    grow(batches=1, entries=2)
    batch, (first, _) = Batch.objects.get(), Entry.objects.order_by("id")
    row = next(seal.rows(Entry.objects.filter(pk=first.pk)))
    assert bytes(batch.leaves)[:40] == first.pk.to_bytes(8) + hashlib.sha256(seal.canonical(row)).digest()
    message = seal.to_sign(1, batch.sealed_at, hashlib.sha256(bytes(32) + bytes(batch.leaves)).digest())
    public = Ed25519PrivateKey.from_private_bytes(b"l" * 32).public_key()
    public.verify(bytes(batch.signature), message)


def test_the_canonical_form_is_one_line_of_sorted_json() -> None:
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    row = (
        9,
        "matters.received",
        "matters.matter",
        4,
        None,
        at,
        at.replace(microsecond=5),
        "320583",
        {"b": "办", "a": 1},
    )
    assert seal.canonical(row) == (
        b'{"actor_id":null,"at":"2026-03-02T01:00:00.000000+00:00","params":{"a":1,"b":"\\u529e"},"place":"320583",'
        b'"recorded_at":"2026-03-02T01:00:00.000005+00:00","subject_id":4,"subject_type":"matters.matter",'
        b'"verb":"matters.received"}'
    )


@pytest.mark.django_db
def test_what_json_can_hold_can_be_sealed() -> None:
    for value in (2**70, -0.0, 1e300, "\U0001f600", [], {"": {}}):
        log.write("core.tested", WorkingHours(pk=1), by=None, at=timezone.now(), value=value)
    seal.seal(at=timezone.now())
    assert audit.verify().ok


@pytest.mark.django_db
def test_a_long_queue_is_sealed_in_batches_of_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "BATCH_ENTRIES", 10)
    monkeypatch.setattr(audit, "BATCH_ENTRIES", 10)
    write(25)
    assert seal.seal(at=timezone.now()) == 3
    assert [len(batch.leaves) // 40 for batch in Batch.objects.order_by("seq")] == [10, 10, 5]
    assert audit.verify().ok


@pytest.mark.django_db
def test_an_anchor_that_a_crash_left_out_is_written_by_the_next_sealer(monkeypatch: pytest.MonkeyPatch) -> None:
    grow(batches=1, entries=1)
    write(1)
    with monkeypatch.context() as crash:
        crash.setattr(seal.anchors, "append", lambda anchor: None if anchor.seq == 1 else pytest.fail("killed"))
        with pytest.raises(pytest.fail.Exception):
            seal.seal(at=timezone.now())
    assert [anchor.seq for anchor in anchors.read()] == [1]
    assert audit.verify().ok  # one anchor may be owed
    grow(batches=1, entries=1)
    assert [anchor.seq for anchor in anchors.read()] == [1, 2, 3]
    assert audit.verify().ok


@pytest.mark.django_db
def test_half_a_line_that_a_crash_left_is_replaced(anchors_file: Path) -> None:
    grow(batches=2, entries=1)
    with anchors_file.open("a") as file:
        file.write("3 0123")
    assert audit.verify().ok
    grow(batches=1, entries=1)
    assert [anchor.seq for anchor in anchors.read()] == [1, 2, 3]
    assert audit.verify().ok


@pytest.mark.django_db
def test_a_wrong_key_is_told(settings: Settings) -> None:
    write(1)
    for key in ("", "short", "bm90IDMyIGJ5dGVz"):
        settings.LINLI_LOG_KEY = key
        with pytest.raises(ImproperlyConfigured):
            seal.seal(at=timezone.now())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_sealers_each_entry_is_sealed_once() -> None:
    """Six sealers and three writers at once; nothing is sealed twice, nothing left, the chain has no gap."""
    write(50)
    errors: list[Exception] = []

    def work(job: str) -> None:
        try:
            for _ in range(8):
                if job == "seal":
                    seal.seal(at=timezone.now())
                else:
                    write(5)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(job,)) for job in ["seal"] * 6 + ["write"] * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    seal.seal(at=timezone.now())
    verdict = audit.verify()
    assert (verdict.bad, verdict.entries, verdict.unsealed) == (None, 50 + 3 * 8 * 5, 0)
    assert [anchor.seq for anchor in anchors.read()] == list(range(1, verdict.batches + 1))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_log_can_be_checked_while_it_grows() -> None:
    grow(batches=1, entries=5)
    done = threading.Event()

    def grow_on() -> None:
        try:
            grow(batches=15, entries=3)
        finally:
            done.set()
            connections.close_all()

    writer = threading.Thread(target=grow_on)
    writer.start()
    verdicts = [audit.verify()]
    while not done.is_set():
        verdicts.append(audit.verify())
    writer.join()
    assert [verdict.bad for verdict in verdicts if not verdict.ok] == []
    assert audit.verify().batches == 16


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_entries_are_sealed_and_checked_in_seconds() -> None:
    rows = [Entry(verb="core.tested", subject_type="core.day", subject_id=n, at=timezone.now()) for n in range(10_000)]
    Entry.objects.bulk_create(rows)
    started = timezone.now()
    assert seal.seal(at=started) == 1
    verdict = audit.verify()
    assert (verdict.ok, verdict.entries) == (True, 10_000)
    assert (timezone.now() - started).total_seconds() < 10


# -- the database itself refuses ----------------------------------------------------------------------------------


REFUSED = {
    "delete an entry": "DELETE FROM core_entry WHERE id = (SELECT min(id) FROM core_entry)",
    "delete an unsealed entry": "DELETE FROM core_entry WHERE batch_id IS NULL",
    "delete a batch": "DELETE FROM core_batch WHERE seq = 2",
    "edit an entry": "UPDATE core_entry SET verb = 'core.forged'",
    "edit an unsealed entry": "UPDATE core_entry SET actor_id = 7 WHERE batch_id IS NULL",
    "edit while sealing": "UPDATE core_entry SET batch_id = 1, place = '320584' WHERE batch_id IS NULL",
    "unseal": "UPDATE core_entry SET batch_id = NULL WHERE batch_id = 1",
    "seal again": "UPDATE core_entry SET batch_id = 2 WHERE batch_id = 1",
    "edit a batch": "UPDATE core_batch SET sealed_at = '2020-01-01'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_to_change_the_log(statement: str) -> None:
    grow(batches=2, entries=2)
    write(1)
    assert append_only.stands(connection)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        sql(statement)
    seal.seal(at=timezone.now())
    assert audit.verify().ok


@pytest.mark.django_db
def test_every_column_of_an_entry_is_held() -> None:
    (pk,) = write(1)
    for column in [field.column for field in Entry._meta.fields if field.column != "batch_id"]:
        other = "recorded_at" if column == "at" else "at" if column == "recorded_at" else None
        change = other or {"params": "'{}'", "place": "'1'", "verb": "'x'", "subject_type": "'x'"}.get(column, "77")
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"UPDATE core_entry SET {column} = {change} WHERE id = %s", pk)


@pytest.mark.django_db
def test_triggers_that_were_taken_away_are_missed() -> None:
    append_only.lift(connection)
    assert not append_only.stands(connection)
    append_only.install(connection)
    assert append_only.stands(connection)
