"""Twenty at once: the last points are spent once, the last of a stock goes to one, a code is used once, a deed earns
once, one form is one movement."""

from __future__ import annotations

from uuid import uuid4

import pytest

from linli.points import actions, jobs
from linli.points.errors import CodeUsed, HasWallet, SoldOut, TooFewPoints
from linli.points.models import Account, Lot, Movement, Redemption
from linli.points.reads.verify import verify
from linli.points.rules import Why
from tests.matters.test_races import losers, race
from tests.points.steps import LATER, attended, balance, cause, code_of, earned, merchant, offer, rule, taken, wallet
from tests.town import Town, fixed

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 12


def test_the_last_points_are_spent_once(town: Town) -> None:
    earned(town, town.ren)
    noodles, meals = offer(town, merchant(town)[0], price=10, stock=99), cause(town)
    take = [lambda: taken(town.ren, noodles) for _ in range(RACERS // 2)]
    give = [
        lambda: actions.give(by=town.ren, cause=meals, points=10, intent=uuid4(), at=LATER) for _ in range(RACERS // 2)
    ]
    results = race([*take, *give])
    assert losers(results) == {TooFewPoints: RACERS - 1}
    assert balance(town.ren) == 0
    assert verify().wrong == ()


def test_the_last_of_a_stock_goes_to_one(town: Town) -> None:
    for person in (town.ren, town.lao):
        earned(town, person, 2)
    last = offer(town, merchant(town)[0], price=1, stock=1)
    results = race([lambda who=who: taken(who, last) for who in (town.ren, town.lao) * (RACERS // 2)])
    assert losers(results) == {SoldOut: RACERS - 1}
    assert Redemption.objects.count() == 1
    assert verify().wrong == ()


def test_a_code_is_used_once(town: Town) -> None:
    earned(town, town.ren)
    unit, seller = merchant(town)
    code = code_of(taken(town.ren, offer(town, unit)))
    results = race([lambda: actions.redeem(by=seller, code=code, at=LATER) for _ in range(RACERS)])
    assert losers(results) == {CodeUsed: RACERS - 1}
    assert Movement.objects.filter(why=Why.SPENT).count() == 1
    assert verify().wrong == ()


def test_a_code_is_used_or_given_back_and_never_both(town: Town) -> None:
    earned(town, town.ren, 3)
    unit, seller = merchant(town)
    noodles = offer(town, unit, price=10)
    for _ in range(3):
        row = taken(town.ren, noodles)
        code = code_of(row)
        race(
            [
                lambda code=code: actions.redeem(by=seller, code=code, at=LATER),
                lambda row=row: actions.give_up(by=town.ren, row=row, at=LATER),
            ]
        )
        row.refresh_from_db()
        assert (row.used_at is None) != (row.returned_at is None)
    assert verify().wrong == ()


def test_one_form_sent_many_times_is_one_movement(town: Town) -> None:
    earned(town, town.ren, 3)
    noodles, meals = offer(town, merchant(town)[0], stock=99), cause(town)
    results = race([lambda: actions.take(by=town.ren, offer=noodles, intent=fixed(1), at=LATER) for _ in range(6)])
    assert not losers(results)
    results = race(
        [lambda: actions.give(by=town.ren, cause=meals, points=2, intent=fixed(2), at=LATER) for _ in range(6)]
    )
    assert not losers(results)
    assert balance(town.ren) == 30 - 8 - 2


def test_several_work_processes_read_each_deed_once_and_within_its_caps(town: Town) -> None:
    for person in (town.ren, town.lao):
        wallet(person)
        for n in range(6):
            attended(town, person, n)
    rule(day_cap=45)
    results = race([lambda: jobs.read(at=LATER) for _ in range(4)])
    assert not losers(results)
    assert sum(results) == 12
    assert (balance(town.ren), balance(town.lao)) == (45, 45)
    assert verify().wrong == ()


def test_several_work_processes_let_a_lot_expire_once(town: Town) -> None:
    earned(town, town.ren, 3)
    end = Lot.objects.order_by("-expires_at")[0].expires_at
    assert not losers(race([lambda: jobs.expire(at=end) for _ in range(4)]))
    assert Movement.objects.filter(why=Why.EXPIRED).count() == 3
    assert verify().wrong == ()


def test_a_wallet_that_is_closed_while_it_is_spent_from_loses_nothing(town: Town) -> None:
    earned(town, town.ren, 2)
    noodles, account = offer(town, merchant(town)[0]), Account.objects.wallets().get()
    race(
        [
            lambda: actions.close_wallet(by=town.ren, wallet=account, at=LATER),
            *(lambda: taken(town.ren, noodles) for _ in range(3)),
        ]
    )
    assert not Account.objects.wallets().exists()
    assert not Redemption.objects.waiting().exists()
    assert verify().wrong == ()


def test_a_wallet_is_opened_once(town: Town) -> None:
    results = race([lambda: wallet(town.ren) for _ in range(6)])
    assert losers(results) == {HasWallet: 5}
