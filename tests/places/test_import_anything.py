"""Whatever a file holds, an import tells what is wrong with it and never breaks off in the middle."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.imports import MissingColumns, NotText
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places.actions import NotAFeatureCollection
from linli.places.causes import Cause
from linli.places.datum import Datum
from linli.places.shapes import BadShape, polygon
from tests.places.test_import_divisions import HEADING, line
from tests.town import T0, Town

pytestmark = pytest.mark.slow

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
NUMBERS = st.floats(-200, 200) | st.sampled_from([0, 1e300, float("nan"), float("inf"), None, "a"])
RINGS = st.lists(st.lists(NUMBERS, max_size=4), max_size=6)
GEOMETRIES = ANYTHING | st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection"]),
        "coordinates": st.lists(RINGS, max_size=3) | st.lists(st.lists(RINGS, max_size=2), max_size=2) | ANYTHING,
    }
)
PROPERTIES = ANYTHING | st.fixed_dictionaries(
    {"code": st.sampled_from(["320583101001002", "320583100001001", 320583101001003, "x"]), "name": ANYTHING},
    optional={"kind": ANYTHING, "community_code": ANYTHING, "host_name": ANYTHING, "synthetic": ANYTHING},
)
FEATURES = ANYTHING | st.fixed_dictionaries(
    {"type": st.just("Feature"), "properties": PROPERTIES, "geometry": GEOMETRIES}
)
QUICK = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@QUICK
@given(geometry=GEOMETRIES, datum=st.sampled_from(Datum))
def test_any_geometry_is_a_valid_polygon_or_a_named_refusal(geometry: object, datum: Datum) -> None:
    try:
        assert polygon(geometry, datum).is_valid
    except BadShape as bad:
        assert Cause(bad.args[0])


@QUICK
@given(features=st.lists(FEATURES, max_size=4))
def test_any_features_are_counted_to_the_last(town: Town, features: list[object]) -> None:
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    summary = actions.import_grids(data, datum=Datum.GCJ02, by=SYSTEM, at=T0)
    lines = {refusal.line for refusal in summary.refused}
    assert all(refusal.detail.encode() and Cause(refusal.cause) for refusal in summary.refused if refusal.detail)
    assert summary.read == len(features) == summary.added + summary.changed + summary.there + len(lines)


@QUICK
@given(data=st.binary(max_size=60) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_no_feature_collection(db: None, data: bytes) -> None:
    with pytest.raises((NotAFeatureCollection, NotText)):
        actions.import_grids(data, datum=Datum.WGS84, by=SYSTEM, at=T0)


@QUICK
@given(
    bad=st.lists(
        st.text(max_size=40) | st.builds(line, st.text("0123456789", min_size=11, max_size=12), st.text(max_size=8)),
        max_size=5,
    )
)
def test_any_lines_are_counted_to_the_last(town: Town, bad: list[str]) -> None:
    text = "\n".join([HEADING, *bad]) + "\n"
    try:
        summary = actions.import_divisions(text.encode("utf-8", "surrogatepass"), by=SYSTEM, at=T0)
    except NotText:
        return
    assert summary.read == summary.added + summary.changed + summary.there + len(summary.refused)
    assert all(Cause(refusal.cause) for refusal in summary.refused)


@QUICK
@given(data=st.binary(max_size=80))
def test_any_bytes_are_no_table(db: None, data: bytes) -> None:
    with pytest.raises((MissingColumns, NotText)):
        actions.import_divisions(data, by=SYSTEM, at=T0)
    assert connection.is_usable()
