import pytest

from linli.people import rules


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        " 138 0013 8000 ",
        "+86 138-0013-8000",
        "8613800138000",
        "０１３８００１３８０００"[1:],
        "008613800138000",
    ],
)
def test_a_phone_is_read_as_people_type_it(typed: str):
    assert rules.parse_phone(typed) == "13800138000"


@pytest.mark.parametrize(
    "typed", ["", "1380013800", "138001380001", "23800138000", "1380013800a", "+1 3800138000", "१३८००१३८०००", "电话"]
)
def test_a_phone_with_letters_or_the_wrong_length_is_refused(typed: str):
    with pytest.raises(rules.NotAPhone):
        rules.parse_phone(typed)


def test_a_code_is_read_with_spaces_and_full_width_digits():
    assert rules.parse_code(" 12 3４５６ ") == "123456"


def test_a_phone_is_masked_in_the_middle():
    assert rules.masked("13800138000") == "138****8000"
    assert rules.masked("123") == "****"
