"""A unit's own work orders, and what an answer will look like to the one who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Case, F, Q, When

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import ContactTry, Matter, Photo, WorkOrder, WorkOrderQuerySet
from linli.matters.reads.detail import Masked, Reply, masked, replies, reporters
from linli.matters.reads.voice import voice_of
from linli.matters.rules import AT_WORK_STAGES, OPEN_ORDER_STAGES, OrderStage, sign_is_late
from linli.orgs.authority import inside, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.reads import gazetteer

SHOWN = 200
"""Of one unit's orders at once; the search finds the rest."""


class OrderTab(StrEnum):
    OPEN = "open"
    UNSIGNED = "unsigned"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One work order as a row of a list or a cell on a phone."""

    pk: int
    number_shown: str
    stage: str
    leads: bool
    task: str
    round: int
    kind: KindFacts
    place: str
    grid: str  # the code of the place
    address: str
    words: str
    unit: Organisation
    dispatched_at: datetime
    due_at: datetime
    paused_at: datetime | None
    paused_due_at: datetime | None
    done_at: datetime | None
    clock_runs: bool
    sign_is_late: bool  # nobody signed for it in time
    lon: float | None  # of the spot, else of the middle of its grid; CGCS2000 degrees
    lat: float | None
    is_spot: bool

    @property
    def ends_at(self) -> datetime | None:
        """Until when it must be answered; of a clock that stands, at the latest."""
        return self.due_at if self.paused_at is None else self.paused_due_at


@dataclass(frozen=True, slots=True)
class Part:
    """What another unit does for the same matter."""

    unit: Organisation
    leads: bool
    stage: str
    task: str = ""
    due_at: datetime | None = None
    answer: str = ""  # of this round, or the last before it
    photos: tuple[UUID, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """One work order on a page: the matter it belongs to and what the others do."""

    kind: KindFacts
    done_when: str
    place: str
    replies: tuple[Reply, ...]
    photos: tuple[UUID, ...]
    voice: UUID | None
    reporters: tuple[Masked, ...]
    others: tuple[Part, ...]
    is_last: bool  # all others are done: with its answer the matter is answered
    clock_runs: bool
    sign_is_late: bool
    may_contact: bool  # a reporter can be reached, and the unit is at work
    tries: int  # in this round that reached nobody


def order(found: WorkOrder, *, at: datetime) -> OrderSeen:
    matter = found.matter
    row = catalogue().row_of(matter.row_id)
    others = matter.orders.exclude(pk=found.pk).exclude(stage=OrderStage.CANCELLED).select_related("unit")
    parts = tuple(map(_part, others.prefetch_related("answers__photos").order_by("-leads", "pk")))
    known = tuple(map(masked, reporters(matter)))
    photos = matter.photos.filter(phase=Photo.Phase.REPORTED).order_by("order", "pk")
    return OrderSeen(
        kind=catalogue().kinds[matter.kind_id],
        done_when=row.done_when if row is not None else "",
        place=gazetteer().label(matter.place),
        replies=replies(row, matter.replies),
        photos=tuple(photos.values_list("attachment_id", flat=True)),
        voice=voice_of(matter),
        reporters=known,
        others=parts,
        is_last=not any(part.is_open for part in parts),
        clock_runs=found.stage in OPEN_ORDER_STAGES,
        sign_is_late=sign_is_late(found.stage, found.sign_by, at),
        may_contact=found.stage in AT_WORK_STAGES and any(one.is_reachable or one.has_account for one in known),
        tries=found.contact_tries.filter(round=matter.round, reached=False).count(),
    )


def _part(other: WorkOrder) -> Part:
    answer = max(other.answers.all(), key=lambda answer: answer.round, default=None)
    return Part(
        unit=other.unit,
        leads=other.leads,
        stage=other.stage,
        task=other.task,
        due_at=other.due_at,
        answer=answer.words if answer is not None else "",
        photos=tuple(photo.attachment_id for photo in answer.photos.all()) if answer is not None else (),
        is_open=other.stage in OPEN_ORDER_STAGES,
    )


def handled_by(person: Person) -> WorkOrderQuerySet:
    """The orders that ``person`` may handle: those of the own units; of a post on a grid, those inside that grid."""
    posts = posts_with(person, Grant.HANDLE)
    asked = Q(unit__in={post.organisation_id for post in posts if post.grid is None})
    for post in posts:
        if post.grid is not None:
            asked |= Q(unit=post.organisation_id) & inside("matter__place", [post.grid.code])
    return WorkOrder.objects.filter(asked)


def orders(own: WorkOrderQuerySet, tab: OrderTab, *, at: datetime, asked: str = "") -> list[OrderLine]:
    """Of one's ``own`` orders, those of a tab by the time that is left; done ones newest first. At most ``SHOWN``."""
    found = _of(tab, own, at).select_related("matter", "unit")
    digits = asked.replace("-", "").strip()
    if digits.isascii() and digits.isdigit():
        found = found.filter(matter__number__contains=digits)
    elif digits:
        found = found.filter(matter__words__contains=asked.strip())
    if tab is OrderTab.DONE:
        return [_line(row, at) for row in found.order_by("-done_at", "-pk")[:SHOWN]]
    ends = Case(When(paused_at=None, then=F("due_at")), default=F("paused_due_at"))
    return [_line(row, at) for row in found.order_by(ends.asc(nulls_last=True), "pk")[:SHOWN]]


