"""Which moves somebody is told of, when not to, how often it is tried. Pure.

Few and useful: what was promised, what came of it, and what went wrong with the promise; no step inside an office.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple


class Way(StrEnum):
    """通知方式: by which way somebody wants to be told."""

    PUSH = "push"
    SMS = "sms"
    VISIT = "visit"  # not at all: they look for themselves


class Told(StrEnum):
    """What somebody is told."""

    ACCEPTED = "accepted"  # with the promised time
    DECLINED = "declined"  # with the door to knock at
    EXTENDED = "extended"
    PAUSED = "paused"  # with the cause
    RESUMED = "resumed"
    ANSWERED = "answered"  # asks for the rating
    CLOSED = "closed"  # by a check; asks for the rating
    REOPENED = "reopened"
    OVERDUE = "overdue"
    ORDER = "order"  # to the unit: a new order
    NEAR = "near"  # to the unit: four fifths of the time are over
    TAKEN_ON = "taken_on"  # this and the following: of an order for a service
    TIMED = "timed"
    BROUGHT = "brought"  # asks whether it came
    AGAIN = "again"  # given up or called off: another way is sought
    UNSERVED = "unserved"
    ASKED = "asked"  # to the unit: an order for a service
    DAY = "day"  # this and the following: to the units of a day of services
    DAY_OFF = "day_off"
    BOOK_OFF = "book_off"  # to who booked a resource: its owner does not give it
    REMINDED = "reminded"  # this and the following: of a shift of an activity
    MOVED_UP = "moved_up"  # from the waiting list
    OFF = "off"  # to whoever waits too
    STANDS = "stands"  # this and the following: of a report-in, by the community's word
    REFUSED = "refused"
    DISOWNED = "disowned"  # by the organisation that was named
    ENDING = "ending"
    TASK = "task"  # posted, to those who asked
    COMMENT = "comment"  # that may be answered
    DEED = "deed"  # what a member did is confirmed
    UNDONE = "undone"  # it is not, or not any more


class State(StrEnum):
    READY = "ready"
    SENT = "sent"
    FAILED = "failed"  # tried too often: somebody has to look
    MOOT = "moot"  # overtaken by the next move, or no longer wanted


OF_MATTERS: dict[str, Told] = {
    "matters.accepted": Told.ACCEPTED,
    "matters.declined": Told.DECLINED,
    "matters.answered": Told.ANSWERED,
    "matters.closed": Told.CLOSED,
    "matters.sent_back": Told.REOPENED,
    "matters.reopened": Told.REOPENED,
}
"""Verbs of the log about a matter, and what its reporters are told of each."""

OF_LEADING_ORDERS: dict[str, Told] = {
    "matters.order_extended": Told.EXTENDED,
    "matters.order_paused": Told.PAUSED,
    "matters.order_resumed": Told.RESUMED,
    "matters.order_alerted": Told.OVERDUE,  # the first one at or after the end
}
"""The same for the order that leads."""

TO_UNITS: dict[str, Told] = {
    "matters.order_dispatched": Told.ORDER,
    "matters.order_alerted": Told.NEAR,  # the one before the end
}
"""What those who handle for a unit are told of its orders, if they asked to be."""

OF_SERVICES: dict[str, Told] = {
    "commons.order_offered": Told.ASKED,
    "commons.order_accepted": Told.TAKEN_ON,
    "commons.order_agreed": Told.TIMED,
    "commons.order_delivered": Told.BROUGHT,
    "commons.order_declined": Told.AGAIN,  # after it was accepted
    "commons.order_unit_ended": Told.AGAIN,  # the same
    "commons.order_handed_back": Told.AGAIN,  # when a day of several units is called off
    "commons.order_refused": Told.UNSERVED,
}
"""Verbs about an order for a service, and what whom it is for, or the unit, is told of each."""

TO_PARTNERS: dict[str, Told] = {
    "commons.group_planned": Told.DAY,
    "commons.group_called_off": Told.DAY_OFF,
    "commons.booking_called_off": Told.BOOK_OFF,  # by the owner
    "commons.booking_unit_ended": Told.BOOK_OFF,
}
"""Verbs about a day of several units, told to those that were asked, and about a booking, told to who booked."""

FOR_UNITS = frozenset({*TO_UNITS.values(), *TO_PARTNERS.values(), Told.ASKED})
"""What waits for working time; the rest only for the end of the quiet hours."""

OF_ACTIVITIES: dict[str, Told] = {
    "volunteering.reminded": Told.REMINDED,
    "volunteering.moved_up": Told.MOVED_UP,
    "volunteering.called_off": Told.OFF,
}
"""Verbs about a shift, a sign-up and an activity, and what those who signed up are told of each."""

OF_REPORT_INS: dict[str, Told] = {
    "volunteering.report_confirmed": Told.STANDS,
    "volunteering.report_declined": Told.REFUSED,
    "volunteering.member_disowned": Told.DISOWNED,
    "volunteering.report_ending": Told.ENDING,
    "volunteering.task_posted": Told.TASK,
    "volunteering.commented": Told.COMMENT,
    "volunteering.task_done": Told.DEED,
    "volunteering.deed_declined": Told.UNDONE,
    "volunteering.task_struck": Told.UNDONE,
}
"""Verbs about a report-in, a task, a deed and a comment, and what those who reported in are told of each."""

VERBS = frozenset(
    {*OF_MATTERS, *OF_LEADING_ORDERS, *TO_UNITS, *OF_SERVICES, *TO_PARTNERS, *OF_ACTIVITIES, *OF_REPORT_INS}
)

AT_ONCE = 200  # rows of the log in one look
SENT_AT_ONCE = 100  # notices in one round of the job
LATE_ROWS = 10_000  # rows of the log are numbered before they are seen; none is seen so many rows late
TOO_OLD = timedelta(hours=36)  # what waited longer is no news; the next visit shows it
KEPT = timedelta(days=90)  # what was sent, for whoever asks why they were told, or why not
LEASE = timedelta(minutes=2)  # a notice whose sender died is free again after this
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_SMS_EACH = 6  # in a day, to one person
MOST_PHONES = 5  # of one person that push reaches
ROUND_SECONDS = 5.0  # the loop has other things to do

_HOURS = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")


class Quiet(NamedTuple):
    """免打扰时段: from the one time of day to the other, mostly over midnight."""

    since: time
    to: time

    def end_of(self, local: datetime) -> datetime | None:
        """When the quiet hours in which ``local`` lies end; None when it lies in none."""
        clock = local.time()
        over_midnight = self.since > self.to
        if not (clock >= self.since or clock < self.to if over_midnight else self.since <= clock < self.to):
            return None
        day = local.date() + timedelta(days=1 if over_midnight and clock >= self.since else 0)
        return datetime.combine(day, self.to, tzinfo=local.tzinfo)


def parse_quiet(text: str) -> Quiet | None:
    """Read ``21:00-08:00``; nothing is none. Raises: ValueError."""
    if not text.strip():
        return None
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return Quiet(time.fromisoformat(found[1]), time.fromisoformat(found[2]))


def next_try(tries: int, at: datetime) -> datetime | None:
    """When a notice that failed ``tries`` times is tried again: after 1, 2, 4 … minutes, at most an hour.
    None: not any more."""
    if tries >= MOST_TRIES:
        return None
    return at + min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
