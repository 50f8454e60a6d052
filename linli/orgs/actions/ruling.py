"""What bodies are and which seats they have, as a county says it: a row holds from a day on and ends the one before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.errors import (
    MustEnd,
    NothingCovered,
    NothingNew,
    NowhereToStand,
    RuleBegins,
    RuleOver,
    RuleUnclear,
    SeatsUnclear,
    TermUnclear,
)
from linli.orgs.grants import Grant
from linli.orgs.models import BodyForm, BodyRule, Ground, LinkKind, Need, OrgKind, SeatRule
from linli.orgs.rules import LONGEST_TERM_MONTHS, MOST_SEATS
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class BodyRuleSays:
    """A row of a ``BodyRule`` but for its kind and days; ``""`` among ``under``: it may stand alone."""

    under: list[str]
    forms: list[str]
    grounds: list[str]
    links: list[str]
    covers: bool = False
    needs_head: bool = False
    needs_end: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class SeatRuleSays:
    """A row of a ``SeatRule`` but for its kind of body, code and days."""

    name: str
    need: str
    home_duty: str
    home_kinds: list[str]
    seats: int
    term_months: int
    name_en: str = ""
    source: str = ""


@transaction.atomic
def set_body_rule(*, by: Person | System, kind: OrgKind, says: BodyRuleSays, on: date, at: datetime) -> BodyRule:
    """Let bodies of a kind be so from ``on``. What stands stays; what is founded or moved from then must fit.
    Raises: PermissionDenied, RuleUnclear, NowhereToStand, NothingCovered, MustEnd, RuleBegins, NothingNew."""
    check_body_rule(kind, says)
    _require(by, on, at)
    rows = BodyRule.objects.filter(kind=kind)
    last = rows.filter(valid_to=None).first()
    if last is not None and all(_same(getattr(last, name), value) for name, value in asdict(says).items()):
        raise NothingNew
    rows.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    try:
        with transaction.atomic():
            rule = BodyRule.objects.create(kind=kind, valid_from=on, **asdict(says))
    except IntegrityError as error:
        raise RuleBegins from error
    log.write("orgs.body_rule_set", rule, by=by, at=at, kind=kind, on=on.isoformat())
    return rule


@transaction.atomic
def set_seat_rule(
    *, by: Person | System, body_kind: OrgKind, code: str, says: SeatRuleSays, on: date, at: datetime
) -> SeatRule:
    """Let every body of a kind have these seats from ``on``; who sits stays until the seat is vacated.
    Raises: PermissionDenied, RuleUnclear, SeatsUnclear, TermUnclear, RuleBegins, NothingNew."""
    check_seat_rule(says)
    _require(by, on, at)
    rows = SeatRule.objects.filter(body_kind=body_kind, code=code)
    last = rows.order_by("valid_from").last()
    if (
        last is not None
        and last.valid_to is None
        and all(_same(getattr(last, name), value) for name, value in asdict(says).items())
    ):
        raise NothingNew
    highest = SeatRule.objects.filter(body_kind=body_kind).aggregate(order=Max("order"))["order"] or 0
    order = last.order if last is not None else highest + 1
    rows.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    try:
        with transaction.atomic():
            rule = SeatRule.objects.create(body_kind=body_kind, code=code, order=order, valid_from=on, **asdict(says))
    except IntegrityError as error:
        raise RuleBegins from error
    log.write("orgs.seat_rule_set", rule, by=by, at=at, kind=body_kind, code=code, on=on.isoformat())
    return rule


@transaction.atomic
def end_seat_rule(*, by: Person | System, rule: SeatRule, on: date, at: datetime) -> None:
    """No body has these seats from ``on``; who sits there stays a member until the post ends.
    Raises: PermissionDenied, RuleBegins, RuleOver."""
    _require(by, on, at)
    if not SeatRule.objects.filter(pk=rule.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise RuleOver
    log.write("orgs.seat_rule_ended", rule, by=by, at=at, kind=rule.body_kind, code=rule.code, on=on.isoformat())


@transaction.atomic
def take_back_body_rule(*, by: Person | System, row: BodyRule, at: datetime) -> None:
    """Strike out a rule that has not begun. Raises: PermissionDenied, HasBegun."""
    on = timezone.localdate(at)
    _require(by, on, at)
    BodyRule.objects.filter(kind=row.kind).take_back(row, on)
    log.write("orgs.body_rule_taken_back", row, by=by, at=at, kind=row.kind, on=row.valid_from.isoformat())


@transaction.atomic
def take_back_seat_rule(*, by: Person | System, row: SeatRule, at: datetime) -> None:
    """Strike out a rule that has not begun. Raises: PermissionDenied, HasBegun."""
    on = timezone.localdate(at)
    _require(by, on, at)
    SeatRule.objects.filter(body_kind=row.body_kind, code=row.code).take_back(row, on)
    told = {"kind": row.body_kind, "code": row.code, "on": row.valid_from.isoformat()}
    log.write("orgs.seat_rule_taken_back", row, by=by, at=at, **told)


def check_body_rule(kind: OrgKind, says: BodyRuleSays) -> None:
    """Whether bodies could be so at all. Raises: RuleUnclear, NowhereToStand, NothingCovered, MustEnd."""
    known = (
        (says.under, {"", *OrgKind.values}),
        (says.forms, set(BodyForm.values)),
        (says.grounds, set(Ground.values)),
        (says.links, set(LinkKind.values)),
    )
    if any(not set(told) <= there for told, there in known):
        raise RuleUnclear
    if not says.under:
        raise NowhereToStand
    if says.covers and not says.grounds:
        raise NothingCovered
    if kind == OrgKind.TEMPORARY_PARTY_ORG and not says.needs_end:
        raise MustEnd


def check_seat_rule(says: SeatRuleSays) -> None:
    """Raises: RuleUnclear, SeatsUnclear, TermUnclear."""
    if not says.name.strip() or says.need not in Need.values or not set(says.home_kinds) <= set(OrgKind.values):
        raise RuleUnclear
    if not 1 <= says.seats <= MOST_SEATS:
        raise SeatsUnclear
    if not 1 <= says.term_months <= LONGEST_TERM_MONTHS:
        raise TermUnclear


def check_day(on: date, at: datetime) -> None:
    """What held yesterday held. Raises: RuleBegins."""
    if on < timezone.localdate(at):
        raise RuleBegins


def _same(one: object, other: object) -> bool:
    """Whether two rows say the same in a field; of what stands in a list the order says nothing."""
    return sorted(one) == sorted(other) if isinstance(one, list) and isinstance(other, list) else one == other


def _require(by: Person | System, on: date, at: datetime) -> None:
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day(on, at)
