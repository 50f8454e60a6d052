"""Intervals and ranking, for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.insight.rules import Interval, Weighed, combined, rank, wilson
from linli.insight.rules.ranking import LISTED
from linli.matters.figures import Counts, Figure, Share

SHARES = st.integers(1, 5_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
UNITS = st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=3), SHARES, max_size=40)


def test_the_published_month_of_lianyungang_comes_out_to_two_decimals() -> None:
    """连云港 2017-04: 26,898 taken, 24,932 to close, 23,974 closed = 96.16 %, 22,345 in time = 89.62 %."""
    april = Counts(taken=26_898, due=24_932, closed=23_974, closed_in_time=22_345)
    assert april.share(Figure.CLOSING).exact == Decimal("96.16")
    assert april.share(Figure.CLOSING_IN_TIME).exact == Decimal("89.62")


@given(SHARES)
def test_a_share_is_rounded_half_up_and_all_means_all(pair: tuple[int, int]) -> None:
    part, whole = pair
    told = Share(part, whole).exact
    assert told is not None
    assert (told == 100) == (part == whole)
    assert (told == 0) == (part == 0)
    assert abs(Fraction(told) - Fraction(100 * part, whole)) <= Fraction(1, 100)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_intervals_by_the_book(part: int, whole: int, low: float, high: float) -> None:
    """81 of 263: R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I."""
    found = wilson(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(SHARES)
def test_the_value_lies_in_its_interval_and_more_cases_make_it_surer(pair: tuple[int, int]) -> None:
    part, whole = pair
    few, many = wilson(part, whole), wilson(part * 10, whole * 10)
    assert 0 <= few.low <= float(few.value) <= few.high <= 1
    assert many.high - many.low < few.high - few.low
    one = combined([Weighed(part, whole, 1)])
    assert one.value == few.value
    assert (one.low, one.high) == (pytest.approx(few.low), pytest.approx(few.high))


@given(st.tuples(SHARES, SHARES, SHARES), st.tuples(*[st.integers(1, 9)] * 3))
def test_the_weighed_mean_is_exact(shares: tuple[tuple[int, int], ...], weights: tuple[int, ...]) -> None:
    weighed = [Weighed(part, whole, weight) for (part, whole), weight in zip(shares, weights, strict=True)]
    found = combined(weighed)
    assert found.value * sum(weights) == sum(Fraction(s.part, s.whole) * s.weight for s in weighed)
    assert 0 <= found.low <= float(found.value) + 1e-12
    assert float(found.value) <= found.high + 1e-12 <= 1 + 1e-9


@given(UNITS)
def test_units_that_overlap_share_a_band_and_bands_are_clearly_apart(units: dict[str, tuple[int, int]]) -> None:
    intervals = {code: wilson(*share) for code, share in units.items()}
    ranking = rank(intervals)
    band_of = {code: band.rank for band in ranking.bands for code in band.codes}
    assert set(band_of) == set(units)
    for one, two in combinations(units, 2):
        apart = intervals[one].low > intervals[two].high or intervals[two].low > intervals[one].high
        if not apart:
            assert band_of[one] == band_of[two]
        elif band_of[one] < band_of[two]:
            assert intervals[one].low > intervals[two].high
        if intervals[one].value == intervals[two].value:
            assert band_of[one] == band_of[two]
    assert [band.rank for band in ranking.bands] == [
        1 + sum(len(band.codes) for band in ranking.bands[:at]) for at in range(len(ranking.bands))
    ]


@given(UNITS)
def test_only_who_is_clearly_apart_is_listed(units: dict[str, tuple[int, int]]) -> None:
    intervals = {code: wilson(*share) for code, share in units.items()}
    ranking = rank(intervals)
    assert len(ranking.red) <= LISTED
    assert len(ranking.black) <= LISTED
    assert not set(ranking.red) & set(ranking.black)
    for code in ranking.red:
        others = set(units) - set(ranking.red)
        assert all(intervals[code].low > intervals[other].high for other in others)
    for code in ranking.black:
        others = set(units) - set(ranking.black)
        assert all(intervals[code].high < intervals[other].low for other in others)


def test_a_handful_by_hand() -> None:
    """A alone above; B and D do not overlap, but both overlap C; E is alone below."""

    def between(low: float, high: float) -> Interval:
        return Interval(low, Fraction(str((low + high) / 2)), high)

    ranking = rank(
        {
            "E": between(0.1, 0.2),
            "D": between(0.5, 0.6),
            "C": between(0.55, 0.7),
            "B": between(0.65, 0.8),
            "A": between(0.9, 1.0),
        }
    )
    assert [(band.rank, band.last, band.codes) for band in ranking.bands] == [
        (1, 1, ("A",)),
        (2, 4, ("B", "C", "D")),
        (5, 5, ("E",)),
    ]
    assert (ranking.red, ranking.black) == (("A",), ("E",))


def test_where_nobody_is_apart_nobody_is_listed() -> None:
    ranking = rank({code: wilson(8, 10) for code in "ABC"})
    assert [(band.rank, band.codes) for band in ranking.bands] == [(1, ("A", "B", "C"))]
    assert ranking.red == ranking.black == ()
    assert rank({}).bands == ()
