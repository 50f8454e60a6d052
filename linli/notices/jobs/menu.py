"""Of an order for a service hears whom it is for and who ordered it for them, by their accounts; without one the
telephone of the order, where that was wished; and the unit that is asked, those of it who chose push."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from linli.commons.models import ServiceOrder
from linli.commons.rules.orders import Channel, Stage
from linli.core.models import Entry
from linli.notices.jobs import made
from linli.notices.models import Notice
from linli.notices.reads import Line, lines_to_people, servers_of
from linli.notices.rules import OF_SERVICES, Told
from linli.people.models import Helping, Person

ORDER = ServiceOrder._meta.label_lower


def notices(entries: Sequence[Entry], at: datetime) -> list[Notice]:
    """The notices of those entries that are about orders for services."""
    asked = {entry.subject_id for entry in entries if entry.subject_type == ORDER}
    orders = ServiceOrder.objects.select_related("person", "entered_by").in_bulk(asked) if asked else {}
    return [notice for entry in entries for notice in _of(entry, orders, at)]


def _of(entry: Entry, orders: Mapping[int, ServiceOrder], at: datetime) -> Iterator[Notice]:
    order = orders.get(entry.subject_id) if entry.subject_type == ORDER else None
    if order is None or not _is_told(entry, order):
        return
    told = OF_SERVICES[entry.verb]
    said = {"due_at": _when(entry, told, order), "unit": entry.params.get("unit")}
    for line in lines_of(order, told, timezone.localdate(at)):
        if line.person is None or line.person.pk != entry.actor_id:
            yield made.notice(entry, told, line, at, service_order=order, said=said)


def lines_of(order: ServiceOrder, told: Told, on: date, only: Person | None = None) -> list[Line]:
    """The ways to reach who hears it now; ``only`` those of one of them."""
    if told == Told.ASKED:
        found = servers_of(order.unit_id, on) if order.unit_id is not None else []
        return [line for line in found if only is None or line.person == only]
    people = [one for one in (order.person, _family(order)) if one is not None and only in (None, one)]
    if people:
        by_person = lines_to_people(people)
        return [line for one in people for line in by_person[one.pk]]
    wished = order.person_id is None and order.by_sms and order.forgotten_at is None
    return [Line(None, None, None, "sms")] if wished else []


def is_no_news(notice: Notice) -> bool:
    """Whether the unit that was asked has answered, or another one has the order."""
    order = notice.service_order
    if order is None or notice.told != Told.ASKED:
        return False
    return order.stage != Stage.OFFERED or order.unit_id != notice.said.get("unit")


def _family(order: ServiceOrder) -> Person | None:
    """Who ordered it for somebody else and may still do so (代办)."""
    if order.channel != Channel.WEB or order.entered_by is None:
        return None
    helps = Helping.objects.live().filter(elder=order.person_id, helper=order.entered_by_id)
    return order.entered_by if helps.exists() else None


def _when(entry: Entry, told: Told, order: ServiceOrder) -> str | None:
    """When they come, or until when the unit answers."""
    if told == Told.ASKED:
        return order.due_at.isoformat() if order.due_at is not None else None
    return entry.params.get("agreed_at") if told in (Told.TAKEN_ON, Told.TIMED) else None


def _is_told(entry: Entry, order: ServiceOrder) -> bool:
    """What goes from one unit to the next before anybody accepted is no news to whoever ordered, and what was answered
    meanwhile none to the unit."""
    match OF_SERVICES[entry.verb]:
        case Told.ASKED:
            return order.stage == Stage.OFFERED and order.unit_id == entry.params["unit"]
        case Told.AGAIN:
            return bool(entry.params.get("was_accepted") or entry.params.get("called_off"))
    return True
