"""Who must hear that nobody comes hears it, once, whatever the number of work processes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.core.models import Entry
from linli.whistles import actions, jobs
from linli.whistles.models import Chase
from linli.whistles.rules import SummonsStage
from tests.matters.test_races import race
from tests.town import T0, Town
from tests.whistles.steps import blow, cause, part, summons_in

END = T0 + timedelta(days=30)


def told() -> list[tuple[str, str]]:
    rows = Entry.objects.filter(verb="whistles.chased").order_by("pk")
    return [(row.params["limit"], row.params["to"]) for row in rows]


def test_a_late_summons_is_chased_once(town: Town) -> None:
    blow(town)
    for minutes in (59, 61, 62, 120):
        jobs.chase(at=T0 + timedelta(minutes=minutes))
    assert told() == [("sign", "head")] * 2  # two departments, once each


def test_head_joint_meeting_and_centre_hear_step_by_step(town: Town) -> None:
    blow(town, departments=[town.cleaners])
    heard = []
    for days in range(10):
        jobs.chase(at=T0 + timedelta(days=days, hours=9))
        heard.append(len(told()))
    assert told() == [("sign", "head"), ("arrive", "head"), ("arrive", "joint_meeting"), ("arrive", "centre")]
    assert heard == [1, 1, 1, 2, 3, 3, 3, 4, 4, 4]  # Monday; Thursday, Friday, and Monday after the weekend


def test_who_comes_is_chased_no_more(town: Town) -> None:
    whistle = summons_in(town, SummonsStage.ARRIVED).whistle
    jobs.chase(at=END)
    chased = Chase.objects.fired().values_list("summons__department", flat=True)
    assert set(chased) == {town.water.pk}
    actions.call_off(by=town.mei, whistle=whistle, words="已解决", at=END)
    assert not Chase.objects.filter(fired_at=None).exists()


def test_signing_stops_the_step_for_signing_only(town: Town) -> None:
    summons_in(town, SummonsStage.SIGNED, blow(town, departments=[town.cleaners]))
    jobs.chase(at=END)
    assert told() == [("arrive", "head"), ("arrive", "joint_meeting"), ("arrive", "centre")]


def test_an_emergency_reaches_the_centre_within_the_hour(town: Town) -> None:
    blow(town, cause=cause("emergency"), departments=[town.cleaners])
    for minute in range(60):
        jobs.chase(at=T0 + timedelta(minutes=minute))
    assert told() == [("sign", "head"), ("arrive", "joint_meeting"), ("arrive", "centre")]


def test_nothing_is_chased_while_a_refusal_waits_and_all_of_it_when_it_is_turned_down(town: Town) -> None:
    summons = summons_in(town, SummonsStage.REFUSED, blow(town, departments=[town.cleaners]))
    jobs.chase(at=END)
    assert told() == []
    actions.decide(by=town.zhong, summons=summons, upheld=False, words="应到场", at=END)
    jobs.chase(at=END + timedelta(days=30))
    assert len(told()) == 4


def test_the_job_runs_with_the_others() -> None:
    from linli.site.work import jobs as all_jobs

    job = next(job for job in all_jobs() if job.name == "whistles.chase")
    assert job.every <= timedelta(seconds=60)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_work_processes_at_once_chase_each_step_once(town: Town) -> None:
    for _ in range(15):
        blow(town)
    results = race([lambda: jobs.chase(at=END) for _ in range(4)])
    assert sum(results) == 15 * 2 * 4 == Chase.objects.fired().count() == len(told())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_signs_at_the_moment_of_the_chase_is_chased_before_or_not_at_all(town: Town) -> None:
    late = T0 + timedelta(hours=2)
    for _ in range(5):
        found = part(blow(town, departments=[town.cleaners]), town.cleaners)
        race([lambda: jobs.chase(at=late), lambda found=found: actions.sign(by=town.guan, summons=found, at=late)])
        fired = Chase.objects.fired().filter(summons=found, limit="sign").count()
        logged = Entry.objects.filter(verb="whistles.chased", subject_id=found.pk).count()
        assert fired == logged
        assert not Chase.objects.filter(summons=found, limit="sign", fired_at=None).exists()
