"""A rule or a limit on the matters of the last year: the same units as in real routing, and nothing is written."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.models import Entry
from linli.duties.models import RoutingRule
from linli.duties.reads import catalogue, switched, with_rule, without_rule
from linli.duties.rules import Case
from linli.matters.models import Matter
from linli.matters.reads.replay import DAYS, UnitLoad, replay_limit, replay_rules
from tests.town import GRIDS, INSIDE, T0, Town

TODAY = T0.date()
WORDS = ("河道里有垃圾", "路边有垃圾", "河里漂着瓶子", "")


def told(town: Town) -> list[Matter]:
    """One matter of each kind of words in each grid, one a day."""
    kinds = (town.rubbish, town.leak, town.noise)
    return [
        town.matter(at=T0 + timedelta(days=n), point=INSIDE[grid], kind=kinds[n % 3].code, words=WORDS[n % len(WORDS)])
        for n, grid in enumerate(GRIDS * 3)
    ]


LATER = T0 + timedelta(days=20)


def test_a_router_names_the_unit_that_routing_names_first(town: Town) -> None:
    known = catalogue()
    router = known.router(known.rules, TODAY)
    for kind in known.kinds.values():
        for place in (*GRIDS, "320583100001", "320583100"):
            for words in WORDS:
                case = Case(place=place, kind=kind, on=TODAY, words=words)
                best = known.best(case)
                assert router.unit(case) == (best.unit if best else None)


def test_ending_a_rule_tells_who_gets_how_much_month_by_month(town: Town) -> None:
    rows, rule = told(town), RoutingRule.objects.get()
    river = [row for row in rows if row.kind_id == town.rubbish.pk and ("河道" in row.words or "河里" in row.words)]
    replayed = replay_rules(without_rule(rule), on=TODAY, at=LATER)
    assert (replayed.asked, replayed.moved) == (len(rows), len(river))
    loads = {load.unit.pk: load for load in replayed.loads}
    assert set(loads) == {town.water.pk, town.cleaners.pk}
    water, cleaners = loads[town.water.pk], loads[town.cleaners.pk]
    assert water.total_before - water.total_after == len(river) == cleaners.total_after - cleaners.total_before
    assert set(cleaners.after) == {"2026-03"}
    assert {example.number for example in replayed.examples} == {row.number_shown for row in river}
    assert replayed.examples[0].before is not None
    assert replayed.examples[0].before.rule_name == rule.name


def test_a_rule_that_is_not_saved_stands_in_its_order(town: Town) -> None:
    told(town)
    rule = RoutingRule.objects.get()
    first = RoutingRule(order=1, name="试", kind=town.rubbish, unit=town.street, valid_from=TODAY)
    last = RoutingRule(order=99, name="试", kind=town.rubbish, unit=town.street, valid_from=TODAY)
    to_street = [replay_rules(with_rule(new, None, TODAY), on=TODAY, at=LATER) for new in (first, last)]
    first_loads, last_loads = ({load.unit.pk: load for load in one.loads} for one in to_street)
    assert first_loads[town.water.pk].total_after < first_loads[town.water.pk].total_before
    assert town.water.pk not in last_loads  # the rule of the river comes first still
    instead = replay_rules(with_rule(last, rule, TODAY), on=TODAY, at=LATER)
    assert town.water.pk in {load.unit.pk for load in instead.loads}
    assert replay_rules(switched(rule), on=TODAY, at=LATER).moved > 0


def test_a_rule_for_later_is_tried_on_its_day(town: Town) -> None:
    told(town)
    later = TODAY + timedelta(days=90)
    new = RoutingRule(order=1, name="试", kind=town.rubbish, unit=town.street, valid_from=later)
    assert replay_rules(with_rule(new, None, later), on=TODAY, at=LATER).moved == 0
    assert replay_rules(with_rule(new, None, later), on=later, at=LATER).moved > 0


def test_only_the_last_year_is_asked_and_nothing_is_written(town: Town) -> None:
    town.matter(at=T0)
    before = (Entry.objects.count(), list(Matter.objects.values()))
    assert replay_rules((), on=TODAY, at=T0 + timedelta(days=DAYS)).asked == 1
    assert replay_rules((), on=TODAY, at=T0 + timedelta(days=DAYS, seconds=1)).asked == 0
    replay_limit(town.rubbish.pk, Limit(1, LimitUnit.WORKING_HOURS), on=TODAY, at=LATER)
    assert (Entry.objects.count(), list(Matter.objects.values())) == before


def test_half_as_much_again_in_the_busiest_month_is_marked() -> None:
    def load(before: dict[str, int], after: dict[str, int]) -> UnitLoad:
        return UnitLoad(None, Counter(before), Counter(after))  # type: ignore[arg-type]

    assert load({"2026-03": 20}, {"2026-03": 30}).is_overload
    assert not load({"2026-03": 20}, {"2026-03": 29}).is_overload
    assert not load({"2026-03": 2}, {"2026-03": 9}).is_overload
    assert load({}, {"2026-03": 10, "2026-04": 10}).busiest_month == "2026-04"
    assert not load({"2026-03": 30}, {"2026-03": 20}).is_overload


def test_answers_are_held_against_the_old_limit_and_the_new(town: Town) -> None:
    """Rubbish has four working hours; it was answered after two, after three days, and not at all."""
    quick, slow = town.handling(at=T0), town.handling(at=T0)
    town.handling(at=T0)
    fresh = LATER - timedelta(minutes=5)
    town.handling(at=fresh)
    town.matter(at=T0, kind=town.leak.code)
    for matter, hours in ((quick, 2), (slow, 72)):
        Matter.objects.filter(pk=matter.pk).update(answered_at=T0 + timedelta(hours=hours))
    told = replay_limit(town.rubbish.pk, Limit(5, LimitUnit.WORKING_DAYS), on=TODAY, at=LATER)
    assert (told.asked, told.undecided) == (3, 1)
    assert (told.in_time_before, told.in_time_after) == (1, 2)
    assert (told.share_before, told.share_after) == (1 / 3, 2 / 3)
    (unit,) = told.units
    assert unit.unit is not None
    assert unit.unit.pk == town.cleaners.pk
    assert unit.months == [("2026-03", 2, 1)]
    shorter = replay_limit(town.rubbish.pk, Limit(1, LimitUnit.WORKING_HOURS), on=TODAY, at=LATER)
    assert (shorter.in_time_before, shorter.in_time_after) == (1, 0)


def test_a_kind_without_matters_has_no_share(town: Town) -> None:
    told = replay_limit(town.gas.pk, Limit(1, LimitUnit.CALENDAR_HOURS), on=TODAY, at=LATER)
    assert (told.asked, told.share_before, told.units) == (0, None, ())


@pytest.mark.parametrize("many", [1, 12])
def test_a_replay_asks_as_often_for_many_matters_as_for_one(town: Town, many: int, django_assert_num_queries) -> None:
    for n in range(many):
        town.matter(at=T0 + timedelta(hours=n))
    catalogue()
    replay_rules((), on=TODAY, at=LATER)
    with django_assert_num_queries(1):
        replay_rules((), on=TODAY, at=LATER)
    with django_assert_num_queries(1):
        replay_limit(town.rubbish.pk, Limit(1, LimitUnit.WORKING_DAYS), on=TODAY, at=LATER)
