"""Refusals that wait for a second pair of eyes, and where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from linli.core.dated import in_force, unended
from linli.desks.models import Refusal, RefusalQuerySet, SecondPairRule
from linli.desks.rules import SECOND_PAIR_OF_EYES
from linli.matters.models import Matter
from linli.orgs.authority import inside, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post
from linli.people.models import Person


def post_for(by: Person, matter: Matter) -> Post | None:
    """In whose name ``by`` would refuse ``matter``: the post whose area is the smallest around it."""
    posts = [post for post in posts_with(by, Grant.ACCEPT) if matter.place.startswith(post.prefix)]
    return max(posts, key=lambda post: (len(post.prefix), -post.pk), default=None)


def needs_second(organisation: Organisation, on: date) -> bool:
    """Whether another person confirms what ``organisation`` refuses on a day."""
    rows = SecondPairRule.objects.filter(in_force(on))
    said = rows.filter(organisation=organisation).order_by("-valid_from").values_list("is_needed", flat=True).first()
    return organisation.kind in SECOND_PAIR_OF_EYES if said is None else said


def second_pairs(areas: Sequence[str], on: date) -> list[SecondPairRule]:
    """What is set for the organisations inside ``areas``, in force or to come, the latest first."""
    rows = SecondPairRule.objects.filter(unended(on))
    found = rows.filter(inside("organisation__division__code", areas)).select_related("organisation")
    return list(found.order_by("-valid_from", "organisation__code"))


def is_only_proposed(by: Person, matter: Matter, *, at: datetime) -> bool:
    """Whether a refusal of ``matter`` by ``by`` would wait for somebody else."""
    post = post_for(by, matter)
    return post is not None and needs_second(post.organisation, timezone.localdate(at))


def waiting_for(matter: Matter) -> Refusal | None:
    """The refusal of ``matter`` that waits, with who proposed it."""
    return matter.refusals.waiting().select_related("proposed_by", "matter").first()


def waiting(areas: Sequence[str], *, but_of: Person) -> RefusalQuerySet:
    """The refusals inside ``areas`` that somebody else than ``but_of`` proposed, oldest first."""
    found = Refusal.objects.waiting().filter(inside("matter__place", areas)).exclude(proposed_by=but_of)
    return found.select_related("matter", "proposed_by").order_by("proposed_at", "pk")
