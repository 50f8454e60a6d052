"""Matters in every stage, made by the actions; and what a failed action must leave as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction

from linli.core.models import Attachment, Entry
from linli.matters import actions
from linli.matters.models import Matter, Return, WorkOrder
from linli.matters.rules import DeclineReason, OrderStage, Stage, UnsolvedReason
from linli.people.models import Look
from tests.town import T0, Town, answer

LATER = T0 + timedelta(hours=2)


def photo() -> Attachment:
    """A stored photo whose row is not written yet."""
    return Attachment(
        id=uuid4(), media_type="image/jpeg", sha256=uuid4().hex * 2, size=9, width=3, height=3, stored_at=T0
    )


def received(town: Town) -> Matter:
    return town.matter(by=town.ren)


def accepted(town: Town) -> Matter:
    return actions.accept(by=town.mei, matter=received(town), at=T0)


def declined(town: Town) -> Matter:
    why = DeclineReason.IN_COURT
    return actions.decline(by=town.mei, matter=received(town), reason=why, words="法院正在审理", at=T0)


def merged(town: Town) -> Matter:
    return actions.merge(by=town.mei, matter=received(town), into=received(town), at=T0)


def withdrawn(town: Town) -> Matter:
    return actions.withdraw(reporter=town.reporter(received(town)), at=T0)


def handling(town: Town) -> Matter:
    return town.handling(by=town.ren)


def answered(town: Town) -> Matter:
    return town.answered(by=town.ren)


def closed(town: Town) -> Matter:
    return actions.close(by=town.wang, matter=answered(town), at=T0)


MATTER_IN: dict[Stage, Callable[[Town], Matter]] = {
    Stage.RECEIVED: received,
    Stage.ACCEPTED: accepted,
    Stage.DECLINED: declined,
    Stage.MERGED: merged,
    Stage.WITHDRAWN: withdrawn,
    Stage.HANDLING: handling,
    Stage.ANSWERED: answered,
    Stage.CLOSED: closed,
}


def handed_back(town: Town, order: WorkOrder, **more: Any) -> Return:
    """Urban management says that it is the water department's."""
    asked = {
        "by": town.guan,
        "reason": "not_our_duty",
        "words": "河道保洁不归我局",
        "basis": "三定方案第四条",
        "owner": town.water,
    }
    return actions.hand_back(order=order, **({"at": T0} | asked | more))


def return_of(order: WorkOrder) -> Return:
    """The one that waits to be decided; of an order that was not handed back, one that nobody wrote."""
    return Return.objects.filter(order=order).first() or Return(order=order)


def order_in(town: Town, stage: OrderStage) -> WorkOrder:
    order = handling(town).orders.get()
    if stage == OrderStage.CANCELLED:
        actions.withdraw(reporter=order.matter.reporters.get(), at=T0)
    if stage in (OrderStage.SIGNED, OrderStage.IN_HAND, OrderStage.DONE):
        actions.sign(by=town.guan, order=order, at=T0)
    if stage == OrderStage.RETURNING:
        handed_back(town, order)
    if stage == OrderStage.IN_HAND:
        actions.start(by=town.guan, order=order, at=T0)
    if stage == OrderStage.DONE:
        actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=T0)
    return WorkOrder.objects.select_related("matter", "unit").get(pk=order.pk)


def do(town: Town, verb: str, matter: Matter, **more: Any) -> object:
    """Make the move ``verb`` of ``rules.MOVES`` by the action that makes it, two hours after the start."""
    match verb:
        case "accept":
            return actions.accept(by=town.mei, matter=matter, at=LATER, **more)
        case "decline":
            reason = DeclineReason.TOO_LITTLE_SAID
            return actions.decline(by=town.mei, matter=matter, reason=reason, words="地点不清", at=LATER, **more)
        case "merge":
            into = more.pop("into", None) or received(town)
            return actions.merge(by=town.mei, matter=matter, into=into, at=LATER, **more)
        case "unmerge":
            return actions.unmerge(by=town.mei, matter=matter, at=LATER, **more)
        case "withdraw":
            return actions.withdraw(reporter=town.reporter(matter), at=LATER, **more)
        case "dispatch":
            has_lead = matter.orders.exclude(stage=OrderStage.CANCELLED).exists()
            lead, assisting = (None, [town.committee]) if has_lead else (town.cleaners, [])
            return actions.dispatch(by=town.mei, matter=matter, lead=lead, assisting=assisting, at=LATER, **more)
        case "answer":
            return actions.finish(
                by=town.guan, order=matter.orders.get(leads=True), answer=answer("已清运"), at=LATER, **more
            )
        case "send_back":
            return actions.send_back(by=town.wang, matter=matter, words="桶还是满的", at=LATER, **more)
        case "close":
            return actions.close(by=town.wang, matter=matter, words="现场已干净", at=LATER, **more)
        case "reopen":
            why = UnsolvedReason.CAME_BACK
            return actions.rate(reporter=town.reporter(matter), solved=False, reason=why, at=LATER, **more)
    raise KeyError(verb)


def do_order(town: Town, verb: str, order: WorkOrder, **more: Any) -> object:
    """Make the move ``verb`` of ``rules.ORDER_MOVES`` by the action that makes it."""
    match verb:
        case "sign":
            return actions.sign(by=town.guan, order=order, at=LATER, **more)
        case "start":
            return actions.start(by=town.guan, order=order, at=LATER, **more)
        case "finish":
            return actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=LATER, **more)
        case "hand_back":
            return handed_back(town, order, at=LATER, **more)
        case "keep":
            return actions.keep(by=town.zhong, handed_back=return_of(order), words="按目录由你局办理", at=LATER, **more)
        case "pass_on":
            return actions.pass_on(by=town.zhong, handed_back=return_of(order), to=town.water, at=LATER, **more)
        case "take_up_again":
            return actions.send_back(by=town.wang, matter=order.matter, words="桶还是满的", at=LATER, **more)
        case "cancel":
            return actions.withdraw(reporter=order.matter.reporters.get(), at=LATER, **more)
    raise KeyError(verb)


def verbs_since(first: int) -> list[str]:
    """What the log took after the entry ``first``."""
    rows = Entry.objects.filter(pk__gt=first).order_by("pk")
    return [verb.removeprefix("matters.") for verb in rows.values_list("verb", flat=True)]


def last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that an action on matters could write."""
    models = [*apps.get_app_config("matters").get_models(), *apps.get_app_config("core").get_models(), Look]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


@contextmanager
def nothing_written(error: type[Exception]) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """The block raises ``error`` and leaves every row as it was."""
    before = everything()
    with pytest.raises(error) as raised, transaction.atomic():
        yield raised
    assert type(raised.value) is error
    assert everything() == before


def own_answer(town: Town) -> Matter:
    """The community handled a matter itself and has answered."""
    matter = town.matter(by=town.ren, kind=town.noise.code)
    [order] = actions.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    actions.sign(by=town.wang, order=order, at=T0)
    actions.finish(by=town.wang, order=order, answer=answer("已上门劝导"), at=T0)
    matter.refresh_from_db()
    return matter
