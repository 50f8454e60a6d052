"""Facilities all over the county: a service centre in each community, the other kinds here and there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from linli.core import log, revisions
from linli.places import hours_text
from linli.places.hours import Holidays
from linli.places.models import Division, DoorNote, Facility, Opening
from linli.places.reads.facilities import REVISION
from linli.places.rules import Level
from linli.site.demo import shapes
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.facilities import ALWAYS, KINDS

Sort = tuple[str, str, tuple[str, Holidays], str, int, str]

MORE: tuple[Sort, ...] = (
    ("playground", "儿童、老年人活动场地", ALWAYS, "toilet", 9, "yes"),
    ("public_toilet", "公共厕所", ALWAYS, "toilet accessible_toilet water", 9, "yes"),
)
EVERYWHERE = KINDS[0]  # each community has its service centre
DOUBTED = 40  # doors that somebody found shut
VERIFIED = 0.7


def furnish(county: Growing) -> dict[str, int]:
    """As many facilities as the county has, those of the ordinary demo among them."""
    random = county.chance("facilities")
    taken = set(Facility.objects.values_list("community__code", "kind_id"))
    count = max(county.numbers.facilities - Facility.objects.count(), 0)
    grids: dict[str, list[str]] = {}
    for code in sorted(county.polygons):
        grids.setdefault(code[:12], []).append(code)
    rows, offers, hours = [], [], []
    for sort, community in _places(county, taken, count, random):
        point = shapes.point_in(county.polygons[random.choice(grids[community.code])], random)
        rows.append(_facility(county, sort, community, point, random))
        offers.append(sort[3].split())
        hours.append(hours_text.read(sort[2][0]))
    made = Facility.objects.bulk_create(rows, batch_size=AT_ONCE)
    through = Facility.offers.through
    through.objects.bulk_create(
        (
            through(facility_id=facility.pk, offering_id=code)
            for facility, codes in zip(made, offers, strict=True)
            for code in codes
        ),
        batch_size=AT_ONCE,
    )
    Opening.objects.bulk_create(
        (
            Opening(
                facility=facility,
                freq=rule.days.freq,
                byday=rule.days.byday,
                bymonthday=rule.days.bymonthday,
                opens=rule.opens,
                closes=rule.closes,
            )
            for facility, rules in zip(made, hours, strict=True)
            for rule in rules
        ),
        batch_size=AT_ONCE,
    )
    _note(county, made, random)
    revisions.bump(REVISION)
    return {"facilities": len(made)}


def _places(
    county: Growing, taken: set[tuple[str, str]], count: int, random: Random
) -> Iterator[tuple[Sort, Division]]:
    """What stands where: first the service centres, then the other kinds by their shares, one of a kind in each
    community, until there are ``count``."""
    sorts = [*KINDS[1:], *MORE]
    free = {
        sort[0]: [one for one in county.communities if (one.code, sort[0]) not in taken]
        for sort in (EVERYWHERE, *sorts)
    }
    for communities in free.values():
        random.shuffle(communities)
    for community in free[EVERYWHERE[0]][:count]:
        yield EVERYWHERE, community
    left = count - len(free[EVERYWHERE[0]])
    while left > 0 and any(free[sort[0]] for sort in sorts):
        sort = random.choices(sorts, [sort[4] if free[sort[0]] else 0 for sort in sorts])[0]
        yield sort, free[sort[0]].pop()
        left -= 1


def _facility(county: Growing, sort: Sort, community: Division, point: tuple[float, float], random: Random) -> Facility:
    kind, name, hours, _, _, wheelchair = sort
    looked = county.at - timedelta(days=random.randint(1, 120)) if random.random() < VERIFIED else None
    return Facility(
        uid=UUID(int=random.getrandbits(128), version=4),
        kind_id=kind,
        name=f"示例{community.short_name.removesuffix('社区').removesuffix('村')}{name}",
        community=community,
        address=f"示例路{random.randint(1, 300)}号",
        phone=f"0512-0000{random.randint(0, 9999):04d}",
        level=Level.COMMUNITY.value if kind == EVERYWHERE[0] else None,
        wheelchair=wheelchair,
        holidays=hours[1].value,
        lon=round(point[0], 6),
        lat=round(point[1], 6),
        verified_at=looked,
        verified_by=community.name if looked else "",
        valid_from=timezone.localdate(county.at - timedelta(days=200)),
    )


def _note(county: Growing, made: list[Facility], random: Random) -> None:
    """What the log tells of them, and doors that were found shut."""
    since = county.at - timedelta(days=200)
    for first in range(0, len(made), AT_ONCE):
        log.keep(
            *(
                log.entry("places.facility_added", one, by=None, at=since, place=one.community.prefix, kind=one.kind_id)
                for one in made[first : first + AT_ONCE]
            )
        )
    doubted = random.sample(made, min(DOUBTED, len(made)))
    at = county.at - timedelta(days=1)
    DoorNote.objects.bulk_create(DoorNote(facility=one, told_at=at) for one in doubted)
    log.keep(
        *(log.entry("places.door_found_closed", one, by=None, at=at, place=one.community.prefix) for one in doubted)
    )
