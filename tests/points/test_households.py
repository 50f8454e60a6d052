"""A household's own way to the stars: its members see it and nobody else; a benefit is handed over once by code."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from linli.points import actions, jobs
from linli.points.errors import (
    HasHousehold,
    InvitationGone,
    NoHousehold,
    NoSuchTask,
    NoTitle,
    NotOffered,
    OfficeAccount,
    TakenBefore,
    TaskDone,
    TooFewStars,
    TooOften,
)
from linli.points.models import Done, Household, Invitation, Membership, Redemption, StarTask
from linli.points.reads.household import progress_of
from linli.points.reads.wallet import codes_of
from linli.points.rules import INVITATION_VALID, WRONG_INVITATIONS
from tests.points.steps import LATER, attended, code_of, merchant, offer, struck
from tests.town import SINCE, T0, Town


@pytest.fixture
def household(town: Town) -> Household:
    actions.seed(at=T0, since=SINCE)
    return actions.found(by=town.ren, name="演示人家", at=T0)


def tasks(star: str) -> list[StarTask]:
    return list(StarTask.objects.filter(star__code=star).order_by("order"))


def reach(town: Town, star: str) -> None:
    for task in tasks(star):
        for _ in range(task.times):
            actions.tell_done(by=town.ren, task=task, at=LATER)


def test_a_person_founds_one_household_and_joins_no_second(town: Town, household: Household) -> None:
    with pytest.raises(HasHousehold):
        actions.found(by=town.ren, name="又一家", at=T0)
    with pytest.raises(OfficeAccount):
        actions.found(by=town.mei, name="演示人家", at=T0)
    for name in (" ", "名" * 21):
        with pytest.raises(NoTitle):
            actions.found(by=town.lao, name=name, at=T0)


def test_who_enters_the_code_joins_and_the_code_works_once(town: Town, household: Household) -> None:
    old = actions.invite(by=town.ren, at=T0)
    code = actions.invite(by=town.ren, at=T0)
    with pytest.raises(InvitationGone):
        actions.join(by=town.lao, code=old, at=T0)
    with pytest.raises(HasHousehold):
        actions.join(by=town.ren, code=code, at=T0)
    assert actions.join(by=town.lao, code=code.lower(), at=T0) == household
    assert progress_of(town.lao, at=LATER) == progress_of(town.ren, at=LATER)
    with pytest.raises(InvitationGone):
        actions.join(by=town.lao, code=code, at=T0)
    assert Invitation.objects.count() == 0


def test_an_invitation_lives_for_a_day_and_cannot_be_guessed(town: Town, household: Household) -> None:
    code = actions.invite(by=town.ren, at=T0)
    for _ in range(WRONG_INVITATIONS[0]):
        with pytest.raises(InvitationGone):
            actions.join(by=town.lao, code="nothing", at=T0)
    with pytest.raises(TooOften):
        actions.join(by=town.lao, code=code, at=T0)
    with pytest.raises(InvitationGone):
        actions.join(by=town.lao, code=code, at=T0 + INVITATION_VALID)
    jobs.forget(at=T0 + INVITATION_VALID)
    assert not Invitation.objects.exists()


def test_strangers_see_nothing_of_a_household(town: Town, household: Household) -> None:
    assert progress_of(town.lao, at=LATER) is None
    with pytest.raises(NoHousehold):
        actions.tell_done(by=town.lao, task=tasks("clean")[0], at=LATER)
    with pytest.raises(NoHousehold):
        actions.invite(by=town.lao, at=LATER)


def test_a_star_is_there_when_every_task_is_done_often_enough(town: Town, household: Household) -> None:
    stairs, balcony = tasks("clean")
    actions.tell_done(by=town.ren, task=stairs, at=LATER)
    actions.tell_done(by=town.ren, task=balcony, at=LATER)
    assert progress_of(town.ren, at=LATER).count == 0  # type: ignore[union-attr]
    actions.tell_done(by=town.ren, task=stairs, at=LATER)
    with pytest.raises(TaskDone):
        actions.tell_done(by=town.ren, task=stairs, at=LATER)
    assert progress_of(town.ren, at=LATER).count == 1  # type: ignore[union-attr]
    actions.take_word_back(by=town.ren, task=stairs, at=LATER)
    assert progress_of(town.ren, at=LATER).count == 0  # type: ignore[union-attr]


def test_deeds_of_the_log_count_by_themselves_and_uncount(town: Town, household: Household) -> None:
    activity = tasks("service")[0]
    with pytest.raises(NoSuchTask):
        actions.tell_done(by=town.ren, task=activity, at=LATER)
    attended(town, town.ren, 1)
    attended(town, town.ren, 1)  # the same, told again
    attended(town, town.ren, 2)
    attended(town, town.lao, 3)  # not of this household
    jobs.read(at=LATER)
    assert Done.objects.filter(task=activity).count() == 2
    struck(town, town.ren, 1)
    jobs.read(at=LATER)
    assert Done.objects.filter(task=activity).count() == 1


def test_a_benefit_is_taken_once_by_a_household_that_has_the_stars(town: Town, household: Household) -> None:
    unit, seller = merchant(town)
    benefit = offer(town, unit, price=None, stars=1)
    with pytest.raises(TooFewStars):
        actions.take_benefit(by=town.ren, offer=benefit, intent=uuid4(), at=LATER)
    reach(town, "clean")
    row = actions.take_benefit(by=town.ren, offer=benefit, intent=uuid4(), at=LATER)
    actions.join(by=town.lao, code=actions.invite(by=town.ren, at=LATER), at=LATER)
    with pytest.raises(TakenBefore):
        actions.take_benefit(by=town.lao, offer=benefit, intent=uuid4(), at=LATER)
    assert [code.pk for code in codes_of(town.lao)] == [row.pk]
    actions.redeem(by=seller, code=code_of(row), at=LATER)
    with pytest.raises(TakenBefore):
        actions.take_benefit(by=town.ren, offer=benefit, intent=uuid4(), at=LATER)
    with pytest.raises(NotOffered):
        actions.take_benefit(by=town.ren, offer=offer(town, unit), intent=uuid4(), at=LATER)


def test_a_household_ends_with_its_year_or_its_last_member_and_is_erased(town: Town, household: Household) -> None:
    reach(town, "clean")
    assert household.expires_on == date(2027, 3, 2)
    actions.go_on(by=town.ren, at=T0 + timedelta(days=30))
    jobs.forget(at=T0 + timedelta(days=366))
    assert Household.objects.exists()
    assert not Done.objects.exists()  # what was done counts for a year
    jobs.forget(at=T0 + timedelta(days=396))
    assert not Household.objects.exists()
    assert not Membership.objects.exists()
    actions.found(by=town.ren, name="演示人家", at=T0)
    actions.leave(by=town.ren, at=LATER)
    assert not Household.objects.exists()
    assert not Redemption.objects.exists()
