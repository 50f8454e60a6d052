"""Following, judging, taking back: with an account, with number and code, and not as a stranger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from linli.matters import actions
from linli.matters.follow import code_of
from linli.matters.models import Matter, Rating
from linli.matters.rules import Stage
from tests.faces.resident.conftest import Now
from tests.matters.steps import photo
from tests.town import T0, Town, answer

pytestmark = pytest.mark.usefixtures("now")
LATER = T0 + timedelta(hours=1)


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def at(matter: Matter, more: str = "") -> str:
    return f"/follow/{matter.number_shown}/{more}"


def test_number_and_code_open_the_line_of_steps(client: Client, town: Town) -> None:
    matter = town.answered()
    code = code_of(town.reporter(matter).intent)
    typed = {"number": f" {matter.number} ", "code": f"{code[:4]}-{code[4:].lower()}"}
    answer = client.post("/follow/", typed, follow=True)
    assert answer.redirect_chain == [(at(matter), 302)]
    text = page(answer)
    assert "已答复" in text and "已清运，增加一个垃圾桶" in text and "昆山市城市管理局" in text
    assert "演示城管经办" not in text


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(client: Client, town: Town) -> None:
    matter = town.matter()
    wrong_code = client.post("/follow/", {"number": matter.number, "code": "BBBB2222"})
    wrong_number = client.post("/follow/", {"number": "2603020000000", "code": "BBBB2222"})
    told = "编号与查询码不匹配"
    assert (wrong_code.status_code, wrong_number.status_code) == (400, 400)
    assert told in page(wrong_code) and told in page(wrong_number)


@pytest.mark.slow
def test_guessing_codes_is_stopped_after_twenty(client: Client, town: Town) -> None:
    matter = town.matter()
    for _ in range(20):
        client.post("/follow/", {"number": matter.number, "code": "BBBB2222"})
    right = {"number": matter.number, "code": code_of(town.reporter(matter).intent)}
    assert client.post("/follow/", right).status_code == 429


@pytest.mark.parametrize("more", ["", "rate/", "withdraw/"])
def test_a_stranger_finds_nothing(client: Client, town: Town, more: str) -> None:
    matter = town.answered(by=town.ren)
    assert client.get(at(matter, more)).status_code == 404
    for stranger in (town.lao, town.mei):
        client.force_login(stranger)
        assert client.get(at(matter, more)).status_code == 404
        assert client.post(at(matter, more)).status_code == 404


def test_solved_takes_two_taps_and_closes_it(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    assert f'href="{at(matter, "rate/")}?solved=1"' in page(client.get(at(matter)))
    assert "非常满意" in page(client.get(at(matter, "rate/") + "?solved=1"))
    matter.refresh_from_db()
    answer = client.post(
        at(matter, "rate/"), {"solved": "1", "satisfaction": "5", "version": matter.version}, follow=True
    )
    assert "这件诉求已办结" in page(answer)
    matter.refresh_from_db()
    assert (matter.stage, Rating.objects.get().satisfaction) == (Stage.CLOSED, 5)


def test_not_solved_takes_a_reason_and_opens_it_again(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    assert "只处理了一半" in page(client.get(at(matter, "rate/") + "?solved=0"))
    answer = client.post(at(matter, "rate/"), {"solved": "0", "reason": "half_done", "words": "还剩一半"}, follow=True)
    assert "已重新办理" in page(answer) and "重新办理" in page(answer)
    matter.refresh_from_db()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)


def test_not_solved_without_a_reason_is_asked_again(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    answer = client.post(at(matter, "rate/"), {"solved": "0", "words": "路灯还是不亮"})
    assert answer.status_code == 400
    assert "路灯还是不亮" in page(answer)
    assert not Rating.objects.exists()


def test_rating_twice_is_a_conflict_that_shows_how_it_stands(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    client.post(at(matter, "rate/"), {"solved": "1"})
    answer = client.post(at(matter, "rate/"), {"solved": "1", "words": "又坏了一盏"})
    assert answer.status_code == 409
    assert "您已经评价过" in page(answer) and "已办结" in page(answer) and "又坏了一盏" in page(answer)
    assert client.get(at(matter, "rate/")).status_code == 302


def test_a_report_can_be_withdrawn_after_being_asked(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    client.force_login(town.ren)
    assert "确定撤回" in page(client.get(at(matter, "withdraw/")))
    assert "已撤回" in page(client.post(at(matter, "withdraw/"), follow=True))
    matter.refresh_from_db()
    assert matter.stage == Stage.WITHDRAWN


def test_what_others_reported_too_is_not_withdrawn(client: Client, town: Town) -> None:
    first, second = town.matter(by=town.ren), town.matter(by=town.lao)
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    client.force_login(town.ren)
    answer = client.post(at(first, "withdraw/"))
    assert answer.status_code == 403
    assert "不能撤回" in page(answer)


def test_a_merged_matter_shows_the_other_one(client: Client, town: Town) -> None:
    first, second = town.matter(by=town.ren, words="别人的话"), town.matter(by=town.lao, words="我的话")
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    client.force_login(town.lao)
    text = page(client.get(at(second)))
    assert "合并办理" in text and first.number_shown in text
    assert "我的话" in text and "别人的话" not in text


def test_being_late_is_said(client: Client, town: Town, now: Now) -> None:
    matter = town.handling(by=town.ren)
    client.force_login(town.ren)
    now(T0 + timedelta(days=3))
    assert "已超时 2 天" in page(client.get(at(matter)))


def test_a_refusal_says_which_door_to_knock_at(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.decline(by=town.mei, matter=matter, reason="in_court", words="法院已立案", at=LATER)
    client.force_login(town.ren)
    text = page(client.get(at(matter)))
    assert "法院已立案" in text and 'href="tel:12368"' in text


def test_one_matter_costs_the_same_however_much_happened(
    client: Client,
    town: Town,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    client.get(at(matter))
    with django_assert_max_num_queries(18):
        client.get(at(matter))


def test_the_only_reporter_is_spoken_to_and_one_of_several_is_not(client: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    client.force_login(town.ren)
    text = page(client.get(at(matter)))
    assert "您的家属" in text or "您本人" in text
    assert "诉求人" not in text
    other = town.matter(by=town.lao)
    actions.merge(by=town.mei, matter=other, into=matter, at=LATER)
    assert "诉求人" in page(client.get(at(matter)))


def test_a_reporter_whose_matter_was_merged_judges_the_one_it_went_into(client: Client, town: Town) -> None:
    first, second = town.matter(by=town.ren), town.matter(by=town.lao)
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    actions.dispatch(by=town.mei, matter=first, lead=town.cleaners, at=LATER)
    order = first.orders.get()
    actions.sign(by=town.guan, order=order, at=LATER)
    actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=LATER)
    client.force_login(town.lao)
    assert "问题解决了吗" in page(client.get(at(second)))
    client.post(at(second, "rate/"), {"solved": "1", "satisfaction": "4"})
    first.refresh_from_db()
    assert first.stage == Stage.CLOSED


def test_photos_of_before_and_after_stand_side_by_side_once_it_is_answered(client: Client, town: Town) -> None:
    before, after = photo(), photo()
    matter = town.handling(by=town.ren, photos=[before])
    order = matter.orders.get()
    client.force_login(town.ren)
    assert "处理前后对比" not in page(client.get(at(matter)))
    actions.sign(by=town.guan, order=order, at=T0)
    actions.finish(by=town.guan, order=order, answer=answer("已清运", [after]), at=T0)
    text = page(client.get(at(matter)))
    assert "处理前后对比" in text
    assert text.count(str(before.pk)) == text.count(str(after.pk)) == 2  # once each: the picture and its link
