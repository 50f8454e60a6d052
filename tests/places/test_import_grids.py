"""Polygons of grids come from GeoJSON, all of a community or none."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.imports import Summary
from linli.core.models import Entry
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places.actions import NotAFeatureCollection
from linli.places.causes import Cause
from linli.places.datum import Datum, from_cgcs2000
from linli.places.models import Division, Grid, GridKind
from linli.places.reads import kept, locate
from tests.town import GRIDS, INSIDE, T0, Town, square

FREE = 7  # squares from here on are nobody's

Feature = dict[str, object]


def box(west: float, south: float, east: float, north: float) -> Feature:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: str, geometry: Feature, **more: object) -> Feature:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": f"第{code[14:]}网格"} | more,
        "geometry": geometry,
    }


def load(*features: object, datum: Datum = Datum.CGCS2000) -> Summary:
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return actions.import_grids(data, datum=datum, by=SYSTEM, at=T0)


def causes(summary: Summary) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.cause) for refusal in summary.refused]


NEW = "320583101001002"
NEXT = "320583101001003"


def test_a_new_grid_is_found_by_its_points_once_every_process_looks_again(town: Town) -> None:
    assert locate(120.975, 31.305).grid is None
    summary = load(feature(NEW, square(FREE), kind="basic", community_code=NEW[:12]))
    assert (summary.read, summary.added, summary.refused) == (1, 1, [])
    kept.forget()  # as another process, or this one a second later
    found = locate(120.975, 31.305).grid
    assert found is not None
    assert found.code == NEW
    entry = Entry.objects.get(verb="places.grids_imported")
    assert (entry.place, entry.params["added"]) == (NEW[:12], [NEW])


def test_a_second_run_adds_nothing(town: Town) -> None:
    for datum in Datum:
        features = [feature(NEW, square(FREE)), feature(NEXT, square(FREE + 1))]
        load(*features, datum=datum)
        again = load(*features, datum=datum)
        assert (again.read, again.added, again.changed, again.there, again.refused) == (2, 0, 0, 2, [])


def test_a_redrawn_grid_takes_its_new_shape(town: Town) -> None:
    load(feature(NEW, square(FREE)))
    summary = load(feature(NEW, square(FREE + 1), name="新名网格"))
    assert (summary.added, summary.changed) == (0, 1)
    grid = Grid.objects.get(code=NEW)
    assert grid.name == "新名网格"
    assert grid.outline["coordinates"][0][0] == [120.98, 31.3]


@pytest.mark.parametrize("datum", Datum)
def test_the_datum_of_the_file_is_brought_to_cgcs2000(town: Town, datum: Datum) -> None:
    ring = square(FREE)["coordinates"][0]  # type: ignore[index]
    shown = [list(from_cgcs2000(lon, lat, datum)) for lon, lat in ring]
    load(feature(NEW, {"type": "Polygon", "coordinates": [shown]}), datum=datum)
    stored = Grid.objects.get(code=NEW).outline["coordinates"][0]
    assert stored == [pytest.approx(point, abs=1e-7) for point in ring]


BOW_TIE = {"type": "Polygon", "coordinates": [[[121, 31], [121.01, 31.01], [121.01, 31], [121, 31.01], [121, 31]]]}


@pytest.mark.parametrize(
    ("bad", "cause", "named"),
    [
        (feature(NEXT, BOW_TIE), Cause.SHAPE, f"{NEXT} 第3网格 Self-intersection"),
        (feature(NEXT, {"type": "Point", "coordinates": [121, 31]}), Cause.GEOMETRY, NEXT),
        (feature(NEXT, {"type": "Polygon", "coordinates": [[["a", 31]]]}), Cause.COORDINATES, NEXT),
        (feature(NEXT, {"type": "Polygon", "coordinates": []}), Cause.COORDINATES, NEXT),
        (feature(NEXT, box(40519000, 3470000, 40519100, 3470100)), Cause.COORDINATES, NEXT),  # metres, not degrees
        (feature(NEXT, square(FREE + 1), kind="round"), Cause.GRID_KIND, "round"),
        (feature(NEXT, square(FREE + 1), kind="dedicated"), Cause.HOST, NEXT),
        (feature(NEXT, square(FREE + 1), name=""), Cause.BLANK, "name"),
        (feature(NEXT, square(FREE + 1), name="长" * 61), Cause.TOO_LONG, NEXT),
        (feature(NEXT, square(FREE + 1), name="名\ud800称"), Cause.CHARACTERS, NEXT),
        (feature(NEXT, square(FREE + 1), community_code="320583100001"), Cause.OTHER_COMMUNITY, "320583100001"),
        (feature("320583101099001", square(FREE + 1)), Cause.UNKNOWN_COMMUNITY, "320583101099"),
        (feature("32058310100", square(FREE + 1), name="短"), Cause.GRID_CODE, "32058310100"),
        (feature(NEW, square(FREE + 1)), Cause.TWICE, NEW),
        ({"type": "Feature", "geometry": None}, Cause.FEATURE, ""),
        ("a word", Cause.FEATURE, ""),
    ],
)
def test_a_bad_feature_is_refused_by_name(town: Town, bad: object, cause: Cause, named: str) -> None:
    summary = load(feature(NEW, square(FREE)), bad)
    [refusal] = [refusal for refusal in summary.refused if refusal.line == 2]
    assert refusal.cause == cause
    assert named in refusal.detail


def test_a_community_comes_whole_or_not_at_all(town: Town) -> None:
    summary = load(
        feature(NEW, square(FREE)),
        feature(NEXT, BOW_TIE),
        feature("320583100002003", square(FREE + 2)),
    )
    assert causes(summary) == [(1, Cause.WITH_OTHERS), (2, Cause.SHAPE)]
    assert summary.added == 1
    assert Grid.objects.filter(code="320583100002003").exists()
    assert not Grid.objects.filter(code__in=[NEW, NEXT]).exists()


def test_basic_grids_that_overlap_are_refused_with_the_pair_named(town: Town) -> None:
    summary = load(feature(NEW, box(121, 31, 121.01, 31.01)), feature(NEXT, box(121.0099, 31, 121.02, 31.01)))
    assert causes(summary) == [(1, Cause.WITH_OTHERS), (2, Cause.OVERLAP)]
    assert f"{NEW} 第2网格 × {NEXT} 第3网格" in summary.refused[1].detail
    assert not Grid.objects.filter(code__in=[NEW, NEXT]).exists()


def test_a_grid_that_overlaps_one_that_is_there_is_refused(town: Town) -> None:
    summary = load(feature(NEW, square(4)))  # the square of the community's only grid
    assert causes(summary) == [(1, Cause.OVERLAP)]
    assert "320583101001001 第1网格 × 320583101001002 第2网格" in summary.refused[0].detail


def test_a_shared_edge_is_no_overlap_in_any_datum(town: Town) -> None:
    for datum in Datum:
        summary = load(feature(NEW, square(FREE)), feature(NEXT, square(FREE + 1)), datum=datum)
        assert summary.refused == []


def test_a_dedicated_grid_may_lie_inside_a_basic_one_and_owns_its_points(town: Town) -> None:
    lon, lat = INSIDE[GRIDS[4]]
    inside = box(lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001)
    summary = load(feature(NEW, inside, kind="dedicated", host_name="演示商场"))
    assert (summary.added, summary.refused) == (1, [])
    kept.forget()
    found = locate(lon, lat).grid
    assert found is not None
    assert (found.code, found.is_dedicated, found.host_name) == (NEW, True, "演示商场")


def test_a_grid_outside_the_border_of_its_community_is_refused(town: Town) -> None:
    Division.objects.filter(code=NEW[:12]).update(outline=square(FREE))
    summary = load(feature(NEW, square(FREE + 1)))
    assert causes(summary) == [(1, Cause.OUTSIDE)]
    assert load(feature(NEW, square(FREE))).added == 1


def test_an_ended_grid_does_not_come_back(town: Town) -> None:
    Grid.objects.filter(code=GRIDS[4]).update(valid_to="2025-01-01")
    assert causes(load(feature(GRIDS[4], square(4)))) == [(1, Cause.ENDED)]


def test_a_file_that_is_no_feature_collection_is_refused_as_a_whole(db: None) -> None:
    for data in (b"no json", b"[]", b'{"type": "Feature"}', b'{"type": "FeatureCollection", "features": {}}'):
        with pytest.raises(NotAFeatureCollection):
            actions.import_grids(data, datum=Datum.WGS84, by=SYSTEM, at=T0)


def test_only_who_may_import_does_and_only_in_their_area(town: Town) -> None:
    data = json.dumps({"type": "FeatureCollection", "features": [feature(NEW, square(FREE))]}).encode()
    for person in (town.ren, town.wang, town.mei, town.jie, town.sec, town.aud):
        with pytest.raises(PermissionDenied):
            actions.import_grids(data, datum=Datum.WGS84, by=person, at=T0)
    assert not Grid.objects.filter(code=NEW).exists()
    assert actions.import_grids(data, datum=Datum.WGS84, by=town.zhong, at=T0).added == 1
    assert Grid.objects.get(code=NEW).kind == GridKind.BASIC
