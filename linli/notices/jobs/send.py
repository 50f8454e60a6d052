"""Sending: each notice is claimed by one loop, tried with growing pauses, and given up when it is no news any more.

A service that does not take one rests with all that waits for it, so that it costs the loop one time-out a minute at
most; once it takes one again, what waited goes at once.
"""

from __future__ import annotations

import logging
import re
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone, translation

from linli.channels import push
from linli.channels.senders import sender
from linli.core.calendar import NoWorkingTime, working_calendar
from linli.matters.models import WorkOrder
from linli.notices.jobs import activities, menu, reporting, units
from linli.notices.models import ABOUT, Choice, Notice
from linli.notices.reads import DEFAULT_LANGUAGE, Line, handlers_of, lines_to, lines_to_people
from linli.notices.rules import (
    FIRST_WAIT,
    FOR_UNITS,
    LEASE,
    MOST_SMS_EACH,
    ROUND_SECONDS,
    SENT_AT_ONCE,
    TOO_OLD,
    State,
    Told,
    Way,
    next_try,
    parse_quiet,
)
from linli.notices.words import message

logger = logging.getLogger(__name__)
LONGEST_ERROR = 100
_DIGITS = re.compile(r"\d{5,}")


def send(*, at: datetime) -> int:
    """Send what is due. Returns how many were taken."""
    _hold(at)
    begun, resting, sent = time.monotonic(), set[str](), 0
    due = Notice.objects.due(at).select_related(
        "matter",
        "service_order",
        "group_day__service",
        "booking__resource",
        "booking__contact",
        "shift__role__activity",
        "report_in",
        "reporter__matter",
        "reporter__person",
        "person",
        "subscription__choice",
    )
    for row in due.order_by("next_at", "pk")[:SENT_AT_ONCE]:
        if time.monotonic() - begun > ROUND_SECONDS:
            break
        if row.service in resting or (row.way == Way.SMS and not row.is_urgent and _costs_too_much(row, at)):
            continue
        claim = {"next_at": at + LEASE, "tried_at": at, "tries": F("tries") + 1}
        if not Notice.objects.due(at).filter(pk=row.pk).update(**claim):
            continue  # another loop has it
        row.tries += 1
        taken = _send(row, at)
        sent += taken is True
        if taken is False:
            resting.add(row.service)
    return sent


def _hold(at: datetime) -> None:
    """What is not urgent waits for the end of the quiet hours, what is told to units for working time."""
    due = Notice.objects.due(at).filter(is_urgent=False)
    quiet = parse_quiet(settings.LINLI_QUIET_HOURS)
    if quiet is not None and (end := quiet.end_of(timezone.localtime(at))) is not None:
        due.exclude(told__in=FOR_UNITS).update(next_at=end)
    calendar = working_calendar()
    try:
        opens = calendar.add_minutes(at, 1) - timedelta(minutes=1)
    except NoWorkingTime:  # nobody set working hours yet
        return
    if opens > at:
        due.filter(told__in=FOR_UNITS).update(next_at=opens)


def _costs_too_much(row: Notice, at: datetime) -> bool:
    """Whether a day's text messages are used up: those of all, then the rest waits for the next day; or those of this
    person, who then sees it on the next visit."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Notice.objects.filter(way=Way.SMS, tried_at__gte=midnight)
    if settings.LINLI_SMS_PER_DAY and today.count() >= settings.LINLI_SMS_PER_DAY:
        waiting = Notice.objects.due(at).filter(way=Way.SMS, is_urgent=False)
        waiting.update(next_at=midnight + timedelta(days=1))
        return True
    if today.filter(_same_phone(row)).count() < MOST_SMS_EACH:
        return False
    Notice.objects.due(at).filter(pk=row.pk).update(state=State.MOOT, error="enough for one day")
    return True


def _same_phone(row: Notice) -> Q:
    """What goes to the account, or to the telephone of somebody without one."""
    if row.person_id:
        return Q(person=row.person_id)
    if row.reporter is not None:
        return Q(person=None, reporter__phone_index=row.reporter.phone_index)
    return Q(person=None, service_order__phone_index=row.service_order.phone_index if row.service_order else "")


def _send(row: Notice, at: datetime) -> bool | None:
    """Whether it was taken; None when there was nothing to send."""
    mine = Notice.objects.filter(pk=row.pk, state=State.READY)
    if why := _moot(row, at):
        mine.update(state=State.MOOT, error=why)
        return None
    if at - row.made_at > TOO_OLD:
        mine.update(state=State.FAILED, error=row.error or "too late")
        return None
    try:
        with translation.override(_language(row)):
            _hand_over(row)
    except (push.Gone, push.BadPhone) as error:
        if row.subscription is not None:
            row.subscription.end(at=at)
        mine.update(state=State.MOOT, error=type(error).__name__)
        _instead(row, at)
        return None
    except Exception as error:  # whatever a sender of somebody else's does, the next ones are still sent
        logger.warning("notice %s was not taken by %s: %s", row.pk, row.service, type(error).__name__)
        again = next_try(row.tries, at)
        state = State.READY if again is not None else State.FAILED
        mine.update(state=state, next_at=again or at, error=_told(error))
        Notice.objects.due(at).filter(service=row.service).update(next_at=at + FIRST_WAIT)
        return False
    mine.update(state=State.SENT, sent_at=at, error="")
    # what failed before need not wait longer; what another loop has in hand has its lease and no more
    waiting = Notice.objects.filter(state=State.READY, service=row.service, next_at__gt=F("tried_at") + LEASE)
    waiting.update(next_at=at)
    return True


def _told(error: Exception) -> str:
    """What went wrong, without the telephone or the garbage that somebody's own sender may have put into it."""
    told = "".join(letter for letter in f"{type(error).__name__}: {error}" if letter.isprintable())
    return _DIGITS.sub("…", told)[:LONGEST_ERROR]


