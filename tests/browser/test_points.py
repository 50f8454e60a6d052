"""A code from the member's phone to the counter in Chromium, without JavaScript too; axe on every page of points."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.points import actions
from tests.browser.conftest import PHONE, Open, sideways, violations
from tests.browser.test_desk import enter
from tests.points.steps import balance, cause, earned, merchant, offer, wallet
from tests.town import SINCE, Town


@pytest.mark.parametrize("script", [True, False])
def test_a_code_goes_from_the_phone_to_the_counter_once(
    open_page: Open, town: Town, live_server: object, script: bool
) -> None:
    at = timezone.now()
    actions.seed(at=at, since=SINCE)
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    unit, seller = merchant(town)
    offer(town, unit, price=8)
    offer(town, unit, price=None, stars=1)
    cause(town)
    member = enter(open_page(PHONE, script=script), town.ren, str(live_server))
    member.goto("/points/thanks/")
    member.click("text=领取兑换码")
    code = member.locator("output").inner_text()
    if script:
        actions.found(by=town.ren, name="演示人家", at=at)
        for path in ("/points/", "/points/thanks/", "/points/codes/", member.url, "/points/stars/"):
            member.goto(path)
            member.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            assert violations(member) == []
            assert sideways(member) == 0
    counter = enter(open_page(PHONE, script=script), seller, str(live_server))
    counter.goto("/desk/thanks/counter/")
    for said in ("请交付：一碗面", "该兑换码已使用"):
        counter.fill("[name=code]", code)
        counter.click("text=核对并交付")
        counter.wait_for_selector(f"text={said}")
        if script:
            assert violations(counter) == []
            assert sideways(counter) == 0
    assert balance(town.ren) == 2
