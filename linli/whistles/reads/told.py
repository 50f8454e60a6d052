"""What a whistle adds to the line of steps of its matter: for colleagues every step, for residents that departments
were called and came. The face puts it between the matter's own steps, for matters know nothing of whistles."""

from __future__ import annotations

from collections.abc import Iterable

from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.matters.models import Matter
from linli.matters.reads.offices import Office, offices_of
from linli.matters.reads.timeline import Step
from linli.whistles.models import Summons, Whistle

PUBLIC = ("whistles.blown", "whistles.arrived", "whistles.concluded")
OWN_PAGE = ("whistles.noted", "whistles.rated", "whistles.judged")  # are read on the whistle's own page


def steps_of(matter: Matter, *, public: bool) -> list[Step]:
    """The steps of every whistle at ``matter``. ``public``: units without persons, no words. At most three queries."""
    parts = list(Summons.objects.filter(whistle__matter=matter).values_list("pk", "whistle", "department"))
    if not parts:
        return []
    of_part = {pk: department for pk, _, department in parts}
    about = Entry.objects.filter(
        subject_type=Whistle._meta.label_lower, subject_id__in={whistle for _, whistle, _ in parts}
    ) | Entry.objects.filter(subject_type=Summons._meta.label_lower, subject_id__in=of_part)
    rows = about.filter(verb__in=PUBLIC) if public else about.exclude(verb__in=OWN_PAGE)
    found = list(rows.order_by("-at", "-id"))
    offices = {} if public else offices_of(found, matter.place)
    return [
        _step(row, of_part.get(row.subject_id) if _is_part(row) else None, offices.get(row.actor_id or 0, Office()))
        for row in found
    ]


def joined(steps: Iterable[Step], more: Iterable[Step]) -> list[Step]:
    """Both lines of steps as one, the newest first."""
    return sorted([*steps, *more], key=lambda step: step.at, reverse=True)


def _is_part(row: Entry) -> bool:
    return row.subject_type == Summons._meta.label_lower


def _step(row: Entry, department: int | None, office: Office) -> Step:
    units = catalogue().units.by_pk
    named = units.get(department or row.params.get("unit") or 0)
    unit = (named.name, named.name_en) if named else (office.unit, office.unit_en)
    called = [units[pk] for pk in row.params.get("departments", ()) if pk in units]
    if named and department is not None and office.is_outside(department):  # decided about the department, not by it
        unit, called = (office.unit, office.unit_en), [named]
    return Step(
        row.verb,
        row.at,
        unit[0],
        by=office.name,
        unit_en=unit[1],
        to="、".join(one.name for one in called),
        to_en=", ".join(one.name_en or one.name for one in called),
        params={"to": row.params.get("to", "")},
    )
