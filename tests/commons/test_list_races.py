"""Many at once: the last of a need goes to one unit, the last of a resource to one community, a need rises once.

Few tests with several races each: emptying all tables after one costs more than the races.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.commons.actions import claims, needs
from linli.commons.errors.lists import BookedTwice, ClaimedTwice, ClaimOver, OverCapacity, TooMuchClaimed
from linli.commons.jobs.lists import rise
from linli.commons.models import Booking, Claim, Need
from linli.commons.rules.lists import NeedStage, Side, Sort
from linli.core.models import Entry
from tests.commons.lists import booked, claimed, hours, need, partner, resource, seeded
from tests.matters.test_races import losers, race
from tests.town import T0, Town

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 6


def test_a_need_is_claimed_once_ends_once_and_rises_once(town: Town) -> None:
    seeded()
    last, of = need(town), need(town)
    units = [partner(town, f"unit{n}") for n in range(RACERS)]
    results = race([lambda who=who: claimed(who, last, 4) for who in units])
    assert losers(results) == {TooMuchClaimed: RACERS - 1}
    assert (Claim.objects.count(), last.parts.get().taken) == (1, 4)

    results = race([lambda: claimed(units[0], of, 1) for _ in range(RACERS)])
    assert losers(results) == {ClaimedTwice: RACERS - 1}
    assert of.parts.get().taken == 1

    open_needs = [need(town, title=f"需求{n}") for n in range(3)]
    results = race([lambda: rise(at=T0 + timedelta(days=14)) for _ in range(4)])
    assert not losers(results)
    assert sum(results) == Entry.objects.filter(verb="commons.need_risen").count() == len(open_needs) + 1


def test_a_claim_is_delivered_or_given_up_and_a_need_claimed_or_withdrawn(town: Town) -> None:
    seeded()
    who = partner(town)
    for _ in range(3):
        of = need(town)
        told = {"claim": claimed(who, of), "words": "说明", "at": T0}
        results = race(
            [
                lambda told=told: claims.deliver(by=who[1], **told),
                lambda told=told: claims.give_up(by=town.mei, side=Side.COMMUNITY, **told),
            ]
        )
        assert losers(results) == {ClaimOver: 1}
        of.refresh_from_db()
        row = Claim.objects.get(part__need=of)
        assert (row.stage, of.stage) in {("delivered", NeedStage.MET), ("given_up", NeedStage.OPEN)}
        assert of.parts.get().taken == (4 if row.stage == "delivered" else 0)

    of = need(town)
    withdraw = {"by": town.mei, "need": of, "words": "不需要了", "at": T0}
    results = race([lambda: claimed(who, of), lambda: needs.withdraw(**withdraw)])
    assert sum(losers(results).values()) == 1
    assert Need.objects.get(pk=of.pk).stage in {NeedStage.TAKEN, NeedStage.WITHDRAWN}


def test_the_last_of_a_resource_goes_to_one_community(town: Town) -> None:
    seeded()
    room, rice = resource(town), resource(town, sort=Sort.GOODS, capacity=5, hours="")
    other = {"by": town.tom, "booker": town.other_committee}
    for of, span, amount in ((room, hours(10, 12), 1), (rice, None, 5)):
        results = race(
            [
                lambda n=n, of=of, span=span, amount=amount: booked(town, of, span, amount, **(other if n % 2 else {}))
                for n in range(RACERS)
            ]
        )
        assert set(losers(results)) <= {OverCapacity, BookedTwice}
        assert sum(losers(results).values()) == RACERS - 1
        assert Booking.objects.filter(resource=of).count() == 1
    rice.refresh_from_db()
    assert rice.used == 5
