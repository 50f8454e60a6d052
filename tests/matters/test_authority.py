"""Who may do what: asked inside every action, so each refuses a stranger and writes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from linli.matters import actions
from linli.matters.models import Channel, Matter
from linli.matters.rules import DeclineReason, OrderStage
from linli.people.models import Person, Purpose
from tests.matters import steps
from tests.matters.steps import LATER, nothing_written, order_in
from tests.town import T0, Town, answer

ATTEMPTS: dict[str, tuple[Callable[[Town], object], Callable[[Town, Person, object], object], set[str]]] = {
    "accept": (
        steps.received,
        lambda town, by, m: actions.accept(by=by, matter=m, at=LATER),
        {"mei", "jie", "zhong"},
    ),
    "decline": (
        steps.received,
        lambda town, by, m: actions.decline(by=by, matter=m, reason=DeclineReason.IN_COURT, words="已在法院", at=LATER),
        {"mei", "jie", "zhong"},
    ),
    "merge": (
        steps.received,
        lambda town, by, m: actions.merge(by=by, matter=m, into=Matter.objects.exclude(pk=m.pk).get(), at=LATER),
        {"mei", "jie", "zhong"},
    ),
    "dispatch": (
        steps.accepted,
        lambda town, by, m: actions.dispatch(by=by, matter=m, lead=town.cleaners, at=LATER),
        {"mei", "jie", "zhong"},
    ),
    "close": (
        steps.answered,
        lambda town, by, m: actions.close(by=by, matter=m, at=LATER),
        {"wang", "mei", "jie", "zhong"},
    ),
    "send_back": (
        steps.answered,
        lambda town, by, m: actions.send_back(by=by, matter=m, words="还是满的", at=LATER),
        {"wang", "mei", "jie", "zhong"},
    ),
    "reveal": (
        steps.received,
        lambda town, by, m: actions.reveal(
            by=by, matter=m, reporter=m.reporters.get(), purpose=Purpose.CALL_BACK, at=LATER
        ),
        {"mei", "jie", "zhong"},
    ),
    "reveal with an order": (
        steps.handling,
        lambda town, by, m: actions.reveal(
            by=by, matter=m, reporter=m.reporters.get(), purpose=Purpose.CALL_BACK, at=LATER
        ),
        {"mei", "jie", "zhong", "guan"},
    ),
    "sign": (
        lambda town: order_in(town, OrderStage.DISPATCHED),
        lambda town, by, order: actions.sign(by=by, order=order, at=LATER),
        {"guan"},
    ),
    "start": (
        lambda town: order_in(town, OrderStage.SIGNED),
        lambda town, by, order: actions.start(by=by, order=order, at=LATER),
        {"guan"},
    ),
    "note": (
        lambda town: order_in(town, OrderStage.SIGNED),
        lambda town, by, order: actions.note(by=by, order=order, words="已到场", at=LATER),
        {"guan"},
    ),
    "finish": (
        lambda town: order_in(town, OrderStage.SIGNED),
        lambda town, by, order: actions.finish(by=by, order=order, answer=answer("已清运"), at=LATER),
        {"guan"},
    ),
    "enter for somebody": (
        lambda town: None,
        lambda town, by, _: town.report(by=by, channel=Channel.DESK),
        {"wang", "mei", "jie", "zhong"},
    ),
}
EVERYBODY = ["ren", "lao", "wang", "mei", "tom", "jie", "far", "guan", "shui", "zhong", "sys", "sec", "aud"]


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("deed", ATTEMPTS)
def test_each_may_do_what_the_table_grants_and_nothing_else(town: Town, deed: str, name: str) -> None:
    prepare, attempt, allowed = ATTEMPTS[deed]
    if deed == "merge":
        steps.received(town)
    subject = prepare(town)
    by = getattr(town, name)
    if name in allowed:
        attempt(town, by, subject)
    else:
        with nothing_written(PermissionDenied):
            attempt(town, by, subject)


def test_nobody_enters_for_others_without_an_account(town: Town) -> None:
    with nothing_written(PermissionDenied):
        town.report(by=None, channel=Channel.PHONE)


def test_who_was_retired_may_nothing(town: Town) -> None:
    matter = steps.received(town)
    town.mei.is_active = False
    with nothing_written(PermissionDenied):
        actions.accept(by=town.mei, matter=matter, at=T0)


def test_merging_asks_for_authority_over_both_places(town: Town) -> None:
    here, there = town.matter(), town.matter(point=None, place=town.other_community.code)
    with nothing_written(PermissionDenied):
        actions.merge(by=town.mei, matter=here, into=there, at=LATER)
    actions.merge(by=town.jie, matter=here, into=there, at=LATER)
    assert here.merged_into == there
