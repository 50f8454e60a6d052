"""Households on their way to the stars: two members each, some tasks told as done."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from linli.points.models import Done, Household, Membership, StarTask
from linli.points.rules import HOUSEHOLD_MONTHS, months_after
from linli.site.demo.county_size.growing import AT_ONCE, Growing

MEMBERS = 2
MOST_TASKS = 8


def set_out(county: Growing) -> dict[str, int]:
    """Let some residents take part as households, neighbours in the list together."""
    random = county.chance("stars")
    tasks = list(StarTask.objects.filter(verb="", star__valid_to=None).order_by("pk"))
    everybody = county.everybody()
    count = min(county.numbers.households, len(everybody) // MEMBERS)
    founded = [county.at - timedelta(days=random.randint(10, 300)) for _ in range(count)]
    households = Household.objects.bulk_create(
        (
            Household(
                name=f"演示人家{serial:04d}",
                founded_at=at,
                expires_on=months_after(timezone.localdate(at), HOUSEHOLD_MONTHS),
            )
            for serial, at in enumerate(founded, 1)
        ),
        batch_size=AT_ONCE,
    )
    pairs = random.sample(range(len(everybody) // MEMBERS), count)
    Membership.objects.bulk_create(
        (
            Membership(household=household, person=person, joined_at=household.founded_at)
            for household, pair in zip(households, pairs, strict=True)
            for person in everybody[MEMBERS * pair : MEMBERS * pair + MEMBERS]
        ),
        batch_size=AT_ONCE,
    )
    Done.objects.bulk_create(
        (
            Done(household=household, task=task, at=county.at - timedelta(days=random.randint(0, 9)))
            for household in households
            for task in random.sample(tasks, random.randint(0, min(MOST_TASKS, len(tasks))))
            for _ in range(task.times)
        ),
        batch_size=AT_ONCE,
    )
    return {"households": count}
