"""What is read of whistles: limits kept and missed, figures with intervals, the suggestion, the reporter's steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.matters.reads.timeline import timeline
from linli.whistles import actions, jobs
from linli.whistles.models import Whistle
from linli.whistles.reads.called import Why, callees
from linli.whistles.reads.figures import figures
from linli.whistles.reads.hints import hint
from linli.whistles.reads.lists import Tab, counts, lines, tabs_of
from linli.whistles.reads.seen import kept, seen
from linli.whistles.reads.told import joined, steps_of
from linli.whistles.rules import ChaseTo, RefusalReason, Stage, SummonsStage
from tests.town import GRIDS, T0, Town, answer
from tests.whistles.steps import LATER, blow, cause, part, rate_all, summons_in, whistle_in

DAY = timedelta(days=1)


def late(town: Town, whistle: Whistle, at) -> list[bool]:  # type: ignore[no-untyped-def]
    return [limit.is_late for limit in kept(part(whistle, town.cleaners), whistle, at)]


def test_each_limit_is_late_by_its_own_time(town: Town) -> None:
    whistle = blow(town)
    assert late(town, whistle, T0 + timedelta(minutes=60)) == [False, False, False]
    assert late(town, whistle, T0 + timedelta(minutes=61)) == [True, False, False]
    assert late(town, whistle, T0 + 5 * DAY) == [True, True, True]


def test_a_part_that_ended_is_judged_by_its_end(town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)  # concluded two hours after the call; water never signed
    water = part(whistle, town.water)
    assert [limit.is_late for limit in kept(water, whistle, T0 + 90 * DAY)] == [True, False, False]


def test_nothing_is_late_while_a_refusal_waits_or_was_right(town: Town) -> None:
    for stage in (SummonsStage.REFUSED, SummonsStage.RELEASED):
        assert late(town, summons_in(town, stage).whistle, T0 + 9 * DAY) == [False, False, False]


def test_who_is_suggested_and_why(town: Town) -> None:
    matter = town.handling(words="河道里的垃圾桶满了")
    found = {callee.unit.pk: callee.why for callee in callees(GRIDS[0], on=T0.date(), matter=matter)}
    assert found[town.cleaners.pk] == Why.ORDER
    assert found[town.water.pk] == Why.RULE
    assert found[town.street.pk] is None
    assert town.committee.pk not in found
    assert town.other_street.pk not in found
    fresh = town.matter(words="垃圾没人收")
    assert callees(GRIDS[0], on=T0.date(), matter=fresh)[0].why == Why.CATALOGUE
    joint = callees(GRIDS[0], on=T0.date(), cause=cause("joint_enforcement"))
    assert (joint[0].unit.pk, joint[0].why) == (town.cleaners.pk, Why.CAUSE)


def test_tabs_are_those_of_the_post(town: Town) -> None:
    assert tabs_of(town.guan) == [Tab.ANSWER, Tab.CHASED, Tab.ENDED]
    assert tabs_of(town.mei) == [Tab.OURS, Tab.CHASED, Tab.ENDED]
    assert tabs_of(town.jie) == [Tab.ANSWER, Tab.OURS, Tab.CHASED, Tab.ENDED]
    assert tabs_of(town.zhong) == [Tab.OURS, Tab.DECIDE, Tab.CHASED, Tab.ENDED]


def test_who_stays_away_stands_on_the_list_with_the_highest_who_heard(town: Town) -> None:
    blow(town)
    jobs.chase(at=T0 + 30 * DAY)
    for reader in (town.mei, town.jie, town.zhong, town.guan):
        (line,) = lines(reader, Tab.CHASED, at=T0 + 30 * DAY)
        assert line.told is ChaseTo.CENTRE
    assert lines(town.far, Tab.CHASED, at=T0 + 30 * DAY) == []


def test_a_department_owes_a_verdict_until_it_gives_one(town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)
    assert counts(town.guan)[Tab.ANSWER] == 1
    actions.judge(by=town.guan, summons=part(whistle, town.cleaners), is_due=True, at=LATER)
    assert counts(town.guan)[Tab.ANSWER] == 0
    assert counts(town.shui)[Tab.ANSWER] == 1


def test_the_reader_is_shown_what_the_reader_may_do(town: Town) -> None:
    whistle = whistle_in(town, Stage.JOINED)

    def page(by):  # type: ignore[no-untyped-def]
        return seen(whistle, by=by, at=LATER)

    assert page(town.mei).moves == {"conclude", "call_off", "call", "note"}
    assert page(town.wang).moves == frozenset()  # a grid does not lead what its community blew
    assert page(town.guan).moves == {"note"}
    assert page(town.guan).ours.moves == {"finish"}
    assert page(town.shui).ours.moves == {"sign", "refuse"}
    assert page(town.zhong).moves == frozenset()


def test_figures_count_shares_by_unit_with_intervals(town: Town) -> None:
    for _ in range(12):
        blow(town, matter=town.matter(at=T0), place="")
    for _ in range(28):
        town.matter(at=T0)
    whistle = Whistle.objects.order_by("pk")[0]
    actions.refuse(by=town.guan, summons=part(whistle, town.cleaners), reason="level_can_solve", words="可自行", at=T0)  # type: ignore[arg-type]
    at = T0 + DAY
    found = figures(["320583"], days=30, at=at)
    here, there = found.blown
    assert (here.unit.pk, here.whistles, here.at_places) == (town.street.pk, 12, 0)
    assert (here.share.part, here.share.whole) == (12, 40)
    assert here.share.low < 0.3 < here.share.high
    assert (there.share.whole, there.lies) == (0, "")
    rows = {row.unit.pk: row for row in found.answered}
    cleaners = rows[town.cleaners.pk]
    assert (cleaners.called, cleaners.refused.part, cleaners.upheld) == (12, 1, 0)
    assert (cleaners.late.part, cleaners.late.whole) == (11, 11)  # nobody signed within the hour
    assert [row.unit.pk for row in found.answered] == sorted(rows)  # no ranking


def test_a_street_is_said_to_differ_only_when_the_whole_interval_does(town: Town) -> None:
    for n in range(40):
        matter = town.matter(at=T0)
        if n < 20:
            blow(town, matter=matter, place="")
    for _ in range(60):
        town.matter(at=T0, point=None, place=GRIDS[4])
    found = {row.unit.pk: row.lies for row in figures(["320583"], days=30, at=T0 + DAY).blown}
    assert found == {town.street.pk: "above", town.other_street.pk: "below"}


def test_ratings_and_verdicts_enter_the_figures(town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)
    rate_all(town, whistle)
    actions.judge(by=town.guan, summons=part(whistle, town.cleaners), is_due=False, words="可自行解决", at=LATER)
    found = figures([town.street.prefix], days=30, at=T0 + DAY)
    assert (found.blown[0].due.part, found.blown[0].due.whole, found.blown[0].at_places) == (0, 1, 1)
    assert {(row.helped.part, row.marks) for row in found.answered} == {(1, (5, 1))}
    own = figures([], days=30, at=T0 + DAY, only=[town.water.pk])
    assert (own.blown, [row.unit.pk for row in own.answered]) == ((), [town.water.pk])


def test_a_request_that_was_handed_back_and_came_back_suggests_a_whistle(town: Town) -> None:
    matters.seed(at=T0)
    matter = town.handling()
    row = matters.hand_back(
        by=town.guan,
        order=matter.orders.get(),
        reason="not_our_duty",
        words="不属本单位",
        basis="三定方案",
        owner=town.water,
        at=T0,
    )
    order = matters.pass_on(by=town.zhong, handed_back=row, at=T0)
    assert order is not None
    assert hint(Matter.objects.get(pk=matter.pk), at=T0) is None  # once is not twice
    matters.sign(by=town.shui, order=order, at=T0)
    matters.finish(by=town.shui, order=order, answer=answer("已打捞"), at=T0)
    matter = Matter.objects.get(pk=matter.pk)
    matters.send_back(by=town.jie, matter=matter, words="岸上还有", at=T0)
    found = hint(matter, at=T0)
    assert found is not None
    assert (found.bounces, found.bounced) == (2, True)


def test_alike_counts_kind_community_and_month(town: Town) -> None:
    for days, more in ((31, {}), (3, {"kind": town.noise.code}), (3, {"point": None, "place": GRIDS[2]}), (2, {})):
        town.matter(at=T0 - days * DAY, **more)
    last = town.matter(at=T0)
    assert hint(last, at=T0) is None
    town.matter(at=T0 - DAY, point=None, place=GRIDS[1])  # another grid of the community
    found = hint(last, at=T0)
    assert found is not None
    assert (found.alike, found.comes_again, found.bounced) == (3, True, False)
    blow(town, matter=last, place="")
    assert hint(last, at=T0) is None


def test_the_reporters_steps_name_units_and_tell_no_words(town: Town) -> None:
    matter = town.matter(by=town.ren)
    whistle = blow(town, matter=matter, place="", at=T0 + timedelta(minutes=1))
    found = part(whistle, town.cleaners)
    actions.sign(by=town.guan, summons=found, at=T0 + timedelta(minutes=5))
    actions.arrive(by=town.guan, summons=found, words="内部说明", at=T0 + timedelta(minutes=30))
    public = joined(timeline(matter, public=True), steps_of(matter, public=True))
    assert [step.verb for step in public] == ["whistles.arrived", "whistles.blown", "matters.received"]
    assert all(not step.by and "内部" not in step.words for step in public)
    blown = next(step for step in public if step.verb == "whistles.blown")
    assert blown.to == "昆山市城市管理局、昆山市水务局"
    inside = steps_of(matter, public=False)
    assert [step.verb for step in inside] == ["whistles.arrived", "whistles.signed", "whistles.blown"]
    assert inside[0].by == town.guan.display_name


def test_who_decides_about_a_refusal_is_told_as_its_own_unit(town: Town) -> None:
    matter = town.matter(by=town.ren)
    whistle = blow(town, matter=matter, place="", at=T0 + timedelta(minutes=1))
    found = part(whistle, town.cleaners)
    no_duty = {"reason": RefusalReason.NO_LEGAL_BASIS, "words": "不属本单位职责"}
    actions.refuse(by=town.guan, summons=found, at=T0 + timedelta(minutes=5), **no_duty)
    actions.decide(by=town.zhong, summons=found, upheld=False, words="请到场", at=T0 + timedelta(minutes=9))
    decided, refused, _ = steps_of(matter, public=False)
    assert (refused.unit, refused.to) == (town.cleaners.name, "")
    assert (decided.unit, decided.to) == (town.centre.name, town.cleaners.name)


@pytest.mark.parametrize("public", [True, False])
def test_a_request_without_whistles_costs_one_query(
    town: Town, public: bool, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    matter = town.matter()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert steps_of(matter, public=public) == []
