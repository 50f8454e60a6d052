"""Which units can serve an order: of the kinds that the menu names, near the place, with somebody who answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from linli.commons.models import Service
from linli.commons.rules.orders import Asked, Stage, areas_of, asked_kinds
from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Organisation, Post

SERVING = [role for role, grants in TABLE.items() if Grant.SERVE_ORDERS in grants]


def able(place: str, on: date) -> QuerySet[Organisation]:
    """Units that answer for ``place`` (12 digits) and in which somebody can take orders."""
    posts = Post.objects.held(on).filter(organisation=OuterRef("pk"), role__in=SERVING, grid=None)
    units = Organisation.objects.valid(on).filter(division__code__in=areas_of(place))
    return units.filter(Exists(posts)).select_related("division")


def providers(service: Service, place: str, on: date, *, without: Collection[int] = ()) -> QuerySet[Organisation]:
    """Who is asked, in this order: the kinds as the menu names them, the nearest, the one with fewest open orders."""
    kinds = asked_kinds(service.units)
    waiting = Count("service_orders", filter=Q(service_orders__stage__in=(Stage.OFFERED, Stage.ACCEPTED)))
    named = Case(*(When(_is(kind), then=Value(place)) for place, kind in enumerate(kinds)), output_field=IntegerField())
    units = able(place, on).filter(_any(kinds)).exclude(pk__in=without)
    return units.annotate(named=named, waiting=waiting).order_by("named", "-division__level", "waiting", "pk")


def has_units(service: Service, on: date) -> bool:
    """Whether any unit stands of the kinds that offer it."""
    return Organisation.objects.valid(on).filter(_any(asked_kinds(service.units))).exists()


def _any(kinds: Collection[Asked]) -> Q:
    asked = Q(pk__in=[])
    for kind in kinds:
        asked |= _is(kind)
    return asked


def _is(kind: Asked) -> Q:
    return Q(kind=kind.kind, duty=kind.duty) if kind.duty else Q(kind=kind.kind)
