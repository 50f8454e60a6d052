"""Notices are made of the log: each row of it is looked at once, whoever looks and however many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from linli.core.models import Entry
from linli.matters.models import Alert, Matter, PauseCause, Rating, Reporter, WorkOrder
from linli.matters.rules import CLOCK_STAGES, LadderAct
from linli.notices.jobs import activities, made, menu, reporting, units
from linli.notices.models import Bookmark, Heard, Notice
from linli.notices.reads import Line, handlers_of, is_urgent, lines_to, merged_since, reporters_of
from linli.notices.rules import AT_ONCE, LATE_ROWS, OF_LEADING_ORDERS, OF_MATTERS, TO_UNITS, TOO_OLD, VERBS, Told

MATTER, ORDER = Matter._meta.label_lower, WorkOrder._meta.label_lower


def collect(*, at: datetime) -> int:
    """Make the notices of each entry of the log that somebody is told of. Returns how many.

    The first look only notes where the log ends. One loop looks at a time, by a lock on the bookmark; an entry that was
    looked at has a row of its own, so that one which becomes visible late is still told.
    """
    with transaction.atomic():
        newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if not Bookmark.objects.exists():
            Bookmark.objects.get_or_create(pk=1, defaults={"first_id": newest, "entry_id": newest})
            return 0
        mark = Bookmark.objects.select_for_update(skip_locked=True).first()
        if mark is None:  # another loop is at it
            return 0
        unheard = Entry.objects.filter(~Exists(Heard.objects.filter(entry_id=OuterRef("pk"))))
        since = max(mark.first_id, mark.entry_id - LATE_ROWS)
        new = unheard.filter(pk__gt=since, verb__in=VERBS, at__gt=at - TOO_OLD)
        entries = list(new.order_by("pk")[:AT_ONCE])
        made = _make(entries, at) if entries else []
        Heard.objects.bulk_create([Heard(entry_id=entry.pk) for entry in entries], ignore_conflicts=True)
        Notice.objects.bulk_create(made, ignore_conflicts=True)
        if len(entries) < AT_ONCE and newest != mark.entry_id:
            Bookmark.objects.filter(pk=mark.pk).update(entry_id=newest)
    return len(made)


@dataclass(frozen=True, slots=True)
class Known:
    """What the entries of one look are about, read at once."""

    matters: Mapping[int, Matter]
    orders: Mapping[int, WorkOrder]
    reporters: Mapping[int, list[Reporter]]  # by matter
    lines: Mapping[int, list[Line]]  # by reporter
    handlers: Mapping[int, list[Line]]  # by order
    first_late: Mapping[tuple[int, datetime], str]  # order and its end: the step that came first after it


def _make(entries: list[Entry], at: datetime) -> list[Notice]:
    ids = {entry.subject_id for entry in entries if entry.subject_type == ORDER}
    orders = {row.pk: row for row in WorkOrder.objects.filter(pk__in=ids).select_related("matter")}
    about = {entry.subject_id for entry in entries if entry.subject_type == MATTER}
    matters = {row.pk: row for row in Matter.objects.filter(pk__in=about)}
    matters |= {order.matter_id: order.matter for order in orders.values()}
    reporters = reporters_of(matters)
    late = Alert.objects.filter(order__in=orders).select_related("step").order_by("-pk")
    known = Known(
        matters=matters,
        orders=orders,
        reporters=reporters,
        lines=lines_to([reporter for several in reporters.values() for reporter in several]),
        handlers=handlers_of(list(orders.values()), timezone.localdate(at)),
        first_late={(row.order_id, row.due_at): row.step.code for row in late if row.at >= row.due_at},
    )
    of_matters = [notice for entry in entries for notice in _of(entry, known, at)]
    others = (menu, units, activities, reporting)
    return [*of_matters, *(notice for told in others for notice in told.notices(entries, at))]


def _of(entry: Entry, known: Known, at: datetime) -> Iterator[Notice]:
    order = known.orders.get(entry.subject_id) if entry.subject_type == ORDER else None
    matter = order.matter if order is not None else known.matters.get(entry.subject_id)
    if matter is None:
        return
    if order is not None and entry.verb in TO_UNITS and _is_for_unit(entry, order):
        said = {"order": order.pk, "due_at": entry.params["due_at"]}
        for line in known.handlers.get(order.pk, ()):
            if line.person is not None and line.person.pk != entry.actor_id:
                yield _notice(entry, TO_UNITS[entry.verb], matter, line, said, at)
    told = OF_MATTERS.get(entry.verb) if order is None else OF_LEADING_ORDERS.get(entry.verb)
    if told is None or not _is_told(entry, told, matter, order, known):
        return
    said = _said(entry, told, matter)
    for reporter in known.reporters.get(matter.pk, ()):
        since = merged_since(reporter, matter)
        if _is_own(entry, reporter, matter) or (since is not None and entry.at < since):
            continue
        for line in known.lines[reporter.pk]:
            yield _notice(entry, told, matter, line, said, at)


def _notice(entry: Entry, told: Told, matter: Matter, line: Line, said: Mapping[str, object], at: datetime) -> Notice:
    return made.notice(entry, told, line, at, matter=matter, is_urgent=is_urgent(matter), said=said)


def _is_for_unit(entry: Entry, order: WorkOrder) -> bool:
    """A new order, or the warning before its end; to whom it still waits for."""
    if entry.verb == "matters.order_alerted":
        return entry.params["act"] == LadderAct.WARN and entry.at < datetime.fromisoformat(entry.params["due_at"])
    return order.done_at is None


def _is_told(entry: Entry, told: Told, matter: Matter, order: WorkOrder | None, known: Known) -> bool:
    if order is not None and not order.leads:
        return False  # of who assists they move nothing that the reporter was promised
    if told == Told.CLOSED:
        return bool(entry.params.get("by_check"))
    if told != Told.OVERDUE or order is None:
        return True
    due_at = datetime.fromisoformat(entry.params["due_at"])
    is_first = known.first_late.get((order.pk, due_at)) == entry.params["step"]
    return is_first and entry.at >= due_at and matter.stage in CLOCK_STAGES and matter.paused_at is None


def _is_own(entry: Entry, reporter: Reporter, matter: Matter) -> bool:
    """Whether this reporter did it: nobody is told what they just did themselves."""
    if entry.actor_id is not None and entry.actor_id == reporter.person_id:
        return True
    if entry.verb != "matters.reopened":
        return False
    round = entry.params["round"] - 1
    return Rating.objects.filter(matter=matter, round=round, reporter=reporter, solved=False).exists()


def _said(entry: Entry, told: Told, matter: Matter) -> dict[str, object]:
    """The times and codes that the words need, as they were then."""
    match told:
        case Told.ACCEPTED | Told.REOPENED | Told.OVERDUE:
            return {"due_at": entry.params["due_at"]}
        case Told.EXTENDED | Told.RESUMED:
            return {"due_at": entry.params["promised"]}
        case Told.DECLINED:
            return {"reason": entry.params["reason"]}
        case Told.PAUSED:
            cause = PauseCause.objects.get(pk=entry.params["cause"])
            return {"cause": cause.told, "cause_en": cause.told_en}
    return {}