def counts(own: WorkOrderQuerySet, *, at: datetime) -> dict[OrderTab, int]:
    """How many wait to be signed for, and how many are late; in one walk over the open ones."""
    waiting = list(own.open().values_list("stage", "due_at", "paused_at"))
    return {
        OrderTab.OPEN: len(waiting),
        OrderTab.UNSIGNED: sum(stage == OrderStage.DISPATCHED for stage, _, _ in waiting),
        OrderTab.OVERDUE: sum(due_at < at and paused_at is None for _, due_at, paused_at in waiting),
    }


def _of(tab: OrderTab, own: WorkOrderQuerySet, at: datetime) -> WorkOrderQuerySet:
    match tab:
        case OrderTab.OPEN:
            return own.open()
        case OrderTab.UNSIGNED:
            return own.open().filter(stage=OrderStage.DISPATCHED)
        case OrderTab.OVERDUE:
            return own.overdue(at)
        case OrderTab.DONE:
            return own.filter(stage=OrderStage.DONE)


def reached_at(matter: Matter) -> datetime | None:
    """When the reporter was last reached in this round; the contact of an earlier one is no contact about this one."""
    tries = ContactTry.objects.filter(order__matter=matter, round=matter.round, reached=True)
    last = tries.order_by("-tried_at").values_list("tried_at", flat=True).first()
    return last or (matter.contacted_at if matter.round == 1 else None)


def point_of(matter: Matter) -> tuple[float, float] | None:
    """Where to go for ``matter``: (longitude, latitude) of the spot, else of the middle of its grid."""
    if matter.lon is not None and matter.lat is not None:
        return matter.lon, matter.lat
    return gazetteer().middle_of(matter.place)


def _line(order: WorkOrder, at: datetime) -> OrderLine:
    matter = order.matter
    lon, lat = point_of(matter) or (None, None)
    return OrderLine(
        pk=order.pk,
        number_shown=matter.number_shown,
        stage=order.stage,
        leads=order.leads,
        task=order.task,
        round=matter.round,
        kind=catalogue().kinds[matter.kind_id],
        place=gazetteer().label(matter.place),
        grid=matter.place,
        address=matter.address,
        words=" ".join(matter.words.split()),
        unit=order.unit,
        dispatched_at=order.dispatched_at,
        due_at=order.due_at,
        paused_at=order.paused_at,
        paused_due_at=order.paused_due_at,
        done_at=order.done_at,
        clock_runs=order.stage in OPEN_ORDER_STAGES,
        sign_is_late=sign_is_late(order.stage, order.sign_by, at),
        lon=lon,
        lat=lat,
        is_spot=matter.lat is not None,
    )