def _hand_over(row: Notice) -> None:
    """Raises: whatever the way out raises."""
    said, to = message(row), row.subscription
    if to is not None:
        phone = push.Phone(to.endpoint, to.p256dh, to.auth)
        push.send(phone, said.for_push(), topic=said.tag, urgent=row.is_urgent)
        return
    whose = row.person or row.reporter or row.service_order
    sender().send(whose.phone if whose is not None else "", said.for_sms(), key=f"n-{row.pk}")


def _language(row: Notice) -> str:
    whose = row.person if row.person is not None else row.reporter
    choice: Choice | None = getattr(whose, "notice_choice", None)
    return choice.language if choice is not None else DEFAULT_LANGUAGE


def _moot(row: Notice, at: datetime) -> str:
    """Why it need not be told any more; empty when it must."""
    same = Notice.objects.filter(subscription=row.subscription_id, person=row.person_id, reporter=row.reporter_id)
    about = {name: getattr(row, f"{name}_id") for name in ABOUT}
    if row.report_in_id is not None:
        about |= {"told": row.told, "said": row.said}  # a task overtakes neither a decision nor another task
    if same.filter(pk__gt=row.pk, **about).exclude(state=State.MOOT).exists():
        return "overtaken"
    if activities.is_no_news(row, at) or reporting.is_no_news(row, at) or menu.is_no_news(row):
        return "overtaken"
    if units.is_no_news(row, at):
        return "overtaken"
    if row.reporter is None and row.matter_id is not None:
        order = WorkOrder.objects.select_related("matter").get(pk=row.said["order"])
        still = handlers_of([order], timezone.localdate(at)).get(order.pk, [])
        return "" if any(line.subscription == row.subscription for line in still) else "not wanted"
    lines = _lines(row, at)
    return "" if any(line.subscription == row.subscription for line in lines) else "not wanted"


def _lines(row: Notice, at: datetime) -> list[Line]:
    """The ways to reach whom it tells now; those who handle work orders are asked for otherwise."""
    if row.reporter is not None:
        return lines_to([row.reporter])[row.reporter.pk]
    if row.service_order is not None:
        return menu.lines_of(row.service_order, Told(row.told), timezone.localdate(at), row.person)
    if row.group_day is not None or row.booking is not None:
        return units.lines_of(Told(row.told), row.group_day, row.booking, timezone.localdate(at))
    if row.matter_id is not None or row.person is None:
        return []
    return lines_to_people([row.person])[row.person.pk]


def _instead(row: Notice, at: datetime) -> None:
    """What a phone no longer hears goes by text message, if no other phone is left and that is wanted."""
    lines = _lines(row, at)
    again = [
        Notice(
            entry_id=row.entry_id,
            told=row.told,
            way=Way.SMS,
            **{name: getattr(row, name) for name in ABOUT},
            reporter=row.reporter,
            person=row.person,
            service=line.service,
            said=row.said,
            is_urgent=row.is_urgent,
            made_at=row.made_at,
            next_at=at,
        )
        for line in lines
        if line.subscription is None
    ]
    Notice.objects.bulk_create(again, ignore_conflicts=True)
