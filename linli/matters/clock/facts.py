"""What the log tells of one matter: its verbs, and the facts they come to under the names of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from linli.core.calendar.rules import Limit, LimitUnit, Stop
from linli.matters.basis import Basis

Value = str | int | datetime | tuple[int, ...] | None

BEGINS = ("received", "imported", "split_off")
MATTER_MOVES = {
    "accepted": "accept",
    "declined": "decline",
    "merged": "merge",
    "unmerged": "unmerge",
    "withdrawn": "withdraw",
    "dispatched": "dispatch",
    "answered": "answer",
    "sent_back": "send_back",
    "closed": "close",
    "reopened": "reopen",
}
TIME_MOVES = ("order_extended", "order_paused", "order_resumed")
WORK_MOVES = {
    "order_signed": "sign",
    "order_started": "start",
    "order_done": "finish",
    "order_cancelled": "cancel",
    "order_handed_back": "hand_back",
    "order_kept": "keep",
    "order_passed_on": "pass_on",
    "order_passed_up": "cancel",
}
MOVE_NOTHING = (
    "contacted",
    "rated",
    "called_back",
    "urged",
    "joined",
    "split",
    "petition_linked",
    "contact_revealed",
    "contact_forgotten",
    "photos_erased",
    "voice_erased",
    "words_erased",
    "held_for_law",
    "hold_lifted",
    "exclusion_asked",
    "exclusion_granted",
    "exclusion_refused",
)
WORK_MOVES_NOTHING = (
    "order_alerted",
    "order_supervised",
    "order_supervision_replied",
    "order_contacted",
    "order_contact_tried",
    "order_disputed",
    "order_settled",
    "order_extension_asked",
    "order_extension_refused",
    "order_pause_asked",
    "order_pause_refused",
    "order_review_due",
    "order_support_asked",
    "order_support_granted",
    "order_support_refused",
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
    counted_from: datetime | None
    given_due_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    paused_due_at: datetime | None  # as the rules give it, for the log does not tell it: None in a tale
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
    paused_at: datetime | None = None
    paused_due_at: datetime | None = None  # as that of a matter
    signed_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def limit(self) -> Limit | None:
        """Its own; None when it has the promise of the matter, as the lead always does."""
        if self.leads or self.limit_amount is None:
            return None
        return Limit(self.limit_amount, LimitUnit(self.limit_unit))


@dataclass(frozen=True, slots=True)
class Promise:
    """A time that was promised ``at`` an instant, and what it rests on; ``told_at`` is when its end moved last.

    ``counted_from`` is when the limit begins, None where no time was promised. ``given`` is the end as it was promised
    first, which is the rule itself where another system promised (``is_foreign``). ``before`` is the row that bound
    until then.
    """

    at: datetime
    told_at: datetime
    counted_from: datetime | None
    kind: int
    row: int | None
    due_at: datetime | None
    given: datetime | None
    before: int | None = None
    is_foreign: bool = False
    extensions: tuple[Limit, ...] = ()
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The end of a leg with a limit of its own, as told last."""

    told_at: datetime
    basis: Basis
    due_at: datetime


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
    legs: Mapping[int, tuple[Leg, ...]]  # of orders with a limit of their own; the last one stands
    stands: Mapping[int, Stop]  # of orders whose own pause runs: since when, and until when at the latest
    breaches: tuple[Breach, ...]


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
