"""Dated data kept in memory: loaded once, at once anew where it was changed, within a second elsewhere."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from linli.core import revisions
from linli.core.models import Revision
from linli.core.revisions import LOOK_AGAIN_SECONDS, Kept, bump

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(revisions.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def loads() -> list[int]:
    return []


@pytest.fixture
def kept(loads: list[int], monkeypatch: pytest.MonkeyPatch) -> Kept[int]:
    """Gives how often it was loaded."""
    monkeypatch.setattr(revisions, "_all", [])

    def load() -> int:
        loads.append(1)
        return len(loads)

    return Kept("tests", load)


def elsewhere(name: str = "tests") -> None:
    """Another process changes the data: this one's ``bump`` is not called."""
    row, _ = Revision.objects.get_or_create(pk=name)
    Revision.objects.filter(pk=name).update(number=row.number + 1)


def test_a_value_is_loaded_once_and_asks_nothing_for_a_second(
    clock: Clock, kept: Kept[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert kept.get() == 1
    with django_assert_num_queries(0):
        assert kept.get() == 1
    clock.now += LOOK_AGAIN_SECONDS
    with django_assert_num_queries(1):  # the revision is looked at; it is the same
        assert kept.get() == 1


def test_a_change_by_another_process_is_seen_within_a_second(clock: Clock, kept: Kept[int]) -> None:
    assert kept.get() == 1
    elsewhere()
    clock.now += LOOK_AGAIN_SECONDS
    assert kept.get() == 2


def test_a_change_of_ones_own_is_seen_at_once(clock: Clock, kept: Kept[int]) -> None:
    assert kept.get() == 1
    bump("tests")
    assert kept.get() == 2
    bump("tests")
    bump("tests")
    assert kept.get() == 3


def test_changes_of_other_data_load_nothing(clock: Clock, kept: Kept[int]) -> None:
    assert kept.get() == 1
    bump("other")
    elsewhere("other")
    clock.now += LOOK_AGAIN_SECONDS
    assert kept.get() == 1


def test_bumps_count_up(kept: Kept[int]) -> None:
    for number in (1, 2, 3):
        bump("tests")
        assert Revision.objects.get(pk="tests").number == number


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_threads_load_a_value_once(kept: Kept[int], loads: list[int]) -> None:
    start = threading.Barrier(8)
    got: list[int] = []

    def ask() -> None:
        start.wait()
        got.append(kept.get())
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, len(loads)) == ([1] * 8, 1)
