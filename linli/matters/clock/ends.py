"""How the log moves ends of time: what was promised, extended, paused and recounted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from linli.core.calendar.rules import Limit, LimitUnit, Stop
from linli.matters.clock.facts import Breach, Leg, MatterFacts, OrderFacts, Promise, Told, Value, instant
from linli.matters.rules import OPEN_ORDER_STAGES


class Ends:
    """Of one matter and its legs, so far."""

    def __init__(self) -> None:
        self.matter: MatterFacts | None = None
        self.orders: dict[int, OrderFacts] = {}
        self.promises: list[Promise] = []
        self.legs: dict[int, list[Leg]] = {}
        self.stands: dict[int, Stop] = {}
        self.breaches: list[Breach] = []

    def promise(
        self, row: Told, since: datetime | None, *, is_foreign: bool = False, before: int | None = None
    ) -> None:
        """Note what ``row`` promises, counted from ``since``."""
        told = row.params
        due_at = instant(told["due_at"])
        self.promises.append(
            Promise(row.at, row.at, since, told["kind"], told["row"], due_at, due_at, before, is_foreign)
        )

    def recounted(self, now: MatterFacts, row: Told) -> MatterFacts:
        """The calendar moved under the promise and under legs."""
        due_at = instant(row.params["due_at"])
        now = self._moved_to(now, row.at, due_at)
        for key, text in row.params["legs"].items():
            pk, end = int(key), datetime.fromisoformat(text)
            if pk in self.legs:
                self._leg_moved_to(pk, row.at, end)
            else:
                self.as_ruled("due_at", end, self.orders[pk].due_at, pk)
        return now

    def _moved_to(
        self,
        now: MatterFacts,
        at: datetime,
        due_at: datetime | None,
        more: tuple[Limit, ...] = (),
        stops: tuple[Stop, ...] = (),
    ) -> MatterFacts:
        """The promise was told to end at another time, and with it every open leg without a limit of its own."""
        last = self.promises[-1]
        extensions = (*last.extensions, *more)
        self.promises.append(
            replace(last, told_at=at, due_at=due_at, extensions=extensions, stops=(*last.stops, *stops))
        )
        for pk, order in self.orders.items():
            if order.limit is None and order.stage in OPEN_ORDER_STAGES:
                self.orders[pk] = replace(order, due_at=due_at or order.due_at)
        return replace(now, due_at=due_at)

    def _leg_moved_to(
        self,
        pk: int,
        at: datetime,
        due_at: datetime,
        more: tuple[Limit, ...] = (),
        stops: tuple[Stop, ...] = (),
    ) -> None:
        basis = self.legs[pk][-1].basis
        basis = replace(basis, extensions=(*basis.extensions, *more), stops=(*basis.stops, *stops))
        self.legs[pk].append(Leg(at, basis, due_at))
        self.orders[pk] = replace(self.orders[pk], due_at=due_at)

    def timed(self, now: MatterFacts, pk: int, row: Told) -> None:
        """A leg got more time, or its clock stood or runs again; with the lead the promise, and who shares it."""
        order = self.orders[pk]
        stands = row.at if row.verb == "order_paused" else None
        more: tuple[Limit, ...] = ()
        stops: tuple[Stop, ...] = ()
        if row.verb == "order_extended":
            more = (Limit(row.params["amount"], LimitUnit(row.params["limit"])),)
        else:
            if (order.paused_at is None) != (stands is not None):
                self.breaches.append(Breach("paused_at", stands, order.paused_at, pk))
            stops = ((order.paused_at, row.at),) if order.paused_at is not None else ()
            for other, leg in self.orders.items():
                shares = order.leads and leg.limit is None and leg.stage in OPEN_ORDER_STAGES
                if other == pk or shares:
                    self.orders[other] = replace(leg, paused_at=stands)
            if order.leads:
                now = replace(now, paused_at=stands)
            if stands is not None:
                self.stands[pk] = (stands, datetime.fromisoformat(row.params["until_at"]))
            else:
                self.stands.pop(pk, None)
        if row.verb != "order_paused":
            if order.leads:
                now = self._moved_to(now, row.at, instant(row.params["promised"]), more, stops)
            elif pk in self.legs:
                self._leg_moved_to(pk, row.at, datetime.fromisoformat(row.params["due_at"]), more, stops)
            self.as_ruled("due_at", datetime.fromisoformat(row.params["due_at"]), self.orders[pk].due_at, pk)
        self.matter = now

    def stood(self, now: MatterFacts, pk: int, row: Told) -> None:
        """The clock of a leg that was handed back stood until it was decided whose it is."""
        stop = (datetime.fromisoformat(row.params["stood_from"]), row.at)
        if self.orders[pk].leads:
            now = self._moved_to(now, row.at, instant(row.params["promised"]), stops=(stop,))
        elif pk in self.legs and self.orders[pk].stage in OPEN_ORDER_STAGES:
            self._leg_moved_to(pk, row.at, datetime.fromisoformat(row.params["due_at"]), stops=(stop,))
        self.matter = now

    def as_ruled(self, field: str, log: Value, rule: Value, order: int | None = None) -> None:
        if log != rule:
            self.breaches.append(Breach(field, log, rule, order))
