"""The catalogue and the rules change by days, and what was promised stays promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.models import Entry
from linli.duties import actions
from linli.duties.models import CatalogueRow, Kind, RoutingRule
from linli.duties.reads import KindEnded, catalogue, facts, kept
from linli.duties.rules import Case
from linli.orgs.models import OrgKind
from tests.town import GRIDS, T0, Town

TODAY = date(2026, 3, 2)
TOMORROW = TODAY + timedelta(days=1)
PROMISE = actions.Promise(
    responsible_kind=OrgKind.DEPARTMENT,
    responsible_duty="water",
    limit=Limit(2, LimitUnit.WORKING_HOURS),
    done_when="清理完毕",
)


def set_row(town: Town, on: date, *, promise: actions.Promise = PROMISE, **more: Any) -> CatalogueRow:
    return actions.set_row(**({"by": town.sys, "kind": town.rubbish, "promise": promise, "on": on, "at": T0} | more))


def spans(kind: Kind) -> list[tuple[date, date | None]]:
    return list(CatalogueRow.objects.filter(kind=kind).order_by("valid_from").values_list("valid_from", "valid_to"))


def test_a_new_promise_ends_the_old_one_on_its_day(town: Town) -> None:
    row = set_row(town, TOMORROW)
    assert spans(town.rubbish) == [(date(2020, 1, 1), TOMORROW), (TOMORROW, None)]
    kept.forget()
    assert catalogue().row(town.rubbish.pk, TODAY).limit.amount == 4
    assert catalogue().row(town.rubbish.pk, TOMORROW).pk == row.pk
    entry = Entry.objects.get(verb="duties.row_set")
    assert (entry.actor_id, entry.params) == (town.sys.pk, {"kind": "02-01-01", "on": "2026-03-03"})


def test_what_was_reported_keeps_what_it_was_promised(town: Town) -> None:
    matter = town.matter()
    set_row(town, TODAY)
    before = (matter.row_id, matter.due_at)
    matter.refresh_from_db()
    assert (matter.row_id, matter.due_at) == before
    kept.forget()
    assert town.matter().row_id != matter.row_id


def test_a_promise_between_two_others_ends_where_the_next_begins(town: Town) -> None:
    set_row(town, date(2026, 6, 1))
    set_row(town, date(2026, 4, 1))
    assert spans(town.rubbish) == [
        (date(2020, 1, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 6, 1)),
        (date(2026, 6, 1), None),
    ]


@pytest.mark.parametrize("order", [(10, 20, 30), (30, 20, 10), (20, 30, 10), (20, 10, 20), (10, 10, 5)])
def test_rows_never_overlap_and_leave_no_gap(town: Town, order: tuple[int, ...]) -> None:
    for days in order:
        set_row(town, TODAY + timedelta(days=days))
    told = spans(town.rubbish)
    assert all(end == begin for (_, end), (begin, _) in pairwise(told))
    assert told[-1][1] is None


def test_a_planned_promise_can_be_replaced_and_todays_cannot(town: Town) -> None:
    set_row(town, TOMORROW)
    again = set_row(town, TOMORROW, promise=replace(PROMISE, done_when="另一说法"))
    assert CatalogueRow.objects.get(kind=town.rubbish, valid_from=TOMORROW) == again
    set_row(town, TODAY, kind=town.leak)
    with pytest.raises(actions.DayTaken):
        set_row(town, TODAY, kind=town.leak)


def test_the_past_is_not_promised_anew(town: Town) -> None:
    with pytest.raises(actions.TooLate):
        set_row(town, TODAY - timedelta(days=1))
    with pytest.raises(actions.TooLate):
        actions.end_kind(by=town.sys, kind=town.rubbish, on=TODAY, at=T0)


def test_only_kinds_of_the_third_level_are_promised(town: Town) -> None:
    with pytest.raises(actions.NotThirdLevel):
        set_row(town, TODAY, kind=town.rubbish.parent)


def test_a_kind_that_ends_is_not_taken_any_more_and_can_come_back(town: Town) -> None:
    set_row(town, date(2026, 6, 1))
    actions.end_kind(by=town.sys, kind=town.rubbish, on=TOMORROW, at=T0)
    assert spans(town.rubbish) == [(date(2020, 1, 1), TOMORROW)]
    kept.forget()
    assert catalogue().row(town.rubbish.pk, TODAY)
    with pytest.raises(KindEnded):
        catalogue().row(town.rubbish.pk, TOMORROW)
    assert town.rubbish.pk not in [kind.pk for kind in catalogue().open_kinds(TOMORROW)]
    with pytest.raises(actions.NothingInForce):
        actions.end_kind(by=town.sys, kind=town.rubbish, on=TOMORROW, at=T0)
    set_row(town, date(2026, 7, 1))
    kept.forget()
    assert catalogue().row(town.rubbish.pk, date(2026, 7, 1))


RIVER = actions.RuleSays(
    order=5, name="湖面垃圾归水务", words=("湖面",), unit_kind=OrgKind.DEPARTMENT, unit_duty="water"
)


def set_rule(town: Town, says: actions.RuleSays = RIVER, **more: Any) -> RoutingRule:
    return actions.set_rule(**({"by": town.sys, "says": says, "on": TODAY, "at": T0} | more))


def routed(town: Town, words: str, on: date = TODAY) -> str:
    kept.forget()
    known = catalogue()
    case = Case(place=GRIDS[0], kind=known.kinds[town.rubbish.pk], on=on, words=words)
    return known.suggest(case)[0].unit.name


def test_a_rule_routes_from_its_day(town: Town) -> None:
    set_rule(town, on=TOMORROW)
    assert routed(town, "湖面垃圾") == town.cleaners.name
    assert routed(town, "湖面垃圾", TOMORROW) == town.water.name
    assert Entry.objects.get(verb="duties.rule_set").params == {"on": "2026-03-03", "instead_of": None}


def test_a_rule_takes_the_place_of_another(town: Town) -> None:
    old = RoutingRule.objects.get(name="河道垃圾归水务")
    new = actions.RuleSays(order=10, name="河道垃圾归街道", words=("河道",), unit=town.street)
    set_rule(town, new, on=TOMORROW, instead_of=old)
    assert routed(town, "河道垃圾", TODAY) == town.water.name
    assert routed(town, "河道垃圾", TOMORROW) == town.street.name
    with pytest.raises(actions.RuleEnded):
        set_rule(town, new, on=TOMORROW, instead_of=old)


def test_a_rule_taken_back_leaves_the_one_it_was_to_replace(town: Town) -> None:
    old = RoutingRule.objects.get(name="河道垃圾归水务")
    new = actions.RuleSays(order=10, name="河道垃圾归街道", words=("河道",), unit=town.street)
    second = set_rule(town, new, on=TOMORROW, instead_of=old)
    third = set_rule(town, new, on=TOMORROW + timedelta(days=1), instead_of=second)
    actions.take_back_rule(by=town.sys, row=second, at=T0)
    old.refresh_from_db()
    assert old.valid_to == third.valid_from
    third.refresh_from_db()
    actions.take_back_rule(by=town.sys, row=third, at=T0)
    assert list(RoutingRule.objects.filter(valid_to=None)) == [old]
    assert routed(town, "河道垃圾", TOMORROW) == town.water.name


def test_a_switched_off_rule_counts_no_more(town: Town) -> None:
    rule = RoutingRule.objects.get(name="河道垃圾归水务")
    assert routed(town, "河道垃圾") == town.water.name
    actions.switch_rule(by=town.sys, rule=rule, on=False, at=T0)
    assert routed(town, "河道垃圾") == town.cleaners.name
    with pytest.raises(actions.AlreadySo):
        actions.switch_rule(by=town.sys, rule=rule, on=False, at=T0)
    actions.switch_rule(by=town.sys, rule=rule, on=True, at=T0)
    assert routed(town, "河道垃圾") == town.water.name


def test_a_rule_has_a_condition_and_names_one_unit(town: Town) -> None:
    with pytest.raises(actions.NoCondition):
        set_rule(town, replace(RIVER, words=()))
    with pytest.raises(actions.UnitUnclear):
        set_rule(town, replace(RIVER, unit=town.street))
    with pytest.raises(actions.UnitUnclear):
        set_rule(town, replace(RIVER, unit_kind=None))
    with pytest.raises(actions.TooLate):
        set_rule(town, on=TODAY - timedelta(days=1))


def test_a_rule_that_is_not_saved_can_be_tried_on_past_cases(town: Town) -> None:
    known = catalogue()
    kind = known.kinds[town.rubbish.pk]
    cases = [(words, Case(place=GRIDS[0], kind=kind, on=TODAY, words=words)) for words in ("湖面垃圾", "路边垃圾")]
    tried = facts(RoutingRule(order=1, name="试", words=["湖面"], unit=town.street, valid_from=TODAY))
    told = known.dry_run(cases, [tried, *known.rules])
    assert [(change.key, change.after.unit.pk) for change in told.changed if change.after] == [
        ("湖面垃圾", town.street.pk)
    ]
    assert told.counts == {town.cleaners.pk: (2, 1), town.street.pk: (0, 1)}


def test_only_who_may_set_rules_does(town: Town) -> None:
    rule = RoutingRule.objects.get(name="河道垃圾归水务")
    for person in (town.ren, town.wang, town.mei, town.jie, town.guan, town.sec, town.aud):
        with pytest.raises(PermissionDenied):
            set_row(town, TOMORROW, by=person)
        with pytest.raises(PermissionDenied):
            actions.end_kind(by=person, kind=town.rubbish, on=TOMORROW, at=T0)
        with pytest.raises(PermissionDenied):
            set_rule(town, by=person)
        with pytest.raises(PermissionDenied):
            actions.switch_rule(by=person, rule=rule, on=False, at=T0)
        with pytest.raises(PermissionDenied):
            actions.seed(at=T0, by=person)
    assert not Entry.objects.filter(verb__startswith="duties.").exists()
    assert set_row(town, TOMORROW, by=town.zhong).pk
