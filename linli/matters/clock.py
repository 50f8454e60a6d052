"""What the log tells of one matter, folded into what its tables must show. Pure: rows of the log in, facts out.

``reads.clock`` compares it with the tables, and the promises with the catalogue and the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from linli.matters.rules import MOVES, ORDER_MOVES, Move, OrderStage, Stage

Value = str | int | datetime | tuple[int, ...] | None

BEGINS = ("received", "imported")
MATTER_MOVES = {
    "accepted": "accept",
    "declined": "decline",
    "merged": "merge",
    "withdrawn": "withdraw",
    "dispatched": "dispatch",
    "answered": "answer",
    "sent_back": "send_back",
    "closed": "close",
    "reopened": "reopen",
}
WORK_MOVES = {
    "order_signed": "sign",
    "order_started": "start",
    "order_done": "finish",
    "order_cancelled": "cancel",
    "order_handed_back": "hand_back",
    "order_kept": "keep",
    "order_passed_on": "pass_on",
}
MOVE_NOTHING = (
    "rated",
    "urged",
    "contact_revealed",
    "contact_forgotten",
    "exclusion_asked",
    "exclusion_granted",
    "exclusion_refused",
)
WORK_MOVES_NOTHING = (
    "order_alerted",
    "order_supervised",
    "order_supervision_replied",
    "order_disputed",
    "order_settled",
)


class Unreadable(ValueError):
    """The log of a matter does not begin with its coming in, or a row is not as ``actions.entries`` makes it."""


class Told(NamedTuple):
    """One row of the log about a matter or, with ``order``, about one of its work orders."""

    order: int | None
    verb: str  # without the area
    at: datetime
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """What the clock shows of a matter, under the names of its columns."""

    orders: tuple[int, ...]  # the units that were sent one, sorted
    stage: str
    round: int
    kind: int
    row: int | None
    unit: int | None
    merged_into: int | None
    received_at: datetime
    due_at: datetime | None
    accepted_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the clock shows of a work order, under the names of its columns."""

    stage: str
    unit: int
    leads: bool
    dispatched_at: datetime
    due_at: datetime
    limit_amount: int | None = None
    limit_unit: str = ""
    signed_at: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A time that was promised ``at`` an instant, and what it rests on. ``since`` is when the limit begins; None is
    a promise of another system, which no rule of ours gives. ``before`` is the row that bound until then."""

    at: datetime
    since: datetime | None
    kind: int
    row: int | None
    due_at: datetime | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """The log tells what the rules do not allow: ``log`` where they give ``rule``."""

    field: str
    log: Value
    rule: Value
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Tale:
    """What the log tells of a matter from its first row to its last."""

    matter: MatterFacts
    orders: Mapping[int, OrderFacts]
    promises: tuple[Promise, ...]  # the last one stands
    breaches: tuple[Breach, ...]


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
    return Tale(teller.matter, teller.orders, tuple(teller.promises), tuple(teller.breaches))


class _Teller:
    def __init__(self) -> None:
        self.matter: MatterFacts | None = None
        self.orders: dict[int, OrderFacts] = {}
        self.promises: list[Promise] = []
        self.breaches: list[Breach] = []

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
        closed_at = _instant(told["closed_at"]) if imported else None
        self.matter = MatterFacts(
            orders=(),
            stage=Stage(told["stage"]) if imported else Stage.RECEIVED,
            round=1,
            merged_into=None,
            received_at=datetime.fromisoformat(told["received_at"]) if imported else row.at,
            accepted_at=None,
            answered_at=closed_at,
            closed_at=closed_at,
            **_promised(told),
        )
        since = None if imported else row.at
        self.promises.append(Promise(row.at, since, told["kind"], told["row"], _instant(told["due_at"])))

    def _go_on(self, now: MatterFacts, row: Told) -> None:
        at, told = row.at, row.params
        if row.verb not in MOVE_NOTHING:
            now = replace(now, stage=self._moved(now.stage, MOVES[MATTER_MOVES[row.verb]]))
        match row.verb:
            case "accepted":
                self._accepted(now, row)
                now = replace(now, accepted_at=at, **_promised(told))
            case "merged":
                now = replace(now, merged_into=told["into"], closed_at=at)
            case "declined" | "withdrawn":
                now = replace(now, closed_at=at)
            case "dispatched":
                now = replace(now, orders=tuple(sorted((*now.orders, *told["units"]))))
            case "answered":
                self._as_ruled("round", told["round"], now.round)
                now = replace(now, answered_at=at)
            case "closed":
                self._as_ruled("round", told["round"], now.round)
                now = replace(now, closed_at=at)
            case "sent_back" | "reopened":
                now = self._again(now, row)
        self.matter = now

    def _accepted(self, now: MatterFacts, row: Told) -> None:
        """As the kind it was reported as, it keeps the promise it had; as another one, or without a promise from
        where it came, it gets one."""
        told = row.params
        kind, bound, due_at = told["kind"], told["row"], _instant(told["due_at"])
        if kind == now.kind and now.due_at is not None:
            if (bound, due_at) != (now.row, now.due_at):
                self.promises.append(replace(self.promises[-1], row=bound, due_at=due_at))
            return
        since = now.received_at if now.due_at is not None else row.at
        self.promises.append(Promise(row.at, since, kind, bound, due_at))

    def _again(self, now: MatterFacts, row: Told) -> MatterFacts:
        """One more round: a new promise from now, and the order that leads is taken up again with it."""
        told = row.params
        for field, log, rule in (
            ("round", told["round"], now.round + 1),
            ("kind", told["kind"], now.kind),
            ("unit", told["unit"], now.unit),
        ):
            self._as_ruled(field, log, rule)
        due_at = _instant(told["due_at"])
        self.promises.append(Promise(row.at, row.at, told["kind"], told["row"], due_at, before=now.row))
        for pk, order in self.orders.items():
            if order.leads and order.stage != OrderStage.CANCELLED:
                stage = self._moved(order.stage, ORDER_MOVES["take_up_again"], pk)
                self.orders[pk] = replace(order, stage=stage, done_at=None, due_at=due_at or order.due_at)
        return replace(now, round=told["round"], answered_at=None, closed_at=None, **_promised(told))

    def _work(self, pk: int, row: Told) -> None:
        if self.matter is None:
            raise Unreadable(row.verb)
        at, told = row.at, row.params
        if row.verb == "order_dispatched":
            due_at = datetime.fromisoformat(told["due_at"])
            limit = told.get("amount"), told.get("limit", "")
            if limit[0] is None:
                self._as_ruled("due_at", due_at, self.matter.due_at or at, pk)
            self.orders[pk] = OrderFacts(OrderStage.DISPATCHED, told["unit"], told["leads"], at, due_at, *limit)
            if told["leads"]:
                self.matter = replace(self.matter, unit=told["unit"])
            return
        if row.verb in WORK_MOVES_NOTHING:
            return
        order = self.orders[pk]
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
        self.orders[pk] = order

    def _moved(self, stage: str, move: Move, order: int | None = None) -> str:
        if stage not in move.before:
            self.breaches.append(Breach("stage", move.after, stage, order))
        return move.after

    def _as_ruled(self, field: str, log: Value, rule: Value, order: int | None = None) -> None:
        if log != rule:
            self.breaches.append(Breach(field, log, rule, order))


def _promised(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a matter that ``actions.entries`` tells with a promise."""
    return {"kind": told["kind"], "row": told["row"], "unit": told["unit"], "due_at": _instant(told["due_at"])}


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
