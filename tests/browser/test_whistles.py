"""Whistles in Chromium: departments follow the cause in place, it works without JavaScript, axe at each stage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.whistles import actions
from linli.whistles.models import Whistle
from linli.whistles.rules import Stage, SummonsStage
from tests.browser.conftest import DESK, PHONE, Open, sideways, violations
from tests.browser.test_desk import enter
from tests.town import Town
from tests.whistles.steps import blow, cause, part, summons_in, whistle_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_departments_follow_the_cause_in_place(open_page: Open, town: Town, live_server: object) -> None:
    joint = cause("joint_enforcement")
    page = enter(open_page(DESK), town.jie, str(live_server))
    page.goto("/desk/whistles/new/")
    page.evaluate("window.kept = true")
    page.fill("#id_words", "请到场联合执法")
    page.check(f"input[name=cause][value='{joint.pk}']")
    page.wait_for_selector("#called .choice")
    assert page.is_checked(f"#called input[value='{town.cleaners.pk}']")
    assert page.evaluate("window.kept")
    assert page.input_value("#id_words") == "请到场联合执法"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_whistle_is_blown_and_answered_with_and_without_javascript(
    open_page: Open, town: Town, live_server: object, script: bool
) -> None:
    cause()
    phone = enter(open_page(PHONE, script=script), town.wang, str(live_server))
    phone.goto("/field/whistles/new/")
    phone.check("input[name=cause] >> nth=0")
    phone.fill("#id_words", "垃圾反复堆放，请到场")
    phone.check(f"input[name=departments][value='{town.cleaners.pk}']")
    phone.click(".bottom .btn-primary")  # the preview
    with phone.expect_navigation():
        phone.click("button[name=send]")  # blow
    whistle = Whistle.objects.get()
    unit = enter(open_page(PHONE, script=script), town.guan, str(live_server))
    unit.goto("/field/whistles/")
    unit.click(".cell")
    unit.click(".bottom .btn-primary")  # sign
    unit.fill("#tell-words", "已联系")
    with unit.expect_navigation():
        unit.click(".bottom .btn-primary")  # contact made
    unit.fill("#tell-words", "已到场")
    with unit.expect_navigation():
        unit.click(".bottom .btn-primary")  # there
    assert part(whistle, town.cleaners).stage == SummonsStage.ARRIVED
    assert Whistle.objects.get().stage == Stage.JOINED


def test_axe_finds_nothing_however_far_a_whistle_has_come(open_page: Open, town: Town, live_server: object) -> None:
    now = timezone.now()
    joined, rated = whistle_in(town, Stage.JOINED), whistle_in(town, Stage.CONCLUDED)
    refused, signed = summons_in(town, SummonsStage.REFUSED).whistle, blow(town, at=now - timedelta(minutes=50))
    actions.sign(by=town.guan, summons=part(signed, town.cleaners), at=now)
    desk = [f"/desk/whistles/{one.pk}/" for one in (joined, rated, refused)]
    phone = [f"/field/whistles/{one.pk}/" for one in (signed, rated)]
    walks = [(DESK, town.jie, desk), (DESK, town.zhong, desk[2:]), (PHONE, town.guan, phone)]
    for size, person, paths in walks:
        page = enter(open_page(size), person, str(live_server))
        for path in paths:
            page.goto(path)
            page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            assert violations(page) == [], path
            assert sideways(page) == 0, path
