"""What a phone reads ahead for where there is no network."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.matters import actions
from tests.town import Town


def marks(client: Client) -> dict[str, str]:
    things = client.get("/field/today/").json()["things"]
    return {page: thing["mark"] for thing in things for page in thing["pages"]}


def test_only_an_order_to_which_something_happened_is_read_again(client: Client, town: Town) -> None:
    first, second = (town.handling(at=timezone.now()).orders.get() for _ in range(2))
    client.force_login(town.guan)
    before = marks(client)
    assert f"/field/orders/{first.pk}/answer/" in before
    actions.sign(by=town.guan, order=first, at=timezone.now())
    after = marks(client)
    assert before[f"/field/orders/{first.pk}/"] != after[f"/field/orders/{first.pk}/"]
    assert before[f"/field/orders/{second.pk}/"] == after[f"/field/orders/{second.pk}/"]
    assert before["/field/"] != after["/field/"]


def test_reading_ahead_is_no_look_and_uses_up_no_message(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    client.post(f"/field/orders/{order.pk}/sign/", {"version": order.version})
    written = Entry.objects.count()
    for page in marks(client):
        client.get(page, headers={"Linli-Ahead": "1"})
    assert Entry.objects.count() == written
    assert "已签收。" in client.get(f"/field/orders/{order.pk}/").content.decode()


def test_the_answer_of_an_order_that_nobody_signed_for_is_read_ahead_only(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    address = f"/field/orders/{order.pk}/answer/"
    assert client.get(address, headers={"Linli-Ahead": "1"}).status_code == 200
    assert client.get(address).status_code == 302


def test_a_step_tells_the_version_of_the_next_one(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    told = client.post(f"/field/orders/{order.pk}/sign/", {"version": order.version}, headers={"Linli-Sending": "1"})
    assert (told.status_code, told.headers["Linli-Version"]) == (204, str(order.version + 1))


def test_asking_for_support_is_read_ahead_where_the_unit_may(client: Client, town: Town) -> None:
    own = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    assert f"/field/orders/{own.pk}/support/" in marks(client)
    actions.hand_back(by=town.guan, order=own, reason="too_little_said", words="缺少位置", at=timezone.now())
    assert f"/field/orders/{own.pk}/support/" not in marks(client)


def test_who_checks_has_the_answers_that_wait_for_it_and_nobody_else(client: Client, town: Town) -> None:
    matter = town.answered(at=timezone.now())
    pages = {"/field/checks/", f"/field/checks/{matter.number}/"}
    client.force_login(town.guan)
    assert not pages & marks(client).keys()
    client.force_login(town.wang)
    before = marks(client)
    assert pages <= before.keys()
    actions.send_back(by=town.mei, matter=matter, words="还有垃圾", at=timezone.now())
    assert not pages & marks(client).keys() - {"/field/checks/"}
    assert before["/field/checks/"] != marks(client)["/field/checks/"]
