"""What several threads want at the same moment is done by one of them, and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread

import pytest

from linli.core.together import Line


class Refused(ValueError):
    """This item cannot be done."""


class Worker:
    """Notes what it was given at once, waits at the first time until it is let go on, and refuses what is below 0."""

    def __init__(self) -> None:
        self.did: list[list[int]] = []
        self.began, self.may_go_on = Event(), Event()

    def do(self, items: Sequence[int]) -> None:
        first = not self.began.is_set()
        self.began.set()
        if first:
            assert self.may_go_on.wait(30)
        if min(items) < 0:
            raise Refused(min(items))
        self.did.append(sorted(items))


def line(do: Callable[[Sequence[int]], None], most: int = 10) -> Line[int]:
    return Line(do, most=most, refusals=(Refused,))


def stood(one: Line[int], worker: Worker, kinds: Sequence[tuple[int, str]]) -> dict[int, BaseException | None]:
    """The first of ``kinds`` is being done when the others come, in their order; what each of them met."""
    met: dict[int, BaseException | None] = {}

    def stand(item: int, kind: str) -> None:
        try:
            one.stand(item, kind)
            met[item] = None
        except BaseException as error:
            met[item] = error

    threads = [Thread(target=stand, args=pair) for pair in kinds]
    threads[0].start()
    assert worker.began.wait(30)
    for at, thread in enumerate(threads[1:], 1):
        thread.start()
        while len(one._waiting) < at:
            assert thread.is_alive()
    worker.may_go_on.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return met


def test_who_comes_alone_waits_for_nobody() -> None:
    worker = Worker()
    worker.may_go_on.set()
    one = line(worker.do)
    one.stand(1, "a")
    one.stand(2, "a")
    assert worker.did == [[1], [2]]


def test_those_who_come_meanwhile_are_done_at_once() -> None:
    worker = Worker()
    met = stood(line(worker.do), worker, [(n, "a") for n in range(6)])
    assert worker.did == [[0], [1, 2, 3, 4, 5]]
    assert list(met.values()) == [None] * 6


def test_kinds_stay_apart_and_keep_their_turn() -> None:
    worker = Worker()
    stood(line(worker.do), worker, [(0, "a"), (1, "a"), (2, "b"), (3, "a"), (4, "b")])
    assert worker.did == [[0], [1, 3], [2, 4]]


def test_no_more_than_may_be_at_once() -> None:
    worker = Worker()
    stood(line(worker.do, most=2), worker, [(n, "a") for n in range(6)])
    assert worker.did == [[0], [1, 2], [3, 4], [5]]


def test_only_the_refused_one_is_refused() -> None:
    worker = Worker()
    met = stood(line(worker.do), worker, [(0, "a"), (1, "a"), (-2, "a"), (3, "a")])
    assert sorted(worker.did) == [[0], [1], [3]]
    assert isinstance(met[-2], Refused)
    assert [met[n] for n in (0, 1, 3)] == [None] * 3


def test_the_first_one_can_be_the_refused_one() -> None:
    worker = Worker()
    met = stood(line(worker.do), worker, [(-1, "a"), (2, "a")])
    assert isinstance(met[-1], Refused)
    assert worker.did == [[2]]


def test_any_other_error_is_everybodys_and_the_line_goes_on() -> None:
    worker = Worker()

    def do(items: Sequence[int]) -> None:
        worker.do(items)
        if 1 in items:
            raise ConnectionError("the database is gone")

    one = line(do)
    met = stood(one, worker, [(0, "a"), (1, "a"), (2, "a"), (3, "b")])
    assert isinstance(met[1], ConnectionError)
    assert isinstance(met[2], ConnectionError)
    assert met[3] is None
    one.stand(4, "a")
    assert worker.did[-1] == [4]


def test_a_leader_that_is_ended_leaves_nobody_waiting() -> None:
    worker = Worker()

    def do(items: Sequence[int]) -> None:
        worker.do(items)
        if 0 in items:
            raise SystemExit

    met = stood(line(do), worker, [(0, "a"), (1, "a"), (2, "a")])
    assert isinstance(met[0], SystemExit)
    assert worker.did == [[0], [1, 2]]
    with pytest.raises(Refused):
        line(worker.do).stand(-1, "a")
