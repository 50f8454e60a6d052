"""Full text by pairs of characters: found whole, narrowed by tags, renewed, and never by the tags' own text."""

from __future__ import annotations

import pytest

from linli.core import search
from linli.core.models import Intent, SearchRow
from linli.core.search import Told
from linli.core.tokens import pieces, tokens
from tests.town import T0

pytestmark = pytest.mark.django_db


def put(*told: tuple[int, str, list[str]]) -> None:
    search.put(Intent, [Told(*one) for one in told], at=T0)


def keys(asked: str, *tags: str) -> set[int]:
    return set(search.some(Intent, asked, 100, any_tag=tags))


def test_text_is_cut_into_pairs_that_stand_side_by_side() -> None:
    assert pieces("垃圾桶，满了") == {"垃圾", "圾桶", "满了"}
    assert pieces("B12 幢") == {"b1", "12"}


def test_every_part_of_a_search_must_be_there() -> None:
    put((1, "垃圾桶满了", []), (2, "桶里有垃圾", []), (3, "路灯不亮", []))
    assert keys("垃圾") == {1, 2}
    assert keys("垃圾桶") == {1}
    assert keys("垃圾 满了") == {1}
    assert keys("路灯") == {3}
    assert keys("没有") == set()


def test_tags_narrow_and_are_no_words() -> None:
    put((1, "垃圾", ["place 320583"]), (2, "垃圾", ["place 320584"]))
    assert keys("垃圾", "place 320583") == {1}
    assert keys("垃圾", "place 320583", "place 320584") == {1, 2}
    assert keys("place") == set()


@pytest.mark.parametrize(("near", "far"), [(1, 1), (1, 6), (2, 6), (6, 12), (3, 100), (100, 200)])
def test_the_newest_are_the_same_by_the_last_keys_and_by_the_index(
    near: int, far: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "NEAR", near)
    monkeypatch.setattr(search, "FAR", far)
    put(*((key, "路灯不亮" if key % 3 else "垃圾桶", [f"place {key % 2}"]) for key in range(1, 13)))
    assert search.newest(Intent, "路灯", 3) == [11, 10, 8]
    assert search.newest(Intent, "路灯 不亮", 100) == [11, 10, 8, 7, 5, 4, 2, 1]
    assert search.newest(Intent, "路灯", 2, any_tag=["place 0"]) == [10, 8]
    assert search.newest(Intent, "没有", 3) == []
    assert search.newest(SearchRow, "路灯", 3) == []


def test_a_subject_that_says_something_else_is_found_by_that_alone() -> None:
    put((1, "垃圾", []))
    put((1, "路灯", []))
    assert keys("垃圾") == set()
    assert keys("路灯") == {1}
    SearchRow.objects.all().delete()
    assert keys("路灯") == set()


def test_tokens_come_back_from_the_database_as_they_were() -> None:
    put((1, "垃圾桶 ABC", ["x"]))
    assert SearchRow.objects.get().tokens == tokens("垃圾桶 abc", ["x"])


@pytest.mark.parametrize("asked", ["水", "水 垃圾", "-", "a-"])
def test_a_single_character_cannot_be_looked_up(asked: str) -> None:
    assert search.is_too_short(asked)
