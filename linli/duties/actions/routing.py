"""Routing rules as dated rows: set, replaced and switched, never edited under somebody's feet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.duties.actions.promise import TooLate
from linli.duties.models import Kind, RoutingRule
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind
from linli.orgs.reads import REVISION
from linli.people.models import Person
from linli.places.models import Zone


class NoCondition(ValueError):
    """A rule without any condition would take everything."""


class UnitUnclear(ValueError):
    """A rule names one unit, or one kind of unit, and not both."""


class RuleEnded(ValueError):
    """The rule to be replaced has ended already, or has not begun."""


class AlreadySo(ValueError):
    """The rule is switched that way already."""


@dataclass(frozen=True, slots=True)
class RuleSays:
    """The rule itself: when it fits (empty conditions fit everything) and who gets it."""

    order: int
    name: str
    place_prefix: str = ""
    zone: Zone | None = None
    in_dedicated_grid: bool = False
    kind: Kind | None = None
    words: tuple[str, ...] = ()
    unit: Organisation | None = None
    unit_kind: OrgKind | None = None
    unit_duty: str = ""
    source: str = ""


@transaction.atomic
def set_rule(
    *, by: Person | System, says: RuleSays, on: date, at: datetime, instead_of: RoutingRule | None = None
) -> RoutingRule:
    """Let a rule hold from ``on`` (today or later), in the place of another when ``instead_of`` is given: that one
    ends there. Raises: PermissionDenied, TooLate, NoCondition, UnitUnclear, RuleEnded."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check(says, on=on, at=at)
    if instead_of is not None and not (
        RoutingRule.objects.filter(pk=instead_of.pk, valid_to=None, valid_from__lt=on).update(valid_to=on)
    ):
        raise RuleEnded
    rule = drafted(says, on)
    rule.instead_of = instead_of
    rule.save(force_insert=True)
    revisions.bump(REVISION)
    log.write(
        "duties.rule_set",
        rule,
        by=by,
        at=at,
        place=settings.LINLI_COUNTY,
        on=on.isoformat(),
        instead_of=instead_of.pk if instead_of else None,
    )
    return rule


def check(says: RuleSays, *, on: date, at: datetime) -> None:
    """Whether a rule could hold from ``on``. Raises: TooLate, NoCondition, UnitUnclear."""
    if on < timezone.localdate(at):
        raise TooLate
    if not (says.place_prefix or says.zone or says.in_dedicated_grid or says.kind or says.words):
        raise NoCondition
    if (says.unit is None) == (says.unit_kind is None):
        raise UnitUnclear


@transaction.atomic
def take_back_rule(*, by: Person | System, row: RoutingRule, at: datetime) -> None:
    """Strike out a rule that does not hold yet; the one in whose place it was to be holds on.
    Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    RoutingRule.objects.filter(instead_of=row).update(instead_of=row.instead_of_id)
    RoutingRule.objects.filter(pk__in=[row.pk, row.instead_of_id]).take_back(row, timezone.localdate(at))
    revisions.bump(REVISION)
    log.write("duties.rule_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, on=row.valid_from.isoformat())


@transaction.atomic
def end_rule(*, by: Person | System, rule: RoutingRule, on: date, at: datetime) -> None:
    """Let a rule hold no more from ``on`` (tomorrow or later). Raises: PermissionDenied, TooLate, RuleEnded."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if on <= timezone.localdate(at):
        raise TooLate
    if not RoutingRule.objects.filter(pk=rule.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise RuleEnded
    revisions.bump(REVISION)
    log.write("duties.rule_ended", rule, by=by, at=at, place=settings.LINLI_COUNTY, on=on.isoformat())


def drafted(says: RuleSays, on: date) -> RoutingRule:
    """The rule that says this from ``on``, not written: what ``set_rule`` keeps, and what can be tried before."""
    return RoutingRule(
        order=says.order,
        name=says.name,
        place_prefix=says.place_prefix,
        zone=says.zone,
        in_dedicated_grid=says.in_dedicated_grid,
        kind=says.kind,
        words=list(says.words),
        unit=says.unit,
        unit_kind=says.unit_kind or "",
        unit_duty=says.unit_duty,
        source=says.source,
        valid_from=on,
    )


@transaction.atomic
def switch_rule(*, by: Person | System, rule: RoutingRule, on: bool, at: datetime) -> None:
    """Let a rule count, or not, from this moment. Raises: PermissionDenied, AlreadySo."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if not RoutingRule.objects.filter(pk=rule.pk, is_on=not on).update(is_on=on):
        raise AlreadySo
    revisions.bump(REVISION)
    log.write("duties.rule_switched", rule, by=by, at=at, place=settings.LINLI_COUNTY, on=on)
