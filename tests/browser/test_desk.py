"""The desk and the phone on site in Chromium: keys, and no JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.rules import OrderStage, Stage
from linli.people.models import Person
from tests.browser.conftest import DESK, PHONE, Open, sideways, violations
from tests.town import Town

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, person: Person, origin: str) -> Page:
    """Come in without the door: its own tests open it."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": origin}])
    return page


def test_a_matter_is_dispatched_from_the_keyboard(open_page: Open, town: Town, live_server: object) -> None:
    now = timezone.now()
    matters = [town.matter(at=now - timedelta(hours=hours)) for hours in (3, 2)]
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/matters/**")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages .note")
    moved = Matter.objects.get(stage=Stage.HANDLING)
    assert moved in matters
    assert moved.orders.get().unit == town.committee  # the second that was suggested
    page.keyboard.press("q")
    page.wait_for_url("**/desk/")


def test_the_queue_is_filtered_in_place_and_the_address_follows(
    open_page: Open, town: Town, live_server: object
) -> None:
    town.matter(at=timezone.now())
    page = enter(open_page(DESK), town.mei, str(live_server))
    page.goto("/desk/")
    page.evaluate("window.kept = true")
    page.click(".tabs a:nth-child(3)")
    page.wait_for_url("**/desk/?tab=handling")
    assert page.evaluate("window.kept")
    assert page.locator(".empty").count() == 1


def test_desk_and_phone_work_without_javascript(open_page: Open, town: Town, live_server: object) -> None:
    matter = town.matter(at=timezone.now())
    page = enter(open_page(DESK, script=False), town.mei, str(live_server))
    page.goto("/desk/")
    page.click(f"text={matter.number_shown}")
    page.click("section:has(#dispatch) .btn-primary")
    assert matter.orders.get().unit == town.cleaners

    phone = enter(open_page(PHONE, script=False), town.guan, str(live_server))
    phone.goto("/field/")
    phone.click(".cell")
    phone.click(".bottom .btn-primary")  # sign
    phone.click(".bottom .btn-primary")  # begin
    phone.click(".bottom .btn-primary")  # answer
    phone.check("[name=spoken_to][value=nobody]")
    phone.fill("#id_words", "已清运")
    phone.click(".bottom .btn-primary")  # preview
    assert "已清运" in phone.locator(".as-read").inner_text()
    phone.click(".bottom .btn-primary")  # send
    assert matter.orders.get().stage == OrderStage.DONE


def test_axe_finds_nothing_on_an_order_in_hand_and_on_its_answer(
    open_page: Open, town: Town, live_server: object
) -> None:
    now = timezone.now()
    order = town.handling(at=now, by=town.ren).orders.get()
    page = enter(open_page(PHONE), town.guan, str(live_server))
    actions.start(by=town.guan, order=actions.sign(by=town.guan, order=order, at=now), at=now)
    for path in (f"/field/orders/{order.pk}/", f"/field/orders/{order.pk}/answer/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert violations(page) == []
        assert sideways(page) == 0
    page.fill("#id_words", "已清运")
    page.click(".bottom .btn-primary")
    assert violations(page) == []
