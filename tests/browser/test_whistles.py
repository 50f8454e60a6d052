"""Whistles in Chromium: departments follow the cause in place, it works without JavaScript, axe at all sizes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.whistles import actions
from linli.whistles.models import Whistle
from linli.whistles.rules import Stage, SummonsStage
from tests import town as cast
from tests.browser.conftest import DESK, PHONE, TABLET, Open, sideways, violations
from tests.browser.test_desk import enter
from tests.town import Town
from tests.whistles.steps import blow, cause, part, summons_in, whistle_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town() -> Town:
    return cast.build()


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


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK])
def test_axe_finds_nothing_on_the_desk(open_page: Open, town: Town, live_server: object, size: tuple[int, int]) -> None:
    now = timezone.now()
    joined, rated = whistle_in(town, Stage.JOINED), whistle_in(town, Stage.CONCLUDED)
    refused = summons_in(town, SummonsStage.REFUSED).whistle
    desk = enter(open_page(size), town.jie, str(live_server))
    paths = [f"/desk/whistles/{one.pk}/" for one in (joined, rated, refused)]
    matter = town.matter(at=now)
    for path in (
        "/desk/whistles/?tab=ours",
        "/desk/whistles/new/",
        f"/desk/whistles/new/{matter.number}/",
        "/desk/whistles/figures/?days=365",
        "/desk/whistles/causes/",
        f"/desk/matters/{matter.number}/",
        *paths,
    ):
        desk.goto(path)
        desk.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(desk) == [], path
        assert sideways(desk) == 0, path
    centre = enter(open_page(size), town.zhong, str(live_server))
    centre.goto(f"/desk/whistles/{refused.pk}/")
    assert violations(centre) == []


@pytest.mark.parametrize("size", [PHONE, TABLET])
def test_axe_finds_nothing_on_site(open_page: Open, town: Town, live_server: object, size: tuple[int, int]) -> None:
    now = timezone.now()
    fresh, rated = blow(town, at=now), whistle_in(town, Stage.CONCLUDED)
    signed = blow(town, at=now - timedelta(minutes=50))
    actions.sign(by=town.guan, summons=part(signed, town.cleaners), at=now)
    unit = enter(open_page(size), town.guan, str(live_server))
    paths = [f"/field/whistles/{one.pk}/" for one in (fresh, signed, rated)]
    for path in ("/field/whistles/", *paths):
        unit.goto(path)
        unit.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert violations(unit) == [], path
        assert sideways(unit) == 0, path
    worker = enter(open_page(size), town.wang, str(live_server))
    worker.goto("/field/whistles/new/")
    assert violations(worker) == []
    assert sideways(worker) == 0
