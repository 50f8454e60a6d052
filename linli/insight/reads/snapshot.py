"""Everything a circular says of a month, as JSON values: made once, kept as it is. No words of anybody, no persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from linli.insight.reads.rates import Line, Ranked, named, ranked, weights
from linli.insight.rules import Interval
from linli.matters.figures import Tally
from linli.matters.models import Alert, Exclusion
from linli.matters.reads.counting import counting
from linli.matters.reads.facts import By, Key, tallies
from linli.matters.reads.months import Month
from linli.matters.rules import AskStage, LadderAct, Unanswered
from linli.places.reads import gazetteer

FORMAT = 1


PARTS = (By.UNIT, By.TOWN, By.KIND, By.CHANNEL)
"""What the tables of a circular are counted by."""

Counted = Mapping[By, Mapping[Key, Tally]]


def snapshot(month: Month, *, at: datetime) -> dict[str, Any]:
    """The month up to ``at``, counted at once."""
    return told(month, {by: tallies(month, at=at, by=by) for by in PARTS}, at=at)


def told(month: Month, counted: Counted, *, at: datetime) -> dict[str, Any]:
    """What was ``counted`` of the month up to ``at`` by unit, town, kind and channel, raw and net; bands of units;
    what was left out and why; orders so late that they are named."""
    until = min(at, month.end)
    by = weights(month)
    rule = counting(month.start)
    units = named(counted[By.UNIT], by=By.UNIT)
    groups = ranked(units, by)
    values = {code: interval for group in groups for code, interval in group.intervals.items()}
    towns = named(counted[By.TOWN], by=By.TOWN)
    county = settings.LINLI_COUNTY
    return {
        "format": FORMAT,
        "month": month.code,
        "cut_off": at.isoformat(),
        "county": {"code": county, "name": gazetteer().name(county.ljust(12, "0"))},
        "rules": {
            "weights": {figure.value: weight for figure, weight in by.by_figure},
            "minimum": by.minimum,
            "source": by.source,
            "unanswered": (rule.unanswered if rule else Unanswered.NOT_COUNTED).value,
        },
        "total": _tally(sum((line.tally for line in towns), Tally())),
        "units": [_line(line) | {"group": line.group, "value": _value(values.get(line.code))} for line in units],
        "towns": [_line(line) for line in towns],
        "kinds": [_line(line) for line in named(counted[By.KIND], by=By.KIND)],
        "channels": [_line(line) for line in named(counted[By.CHANNEL], by=By.CHANNEL)],
        "groups": [_group(group) for group in groups],
        "exclusions": _exclusions(month, until),
        "late": _late(month, until),
    }


def _tally(tally: Tally) -> dict[str, dict[str, int]]:
    return {"raw": asdict(tally.raw), "net": asdict(tally.net)}


def _line(line: Line) -> dict[str, Any]:
    return {"code": line.code, "name": line.name, "name_en": line.name_en, **_tally(line.tally)}


def _value(interval: Interval | None) -> dict[str, float] | None:
    """In hundred, two decimals: enough to read; the bands were made of the exact ones."""
    if interval is None:
        return None
    named = {"low": interval.low, "value": float(interval.value), "high": interval.high}
    return {name: round(100 * each, 2) for name, each in named.items()}


def _group(group: Ranked) -> dict[str, Any]:
    bands = [{"rank": band.rank, "last": band.last, "units": list(band.codes)} for band in group.ranking.bands]
    listed = {"red": list(group.ranking.red), "black": list(group.ranking.black)}
    return {"group": group.group, "bands": bands, **listed, "too_few": list(group.too_few)}


def _exclusions(month: Month, until: datetime) -> list[dict[str, Any]]:
    """What was left out of the figures of the month, and what was asked for and refused in it."""

    def within(field: str) -> Q:
        return Q(**{f"{field}__gte": month.start, f"{field}__lt": until})

    counts = within("matter__due_at") | within("matter__orders__contact_by") | within("matter__ratings__at")
    asked = Exclusion.objects.filter(
        (Q(stage=AskStage.GRANTED) & counts) | (Q(stage=AskStage.REFUSED) & within("decided_at"))
    )
    rows = (
        Exclusion.objects.filter(pk__in=asked.values("pk")).select_related("matter", "unit").order_by("asked_at", "pk")
    )
    return [
        {
            "number": row.matter.number_shown,
            "unit": row.unit.code,
            "name": row.unit.name,
            "name_en": row.unit.name_en,
            "reason": row.reason,
            "stage": row.stage,
            "is_appeal": row.appeals_id is not None,
            "has_evidence": row.evidence_id is not None,
            "asked_on": _day(row.asked_at),
            "decided_on": _day(row.decided_at),
        }
        for row in rows
    ]


def _late(month: Month, until: datetime) -> list[dict[str, Any]]:
    """Orders for which a step of the ladder that names them in the circular was taken in the month."""
    rows = (
        Alert.objects.filter(step__act=LadderAct.CIRCULAR, at__gte=month.start, at__lt=until)
        .select_related("step", "order__matter", "order__unit")
        .order_by("due_at", "pk")
    )
    return [
        {
            "number": row.order.matter.number_shown,
            "unit": row.order.unit.code,
            "name": row.order.unit.name,
            "name_en": row.order.unit.name_en,
            "step": row.step.name,
            "step_en": row.step.name_en,
            "due_on": _day(row.due_at),
            "done_on": _day(row.order.done_at),
        }
        for row in rows
    ]


def _day(at: datetime | None) -> str | None:
    return timezone.localdate(at).isoformat() if at is not None else None
