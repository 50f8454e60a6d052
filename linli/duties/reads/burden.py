"""The burden meter: what units were asked from above, month by month, by whom, admitted or not.

Tasks of a unit in a month are the admitted ones in force on a day of it, and the requests under no admission that the
unit noted. Fields are what the admitted tasks ask, what a request under one asked beyond that, and what the requests
under none asked. Work orders are not in it; they come from residents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.duties.models import Admission, BurdenRecord
from linli.duties.reads.admissions import concerns
from linli.orgs.models import Organisation


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, on: date) -> Month:
        return cls(on.year, on.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def code(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def back(self, months: int) -> list[Month]:
        """The last ``months`` up to this one, oldest first."""
        count = self.year * 12 + self.month - 1
        return [Month(n // 12, n % 12 + 1) for n in range(count - months + 1, count + 1)]


@dataclass(slots=True)
class Load:
    """A unit's month. ``beyond`` are fields asked under an admission in excess of it."""

    admitted: list[Admission] = field(default_factory=list)
    requests: list[BurdenRecord] = field(default_factory=list)  # under an admission or under none

    @property
    def unadmitted(self) -> list[BurdenRecord]:
        return [request for request in self.requests if request.admission_id is None]

    @property
    def tasks(self) -> int:
        return len(self.admitted) + len(self.unadmitted)

    @property
    def beyond(self) -> int:
        return sum(
            max(0, request.fields - len(request.admission.data_fields))
            for request in self.requests
            if request.admission
        )

    @property
    def fields(self) -> int:
        asked = sum(len(admission.data_fields) for admission in self.admitted)
        return asked + self.beyond + sum(request.fields for request in self.unadmitted)


@dataclass(frozen=True, slots=True)
class UnitLoads:
    unit: Organisation
    loads: dict[Month, Load]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one asker asked of a unit in a month."""

    asker: Organisation
    admitted: int
    unadmitted: int
    fields: int


def meter(units: Sequence[Organisation], months: Sequence[Month]) -> list[UnitLoads]:
    """The loads of ``units`` in ``months`` (in order), in four queries however many units there are."""
    first, last = months[0].first, months[-1].last
    tasks = list(
        Admission.objects.touching(first, last)
        .select_related("asker")
        .prefetch_related("units")
        .order_by("title", "pk")
    )
    named = {task.pk: {unit.pk for unit in task.units.all()} for task in tasks}
    in_month = {month: [task for task in tasks if _held_in(task, month)] for month in months}
    records: dict[int, list[BurdenRecord]] = {}
    for row in (
        BurdenRecord.objects.standing()
        .filter(unit__in=[unit.pk for unit in units], asked_on__gte=first, asked_on__lte=last)
        .select_related("asker", "admission")
        .order_by("asked_on", "pk")
    ):
        records.setdefault(row.unit_id, []).append(row)
    return [
        UnitLoads(
            unit,
            {
                month: Load(
                    [task for task in in_month[month] if concerns(task, named[task.pk], unit)],
                    [row for row in records.get(unit.pk, []) if Month.of(row.asked_on) == month],
                )
                for month in months
            },
        )
        for unit in units
    ]


def by_asker(load: Load) -> list[Asked]:
    """Who asked how much of it, most first."""
    askers: dict[int, Organisation] = {}
    counts: dict[int, list[int]] = {}
    for task in load.admitted:
        askers[task.asker_id] = task.asker
        told = counts.setdefault(task.asker_id, [0, 0, 0])
        told[0] += 1
        told[2] += len(task.data_fields)
    for row in load.requests:
        askers[row.asker_id] = row.asker
        told = counts.setdefault(row.asker_id, [0, 0, 0])
        told[1] += row.admission_id is None
        told[2] += max(0, row.fields - len(row.admission.data_fields)) if row.admission else row.fields
    found = [Asked(askers[pk], *told) for pk, told in counts.items()]
    return sorted(found, key=lambda one: (-(one.admitted + one.unadmitted), -one.fields, one.asker.pk))


def _held_in(task: Admission, month: Month) -> bool:
    """Whether the task was in force on a day of the month: on its first day there, since it can only end."""
    return task.holds(max(task.starts_on, month.first)) and task.starts_on <= month.last
