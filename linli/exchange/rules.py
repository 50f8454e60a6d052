"""What is signed, how long a signature is good, which moves a partner hears of, when a hand-off is tried again."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from enum import StrEnum

CLOCKS_DIFFER = timedelta(minutes=5)
"""A signed request older or newer than this is refused; its nonce is kept for twice as long."""

NONCE = re.compile(r"[0-9A-Za-z_-]{16,64}")
REQUESTS_A_MINUTE = 600  # of one partner
CODE = re.compile(r"[a-z][a-z0-9-]{1,19}")
NUMBER_LIMIT = 60
SHORT_LIMIT = 60  # a class, a channel, a unit as the other system calls it
AT_ONCE = 100  # answers in one page, hand-offs in one round of the job
MOST_TRIES = 12
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LEASE = timedelta(minutes=2)  # a hand-off whose sender died is free again after this
LATE_ROWS = 10_000  # rows of the log are numbered before they are seen; none is seen so many rows late
LATE_ORDERS = 1_000  # the same for orders
HEARS_AFTER_END = timedelta(days=31)  # a closed matter can be reopened for thirty days


class Method(StrEnum):
    """How a key of a partner proves who sends: a shared secret, a key pair, or the plain key that Open311 knows."""

    HMAC = "hmac-sha256"
    ED25519 = "ed25519"
    PLAIN = "open311"


class State(StrEnum):
    READY = "ready"
    SENT = "sent"
    FAILED = "failed"  # tried too often: somebody has to look
    MOOT = "moot"  # another reporter's word on a merged matter: not this partner's business


class Event(StrEnum):
    """What a partner hears. 受理、退回、并单、派单、延期、挂起、恢复、答复、重办、办结、回访、撤回."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    MERGED = "merged"
    DISPATCHED = "dispatched"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"
    CALL_BACK = "call_back"
    WITHDRAWN = "withdrawn"


TOLD: dict[str, Event] = {
    "matters.accepted": Event.ACCEPTED,
    "matters.declined": Event.RETURNED,
    "matters.merged": Event.MERGED,
    "matters.unmerged": Event.RESUMED,  # handled on its own again
    "matters.dispatched": Event.DISPATCHED,
    "matters.answered": Event.ANSWERED,
    "matters.sent_back": Event.REOPENED,
    "matters.reopened": Event.REOPENED,
    "matters.closed": Event.CLOSED,
    "matters.rated": Event.CALL_BACK,
    "matters.withdrawn": Event.WITHDRAWN,
    "matters.recounted": Event.EXTENDED,  # holidays moved by decree, and the promise with them
}
"""Verbs of the log about a matter, and what the partner hears of each."""

ORDER_TOLD: dict[str, Event] = {
    "matters.order_extended": Event.EXTENDED,
    "matters.order_paused": Event.PAUSED,
    "matters.order_resumed": Event.RESUMED,
    "matters.order_passed_on": Event.DISPATCHED,
}
"""The same for the work order that leads."""


def to_sign(method: str, path: str, at: str, nonce: str, body: bytes) -> bytes:
    """The text under a signature: five lines, the last one the SHA-256 of the body in hex.

    ``path`` is the whole path with its query; ``at`` is the time as sent, in seconds since 1970.
    """
    return "\n".join((method.upper(), path, at, nonce, hashlib.sha256(body).hexdigest())).encode()


def is_fresh(sent_at: datetime, at: datetime) -> bool:
    return abs(at - sent_at) <= CLOCKS_DIFFER


def next_try(tries: int, at: datetime) -> datetime | None:
    """When a hand-off that failed ``tries`` times is tried again: after 1, 2, 4 … minutes, at most six hours.
    None: not any more by itself."""
    if tries >= MOST_TRIES:
        return None
    return at + min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
