"""Fifty at once: the last place goes to one and the others wait in order; two shifts of one person never overlap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.volunteering.actions import attendance, signups
from linli.volunteering.errors.activities import Clash, Confirmed, SignedUp
from linli.volunteering.models import SignUp
from linli.volunteering.rules.activities import SignUpState
from tests.matters.test_races import losers, race
from tests.town import Town
from tests.volunteering.activity_steps import AFTER, T0, TOMORROW, people, published, shift_of, signed_up

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FIFTY = 50


def test_the_last_place_goes_to_one_of_fifty_and_the_rest_wait_in_order(town: Town) -> None:
    shift = shift_of(published(town, wanted=1))
    crowd = people(FIFTY)
    results = race([lambda who=who: signed_up(who, shift) for who in crowd])
    assert not losers(results)
    rows = SignUp.objects.filter(shift=shift).order_by("pk")
    assert [row.state for row in rows] == [SignUpState.GOING] + [SignUpState.WAITING] * (FIFTY - 1)
    queue = [row.person for row in rows[1:]]
    leaving = [rows[0].person, *queue[:3], *queue[10:14]]
    assert not losers(race([lambda who=who: signups.cancel(by=who, shift=shift, at=T0) for who in leaving]))
    assert SignUp.objects.going().get(shift=shift).person == queue[3]
    assert [row.person for row in shift.signups.waiting()] == queue[4:10] + queue[14:]


def test_one_person_is_signed_up_once_and_for_one_of_two_that_overlap(town: Town) -> None:
    one, other = shift_of(published(town)), shift_of(published(town, begins=TOMORROW + timedelta(hours=1)))
    results = race([lambda shift=shift: signed_up(town.ren, shift) for shift in (one, other) * 4])
    found = losers(results)
    assert found[SignedUp] + found[Clash] == 7
    assert SignUp.objects.live().count() == 1


def test_an_attendance_is_confirmed_once(town: Town) -> None:
    row = signed_up(town.ren, shift_of(published(town)))
    results = race([lambda: attendance.confirm(by=town.mei, signup=row, minutes=None, at=AFTER) for _ in range(6)])
    assert losers(results) == {Confirmed: 5}
