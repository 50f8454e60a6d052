"""The first screen and what belongs to the one who is signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from linli.matters import actions
from linli.matters.follow import code_of
from linli.people import actions as people
from linli.people.models import Look, Purpose
from tests.town import T0, Town

pytestmark = pytest.mark.usefixtures("now")


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_first_screen_offers_everything_without_an_account(client: Client, town: Town) -> None:
    text = page(client.get("/"))
    for way in ("/report/", "/follow/", "/call/", "/door/", "/kit/elder/", "/kit/language/", "tel:110"):
        assert way in text


def test_the_elder_version_has_four_big_buttons_and_stays(client: Client, town: Town) -> None:
    client.post("/kit/elder/", {"on": "1", "next": "/"})
    for address in ("/", "/report/", "/follow/", "/call/"):
        assert "data-elder" in page(client.get(address)).split(">", 2)[1]
    text = page(client.get("/"))
    for button in ("我要反映", "我的进度", "打电话给社区", "朗读", "关闭长辈版"):
        assert button in text


def test_an_elder_person_gets_the_elder_version_by_signing_in(client: Client, town: Town) -> None:
    client.force_login(town.lao)
    assert "data-elder" in page(client.get("/"))
    client.post("/kit/elder/", {"on": "0", "next": "/"})
    town.lao.refresh_from_db()
    assert not town.lao.elder_mode


def test_the_first_screen_shows_ones_open_matters(
    client: Client,
    town: Town,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    mine, other = town.matter(by=town.ren), town.matter(by=town.lao)
    client.force_login(town.ren)
    text = page(client.get("/"))
    assert mine.number_shown in text and other.number_shown not in text
    with django_assert_max_num_queries(4):
        client.get("/")


def test_the_call_page_names_the_offices_of_a_place(client: Client, town: Town) -> None:
    town.committee.phone = "0512-00000000"
    town.committee.save()
    text = page(client.get(f"/call/?place={town.community.code}"))
    assert 'href="tel:0512-00000000"' in text and "12345" in text
    assert client.get("/call/?place=nowhere").status_code == 200


@pytest.mark.parametrize("address", ["/mine/", "/mine/looks/", "/mine/data/"])
def test_ones_own_pages_ask_to_sign_in(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/door/")


def test_ones_own_list_costs_the_same_for_many(
    client: Client,
    town: Town,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    numbers = [town.matter(by=town.ren).number_shown for _ in range(5)]
    client.force_login(town.ren)
    assert all(number in page(client.get("/mine/")) for number in numbers)
    with django_assert_max_num_queries(4):
        client.get("/mine/")


def test_who_looked_at_my_data_is_told_with_unit_and_purpose(client: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.reveal(by=town.mei, matter=matter, reporter=town.reporter(matter), purpose=Purpose.CALL_BACK, at=T0)
    client.force_login(town.ren)
    text = page(client.get("/mine/looks/"))
    assert "里厍社区居委会" in text and "回访" in text and matter.number_shown in text
    assert "演示社区台" not in text
    for about in ("", "义诊/量血压", "H12"):  # of a report-in, an activity, a household
        Look.objects.create(
            person=town.ren, by=town.mei, unit_name="演示社区", purpose="visit", fields="name", about=about, at=T0
        )
    text = page(client.get("/mine/looks/"))
    assert "义诊/量血压" in text and "入户走访前联系" in text
    client.force_login(town.lao)
    assert "目前没有人查看过" in page(client.get("/mine/looks/"))


def test_a_consent_can_be_withdrawn(client: Client, town: Town) -> None:
    people.give_consent(by=town.ren, purpose=Purpose.NOTIFY, wording="接收办理通知", at=T0)
    client.force_login(town.ren)
    assert "接收办理通知" in page(client.get("/mine/data/"))
    assert "已撤回同意" in page(client.post("/mine/data/withdraw/", {"purpose": "notify"}, follow=True))
    assert "没有可以撤回的同意" in page(client.post("/mine/data/withdraw/", {"purpose": "notify"}, follow=True))
    assert "/mine/data/agree/" in page(client.get("/mine/data/"))
    assert "/mine/data/agree/" not in page(client.post("/mine/data/agree/", follow=True))
    assert town.ren.consents.filter(withdrawn_at=None).get().purpose == Purpose.NOTIFY


def test_my_number_is_masked_even_for_me(client: Client, town: Town) -> None:
    client.force_login(town.ren)
    text = page(client.get("/mine/data/"))
    assert "100****0001" in text and "10000000001" not in text


def test_an_account_is_closed_only_when_one_is_sure(client: Client, town: Town) -> None:
    client.force_login(town.ren)
    assert "请先勾选确认" in page(client.post("/mine/data/close/", follow=True))
    assert "账号已注销" in page(client.post("/mine/data/close/", {"sure": "1"}, follow=True))
    town.ren.refresh_from_db()
    assert not town.ren.is_active


def test_pages_speak_english_too(client: Client, town: Town) -> None:
    client.cookies["django_language"] = "en"
    for address, words in (("/", "Snap and report"), ("/report/", "Where is it?"), ("/follow/", "Follow-up code")):
        assert words in page(client.get(address))


@pytest.mark.parametrize(("chosen", "size"), [("1", "1"), ("2", "2"), ("3", "3"), ("9", ""), ("0", "")])
def test_the_letters_of_the_elder_version_have_three_sizes(client: Client, town: Town, chosen: str, size: str) -> None:
    client.post("/kit/elder/", {"on": chosen, "next": "/"})
    html = page(client.get("/")).split(">", 2)[1]
    assert f'data-elder="{size}"' in html if size else "data-elder" not in html


def test_a_community_that_was_chosen_once_is_one_tap_from_home(client: Client, town: Town) -> None:
    town.committee.phone = "0512-00000000"
    town.committee.save()
    assert 'href="tel:0512-00000000"' not in page(client.get("/"))
    client.get(f"/call/?place={town.community.code}")
    assert 'href="tel:0512-00000000"' in page(client.get("/"))


def test_the_community_of_the_last_matter_is_one_tap_from_home_too(client: Client, town: Town) -> None:
    town.committee.phone = "0512-00000000"
    town.committee.save()
    town.matter(by=town.lao)
    client.force_login(town.lao)
    assert 'href="tel:0512-00000000"' in page(client.get("/"))


def test_who_has_only_a_code_sees_who_looked_at_the_number_they_left(client: Client, town: Town) -> None:
    matter = town.matter(contact=actions.Contact("演示居民甲", "10000000099"))
    reporter = town.reporter(matter)
    client.post("/follow/", {"number": matter.number, "code": code_of(reporter.intent)})
    address = f"/follow/{matter.number_shown}/looks/"
    assert address in page(client.get(f"/follow/{matter.number_shown}/"))
    assert "目前没有人查看过" in page(client.get(address))
    actions.reveal(by=town.mei, matter=matter, reporter=reporter, purpose=Purpose.CALL_BACK, at=T0)
    assert "里厍社区居委会" in page(client.get(address))
    assert Client().get(address).status_code == 404


def test_what_the_phone_is_asked_for_stands_in_plain_words(client: Client, town: Town) -> None:
    text = page(client.get("/permissions/"))
    assert all(word in text for word in ("位置", "相机和照片", "麦克风", "不给权限也都能用"))
