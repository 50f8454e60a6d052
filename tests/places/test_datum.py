"""Points of public maps come to CGCS2000 and go back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.places.datum import Datum, from_cgcs2000, gcj02, to_cgcs2000
from linli.places.shapes import METRES_PER_DEGREE

IN_CHINA = st.tuples(st.floats(75, 134), st.floats(18, 53))


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * METRES_PER_DEGREE


def test_the_known_point_of_gcj02() -> None:
    assert gcj02(116.404, 39.915) == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-12)


def test_bd09_lies_behind_gcj02() -> None:
    assert from_cgcs2000(116.404, 39.915, Datum.BD09) == pytest.approx((116.41663, 39.92271), abs=2e-4)


@pytest.mark.slow
@given(point=IN_CHINA, datum=st.sampled_from(Datum))
def test_there_and_back_is_less_than_a_metre(point: tuple[float, float], datum: Datum) -> None:
    assert metres(point, to_cgcs2000(*from_cgcs2000(*point, datum), datum)) < 1


@given(point=st.tuples(st.floats(-180, 70), st.floats(-90, 90)))
def test_abroad_gcj02_moves_nothing(point: tuple[float, float]) -> None:
    assert from_cgcs2000(*point, Datum.GCJ02) == point


def test_the_offset_is_hundreds_of_metres() -> None:
    assert 300 < metres((120.98, 31.38), from_cgcs2000(120.98, 31.38, Datum.GCJ02)) < 800
