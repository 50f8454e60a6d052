"""Which homes somebody is in charge of: those of their community or grid, while they hold the post."""

from __future__ import annotations

from linli.homes.models import Household, HouseholdQuerySet
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person


def in_charge(person: Person) -> HouseholdQuerySet:
    """The living households that ``person`` may read, masked."""
    return Household.objects.living().filter(inside("place", prefixes(person, Grant.KEEP_HOMES)))


def with_home(rows: HouseholdQuerySet) -> HouseholdQuerySet:
    """With what says where each is."""
    return rows.select_related("dwelling__building__estate")
