"""What units ask for their clock, extensions and pauses in one list, for the level that decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from linli.core.calendar import Limit, working_calendar
from linli.core.calendar.rules import LimitUnit
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import Extension, Pause, PauseCause, WorkOrder
from linli.matters.reads.ends import bases, limit_of
from linli.matters.reads.terms import NoTerms, terms_of
from linli.matters.rules import AT_WORK_STAGES, AskStage
from linli.orgs.authority import inside, may_above, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person

SHOWN = 100


class Tab(StrEnum):
    WAITING = "waiting"
    STANDING = "standing"  # clocks that stand now
    DECIDED = "decided"


class What(StrEnum):
    EXTENSION = "extension"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class AskLine:
    """One of them. ``more`` is of an extension, ``cause`` and ``until_at`` of a pause."""

    what: What
    pk: int
    order: int
    number: str
    number_shown: str
    kind: KindFacts
    unit: Organisation
    leads: bool
    due_at: datetime
    paused_at: datetime | None
    dispatched_at: datetime
    words: str
    plan: str
    asked_at: datetime
    stage: str
    decided_at: datetime | None
    decision_words: str
    more: Limit | None = None
    cause: PauseCause | None = None
    until_at: datetime | None = None
    review_at: datetime | None = None


def asks(person: Person, tab: Tab) -> list[AskLine]:
    """Those of the units that ``person`` stands above, the first to end first; decided ones newest first. At most
    ``SHOWN``."""
    here = inside("order__matter__place", prefixes(person, Grant.DECIDE_TIME))
    extensions = Extension.objects.filter(here).select_related("order__matter", "order__unit__division")
    pauses = Pause.objects.filter(here).select_related("order__matter", "order__unit__division", "cause")
    match tab:
        case Tab.WAITING:
            extensions, pauses = extensions.filter(stage=AskStage.ASKED), pauses.filter(stage=AskStage.ASKED)
        case Tab.STANDING:
            extensions, pauses = extensions.none(), pauses.filter(began_at__isnull=False, ended_at=None)
        case Tab.DECIDED:
            extensions, pauses = extensions.filter(decided_at__isnull=False), pauses.filter(decided_at__isnull=False)
    order = "-decided_at" if tab is Tab.DECIDED else "order__due_at"
    found = [_extension(row) for row in extensions.order_by(order, "pk")[:SHOWN] if _above(person, row.order)]
    found += [_pause(row) for row in pauses.order_by(order, "pk")[:SHOWN] if _above(person, row.order)]
    if tab is Tab.DECIDED:
        return sorted(found, key=lambda line: line.decided_at or line.asked_at, reverse=True)[:SHOWN]
    return sorted(found, key=lambda line: line.until_at or line.due_at if tab is Tab.STANDING else line.due_at)[:SHOWN]


def line(row: Extension | Pause) -> AskLine:
    return _extension(row) if isinstance(row, Extension) else _pause(row)


def end_if(order: WorkOrder, more: Limit) -> datetime:
    """Where the leg would end with so much more time."""
    promises, own = bases([order.matter])
    basis = own.get(order.pk) if limit_of(order) is not None else promises.get(order.matter_id)
    if basis is None:
        return order.due_at
    return working_calendar().due_after(basis.due(working_calendar()), [more], basis.stops)


def _above(person: Person, order: WorkOrder) -> bool:
    return may_above(person, Grant.DECIDE_TIME, unit=order.unit, place=order.matter.place)


def _extension(row: Extension) -> AskLine:
    return _line(What.EXTENSION, row, more=Limit(row.amount, LimitUnit(row.unit)))


def _pause(row: Pause) -> AskLine:
    return _line(What.PAUSE, row, plan=row.plan, cause=row.cause, until_at=row.until_at, review_at=row.review_at)


def _line(
    what: What,
    row: Extension | Pause,
    *,
    plan: str = "",
    more: Limit | None = None,
    cause: PauseCause | None = None,
    until_at: datetime | None = None,
    review_at: datetime | None = None,
) -> AskLine:
    order = row.order
    matter = order.matter
    return AskLine(
        what=what,
        pk=row.pk,
        order=order.pk,
        number=matter.number,
        number_shown=matter.number_shown,
        kind=catalogue().kinds[matter.kind_id],
        unit=order.unit,
        leads=order.leads,
        due_at=order.due_at,
        paused_at=order.paused_at,
        dispatched_at=order.dispatched_at,
        words=row.words,
        plan=plan,
        asked_at=row.asked_at,
        stage=row.stage,
        decided_at=row.decided_at,
        decision_words=row.decision_words,
        more=more,
        cause=cause,
        until_at=until_at,
        review_at=review_at,
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """What a unit has asked on one order and may ask now."""

    open: tuple[AskLine, ...]  # waits for a decision
    standing: Pause | None
    may_ask: bool  # the unit is at work and the time is not over
    extensions_left: int


def of_order(order: WorkOrder, *, at: datetime) -> Mine:
    """Three queries."""
    extensions = list(order.extensions.filter(round=order.matter.round).select_related("order__matter", "order__unit"))
    pauses = list(order.pauses.filter(ended_at=None).select_related("cause", "order__matter", "order__unit"))
    try:
        most = terms_of(order.matter, timezone.localdate(at)).extensions_most
    except NoTerms:
        most = 0
    rows: list[Extension | Pause] = [*extensions, *pauses]
    asked = [row for row in rows if row.stage == AskStage.ASKED]
    return Mine(
        open=tuple(map(line, asked)),
        standing=next((row for row in pauses if row.began_at is not None), None),
        may_ask=order.stage in AT_WORK_STAGES and (order.paused_at is not None or at <= order.due_at),
        extensions_left=max(0, most - sum(row.stage == AskStage.GRANTED for row in extensions)),
    )
