"""Two households side by side, before they become one; and which could have been written twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.homes.models import Household, HouseholdQuerySet, Occupant
from linli.homes.reads.household import HouseholdShown, PersonShown, shown
from linli.homes.reads.scopes import with_home


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody of the one and somebody of the other who seem to be the same, or somebody who stands in one alone."""

    stays: PersonShown | None
    joins: PersonShown | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    into: HouseholdShown
    gone: HouseholdShown
    pairs: tuple[Pair, ...]


def side_by_side(into: Household, gone: Household, *, on: date) -> SideBySide:
    """Who of ``gone`` seems to be whom of ``into``: by the same number, else the same name. Nobody is paired twice."""
    left, right = shown(into, on=on), shown(gone, on=on)
    pairs, free = list[Pair](), list(right.people)
    for person in left.people:
        same = _same(person, free)
        if same is not None:
            free.remove(same)
        pairs.append(Pair(person, same))
    return SideBySide(left, right, (*pairs, *(Pair(None, person) for person in free)))


def _same(person: PersonShown, others: Sequence[PersonShown]) -> PersonShown | None:
    by_phone = (one for one in others if person.phone_index and one.phone_index == person.phone_index)
    by_name = (one for one in others if one.name_index == person.name_index)
    return next(by_phone, None) or next(by_name, None)


def likely_doubles(household: Household, among: HouseholdQuerySet, *, on: date) -> HouseholdQuerySet:
    """Of the households ``among`` those in which somebody has the same number, or behind the same door the same
    name."""
    people = Occupant.objects.of(household).valid(on)
    phones = people.exclude(phone_index="").values("phone_index")
    same_phone = Occupant.objects.valid(on).filter(phone_index__in=phones)
    same_name = Occupant.objects.valid(on).filter(name_index__in=people.values("name_index"))
    found = Q(pk__in=same_phone.values("household"))
    found |= Q(dwelling=household.dwelling_id, pk__in=same_name.values("household"))
    return with_home(among.exclude(pk=household.pk).filter(found)).order_by("pk")
