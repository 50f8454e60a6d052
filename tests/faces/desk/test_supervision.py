"""督办 at the desk, its reply on the work order, and the reporter's 催办."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from linli.core.calendar import Limit, LimitUnit
from linli.matters import actions, jobs
from linli.matters.models import Supervision, Urge, WorkOrder
from linli.matters.rules import OrderStage
from tests.matters.steps import order_in
from tests.town import T0, Town

WITHIN = Limit(1, LimitUnit.WORKING_DAYS)
LIST = "/desk/supervisions/"


def signed_in(client: Client, person: object) -> Client:
    client.force_login(person)  # type: ignore[arg-type]
    return client


def asked(town: Town) -> Supervision:
    order = order_in(town, OrderStage.SIGNED)
    return actions.supervise(by=town.zhong, order=order, words="居民多次反映", within=WITHIN, at=T0)


def test_the_centre_asks_from_the_page_of_the_matter(client: Client, town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    signed_in(client, town.zhong)
    page = f"/desk/orders/{order.pk}/supervise/"
    assert page in client.get(f"/desk/matters/{order.matter.number}/").content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"words": "请说明", "days": "2"}).status_code == 302
    assert "请说明" in client.get(f"{LIST}?tab=issued").content.decode()


def test_without_words_nothing_is_asked_and_nothing_lost(client: Client, town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    back = signed_in(client, town.zhong).post(f"/desk/orders/{order.pk}/supervise/", {"words": "", "days": "9"})
    assert back.status_code == 422
    assert not Supervision.objects.exists()


def test_a_street_does_not_supervise_a_department(client: Client, town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    assert signed_in(client, town.jie).get(f"/desk/orders/{order.pk}/supervise/").status_code == 404


def test_the_unit_finds_it_on_its_order_and_replies_there(client: Client, town: Town) -> None:
    row = asked(town)
    signed_in(client, town.guan)
    assert "居民多次反映" in client.get(LIST).content.decode()
    page = f"/field/orders/{row.order_id}/"
    assert "居民多次反映" in client.get(page).content.decode()
    empty = client.post(f"{page}reply/", {"supervision": row.pk, "reply": ""})
    assert empty.status_code == 422
    assert client.post(f"{page}reply/", {"supervision": row.pk, "reply": "明早清运"}).status_code == 302
    again = client.post(f"{page}reply/", {"supervision": row.pk, "reply": "第二次"})
    assert (again.status_code, "第二次" in again.content.decode()) == (409, True)
    row.refresh_from_db()
    assert row.reply == "明早清运"
    replied = client.get(f"{LIST}?tab=replied").content.decode()
    assert "明早清运" in replied
    assert f'href="{page}"' in replied  # a department opens its order, not the request


def test_another_unit_neither_sees_nor_replies(client: Client, town: Town) -> None:
    row = asked(town)
    signed_in(client, town.shui)
    assert "居民多次反映" not in client.get(LIST).content.decode()
    sent = client.post(f"/field/orders/{row.order_id}/reply/", {"supervision": row.pk, "reply": "好"})
    assert sent.status_code == 404


def test_a_reply_to_what_was_asked_of_another_order_is_not_taken(client: Client, town: Town) -> None:
    row, other = asked(town), order_in(town, OrderStage.SIGNED)
    sent = signed_in(client, town.guan).post(f"/field/orders/{other.pk}/reply/", {"supervision": row.pk, "reply": "好"})
    assert sent.status_code == 404


def test_what_the_ladder_asks_says_so(client: Client, town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    jobs.alert(at=WorkOrder.objects.get(pk=order.pk).due_at + timedelta(days=30))
    shown = signed_in(client, town.guan).get(LIST).content.decode()
    assert "超期自动督办" in shown


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, town: Town, django_assert_max_num_queries: object
) -> None:
    for _ in range(6):
        asked(town)
    signed_in(client, town.guan).get(LIST)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(LIST)


def test_a_resident_urges_once_and_reads_when_again(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    page = f"/follow/{matter.number_shown}/"
    signed_in(client, town.ren)
    assert f"{page}urge/" in client.get(page).content.decode()
    assert client.post(f"{page}urge/", {"words": "还没来"}).status_code == 302
    assert client.post(f"{page}urge/", {"words": "再催"}).status_code == 409
    assert Urge.objects.get().words == "还没来"
    assert "起可再次催办" in client.get(page).content.decode()
    assert client.post(f"{page}urge/", {"words": "长" * 301}).status_code == 400


def test_a_neighbour_urges_nothing(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    sent = signed_in(client, town.lao).post(f"/follow/{matter.number_shown}/urge/", {"words": ""})
    assert sent.status_code == 404
