"""The security administrator ends phones of staff that keep data for where there is no network."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from linli.core.models import Entry
from linli.orgs.actions import accounts
from linli.people.actions import phones
from linli.people.models import Phone, PhoneEnd
from tests.town import T0, Town

AT = "/desk/administration/posts/phones/"


@pytest.fixture
def phone(town: Town) -> Phone:
    return phones.begin_phone(by=town.wang, held="", label="安卓手机 · Chrome", at=T0)[0]


def test_the_list_tells_whose_and_when_and_never_where(client: Client, town: Town, phone: Phone) -> None:
    client.force_login(town.sec)
    page = client.get(AT).content.decode()
    assert town.wang.display_name in page and phone.label in page and "2026-03-02" in page
    assert phone.key not in page and phone.token_digest not in page
    assert phone.label not in client.get(AT, {"q": town.guan.display_name}).content.decode()


def test_a_phone_is_revoked_for_a_reason_and_the_sessions_die(client: Client, town: Town, phone: Phone) -> None:
    theirs = Client()
    theirs.force_login(town.wang)
    assert theirs.get("/field/").status_code == 200
    client.force_login(town.sec)
    for reason, status in (("", 400), ("sign_out", 400), ("lost", 302), ("lost", 409)):
        assert client.post(f"{AT}{phone.pk}/revoke/", {"reason": reason}).status_code == status, reason
    assert theirs.get("/field/").url.startswith("/door/")
    phone.refresh_from_db()
    assert (phone.ended_by, phone.reason) == (town.sec, PhoneEnd.LOST)
    assert phone.label not in client.get(AT).content.decode()
    entry = Entry.objects.about(phone).get(verb="people.phone_ended")
    assert entry.actor_id == town.sec.pk and entry.params == {"person": town.wang.pk, "reason": "lost"}


def test_nobody_else_may(client: Client, town: Town, phone: Phone) -> None:
    for person in (town.mei, town.sys, town.zhong, town.wang):
        client.force_login(person)
        assert client.post(f"{AT}{phone.pk}/revoke/", {"reason": "lost"}).status_code == 404
        with pytest.raises((PermissionDenied, accounts.OwnAccount)):
            accounts.revoke_phone(by=person, phone=phone, reason=PhoneEnd.LOST, at=T0)
    assert Phone.objects.live().get() == phone


def test_the_reason_is_one_of_the_desks(town: Town, phone: Phone) -> None:
    with pytest.raises(accounts.NoReason):
        accounts.revoke_phone(by=town.sec, phone=phone, reason=PhoneEnd.OWN, at=T0)
