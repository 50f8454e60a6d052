"""The wall is an empty room that says so, for desks only."""

from __future__ import annotations

from django.test import Client

from tests.town import Town


def test_the_empty_room_says_what_will_stand_there(client: Client, town: Town) -> None:
    client.force_login(town.zhong)
    page = client.get("/wall/", headers={"Accept-Language": "zh-hans"})
    assert page.status_code == 200
    assert "指挥中心大屏" in page.content.decode()
    assert "<script" not in page.content.decode()


def test_residents_and_strangers_do_not_find_it(client: Client, town: Town) -> None:
    assert client.get("/wall/")["Location"].startswith("/door/?next=")
    client.force_login(town.ren)
    assert client.get("/wall/").status_code == 404
