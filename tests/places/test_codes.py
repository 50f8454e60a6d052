"""Codes of 12 digits: each level fills its digits, the parent is the prefix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.places.models import Division
from linli.places.rules import (
    BadCode,
    Level,
    after,
    community_serial_odd,
    community_serial_ok,
    level,
    parent_code,
    prefix,
    town_serial_ok,
)
from tests.town import GRIDS, Town

PART = st.integers(1, 99).map(lambda n: f"{n:02d}")
SERIAL = st.integers(1, 999).map(lambda n: f"{n:03d}")
CODES = st.builds(
    lambda parts, depth: "".join(parts[:depth]).ljust(12, "0"),
    st.tuples(PART, PART, PART, SERIAL, SERIAL),
    st.integers(1, 5),
)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("320000000000", Level.PROVINCE),
        ("320500000000", Level.CITY),
        ("320583000000", Level.COUNTY),
        ("320583100000", Level.TOWN),
        ("320583100001", Level.COMMUNITY),
    ],
)
def test_a_code_tells_its_level(code: str, wanted: Level) -> None:
    assert level(code) == wanted
    assert prefix(code) == code[:wanted]


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("32058310000", "length"),
        ("3205831000011", "length"),
        ("32058310000a", "digits"),
        ("32058310000１", "digits"),  # full-width
        ("320083100001", "gap"),
        ("000000000001", "gap"),
        ("000000000000", "gap"),
    ],
)
def test_what_is_no_code_says_why(code: str, cause: str) -> None:
    with pytest.raises(BadCode, match=cause):
        level(code)


@given(code=CODES)
def test_going_up_ends_at_a_province_and_every_step_is_a_prefix(code: str) -> None:
    steps = [code]
    while (up := parent_code(steps[-1])) is not None:
        assert steps[-1].startswith(prefix(up))
        assert level(up) < level(steps[-1])
        steps.append(up)
    assert level(steps[-1]) == Level.PROVINCE


@given(digits=st.integers(0, 10**9 - 2).map(lambda n: f"{n:09d}"), rest=st.text("0123456789", max_size=6))
def test_after_a_prefix_comes_nothing_that_begins_with_it(digits: str, rest: str) -> None:
    assert digits <= digits + rest < after(digits)


@pytest.mark.parametrize(
    ("serial", "ok"), [("001", True), ("199", True), ("599", True), ("600", False), ("999", False)]
)
def test_serials_stay_in_their_range(serial: str, ok: bool) -> None:
    assert town_serial_ok(f"320583{serial}000") is ok
    assert community_serial_ok(f"320583100{serial}") is ok


@pytest.mark.parametrize(
    ("code", "name", "odd"),
    [
        ("320583100201", "里厍社区居委会", True),
        ("320583100201", "里厍社区", True),
        ("320583100201", "里厍村委会", False),
        ("320583100001", "里厍社区居委会", False),
        ("320583100401", "里厍社区居委会", False),
    ],
)
def test_a_community_with_the_serial_of_a_village_is_odd(code: str, name: str, odd: bool) -> None:
    assert community_serial_odd(code, name) is odd


def test_a_scope_is_a_prefix_of_codes(town: Town) -> None:
    assert set(Division.objects.within("320583100").values_list("code", flat=True)) == {
        "320583100000",
        "320583100001",
        "320583100002",
    }
    assert Division.objects.within("").count() == Division.objects.count()
    assert prefix(GRIDS[0]) == GRIDS[0]
