"""The directory of facilities, kept in memory: loaded anew in every process after a community changed one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from linli.core.models import Entry
from linli.core.revisions import Kept
from linli.places import hours
from linli.places.details import Details
from linli.places.hours import Hours
from linli.places.models import DoorNote, Facility, FacilityKind, Offering
from linli.places.models.facilities import ALWAYS
from linli.places.shapes import METRES_PER_DEGREE

REVISION = "facilities"  # bumped by whoever changes a facility
VOCABULARY = "facility_kinds"  # bumped by whoever changes a kind or an offering
DOOR_NOTES_SHOWN = 2  # from so many on everybody is told
DOOR_NOTES_FOR = timedelta(days=7)
LONGEST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Named:
    """A kind or an offering."""

    code: str
    name: str
    name_en: str
    sort: str = ""  # of an offering
    has_levels: bool = False
    in_circle: bool = True
    valid_from: date = ALWAYS
    valid_to: date | None = None

    def is_offered(self, on: date) -> bool:
        """Whether it can be chosen on a day; what was chosen before stays."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a facility can be and have, by code, each in its order, ended ones too."""

    kinds: dict[str, Named]
    offerings: dict[str, Named]

    def kinds_on(self, on: date, keep: Iterable[str] = ()) -> list[Named]:
        """The kinds to choose from on a day, and those of ``keep``."""
        kept = set(keep)
        return [one for one in self.kinds.values() if one.is_offered(on) or one.code in kept]

    def offerings_on(self, on: date, keep: Iterable[str] = ()) -> list[Named]:
        kept = set(keep)
        return [one for one in self.offerings.values() if one.is_offered(on) or one.code in kept]


@dataclass(frozen=True, slots=True)
class Known:
    """One facility as everybody may know it."""

    pk: int
    uid: UUID
    details: Details
    valid_from: date
    valid_to: date | None
    verified_at: datetime | None
    verified_by: str

    def is_there(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def metres_from(self, point: tuple[float, float]) -> float | None:
        """How far as the crow flies, good to a per mille over a county; None where nobody said where it is."""
        return metres(self.details.point, point) if self.details.point else None


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (other[0] - one[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, other[1] - one[1]) * METRES_PER_DEGREE


@dataclass(frozen=True)
class Directory:
    facilities: tuple[Known, ...]  # by kind, community and name

    @cached_property
    def by_pk(self) -> dict[int, Known]:
        return {one.pk: one for one in self.facilities}

    def there(self, on: date, prefix: str = "") -> list[Known]:
        """Those in use on a day, kept by communities whose code begins with ``prefix``."""
        return [one for one in self.facilities if one.is_there(on) and one.details.place.startswith(prefix)]


def details_of(facility: Facility) -> Details:
    """What a row and those that hang on it tell; rows that were prefetched are not read again."""
    rules = tuple(
        hours.Rule(
            hours.Days(
                hours.Freq(row.freq), row.byday, row.bymonthday, row.interval, row.since if row.interval > 1 else None
            ),
            row.opens,
            row.closes,
            row.since,
            row.until,
        )
        for row in sorted(facility.openings.all(), key=lambda row: row.pk)
    )
    changes = {
        row.on: hours.Change((row.opens, row.closes) if row.opens and row.closes else None, row.reason)
        for row in facility.changed_days.all()
    }
    return Details(
        kind=facility.kind_id,
        name=facility.name,
        place=facility.community.code,
        hours=Hours(rules, changes, hours.Holidays(facility.holidays)),
        name_en=facility.name_en,
        address=facility.address,
        phone=facility.phone,
        level=facility.level,
        wheelchair=facility.wheelchair,
        offers=frozenset(offering.pk for offering in facility.offers.all()),
        point=(facility.lon, facility.lat) if facility.lon is not None and facility.lat is not None else None,
    )


def _load() -> Directory:
    rows = Facility.objects.select_related("community").defer("community__outline")
    rows = rows.prefetch_related("openings", "changed_days", "offers").order_by(
        "kind__order", "kind", "community__code", "name", "pk"
    )
    found = tuple(
        Known(row.pk, row.uid, details_of(row), row.valid_from, row.valid_to, row.verified_at, row.verified_by)
        for row in rows
    )
    return Directory(found)


def _load_vocabulary() -> Vocabulary:
    kinds = (
        Named(row.code, row.name, row.name_en, "", row.has_levels, row.in_circle, row.valid_from, row.valid_to)
        for row in FacilityKind.objects.all()
    )
    offerings = (
        Named(row.code, row.name, row.name_en, row.sort, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in Offering.objects.all()
    )
    return Vocabulary({one.code: one for one in kinds}, {one.code: one for one in offerings})


kept = Kept(REVISION, _load)
kept_vocabulary = Kept(VOCABULARY, _load_vocabulary)


def directory() -> Directory:
    return kept.get()


def vocabulary() -> Vocabulary:
    return kept_vocabulary.get()


def told_closed(at: datetime, of: Sequence[int] | None = None) -> dict[int, int]:
    """How often within the last week somebody found which door shut in opening hours, while nobody has looked yet."""
    notes = DoorNote.objects.filter(settled_at=None, told_at__gt=at - DOOR_NOTES_FOR, told_at__lte=at)
    if of is not None:
        notes = notes.filter(facility__in=of)
    return Counter(notes.values_list("facility", flat=True))


def doubted(at: datetime, of: Sequence[int] | None = None) -> frozenset[int]:
    """Facilities of which everybody is told: 最近有人说关着门."""
    return frozenset(pk for pk, times in told_closed(at, of).items() if times >= DOOR_NOTES_SHOWN)


def history(facility: Facility) -> list[Entry]:
    """What was done with a facility, the newest first."""
    return list(Entry.objects.about(facility).order_by("-pk")[:LONGEST_HISTORY])


def nearest_first(found: Iterable[Known], point: tuple[float, float]) -> list[Known]:
    """By distance from ``point``; those of which nobody said where they are come last."""

    def far(one: Known) -> float:
        found = one.metres_from(point)
        return math.inf if found is None else found

    return sorted(found, key=far)
