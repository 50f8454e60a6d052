"""The rows of the log folded into facts, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.matters.basis import Basis
from linli.matters.clock.ends import Ends
from linli.matters.clock.facts import (
    BEGINS,
    MATTER_MOVES,
    MOVE_NOTHING,
    TIME_MOVES,
    WORK_MOVES,
    WORK_MOVES_NOTHING,
    Breach,
    Leg,
    MatterFacts,
    OrderFacts,
    Tale,
    Told,
    Unreadable,
    instant,
)
from linli.matters.rules import MOVES, OPEN_ORDER_STAGES, ORDER_MOVES, Move, OrderStage, Stage


def fold(rows: Iterable[Told]) -> Tale:
    """Tell the rows of one matter and its orders, in the order in which they were written. Raises: Unreadable."""
    teller = _Teller()
    for row in rows:
        try:
            teller.tell(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable(row.verb) from error
    if teller.matter is None:
        raise Unreadable
    return Tale(
        teller.matter,
        teller.orders,
        tuple(teller.promises),
        {pk: tuple(told) for pk, told in teller.legs.items()},
        teller.stands,
        tuple(teller.breaches),
    )


class _Teller(Ends):
    def tell(self, row: Told) -> None:
        if row.order is not None:
            self._work(row.order, row)
        elif row.verb in BEGINS:
            self._begin(row)
        elif self.matter is None:
            raise Unreadable(row.verb)
        else:
            self._go_on(self.matter, row)

    def _begin(self, row: Told) -> None:
        if self.matter is not None:
            raise Unreadable(row.verb)
        told = row.params
        imported = row.verb == "imported"
        closed_at = instant(told["closed_at"]) if imported else None
        received_at = row.at if row.verb == "received" else datetime.fromisoformat(told["received_at"])
        due_at = instant(told["due_at"])
        since = received_at if due_at is not None else None
        self.matter = MatterFacts(
            orders=(),
            stage=Stage(told["stage"]) if imported else Stage.RECEIVED,
            round=1,
            merged_into=None,
            received_at=received_at,
            counted_from=since,
            given_due_at=due_at if imported else instant(told.get("given")),
            paused_at=None,
            paused_due_at=None,
            accepted_at=None,
            answered_at=closed_at,
            closed_at=closed_at,
            **_promised(told),
        )
        self.promise(row, since, is_foreign=imported or "given" in told)

    def _go_on(self, now: MatterFacts, row: Told) -> None:
        at, told = row.at, row.params
        if row.verb in MATTER_MOVES:
            now = replace(now, stage=self._moved(now.stage, MOVES[MATTER_MOVES[row.verb]]))
        match row.verb:
            case "accepted":
                now = replace(self._accepted(now, row), accepted_at=at, **_promised(told))
            case "merged":
                now = replace(now, merged_into=told["into"], closed_at=at)
            case "unmerged":
                now = replace(now, merged_into=None, accepted_at=None, closed_at=None)
            case "declined" | "withdrawn":
                now = replace(now, closed_at=at)
            case "dispatched":
                now = replace(now, orders=tuple(sorted((*now.orders, *told["units"]))))
            case "answered":
                self.as_ruled("round", told["round"], now.round)
                now = replace(now, answered_at=at)
            case "closed":
                self.as_ruled("round", told["round"], now.round)
                now = replace(now, closed_at=at)
            case "sent_back" | "reopened":
                now = self._again(now, row)
            case "recounted":
                now = self.recounted(now, row)
            case _ if row.verb not in MOVE_NOTHING:
                raise Unreadable(row.verb)
        self.matter = now

    def _accepted(self, now: MatterFacts, row: Told) -> MatterFacts:
        """As the kind it was reported as, it keeps the promise it had; as another one, or without a promise from
        where it came, it gets one."""
        told = row.params
        kind, bound, due_at = told["kind"], told["row"], instant(told["due_at"])
        if kind == now.kind and now.due_at is not None:
            if (bound, due_at) != (now.row, now.due_at):
                self.promises.append(replace(self.promises[-1], row=bound, due_at=due_at))
            return now
        since = now.received_at if now.due_at is not None else row.at
        self.promise(row, since, is_foreign="given" in told)
        return replace(now, counted_from=since, given_due_at=instant(told.get("given")))

    def _again(self, now: MatterFacts, row: Told) -> MatterFacts:
        """One more round: a new promise from now, and the order that leads is taken up again with it."""
        told = row.params
        for field, log, rule in (
            ("round", told["round"], now.round + 1),
            ("kind", told["kind"], now.kind),
            ("unit", told["unit"], now.unit),
        ):
            self.as_ruled(field, log, rule)
        due_at = instant(told["due_at"])
        since = row.at if due_at is not None else None
        self.promise(row, since, before=now.row)
        for pk, order in self.orders.items():
            if order.leads and order.stage != OrderStage.CANCELLED:
                stage = self._moved(order.stage, ORDER_MOVES["take_up_again"], pk)
                self.orders[pk] = replace(order, stage=stage, done_at=None, due_at=due_at or order.due_at)
        given = due_at if told["row"] is None else None
        now = replace(now, counted_from=since, given_due_at=given, answered_at=None, closed_at=None)
        return replace(now, round=told["round"], **_promised(told))

    def _work(self, pk: int, row: Told) -> None:
        if self.matter is None:
            raise Unreadable(row.verb)
        at, told = row.at, row.params
        if row.verb == "order_dispatched":
            due_at = datetime.fromisoformat(told["due_at"])
            order = OrderFacts(OrderStage.DISPATCHED, told["unit"], told["leads"], at, due_at, *_limit(told))
            if order.limit is None:
                self.as_ruled("due_at", due_at, self.matter.due_at or at, pk)
                order = replace(order, paused_at=self.matter.paused_at)
            else:
                self.legs[pk] = [Leg(at, Basis(at, order.limit), due_at)]
            self.orders[pk] = order
            if told["leads"]:
                self.matter = replace(self.matter, unit=told["unit"])
            return
        if row.verb in TIME_MOVES:
            self.timed(self.matter, pk, row)
            return
        order = self.orders[pk]
        if row.verb in WORK_MOVES_NOTHING:
            return
        if row.verb == "order_noted":  # the first note says that the work began
            move = ORDER_MOVES["start"] if order.stage == OrderStage.SIGNED else None
        else:
            move = ORDER_MOVES[WORK_MOVES[row.verb]]
        if move is not None:
            order = replace(order, stage=self._moved(order.stage, move, pk))
        if row.verb == "order_signed":
            order = replace(order, signed_at=at)
        elif row.verb == "order_handed_back":  # who hands it back has it
            order = replace(order, signed_at=order.signed_at or at)
        elif row.verb == "order_done":
            order = replace(order, done_at=at)
        if order.stage not in OPEN_ORDER_STAGES:
            order = replace(order, paused_at=None)
        self.orders[pk] = order
        if "stood_from" in told:
            self.stood(self.matter, pk, row)

    def _moved(self, stage: str, move: Move, order: int | None = None) -> str:
        if stage not in move.before:
            self.breaches.append(Breach("stage", move.after, stage, order))
        return move.after


def _promised(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a matter that ``actions.entries`` tells with a promise."""
    return {"kind": told["kind"], "row": told["row"], "unit": told["unit"], "due_at": instant(told["due_at"])}


def _limit(told: Mapping[str, Any]) -> tuple[int | None, str]:
    """The limit that an order was sent with, if it has one of its own."""
    return told.get("amount"), told.get("limit", "")
