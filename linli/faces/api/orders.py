"""Work orders: what a unit has to do, and its moves."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router, Status

from linli.faces.api import problems
from linli.faces.api.problems import REFUSED
from linli.faces.api.references import opened
from linli.faces.api.scope import orders_of, unit_of
from linli.faces.api.shapes import asked, given, show
from linli.faces.api.tokens import TOKEN, somebody
from linli.faces.kit import paging
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import WorkOrder
from linli.matters.rules import OPEN_ORDER_STAGES
from linli.people.models import Person

router = Router(tags=["orders"])

OrderId = Annotated[int, Path(ge=1, le=asked.BIGGEST_ID)]


@router.get(
    "/orders", response={200: given.Orders, **REFUSED}, url_name="orders", summary=_("Work orders"), openapi_extra=TOKEN
)
def orders(
    request: HttpRequest,
    open: bool = True,
    after: Annotated[str, Query(max_length=paging.LONGEST_AFTER)] = "",
) -> Status[given.Orders]:
    """Orders of the token's units, by the time left; ``open=false``: those that are done."""
    rows = orders_of(somebody(request))
    rows = rows.filter(stage__in=OPEN_ORDER_STAGES) if open else rows.exclude(stage__in=OPEN_ORDER_STAGES)
    found, following = paging.page(rows.select_related("matter"), "due_at", after)
    return Status(200, given.Orders(rows=[show.order(order) for order in found], next=following))


@router.get(
    "/orders/{order_id}",
    response={200: given.Order, **REFUSED},
    url_name="order",
    summary=_("One work order"),
    openapi_extra=TOKEN,
)
def read(request: HttpRequest, order_id: OrderId) -> Status[given.Order]:
    """An order of one of the token's units."""
    return Status(200, show.order(_order(somebody(request), order_id)))


@router.post(
    "/orders/{order_id}/moves",
    response={200: given.Order, **REFUSED},
    url_name="order-moves",
    summary=_("Move a work order"),
    openapi_extra=TOKEN,
)
def move(request: HttpRequest, order_id: OrderId, body: asked.OrderMove) -> HttpResponse | Status[given.Order]:
    """Sign it, start, note what is done and whom you reached, finish it with an answer; or hand it back, and dispute
    what was decided. 409 with the fresh order when it moved."""
    by = somebody(request)
    order = _order(by, order_id)
    at = timezone.now()
    step = body.root
    try:
        match step:
            case asked.Sign():
                actions.sign(by=by, order=order, at=at, version=step.version)
            case asked.Start():
                actions.start(by=by, order=order, at=at, version=step.version)
            case asked.Note():
                actions.note(by=by, order=order, words=step.words, photos=opened(step.photos), at=at)
            case asked.Finish():
                actions.finish(
                    by=by,
                    order=order,
                    answer=actions.Draft(
                        step.words,
                        opened(step.photos),
                        contacted_at=step.contacted_at,
                        spoken_to=step.spoken_to,
                        finished_on=step.finished_on,
                        without=step.without,
                    ),
                    at=at,
                    version=step.version,
                )
            case asked.Contacted():
                actions.contacted(by=by, order=order, reached=step.reached, tried_at=step.tried_at, at=at)
            case asked.HandBack():
                actions.hand_back(
                    by=by,
                    order=order,
                    reason=step.reason,
                    words=step.words,
                    basis=step.basis,
                    cites=step.cites,
                    owner=unit_of(step.owner),
                    at=at,
                    version=step.version,
                )
            case asked.Dispute():
                actions.dispute(by=by, order=order, words=step.words, at=at, version=step.version)
    except Moved:
        return problems.answer(409, "moved", fresh=show.order(_order(by, order_id)))
    return Status(200, show.order(_order(by, order_id)))


def _order(person: Person, pk: int) -> WorkOrder:
    """Raises: Http404 for an order of another unit."""
    order = orders_of(person).select_related("matter", "unit").filter(pk=pk).first()
    if order is None:
        raise Http404
    return order
