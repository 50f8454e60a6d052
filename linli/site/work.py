"""What the clock does. The loop looks once a second and runs each job by its own period.

A job is ``job(*, at)``: safe to repeat and safe with several loops at once, because it claims each row by a conditional
update. One job's error is logged and stops no other; the job is tried again at its next turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from django.db import close_old_connections
from django.utils import timezone

from linli.commons.jobs import dissolved, gifts, lists
from linli.commons.jobs import orders as menu
from linli.core import jobs as core
from linli.desks import jobs as desks
from linli.duties import jobs as duties
from linli.exchange import jobs as exchange
from linli.homes import jobs as homes
from linli.insight import jobs as insight
from linli.matters import jobs as matters
from linli.notices import jobs as notices
from linli.orgs import jobs as orgs
from linli.people import jobs as people
from linli.places import jobs as places
from linli.points import jobs as points
from linli.volunteering.jobs import activities
from linli.volunteering.jobs import reporting as report_ins
from linli.whistles import jobs as whistles

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0


class Work(Protocol):
    def __call__(self, *, at: datetime) -> object: ...


@dataclass(frozen=True)
class Job:
    name: str
    work: Work
    every: timedelta


def jobs() -> list[Job]:
    """Every job of this release."""
    return [
        Job("core.seal", core.seal, timedelta(seconds=3)),
        Job("core.sweep", core.sweep, timedelta(hours=1)),
        Job("people.erase_codes", people.erase_codes, timedelta(minutes=1)),
        Job("people.forget_looks", people.forget_looks, timedelta(hours=6)),
        Job("people.forget_phones", people.forget_phones, timedelta(hours=6)),
        Job("places.erase_names", places.erase_names, timedelta(hours=1)),
        Job("matters.make_findable", matters.make_findable, timedelta(seconds=2)),
        Job("matters.make_all_findable", matters.make_all_findable, timedelta(hours=24)),
        Job("matters.alert", matters.alert, timedelta(seconds=5)),
        Job("matters.end_pauses", matters.end_pauses, timedelta(seconds=5)),
        Job("matters.remind_of_reviews", matters.remind_of_reviews, timedelta(minutes=1)),
        Job("matters.recount", matters.recount, timedelta(seconds=10)),
        Job("desks.forget_presence", desks.forget_presence, timedelta(minutes=1)),
        Job("matters.forget", matters.forget, timedelta(hours=6)),
        Job("matters.erase_what_is_over", matters.erase_what_is_over, timedelta(minutes=10)),
        Job("commons.rise", lists.rise, timedelta(minutes=10)),
        Job("whistles.chase", whistles.chase, timedelta(seconds=10)),
        Job("commons.pass_orders_on", menu.pass_on, timedelta(minutes=1)),
        Job("commons.close_orders", menu.close, timedelta(minutes=10)),
        Job("commons.unname_gifts", gifts.unname, timedelta(hours=6)),
        Job("commons.forget_orders", menu.forget, timedelta(hours=6)),
        Job("exchange.collect", exchange.collect, timedelta(seconds=10)),
        Job("exchange.push", exchange.push, timedelta(seconds=10)),
        Job("exchange.forget", exchange.forget, timedelta(minutes=10)),
        Job("points.read", points.read, timedelta(seconds=10)),
        Job("points.read_all", points.read_all, timedelta(hours=24)),
        Job("points.expire", points.expire, timedelta(minutes=10)),
        Job("points.forget", points.forget, timedelta(hours=6)),
        Job("volunteering.hold_over", activities.hold_over, timedelta(minutes=1)),
        Job("volunteering.remind", activities.remind, timedelta(minutes=10)),
        Job("volunteering.forget_sign_ups", activities.forget, timedelta(hours=6)),
        Job("volunteering.tell_of_ends", report_ins.tell_of_ends, timedelta(hours=1)),
        Job("volunteering.forget_reporting", report_ins.forget_reporting, timedelta(hours=6)),
        Job("notices.collect", notices.collect, timedelta(seconds=5)),
        Job("notices.send", notices.send, timedelta(seconds=5)),
        Job("notices.forget", notices.forget, timedelta(minutes=10)),
        Job("homes.erase_expired", homes.erase_expired, timedelta(minutes=10)),
        Job("homes.follow_the_land", homes.follow_the_land, timedelta(hours=6)),
        Job("orgs.dissolve", orgs.dissolve, timedelta(minutes=10)),
        Job("commons.let_go_of_more", dissolved.let_go_of_more, timedelta(minutes=10)),
        Job("duties.end_admissions", duties.end_admissions, timedelta(minutes=10)),
        Job("duties.remind_of_ends", duties.remind_of_ends, timedelta(hours=1)),
        Job("insight.prepare", insight.prepare, timedelta(seconds=10)),
        Job("insight.walk", insight.walk, timedelta(minutes=1)),
        Job("sessions.forget", forget_sessions, timedelta(hours=1)),
        Job("intents.forget", forget_intents, timedelta(hours=1)),
    ]


INTENTS_KEPT = timedelta(days=30)  # a phone that was offline for a month may still repeat its report


def forget_sessions(*, at: datetime) -> None:
    """Drop sessions that ran out."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=at).delete()


def forget_intents(*, at: datetime) -> None:
    """Drop what clients asked to create so long ago that no repeat will come."""
    from linli.core.models import Intent

    Intent.objects.filter(at__lt=at - INTENTS_KEPT).delete()


class Loop:
    """The jobs and when each is due next."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._due: dict[str, datetime] = {}

    def tick(self, at: datetime) -> None:
        """Run what is due at ``at``. The first tick runs everything."""
        for job in self._jobs:
            if self._due.get(job.name, at) > at:
                continue
            self._due[job.name] = at + job.every
            try:
                job.work(at=at)
            except Exception:
                logger.exception("job %s failed; next try in %s", job.name, job.every)

    def run(self, stop: Event, *, alone: Callable[[], bool] = lambda: False) -> None:
        """Tick until ``stop`` is set or ``alone`` says that the process it worked for is gone."""
        while not stop.is_set() and not alone():
            close_old_connections()
            self.tick(timezone.now())
            stop.wait(TICK_SECONDS)
