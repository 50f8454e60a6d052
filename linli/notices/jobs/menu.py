"""Whom an order for a service is for hears of it by their account; without one the page of the order tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from linli.commons.models import ServiceOrder
from linli.core.models import Entry
from linli.notices.models import Notice
from linli.notices.reads import lines_to_people
from linli.notices.rules import OF_SERVICES, Told, Way

ORDER = ServiceOrder._meta.label_lower


def notices(entries: Sequence[Entry], at: datetime) -> list[Notice]:
    """The notices of those entries that are about orders for services."""
    asked = {entry.subject_id for entry in entries if entry.subject_type == ORDER}
    orders = ServiceOrder.objects.select_related("person").in_bulk(asked) if asked else {}
    return [notice for entry in entries for notice in _of(entry, orders, at)]


def _of(entry: Entry, orders: Mapping[int, ServiceOrder], at: datetime) -> Iterator[Notice]:
    order = orders.get(entry.subject_id) if entry.subject_type == ORDER else None
    if order is None or order.person is None or entry.actor_id == order.person_id or not _is_told(entry):
        return
    told = OF_SERVICES[entry.verb]
    said = {"due_at": entry.params.get("agreed_at")} if told in (Told.TAKEN_ON, Told.TIMED) else {}
    for line in lines_to_people([order.person])[order.person.pk]:
        yield Notice(
            entry_id=entry.pk,
            told=told,
            way=Way.SMS if line.subscription is None else Way.PUSH,
            service_order=order,
            person=line.person,
            subscription=line.subscription,
            service=line.service,
            said=said,
            made_at=at,
            next_at=at,
        )


def _is_told(entry: Entry) -> bool:
    """What goes from one unit to the next before anybody accepted is no news to whoever ordered."""
    if OF_SERVICES[entry.verb] != Told.AGAIN:
        return True
    return bool(entry.params.get("was_accepted") or entry.params.get("called_off"))
