"""Templates, cells and words of a file: pure rules."""

from __future__ import annotations

import pytest

from linli.desks.rules import UnknownVariable, check_template, fill, harmless, without_people


def test_a_template_is_filled_with_what_the_matter_says() -> None:
    text = "您好，{{number}} 已转{{ unit }}办理。"
    check_template(text)
    assert fill(text, {"number": "260302-1", "unit": "城管局"}) == "您好，260302-1 已转城管局办理。"


@pytest.mark.parametrize("text", ["{{phone}}", "{{}}", "{{ number", "number }}", "{{numbers}}", "{{{{number}}}}"])
def test_a_variable_that_no_matter_has_is_refused(text: str) -> None:
    with pytest.raises(UnknownVariable):
        check_template(text)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '=HYPERLINK("x")'])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["垃圾桶满了", "1+1=2", "", "12 号楼", "a@b"])
def test_ordinary_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_numbers_of_people_in_what_was_said_are_made_unreadable() -> None:
    assert without_people("请打13800138000，证件320583199001011234") == "请打138****8000，证件320583********1234"
    assert without_people("工单 2603021234567，12幢") == "工单 2603021234567，12幢"
