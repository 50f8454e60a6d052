"""三必配两优先: seats are filled by rule, vacated with the post, and what is empty is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.orgs import actions, errors
from linli.orgs.models import Organisation, Post, Role, Seat
from linli.people.models import Person
from tests.orgs.bodies import TODAY, joint
from tests.town import T0, Town


def fill(town: Town, body: Organisation, code: str = "urban_management", **more: object) -> Seat:
    asked: dict[str, object] = {"by": town.mei, "person": town.guan, "home": town.cleaners, "on": TODAY, "at": T0}
    return actions.fill_seat(body=body, code=code, **(asked | more))  # type: ignore[arg-type]


def test_somebody_of_the_named_department_takes_the_seat_for_a_term(town: Town) -> None:
    seat = fill(town, joint(town))
    assert (seat.number, seat.term_ends_on) == (1, date(2031, 3, 2))
    assert (seat.post.role, seat.post.home_organisation) == (Role.PART_TIME_MEMBER, town.cleaners)


def test_others_do_not_take_that_seat(town: Town) -> None:
    committee = joint(town)
    with pytest.raises(errors.WrongHome):
        fill(town, committee, home=town.water, person=town.shui)
    with pytest.raises(errors.NoSuchSeat):
        fill(town, committee, code="nobody")
    with pytest.raises(PermissionDenied):
        fill(town, committee, by=town.tom)
    with pytest.raises(errors.TermUnclear):
        fill(town, committee, term_ends_on=TODAY)


def test_one_seat_is_taken_once_and_two_seats_twice(town: Town) -> None:
    committee = joint(town)
    fill(town, committee)
    with pytest.raises(errors.SeatTaken):
        fill(town, committee, person=town.shui)
    numbers = [fill(town, committee, code="partner_unit", person=one).number for one in (town.ren, town.lao)]
    assert numbers == [1, 2]
    with pytest.raises(errors.SeatTaken):
        fill(town, committee, code="partner_unit", person=town.shui)


def test_a_seat_that_is_vacated_ends_the_post_and_can_be_filled_anew(town: Town) -> None:
    committee = joint(town)
    seat = fill(town, committee)
    actions.vacate_seat(by=town.mei, seat=seat, on=TODAY + timedelta(days=1), at=T0)
    assert Post.objects.get(pk=seat.post_id).valid_to == TODAY + timedelta(days=1)
    with pytest.raises(errors.SeatVacant):
        actions.vacate_seat(by=town.mei, seat=seat, on=TODAY, at=T0)
    with pytest.raises(errors.SeatTaken):
        fill(town, committee, person=town.ren)  # it is taken until tomorrow
    assert fill(town, committee, person=town.ren, on=TODAY + timedelta(days=1)).number == 1


def test_a_seat_is_vacant_when_its_post_ends(town: Town) -> None:
    seat = fill(town, joint(town))
    actions.end_post(by=town.sec, post=seat.post, on=TODAY, at=T0)
    assert Seat.objects.get(pk=seat.pk).valid_to == TODAY


def test_a_member_without_a_seat_takes_one_with_the_same_post(town: Town) -> None:
    committee = joint(town)
    person: Person = town.guan
    post = actions.appoint(
        by=town.mei,
        person=person,
        organisation=committee,
        role=Role.PART_TIME_MEMBER,
        home_organisation=town.cleaners,
        on=TODAY,
        at=T0,
    )
    assert fill(town, committee).post == post
