"""Scopes as QuerySets: what a person's posts reach. By subquery, so that two posts never double a row."""

from __future__ import annotations

from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Division, DivisionQuerySet
from linli.places.rules import Level

REVISION = "catalogue"  # bumped when organisations change: ``duties`` keeps them in memory with its catalogue


def communities_of(person: Person, grant: Grant) -> DivisionQuerySet:
    """The communities in which ``person`` holds ``grant``; with a grid's post, the community around the grid."""
    areas = {prefix[: Level.COMMUNITY] for prefix in prefixes(person, grant)}
    found = Division.objects.communities().filter(inside("code", sorted(areas)), valid_to=None)
    return found.defer("outline")  # a list of hundreds has no use for their outlines
