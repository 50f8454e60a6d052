"""What the members of a household read of their own way to the stars. Nobody else reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.people.models import Person
from linli.points.errors import NoHousehold
from linli.points.models import Household, Membership, Star, StarTask
from linli.points.rules import HOUSEHOLD_MONTHS, begin_of_day, months_after, stars_of


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, how often it was done within a year, and whether the household says it itself."""

    task: StarTask
    done: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.task.times

    @property
    def is_told(self) -> bool:
        return not self.task.verb


@dataclass(frozen=True, slots=True)
class StarRow:
    star: Star
    tasks: tuple[TaskRow, ...]
    has: bool


@dataclass(frozen=True, slots=True)
class Progress:
    pk: int
    name: str
    members: int
    expires_on: date
    stars: tuple[StarRow, ...]

    @property
    def count(self) -> int:
        return sum(row.has for row in self.stars)


def household_of(person: Person, *, at: datetime) -> Household:
    """The household with which ``person`` takes part. Raises: NoHousehold."""
    member = (
        Membership.objects.filter(person=person, household__in=Household.objects.live(timezone.localdate(at)))
        .select_related("household")
        .first()
    )
    if member is None:
        raise NoHousehold
    return member.household


def counting(household: Household, *, at: datetime) -> dict[str, int]:
    """How often each task was done within the last year, by ``key_of``: a new row of a star keeps what was done."""
    since = begin_of_day(months_after(timezone.localdate(at), -HOUSEHOLD_MONTHS), timezone.get_current_timezone())
    counted: dict[str, int] = {}
    for star, task in household.done.filter(at__gte=since).values_list("task__star__code", "task__code"):
        counted[f"{star} {task}"] = counted.get(f"{star} {task}", 0) + 1
    return counted


def key_of(star: Star, task: StarTask) -> str:
    """What a task is known by, whatever row of the star it stands in."""
    return f"{star.code} {task.code}"


def stars_now(household: Household, *, at: datetime) -> list[str]:
    """The stars that a household has on this day, by code."""
    asked = {
        star.code: [(key_of(star, task), task.times) for task in star.tasks.all()] for star in stars_in_force(at=at)
    }
    return stars_of(asked, counting(household, at=at))


def progress_of(person: Person, *, at: datetime) -> Progress | None:
    """How far the household of ``person`` has come, or None when they take part with none."""
    try:
        household = household_of(person, at=at)
    except NoHousehold:
        return None
    done = counting(household, at=at)
    rows = []
    for star in stars_in_force(at=at):
        tasks = tuple(TaskRow(task, done.get(key_of(star, task), 0)) for task in star.tasks.all())
        asked = {star.code: [(key_of(star, row.task), row.task.times) for row in tasks]}
        has = bool(stars_of(asked, done))
        rows.append(StarRow(star, tasks, has))
    members = household.memberships.count()
    return Progress(household.pk, household.name, members, household.expires_on, tuple(rows))


def stars_in_force(*, at: datetime) -> list[Star]:
    """The stars of this day with their tasks."""
    rows = Star.objects.valid(timezone.localdate(at)).prefetch_related("tasks").order_by("order", "pk")
    return list(rows)
