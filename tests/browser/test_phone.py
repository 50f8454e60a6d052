"""A phone that works without a network: a PIN opens what it keeps, and whoever should not have it finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.orgs.actions import accounts
from linli.people.actions import phones
from linli.people.models import Phone, PhoneEnd
from tests import town as cast
from tests.browser.conftest import Open, sideways, violations
from tests.browser.test_outbox import CONTROLLED, cut, mend
from tests.browser.test_resident import sign_in
from tests.town import Town

PIN, WRONG = "417935", "900713"
WEAK = ["111111", "123456", "876543", "121212", "135135"]
CANARY = "金丝雀的门牌号"
BASE = """const base = await new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
});"""
RAW = (
    """async () => {
    const parts = [], tell = async (one) => {
        if (one instanceof CryptoKey) return `key:${one.type}:${one.extractable}`;
        if (one instanceof ArrayBuffer || ArrayBuffer.isView(one)) return new TextDecoder().decode(one);
        if (!one || typeof one !== "object") return String(one);
        const told = Object.entries(one).map(async ([of, part]) => `${of}=${await tell(part)}`);
        return (await Promise.all(told)).join(" ");
    };
    for (const { name } of await indexedDB.databases()) {
        """
    + BASE
    + """
        for (const store of base.objectStoreNames) {
            const asked = base.transaction(store).objectStore(store).getAll();
            await new Promise((done) => { asked.onsuccess = done; });
            parts.push(await tell(asked.result));
        }
        base.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) parts.push(await (await cache.match(request)).text());
    }
    return JSON.stringify([parts, { ...localStorage }, { ...sessionStorage }]);
}"""
)
EARLIER = (
    """async (hours) => {
    const name = "linli-phone", ms = hours * 3600000;
    """
    + BASE
    + """
    const meta = base.transaction("meta", "readwrite").objectStore("meta"), asked = meta.get("phone");
    await new Promise((done) => { asked.onsuccess = () => {
        const { issued, latest } = asked.result;
        meta.put({ ...asked.result, issued: issued - ms, latest: latest - ms }, "phone").onsuccess = done;
    }; });
    base.close();
}"""
)
KEEP = "async (words) => linliPhone.put('/field/kept/', new Response(words))"
TAKE = "async () => { const kept = await linliPhone.take('/field/kept/'); return kept && kept.text(); }"


@pytest.fixture
def town(transactional_db: None) -> Town:
    return cast.build()


@pytest.fixture
def begun(open_page: Open, live_server: Any, town: Town) -> Page:
    """The phone of a handler, begun with a PIN, that keeps one page."""
    page = open_page(service_workers="allow")
    sign_in(page.context, town.guan, live_server.url)
    choose_pin(page)
    assert page.evaluate(KEEP, CANARY)
    return page


def choose_pin(page: Page) -> None:
    """From now on this phone keeps pages."""
    page.goto("/field/phone/")
    expect(page.locator("#pin")).to_have_css("border-top-style", "solid")
    page.fill("#pin", PIN)
    page.fill("#pin-again", PIN)
    page.get_by_role("button", name="在这部手机上启用").click()
    expect(page.locator("#on")).to_be_visible()
    page.evaluate(CONTROLLED)


def kill(page: Page) -> None:
    """End the service worker as a phone does that needs its memory."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()


