"""Following a matter without an account: its number and a code that is stored nowhere."""

from __future__ import annotations

import pytest
from django.db import connection

from linli.matters import follow
from linli.matters.rules import FOLLOW_ALPHABET, FOLLOW_LENGTH
from tests.town import Town, fixed


def test_the_code_of_an_intent_is_always_the_same_and_easy_to_read_out() -> None:
    code = follow.code_of(fixed(1))
    assert code == follow.code_of(fixed(1)) != follow.code_of(fixed(2))
    assert len(code) == FOLLOW_LENGTH
    assert set(code) <= set(FOLLOW_ALPHABET)
    assert not set("01AEIOLU") & set(FOLLOW_ALPHABET)


def test_codes_of_neighbouring_intents_have_nothing_in_common() -> None:
    assert len({follow.code_of(fixed(n)) for n in range(2000)}) == 2000


def _full_width(text: str) -> str:
    return "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in text)


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        _full_width,
        lambda text: f"  {text[:4]} {text[4:]}\n",
        lambda text: f"{text[:4]}-{text[4:]}",
        lambda text: f"{text[:4]}—{text[4:]}",
    ],
)
def test_number_and_code_open_the_matter_however_they_are_typed(town: Town, typed) -> None:
    receipt = town.report(by=None, intent=fixed(1))
    found = follow.find(typed(receipt.number), typed(receipt.follow_code))
    assert found is not None
    assert (found.matter_id, found.person) == (receipt.pk, None)


def test_a_wrong_code_opens_nothing(town: Town) -> None:
    mine, other = town.report(intent=fixed(1)), town.report(intent=fixed(2))
    assert follow.find(mine.number, "23456789") is None
    assert follow.find(mine.number, "") is None
    assert follow.find(mine.number, mine.follow_code[:-1]) is None
    assert follow.find(other.number, mine.follow_code) is None
    assert follow.find("260302-9999999", mine.follow_code) is None
    assert follow.find("", "") is None
    assert follow.find("\0" * 100_000, "\ud83d") is None


def test_the_code_stands_nowhere_in_the_database(town: Town) -> None:
    receipt = town.report(intent=fixed(1))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert receipt.follow_code not in str(cursor.fetchall())
