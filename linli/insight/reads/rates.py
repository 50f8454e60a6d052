"""Rates of a month by unit, place, kind or channel, and the ranking of units. No person is counted anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.core.revisions import Kept
from linli.duties.reads import catalogue
from linli.insight.models import Weights
from linli.insight.rules import Interval, Ranking, Weighed, combined, rank
from linli.matters.figures import THREE_RATES, Counts, Figure, Tally
from linli.matters.reads.facts import EVERYWHERE, By, Key, tallies
from linli.matters.reads.months import Month
from linli.orgs.models import Organisation
from linli.places.reads import gazetteer

REVISION = "weights"
NOBODY = "-"  # the code of what no unit leads yet


@dataclass(frozen=True, slots=True)
class WeightsFacts:
    """``Weights`` as they are asked. Without a row all three count alike and every unit with a case is ranked."""

    response: int = 1
    resolution: int = 1
    satisfaction: int = 1
    minimum: int = 1
    source: str = ""
    valid_from: date = date.min
    valid_to: date | None = None

    @property
    def by_figure(self) -> tuple[tuple[Figure, int], ...]:
        """The figures that weigh something."""
        weighed = zip(THREE_RATES, (self.response, self.resolution, self.satisfaction), strict=True)
        return tuple((figure, weight) for figure, weight in weighed if weight)


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit, place, kind or channel has of a month. ``group`` is the kind of a unit: only like is ranked
    with like."""

    code: str
    name: str
    name_en: str
    tally: Tally
    group: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The units of one group: in bands, those that had too few cases apart."""

    group: str
    ranking: Ranking
    intervals: Mapping[str, Interval]
    too_few: tuple[str, ...]


def weights(month: Month) -> WeightsFacts:
    """What was in force on the first day of ``month``, so that everybody could know it before."""
    day = timezone.localdate(month.start)
    valid = (row for row in kept.get() if row.valid_from <= day and (row.valid_to is None or day < row.valid_to))
    return max(valid, key=lambda row: row.valid_from, default=WeightsFacts())


def lines(month: Month, *, at: datetime, by: By, areas: Sequence[str] = EVERYWHERE) -> list[Line]:
    """One for each unit, place, kind or channel that the month knows, by code."""
    return named(tallies(month, at=at, by=by, areas=areas), by=by)


def named(found: Mapping[Key, Tally], *, by: By) -> list[Line]:
    """What was counted, under the names of the units, places, kinds or channels, by code."""
    units = _units(found) if by is By.UNIT else {}
    made = [_line(by, key, tally, units) for key, tally in found.items()]
    return sorted(made, key=lambda line: line.code)


def ranked(units: Iterable[Line], by: WeightsFacts) -> list[Ranked]:
    """The units of each group by the net rates, weighed. Below the minimum in one of the three there is no rank."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for unit in units:
        if unit.group:
            groups[unit.group].append(unit)
    return [_ranked(group, found, by) for group, found in sorted(groups.items())]


def value(counts: Counts, by: WeightsFacts) -> Interval | None:
    """The three rates as one, with its interval; None below the minimum."""
    shares = [(counts.share(figure), weight) for figure, weight in by.by_figure]
    if any(share.whole < by.minimum for share, _ in shares):
        return None
    return combined([Weighed(share.part, share.whole, weight) for share, weight in shares])


def _ranked(group: str, units: Sequence[Line], by: WeightsFacts) -> Ranked:
    values = {unit.code: value(unit.tally.net, by) for unit in units}
    intervals = {code: interval for code, interval in values.items() if interval is not None}
    too_few = tuple(code for code, interval in values.items() if interval is None)
    return Ranked(group, rank(intervals), intervals, too_few)


def _units(keys: Iterable[Key]) -> dict[Key, Organisation]:
    """Also those that are no more."""
    return {unit.pk: unit for unit in Organisation.objects.filter(pk__in=[key for key in keys if key])}


def _line(by: By, key: Key, tally: Tally, units: Mapping[Key, Organisation]) -> Line:
    if by is By.UNIT:
        unit = units.get(key)
        return Line(unit.code, unit.name, unit.name_en, tally, unit.kind) if unit else Line(NOBODY, "", "", tally)
    if by is By.KIND:
        kind = catalogue().kinds[int(key or 0)]
        return Line(kind.code, kind.names[-1], kind.names_en[-1], tally)
    if by in (By.TOWN, By.COMMUNITY):
        name = gazetteer().name(str(key).ljust(12, "0"))
        return Line(str(key), name, name, tally)
    return Line(str(key), str(key), str(key), tally)  # a channel: faces have words for it


def _load() -> tuple[WeightsFacts, ...]:
    names = WeightsFacts.__dataclass_fields__
    return tuple(WeightsFacts(**{name: getattr(row, name) for name in names}) for row in Weights.objects.all())


kept = Kept(REVISION, _load)
