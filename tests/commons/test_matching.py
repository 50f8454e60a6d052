"""What fits a need, and with which reason; how much of a resource is there, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from linli.commons.rules.lists import Sort, names_somebody
from linli.commons.rules.matching import Reason, Thing, Why, fit, shared
from linli.commons.rules.spans import Taken, free, peak, within

NEED = Thing("elder_meals", "独居老人午餐配送，工作日中午送餐", "320583100001001", {Sort.PEOPLE: 4}, (120.905, 31.305))
NOON = datetime(2026, 3, 3, 4, tzinfo=UTC)


def thing(**more: object) -> Thing:
    told: dict[str, object] = {
        "kind": "culture",
        "text": "舞蹈队",
        "place": "320583100002001",
        "sorts": {Sort.PEOPLE: 9},
    }
    return Thing(**(told | more))  # type: ignore[arg-type]


def hour(begin: int, end: int) -> tuple[datetime, datetime]:
    return NOON + timedelta(hours=begin), NOON + timedelta(hours=end)


def test_the_words_that_both_have_are_the_reason() -> None:
    found = fit(NEED, thing(text="志愿者上门送餐，服务独居老人"))
    assert found is not None
    assert found.reasons[0] == Reason(Why.WORDS, ("独居老人", "送餐"))
    assert [reason.why for reason in found.reasons] == [Why.WORDS, Why.SORT, Why.AMOUNT, Why.TOWN]


def test_the_same_kind_weighs_most_and_how_far_it_is_is_told_in_metres() -> None:
    near = fit(NEED, thing(kind="elder_meals", point=(120.906, 31.305)))
    words = fit(NEED, thing(text="送餐"))
    assert near is not None and words is not None
    assert near.weight > words.weight
    assert Reason(Why.METRES, number=100) in near.reasons


def test_a_place_alone_speaks_for_nothing() -> None:
    assert fit(NEED, thing(place=NEED.place, point=NEED.point)) is None


def test_what_is_of_another_sort_does_not_fit() -> None:
    assert fit(NEED, thing(kind="elder_meals", sorts={Sort.MONEY: 500})) is None


def test_too_little_of_it_fits_without_that_reason() -> None:
    found = fit(NEED, thing(kind="elder_meals", sorts={Sort.PEOPLE: 2}))
    assert found is not None
    assert Why.AMOUNT not in [reason.why for reason in found.reasons]


def test_a_free_slot_is_a_reason() -> None:
    found = fit(NEED, thing(kind="elder_meals"), hour(0, 2))
    assert found is not None
    assert Reason(Why.SLOT, slot=hour(0, 2)) in found.reasons


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("社区居民活动", "居民服务活动", ()),  # said of anything
        ("法律咨询，每周一次", "每周法律讲座", ("法律",)),
        ("WiFi 维修", "空调维修", ("维修",)),
        ("无", "无", ()),
    ],
)
def test_shared_words(one: str, other: str, words: tuple[str, ...]) -> None:
    assert shared(one, other) == words


def test_the_peak_counts_what_is_away_at_once_and_not_one_after_the_other() -> None:
    taken = [Taken(*hour(0, 1), 2), Taken(*hour(1, 2), 2), Taken(*hour(5, 6), 9)]
    assert peak(taken, hour(0, 2)) == 2
    assert peak([*taken, Taken(*hour(0, 2), 1)], hour(0, 2)) == 3
    assert peak(taken, hour(2, 5)) == 0


def test_a_span_lies_within_hours_that_follow_one_another() -> None:
    assert within(hour(0, 3), [hour(0, 2), hour(2, 4)])
    assert not within(hour(0, 3), [hour(0, 1), hour(2, 4)])
    assert not within(hour(0, 3), [])


def test_the_first_free_stretch_goes_around_what_is_taken() -> None:
    taken = [Taken(*hour(0, 1), 1), Taken(*hour(3, 4), 1)]
    asked = {"capacity": 1, "amount": 1, "since": NOON}
    assert free([hour(0, 8)], taken, **asked) == hour(1, 3)  # type: ignore[arg-type]
    assert free([hour(0, 1), hour(3, 4)], taken, **asked) is None  # type: ignore[arg-type]
    assert free([hour(-5, 8)], [], **asked) == hour(0, 8)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["请联系13812345678", "320583199001011234", "住在3幢201", "5号楼 302室"])
def test_a_number_of_somebody_or_a_door_is_not_for_everybody(text: str) -> None:
    assert names_somebody("送餐", text)
    assert not names_somebody("需要4名志愿者，12345转办，预算20000元")
