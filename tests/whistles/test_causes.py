"""Causes are dated rows: a street adds its own, the county's stay, and what was blown keeps its limits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.whistles import actions, errors
from linli.whistles.actions import CauseSays
from linli.whistles.models import Cause
from linli.whistles.reads.causes import causes_at
from linli.whistles.rules import Rank
from tests.town import GRIDS, T0, Town
from tests.whistles.steps import blow, cause, part

TODAY = T0.date()
FLOOD = CauseSays("flood", "防汛排涝", sign_minutes=15, contact_minutes=30, arrive_minutes=60)


def test_the_seeds_hold_the_four_causes_with_their_limits(town: Town) -> None:
    assert actions.seed(at=T0) == 4
    assert actions.seed(at=T0) == 0
    rows = {row.code: row for row in Cause.objects.all()}
    assert set(rows) == {"push", "hard_case", "joint_enforcement", "emergency"}
    assert (rows["push"].sign_minutes, rows["push"].contact_minutes, rows["push"].limits.arrive) == (60, 1440, 3)
    assert rows["hard_case"].limits.arrive == 5
    assert rows["emergency"].limits.arrive == timedelta(minutes=30)
    assert all(row.steps for row in rows.values())


def test_a_street_adds_a_cause_for_itself(town: Town) -> None:
    cause()
    row = actions.set_cause(by=town.jie, area=town.street.prefix, says=FLOOD, on=TODAY, at=T0)
    assert row in causes_at(GRIDS[0], TODAY, Rank.GRID)
    assert row not in causes_at(GRIDS[4], TODAY, Rank.STREET)
    whistle = blow(town, cause=row)
    assert part(whistle, town.water).arrive_due_at == T0 + timedelta(minutes=60)


def test_a_streets_row_goes_before_the_countys_of_the_same_code(town: Town) -> None:
    cause()
    says = CauseSays("push", "工作推进", sign_minutes=30, contact_minutes=120, arrive_working_days=2)
    actions.set_cause(by=town.jie, area=town.street.prefix, says=says, on=TODAY, at=T0)
    here = {row.code: row.arrive_working_days for row in causes_at(GRIDS[0], TODAY, Rank.STREET)}
    there = {row.code: row.arrive_working_days for row in causes_at(GRIDS[4], TODAY, Rank.STREET)}
    assert (here["push"], there["push"]) == (2, 3)


def test_a_level_is_offered_its_own_causes_only(town: Town) -> None:
    cause()
    assert [row.code for row in causes_at(GRIDS[0], TODAY, Rank.GRID)] == ["push", "emergency"]
    assert len(causes_at(GRIDS[0], TODAY, Rank.STREET)) == 4


def test_a_row_follows_the_one_before_and_what_was_blown_keeps_its_limits(town: Town) -> None:
    push, tomorrow = cause(), TODAY + timedelta(days=1)
    whistle = blow(town, cause=push)
    says = CauseSays("push", "工作推进", sign_minutes=30, contact_minutes=60, arrive_working_days=1)
    new = actions.set_cause(by=town.zhong, area="", says=says, on=tomorrow, at=T0)
    push.refresh_from_db()
    assert (push.valid_to, new.valid_from, new.valid_to) == (tomorrow, tomorrow, None)
    assert part(whistle, town.water).sign_due_at == T0 + timedelta(hours=1)
    assert new.chasing  # somebody always hears
    with pytest.raises(errors.CauseTaken):
        actions.set_cause(by=town.zhong, area="", says=says, on=tomorrow, at=T0)


@pytest.mark.parametrize(
    "limits",
    [
        {"sign_minutes": 0, "contact_minutes": 10, "arrive_minutes": 20},
        {"sign_minutes": 60, "contact_minutes": 10, "arrive_minutes": 90},
        {"sign_minutes": 10, "contact_minutes": 10},
        {"sign_minutes": 10, "contact_minutes": 10, "arrive_minutes": 20, "arrive_working_days": 1},
        {"sign_minutes": 10, "contact_minutes": 10, "arrive_minutes": 5},
        {"sign_minutes": 10, "contact_minutes": 10, "arrive_minutes": 20, "ranks": ()},
        {"sign_minutes": 10, "contact_minutes": 10, "arrive_minutes": 20, "chasing": [{"limit": "never"}]},
    ],
)
def test_limits_that_do_not_hold_together_are_refused(town: Town, limits: dict) -> None:
    with pytest.raises(errors.BadLimits):
        actions.set_cause(by=town.zhong, area="", says=CauseSays("x", "某事由", **limits), on=TODAY, at=T0)


def test_nobody_sets_causes_outside_the_own_area(town: Town) -> None:
    for by, area in (
        (town.jie, ""),
        (town.far, town.street.prefix),
        (town.mei, town.street.prefix),
        (town.guan, ""),
    ):
        with pytest.raises(PermissionDenied):
            actions.set_cause(by=by, area=area, says=FLOOD, on=TODAY, at=T0)


def test_a_cause_is_ended_once_and_never_today(town: Town) -> None:
    push, tomorrow = cause(), TODAY + timedelta(days=1)
    with pytest.raises(errors.CauseTaken):
        actions.end_cause(by=town.zhong, cause=push, on=TODAY, at=T0)
    actions.end_cause(by=town.zhong, cause=push, on=tomorrow, at=T0)
    with pytest.raises(errors.CauseEnded):
        actions.end_cause(by=town.zhong, cause=push, on=tomorrow, at=T0)
    assert push not in causes_at(GRIDS[0], tomorrow, Rank.GRID)
