"""What this browser keeps of orders: those it made or gave the code of, and the community it orders in."""

from __future__ import annotations

from django.http import HttpRequest

from linli.commons.models import ServiceOrder
from linli.faces.kit.report.sheet import RECENT
from linli.places.models import Division

ORDERS, COMMUNITY, KEPT = "ordered", "orders_in", 50


def kept(request: HttpRequest) -> list[int]:
    """Orders by primary key, the newest first."""
    found: list[int] = request.session.get(ORDERS, [])
    return found


def keep(request: HttpRequest, order: ServiceOrder) -> None:
    others = [pk for pk in kept(request) if pk != order.pk]
    request.session[ORDERS] = [order.pk, *others][:KEPT]


def community_of(request: HttpRequest) -> Division | None:
    """The community somebody ordered in last, else reported in last."""
    recent = request.session.get(RECENT, [])
    code = str(request.session.get(COMMUNITY) or (recent[0][:12] if recent else ""))
    return Division.objects.communities().filter(code=code).first() if code else None
