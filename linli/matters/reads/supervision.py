"""Supervision orders: those that wait for one's own unit, and those issued in one's area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import Supervision, WorkOrder
from linli.matters.reads.orders import handled_by
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.reads import gazetteer

SHOWN = 200


class Tab(StrEnum):
    TO_REPLY = "to_reply"
    ISSUED = "issued"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Asked:
    """One supervision order as a line."""

    pk: int
    order: int
    number: str
    number_shown: str
    kind: KindFacts
    place: str
    unit: Organisation  # of which it is asked
    asker: Organisation | None  # None: a step of the ladder
    words: str
    issued_at: datetime
    reply_by: datetime
    reply: str
    replied_at: datetime | None

    @property
    def waits(self) -> bool:
        return self.replied_at is None


def of_order(order: WorkOrder) -> list[Asked]:
    """What was asked about one order, newest first."""
    return _lines(Supervision.objects.filter(order=order).order_by("-issued_at", "-pk"))


def asked(person: Person, tab: Tab) -> list[Asked]:
    """The lines of a tab: what waits by the time for the reply, the others newest first. At most ``SHOWN``."""
    waiting = Supervision.objects.filter(replied_at=None).order_by("reply_by", "pk")
    match tab:
        case Tab.TO_REPLY:
            return _lines(waiting.filter(order__in=handled_by(person)))
        case Tab.ISSUED:
            return _lines(waiting.filter(_in_area(person)))
        case Tab.REPLIED:
            replied = Supervision.objects.filter(replied_at__isnull=False).order_by("-replied_at", "-pk")
            return _lines(replied.filter(order__in=handled_by(person)) | replied.filter(_in_area(person)))


def counts(person: Person) -> dict[Tab, int]:
    """How many wait for one's own unit, and how many in one's area for others."""
    waiting = Supervision.objects.filter(replied_at=None)
    return {
        Tab.TO_REPLY: waiting.filter(order__in=handled_by(person)).count(),
        Tab.ISSUED: waiting.filter(_in_area(person)).count(),
    }


def _in_area(person: Person) -> Q:
    return inside("matter__place", prefixes(person, Grant.SUPERVISE))


def _lines(rows: QuerySet[Supervision]) -> list[Asked]:
    return list(map(_line, rows.select_related("matter", "order__unit", "unit")[:SHOWN]))


def _line(row: Supervision) -> Asked:
    matter = row.matter
    return Asked(
        pk=row.pk,
        order=row.order_id,
        number=matter.number,
        number_shown=matter.number_shown,
        kind=catalogue().kinds[matter.kind_id],
        place=gazetteer().label(matter.place),
        unit=row.order.unit,
        asker=row.unit,
        words=row.words,
        issued_at=row.issued_at,
        reply_by=row.reply_by,
        reply=row.reply,
        replied_at=row.replied_at,
    )


def tabs_of(person: Person) -> Iterable[Tab]:
    """The tabs that have a meaning for ``person``."""
    if prefixes(person, Grant.HANDLE):
        yield Tab.TO_REPLY
    if prefixes(person, Grant.SUPERVISE):
        yield Tab.ISSUED
    yield Tab.REPLIED
