"""What is new since one looked: marked on the first screen and in one inbox, remembered by the phone alone."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from linli.core.models import Entry
from linli.faces.kit.followed import KEY
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.rules import DeclineReason
from tests.faces.resident.conftest import Now
from tests.town import T0, Town, answer

LATER = T0 + timedelta(hours=1)


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def news(client: Client) -> str:
    return page(client.get("/news/"))


def test_what_the_unit_does_is_new_until_one_looks_and_again_when_it_moves_on(
    client: Client, town: Town, now: Now
) -> None:
    matter = town.matter(by=town.ren)
    client.force_login(town.ren)
    now(LATER)
    assert "有新消息" not in page(client.get("/")) and "还没有新进展" in news(client)
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=LATER)
    assert "1 件诉求有新消息" in page(client.get("/"))
    assert "已派单至主办单位" in news(client) and "昆山市城市管理局" in news(client)
    client.get(f"/follow/{matter.number_shown}/")
    assert "有新消息" not in page(client.get("/"))
    order = matter.orders.get()
    actions.sign(by=town.guan, order=order, at=LATER + timedelta(minutes=5))
    now(LATER + timedelta(minutes=6))
    assert "1 件诉求有新消息" in page(client.get("/"))
    assert "单位已签收" in news(client)


def test_a_refusal_is_news_although_it_is_no_longer_open(client: Client, town: Town, now: Now) -> None:
    matter = town.matter(by=town.ren)
    actions.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words="法院正在审理", at=LATER)
    now(LATER)
    client.force_login(town.ren)
    assert "1 件诉求有新消息" in page(client.get("/"))


def test_a_phone_with_a_code_has_its_news_too_and_says_that_all_is_seen(client: Client, town: Town, now: Now) -> None:
    matter = town.handling()
    session = client.session
    session[KEY] = [town.reporter(matter).pk]
    session.save()
    actions.sign(by=town.guan, order=matter.orders.get(), at=LATER)
    now(LATER + timedelta(minutes=1))
    before = Entry.objects.count()
    assert "1 件诉求有新消息" in page(client.get("/"))
    client.post("/news/seen/")
    assert "有新消息" not in page(client.get("/")) and matter.number_shown in news(client)
    assert Entry.objects.count() == before  # that somebody looked is on no record of ours


def test_strangers_and_bent_cookies_get_an_empty_or_a_whole_inbox(client: Client, town: Town, now: Now) -> None:
    matter = town.answered(by=town.ren)
    assert "还没有新进展" in news(client) and matter.number_shown not in news(client)
    client.force_login(town.ren)
    client.cookies["linli_seen"] = "x-.-1.zzzzzzzzzzzz-zzzzzzzzzzz.!"
    assert matter.number_shown in news(client)


def test_a_sensitive_matter_is_not_named_in_lists(client: Client, town: Town, now: Now) -> None:
    matter = town.matter(by=town.ren, kind=town.abuse.code)
    actions.accept(by=town.mei, matter=matter, at=LATER)
    now(LATER)
    client.force_login(town.ren)
    name = town.abuse.name
    for address in ("/", "/mine/", "/news/"):
        text = page(client.get(address))
        assert matter.number_shown in text and "不公开的事项" in text and name not in text


def test_news_costs_the_same_for_many(
    client: Client,
    town: Town,
    now: Now,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    made: list[Matter] = [town.answered(by=town.ren) for _ in range(4)]
    client.force_login(town.ren)
    assert all(matter.number_shown in news(client) for matter in made)
    with django_assert_max_num_queries(5):
        client.get("/news/")


def test_what_a_joined_matter_goes_on_with_is_news_to_all_who_said_it(client: Client, town: Town, now: Now) -> None:
    mine, into = town.matter(by=town.ren), town.handling(by=town.lao)
    actions.merge(by=town.mei, matter=mine, into=into, at=LATER)
    order = into.orders.get()
    actions.sign(by=town.guan, order=order, at=LATER)
    actions.finish(by=town.guan, order=order, answer=answer(at=LATER), at=LATER + timedelta(minutes=1))
    now(LATER + timedelta(minutes=2))
    client.force_login(town.ren)
    assert "已答复" in news(client)
    assert "1 件诉求有新消息" in page(client.get("/"))
