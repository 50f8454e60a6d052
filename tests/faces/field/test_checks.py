"""What a grid worker checks on the spot."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from linli.matters import actions
from linli.matters.models import Check, Matter, Photo
from linli.matters.rules import Stage
from tests.faces.field.test_orders import notes_of, picture, text
from tests.matters.steps import own_answer, photo
from tests.town import GRIDS, INSIDE, T0, Town, answer

WHO_CHECKS = "由街道、其他岗位或诉求人确认"


@pytest.fixture
def wang(client: Client, town: Town) -> Client:
    client.force_login(town.wang)
    return client


def judge(client: Client, matter: Matter, passed: bool, **asked: object) -> Any:
    sent = {"version": matter.version, "intent": uuid4(), "passed": str(int(passed))} | asked
    return client.post(f"/field/checks/{matter.number}/", sent)


def test_answered_matters_of_the_own_grid_wait_to_be_checked(wang: Client, town: Town) -> None:
    own, elsewhere = town.answered(), town.answered(point=INSIDE[GRIDS[1]])
    page = wang.get("/field/checks/")
    assert [line.number for line in page.context["lines"]] == [own.number]
    assert "已清运，增加一个垃圾桶" in text(wang.get(f"/field/checks/{own.number}/"))
    assert wang.get(f"/field/checks/{elsewhere.number}/").status_code == 404
    assert judge(wang, elsewhere, True).status_code == 404


def test_a_check_with_a_photo_closes(wang: Client, town: Town) -> None:
    matter = town.answered()
    assert judge(wang, matter, True, photos=[picture()]).headers["Location"] == "/field/checks/"
    matter.refresh_from_db()
    assert matter.stage == Stage.CLOSED
    assert Photo.objects.filter(matter=matter, phase=Photo.Phase.CHECKED).count() == 1


def test_photos_stand_side_by_side_and_reworks_are_counted(wang: Client, town: Town) -> None:
    matter = town.handling(photos=[photo()])
    order = matter.orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.note(by=town.guan, order=order, words="已到场", photos=[photo()], at=T0)
    for round in (1, 2, 3):
        order.refresh_from_db()
        actions.finish(by=town.guan, order=order, answer=answer("已清运", [photo()]), at=T0)
        matter.refresh_from_db()
        if round < 3:
            actions.send_back(by=town.mei, matter=matter, words="仍有残留", photos=[photo()], at=T0)
    desk = Client()
    desk.force_login(town.mei)
    for page in (wang.get(f"/field/checks/{matter.number}/"), desk.get(f"/desk/matters/{matter.number}/")):
        shown = page.context["shown"]
        assert [len(group) for group in (shown.photos, shown.before, shown.after, shown.checked)] == [1, 1, 1, 2]
        compared = text(page).split('id="before-after"')[1].split("</section>")[0]
        assert compared.count("<img") == 5
        assert "处理前后对比" in text(page)
        assert "返工 2 次" in text(page)


def test_sending_back_needs_words_and_loses_no_photo(wang: Client, town: Town) -> None:
    matter = town.answered()
    refused = judge(wang, matter, False, photos=[picture()])
    assert refused.status_code == 400
    assert "id_words_error" in text(refused)
    intent = refused.context["form"]["intent"].value()
    again = judge(wang, matter, False, words="还有一半没清", photo=notes_of(refused), intent=intent)
    assert again.status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)
    assert Check.objects.get().words == "还有一半没清"


def test_a_check_that_comes_too_late_keeps_the_words(wang: Client, town: Town) -> None:
    matter = town.answered()
    actions.close(by=town.mei, matter=Matter.objects.get(pk=matter.pk), at=T0)
    late = judge(wang, matter, False, words="写了很久")
    assert late.status_code == 409
    assert "写了很久" in text(late)
    assert late.context["form"] is None  # the check is over


@pytest.mark.parametrize("who", ["tom", "far", "guan", "ren"])
def test_nobody_else_checks_here(client: Client, town: Town, who: str) -> None:
    matter = town.answered()
    client.force_login(getattr(town, who))
    assert client.get(f"/field/checks/{matter.number}/").status_code == 404
    assert judge(client, matter, True).status_code == 404


def test_the_own_units_answer_is_left_to_others_and_says_to_whom(wang: Client, town: Town) -> None:
    matter = own_answer(town)
    assert wang.get("/field/checks/").context["lines"] == []
    page = wang.get(f"/field/checks/{matter.number}/")
    assert page.context["form"] is None
    assert WHO_CHECKS in text(page)
    refused = judge(wang, matter, True)
    assert refused.status_code == 403
    assert WHO_CHECKS in text(refused)
