"""Where a point is: every point has one owner, the same from every side and in every process."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from linli.core import revisions
from linli.core.revisions import Kept
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places import reads
from linli.places.datum import Datum, from_cgcs2000
from linli.places.models import Division, Grid, GridKind, Zone, ZoneKind
from linli.places.reads import Gazetteer, GridFacts, gazetteer, locate
from linli.places.shapes import polygon
from tests.town import GRIDS, INSIDE, SINCE, T0, Town, forget, square

FREE = 7
EDGE = 120.91  # between the first grid and the second
TOP = 31.31


def owner(lon: float, lat: float) -> str:
    found = locate(lon, lat).grid
    return found.code if found else ""


def test_the_middle_of_each_grid_is_its_own(town: Town) -> None:
    assert [owner(*INSIDE[code]) for code in GRIDS] == GRIDS


def test_a_point_on_a_shared_edge_belongs_to_the_lower_code_from_both_sides(town: Town) -> None:
    step = 1e-9
    assert owner(EDGE - step, 31.305) == GRIDS[0]
    assert owner(EDGE, 31.305) == GRIDS[0]
    assert owner(EDGE + step, 31.305) == GRIDS[1]
    assert owner(EDGE, TOP) == GRIDS[0]  # the corner of both


def test_a_dedicated_grid_owns_its_edge_though_its_code_is_higher(town: Town) -> None:
    west = mapping(box(EDGE - 0.002, 31.302, EDGE, 31.304))
    Grid.objects.create(
        code="320583100001009",
        community=town.community,
        kind=GridKind.DEDICATED,
        name="专属网格",
        host_name="演示商场",
        outline=json.loads(json.dumps(west)),
        valid_from=SINCE,
    )
    forget()
    assert owner(EDGE - 0.001, 31.303) == "320583100001009"  # inside, where the basic grid lies too
    assert owner(EDGE - 0.002, 31.303) == "320583100001009"  # its own edge, from the basic grid around it
    assert owner(EDGE, 31.303) == "320583100001009"  # an edge of three
    assert owner(EDGE, 31.305) == GRIDS[0]


def test_the_owner_does_not_depend_on_the_order_of_the_table(town: Town) -> None:
    town.wang.posts.all().delete()
    rows = list(Grid.objects.all())
    random.Random(3).shuffle(rows)
    Grid.objects.all().delete()
    for row in rows:
        row.pk = None
        row.save(force_insert=True)
    forget()
    assert owner(EDGE, 31.305) == GRIDS[0]
    assert owner(120.92, 31.305) == GRIDS[1]


def test_outside_all_grids_the_nearest_is_named_with_its_distance(town: Town) -> None:
    found = locate(120.90 - 0.01, 31.305)
    assert found.grid is None
    assert found.nearest is not None
    assert found.nearest.code == GRIDS[0]
    assert found.metres == pytest.approx(951, abs=5)  # a hundredth of a degree at 31.3 N
    north = locate(120.905, TOP + 0.01)
    assert north.metres == pytest.approx(1113, abs=5)


def test_two_equally_near_grids_are_named_by_the_lower_code(town: Town) -> None:
    found = locate(EDGE, TOP + 0.01)
    assert found.nearest is not None
    assert found.nearest.code == GRIDS[0]


def test_a_hairline_between_two_drawings_is_no_hole(town: Town) -> None:
    gap = 4e-6  # 0.4 m
    Grid.objects.filter(code=GRIDS[1]).update(outline=mapping(box(EDGE + gap, 31.30, 120.92, TOP)))
    forget()
    assert owner(EDGE + gap / 4, 31.305) == GRIDS[0]
    assert owner(EDGE + gap * 3 / 4, 31.305) == GRIDS[1]


def test_without_grids_nothing_is_found(db: None) -> None:
    forget()
    found = locate(120.9, 31.3)
    assert (found.grid, found.nearest) == (None, None)
    assert gazetteer().middle == (0.0, 0.0)


def test_an_ended_grid_holds_no_point(town: Town) -> None:
    Grid.objects.filter(code=GRIDS[0]).update(valid_to=date(2025, 1, 1))
    forget()
    assert owner(*INSIDE[GRIDS[0]]) == ""


def test_every_process_sees_an_import(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "LOOK_AGAIN_SECONDS", 0.0)
    another = Kept(reads.REVISION, reads.land._load)  # what another process keeps
    assert another.get().locate(120.975, 31.305).grid is None
    loaded = another.get()
    assert another.get() is loaded  # nothing changed, nothing is loaded
    feature = {"type": "Feature", "properties": {"code": "320583101001002", "name": "新"}, "geometry": square(FREE)}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    actions.import_grids(data, datum=Datum.CGCS2000, by=SYSTEM, at=T0)
    found = another.get().locate(120.975, 31.305).grid
    assert found is not None
    assert found.code == "320583101001002"


def facts(codes: Sequence[str]) -> list[GridFacts]:
    return [GridFacts(pk=at, code=code, name="", kind="basic", host_name="") for at, code in enumerate(codes)]


@pytest.mark.slow
@given(
    lon=st.floats(120.80, 121.20),
    lat=st.floats(31.20, 31.40),
    datum=st.sampled_from(Datum),
)
def test_a_tiled_county_has_no_hole_in_any_datum(lon: float, lat: float, datum: Datum) -> None:
    found = TILED[datum].locate(*from_cgcs2000(lon, lat, datum))
    assert found.grid is not None


def _tiled(datum: Datum) -> Gazetteer:
    """Squares that share corners with ones half their size, brought to ``datum`` corner by corner."""
    drawn = []
    for x in range(10):
        for y in range(10):
            west, south = 120.78 + x * 0.044, 31.18 + y * 0.024
            height = 0.024 / (1 + x % 2)
            for half in range(1 + x % 2):
                below = south + half * height
                ring = [(west, below), (west + 0.044, below), (west + 0.044, below + height), (west, below + height)]
                ring = [from_cgcs2000(lon, lat, datum) for lon, lat in (*ring, ring[0])]
                drawn.append(polygon({"type": "Polygon", "coordinates": [ring]}, Datum.CGCS2000))
    return Gazetteer({}, {}, facts([f"{at:015d}" for at in range(len(drawn))]), drawn)


TILED = {datum: _tiled(datum) for datum in Datum}


def test_zones_overlap_the_tree(town: Town) -> None:
    park = Zone.objects.create(
        kind=ZoneKind.PARK, name="演示公园", outline=mapping(box(120.905, 31.30, 120.925, TOP)), valid_from=SINCE
    )
    Zone.objects.create(kind=ZoneKind.PARTY_AREA, name="无边界片区", valid_from=SINCE)
    Zone.objects.create(
        kind=ZoneKind.PARK, name="旧公园", outline=square(0), valid_from=SINCE, valid_to=date(2025, 1, 1)
    )
    forget()
    assert gazetteer().zones_of(EDGE, 31.305) == {park.pk}
    assert gazetteer().zones_of(120.925, TOP) == {park.pk}  # its corner belongs to it
    assert gazetteer().zones_of(120.9, 31.305) == frozenset()


def test_codes_are_called_by_names_as_people_say_them(town: Town) -> None:
    known = gazetteer()
    assert known.label(GRIDS[0]) == "玉山镇 · 里厍社区 · 第1网格"
    assert known.label("320583100001") == known.label("320583100001999") == "玉山镇 · 里厍社区"
    assert known.label("320583100000") == known.label("320583100") == "玉山镇"
    assert known.label("320583") == "昆山市"
    assert known.label("999999") == "999999000000"
    assert known.path(GRIDS[0]) == [
        ("320583100000", "玉山镇"),
        ("320583100001", "里厍社区"),
        (GRIDS[0], "第1网格"),
    ]
    assert known.known(GRIDS[0])
    assert not known.known("320583100001999")
    assert known.grid_by_code[GRIDS[0]].pk == town.grid.pk


def test_the_middle_lies_in_the_middle_of_all_grids(town: Town) -> None:
    assert gazetteer().middle == pytest.approx((120.925, 31.305))


def test_a_new_name_shows_after_an_import(town: Town) -> None:
    assert gazetteer().name("320583100001") == "里厍社区"
    Division.objects.filter(code="320583100001").update(name="里厍新村村委会")
    revisions.bump(reads.REVISION)
    reads.kept.forget()
    assert gazetteer().name("320583100001") == "里厍新村"
