"""From rows to JSON: each function fills one shape of ``given`` for one caller."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.duties.reads import catalogue
from linli.exchange.actions import Taken
from linli.exchange.models import HandOff, Order
from linli.exchange.rules import State
from linli.faces.api.scope import View
from linli.faces.api.shapes import exchanged, given
from linli.matters.actions import Receipt
from linli.matters.models import Answer, Matter, Proposal, Return, WorkOrder
from linli.matters.reads.nearby import Near
from linli.matters.reads.public import promise
from linli.places.reads import gazetteer

INSTANTS = ("received_at", "due_at", "answered_at", "closed_at")


def near(one: Near) -> given.Near:
    return given.Near(
        number=one.number_shown,
        stage=one.stage,
        place=one.place,
        metres=one.metres,
        received_at=one.received_at,
        due_at=one.due_at,
    )


def receipt(made: Receipt, url: str) -> given.Receipt:
    return given.Receipt(
        number=made.number,
        follow_code=made.follow_code,
        unit=given.Unit.of(made.unit) if made.unit is not None else None,
        due_at=made.due_at,
        assumed_years=list(made.assumed_years),
        url=url,
    )


def place(code: str) -> given.Place:
    return given.Place(code=code, label=gazetteer().label(code))


def _shown(matter: Matter, at: datetime) -> dict[str, Any]:
    book = catalogue()
    return {
        "number": matter.number_shown,
        "kind": given.Kind.of(book.kinds[matter.kind_id]),
        "community": place(matter.place[:12]),
        "unit": given.Unit.called(matter.unit_id, book),
        "stage": matter.stage,
        "round": matter.round,
        "received_at": matter.received_at,
        "due_at": matter.due_at,
        "answered_at": matter.answered_at,
        "closed_at": matter.closed_at,
        "promise": promise(
            due_at=matter.due_at,
            answered_at=matter.answered_at,
            closed_at=matter.closed_at,
            at=at,
            paused_at=matter.paused_at,
        ),
    }


def _day(at: datetime | None) -> datetime | None:
    """The day of ``at`` as its first instant: the minute of a report may tell who made it."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) if at is not None else None


def row(matter: Matter, at: datetime) -> given.MatterRow:
    return given.MatterRow(**_shown(matter, at), version=matter.version, place=place(matter.place), words=matter.words)


def matter(view: View, at: datetime) -> given.MatterShown:
    """As much of it as the caller may see."""
    one = view.matter
    if view.sees == "public":
        told = _shown(one, at)
        return given.MatterShown(**told | {name: _day(told[name]) for name in INSTANTS})
    own: dict[str, Any] = {
        **_shown(one, at),
        "version": one.version,
        "place": place(one.place),
        "address": one.address,
        "lon": one.lon,
        "lat": one.lat,
        "words": one.words,
        "replies": one.replies,
        "decline_reason": one.decline_reason,
        "decline_words": one.decline_words,
        "merged_into": one.merged_into.number_shown if one.merged_into is not None else None,
        "answers": _answers(one),
    }
    if view.sees == "reporter":
        return given.MatterOwn(**own)
    proposal = Proposal.objects.filter(matter=one).first()
    book = catalogue()
    return given.MatterFull(
        **own,
        channel=one.channel,
        is_public=one.is_public,
        proposed=given.Unit.called(proposal.unit_id, book) if proposal is not None else None,
        ground=proposal.ground if proposal is not None else "",
        orders=[given.MatterOrder(**_order(order)) for order in one.orders.order_by("pk")],
    )


def _answers(one: Matter) -> list[given.Answer]:
    """What the leading unit answered, round by round."""
    book = catalogue()
    rows = Answer.objects.filter(order__matter=one, order__leads=True).select_related("order").order_by("at", "pk")
    return [
        given.Answer(unit=given.Unit.called(row.order.unit_id, book), round=row.round, words=row.words, at=row.at)
        for row in rows
    ]


def _order(order: WorkOrder) -> dict[str, Any]:
    return {
        "id": order.pk,
        "unit": given.Unit.called(order.unit_id, catalogue()),
        "leads": order.leads,
        "stage": order.stage,
        "version": order.version,
        "task": order.task,
        "due_at": order.due_at,
        "signed_at": order.signed_at,
        "done_at": order.done_at,
    }


def order(row: WorkOrder) -> given.Order:
    one = row.matter
    return given.Order(
        **_order(row),
        matter=one.number_shown,
        kind=given.Kind.of(catalogue().kinds[one.kind_id]),
        place=place(one.place),
        address=one.address,
        lon=one.lon,
        lat=one.lat,
        words=one.words,
    )


def taken(one: Taken) -> exchanged.TakenOrder:
    return exchanged.TakenOrder(
        number=one.order.number,
        matter=one.receipt.number,
        follow_code=one.receipt.follow_code,
        unit=given.Unit.of(one.receipt.unit) if one.receipt.unit is not None else None,
        due_at=one.receipt.due_at,
        partner_due_at=one.order.due_at,
        taken_at=one.order.taken_at,
    )


def hand_off(row: HandOff) -> exchanged.Answer:
    return exchanged.Answer(id=row.pk, **row.body)


def order_state(one: Order) -> exchanged.OrderState:
    """The order as its matter stands, merged or not, and whatever the partner was told or has still to hear."""
    standing, book = one.matter.standing(), catalogue()
    told = one.hand_offs.exclude(state=State.MOOT).order_by("made_at", "entry_id")
    return exchanged.OrderState(
        number=one.number,
        matter=standing.number_shown,
        stage=standing.stage,
        kind=given.Kind.of(book.kinds[standing.kind_id]),
        unit=given.Unit.called(standing.unit_id, book),
        due_at=standing.due_at,
        partner_due_at=one.due_at,
        taken_at=one.taken_at,
        answers=[hand_off(row) for row in told],
    )


def handed_back(row: Return) -> given.Return:
    book = catalogue()
    return given.Return(
        id=row.pk,
        stage=row.stage,
        reason=row.reason.code,
        words=row.words,
        basis=row.basis,
        cites=row.cites,
        owner=given.Unit.called(row.owner_id, book),
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        decision_words=row.decision_words,
        sent_to=given.Unit.called(row.sent_to_id, book),
        order=order(row.order),
    )
