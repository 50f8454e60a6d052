"""Who reported in, as the community's desk and the home organisation's desk list them: in the order in which they came.

A row tells a masked name, where somebody belongs and which tasks were done; nothing else of the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from linli.core import crypto
from linli.orgs.models import Organisation
from linli.people.rules import masked_name
from linli.places.models import Division
from linli.volunteering.models import Comment, Deed, ReportIn, ReportRule, StayDay
from linli.volunteering.models.reporting import NAME_INDEX, ReportInQuerySet
from linli.volunteering.rules.reporting import Side, last_period, months_after, period

FIGURES_MONTHS = 12  # tasks done are counted over the last year
UNITS_FOUND = 200


@dataclass(frozen=True, slots=True)
class MemberRow:
    """``done``: tasks confirmed within the last year; ``days``: those said for this month, None where none are asked;
    ``least``: how many are expected."""

    row: ReportIn
    name: str
    rule: ReportRule | None
    done: int
    days: int | None
    least: int | None


def of_communities(communities: Iterable[Division]) -> ReportInQuerySet:
    """Asked by keys, not by a subquery: then a database walks its index in the order that a page shows."""
    keys = [community.pk for community in communities]
    rows = ReportIn.objects.filter(community__in=keys).select_related("community", "home", "team")
    return rows.defer("community__outline")


def of_homes(units: Iterable[int], *, at: datetime) -> ReportInQuerySet:
    """The members whom their communities have confirmed."""
    found = ReportIn.objects.confirmed(timezone.localdate(at)).filter(home__in=units)
    return found.select_related("community", "home", "team").defer("community__outline")


def asked_for(rows: QuerySet[ReportIn], *, words: str, kind: str) -> QuerySet[ReportIn]:
    """Those of ``rows`` with this whole name or whose organisation or team is called so, of one kind if it is named."""
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        homes = Organisation.objects.filter(name__icontains=words).values_list("pk", flat=True)[:UNITS_FOUND]
        index = crypto.blind(words, purpose=NAME_INDEX)
        rows = rows.filter(Q(name_index=index) | Q(home__in=list(homes)) | Q(team__name__icontains=words))
    return rows


def due(rows: ReportInQuerySet, side: Side, *, at: datetime) -> ReportInQuerySet:
    """Those of ``rows`` on whom ``side`` has not written yet for the last period of their kind."""
    on = timezone.localdate(at)
    rules = ReportRule.objects.valid(on).exclude(review_months=None)
    periods = {rule.code: last_period(on, rule.review_months or 0) for rule in rules}
    if not periods:
        return rows.none()
    asked = Q(pk__in=[])
    for kind, (_, end) in periods.items():
        asked |= Q(kind=kind, decided_at__lt=_begin(end))
    begins = [When(kind=kind, then=Value(begin)) for kind, (begin, _) in periods.items()]
    written = Comment.objects.filter(report_in=OuterRef("pk"), begins_on=OuterRef("period_begins"), side=side)
    found = rows.confirmed(on).filter(asked).annotate(period_begins=Case(*begins, output_field=DateField()))
    return found.filter(~Exists(written))


def shown(rows: Sequence[ReportIn], *, at: datetime, with_days: bool = False) -> list[MemberRow]:
    """One page of them; days of stationed officers only for their own unit (``with_days``)."""
    on = timezone.localdate(at)
    rules = {rule.code: rule for rule in ReportRule.objects.valid(on)}
    keys = [row.pk for row in rows]
    deeds = Deed.objects.done().filter(report_in__in=keys, done_on__gt=months_after(on, -FIGURES_MONTHS))
    done = _counted(deeds.values_list("report_in"))
    begin, end = period(on, 1)
    days = _counted(StayDay.objects.filter(report_in__in=keys, on__gte=begin, on__lt=end).values_list("report_in"))
    found = []
    for row in rows:
        rule = rules.get(row.kind)
        least = rule.days_a_month if rule is not None and with_days else None
        told = days.get(row.pk, 0) if least is not None else None
        found.append(MemberRow(row, masked_name(row.name), rule, done.get(row.pk, 0), told, least))
    return found


def _counted(rows: QuerySet[Any, tuple[int]]) -> dict[int, int]:
    """How many rows there are for each key."""
    return dict(rows.annotate(n=Count("pk")))


def comment_of(row: ReportIn, side: Side) -> list[Comment]:
    """What one side wrote itself, with the answers; the other side's is not its to read."""
    return list(row.comments.filter(side=side).order_by("-begins_on"))


def period_due(row: ReportIn, side: Side, *, at: datetime) -> tuple[date, date] | None:
    """The period that waits for a comment of ``side``; None when none does."""
    if not due(ReportIn.objects.filter(pk=row.pk), side, at=at).exists():
        return None
    rule = ReportRule.objects.valid(timezone.localdate(at)).get(code=row.kind)
    return last_period(timezone.localdate(at), rule.review_months or 0)


def _begin(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
