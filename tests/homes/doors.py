"""Households that the tests begin with, behind doors of the town. Nobody in them exists."""

from __future__ import annotations

from datetime import date

from linli.homes.actions import grounds, households, needs, people, seeding
from linli.homes.actions.grounds import Agreed
from linli.homes.actions.people import PersonSays
from linli.homes.models import CareNeed, Household, Occupant
from linli.people.models import Person
from linli.places.models import Dwelling, Estate
from tests.town import SINCE, T0, Town

TODAY = date(2026, 3, 2)
NAME, PHONE, SIGNER = "演示独居者丙", "10000000077", "演示子女丁"
WORDING = "同意社区为上门探望记录以上信息，可随时撤回"


def agreed(on: date = TODAY, until: date | None = None, by: str = SIGNER) -> Agreed:
    return Agreed(signed_by=by, wording=WORDING, signed_on=on, until=until)


def door(town: Town, number: str = "201") -> Dwelling:
    """A door of the first grid: 幸福小区 2幢 1单元 201."""
    if not Estate.objects.exists():
        town.estate()
        seeding.seed(at=T0, since=SINCE)
    return Dwelling.objects.get(door=number, building__name="2幢", staircase__in=("1单元", ""))


def household(town: Town, number: str = "201", by: Person | None = None) -> Household:
    return households.found(by=by or town.mei, dwelling=door(town, number), at=T0)


def lives(town: Town, home: Household, name: str = NAME, phone: str = PHONE, *, until: date | None = None) -> Occupant:
    says = PersonSays(name, phone)
    return people.write(by=town.mei, household=home, says=says, agreed=agreed(until=until), at=T0)


def alone(town: Town, occupant: Occupant, *, until: date | None = None) -> CareNeed:
    return needs.note(by=town.mei, occupant=occupant, code="living_alone", agreed=agreed(until=until), at=T0)


def gone(line: grounds.GroundedLine) -> bool:
    return not type(line)._default_manager.filter(pk=line.pk).exists()
