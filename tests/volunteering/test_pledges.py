"""Pledges: made, kept, withdrawn; public only as their owner wants and after the community has looked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.points import jobs as points
from linli.points.models import Rule
from linli.volunteering.actions import pledges
from linli.volunteering.errors import reporting as wrong
from linli.volunteering.models import Pledge
from tests.points.steps import balance, wallet
from tests.town import SINCE, T0, Town
from tests.volunteering.reporting import TODAY

LATER = T0 + timedelta(hours=1)


def pledged(town: Town, *, by_on: date = TODAY, words: str = "每周清扫一次楼道") -> Pledge:
    return pledges.pledge(by=town.ren, community=town.community, words=words, by_on=by_on, at=T0)


def test_a_pledge_that_was_kept_earns_and_withdrawn_earns_no_more(town: Town) -> None:
    wallet(town.ren)
    Rule.objects.create(verb="volunteering.pledge_kept", name="践诺", points=5, months=12, valid_from=SINCE)
    row = pledged(town)
    with pytest.raises(wrong.PledgeGone):
        pledges.keep(by=town.lao, pledge=row, at=LATER)
    pledges.keep(by=town.ren, pledge=row, at=LATER)
    with pytest.raises(wrong.PledgeKept):
        pledges.keep(by=town.ren, pledge=row, at=LATER)
    points.read(at=LATER)
    assert balance(town.ren) == 5
    with pytest.raises(wrong.PledgeGone):
        pledges.withdraw_pledge(by=town.lao, pledge=row, at=LATER)
    pledges.withdraw_pledge(by=town.ren, pledge=row, at=LATER)
    points.read(at=LATER)
    assert balance(town.ren) == 0
    assert not Pledge.objects.exists()


def test_nothing_is_public_unless_its_owner_wants_and_the_community_looked(town: Town) -> None:
    row = pledged(town)
    with pytest.raises(wrong.Decided):
        pledges.show(by=town.mei, pledge=row, at=T0)
    with pytest.raises(wrong.PledgeGone):
        pledges.publish(by=town.lao, pledge=row, name="", at=T0)
    pledges.publish(by=town.ren, pledge=row, name="老甲", at=T0)
    assert not Pledge.objects.shown().exists()
    with pytest.raises(PermissionDenied):
        pledges.show(by=town.tom, pledge=row, at=T0)
    pledges.show(by=town.mei, pledge=row, at=T0)
    assert Pledge.objects.shown().get().shown_name == "老甲"
    pledges.publish(by=town.ren, pledge=row, name="", at=T0)  # said otherwise: the community looks again
    assert not Pledge.objects.shown().exists()
    pledges.show(by=town.mei, pledge=row, at=T0)
    pledges.unpublish(by=town.ren, pledge=row, at=T0)
    assert not Pledge.objects.shown().exists()


def test_the_community_keeps_off_the_list_what_does_not_belong_there(town: Town) -> None:
    row = pledged(town)
    pledges.publish(by=town.ren, pledge=row, name="", at=T0)
    pledges.hide(by=town.mei, pledge=row, at=T0)
    with pytest.raises(wrong.Decided):
        pledges.hide(by=town.mei, pledge=row, at=T0)
    with pytest.raises(wrong.Decided):
        pledges.show(by=town.mei, pledge=row, at=T0)
    assert Pledge.objects.get().wants_public is False


def test_a_pledge_has_words_and_a_day_and_there_are_not_too_many(town: Town) -> None:
    with pytest.raises(wrong.NoWords):
        pledged(town, words=" ")
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=400)):
        with pytest.raises(wrong.BadTerm):
            pledged(town, by_on=on)
    with pytest.raises(wrong.OfficeAccount):
        pledges.pledge(by=town.wang, community=town.community, words="写", by_on=TODAY, at=T0)
    with pytest.raises(wrong.NotHere):
        pledges.pledge(by=town.ren, community=town.town, words="写", by_on=TODAY, at=T0)
    for number in range(10):
        assert pledged(town, words=f"第{number}件") == pledged(town, words=f"第{number}件")  # pressed twice
    with pytest.raises(wrong.TooManyPledges):
        pledged(town, words="再来一件")
