"""Units hear of days of services that they are asked to; who booked a resource hears that it is not given."""

from __future__ import annotations

import pytest
from django.utils import translation

from linli.commons.actions import groups, resources
from linli.commons.models import Booking, GroupDay, Resource, Service
from linli.commons.rules.lists import Side
from linli.notices import jobs, words
from linli.notices.models import Notice
from linli.notices.rules import TO_PARTNERS, Way
from linli.orgs.actions import dissolve
from linli.orgs.authority import SYSTEM
from tests.commons.lists import booked, hours, partner, resource, seeded
from tests.commons.steps import group_day
from tests.notices.services import Reader
from tests.notices.services import Service as Pushing
from tests.notices.steps import begin, choose, later, run, subscribe, told
from tests.town import T0, Town


def test_a_unit_hears_of_a_day_it_is_asked_to_until_it_has_answered(
    town: Town, pushing: Pushing, reader: Reader
) -> None:
    begin()
    subscribe(town.shui, reader.phone)
    day = group_day(town, town.water, town.cleaners, at=later(0.2))
    run(later(0.5))
    assert (
        reader.open(pushing.got[0][2])["body"] == "邀请贵单位参加组团服务日：名医义诊日，3月9日 09:12，请答复是否参加。"
    )
    late = group_day(town, town.water, at=later(9))
    run(later(9))
    assert Notice.objects.get(group_day=late).state == "ready"  # it waits for working time
    groups.say(by=town.shui, part=late.parts.get(), comes=False, reason="no_time", at=later(10))
    run(later(24))
    assert Notice.objects.get(group_day=late).state == "moot"
    for one in (day, late):
        groups.call_off(by=town.mei, group=one, words="台风", at=later(25))
    run(later(25))
    assert told() == ["day", "day", "day_off"]  # who does not come is told no more
    choose(town.shui, Way.VISIT, at=later(26))
    group_day(town, town.water, at=later(26))
    run(later(26))
    assert len(told()) == 3


def test_who_booked_hears_that_the_owner_does_not_give_it(town: Town, pushing: Pushing, reader: Reader) -> None:
    seeded()
    begin()
    bank, contact = partner(town)
    subscribe(town.mei, reader.phone)
    hall = resource(town, bank, capacity=3)
    own, theirs, ended = (booked(town, hall, hours(10, 11, days=days)) for days in (2, 3, 4))
    resources.call_off(by=town.mei, booking=own, side=Side.COMMUNITY, words="改期", at=later(0.1))
    resources.call_off(by=contact, booking=theirs, side=Side.UNIT, words="停电", at=later(0.2))
    run(later(0.2))
    said = "贵方预约的社区活动室（3月5日 10:00）已由提供方取消，请另行安排。"
    assert [reader.open(got[2])["body"] for got in pushing.got] == [said]
    dissolve(by=SYSTEM, body=bank, on=later(0.3).date(), at=later(0.3))
    jobs.collect(at=later(0.3))
    assert Notice.objects.filter(told="book_off").values_list("booking", flat=True).last() == ended.pk
    jobs.send(at=later(24 * 8))
    assert Notice.objects.get(booking=ended).state == "moot"  # it would have begun by now


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("told", sorted(set(TO_PARTNERS.values())))
def test_all_that_units_are_told_has_words_and_leads_to_its_page(told: str, language: str) -> None:
    day = GroupDay(pk=1, service=Service(name="义诊", name_en="Doctors"))
    booking = Booking(pk=1, resource=Resource(pk=2, title="活动室"))
    about = {"booking": booking} if told == "book_off" else {"group_day": day}
    with translation.override(language):
        for said in ({"due_at": T0.isoformat()}, {"due_at": None}):
            message = words.message(Notice(told=told, said=said, **about))
            assert message.words and "%" not in message.words
            assert message.page == ("/desk/lists/resources/2/" if "booking" in about else "/desk/services/days/1/")
