"""A place chosen by name, step by step."""

from __future__ import annotations

from datetime import date

from linli.places import reads
from linli.places.models import Division, Grid, GridKind
from tests.town import GRIDS, SINCE, Town, square


def test_towns_lead_to_communities_and_communities_to_grids(town: Town) -> None:
    assert [d.name for d in reads.towns("320583")] == ["玉山镇", "巴城镇"]
    assert [d.name for d in reads.communities("320583100")] == ["里厍社区居委会", "亭林社区居委会"]
    assert [grid.code for grid in reads.grids("320583100001")] == GRIDS[:2]
    assert not reads.towns("320584").exists()


def test_basic_grids_stand_before_dedicated_ones(town: Town) -> None:
    Grid.objects.create(
        code="320583100001000",
        community=town.community,
        kind=GridKind.DEDICATED,
        name="专属",
        host_name="演示商场",
        outline=square(0),
        valid_from=SINCE,
    )
    assert [grid.code for grid in reads.grids("320583100001")] == [*GRIDS[:2], "320583100001000"]


def test_what_has_ended_is_not_offered(town: Town) -> None:
    Grid.objects.filter(code=GRIDS[0]).update(valid_to=date(2025, 1, 1))
    Division.objects.filter(code="320583100002").update(valid_to=date(2025, 1, 1))
    assert [grid.code for grid in reads.grids("320583100001")] == GRIDS[1:2]
    assert [d.code for d in reads.communities("320583100")] == ["320583100001"]
