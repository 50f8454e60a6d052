"""What the clock does with matters: new ones are made findable, late legs warned of, pauses ended on their day, ends
counted anew when the calendar moved, contacts, files and words erased in the end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from linli.core import calendar, log, search
from linli.core.calendar import REVISION as CALENDAR
from linli.core.models import Entry, Revision
from linli.matters.actions import alerts, entries, erase, pause
from linli.matters.actions.moving import hold
from linli.matters.actions.recount import recount_all
from linli.matters.errors import Moved
from linli.matters.models import Matter, Pause, Photo, Reporter, What, WorkOrder
from linli.matters.reads import retention
from linli.matters.reads.asked import told
from linli.matters.reads.ends import stands_while_returned
from linli.matters.reads.promises import CALENDAR_SET, UNSEEN
from linli.matters.rules import CONTACT_KEPT, ENDED_STAGES, OrderStage

AT_ONCE = 500
RECOUNTED = "recounted"  # the revision of the calendar by which every promise was counted
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


def erase_what_is_over(*, at: datetime) -> int:
    """Erase voice notes, photos and words whose term is over. Safe with several loops: each is asked again under its
    lock. Returns how many matters lost something."""
    due = retention.due
    over = (
        (erase.erase_voice, due(What.VOICE, at=at).filter(voice__isnull=False)),
        (erase.erase_photos, due(What.PHOTOS, at=at).filter(Exists(Photo.objects.filter(matter=OuterRef("pk"))))),
        (erase.erase_words, due(What.WORDS, at=at).filter(erased_at=None)),
    )
    return sum(
        bool(act(matter=matter, at=at)) for act, rows in over for matter in rows.order_by("closed_at", "pk")[:AT_ONCE]
    )


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
    a loop that dies in the middle leaves its rows to the others, and nothing half done. A leg whose clock stands, in a
    pause or because its return will not count, is looked at when the clock runs again.
    """
    taken = 0
    returned = Q(stage=OrderStage.RETURNING, matter__row__in=stands_while_returned())
    while True:
        with transaction.atomic():
            due = WorkOrder.objects.open().filter(paused_at=None, warn_at__lte=at).exclude(returned)
            due = due.select_for_update(skip_locked=True, of=("self",)).select_related("matter")
            orders = list(due.order_by("warn_at", "pk")[:AT_ONCE])
            if not orders:
                return taken
            taken += alerts.take(orders, at=at)


def end_pauses(*, at: datetime) -> int:
    """End every pause whose day has come: at that very instant, however late this runs. Returns how many."""
    over = Pause.objects.filter(began_at__isnull=False, ended_at=None, until_at__lte=at).order_by("until_at", "pk")
    return sum(_end_pause(pk, at) for pk in list(over.values_list("pk", flat=True)[:AT_ONCE]))


def _end_pause(pk: int, at: datetime) -> bool:
    """Whether this loop ended it; somebody may have been quicker."""
    row = Pause.objects.select_related("order__matter", "order__unit").get(pk=pk)
    try:
        with transaction.atomic():
            hold(row.order.matter)
            pause.end(row, by=None, at=at)
    except Moved:
        return False
    return True


def remind_of_reviews(*, at: datetime) -> int:
    """Ask for the review of every long-term hold whose day is near, once. Returns how many."""
    near = Pause.objects.filter(review_at__lte=at).select_related("order__matter").order_by("review_at", "pk")
    return sum(_remind(row, at) for row in list(near[:AT_ONCE]))


@transaction.atomic
def _remind(row: Pause, at: datetime) -> bool:
    if not Pause.objects.filter(pk=row.pk, review_at__isnull=False).update(review_at=None):
        return False
    log.keep(entries.order_review_due(row, at))
    return True


def recount(*, at: datetime) -> int:
    """Count what is promised anew after the calendar moved: a decree, the notice of a year, other hours. Returns how
    many matters moved. It waits until no process goes by the old calendar any more."""
    moved = dict(Revision.objects.filter(pk__in=(CALENDAR, RECOUNTED)).values_list("name", "number"))
    number = moved.get(CALENDAR, 0)
    if moved.get(RECOUNTED, 0) == number:
        return 0
    newest = Entry.objects.filter(verb__in=CALENDAR_SET).order_by("-pk").values_list("at", flat=True).first()
    if newest is not None and at < newest + UNSEEN:
        return 0
    calendar.kept.look_again()
    count = recount_all(at=at)
    Revision.objects.update_or_create(pk=RECOUNTED, defaults={"number": number})
    return count
