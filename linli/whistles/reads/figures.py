"""Shares of whistles by unit, with intervals: blown, refused, late, of help, due. Units are measured, never persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Substr

from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.matters.models import Matter
from linli.orgs.authority import inside
from linli.orgs.models import OrgKind
from linli.places.rules import Level
from linli.whistles.models import Summons, Whistle
from linli.whistles.reads.seen import kept
from linli.whistles.rules import Share, SummonsStage, share

PERIODS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Blown:
    """How often a street's area whistles: ``share`` of its matters at which a whistle was blown, ``at_places`` those
    blown without a matter. ``lies`` is below, above or nothing: its whole interval beside the county's share."""

    unit: UnitFacts
    whistles: int
    at_places: int
    share: Share
    due: Share  # of the departments that said so: the whistle was due
    lies: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How a department answers: of the times it was called, refused and late; of the times it was rated, of help."""

    unit: UnitFacts
    called: int
    refused: Share
    upheld: int  # refusals with which the arbiter agreed
    late: Share
    helped: Share
    marks: tuple[int, int]  # their sum and how many


@dataclass(frozen=True, slots=True)
class Figures:
    since: datetime
    at: datetime
    county: Share
    blown: tuple[Blown, ...]
    answered: tuple[Answered, ...]


def figures(areas: Sequence[str], *, days: int, at: datetime, only: Collection[int] = ()) -> Figures:
    """The figures of the last ``days`` for ``areas``. With ``only``, no area and no department but these."""
    since = at - timedelta(days=days)
    whistles = Whistle.objects.filter(blown_at__gte=since, blown_at__lte=at)
    if not only:
        whistles = whistles.filter(inside("place", areas))
    called = list(
        Summons.objects.filter(whistle__in=whistles).select_related("whistle", "refusal", "rating", "verdict")
    )
    if only:
        called = [one for one in called if one.department_id in only]
        return Figures(since, at, share(0, 0), (), _answered(called, at))
    county, blown = _blown(areas, since, at, called)
    return Figures(since, at, county, blown, _answered(called, at))


def _blown(
    areas: Sequence[str], since: datetime, at: datetime, called: Sequence[Summons]
) -> tuple[Share, tuple[Blown, ...]]:
    """The county's share, and a row for each street inside ``areas`` in the order of its code."""
    period = {"received_at__gte": since, "received_at__lte": at}
    said: Counter[str] = Counter(
        dict(
            Matter.objects.filter(**period)
            .annotate(town=Substr("place", 1, int(Level.TOWN)))
            .values("town")
            .annotate(n=Count("pk"))
            .values_list("town", "n")
        )
    )
    with_whistle: Counter[str] = Counter(
        Matter.objects.filter(pk__in=Whistle.objects.exclude(matter=None).values("matter"), **period)
        .annotate(town=Substr("place", 1, int(Level.TOWN)))
        .values_list("town", flat=True)
    )
    county = share(with_whistle.total(), said.total())
    by_town: dict[str, dict[int, Whistle]] = {}
    verdicts: Counter[tuple[str, bool]] = Counter()
    for one in called:
        town = one.whistle.place[: Level.TOWN]
        by_town.setdefault(town, {})[one.whistle_id] = one.whistle
        if hasattr(one, "verdict"):
            verdicts[town, one.verdict.is_due] += 1
    rows = []
    for unit in _streets(areas):
        town = unit.prefix
        mine = by_town.get(town, {})
        own = share(with_whistle[town], said[town])
        due = share(verdicts[town, True], verdicts[town, True] + verdicts[town, False])
        at_places = sum(whistle.matter_id is None for whistle in mine.values())
        rows.append(Blown(unit, len(mine), at_places, own, due, _lies(own, county)))
    return county, tuple(rows)


def _streets(areas: Sequence[str]) -> list[UnitFacts]:
    streets = [unit for unit in catalogue().units.all if unit.kind == OrgKind.STREET_OFFICE]
    inside_them = [
        unit for unit in streets if any(unit.prefix.startswith(a) or a.startswith(unit.prefix) for a in areas)
    ]
    return sorted(inside_them, key=lambda unit: unit.prefix)


def _lies(own: Share, county: Share) -> str:
    """A difference is said only where the whole interval lies on one side, and of enough."""
    if not (own.is_told and county.is_told):
        return ""
    if own.high < county.value:
        return "below"
    return "above" if own.low > county.value else ""


def _answered(called: Sequence[Summons], at: datetime) -> tuple[Answered, ...]:
    """A row for each department that was called, in the order of its key: no ranking."""
    units = catalogue().units.by_pk
    by_unit: dict[int, list[Summons]] = {}
    for one in called:
        by_unit.setdefault(one.department_id, []).append(one)
    return tuple(_row(units[pk], parts, at) for pk, parts in sorted(by_unit.items()) if pk in units)


def _row(unit: UnitFacts, parts: Sequence[Summons], at: datetime) -> Answered:
    refusals = [one.refusal for one in parts if hasattr(one, "refusal")]
    counted = [one for one in parts if one.stage not in (SummonsStage.REFUSED, SummonsStage.RELEASED)]
    late = sum(any(limit.is_late for limit in kept(one, one.whistle, at)) for one in counted)
    ratings = [one.rating for one in parts if hasattr(one, "rating")]
    return Answered(
        unit=unit,
        called=len(parts),
        refused=share(len(refusals), len(parts)),
        upheld=sum(refusal.is_upheld is True for refusal in refusals),
        late=share(late, len(counted)),
        helped=share(sum(rating.helped for rating in ratings), len(ratings)),
        marks=(sum(rating.marks for rating in ratings), len(ratings)),
    )
