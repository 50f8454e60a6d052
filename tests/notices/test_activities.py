"""Who signed up for an activity is reminded once, hears of a place that became free, and of calling off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from linli.notices import jobs, words
from linli.notices.models import Notice
from linli.notices.rules import OF_ACTIVITIES
from linli.volunteering.actions import activities, signups
from linli.volunteering.jobs.activities import remind
from linli.volunteering.models import Shift
from tests.notices.steps import agree, begin, later, run, told
from tests.town import T0, Town
from tests.volunteering.activity_steps import TOMORROW, published, shift_of, signed_up


def soon(town: Town, **more: object) -> Shift:
    """A shift tomorrow for which the resident signed up, who agreed to be told."""
    begin()
    agree(town.ren)
    shift = shift_of(published(town, **more))
    signed_up(town.ren, shift, at=later(0.1))
    return shift


def test_whoever_goes_is_reminded_once_a_day_before(town: Town, box: list[tuple[str, str]]) -> None:
    soon(town)
    for hours in (1, 2):
        remind(at=later(hours))
        run(later(hours))
    assert told() == ["reminded"]
    assert box == [("10000000001", "活动提醒：清洁家园，3月3日 09:00。不能来请及时取消报名。")]


def test_who_waits_is_not_reminded_and_hears_of_the_place_that_became_free(
    town: Town, box: list[tuple[str, str]]
) -> None:
    begin()
    agree(town.ren)
    shift = shift_of(published(town, wanted=1))
    signed_up(town.lao, shift)
    signed_up(town.ren, shift, at=later(0.1))
    remind(at=later(1))
    run(later(1))
    assert told() == []
    signups.cancel(by=town.lao, shift=shift, at=later(2))
    run(later(2))
    assert told() == ["moved_up"]
    assert box == [("10000000001", "您候补的清洁家园有名额了，3月3日 09:00。不能来请及时取消报名。")]


def test_all_who_signed_up_hear_once_that_it_is_called_off(town: Town, box: list[tuple[str, str]]) -> None:
    times = [(TOMORROW + timedelta(hours=h), TOMORROW + timedelta(hours=h + 1)) for h in (0, 2)]
    begin()
    for person in (town.ren, town.lao):
        agree(person)
    activity = published(town, wanted=1, times=times)
    shifts = list(Shift.objects.filter(role__activity=activity).select_related("role__activity").order_by("begins_at"))
    for shift in shifts:
        for person in (town.ren, town.lao):  # the second waits
            signed_up(person, shift, at=later(0.1))
    activities.call_off(by=town.mei, activity=activity, reason="台风", at=later(1))
    run(later(1))
    assert told() == ["off", "off"]
    assert set(Notice.objects.values_list("shift", flat=True)) == {shifts[0].pk}
    assert {words for _, words in box} == {"活动取消：清洁家园，3月3日 09:00。点开查看原因。"}


def test_a_reminder_of_what_was_given_back_or_called_off_or_has_begun_is_not_sent(
    town: Town, box: list[tuple[str, str]]
) -> None:
    shift = soon(town)
    remind(at=later(1))
    jobs.collect(at=later(1))
    signups.cancel(by=town.ren, shift=shift, at=later(1))
    jobs.send(at=later(1))
    other = shift_of(published(town))
    signed_up(town.ren, other, at=later(2))
    remind(at=later(2))
    jobs.collect(at=later(2))
    jobs.send(at=other.begins_at)
    assert (told(), box) == (["reminded", "reminded"], [])
    assert set(Notice.objects.values_list("state", flat=True)) == {"moot"}


def test_reminders_wait_for_the_morning_and_go_outside_working_hours(town: Town, box: list[tuple[str, str]]) -> None:
    shift = soon(town, begins=T0 + timedelta(hours=25))
    remind(at=later(13))  # late in the evening
    run(later(13))
    assert box == []
    jobs.send(at=shift.begins_at - timedelta(hours=1))
    assert told() == ["reminded"]
    assert len(box) == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("verb", list(OF_ACTIVITIES))
def test_all_that_is_told_of_a_shift_has_words_and_leads_to_its_activity(town: Town, verb: str, language: str) -> None:
    shift = shift_of(published(town))
    said = {"due_at": shift.begins_at.isoformat()}
    with translation.override(language):
        message = words.message(Notice(told=OF_ACTIVITIES[verb], shift=shift, person=town.ren, said=said))
    assert "清洁家园" in message.words
    assert "09:00" in message.words
    assert "%" not in message.words
    assert message.page == f"/activities/{shift.role.activity_id}/"


def test_without_consent_nobody_is_reminded(town: Town, box: list[tuple[str, str]]) -> None:
    begin()
    signed_up(town.ren, shift_of(published(town)), at=later(0.1))
    remind(at=later(1))
    run(later(1))
    assert (told(), box) == ([], [])
