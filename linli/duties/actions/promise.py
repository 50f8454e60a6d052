"""What is promised for a kind, from a day on: rows follow one another and never overlap."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.core.calendar.rules import Limit
from linli.duties.models import CatalogueRow, Kind, Urgency
from linli.duties.models.catalogue import ReturnStops
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind
from linli.orgs.reads import REVISION
from linli.people.models import Person


class NotThirdLevel(ValueError):
    """Only kinds of the third level have rows."""


class TooLate(ValueError):
    """The day is gone: what was promised then stays promised."""


class DayTaken(ValueError):
    """A row began today already, and people may have been told it."""


class NothingInForce(ValueError):
    """No row of this kind is in force or planned."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Who answers, within how long, and when it counts as done."""

    responsible_kind: OrgKind
    limit: Limit
    done_when: str
    responsible_duty: str = ""
    urgency: Urgency = Urgency.ORDINARY
    return_stops: ReturnStops = ReturnStops.UPHELD
    earlier_binds: bool = False
    questions: list[dict[str, object]] = field(default_factory=list)
    emergency_line: str = ""
    notice: str = ""
    notice_en: str = ""
    source: str = ""


@transaction.atomic
def set_row(*, by: Person | System, kind: Kind, promise: Promise, on: date, at: datetime) -> CatalogueRow:
    """Promise this from ``on`` (today or later): the row in force ends there, a row planned for later still follows,
    one planned for the same day is replaced. Raises: PermissionDenied, NotThirdLevel, TooLate, DayTaken."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if kind.level != 3:
        raise NotThirdLevel
    Kind.objects.select_for_update().get(pk=kind.pk)
    check_day(kind, on, at=at)
    rows = CatalogueRow.objects.filter(kind=kind)
    rows.filter(valid_from=on).delete()
    rows.valid(on).update(valid_to=on)
    following = rows.filter(valid_from__gt=on).order_by("valid_from").first()
    said = asdict(promise)
    del said["limit"]
    row = CatalogueRow.objects.create(
        kind=kind,
        limit_amount=promise.limit.amount,
        limit_unit=promise.limit.unit,
        valid_from=on,
        valid_to=following.valid_from if following else None,
        **said,
    )
    revisions.bump(REVISION)
    log.write("duties.row_set", row, by=by, at=at, place=settings.LINLI_COUNTY, kind=kind.code, on=on.isoformat())
    return row


@transaction.atomic
def take_back_row(*, by: Person | System, row: CatalogueRow, at: datetime) -> None:
    """Strike out a promise that nobody was given yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    CatalogueRow.objects.filter(kind=row.kind_id).take_back(row, timezone.localdate(at))
    revisions.bump(REVISION)
    told = {"kind": row.kind.code, "on": row.valid_from.isoformat()}
    log.write("duties.row_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)


def check_day(kind: Kind, on: date, *, at: datetime) -> None:
    """Whether another row for ``kind`` could begin on this day. Raises: TooLate, DayTaken."""
    today = timezone.localdate(at)
    if on < today:
        raise TooLate
    if on == today and CatalogueRow.objects.filter(kind=kind, valid_from=on).exists():
        raise DayTaken


@transaction.atomic
def end_kind(*, by: Person | System, kind: Kind, on: date, at: datetime) -> None:
    """Nobody can report ``kind`` from ``on`` (tomorrow or later); what is planned after that is dropped, what was
    reported keeps its promise. Raises: PermissionDenied, TooLate, NothingInForce."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if on <= timezone.localdate(at):
        raise TooLate
    Kind.objects.select_for_update().get(pk=kind.pk)
    rows = CatalogueRow.objects.filter(kind=kind)
    dropped, _ = rows.filter(valid_from__gte=on).delete()
    ended = rows.valid(on).update(valid_to=on)
    if not (dropped or ended):
        raise NothingInForce
    revisions.bump(REVISION)
    log.write("duties.kind_ended", kind, by=by, at=at, place=settings.LINLI_COUNTY, kind=kind.code, on=on.isoformat())
