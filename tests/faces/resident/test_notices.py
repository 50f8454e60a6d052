"""通知方式 as residents choose it: on the receipt, on a page of its own, and taken back in one tap."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from linli.matters.actions import Contact
from linli.matters.models import Matter, Reporter
from linli.notices.models import Choice, Subscription
from linli.notices.rules import Way
from linli.people.models import Consent, Purpose
from linli.site import secrets
from tests.notices.services import Reader
from tests.notices.steps import agree
from tests.town import Town

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture(autouse=True)
def key(settings: Settings) -> None:
    settings.LINLI_PUSH_KEY = secrets.for_push()


def pushed(endpoint: str = ENDPOINT, **more: str) -> dict[str, str]:
    phone = Reader(endpoint).phone
    return {"way": "push", "endpoint": phone.endpoint, "p256dh": phone.p256dh, "auth": phone.auth} | more


def holding(client: Client, matter: Matter) -> Client:
    """The browser that reported ``matter`` without an account."""
    session = client.session
    session["followed"] = [matter.reporters.get().pk]
    session.save()
    return client


def said(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_account_chooses_push_and_ends_it_in_one_tap(client: Client, town: Town) -> None:
    client.force_login(town.ren)
    page = client.post("/mine/notices/", pushed(), follow=True)
    assert "这部手机会告诉您" in said(page)
    assert "正在使用" in said(page)
    assert Subscription.objects.live().count() == 1
    assert Consent.objects.get(person=town.ren).purpose == Purpose.NOTIFY
    page = client.post("/mine/notices/", {"way": "visit"}, follow=True)
    assert "不再发送" in said(page)
    assert Subscription.objects.live().count() == 0


def test_the_page_shows_the_way_that_holds_and_the_number_masked(client: Client, town: Town) -> None:
    agree(town.ren)
    client.force_login(town.ren)
    page = client.get("/mine/notices/")
    assert "100****0001" in said(page)
    assert "10000000001" not in page.content.decode()
    assert "21:00 至 08:00" in said(page)
    client.post("/mine/data/withdraw/", {"purpose": "notify"})
    assert said(client.get("/mine/notices/")).count("正在使用") == 1


def test_a_receipt_offers_both_ways_to_whom_has_no_account(client: Client, town: Town) -> None:
    matter = town.matter(contact=Contact("演示", "10000000008"))
    holding(client, matter)
    page = client.get(f"/receipt/{matter.number}/")
    assert f'data-push="{page.context["notices"]["key"]}" hidden' in page.content.decode()
    assert "短信发到 100****0008" in said(page)
    here = f"/follow/{matter.number_shown}/notices/"
    page = client.post(here, {"way": "sms", "receipt": matter.number_shown}, follow=True)
    assert page.redirect_chain == [(f"/receipt/{matter.number}/", 302)]
    assert "会发短信到 100****0008" in said(page)
    assert Choice.objects.get().reporter == town.reporter(matter)


def test_a_receipt_without_a_number_offers_nothing_where_there_is_no_push(client: Client, town: Town) -> None:
    matter = town.matter()
    page = holding(client, matter).get(f"/receipt/{matter.number}/").content.decode()
    assert '<section class="panel stack-tight" hidden data-push-offer>' in page
    assert "短信发到" not in page


def test_the_receipt_of_a_private_matter_offers_nothing(client: Client, town: Town) -> None:
    matter = town.matter(kind=town.abuse.code, contact=Contact("演示", "10000000008"))
    assert "有进展时告诉您" not in said(holding(client, matter).get(f"/receipt/{matter.number}/"))


def test_without_a_key_no_push_is_offered(client: Client, town: Town, settings: Settings) -> None:
    settings.LINLI_PUSH_KEY = ""
    client.force_login(town.ren)
    assert "data-push=" not in client.get("/mine/notices/").content.decode()


def test_another_browser_neither_sees_nor_chooses(client: Client, town: Town) -> None:
    matter = town.matter(contact=Contact("演示", "10000000008"))
    here = f"/follow/{matter.number_shown}/notices/"
    assert client.get(here).status_code == 404
    assert client.post(here, {"way": "sms"}).status_code == 404
    client.force_login(town.ren)
    assert client.post(here, {"way": "sms"}).status_code == 404
    assert Choice.objects.count() == 0


def test_the_matter_of_an_account_is_chosen_for_by_the_account_alone(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    holding(client, matter)  # a browser that was signed in when it was sent
    assert "有进展时告诉您" not in said(client.get(f"/receipt/{matter.number}/"))
    assert client.post(f"/follow/{matter.number_shown}/notices/", {"way": "sms"}).status_code == 404
    client.force_login(town.ren)
    holding(client, matter)
    assert "有进展时告诉您" in said(client.get(f"/receipt/{matter.number}/"))


def test_whose_contact_was_erased_chooses_nothing_any_more(client: Client, town: Town) -> None:
    matter = town.matter()
    Reporter.objects.update(forgotten_at=matter.received_at)
    assert holding(client, matter).get(f"/follow/{matter.number_shown}/notices/").status_code == 404


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"way": "pigeon"},
        {"way": "push"},
        pushed("https://127.0.0.1/x"),
        pushed("http://fcm.googleapis.com/x"),
        pushed(p256dh="AAAA"),
        pushed(auth="金丝雀"),
        pushed("https://fcm.googleapis.com/" + "x" * 5000),
        {"way": "push", "endpoint": "\x00", "p256dh": "\x00", "auth": "\x00"},
    ],
)
def test_what_is_no_choice_is_said_and_changes_nothing(client: Client, town: Town, bad: dict[str, str]) -> None:
    client.force_login(town.ren)
    page = client.post("/mine/notices/", bad, follow=True)
    assert page.status_code == 200
    assert "note-late" in page.content.decode()
    assert Choice.objects.count() == 0


def test_who_has_no_number_is_told_so(client: Client, town: Town) -> None:
    client.force_login(town.guan)
    page = client.post("/mine/notices/", {"way": "sms"}, follow=True)
    assert "没有可以接收短信的电话号码" in said(page)


def test_english_is_remembered_for_what_is_sent(client: Client, town: Town) -> None:
    client.force_login(town.ren)
    client.cookies["django_language"] = "en"
    client.post("/mine/notices/", pushed())
    choice = Choice.objects.get()
    assert (choice.way, choice.language) == (Way.PUSH, "en")
    assert "push" in choice.wording


def test_a_number_of_a_notice_leads_to_the_matter_where_it_is_known_and_asks_for_the_code_elsewhere(
    client: Client, town: Town
) -> None:
    matter = town.matter(by=town.ren)
    address = f"/follow/?number={matter.number_shown}"
    assert matter.number_shown in client.get(address).content.decode()
    client.force_login(town.ren)
    assert client.get(address).headers["Location"] == f"/follow/{matter.number_shown}/"


def test_the_page_of_permissions_names_notices(client: Client, town: Town) -> None:
    assert "通知" in said(client.get("/permissions/"))


def test_the_worker_loads_what_shows_a_push(client: Client, town: Town) -> None:
    assert "kit/worker_push.js" in client.get("/sw.js").content.decode()
