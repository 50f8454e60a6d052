from datetime import timedelta

import pytest

from linli.channels.senders import Kept, NotSent
from linli.core.models import Entry
from linli.people import actions, jobs, rules
from linli.people.models import PHONE_INDEX, Person, SignInCode
from tests.town import T0, Town

NEW = "13900000009"
HERE = "192.0.2.1"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def box() -> list[tuple[str, str]]:
    Kept.box.clear()
    return Kept.box


def send(phone: str = NEW, at=T0, address: str = HERE) -> str:
    actions.send_code(phone=phone, address=address, at=at)
    to, text = Kept.box[-1]
    assert to == phone
    return next(word for word in text.replace("。", " ").replace("，", " ").replace(".", " ").split() if word.isdigit())


def enter(code: str, phone: str = NEW, at=T0, address: str = HERE) -> Person:
    return actions.sign_in_with_code(phone=phone, code=code, address=address, at=at)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_an_unknown_phone_gets_an_account_with_the_right_code(town: Town):
    person = enter(send())
    assert person.phone == NEW and person.joined_at == T0 and not person.is_staff
    assert not person.has_usable_password()
    assert list(Entry.objects.about(person).values_list("verb", flat=True)) == ["people.joined", "people.signed_in"]


def test_a_known_phone_gets_its_own_account(town: Town):
    assert enter(send("10000000001"), "10000000001") == town.ren


def test_a_code_works_once(town: Town):
    code = send()
    enter(code)
    with pytest.raises(actions.CodeGone):
        enter(code)


def test_a_code_dies_after_ten_minutes(town: Town):
    code = send()
    with pytest.raises(actions.CodeGone):
        enter(code, at=T0 + rules.CODE_VALID)
    assert not Person.objects.filter(joined_at=T0, username=None, is_made_up=False).exists()


def test_the_sixth_try_finds_no_code_even_when_it_is_right(town: Town):
    code = send()
    left = []
    for _ in range(rules.CODE_TRIES):
        with pytest.raises(actions.WrongCode) as wrong:
            enter(other_than(code))
        left.append(wrong.value.tries_left)
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(actions.CodeGone):
        enter(code)


def test_the_code_of_one_phone_opens_no_other(town: Town):
    code = send("10000000001")
    send("10000000002")
    if Kept.box[0][1] != Kept.box[1][1]:
        with pytest.raises(actions.WrongCode):
            enter(code, "10000000002")


def test_a_new_code_ends_the_one_before(town: Town):
    first = send()
    second = send(at=T0 + MINUTE)
    if first != second:
        with pytest.raises(actions.WrongCode):
            enter(first, at=T0 + MINUTE)
    assert enter(second, at=T0 + MINUTE).phone == NEW


def test_codes_come_once_a_minute_and_five_times_an_hour(town: Town):
    send()
    with pytest.raises(actions.TooOften) as early:
        send(at=T0 + timedelta(seconds=59))
    assert early.value.free_at == T0 + MINUTE
    for minute in range(1, 5):
        send(at=T0 + minute * MINUTE)
    with pytest.raises(actions.TooOften) as full:
        send(at=T0 + 5 * MINUTE)
    assert full.value.free_at == T0 + timedelta(hours=1)
    send(at=T0 + timedelta(hours=1))


def test_one_address_sends_to_thirty_phones_an_hour(town: Town):
    for number in range(rules.CODES_PER_ADDRESS[0]):
        send(f"139000001{number:02}")
    with pytest.raises(actions.TooOften):
        send("13900000200")
    send("13900000200", address="192.0.2.2")


def test_one_address_guesses_twenty_times_an_hour(town: Town):
    for number in range(4):
        phone = f"1390000010{number}"
        wrong = other_than(send(phone))
        for _ in range(rules.CODE_TRIES):
            with pytest.raises(actions.WrongCode):
                enter(wrong, phone)
    code = send()
    with pytest.raises(actions.TooOften):
        enter(code)
    assert enter(code, address="192.0.2.2").phone == NEW


def test_only_a_digest_of_the_code_is_kept(town: Town):
    code = send()
    row = SignInCode.objects.get()
    assert code not in row.digest and NEW not in row.phone_index


def test_a_message_that_was_not_taken_leaves_no_code(town: Town, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Kept, phone: str, text: str) -> None:
        raise NotSent

    monkeypatch.setattr(Kept, "send", refuse)
    with pytest.raises(NotSent):
        actions.send_code(phone=NEW, address=HERE, at=T0)
    assert not SignInCode.objects.exists()


def test_the_phone_of_an_office_account_does_not_sign_in_by_code(town: Town):
    town.mei.set_phone(NEW)
    town.mei.save()
    with pytest.raises(actions.StaffAccount):
        enter(send())


def test_a_closed_account_does_not_come_back_by_code(town: Town):
    Person.objects.filter(pk=town.ren.pk).update(is_active=False)
    with pytest.raises(actions.AccountClosed):
        enter(send("10000000001"), "10000000001")


def test_expired_codes_are_erased(town: Town):
    send()
    assert jobs.erase_codes(at=T0 + rules.CODE_VALID) == 0
    assert jobs.erase_codes(at=T0 + rules.CODE_VALID + MINUTE) == 1


def test_closing_an_account_erases_who_it_was(town: Town):
    actions.close_account(by=town.ren, at=T0)
    closed = Person.objects.get(pk=town.ren.pk)
    assert (closed.name, closed.phone, closed.phone_index, closed.is_active) == ("", "", None, False)
    assert enter(send("10000000001"), "10000000001").pk != town.ren.pk
    with pytest.raises(actions.StaffAccount):
        actions.close_account(by=town.mei, at=T0)


def test_a_phone_is_found_by_its_index_only(town: Town):
    from linli.core import crypto

    index = crypto.blind("10000000001", purpose=PHONE_INDEX)
    assert Person.objects.get(phone_index=index) == town.ren
