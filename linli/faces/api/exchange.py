"""The exchange: a hotline sends its orders and hears what becomes of them. Every request is signed."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router, Status

from linli.exchange import actions
from linli.exchange.models import HandOff, Order, Partner
from linli.exchange.rules import AT_ONCE, NUMBER_LIMIT
from linli.faces.api import problems
from linli.faces.api.problems import REFUSED
from linli.faces.api.shapes import exchanged, show
from linli.faces.api.signed import SIGNED, FromPartner, partner_of
from linli.matters.errors import Moved
from linli.matters.rules import UnsolvedReason

router = Router(tags=["exchange"], auth=partner_of)  # before the body is read as anything

Number = Annotated[str, Path(max_length=NUMBER_LIMIT)]


@router.post(
    "/exchange/orders",
    response={201: exchanged.TakenOrder, 200: exchanged.TakenOrder, **REFUSED},
    url_name="exchange-orders",
    summary=_("Send an order"),
    openapi_extra=SIGNED,
)
def send(request: FromPartner, body: exchanged.NewOrder) -> Status[exchanged.TakenOrder]:
    """A work order of the hotline becomes a matter. It is known by its number: the same order again gives the same
    receipt (200), another order under the number is refused (409 ``order-conflict``)."""
    at = timezone.now()
    taken = actions.take(partner=request.auth, said=body.said(), at=at)
    return Status(201 if taken.is_new else 200, show.taken(taken))


@router.get(
    "/exchange/orders/{number}",
    response={200: exchanged.OrderState, **REFUSED},
    url_name="exchange-order",
    summary=_("One order and all that was told of it"),
    openapi_extra=SIGNED,
)
def read(request: FromPartner, number: Number) -> Status[exchanged.OrderState]:
    """An order that the partner sent, by its number there."""
    return Status(200, show.order_state(_order(request.auth, number)))


@router.post(
    "/exchange/orders/{number}/call-backs",
    response={200: exchanged.OrderState, **REFUSED},
    url_name="exchange-call-backs",
    summary=_("Say what a call-back brought"),
    openapi_extra=SIGNED,
)
def call_back(
    request: FromPartner, number: Number, body: exchanged.CallBack
) -> HttpResponse | Status[exchanged.OrderState]:
    """The requester's own word, told to the hotline: solved closes an answered matter, not solved opens it again.
    409 while it is not answered, or when it was judged before."""
    order = _order(request.auth, number)
    try:
        actions.judge(
            order=order,
            update=f"call-back {body.id}",
            solved=body.solved,
            satisfaction=body.satisfaction,
            reason=body.reason or UnsolvedReason.NOTHING_DONE,
            words=body.words,
            at=timezone.now(),
        )
    except Moved:
        return problems.answer(409, "moved")
    return Status(200, show.order_state(_order(request.auth, number)))


def _order(partner: Partner, number: str) -> Order:
    """Raises: Http404 for an order of another partner."""
    order = Order.objects.filter(partner=partner, number=number).select_related("matter__merged_into").first()
    if order is None:
        raise Http404
    return order


@router.get(
    "/exchange/answers",
    response={200: exchanged.Answers, **REFUSED},
    url_name="exchange-answers",
    summary=_("What the partner has to hear"),
    openapi_extra=SIGNED,
)
def answers(request: FromPartner, most: Annotated[int, Query(ge=1, le=AT_ONCE)] = AT_ONCE) -> Status[exchanged.Answers]:
    """Moves that were not acknowledged yet, oldest first. They come again until they are."""
    waiting = HandOff.objects.waiting().filter(order__partner=request.auth)
    rows = list(waiting.order_by("made_at", "entry_id")[: most + 1])
    return Status(200, exchanged.Answers(rows=[show.hand_off(row) for row in rows[:most]], more=len(rows) > most))


@router.post(
    "/exchange/answers/acknowledged",
    response={200: exchanged.Acknowledged, **REFUSED},
    url_name="exchange-acknowledged",
    summary=_("Say that they arrived"),
    openapi_extra=SIGNED,
)
def acknowledge(request: FromPartner, body: exchanged.Acknowledge) -> Status[exchanged.Acknowledged]:
    """Only what is acknowledged counts as sent. ``count`` is the number of those that were still waiting."""
    at = timezone.now()
    return Status(200, exchanged.Acknowledged(count=actions.acknowledge(partner=request.auth, ids=body.ids, at=at)))
