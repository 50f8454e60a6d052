"""A phone that got no answer sends the same step again and again: it is done once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Answer, Channel, Check, ContactTry, Matter, Note, Photo, Return, Support, WorkOrder
from linli.matters.rules import OrderStage, SpokenTo
from tests.matters.steps import photo
from tests.matters.test_races import race
from tests.town import T0, Town, answer

Again = Callable[[UUID], object]


def handled(town: Town, *steps: Callable[..., object]) -> WorkOrder:
    order = town.handling().orders.get()
    for step in steps:
        step(by=town.guan, order=order, at=T0)
    return order


def signing(town: Town) -> Again:
    order = handled(town)
    return lambda intent: actions.sign(by=town.guan, order=order, at=T0, version=1, intent=intent)


def starting(town: Town) -> Again:
    order = handled(town, actions.sign)
    return lambda intent: actions.start(by=town.guan, order=order, at=T0, version=2, intent=intent)


def noting(town: Town) -> Again:
    order = handled(town, actions.sign)
    return lambda intent: actions.note(by=town.guan, order=order, words="已联系车辆", at=T0, intent=intent)


def contacting(town: Town) -> Again:
    order = handled(town, actions.sign)
    return lambda intent: actions.contacted(by=town.guan, order=order, reached=False, at=T0, intent=intent)


def finishing(town: Town) -> Again:
    order = handled(town, actions.sign)
    return lambda intent: actions.finish(by=town.guan, order=order, answer=answer(), at=T0, version=2, intent=intent)


def handing_back(town: Town) -> Again:
    order = handled(town)
    return lambda intent: actions.hand_back(
        by=town.guan, order=order, reason="too_little_said", words="缺少位置", at=T0, version=1, intent=intent
    )


def asking_for_support(town: Town) -> Again:
    order = handled(town, actions.sign)
    return lambda intent: actions.ask_support(
        by=town.guan, order=order, unit=town.water, words="需要水务配合", at=T0, intent=intent
    )


def solving_on_the_spot(town: Town) -> Again:
    matter = town.matter(by=town.wang, channel=Channel.FIELD)
    told = answer("已当场清理", spoken_to=SpokenTo.NOBODY, contacted_at=None)
    return lambda intent: actions.solve_on_the_spot(by=town.wang, matter=matter, answer=told, at=T0, intent=intent)


def closing(town: Town) -> Again:
    matter = town.answered()
    return lambda intent: actions.close(by=town.mei, matter=matter, at=T0, version=matter.version, intent=intent)


def sending_back(town: Town) -> Again:
    matter, version = town.answered(), Matter.objects.get().version
    return lambda intent: actions.send_back(
        by=town.mei, matter=matter, words="还有垃圾", at=T0, version=version, intent=intent
    )


STEPS = {
    signing: "matters.order_signed",
    starting: "matters.order_started",
    noting: "matters.order_noted",
    contacting: "matters.order_contact_tried",
    finishing: "matters.order_done",
    handing_back: "matters.order_handed_back",
    asking_for_support: "matters.order_support_asked",
    solving_on_the_spot: "matters.order_done",
    closing: "matters.closed",
    sending_back: "matters.sent_back",
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_the_same_intent_ten_times_is_one_step(town: Town, step: Callable[[Town], Again]) -> None:
    again, intent = step(town), uuid4()
    for _ in range(10):
        again(intent)
    assert Entry.objects.filter(verb=STEPS[step]).count() == 1
    assert max(model.objects.count() for model in (Answer, Check, ContactTry, Note, Return, Support)) <= 1


def test_an_intent_that_signed_does_not_start(town: Town) -> None:
    order, intent = handled(town), uuid4()
    actions.sign(by=town.guan, order=order, at=T0, intent=intent)
    with pytest.raises(IntentConflict):
        actions.start(by=town.guan, order=order, at=T0, intent=intent)


def test_a_step_that_was_refused_may_be_tried_again_under_its_intent(town: Town) -> None:
    order, intent = handled(town), uuid4()
    with pytest.raises(Moved):
        actions.start(by=town.guan, order=order, at=T0, intent=intent)
    actions.sign(by=town.guan, order=order, at=T0)
    actions.start(by=town.guan, order=order, at=T0, intent=intent)
    assert order.stage == OrderStage.IN_HAND


def test_work_of_which_word_came_late_is_kept_whatever_became_of_the_order(town: Town) -> None:
    order = handled(town, actions.sign)
    actions.finish(by=town.guan, order=WorkOrder.objects.get(), answer=answer(), at=T0)
    with pytest.raises(Moved):
        actions.note(by=town.guan, order=order, words="我也清理过", at=T0)
    note = actions.note(by=town.guan, order=order, words="我也清理过", photos=[photo()], at=T0, late=True)
    assert (Note.objects.get(), Photo.objects.get().phase) == (note, Photo.Phase.AFTER)
    order.refresh_from_db()
    assert order.stage == OrderStage.DONE


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_step_from_many_threads_at_once_is_one_and_nobody_is_told_otherwise(town: Town) -> None:
    order, intent = handled(town), uuid4()

    def tap() -> object:
        own = WorkOrder.objects.get(pk=order.pk)
        return actions.sign(by=town.guan, order=own, at=T0, version=1, intent=intent)

    told = race([tap] * 8)
    assert not [one for one in told if isinstance(one, Exception)], told
    assert Entry.objects.filter(verb="matters.order_signed").count() == 1
