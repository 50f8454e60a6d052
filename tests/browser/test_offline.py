"""On site without a network: what is done is on the phone at once, goes in its order, once, and is never dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.models import Answer, Note, Photo, WorkOrder
from linli.matters.rules import OrderStage
from tests import town as cast
from tests.browser.conftest import Open, sideways, violations
from tests.browser.test_on_site import stage, tap
from tests.browser.test_outbox import cut, mend, phone_has
from tests.browser.test_resident import sign_in
from tests.town import Town, answer

KEPT = "已存在手机，联网自动发送"


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "after.jpg"
    Image.new("RGB", (320, 240), "olive").save(path, "JPEG")
    return path


@pytest.fixture
def order(town: Town) -> WorkOrder:
    return town.handling(at=timezone.now()).orders.get()


@pytest.fixture
def phone(open_page: Open, live_server: Any, town: Town) -> Any:
    """The phone of the handler, on a page."""

    def at(path: str, **more: Any) -> Page:
        page = open_page(**more)
        sign_in(page.context, town.guan, live_server.url)
        page.goto(path)
        return page

    return at


def count(verb: str) -> int:
    return Entry.objects.filter(verb=f"matters.{verb}").count()


def released(page: Page, name: str) -> None:
    """Tap, and do not wait the five seconds in which it can be taken back."""
    tap(page, name)
    page.evaluate("dispatchEvent(new Event('pagehide'))")


def test_steps_without_a_network_are_on_the_phone_and_go_in_their_order(phone: Any, order: WorkOrder) -> None:
    page = phone(f"/field/orders/{order.pk}/")
    cut(page)
    released(page, "签收")
    expect(page.locator("#undo")).to_contain_text(KEPT)
    expect(page.locator("#waits li")).to_have_count(1)
    released(page, "到场")
    expect(page.locator("#waits li")).to_have_count(2)
    expect(page.locator("#waits")).to_contain_text("待发 · 到场", use_inner_text=True)
    expect(page.locator("label[for=shot]")).to_be_visible()  # the step that comes next
    assert stage(order) == OrderStage.DISPATCHED
    mend(page)
    expect(page.locator("#waits")).to_be_hidden()
    assert stage(order) == OrderStage.IN_HAND
    assert (count("order_signed"), count("order_started")) == (1, 1)


def test_a_phone_that_dies_within_the_five_seconds_keeps_the_tap(phone: Any, order: WorkOrder) -> None:
    page = phone(f"/field/orders/{order.pk}/")
    cut(page)
    tap(page, "签收")
    phone_has(page, "one.state === 'waiting'")
    page.close()
    page = page.context.new_page()
    mend(page)
    page.clock.install()
    page.goto("/field/")
    page.clock.fast_forward(10_000)
    phone_is_empty_but_receipts(page)
    assert stage(order) == OrderStage.SIGNED


def phone_is_empty_but_receipts(page: Page) -> None:
    page.evaluate(
        """async () => {
            const has = async () => (await linliOutbox.store.all()).some(({ state }) => state !== "received");
            while (await has()) await new Promise(requestAnimationFrame);
        }"""
    )


def test_who_was_overtaken_sees_both_versions_and_keeps_the_own_work_as_a_note(
    phone: Any, town: Town, order: WorkOrder, photo: Path
) -> None:
    """Phone A finishes without a network; meanwhile phone B of the same unit finishes; A comes back."""
    actions.sign(by=town.guan, order=order, at=timezone.now())
    page = phone(f"/field/orders/{order.pk}/answer/")
    page.fill("[name=words]", "我已清运，现场干净")
    page.check("[name=spoken_to][value=nobody]")
    page.set_input_files("[name=photos]", photo)
    expect(page.locator("#answer .strip img")).to_have_count(1)
    cut(page)
    tap(page, "存好，联网自动发送")
    expect(page.locator("#held")).to_contain_text(KEPT)
    other = WorkOrder.objects.select_related("matter", "unit").get(pk=order.pk)
    actions.finish(by=town.guan, order=other, answer=answer("另一人已清运", at=timezone.now()), at=timezone.now())
    mend(page)
    page.wait_for_url("**/waiting/")
    row = page.locator("#outgoing li")
    expect(row).to_contain_text("需处理")
    row.get_by_role("link", name="对照两个版本").click()
    page.wait_for_url("**/both/")
    mine, theirs = page.locator(".both > section").all()
    expect(mine).to_contain_text("我已清运，现场干净")
    expect(mine.locator("img")).to_have_count(1)
    expect(theirs).to_contain_text("另一人已清运")
    assert violations(page) == []
    assert sideways(page) == 0
    tap(page, "以现在的为准")
    expect(page.locator("[data-do=theirs]")).to_contain_text("1 张照片")
    tap(page, "保留我的")
    page.wait_for_url(f"**/field/orders/{order.pk}/")
    note = Note.objects.get()
    assert "我已清运，现场干净" in note.words
    assert "无网络时已办" in note.words
    assert (Answer.objects.count(), Photo.objects.get().note) == (1, note)
    phone_is_empty_but_receipts(page)


def test_an_order_that_the_desk_took_back_keeps_what_the_phone_did_without_a_network(
    phone: Any, town: Town, order: WorkOrder
) -> None:
    page = phone(f"/field/orders/{order.pk}/")
    cut(page)
    released(page, "签收")
    released(page, "到场")
    expect(page.locator("#waits li")).to_have_count(2)
    actions.hand_back(by=town.guan, order=order, reason="too_little_said", words="缺少位置", at=timezone.now())
    mend(page)
    link = page.get_by_role("link", name="对照两个版本")
    link.click()
    page.wait_for_url("**/both/")
    expect(page.locator("[data-mine] li")).to_have_count(2)
    tap(page, "保留我的")
    page.wait_for_url(f"**/field/orders/{order.pk}/")
    assert "签收" in Note.objects.get().words
    assert "到场" in Note.objects.get().words
    assert stage(order) == OrderStage.RETURNING
