"""One household as who is in charge of it sees it: masked, each line with its purpose, its ground and its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.homes.models import CareNeed, Grounded, Household, KeepingRule, Occupant, Slip
from linli.homes.reads.land import words_of
from linli.homes.rules import PEOPLE
from linli.people.rules import masked, masked_name
from linli.places.reads import gazetteer


@dataclass(frozen=True, slots=True)
class Rests:
    """On what a line rests, and the day on which it is erased: the law, or who signed (masked) and when."""

    basis: str
    signed_by: str
    signed_on: date | None
    until: date


@dataclass(frozen=True, slots=True)
class NeedShown:
    pk: int
    rule: KeepingRule
    rests: Rests


@dataclass(frozen=True, slots=True)
class PersonShown:
    """``phone`` is masked, empty where none is kept. ``name_index`` and ``phone_index`` find who is written twice."""

    pk: int
    name: str
    phone: str
    rests: Rests
    needs: tuple[NeedShown, ...]
    name_index: str
    phone_index: str


People = tuple[PersonShown, ...]


@dataclass(frozen=True, slots=True)
class HouseholdShown:
    """``home`` is where, from wide to narrow; ``joined`` the households that were joined to it, by key."""

    pk: int
    home: str
    place: str
    rule: KeepingRule | None  # of the people
    people: People
    slip: Slip | None
    joined: tuple[int, ...]


def shown(household: Household, *, on: date) -> HouseholdShown:
    """Six queries, however many live there."""
    rules = rules_on(on)
    joined = tuple(household.merged.order_by("pk").values_list("pk", flat=True))
    return HouseholdShown(
        pk=household.pk,
        home=words_of(household.dwelling),
        place=gazetteer().label(household.place),
        rule=rules.get(PEOPLE),
        people=people_in([household], on=on, rules=rules)[household.pk],
        slip=Slip.objects.live(on).filter(household=household).first(),
        joined=joined,
    )


def rules_on(on: date) -> dict[str, KeepingRule]:
    """By its code every rule of which lines can stand; also one that ended, whose lines go with their own term."""
    return {rule.code: rule for rule in KeepingRule.objects.filter(valid_from__lte=on).order_by("valid_from", "order")}


def people_in(households: Collection[Household], *, on: date, rules: Mapping[str, KeepingRule]) -> Mapping[int, People]:
    """Who lives in each household, by its key: everybody once, in the order in which they were written; of needs that
    stand twice the one that stands longer, and only those that ``rules`` tell. Two queries, however many."""
    here = Q(household__in=households) | Q(household__merged_into__in=households)
    people = list(Occupant.objects.once().valid(on).filter(here).select_related("household").order_by("pk"))
    told = CareNeed.objects.valid(on).filter(code__in=rules)
    theirs = told.filter(Q(occupant__in=people) | Q(occupant__double_of__in=people))
    needs: dict[int, dict[str, CareNeed]] = {}
    for need in theirs.select_related("occupant").order_by("valid_to", "pk"):
        needs.setdefault(need.occupant.double_of_id or need.occupant_id, {})[need.code] = need
    found: dict[int, People] = {household.pk: () for household in households}
    for person in people:
        shown = _person(person, needs.get(person.pk, {}).values(), rules)
        found[person.household.merged_into_id or person.household_id] += (shown,)
    return found


def _person(person: Occupant, needs: Iterable[CareNeed], rules: Mapping[str, KeepingRule]) -> PersonShown:
    return PersonShown(
        pk=person.pk,
        name=masked_name(person.name),
        phone=masked(person.phone) if person.phone else "",
        rests=rests_on(person),
        needs=tuple(NeedShown(need.pk, rules[need.code], rests_on(need)) for need in needs),
        name_index=person.name_index,
        phone_index=person.phone_index,
    )


def rests_on(line: Grounded) -> Rests:
    return Rests(line.basis, masked_name(line.signed_by) if line.signed_by else "", line.signed_on, line.valid_to)
