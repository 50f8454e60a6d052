"""Money: yuan on paper, fen in the program, and no way between them loses one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.money import NotMoney, fen, yuan

READ = {
    "0": 0,
    "1,234.50": 123_450,
    " 1，234.5 ": 123_450,
    "1234.05": 123_405,
    "-0.01": -1,
    "123456789012345.67": 12_345_678_901_234_567,
}
HALF_NUMBERS = ["", "-", ".5", "5.", "1.005", "1.2.3", "1,23", "12,34,567", ",123", "1 000", "1_000", "1e3", "0x10"]
NO_NUMBERS = ["一百", "¥5", "5元", "NaN", "Infinity", "+-1", "١٢", "１２", "1234567890123456", "9" * 400]
WRITTEN = {0: "0.00", 5: "0.05", -5: "-0.05", 123_450: "1,234.50", -100_000_000: "-1,000,000.00"}


@pytest.mark.parametrize(("written", "amount"), READ.items())
def test_what_people_write_is_read(written: str, amount: int) -> None:
    assert fen(written) == amount


@pytest.mark.parametrize("written", HALF_NUMBERS + NO_NUMBERS)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(NotMoney):
        fen(written)


@pytest.mark.parametrize(("amount", "written"), WRITTEN.items())
def test_an_amount_is_written_with_two_decimals(amount: int, written: str) -> None:
    assert yuan(amount) == written


@given(st.integers(min_value=-(10**15), max_value=10**15))
@pytest.mark.slow
def test_writing_and_reading_give_the_same_amount(amount: int) -> None:
    assert fen(yuan(amount)) == amount
