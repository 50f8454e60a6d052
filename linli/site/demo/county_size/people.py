"""Residents' accounts, with numbers that no network gives out."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from linli.core import crypto
from linli.core.rows import new
from linli.people.models import PHONE_INDEX, Person
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import resident_name

FIRST = 100_000  # behind those of the ordinary demo
ELDERS_EACH = 12  # one in so many reads large letters


def register(county: Growing) -> dict[str, int]:
    """An account for everybody who will report in; the residents of the ordinary demo stay as they are."""
    random = county.chance("people")
    count = county.numbers.members
    rows = (_resident(county, FIRST + n, random.randint(30, 900)) for n in range(count))
    homes = iter(county.spread(count, random))
    county.people = {community.code: [] for community in county.communities}
    while some := list(islice(rows, AT_ONCE)):
        for person in Person.objects.bulk_create(some):
            county.people[next(homes).code].append(person)
    return {"residents": count}


def _resident(county: Growing, serial: int, days: int) -> Person:
    phone = f"100{serial:08d}"
    return new(
        Person,
        name=resident_name(serial - FIRST + 1),
        phone=phone,
        phone_index=crypto.blind(phone, purpose=PHONE_INDEX),
        password="!",  # noqa: S106 — residents have none
        elder_mode=serial % ELDERS_EACH == 0,
        is_made_up=True,
        joined_at=county.at - timedelta(days=days),
    )
