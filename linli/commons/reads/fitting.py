"""Resources that fit a need, each with its reasons; things and places are compared, no people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from linli.commons.models import Booking, Need, NeedPart, PartnerDuty, PartnerList, Resource
from linli.commons.reads.calendar import hours_of, openings
from linli.commons.rules.lists import BY_TIME, ClaimStage, Sort
from linli.commons.rules.matching import Fit, Thing, fit
from linli.commons.rules.spans import Span, free
from linli.core.calendar import working_calendar
from linli.places.reads import gazetteer
from linli.places.rules import GRID_DIGITS, Level, after

MOST_SEEN, MOST_SHOWN = 300, 6
LOOKED_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Fitting:
    resource: Resource
    fit: Fit


@dataclass(frozen=True, slots=True)
class Promised:
    """A line of a yearly list that promises this kind, and has some of it left."""

    duty: PartnerDuty
    left: int


def fitting(need: Need, parts: Sequence[NeedPart], *, at: datetime) -> list[Fitting]:
    """What of the town's resources may help with what is left of a need, the best first: three queries."""
    asked: dict[Sort, int] = {}
    for part in parts:
        if part.left:
            asked[Sort(part.sort)] = asked.get(Sort(part.sort), 0) + part.left
    if not asked:
        return []
    text = _text(need.title, need.words, *(part.what for part in parts))
    wanted = Thing(need.kind.code, text, need.place, asked, _point(need))
    town = need.place[: Level.TOWN]
    rows = Resource.objects.there(timezone.localdate(at)).filter(place__gte=town, place__lt=after(town))
    rows = rows.filter(sort__in=asked).filter(Q(kind=need.kind_id) | Q(community=need.community_id))
    rows = rows.select_related("kind", "unit").order_by("-added_at", "-pk")
    found = [(row, first) for row in rows[:MOST_SEEN] if (first := fit(wanted, _thing(row))) is not None]
    best = sorted(found, key=lambda pair: -pair[1].weight)[:MOST_SHOWN]
    slots = _slots([row for row, _ in best], asked, need.wanted_by, at)
    with_slots = [Fitting(row, fit(wanted, _thing(row), slots.get(row.pk)) or first) for row, first in best]
    return sorted(with_slots, key=lambda one: -one.fit.weight)


def promised(need: Need, *, on: date) -> list[Promised]:
    """Partner units that stand and whose list of this year promises the kind to this community, and is not used up."""
    lists = PartnerList.objects.filter(community=need.community_id, year=on.year, ended_at=None)
    rows = PartnerDuty.objects.filter(list__in=lists, kind=need.kind_id)
    claims = Count("claims", filter=~Q(claims__stage=ClaimStage.GIVEN_UP))
    rows = rows.annotate(claimed=claims).filter(claimed__lt=F("times"))
    return [
        Promised(row, row.times - row.claimed) for row in rows.select_related("list__unit").order_by("pk")[:MOST_SHOWN]
    ]


def _slots(rows: Sequence[Resource], asked: dict[Sort, int], last: date | None, at: datetime) -> dict[int, Span]:
    """When each of those that are booked by time is next free, within two weeks and the need's own days."""
    until = at + LOOKED_AHEAD
    calendar = working_calendar()
    if last is not None:
        until = min(until, datetime.combine(last + timedelta(days=1), datetime.min.time(), calendar.zone))
    by_time = [row for row in rows if row.sort in BY_TIME]
    if until <= at or not by_time:
        return {}
    taken = Booking.objects.filter(resource__in=by_time).overlapping(at, until).taken()
    found: dict[int, Span] = {}
    for row in by_time:
        hours = hours_of(row)
        amount = min(asked[Sort(row.sort)], row.capacity)
        slot = free(
            openings(hours, (at, until), calendar),
            taken.get(row.pk, []),
            capacity=row.capacity,
            amount=amount,
            since=at,
        )
        if slot is not None and hours.is_known:
            found[row.pk] = slot
    return found


def _thing(row: Resource) -> Thing:
    left = row.capacity if row.sort in BY_TIME else row.capacity - row.used
    return Thing(row.kind.code, _text(row.title, row.words), row.place, {Sort(row.sort): left}, _point(row))


def _point(row: Need | Resource) -> tuple[float, float] | None:
    """Where it is: its own point, else the middle of its grid; a community alone is no point."""
    if row.lon is not None and row.lat is not None:
        return row.lon, row.lat
    return gazetteer().middle_of(row.place) if len(row.place) == GRID_DIGITS else None


def _text(*parts: str) -> str:
    return "，".join(filter(None, parts))
