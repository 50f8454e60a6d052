"""The check of the log: whatever the database's owner changes by hand is found, and the first bad row is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation
from pytest_django import Settings

from linli.core import append_only, audit, seal
from linli.core.audit import Fault
from linli.core.models import Batch, Entry
from tests.core.ledger import grow, sql, write

BATCHES, ENTRIES = 6, 10
Expected = tuple[Fault, int | None, int | None]  # fault, batch, entry


@pytest.fixture
def anchors_file(settings: Settings, tmp_path: Path) -> Path:
    settings.LINLI_ANCHORS = tmp_path / "anchors.log"
    return settings.LINLI_ANCHORS


@pytest.fixture
def ledger(db: None, anchors_file: Path) -> Path:
    """Sixty sealed entries in six batches and three that wait; the triggers are gone, as for an owner."""
    append_only.lift(connection)
    grow(BATCHES, ENTRIES)
    write(3)
    return anchors_file


def found() -> Expected | None:
    bad = audit.verify().bad
    return None if bad is None else (bad.fault, bad.batch, bad.entry)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back; a savepoint, because the sealer's transaction stands in no other."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def ids(seq: int | None) -> list[int]:
    return list(Entry.objects.filter(batch=seq).order_by("id").values_list("id", flat=True))


def test_a_sound_log_is_told_so_with_its_numbers(ledger: Path) -> None:
    verdict = audit.verify()
    assert verdict == audit.Verdict(entries=60, batches=6, unsealed=3, bad=None)
    assert verdict.ok


def test_an_empty_log_is_sound(db: None, anchors_file: Path) -> None:
    assert audit.verify() == audit.Verdict(entries=0, batches=0, unsealed=0, bad=None)


# -- what an owner of the database may try, each with what the check must say --------------------------------------


def edit(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    pk, other = random.sample(ids(seq), 2)
    column = random.choice(["verb", "at", "recorded_at", "subject_id", "subject_type", "actor_id", "place", "params"])
    if column in {"at", "recorded_at"}:  # back-dated or post-dated to another entry's instant
        sql(f"UPDATE core_entry SET {column} = (SELECT at FROM core_entry WHERE id = %s) WHERE id = %s", other, pk)
    else:
        value = {"subject_id": "4711", "actor_id": "4711", "params": """'{"number": 4711}'"""}.get(column, "'forged'")
        sql(f"UPDATE core_entry SET {column} = {value} WHERE id = %s", pk)
    return Fault.EDITED, seq, pk


def delete(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    gone = sorted(random.sample(ids(seq), random.randint(1, 4)))
    for pk in gone:
        sql("DELETE FROM core_entry WHERE id = %s", pk)
    return Fault.DELETED, seq, gone[0]


COPIED = "verb, subject_type, subject_id, actor_id, at, recorded_at, place, params"


def copy_into(seq: int | None, pk: int, source: int) -> None:
    sql(f"INSERT INTO core_entry (id, {COPIED}) SELECT %s, {COPIED} FROM core_entry WHERE id = %s", pk, source)
    sql("UPDATE core_entry SET batch_id = %s WHERE id = %s", seq, pk)


def insert(random: Random) -> Expected:
    seq, pk = random.randint(1, BATCHES), random.choice([random.randint(100_000, 200_000), -5, 0])
    copy_into(seq, pk, random.choice(ids(random.randint(1, BATCHES))))
    return Fault.INSERTED, seq, pk


def swap_ids(one: int, other: int) -> None:
    for old, new in ((one, -1), (other, one), (-1, other)):
        sql("UPDATE core_entry SET id = %s WHERE id = %s", new, old)


def reorder(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    one, other = sorted(random.sample(ids(seq), 2))
    swap_ids(one, other)
    return Fault.REORDERED, seq, one


def reorder_over_batches(random: Random) -> Expected:
    seq, later = sorted(random.sample(range(1, BATCHES + 1), 2))
    one, other = random.choice(ids(seq)), random.choice(ids(later))
    swap_ids(one, other)
    if random.random() < 0.5:
        return Fault.REORDERED, seq, one
    sql("UPDATE core_entry SET batch_id = %s WHERE id = %s", seq, one)
    sql("UPDATE core_entry SET batch_id = %s WHERE id = %s", later, other)
    return Fault.EDITED, seq, one


def renumber(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    pk = random.choice(ids(seq))
    sql("UPDATE core_entry SET id = %s WHERE id = %s", 300_000, pk)
    return Fault.REORDERED, seq, pk


def move_to_another_batch(random: Random) -> Expected:
    seq, to = random.sample(range(1, BATCHES + 1), 2)
    pk = random.choice(ids(seq))
    sql("UPDATE core_entry SET batch_id = %s WHERE id = %s", to, pk)
    return (Fault.REORDERED, seq, pk) if seq < to else (Fault.INSERTED, to, pk)


def unseal(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    pk = random.choice(ids(seq))
    sql("UPDATE core_entry SET batch_id = NULL WHERE id = %s", pk)
    return Fault.REORDERED, seq, pk


def backdate(random: Random) -> Expected:
    """An entry of today that says it is from last week, sealed or not yet."""
    pk, source = 400_000, random.choice(ids(BATCHES))
    copy_into(None, pk, source)
    sql("UPDATE core_entry SET recorded_at = (SELECT min(at) FROM core_entry) WHERE id = %s", pk)
    if random.random() < 0.5:
        return Fault.BACKDATED, None, pk
    seal.seal(at=timezone.now())
    return Fault.BACKDATED, BATCHES + 1, pk


def cut(seq: int) -> None:
    sql("DELETE FROM core_entry WHERE batch_id >= %s OR batch_id IS NULL", seq)
    sql("DELETE FROM core_batch WHERE seq >= %s", seq)


def cut_tail(random: Random) -> Expected:
    seq = random.randint(1, BATCHES)
    cut(seq)
    return Fault.TAIL_CUT, seq, None


def set_back_and_go_on(random: Random) -> Expected:
    """The whole database from an old copy; then life goes on, longer than before or not as long."""
    seq = random.randint(1, BATCHES)
    cut(seq)
    grow(random.randint(1, 8), 2)
    return Fault.REWRITTEN, seq, None


def delete_batch(random: Random) -> Expected:
    seq = random.randint(1, BATCHES - 1)
    sql("DELETE FROM core_entry WHERE batch_id = %s", seq)
    sql("DELETE FROM core_batch WHERE seq = %s", seq)
    return Fault.BATCH_MISSING, seq, None


def edit_batch(random: Random) -> Expected:
    batch = Batch.objects.get(pk=random.randint(1, BATCHES))
    column = random.choice(["leaves", "digest", "previous", "signature", "sealed_at"])
    if column == "sealed_at":
        sql("UPDATE core_batch SET sealed_at = (SELECT min(at) FROM core_entry) WHERE seq = %s", batch.seq)
    else:
        body = bytearray(getattr(batch, column))
        body[random.randrange(len(body))] ^= 1 << random.randrange(8)
        sql(f"UPDATE core_batch SET {column} = %s WHERE seq = %s", bytes(body), batch.seq)
    return Fault.SIGNATURE if column in {"signature", "sealed_at"} else Fault.BATCH_CHANGED, batch.seq, None


def forge(random: Random) -> Expected:
    """Edit an entry and compute everything anew from there on, with everything but the key."""
    seq = random.randint(1, BATCHES)
    sql("UPDATE core_entry SET verb = 'forged' WHERE id = %s", random.choice(ids(seq)))
    previous = bytes(Batch.objects.get(pk=seq).previous)
    for batch in Batch.objects.filter(seq__gte=seq).order_by("seq"):
        leaves = b"".join(map(seal.leaf, seal.rows(Entry.objects.filter(batch=batch).order_by("id"))))
        own = hashlib.sha256(previous + leaves).digest()
        sql(
            "UPDATE core_batch SET leaves = %s, digest = %s, previous = %s WHERE seq = %s",
            leaves,
            own,
            previous,
            batch.seq,
        )
        previous = own
    return Fault.SIGNATURE, seq, None


CHANGES: list[Callable[[Random], Expected]] = [
    edit, edit, delete, insert, reorder, reorder_over_batches, renumber, move_to_another_batch, unseal, backdate,
    cut_tail, set_back_and_go_on, delete_batch, edit_batch, edit_batch, forge,
]  # fmt: skip


@pytest.mark.slow
def test_a_hundred_random_changes_are_all_found_and_named(ledger: Path) -> None:
    random = Random(2026)
    sound = ledger.read_bytes()
    seen = set()
    for number in range(100):
        change = CHANGES[number] if number < len(CHANGES) else random.choice(CHANGES)
        with undone():
            expected = change(random)
            assert found() == expected, f"change {number}: {change.__name__}"
        ledger.write_bytes(sound)
        seen.add(expected[0])
    assert found() is None
    assert seen == set(Fault) - {Fault.ANCHOR_CHANGED, Fault.ANCHOR_MISSING}


def test_the_first_of_several_bad_rows_is_named(ledger: Path) -> None:
    second, fifth = ids(2), ids(5)
    for pk in (fifth[0], second[7], second[3]):
        sql("UPDATE core_entry SET verb = 'forged' WHERE id = %s", pk)
    assert found() == (Fault.EDITED, 2, second[3])
    assert audit.verify().entries == 20


def test_the_reason_is_said_in_the_readers_language(ledger: Path) -> None:
    sql("UPDATE core_entry SET verb = 'forged' WHERE id = %s", ids(1)[0])
    bad = audit.verify().bad
    assert bad is not None
    with translation.override("en"):
        assert bad.reason == "this entry was changed after it was sealed"
    with translation.override("zh-hans"):
        assert bad.reason == "这条日志在封存后被改动"


def test_a_row_in_a_batch_that_never_was_is_found(ledger: Path) -> None:
    with undone():
        sql("UPDATE core_entry SET batch_id = 999 WHERE id = %s", ids(None)[1])
        assert found() == (Fault.INSERTED, None, ids(999)[0])


def test_a_batch_before_the_first_and_one_after_the_last_are_found(ledger: Path) -> None:
    columns = "previous, leaves, digest, signature, sealed_at"
    for seq, fault in ((0, Fault.BATCH_CHANGED), (BATCHES + 1, Fault.BATCH_CHANGED)):
        with undone():
            sql(f"INSERT INTO core_batch (seq, {columns}) SELECT %s, {columns} FROM core_batch WHERE seq = 3", seq)
            assert found() == (fault, seq, None)


def test_columns_that_cannot_be_read_are_named_and_stop_nothing(ledger: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    pk = ids(3)[4]
    for column, value in (("at", "'yesterday'"), ("verb", "x'ff'"), ("verb", "CAST(x'ff' AS TEXT)"), ("at", "12")):
        with undone():
            sql(f"UPDATE core_entry SET {column} = {value} WHERE id = %s", pk)
            assert found() == (Fault.EDITED, 3, pk)
    sql("UPDATE core_batch SET digest = 'text', sealed_at = 'never' WHERE seq = 2")
    assert found() == (Fault.BATCH_CHANGED, 2, None)


def test_a_row_of_a_long_transaction_is_not_taken_for_back_dated(ledger: Path) -> None:
    pk = ids(None)[0]
    late = timezone.now() - audit.LONG_TRANSACTION + timedelta(minutes=5)
    Entry.objects.filter(pk=pk).update(recorded_at=late)
    assert found() is None
    seal.seal(at=timezone.now())
    assert found() is None


def test_entries_that_waited_behind_a_full_batch_are_not_taken_for_back_dated(
    db: None, anchors_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_only.lift(connection)
    for module in (seal, audit):
        monkeypatch.setattr(module, "BATCH_ENTRIES", 5)
    write(12)
    Entry.objects.update(recorded_at=timezone.now() - timedelta(days=2))  # the sealer was down for two days
    assert seal.seal(at=timezone.now()) == 3
    assert found() is None


# -- the file of anchors ------------------------------------------------------------------------------------------


def test_a_missing_file_of_anchors_is_told(ledger: Path) -> None:
    ledger.unlink()
    assert found() == (Fault.ANCHOR_MISSING, 1, None)
    assert audit.verify().batches == BATCHES  # the log itself was checked all the same


def test_anchors_that_were_cut_are_told_also_after_the_sealer_went_on(ledger: Path) -> None:
    lines = ledger.read_text().splitlines(keepends=True)
    ledger.write_text("".join(lines[:3]))
    assert found() == (Fault.ANCHOR_MISSING, 4, None)
    grow(2, 1)
    assert found() == (Fault.ANCHOR_MISSING, 4, None)
    rest = ledger.read_text().splitlines(keepends=True)[3:]
    ledger.write_text("".join(lines[:5] + rest))  # restored from the copy
    assert found() is None


@pytest.mark.parametrize("change", ["digest", "signature", "seq", "instant", "word", "empty", "bytes"])
def test_a_changed_line_of_anchors_is_told(ledger: Path, change: str) -> None:
    lines = ledger.read_bytes().splitlines(keepends=True)
    seq, digest, signature, at = lines[2].split()
    lines[2] = {
        "digest": b" ".join([seq, b"00" * 32, signature, at]),
        "signature": b" ".join([seq, digest, b"00" * 64, at]),
        "seq": b" ".join([b"70", digest, signature, at]),
        "instant": b" ".join([seq, digest, signature, b"2020-01-01T00:00:00+00:00"]),
        "word": b"nothing to see here",
        "empty": b"",
        "bytes": b"\xff\xfe",
    }[change] + b"\n"
    ledger.write_bytes(b"".join(lines))
    assert found() == (Fault.ANCHOR_CHANGED, 3, None)


def test_a_fault_of_the_log_is_told_before_one_of_the_anchors(ledger: Path) -> None:
    pk = ids(5)[0]
    sql("UPDATE core_entry SET verb = 'forged' WHERE id = %s", pk)
    ledger.unlink()
    assert found() == (Fault.EDITED, 5, pk)