def without_network(page: Page) -> None:
    """There is no connection, and the worker was ended meanwhile. Chromium gives the next worker its connection back,
    so the session goes as well: nothing but the PIN opens."""
    cut(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    kill(page)
    page.goto("/field/unlock/")
    expect(page.locator("#unlock")).to_be_visible()


def enter(page: Page, pin: str) -> None:
    page.fill("#pin", pin)
    page.get_by_role("button", name="打开").click()


def test_the_pin_opens_what_the_phone_keeps_without_a_network(begun: Page) -> None:
    assert begun.evaluate(TAKE) == CANARY
    without_network(begun)
    assert violations(begun) == []
    assert begun.evaluate("linliPhone.state()") == "locked"
    assert begun.evaluate(TAKE) is None
    enter(begun, WRONG)
    expect(begun.get_by_role("alert")).to_contain_text("还可以试 4 次")
    assert begun.evaluate("(pin) => linliPhone.unlock(pin)", PIN) == "open"
    assert begun.evaluate(TAKE) == CANARY


def test_the_disk_of_the_phone_tells_nothing(begun: Page) -> None:
    key = Phone.objects.get().key
    told = begun.evaluate(RAW)
    assert "/field/kept/" in told  # it was looked at
    for secret in (CANARY, key, PIN):
        assert secret not in told
    assert "key:secret:true" not in told and "key:private" not in told


def test_five_wrong_pins_erase_it(begun: Page) -> None:
    without_network(begun)
    for left in (4, 3, 2, 1):
        enter(begun, WRONG)
        expect(begun.get_by_role("alert")).to_contain_text(f"还可以试 {left} 次")
        if left == 2:
            kill(begun)  # which gives no more tries
    enter(begun, WRONG)
    expect(begun.get_by_role("heading", name="本机数据已清除")).to_be_visible()
    assert begun.evaluate("linliPhone.kept()") == []
    assert begun.evaluate("(pin) => linliPhone.unlock(pin)", PIN) == "wiped"


@pytest.mark.parametrize(
    "hours", [pytest.param(12.1, id="over"), pytest.param(-0.5, id="back", marks=pytest.mark.soak)]
)
def test_it_is_erased_when_its_time_is_over(begun: Page, live_server: Any, town: Town, hours: float) -> None:
    """Twelve hours have passed, or the clock was set back. The next sign-in puts the key under the same PIN."""
    without_network(begun)
    begun.evaluate(EARLIER, hours)
    enter(begun, PIN)
    expect(begun.get_by_role("heading", name="本机数据已清除")).to_be_visible()
    assert begun.evaluate("linliPhone.kept()") == []
    mend(begun)
    sign_in(begun.context, town.guan, live_server.url)
    begun.goto("/field/phone/")
    expect(begun.locator("#on")).to_be_visible()
    assert begun.evaluate(KEEP, CANARY)
    without_network(begun)
    assert begun.evaluate("(pin) => linliPhone.unlock(pin)", PIN) == "open"


def erased(page: Page) -> None:
    page.wait_for_function("linliPhone.state().then((state) => state === 'none')")
    assert page.evaluate("linliPhone.kept()") == []


def test_a_phone_that_the_desk_ended_is_erased_when_it_is_next_in_touch(begun: Page, town: Town) -> None:
    accounts.revoke_phone(by=town.sec, phone=Phone.objects.get(), reason=PhoneEnd.LOST, at=timezone.now())
    begun.goto("/field/")  # its session died: this is the door
    erased(begun)
    assert begun.evaluate("linliPhone.about()")["wiped"]["why"] == "ended"


@pytest.mark.soak
def test_another_account_finds_nothing_of_the_one_before(begun: Page, live_server: Any, town: Town) -> None:
    sign_in(begun.context, town.shui, live_server.url)
    begun.goto("/field/")
    erased(begun)


def test_signing_out_says_what_is_not_sent_and_erases(begun: Page) -> None:
    begun.goto("/report/")
    begun.evaluate(
        "linliOutbox.store.put({key: 'one', form: 'report', owner: '?', state: 'waiting', at: 1, fields: [], tries: 0})"
    )
    begun.goto("/field/")
    begun.get_by_role("button", name="退出登录").click()
    expect(begun.get_by_text("还有 1 条未发送，退出后仍加密留在本机，重新登录后发出")).to_be_visible()
    begun.get_by_role("button", name="先不退出").click()
    assert begun.evaluate(TAKE) == CANARY
    begun.get_by_role("button", name="退出登录").click()
    with begun.expect_navigation():
        begun.locator("dialog").get_by_role("button", name="退出登录").click()
    assert Phone.objects.get().reason == PhoneEnd.SIGN_OUT
    begun.goto("/door/staff/")
    erased(begun)
    begun.goto("/waiting/")
    assert begun.evaluate("linliOutbox.store.all().then((all) => all.length)") == 1  # what waits is not thrown away


def test_what_an_ended_phone_sealed_is_opened_by_its_owner_to_be_sent(begun: Page, town: Town) -> None:
    sealed = begun.evaluate(
        "async (words) => { self.sealed = await linliPhone.seal(words, 'one'); return self.sealed.data.byteLength; }",
        CANARY,
    )
    assert sealed == len(CANARY.encode()) + 16
    phones.end_phone(by=town.guan, phone=Phone.objects.get().pk, at=timezone.now())
    opened = """async () => {
        const state = await linliPhone.open();
        return [state, new TextDecoder().decode(await linliPhone.unseal(self.sealed, "one"))];
    }"""
    begun.evaluate("linliPhone.heard({ phone: 'ended', owner: '' })")
    assert begun.evaluate(opened) == ["none", CANARY]
    assert not begun.evaluate(KEEP, CANARY)


def test_a_pin_that_everybody_tries_first_is_refused(open_page: Open, live_server: Any, town: Town) -> None:
    page = open_page(service_workers="allow")
    sign_in(page.context, town.guan, live_server.url)
    page.goto("/field/phone/")
    for pin, again, said in [(one, one, "太容易被猜到") for one in WEAK] + [(PIN, WRONG, "两次输入不一致")]:
        page.fill("#pin", pin)
        page.fill("#pin-again", again)
        page.get_by_role("button", name="在这部手机上启用").click()
        expect(page.get_by_role("alert")).to_contain_text(said)
    assert violations(page) == [] and sideways(page) == 0
    assert not Phone.objects.exists()
