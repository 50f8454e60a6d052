"""On site without a network: what is done is on the phone at once, goes in its order, once, and is never dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.models import Answer, Note, Photo, Return, Support, WorkOrder
from linli.matters.rules import OrderStage
from linli.orgs.models import Post, Role
from tests import town as cast
from tests.browser.conftest import DESK, Open, sideways, violations
from tests.browser.test_on_site import stage, tap
from tests.browser.test_outbox import cut, mend, phone_has
from tests.browser.test_phone import choose_pin
from tests.browser.test_resident import sign_in
from tests.matters import steps
from tests.town import SINCE, Town, answer

KEPT = "已存在手机，联网自动发送"
AT_ONCE = 220  # ms: 200 and the slack of a tenth


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


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


def read_ahead(page: Page, *addresses: str) -> None:
    """Look at the list until the phone has read these pages."""
    page.goto("/field/")
    page.evaluate(
        """async (wanted) => {
            const has = async () => (await linliPhone.kept()).map(({ address }) => address);
            for (let had = []; !wanted.every((one) => had.includes(one)); had = await has()) {
                await new Promise((done) => setTimeout(done, 100));
            }
        }""",
        ["/field/today/", *addresses],
    )


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
    expect(page.locator("#held")).to_be_visible()
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


def test_two_phones_and_a_desk_at_one_order_lose_nothing(
    phone: Any, open_page: Open, live_server: Any, town: Town, photo: Path
) -> None:
    """Phone A does two orders in a cellar, from the signature to the answer. Meanwhile the desk sends one of them to
    another unit, and a colleague answers the other one on phone B. A comes back."""
    sent_on, answered = (town.handling(at=timezone.now()).orders.get() for _ in range(2))
    Post.objects.create(person=town.shui, organisation=town.cleaners, role=Role.DEPARTMENT_HANDLER, valid_from=SINCE)
    a = phone("/field/", service_workers="allow")
    choose_pin(a)
    read_ahead(a, *(f"/field/orders/{order.pk}/answer/" for order in (sent_on, answered)))
    cut(a)
    for order in (sent_on, answered):
        a.goto(f"/field/orders/{order.pk}/")
        released(a, "签收")
        released(a, "到场")
        expect(a.locator("#waits li")).to_have_count(2)
        a.get_by_role("link", name="不拍照").click()
        a.wait_for_url("**/answer/")
        a.fill("[name=words]", f"地下室{order.pk}号已清运")
        a.check("[name=spoken_to][value=nobody]")
        a.set_input_files("[name=photos]", photo)
        expect(a.locator("#answer .strip img")).to_have_count(1)
        tap(a, "存好，联网自动发送")
        expect(a.locator("#held")).to_be_visible()
    the_desk_sends_it_to_another_unit(open_page(DESK), sent_on, town, live_server.url)
    b = open_page()
    sign_in(b.context, town.shui, live_server.url)
    actions.sign(by=town.shui, order=WorkOrder.objects.get(pk=answered.pk), at=timezone.now())
    b.goto(f"/field/orders/{answered.pk}/answer/")
    b.fill("[name=words]", "同事已清运")
    b.check("[name=spoken_to][value=nobody]")
    tap(b, "预览诉求人看到的内容")
    released(b, "提交")
    b.wait_for_url(f"**/field/orders/{answered.pk}/")
    mend(a)
    for order, others in ((sent_on, town.water.name), (answered, "同事已清运")):
        phone_has(a, f"one.chain === 'order-{order.pk}' && one.state === 'refused'")
        a.goto(f"/field/orders/{order.pk}/")
        a.get_by_role("link", name="对照两个版本").click()
        a.wait_for_url("**/both/")
        expect(a.locator("[data-mine] li b")).to_have_text(["签收", "到场", "答复"])
        expect(a.locator(".both > section").last).to_contain_text(others)
        tap(a, "保留我的")
        a.wait_for_url(f"**/field/orders/{order.pk}/")
        note = Note.objects.get(order=order)
        assert all(said in note.words for said in (f"地下室{order.pk}号已清运", "签收", "到场"))
        assert note.photos.count() == 1
    phone_is_empty_but_receipts(a)
    assert Answer.objects.get().words == "同事已清运"
    assert (stage(sent_on), stage(answered)) == (OrderStage.CANCELLED, OrderStage.DONE)


def test_a_shot_and_a_call_for_support_without_a_network_go_in_their_order(
    phone: Any, town: Town, order: WorkOrder, photo: Path
) -> None:
    actions.sign(by=town.guan, order=order, at=timezone.now())
    actions.start(by=town.guan, order=order, at=timezone.now())
    page = phone("/field/", service_workers="allow")
    choose_pin(page)
    read_ahead(page, f"/field/orders/{order.pk}/answer/", f"/field/orders/{order.pk}/support/")
    cut(page)
    page.goto(f"/field/orders/{order.pk}/support/")
    page.locator("button[name=quick]").first.click()
    expect(page.locator("#undo")).to_contain_text(KEPT)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(page.locator("#waits")).to_contain_text("待发 · 请求支援", use_inner_text=True)
    page.goto(f"/field/orders/{order.pk}/")
    page.set_input_files("#shot", photo)
    page.wait_for_url("**/answer/#*")
    expect(page.locator("#answer .strip img")).to_have_count(1)
    page.fill("[name=words]", "已清运")
    page.check("[name=spoken_to][value=nobody]")
    tap(page, "存好，联网自动发送")
    expect(page.locator("#held")).to_be_visible()
    mend(page)
    phone_is_empty_but_receipts(page)
    assert (Support.objects.count(), Answer.objects.get().photos.count()) == (1, 1)
    assert (count("order_support_asked"), stage(order)) == (1, OrderStage.DONE)


def test_an_old_engine_that_names_no_button_sends_the_one_that_was_tapped(phone: Any, order: WorkOrder) -> None:
    page = phone("/field/")
    page.add_init_script("delete SubmitEvent.prototype.submitter")
    page.goto(f"/field/orders/{order.pk}/hand-back/")
    page.locator("button[name=quick][value=too_little_said]").click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_url(f"**/field/orders/{order.pk}/")
    assert Return.objects.get().reason.code == "too_little_said"


@pytest.mark.soak
def test_a_step_without_a_network_says_within_a_fifth_of_a_second_that_it_is_kept(phone: Any, order: WorkOrder) -> None:
    page = phone(f"/field/orders/{order.pk}/")
    cut(page)
    page.evaluate(
        """(kept) => {
            const bar = document.getElementById("undo"), says = () => !bar.hidden && bar.textContent.includes(kept);
            const seen = new MutationObserver(() => { if (says()) window.took ??= performance.now() - window.tapped; });
            seen.observe(bar, { attributes: true, childList: true, subtree: true });
            document.addEventListener("click", () => { window.tapped ??= performance.now(); }, true);
        }""",
        KEPT,
    )
    tap(page, "签收")
    phone_has(page, "one.state === 'waiting'")
    assert page.evaluate("window.took") <= AT_ONCE


def the_desk_sends_it_to_another_unit(desk: Page, order: WorkOrder, town: Town, origin: str) -> None:
    """A colleague handed it back, and the level above agrees."""
    handed_back = steps.handed_back(town, order, by=town.shui, at=timezone.now())
    sign_in(desk.context, town.zhong, origin)
    desk.goto(f"/desk/returns/{handed_back.pk}/")
    tap(desk, "同意退单并改派")
    expect(desk.locator("#messages .note")).to_be_visible()
    assert stage(order) == OrderStage.CANCELLED
