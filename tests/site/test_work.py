"""The work loop: each job by its own period, one job's error stops no other, one reading of the clock each tick."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event
from uuid import uuid4

import pytest

from linli.core.models import Intent
from linli.site.work import INTENTS_KEPT, Job, Loop, forget_intents, jobs
from tests.town import T0

SECOND = timedelta(seconds=1)


class Counted:
    """A job that remembers when it was called."""

    def __init__(self) -> None:
        self.calls: list[datetime] = []

    def __call__(self, *, at: datetime) -> None:
        self.calls.append(at)


def broken(*, at: datetime) -> None:
    raise RuntimeError("the disk is full")


def test_each_job_runs_at_the_start_and_then_by_its_own_period():
    often, seldom = Counted(), Counted()
    loop = Loop([Job("often", often, 2 * SECOND), Job("seldom", seldom, 5 * SECOND)])
    for second in range(11):
        loop.tick(T0 + second * SECOND)
    assert often.calls == [T0 + second * SECOND for second in (0, 2, 4, 6, 8, 10)]
    assert seldom.calls == [T0 + second * SECOND for second in (0, 5, 10)]


def test_a_failing_job_is_logged_and_stops_no_other(caplog):
    after = Counted()
    loop = Loop([Job("bad", broken, SECOND), Job("after", after, SECOND)])
    with caplog.at_level(logging.ERROR):
        loop.tick(T0)
        loop.tick(T0 + SECOND)
    assert len(after.calls) == 2
    assert [record.getMessage() for record in caplog.records] == ["job bad failed; next try in 0:00:01"] * 2
    assert "the disk is full" in caplog.text


def test_jobs_of_one_tick_are_told_the_same_instant():
    first, second = Counted(), Counted()
    Loop([Job("first", first, SECOND), Job("second", second, SECOND)]).tick(T0)
    assert first.calls == second.calls == [T0]


@pytest.mark.django_db
def test_the_loop_ends_when_it_is_told_or_when_its_parent_is_gone():
    told, counted = Event(), Counted()
    told.set()
    Loop([Job("never", counted, SECOND)]).run(told)
    Loop([Job("never", counted, SECOND)]).run(Event(), alone=lambda: True)
    assert counted.calls == []


@pytest.mark.django_db
def test_every_job_of_this_release_runs_on_an_empty_county_without_an_error(caplog):
    listed = jobs()
    assert len({job.name for job in listed}) == len(listed)
    with caplog.at_level(logging.ERROR):
        Loop(listed).tick(T0)
    assert caplog.records == []


@pytest.mark.django_db
def test_intents_are_kept_as_long_as_a_phone_may_repeat_them():
    for age in (INTENTS_KEPT - SECOND, INTENTS_KEPT + SECOND):
        Intent.objects.create(key=uuid4(), digest="", subject_type="matters.matter", subject_id=1, at=T0 - age)
    forget_intents(at=T0)
    assert Intent.objects.get().at == T0 - INTENTS_KEPT + SECOND
