"""Walks to facilities held against a count of every pair; new sites against every choice there is."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import combinations
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from linli.channels import walking
from linli.insight import jobs
from linli.insight.reads import circle as reads
from linli.insight.reads.circle import Homes, straight
from linli.insight.reads.new_sites import plan
from linli.insight.rules.circle import Share, minutes
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places.models import Building, Dwelling, Estate, Facility, Grid
from linli.places.reads.facilities import metres
from tests.places.facilities import facility
from tests.town import GRIDS, INSIDE, T0, Town

WEST, SOUTH = 120.90, 31.30


def points(count: int, random: Random) -> list[tuple[float, float]]:
    return [(WEST + random.uniform(0, 0.05), SOUTH + random.uniform(0, 0.04)) for _ in range(count)]


def homes_at(where: list[tuple[float, float]], weights: list[int]) -> Homes:
    count = len(where)
    return Homes(
        np.array(where, dtype=float).reshape(-1, 2),
        np.array(weights, dtype=np.int64),
        np.arange(count),
        np.array([GRIDS[0]] * count, dtype=str),
        np.array([""] * count, dtype=str),
    )


# -- rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("far", "told"), [(0, 1), (66, 1), (67, 2), (300, 5), (500, 8), (1000, 15), (1001, 16), (math.inf, None)]
)
def test_a_walk_takes_whole_minutes(far: float, told: int | None) -> None:
    assert minutes(far) == told


def test_a_share_of_no_homes_is_no_share() -> None:
    assert Share(0, (0, 0, 0)).per_cent == (None, None, None)
    assert (Share(8, (2, 4, 6)).per_cent, Share(8, (2, 4, 6)).without) == ((25, 50, 75), 2)


# -- walks ----------------------------------------------------------------------------------------------------------


@examples(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(0, 8))
def test_the_nearest_facility_is_the_nearest_of_all(seed: int, homes: int, sites: int) -> None:
    random = Random(seed)
    where, there = points(homes, random), points(sites, random)
    walks = straight(homes_at(where, [1] * homes), there, 1.3)
    for point, walk in zip(where, walks.tolist(), strict=True):
        expected = min((metres(point, site) for site in there), default=math.inf) * 1.3
        assert walk == pytest.approx(expected, rel=1e-3)


def building(town: Town, name: str, point: tuple[float, float] | None, doors: int, code: str = GRIDS[0]) -> Building:
    grid = Grid.objects.select_related("community").get(code=code)
    lon, lat = INSIDE[code]
    estate, _ = Estate.objects.get_or_create(
        community=grid.community, name=name, defaults={"grid": grid, "lon": lon, "lat": lat}
    )
    made = Building.objects.create(
        estate=estate, name=f"{estate.buildings.count() + 1}栋", lon=point and point[0], lat=point and point[1]
    )
    Dwelling.objects.bulk_create(Dwelling(building=made, door=str(door)) for door in range(doors))
    return made


@pytest.fixture
def settled(town: Town) -> Town:
    """Ten homes at a facility, twenty 400 m away on foot, thirty a grid farther on, forty in another community."""
    reads.forget()
    lon, lat = INSIDE[GRIDS[0]]
    facility(kind="rest_station", level=None, name="演示驿站", point=(lon, lat))
    building(town, "近苑", None, 10)
    building(town, "近苑", (lon, lat + 400 / 1.3 / 111_320), 20)
    building(town, "远苑", INSIDE[GRIDS[1]], 30, GRIDS[1])
    building(town, "外苑", None, 40, GRIDS[2])
    building(town, "空苑", None, 0)
    return town


def test_homes_are_counted_within_five_ten_and_fifteen_minutes_by_area(settled: Town) -> None:
    found = reads.circle("rest_station", at=T0)
    assert found.share == Share(100, (10, 30, 30))  # 950 m as the crow flies are 1,240 m on foot
    assert [(row.code, row.share) for row in found.by_area(12)] == [
        (GRIDS[0][:12], Share(60, (10, 30, 30))),
        (GRIDS[2][:12], Share(40, (0, 0, 0))),
    ]
    assert [row.share.homes for row in found.by_area(15, GRIDS[0][:12])] == [30, 30]
    assert [row.code for row in found.by_area(9)] == [GRIDS[0][:9]]
    assert sum(row.share.homes for row in found.by_area(15)) == found.share.homes


def test_estates_stand_by_the_walk_of_their_middle_home(settled: Town) -> None:
    rows = reads.circle("rest_station", at=T0).by_estate()
    assert [(row.name, row.homes, row.is_gap) for row in rows] == [
        ("外苑", 40, True), ("远苑", 30, True), ("近苑", 30, False),
    ]  # fmt: skip
    assert rows[2].metres == pytest.approx(400, rel=0.01)
    assert rows[2].minutes == 6
    assert [row.name for row in reads.circle("rest_station", at=T0).by_estate(GRIDS[2][:12])] == ["外苑"]


def test_without_a_facility_nobody_is_covered(settled: Town) -> None:
    found = reads.circle("library", at=T0)
    assert found.share == Share(100, (0, 0, 0))
    assert {row.minutes for row in found.by_estate()} == {None}


def test_a_facility_that_ended_covers_nobody(settled: Town) -> None:
    at = T0 + timedelta(days=2)
    (known,) = reads.sites("rest_station", T0)
    actions.end_facility(by=SYSTEM, facility=Facility.objects.get(pk=known.pk), on=at.date(), at=at)
    assert reads.circle("rest_station", at=at).share.within == (0, 0, 0)


def test_a_house_without_homes_has_an_empty_circle(town: Town) -> None:
    reads.forget()
    found = reads.circle("library", at=T0)
    assert (found.share, found.by_area(12), found.by_estate()) == (Share(0, (0, 0, 0)), [], [])


# -- new sites ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@examples(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 8), st.integers(1, 14))
def test_no_choice_of_sites_covers_more(seed: int, k: int, candidates: int, homes: int) -> None:
    random = Random(seed)
    every = homes_at(points(homes, random), [random.randint(1, 9) for _ in range(homes)])
    where = points(candidates, random)
    uncovered = np.array([random.random() < 0.8 for _ in range(homes)])
    found = plan(every, uncovered, where, 900.0, k, seconds=5)

    def covered(chosen: tuple[int, ...]) -> int:
        near = [
            any(metres(tuple(home), where[one]) <= 900 for one in chosen)  # type: ignore[arg-type]
            for home in every.points.tolist()
        ]
        return sum(
            int(weight)
            for weight, is_near, left in zip(every.weights, near, uncovered, strict=True)
            if is_near and left
        )

    best = max(covered(choice) for choice in combinations(range(candidates), min(k, candidates)))
    assert found.covered == best
    assert covered(found.chosen) == found.covered == sum(found.adds)
    assert found.is_best
    assert list(found.adds) == sorted(found.adds, reverse=True)


def test_without_time_there_is_still_an_answer_and_an_honest_gap() -> None:
    random = Random(7)
    every = homes_at(points(3_000, random), [random.randint(1, 60) for _ in range(3_000)])
    found = plan(every, np.ones(3_000, dtype=bool), points(300, random), 300.0, 12, seconds=0.0)
    assert len(found.chosen) == 12
    assert 0 < found.covered <= found.at_most <= int(every.weights.sum())
    assert found.gap_per_cent == pytest.approx(100 * (found.at_most - found.covered) / found.at_most)


def test_where_nothing_is_to_be_covered_nothing_is_chosen() -> None:
    every = homes_at([(WEST, SOUTH)], [5])
    assert plan(every, np.array([False]), [(WEST, SOUTH)], 500, 3, seconds=1).chosen == ()
    assert plan(every, np.array([True]), [], 500, 3, seconds=1).chosen == ()
    assert plan(every, np.array([True]), [(WEST + 1, SOUTH)], 500, 3, seconds=1).covered == 0


# -- a routing engine -----------------------------------------------------------------------------------------------


class Engine(BaseHTTPRequestHandler):
    """Speaks like OSRM and like Valhalla: every walk is twice the straight line, and nobody walks north of 31.33."""

    wrong: dict[str, object] | None = None

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        where = [tuple(map(float, pair.split(","))) for pair in parts.path.rsplit("/", 1)[1].split(";")]
        asked = parse_qs(parts.query)
        sides = [[where[int(at)] for at in asked[name][0].split(";")] for name in ("sources", "destinations")]
        self._tell({"code": "Ok", "distances": self._table(*sides)})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sides = [[(one["lon"], one["lat"]) for one in asked[name]] for name in ("sources", "targets")]
        rows = self._table(*sides)
        told = [[{"distance": None if far is None else far / 1000} for far in row] for row in rows]
        self._tell({"sources_to_targets": told})

    def _table(self, homes: list[tuple[float, ...]], sites: list[tuple[float, ...]]) -> list[list[float | None]]:
        def far(home: tuple[float, ...], site: tuple[float, ...]) -> float | None:
            return None if home[1] > 31.33 else 2 * metres((home[0], home[1]), (site[0], site[1]))

        return [[far(home, site) for site in sites] for home in homes]

    def _tell(self, body: dict[str, object]) -> None:
        data = json.dumps(self.wrong if self.wrong is not None else body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def engine(wrong: dict[str, object] | None = None) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), type("Told", (Engine,), {"wrong": wrong}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("name", ["osrm", "valhalla"])
def test_an_engine_is_asked_once_and_its_walks_count(settled: Town, settings: Any, name: str) -> None:
    with engine() as url:
        settings.LINLI_WALK_ENGINE, settings.LINLI_WALK_URL = name, url
        assert not reads.circle("rest_station", at=T0).by_engine  # the straight line, until it was asked
        assert jobs.walk(at=T0)
        assert not jobs.walk(at=T0)
    found = reads.circle("rest_station", at=T0)
    assert found.by_engine
    assert found.share == Share(100, (10, 10, 30))  # 308 m as the crow flies are 615 m by this engine
    facility(kind="rest_station", level=None, name="第二演示驿站", point=INSIDE[GRIDS[1]])
    assert not reads.circle("rest_station", at=T0).by_engine  # another facility, another question


@pytest.mark.parametrize("name", ["osrm", "valhalla"])
def test_a_table_has_no_distance_where_nobody_can_walk(name: str) -> None:
    with engine() as url:
        table = walking.ENGINES[name](url).table([(120.9, 31.3), (120.9, 31.34)], [(120.9, 31.3), (120.91, 31.3)])
    assert table[0][0] == 0
    assert table[0][1] == pytest.approx(1902, abs=3)
    assert table[1] == [None, None]


@pytest.mark.parametrize(
    "wrong", [{}, {"code": "NoTable"}, {"code": "Ok", "distances": [[1.0]]}, {"sources_to_targets": [{}]}]
)
@pytest.mark.parametrize("name", ["osrm", "valhalla"])
def test_an_engine_that_answers_nonsense_gives_no_table(name: str, wrong: dict[str, object]) -> None:
    with engine(wrong) as url, pytest.raises(walking.NoTable):
        walking.ENGINES[name](url).table([(120.9, 31.3)], [(120.9, 31.3), (120.91, 31.3)])


def test_an_engine_that_is_away_leaves_the_straight_line(settled: Town, settings: Any) -> None:
    settings.LINLI_WALK_ENGINE, settings.LINLI_WALK_URL = "osrm", "http://127.0.0.1:1"
    assert not jobs.walk(at=T0)
    assert reads.circle("rest_station", at=T0).share == Share(100, (10, 30, 30))
    settings.LINLI_WALK_URL = "file:///etc/hosts"
    assert not jobs.walk(at=T0)
