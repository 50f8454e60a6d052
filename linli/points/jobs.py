"""What the clock does with points: reads the log, lets points, codes and households expire, closes what was left."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from linli.core.models import Entry
from linli.points import actions
from linli.points.models import Account, Done, Household, Invitation, Lot, Membership, Reading, Redemption
from linli.points.rules import AT_ONCE, HOUSEHOLD_MONTHS, LATE_ROWS, READ, begin_of_day, months_after


def read(*, at: datetime) -> int:
    """Read what was written to the log since the last look, with ``LATE_ROWS`` before it, because rows commit out of
    order. Returns how many were read. Safe to repeat, and with several work processes at once."""
    since = (Reading.objects.aggregate(last=Max("pk"))["last"] or 0) - LATE_ROWS
    return _read(since, at)


def read_all(*, at: datetime) -> int:
    """Read every entry that has no row of its own, however old, so that nothing stays unread."""
    return _read(0, at)


def _read(since: int, at: datetime) -> int:
    known = Reading.objects.filter(pk=OuterRef("pk"))
    unread = Entry.objects.filter(~Exists(known), verb__in=READ, pk__gt=since).order_by("pk")
    return sum(actions.read(entry, at=at) is not None for entry in list(unread[:AT_ONCE]))


def expire(*, at: datetime) -> int:
    """Give back codes that ran out, then take points whose time is over, each once. Returns how many there were."""
    over = Redemption.objects.over(at).select_related("offer", "hold").order_by("expires_at", "pk")[:AT_ONCE]
    count = sum(actions.give_up(by=None, row=row, at=at) for row in list(over))
    lots = Lot.objects.over(at).order_by("expires_at", "pk")[:AT_ONCE]
    return count + sum(actions.expire(lot, at=at) for lot in list(lots))


def forget(*, at: datetime) -> None:
    """Close wallets and memberships of people whose account is closed; erase households and deeds of theirs whose time
    is over, and invitations that nobody took."""
    for wallet in Account.objects.wallets().filter(person__is_active=False)[:AT_ONCE]:
        actions.close_wallet(by=None, wallet=wallet, at=at)
    for member in Membership.objects.filter(person__is_active=False).select_related("person")[:AT_ONCE]:
        actions.leave(by=member.person, at=at)
    on = timezone.localdate(at)
    for household in Household.objects.filter(expires_on__lte=on)[:AT_ONCE]:
        actions.end(household=household, at=at)
    Invitation.objects.filter(expires_at__lte=at).delete()
    since = begin_of_day(months_after(on, -HOUSEHOLD_MONTHS), timezone.get_current_timezone())
    Done.objects.filter(at__lt=since).delete()
