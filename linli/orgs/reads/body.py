"""One body with everything that hangs on it: by which rule it is what it is, who leads it, its seats and who sits on
them, whom it lends, its links, its ground, the homes its people answer for, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from linli.orgs.models import (
    BodyRule,
    Former,
    LinkKind,
    Organisation,
    Pairing,
    Post,
    ResponsibilityArea,
    Role,
    Seat,
    SeatRule,
    Stand,
    UnitLink,
)
from linli.orgs.reads.tree import HEADS
from linli.orgs.rules import OFFICES, TERM_SOON_DAYS

MOST = 100  # of what a page shows in one go; a body with more has a list of its own elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """One seat: by which rule, and who sits there; nobody when it is vacant."""

    rule: SeatRule
    number: int
    seat: Seat | None
    ends_soon: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Shown:
    body: Organisation
    rule: BodyRule | None
    above: Sequence[Organisation]  # from the top
    below: int
    heads: Sequence[Post]
    advisers: Sequence[Post]
    members: Sequence[Post]  # part-time members without a seat
    places: Sequence[Place]
    lent: Sequence[Post]  # those of this unit who sit elsewhere
    links: Sequence[UnitLink]  # who stands by it
    stands_by: Sequence[UnitLink]  # by whom it stands
    missing: Sequence[LinkKind]  # links that its rule asks for
    pairings: Sequence[Pairing]
    stands: Sequence[Stand]
    areas: Sequence[ResponsibilityArea]
    formers: Sequence[Former]
    ended: Sequence[Post]
    is_office: bool

    @property
    def vacant(self) -> Sequence[Place]:
        return [place for place in self.places if place.seat is None]

    @property
    def lacks_head(self) -> bool:
        return self.rule is not None and self.rule.needs_head and not self.heads


def shown(body: Organisation, on: date) -> Shown:
    """Everything about ``body`` on a day, in a fixed number of queries but for the way up."""
    rule = BodyRule.objects.valid(on).filter(kind=body.kind).first()
    posts = list(
        Post.objects.held(on)
        .filter(organisation=body, role__in=[*HEADS, Role.PARTY_ADVISER, Role.PART_TIME_MEMBER])
        .select_related("person", "home_organisation")
        .order_by("valid_from", "pk")[:MOST]
    )
    places = _places(body, on)
    seated = {place.seat.post_id for place in places if place.seat is not None}
    links = list(body.linked_by.valid(on).select_related("unit").order_by("kind", "pk")[:MOST])
    there = {link.kind for link in links}
    lent = Post.objects.held(on).filter(home_organisation=body).select_related("person", "organisation")
    return Shown(
        body=body,
        rule=rule,
        above=_above(body),
        below=Organisation.objects.valid(on).filter(parent=body).count(),
        heads=[post for post in posts if post.role in HEADS],
        advisers=[post for post in posts if post.role == Role.PARTY_ADVISER],
        members=[post for post in posts if post.role == Role.PART_TIME_MEMBER and post.pk not in seated],
        places=places,
        lent=list(lent.order_by("organisation__code", "pk")[:MOST]),
        links=links,
        stands_by=list(body.links.valid(on).select_related("stands_by").order_by("kind", "pk")[:MOST]),
        missing=[LinkKind(kind) for kind in (rule.links if rule is not None else []) if kind not in there],
        pairings=list(
            Pairing.objects.valid(on)
            .filter(Q(body=body) | Q(partner=body))
            .select_related("body", "partner")
            .order_by("pk")[:MOST]
        ),
        stands=list(
            body.stands.valid(on)
            .select_related("grid", "estate", "building__estate", "zone", "firm")
            .defer("grid__outline", "zone__outline")
            .order_by("pk")[:MOST]
        ),
        areas=list(
            ResponsibilityArea.objects.valid(on)
            .filter(post__organisation=body)
            .select_related("post__person", "estate", "building", "dwelling")
            .order_by("estate", "path", "pk")[:MOST]
        ),
        formers=list(body.formers.select_related("parent").order_by("-valid_to")[:MOST]),
        ended=list(
            body.posts.filter(valid_to__lte=on)
            .exclude(role=Role.AREA_KEEPER)  # of homes that were given back nothing is told
            .select_related("person")
            .order_by("-valid_to", "-pk")[:MOST]
        ),
        is_office=body.kind in OFFICES,
    )


def _above(body: Organisation) -> list[Organisation]:
    chain: list[Organisation] = []
    one = body.parent
    while one is not None:
        chain.insert(0, one)
        one = one.parent
    return chain


def _places(body: Organisation, on: date) -> list[Place]:
    """Every seat that the rules in force give ``body``, those that must be there first."""
    soon = on + timedelta(days=TERM_SOON_DAYS)
    taken = {
        (seat.code, seat.number): seat
        for seat in Seat.objects.taken(on).filter(body=body).select_related("post__person", "post__home_organisation")
    }
    places = []
    for rule in SeatRule.objects.valid(on).filter(body_kind=body.kind).order_by("order"):
        for number in range(1, rule.seats + 1):
            seat = taken.get((rule.code, number))
            ends = seat.term_ends_on if seat is not None else None
            places.append(
                Place(rule, number, seat, ends is not None and on < ends <= soon, ends is not None and ends <= on)
            )
    return places
