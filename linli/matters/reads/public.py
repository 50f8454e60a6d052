"""What everybody may read of matters: figures, a list, one timeline. Only what residents agreed to show is listed.

Free text never is: words, answers and photos may name people. Places stop at the community, times at the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone

from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, UnitFacts
from linli.matters.figures import FEWEST, Figure, Share
from linli.matters.models import Matter, MatterQuerySet, WorkOrder
from linli.matters.reads.facts import tally
from linli.matters.reads.months import Month
from linli.orgs.authority import inside
from linli.places.reads import gazetteer

COMMUNITY_DIGITS = 12


class Promise(StrEnum):
    """How the promised time stands."""

    KEPT = "kept"
    LATE = "late"
    RUNNING = "running"
    NONE = "none"  # nothing was promised, or it ended without an answer being owed


def promise(
    *,
    due_at: datetime | None,
    answered_at: datetime | None,
    closed_at: datetime | None,
    at: datetime,
    paused_at: datetime | None = None,
) -> Promise:
    """Kept when the answer of the last round came no later than promised; late from the moment the promise broke."""
    if due_at is None or (answered_at is None and closed_at is not None):
        return Promise.NONE
    if answered_at is not None:
        return Promise.KEPT if answered_at <= due_at else Promise.LATE
    return Promise.RUNNING if at <= due_at or paused_at is not None else Promise.LATE


SHOWN = frozenset({"taken", "due", "kept", "heard", "solved", "marked", "satisfied"})


@dataclass(frozen=True, slots=True)
class Figures:
    """A month in four figures, as ``reads.facts`` counts them, with everything in it (raw)."""

    asked: int
    in_time: Share
    solved: Share
    satisfied: Share
    as_of: datetime

    @property
    def asked_told(self) -> int | None:
        """None when there were some, but too few to tell."""
        return self.asked if self.asked == 0 or self.asked >= FEWEST else None


def figures(month: Month, town: str, at: datetime) -> Figures:
    """The figures of ``month`` in ``town`` (first digits of its code; empty: the county)."""
    counts = tally(month, at=at, areas=[town], only=SHOWN, net=False).raw
    return Figures(
        asked=counts.taken,
        in_time=counts.share(Figure.IN_TIME),
        solved=counts.share(Figure.RESOLUTION),
        satisfied=counts.share(Figure.SATISFACTION),
        as_of=at,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A matter as everybody may see it."""

    number: str
    kind: KindFacts
    place: str  # the community's name behind the town's
    unit: UnitFacts | None
    stage: str
    round: int
    received_on: date
    due_on: date | None
    answered_on: date | None
    closed_on: date | None
    promise: Promise


def shown(month: Month, town: str) -> MatterQuerySet:
    """Matters that were received in ``month`` in ``town`` and that residents agreed to show."""
    rows = Matter.objects.shown().filter(received_at__gte=month.start, received_at__lt=month.end)
    return rows.filter(inside("place", [town])) if town else rows


def as_shown(matter: Matter, at: datetime) -> Shown:
    """Asks no query: names come from memory."""
    book = catalogue()
    return Shown(
        number=matter.number_shown,
        kind=book.kinds[matter.kind_id],
        place=gazetteer().label(matter.place[:COMMUNITY_DIGITS]),
        unit=book.units.by_pk.get(matter.unit_id) if matter.unit_id is not None else None,
        stage=matter.stage,
        round=matter.round,
        received_on=timezone.localdate(matter.received_at),
        due_on=_day(matter.due_at),
        answered_on=_day(matter.answered_at),
        closed_on=_day(matter.closed_at),
        promise=promise(
            due_at=matter.due_at,
            answered_at=matter.answered_at,
            closed_at=matter.closed_at,
            at=at,
            paused_at=matter.paused_at,
        ),
    )


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at is not None else None


@dataclass(frozen=True, slots=True)
class CommunityCount:
    code: str  # 12 digits
    label: str
    count: int


def by_community(rows: MatterQuerySet) -> list[CommunityCount]:
    """How many of ``rows`` each community has, the most first. One query."""
    found = rows.order_by().annotate(community=Left("place", COMMUNITY_DIGITS)).values_list("community")
    book = gazetteer()
    counts = [CommunityCount(code, book.label(code), count) for code, count in found.annotate(count=Count("pk"))]
    return sorted(counts, key=lambda row: (-row.count, row.code))


TOLD = (
    "matters.received",
    "matters.accepted",
    "matters.order_dispatched",
    "matters.order_signed",
    "matters.answered",
    "matters.sent_back",
    "matters.reopened",
    "matters.closed",
)
"""The verbs of the log that the public line of steps tells. No words, no persons."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One step of the public line: what, on which day, by which unit."""

    verb: str
    on: date
    unit: UnitFacts | None


def passed(matter: Matter) -> Sequence[Passed]:
    """The public line of steps, newest first. Two queries."""
    orders = dict(WorkOrder.objects.filter(matter=matter).values_list("pk", "unit_id"))
    entries = Entry.objects.filter(
        Q(subject_type=Matter._meta.label_lower, subject_id=matter.pk)
        | Q(subject_type=WorkOrder._meta.label_lower, subject_id__in=orders),
        verb__in=TOLD,
    ).order_by("-at", "-id")
    units = catalogue().units.by_pk
    steps = []
    for entry in entries:
        answered = entry.params.get("unit") if entry.verb == "matters.answered" else None
        unit = orders.get(entry.subject_id) if entry.verb.startswith("matters.order_") else answered
        steps.append(Passed(entry.verb, timezone.localdate(entry.at), units.get(unit) if unit is not None else None))
    return steps
