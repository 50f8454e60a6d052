"""Admissions as pages ask for them: whose they are to see, which hold for a unit on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Q

from linli.duties.models import Admission
from linli.duties.models.admissions import AdmissionQuerySet
from linli.duties.rules import level_of
from linli.orgs.authority import may, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


def visible_to(person: Person) -> AdmissionQuerySet:
    """All of them for who decides; for others what is published and what the own unit asked."""
    rows = Admission.objects.select_related("asker")
    if may(person, Grant.DECIDE_ADMISSION, at=settings.LINLI_COUNTY):
        return rows
    return rows.filter(Q(published_at__isnull=False) | Q(asker__in=units_of(person, Grant.ASK_ADMISSION)))


def reaches(admission: Admission, unit: Organisation, on: date) -> bool:
    """Whether the task may be asked of ``unit`` on ``on``."""
    named = {one.pk for one in admission.units.all()}
    return admission.holds(on) and concerns(admission, named, unit)


def holding(unit: Organisation, on: date) -> list[Admission]:
    """The tasks that may be asked of ``unit`` on ``on``, by what they are called."""
    found = Admission.objects.touching(on, on).select_related("asker").prefetch_related("units").order_by("title", "pk")
    return [admission for admission in found if reaches(admission, unit, on)]


def concerns(admission: Admission, named: Iterable[int], unit: Organisation) -> bool:
    """Whether ``unit`` is one of those ``named``, or, when none is, of the level and inside the area."""
    named = set(named)
    if named:
        return unit.pk in named
    return level_of(unit.kind) == admission.level and unit.prefix.startswith(admission.place_prefix)
