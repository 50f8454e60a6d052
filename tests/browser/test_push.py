"""Push in a real browser: nothing is asked before a tap; what arrives is shown, and a tap on it opens the page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from linli.notices.models import Subscription
from linli.site import secrets
from tests.browser.conftest import Open, sideways, violations
from tests.browser.test_outbox import CONTROLLED
from tests.browser.test_resident import sign_in
from tests.notices.services import Reader
from tests.town import Town, build

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
STUB = """
    self.asked = 0;
    Object.defineProperty(Notification, "permission", { get: () => "PERMISSION" === "denied" ? "denied" : "default" });
    Notification.requestPermission = async () => { self.asked += 1; return "PERMISSION"; };
    PushManager.prototype.subscribe = async (how) => {
        self.key = how.applicationServerKey.length;
        return { toJSON: () => (SUBSCRIPTION) };
    };
"""


@pytest.fixture
def town(transactional_db: None, settings: Settings) -> Town:
    settings.LINLI_PUSH_KEY = secrets.for_push()
    return build()


def stub(page: Page, permission: str = "granted") -> None:
    """A push service cannot be reached from here: what the browser would say is said for it."""
    phone = Reader(ENDPOINT).phone
    given = {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
    page.add_init_script(STUB.replace("PERMISSION", permission).replace("SUBSCRIPTION", json.dumps(given)))


def test_push_is_asked_for_after_a_tap_kept_and_ended_in_one(open_page: Open, town: Town, live_server: object) -> None:
    page = open_page(service_workers="allow")
    stub(page)
    sign_in(page.context, town.ren, str(live_server))
    page.goto("/mine/notices/")
    expect(page.locator("form[data-push]")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0
    assert page.evaluate("self.asked") == 0
    page.get_by_role("button", name="推送到这部手机").click()
    expect(page.get_by_text("这部手机会告诉您")).to_be_visible()
    assert Subscription.objects.live().get().endpoint == ENDPOINT
    page.get_by_role("button", name="不再发送").click()
    expect(page.get_by_text("已设为不再发送")).to_be_visible()
    assert Subscription.objects.live().count() == 0


def test_who_says_no_is_told_how_to_go_on(open_page: Open, town: Town, live_server: object) -> None:
    page = open_page(service_workers="allow")
    stub(page, "denied")
    sign_in(page.context, town.ren, str(live_server))
    page.goto("/mine/notices/")
    expect(page.get_by_text("没有允许通知")).to_be_visible()
    page.get_by_role("button", name="推送到这部手机").click()
    expect(page.get_by_role("button", name="推送到这部手机")).to_be_enabled()
    assert Subscription.objects.count() == 0


def test_where_there_is_no_push_it_is_not_offered(open_page: Open, town: Town, live_server: object) -> None:
    for without in ("delete self.PushManager", "delete self.Notification"):
        page = open_page()
        page.add_init_script(without)
        sign_in(page.context, town.ren, str(live_server))
        page.goto("/mine/notices/")
        expect(page.get_by_role("button", name="给我发短信")).to_be_visible()
        expect(page.locator("form[data-push]")).to_be_hidden()


def test_a_push_is_shown_and_a_tap_opens_its_page_and_no_other_origin(open_page: Open, town: Town) -> None:
    page = open_page(service_workers="allow", permissions=["notifications"])
    page.goto("/")
    page.evaluate(CONTROLLED)
    session = page.context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    worker = page.context.service_workers[0]
    worker.evaluate("self.clients.openWindow = async (to) => { self.opened = to; }")
    origin = page.evaluate("location.origin")
    for url, leads in (
        ("/follow/?number=260302-0000001", "/follow/?number=260302-0000001"),
        ("//evil.test/x", "/news/"),
    ):
        said = {"title": "邻里", "body": "您反映的 260302-0000001 已受理。", "tag": "a", "url": url}
        sent = {"origin": origin, "registrationId": registrations[0], "data": json.dumps(said)}
        session.send("ServiceWorker.deliverPushMessage", sent)
        shown = worker.evaluate(
            """async (path) => {
                for (;;) {
                    const [one] = await self.registration.getNotifications();
                    if (one?.data.path === path) return [one.title, one.body];
                    await new Promise((done) => setTimeout(done, 20));
                }
            }""",
            leads,
        )
        assert shown == ["邻里", "您反映的 260302-0000001 已受理。"]
        worker.evaluate(
            """async () => {
                const [notification] = await self.registration.getNotifications();
                self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
                while (!self.opened) await new Promise((done) => setTimeout(done, 20));
            }"""
        )
        assert worker.evaluate("self.opened") == leads
        worker.evaluate("() => { self.opened = undefined; }")
