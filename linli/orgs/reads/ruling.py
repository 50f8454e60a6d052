"""What the rules of bodies and seats say on a day, and what of all that stands another row would not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from linli.core.dated import unended
from linli.orgs.models import BodyRule, Organisation, OrgKind, Post, Seat, SeatRule, Stand, UnitLink
from linli.orgs.reads.tree import HEADS


@dataclass(frozen=True, slots=True)
class Misfit:
    """How many bodies of a kind would not be as ``field`` of a rule says."""

    field: str
    bodies: int


@dataclass(frozen=True, slots=True)
class SeatsMeant:
    """What seats come to: of how many bodies, how many seats in all, who sits on them now, who would sit on one that
    is not there any more, and who comes from a unit that would not fit."""

    bodies: int
    seats: int
    taken: int
    beyond: int
    from_elsewhere: int


def body_rules(on: date) -> Sequence[BodyRule]:
    """Those in force on ``on`` and those that begin later, in the order of the kinds."""
    rows = BodyRule.objects.filter(unended(on)).order_by("valid_from")
    return sorted(rows, key=lambda row: (OrgKind.values.index(row.kind), row.valid_from))


def seat_rules(on: date) -> Sequence[SeatRule]:
    return list(SeatRule.objects.filter(unended(on)).order_by("body_kind", "order", "valid_from"))


def misfits(rule: BodyRule, on: date) -> Sequence[Misfit]:
    """What stands on ``on`` and would not fit ``rule``, which need not be kept; fields that all fit are left out. A
    query for each field."""
    bodies = Organisation.objects.valid(on).filter(kind=rule.kind)
    fits = Q(parent__kind__in=rule.under)
    if "" in rule.under:
        fits |= Q(parent=None)
    heads = Post.objects.held(on).filter(organisation=OuterRef("pk"), role__in=HEADS)
    linked = Q(pk__in=[])
    for link in rule.links:
        linked |= Q(~Exists(UnitLink.objects.valid(on).filter(stands_by=OuterRef("pk"), kind=link)))
    elsewhere = Stand.objects.valid(on).filter(body=OuterRef("pk")).exclude(ground__in=rule.grounds)
    asked = {
        "under": bodies.exclude(fits),
        "forms": bodies.exclude(form="").exclude(form__in=rule.forms),
        "grounds": bodies.filter(Exists(elsewhere)),
        "links": bodies.filter(linked),
        "needs_head": bodies.filter(~Exists(heads)) if rule.needs_head else bodies.none(),
        "needs_end": bodies.filter(valid_to=None) if rule.needs_end else bodies.none(),
    }
    counted = [Misfit(field, rows.count()) for field, rows in asked.items()]
    return [one for one in counted if one.bodies]


def seats_meant(rule: SeatRule, on: date, *, ends: bool = False) -> SeatsMeant:
    """What ``rule``, which need not be kept, would come to on ``on``; when it ``ends``, no seat is left of it."""
    bodies = Organisation.objects.valid(on).filter(kind=rule.body_kind).count()
    taken = Seat.objects.taken(on).filter(body__kind=rule.body_kind, code=rule.code)
    count = 0 if ends else rule.seats
    elsewhere = Q(pk__in=[])
    home = "post__home_organisation"
    if rule.home_kinds:
        elsewhere |= ~Q(**{f"{home}__kind__in": rule.home_kinds})
    if rule.home_duty:
        elsewhere |= ~Q(**{f"{home}__duty": rule.home_duty}) & ~Q(**{f"{home}__parent__duty": rule.home_duty})
    return SeatsMeant(
        bodies,
        bodies * count,
        taken.count(),
        taken.filter(number__gt=count).count(),
        taken.filter(number__lte=count).filter(elsewhere).count(),
    )
