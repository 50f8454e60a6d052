"""A unit hears of a day of services that it is asked to and of one that is called off; who booked a resource hears that
its owner does not give it. Of both those who chose push."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone

from linli.commons.models import Booking, GroupDay
from linli.commons.rules.lists import Side
from linli.core.models import Entry
from linli.notices.jobs import made
from linli.notices.models import Notice
from linli.notices.reads import Line, phones_of, servers_of
from linli.notices.rules import TO_PARTNERS, Told
from linli.orgs.models import Handed
from linli.people.models import Person


def notices(entries: Sequence[Entry], at: datetime) -> list[Notice]:
    """The notices of those entries that are about days of several units and bookings."""
    return [notice for entry in entries if entry.verb in TO_PARTNERS for notice in _of(entry, at)]


def _of(entry: Entry, at: datetime) -> Iterator[Notice]:
    day = booking = None
    if entry.subject_type == GroupDay._meta.label_lower:
        day = GroupDay.objects.filter(pk=entry.subject_id).first()
    elif entry.params.get("side") != Side.COMMUNITY:  # who booked it knows
        booking = Booking.objects.select_related("contact").filter(pk=entry.subject_id).first()
    begins_at = day.starts_at if day is not None else booking.begins_at if booking is not None else None
    told = TO_PARTNERS[entry.verb]
    said = {"due_at": begins_at.isoformat() if begins_at is not None else None}
    for line in lines_of(told, day, booking, timezone.localdate(at)):
        if line.person is not None and line.person.pk != entry.actor_id:
            yield made.notice(entry, told, line, at, group_day=day, booking=booking, said=said)


def lines_of(told: Told, day: GroupDay | None, booking: Booking | None, on: date) -> list[Line]:
    """The phones of who hears it now, each once."""
    if day is not None:
        asked = day.parts.filter(answered_at=None) if told == Told.DAY else day.parts.exclude(comes=False)
        lines = [line for unit in asked.order_by("pk").values_list("unit", flat=True) for line in servers_of(unit, on)]
        return list({line.subscription: line for line in lines}.values())
    keeper = _keeper(booking) if booking is not None else None
    return phones_of(keeper) if keeper is not None else []


def is_no_news(notice: Notice, at: datetime) -> bool:
    """Whether a day that a unit was asked to is not planned any more, or it or a booking would have begun by now."""
    if notice.told == Told.DAY and notice.group_day_id is not None:
        return not GroupDay.objects.open(at).filter(pk=notice.group_day_id).exists()
    begins_at = notice.said.get("due_at") if notice.told in TO_PARTNERS.values() else None
    return begins_at is not None and datetime.fromisoformat(begins_at) <= at


def _keeper(booking: Booking) -> Person | None:
    """Who booked it, or whom that was handed over to."""
    passed = Handed.objects.select_related("to").filter(kind="booking", subject_id=booking.pk, stands=True).first()
    return passed.to if passed is not None else booking.contact
