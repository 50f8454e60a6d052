"""Scopes as QuerySets: what a person's posts reach. By subquery, so that two posts never double a row."""

from __future__ import annotations

from datetime import date

from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Organisation, OrganisationQuerySet, Post, PostQuerySet
from linli.people.models import Person
from linli.places.models import Division, DivisionQuerySet, Grid, GridQuerySet
from linli.places.rules import Level

REVISION = "catalogue"  # bumped when organisations change: ``duties`` keeps them in memory with its catalogue


def posts_granting(person: Person, on: date, grant: Grant | None = None) -> PostQuerySet:
    """Posts of ``person`` on a day; those that carry ``grant``, when one is named."""
    posts = Post.objects.held(on).filter(person=person, person__is_active=True)
    if grant is None:
        return posts
    return posts.filter(role__in=[role for role, grants in TABLE.items() if grant in grants])


def organisations_of(person: Person, on: date, grant: Grant | None = None) -> OrganisationQuerySet:
    """The organisations at which ``person`` holds a post."""
    return Organisation.objects.valid(on).filter(pk__in=posts_granting(person, on, grant).values("organisation"))


def communities_of(person: Person, grant: Grant) -> DivisionQuerySet:
    """The communities in which ``person`` holds ``grant``; with a grid's post, the community around the grid."""
    areas = {prefix[: Level.COMMUNITY] for prefix in prefixes(person, grant)}
    found = Division.objects.communities().filter(inside("code", sorted(areas)), valid_to=None)
    return found.defer("outline")  # a list of hundreds has no use for their outlines


def grids_of(person: Person, grant: Grant) -> GridQuerySet:
    """The grids in which ``person`` holds ``grant``."""
    return Grid.objects.filter(inside("code", prefixes(person, grant)), valid_to=None)


def standing_by(unit: Organisation, on: date) -> OrganisationQuerySet:
    """The organisations that stand by ``unit`` on a day: partners, allies, linked departments."""
    return Organisation.objects.valid(on).filter(
        pk__in=unit.linked_by.valid(on).values("unit"),
    )
