"""What the clock does with matters: new ones are made findable, late legs warned of, contacts erased in the end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.core import log, search
from linli.matters.actions import alerts, entries
from linli.matters.models import Matter, Reporter, WorkOrder
from linli.matters.reads.asked import told
from linli.matters.rules import CONTACT_KEPT, ENDED_STAGES

AT_ONCE = 500
MOST_READ = 5_000  # matters that one turn makes findable, so that the other jobs have theirs


def forget(*, at: datetime) -> int:
    """Erase name and phone of whoever reported a matter that ended longer than ``CONTACT_KEPT`` ago, and the key by
    which the phone can be found. Of a merged matter, the one it was merged into counts. Returns how many."""
    over = {"closed_at__lt": at - CONTACT_KEPT, "stage__in": ENDED_STAGES}
    own = Q(matter__merged_into=None, **{f"matter__{name}": value for name, value in over.items()})
    joined = Q(**{f"matter__merged_into__{name}": value for name, value in over.items()})
    due = Reporter.objects.filter(own | joined, forgotten_at=None).select_related("matter").order_by("pk")
    forgotten = 0
    while rows := list(due[:AT_ONCE]):
        with transaction.atomic():
            forgotten += sum(_forget(row, at) for row in rows)
    return forgotten


def _forget(row: Reporter, at: datetime) -> bool:
    """Claim ``row`` and empty it; another loop may have been quicker."""
    had_any = bool(row.name or row.phone)
    mine = Reporter.objects.filter(pk=row.pk, forgotten_at=None)
    if not mine.update(name="", phone="", phone_index="", forgotten_at=at):
        return False
    if had_any:
        log.keep(entries.contact_forgotten(row.matter, at))
    return True


def make_findable(*, at: datetime) -> int:
    """Make the words of new matters findable. Safe with several loops: both write the same. Returns how many."""
    return _make_findable(at=at, since=at)


def make_all_findable(*, at: datetime) -> int:
    """The same for every matter that was missed, however old: once a day."""
    return _make_findable(at=at, since=None)


def _make_findable(*, at: datetime, since: datetime | None) -> int:
    done = last = 0
    waiting = search.without(Matter.objects.only("words", "address", "place"), at=since).order_by("pk")
    while done < MOST_READ and (rows := list(waiting.filter(pk__gt=last)[:AT_ONCE])):
        search.put(Matter, map(told, rows), at=at)
        done, last = done + len(rows), rows[-1].pk
    return done


def alert(*, at: datetime) -> int:
    """Take every step of the ladder whose instant has come, each once for each end of a leg. Returns how many.

    Rows are taken under a lock that other loops skip, a few at a time, and what is taken is written with the alerts:
    a loop that dies in the middle leaves its rows to the others, and nothing half done.
    """
    taken = 0
    while True:
        with transaction.atomic():
            due = WorkOrder.objects.open().filter(paused_at=None, warn_at__lte=at).order_by("warn_at", "pk")
            orders = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("matter")[:AT_ONCE])
            if not orders:
                return taken
            taken += alerts.take(orders, at=at)
