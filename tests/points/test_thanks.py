"""Thanks are taken with a code, handed over once, given up or run out; points are given to causes, unnamed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.points import actions, jobs
from linli.points.errors import (
    BadAmount,
    BadPeriod,
    BadPrice,
    CodeOver,
    CodeUsed,
    Ended,
    NotHere,
    NoTitle,
    NotOffered,
    NotOpen,
    NoWallet,
    SoldOut,
    TooFewPoints,
    TooManyCodes,
    TooOften,
    WrongCode,
)
from linli.points.models import Line, Lot, Redemption
from linli.points.reads import offers as reads
from linli.points.reads.verify import verify
from linli.points.reads.wallet import codes_of
from linli.points.rules import CODE_VALID, WRONG_CODES, Holder, Period
from tests.points.steps import LATER, balance, cause, code_of, earned, merchant, offer, taken, wallet
from tests.town import SINCE, T0, Town, fixed


def sum_of(kind: Holder) -> int:
    return sum(Line.objects.filter(account__kind=kind).values_list("amount", flat=True))


def test_thanks_are_paid_set_aside_and_handed_over_once(town: Town) -> None:
    earned(town, town.ren, 2)
    unit, seller = merchant(town)
    row = taken(town.ren, offer(town, unit, price=12))
    assert (balance(town.ren), sum_of(Holder.HELD)) == (8, 12)
    code = code_of(row)
    assert code not in (row.digest, row.salt)
    used = actions.redeem(by=seller, code=f" {code[:4].lower()} {code[4:]} ", at=LATER)
    assert (used.used_by, used.used_at) == (seller, LATER)
    assert (sum_of(Holder.HELD), sum_of(Holder.UNIT)) == (0, 12)
    with pytest.raises(CodeUsed):
        actions.redeem(by=seller, code=code, at=LATER)
    assert verify().wrong == ()
    entry = Entry.objects.get(verb="points.code_used")
    assert entry.actor_id == seller.pk
    assert str(town.ren.pk) not in {str(value) for value in entry.params.values()} - {str(row.pk)}


def test_a_code_is_good_at_its_own_counter_only(town: Town) -> None:
    earned(town, town.ren)
    unit, _ = merchant(town)
    _, other = merchant(town, "bakery")
    code = code_of(taken(town.ren, offer(town, unit)))
    for stranger in (other, town.mei, town.tom, town.ren):
        with pytest.raises(WrongCode):
            actions.redeem(by=stranger, code=code, at=LATER)


def test_who_guesses_codes_must_wait(town: Town) -> None:
    _, seller = merchant(town)
    for _ in range(WRONG_CODES[0]):
        with pytest.raises(WrongCode):
            actions.redeem(by=seller, code="23456789", at=LATER)
    with pytest.raises(TooOften):
        actions.redeem(by=seller, code="23456789", at=LATER)


def test_a_code_that_runs_out_gives_back_to_the_same_lot(town: Town) -> None:
    earned(town, town.ren)
    unit, seller = merchant(town)
    row = taken(town.ren, offer(town, unit))
    over = LATER + CODE_VALID
    with pytest.raises(CodeOver):
        actions.redeem(by=seller, code=code_of(row), at=over)
    for _ in range(2):
        jobs.expire(at=over)
    assert balance(town.ren) == 10
    assert list(Lot.objects.values_list("earned", "left")) == [(10, 10)]
    with pytest.raises(CodeOver):
        actions.redeem(by=seller, code=code_of(row), at=LATER)
    assert verify().wrong == ()


def test_its_owner_gives_a_code_up_and_nobody_else(town: Town) -> None:
    earned(town, town.ren)
    row = taken(town.ren, offer(town, merchant(town)[0]))
    with pytest.raises(WrongCode):
        actions.give_up(by=town.lao, row=row, at=LATER)
    assert actions.give_up(by=town.ren, row=row, at=LATER)
    assert not actions.give_up(by=town.ren, row=row, at=LATER)
    assert balance(town.ren) == 10
    assert [code.is_open for code in codes_of(town.ren)] == [False]
    assert codes_of(town.lao) == []


def test_one_intent_is_one_code(town: Town) -> None:
    earned(town, town.ren, 2)
    first = offer(town, merchant(town)[0])
    rows = {actions.take(by=town.ren, offer=first, intent=fixed(1), at=LATER).pk for _ in range(2)}
    assert len(rows) == 1
    assert balance(town.ren) == 12
    with pytest.raises(IntentConflict):
        actions.take(by=town.ren, offer=offer(town, town.committee), intent=fixed(1), at=LATER)


def test_what_the_wallet_does_not_hold_cannot_be_taken(town: Town) -> None:
    unit, _ = merchant(town)
    with pytest.raises(NoWallet):
        taken(town.ren, offer(town, unit))
    earned(town, town.ren)
    with pytest.raises(TooFewPoints):
        taken(town.ren, offer(town, unit, price=11))
    assert not Redemption.objects.exists()


def test_stock_is_counted_in_its_period(town: Town) -> None:
    earned(town, town.ren, 3)
    daily = offer(town, merchant(town)[0], price=2, stock=1)
    first = taken(town.ren, daily)
    with pytest.raises(SoldOut):
        taken(town.ren, daily)
    assert reads.left_of(daily, at=LATER) == 0
    actions.give_up(by=town.ren, row=first, at=LATER)
    taken(town.ren, daily)  # what was given up is there again
    taken(town.ren, daily, at=LATER + timedelta(days=1))
    once = offer(town, town.committee, price=2, stock=1, period=Period.WHOLE)
    taken(town.ren, once)
    with pytest.raises(SoldOut):
        taken(town.ren, once, at=LATER + timedelta(days=300))


def test_few_codes_are_open_at_once(town: Town) -> None:
    earned(town, town.ren, 2)
    cheap = offer(town, merchant(town)[0], price=1, stock=99)
    for _ in range(5):
        taken(town.ren, cheap)
    with pytest.raises(TooManyCodes):
        taken(town.ren, cheap)


def test_an_offer_ends_and_codes_that_are_out_stay_good(town: Town) -> None:
    earned(town, town.ren)
    unit, seller = merchant(town)
    today = offer(town, unit, price=5)
    row = taken(town.ren, today)
    with pytest.raises(PermissionDenied):
        actions.end_offer(by=town.tom, offer=today, at=LATER)
    actions.end_offer(by=town.mei, offer=today, at=LATER)
    with pytest.raises(Ended):
        actions.end_offer(by=town.mei, offer=today, at=LATER)
    with pytest.raises(NotOffered):
        taken(town.ren, today)
    assert actions.redeem(by=seller, code=code_of(row), at=LATER).used_at == LATER


def test_a_code_ends_with_an_offer_that_has_an_end(town: Town) -> None:
    earned(town, town.ren)
    row = taken(town.ren, offer(town, merchant(town)[0], end=date(2026, 3, 4)))
    assert row.expires_at.astimezone().isoformat() == "2026-03-04T00:00:00+08:00"


def test_offers_are_made_by_the_community_for_units_inside_it(town: Town) -> None:
    unit, seller = merchant(town)
    good = {"title": "一碗面", "price": 8, "stock": 5, "period": Period.DAY}
    where = {"unit": unit, "community": town.community, "begin": SINCE, "end": None, "at": T0}
    for stranger in (town.tom, town.ren, seller, town.wang):
        with pytest.raises(PermissionDenied):
            actions.offer(by=stranger, says=actions.OfferSays(**good), **where)
    for bad, error in (
        ({"title": " "}, NoTitle),
        ({"price": None}, BadPrice),
        ({"stars": 3}, BadPrice),
        ({"price": 0}, BadPrice),
        ({"stock": 0}, BadPrice),
    ):
        with pytest.raises(error):
            actions.offer(by=town.mei, says=actions.OfferSays(**(good | bad)), **where)
    with pytest.raises(NotHere):
        actions.offer(by=town.mei, says=actions.OfferSays(**good), **(where | {"unit": town.other_committee}))
    with pytest.raises(BadPeriod):
        actions.offer(by=town.mei, says=actions.OfferSays(**good), **(where | {"end": SINCE}))


def test_points_are_given_to_a_cause_and_nobody_is_told_by_whom(town: Town) -> None:
    earned(town, town.ren)
    meals = cause(town)
    for _ in range(2):
        actions.give(by=town.ren, cause=meals, points=4, intent=fixed(2), at=LATER)
    assert (balance(town.ren), sum_of(Holder.CAUSE)) == (6, 4)
    for points, error in ((0, BadAmount), (-3, BadAmount), (7, TooFewPoints)):
        with pytest.raises(error):
            actions.give(by=town.ren, cause=meals, points=points, intent=uuid4(), at=LATER)
    actions.end_cause(by=town.mei, cause=meals, at=LATER)
    with pytest.raises(NotOpen):
        actions.give(by=town.ren, cause=meals, points=1, intent=uuid4(), at=LATER)
    assert reads.causes(at=LATER) == []
    assert verify().wrong == ()


def test_offers_near_come_first_and_other_towns_stay_away(town: Town) -> None:
    wallet(town.ren)
    near = offer(town, merchant(town)[0])
    says = actions.OfferSays(title="理发", price=3, stock=1, period=Period.WEEK)
    where = {"community": town.other_community, "begin": SINCE, "end": None, "at": T0}
    next_door = actions.offer(by=town.tom, unit=town.other_committee, says=says, **where)
    found = reads.offers(at=LATER, near=town.other_community.code)
    assert [row.offer.pk for row in found] == [next_door.pk, near.pk]
    assert reads.offers(at=LATER, near="320583101001") == []
    assert len(reads.offers(at=LATER)) == 2
