"""Many orders whose time has run out, copied in one go from one that the actions made."""

from __future__ import annotations

from copy import copy
from datetime import timedelta

from linli.matters import actions
from linli.matters.actions.numbers import give_numbers
from linli.matters.models import Matter, WorkOrder
from linli.orgs.models import Organisation
from linli.people.models import Person
from tests.town import INSIDE, T0, fixed

AFTER = T0 + timedelta(hours=10)  # four working hours are over, the working day after them is not


def late(orders: int) -> None:
    """``orders`` matters with one open order each, all due at the same instant."""
    desk = Person.objects.get(username="mei")
    point = next(iter(INSIDE.values()))
    intent = fixed(1)
    receipt = actions.receive(by=None, at=T0, intent=intent, kind="02-01-01", channel="web", point=point)  # type: ignore[arg-type]
    first = Matter.objects.get(pk=receipt.pk)
    (order,) = actions.dispatch(by=desk, matter=first, lead=Organisation.objects.get(duty="urban_management"), at=T0)
    matters = [copy(first) for _ in range(orders - 1)]
    for matter in matters:
        matter.pk = None
        matter._state.adding = True
    give_numbers(matters)
    Matter.objects.bulk_create(matters, batch_size=500)
    copies = [copy(order) for _ in matters]
    for row, matter in zip(copies, matters, strict=True):
        row.pk, row.matter = None, matter
        row._state.adding = True
    WorkOrder.objects.bulk_create(copies, batch_size=500)
