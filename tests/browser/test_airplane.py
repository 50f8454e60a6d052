"""A phone in airplane mode: Chromium with a profile on disk and no way out, killed and started anew. What is done there
is sent when there is a network again: nothing is lost and nothing counts twice."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from linli.core.models import Entry
from linli.matters.models import WorkOrder
from tests import town as cast
from tests.browser.conftest import FLAGS, PATIENCE, PHONE
from tests.browser.test_offline import read_ahead, released
from tests.browser.test_phone import PIN, choose_pin, enter
from tests.browser.test_resident import sign_in
from tests.town import Town

NO_WAY_OUT = ["--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>"]
SLOWER = 4  # times, as a phone is
AT_ONCE = 1_100  # ms from the tap to the list, with a tenth of slack


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


class InHand:
    """One phone: switched on with or without a network, and killed."""

    def __init__(self, chromium: BrowserType, profile: Path, origin: str, town: Town) -> None:
        self.chromium, self.profile, self.origin, self.town = chromium, profile, origin, town
        self.context: BrowserContext | None = None

    def on(self, *, network: bool) -> Page:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        self.context = self.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=found,
            args=FLAGS if network else [*FLAGS, *NO_WAY_OUT],
            viewport={"width": PHONE[0], "height": PHONE[1]},
            base_url=self.origin,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        self.context.set_default_timeout(PATIENCE)
        if network:
            sign_in(self.context, self.town.guan, self.origin)
        return self.context.pages[0]

    def kill(self) -> None:
        """As a battery that is empty does it."""
        for pid in (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()):
            try:
                said = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={self.profile}".encode() in said:
                os.kill(pid, signal.SIGKILL)
        self.context = None
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()

    def off(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None


@pytest.fixture
def phone(chromium: Browser, tmp_path: Path, live_server: Any, town: Town) -> Iterator[InHand]:
    held = InHand(chromium.browser_type, tmp_path / "profile", live_server.url, town)
    yield held
    held.off()


def begin(phone: InHand, orders: list[WorkOrder]) -> None:
    """Choose the PIN, look at the list, and let the phone read ahead."""
    page = phone.on(network=True)
    choose_pin(page)
    read_ahead(page, *(f"/field/orders/{order.pk}/support/" for order in orders))
    phone.off()


def opened(phone: InHand) -> Page:
    """Without a network, opened by the PIN."""
    page = phone.on(network=False)
    page.goto("/field/")
    enter(page, PIN)
    expect(page.locator("#as-of")).to_contain_text("没有网络")
    return page


def sent_all(phone: InHand) -> None:
    page = phone.on(network=True)
    page.goto("/field/")
    page.evaluate(
        """async () => {
            const left = async () => (await linliOutbox.store.all()).filter(({ state }) => state !== "received");
            while ((await left()).length) await new Promise((done) => setTimeout(done, 100));
        }"""
    )
    phone.off()


def times(verb: str) -> int:
    return Entry.objects.filter(verb=f"matters.{verb}").count()


def journey(phone: InHand, town: Town, *, orders: int, kill_each: int) -> None:
    """Sign and arrive at each of ``orders`` without a network; after ``kill_each`` the phone dies."""
    own = [town.handling(at=timezone.now()).orders.get() for _ in range(orders)]
    begin(phone, own)
    page = opened(phone)
    for n, order in enumerate(own, start=1):
        page.goto(f"/field/orders/{order.pk}/")
        released(page, "签收")
        expect(page.locator("#waits li")).to_have_count(1)
        released(page, "到场")
        expect(page.locator("#waits li")).to_have_count(2)
        if n % kill_each == 0 and n < orders:
            phone.kill()
            page = opened(phone)
            expect(page.locator(".waiting:visible")).to_have_count(n)
    phone.kill()
    assert times("order_signed") == 0
    sent_all(phone)
    assert (times("order_signed"), times("order_started")) == (orders, orders)


def test_what_is_done_in_airplane_mode_outlives_a_dead_battery_and_is_sent_once(phone: InHand, town: Town) -> None:
    journey(phone, town, orders=4, kill_each=2)


@pytest.mark.soak
@pytest.mark.parametrize("_round", range(2))
def test_over_two_hundred_steps_none_is_lost_and_none_counts_twice(phone: InHand, town: Town, _round: int) -> None:
    journey(phone, town, orders=55, kill_each=9)


def test_the_list_is_there_within_a_second_without_a_network(phone: InHand, town: Town) -> None:
    own = [town.handling(at=timezone.now()).orders.get() for _ in range(12)]
    begin(phone, own)
    page = opened(phone)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    took = []
    for _ in range(3):
        page.goto("/field/plan/")
        page.get_by_role("link", name="工单").first.click()
        page.wait_for_url("**/field/")
        expect(page.locator("[data-line]")).to_have_count(12)
        took.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert min(took) <= AT_ONCE, took
    page.goto("/field/checks/")
    expect(page.locator("h1")).to_have_text("没有网络，这一页没有存在手机上")
