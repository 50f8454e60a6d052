"""What somebody reads of the homes they answer for (责任区): who lives there, masked, and no way to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.homes.models import Household
from linli.homes.reads.household import PersonShown, people_in, rules_on
from linli.homes.reads.land import words_of
from linli.homes.reads.scopes import with_home
from linli.orgs.models import ResponsibilityArea
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody's first character, and of their needs those of which keepers are told: in Chinese and in English."""

    name: str
    needs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NeighbourHome:
    home: str
    people: tuple[Neighbour, ...]


def homes_kept_by(person: Person, *, on: date) -> list[NeighbourHome]:
    """The households of the homes that ``person`` agreed to answer for, while they do."""
    asked = Q(pk__in=[])
    for area in ResponsibilityArea.objects.valid(on).agreed().filter(post__person=person):
        within = Q(dwelling__building__estate=area.estate_id)
        if area.building_id is not None:
            within &= Q(dwelling__building=area.building_id)
        if area.staircase:
            within &= Q(dwelling__staircase=area.staircase)
        if area.dwelling_id is not None:
            within &= Q(dwelling=area.dwelling_id)
        asked |= within
    rules = {code: rule for code, rule in rules_on(on).items() if rule.told_to_keepers}
    households = list(with_home(Household.objects.living().filter(asked)).order_by("dwelling", "pk"))
    people = people_in(households, on=on, rules=rules)
    return [
        NeighbourHome(words_of(household.dwelling), tuple(_told(one) for one in people[household.pk]))
        for household in households
    ]


def _told(person: PersonShown) -> Neighbour:
    names = ((need.rule.name, need.rule.name_en) for need in person.needs)
    return Neighbour(person.name, tuple(names))
