"""Activities on the phone: near me, two taps to join, what is mine, certificates that anybody checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from linli.faces.kit import certificate as sheet
from linli.volunteering.actions import certificates, teams, templates
from linli.volunteering.models import Attendance, Certificate, OwnSkill, SignUp, TeamMember
from linli.volunteering.rules.activities import NameShown
from tests.town import SINCE, Town
from tests.volunteering.activity_steps import POINT, attended, draft, people, published, shift_of, signed_up, skill

pytestmark = pytest.mark.once
DAY = timedelta(days=1)


@pytest.fixture
def phone(client: Client, town: Town) -> Client:
    client.force_login(town.ren)
    return client


def soon(town: Town, **more: object):
    """An activity that lies ahead on this very day."""
    now = timezone.now().replace(microsecond=0)
    return published(town, at=now, begins=now + DAY, **more)


def test_two_taps_join_and_the_second_one_is_on_the_list(phone: Client, town: Town) -> None:
    shift = shift_of(soon(town, wanted=1))
    listed = phone.get("/activities/").content.decode()
    tap = f"/activities/shifts/{shift.pk}/sign-up/"
    assert tap in listed and "清洁家园" in listed and "余 1 个名额" in listed
    said = phone.post(tap, follow=True).content.decode()
    assert "报名成功" in said and "您已有名额" in said
    again = phone.post(tap, follow=True)  # pressed twice
    assert list(again.context["messages"]) == [] and "您已有名额" in again.content.decode()
    other = Client()
    other.force_login(town.lao)
    assert "您在候补第 1 位" in other.post(tap, follow=True).content.decode()
    lists = [one.get("/activities/").content.decode() for one in (phone, other)]
    assert "您已有名额" in lists[0] and "您在候补名单上" in lists[1] and not any(tap in page for page in lists)
    phone.post(f"/activities/shifts/{shift.pk}/cancel/")
    assert SignUp.objects.going().get().person == town.lao


def test_a_clash_is_told_with_the_shift_in_the_way(phone: Client, town: Town) -> None:
    phone.post(f"/activities/shifts/{shift_of(soon(town)).pk}/sign-up/")
    other = shift_of(soon(town, title="义诊"))
    said = phone.post(f"/activities/shifts/{other.pk}/sign-up/", follow=True).content.decode()
    assert "清洁家园" in said and "已报名" in said
    assert SignUp.objects.count() == 1


def test_the_position_stands_in_no_address_and_sorts_one_page(client: Client, town: Town) -> None:
    soon(town)
    town.estate()
    page = client.post("/activities/", {"near": f"{POINT[0]},{POINT[1]}"})
    assert "步行 0 米" in page.content.decode()
    assert "步行" in client.post("/activities/", {"estate": "幸福小区"}).content.decode()
    assert "没有找到" in client.post("/activities/", {"estate": "没有的小区"}).content.decode()
    assert client.get("/activities/?after=nonsense").status_code == 404
    assert client.get("/activities/?what=nonsense&town=%00").status_code == 200


def test_a_list_costs_the_same_however_long_it_is(
    client: Client, town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    templates.seed(at=timezone.now(), since=SINCE)
    soon(town)
    client.get("/activities/")
    cache.clear()
    for _ in range(6):
        soon(town)
    with django_assert_num_queries(6):
        client.get("/activities/")


def test_a_draft_is_seen_by_nobody_and_a_stranger_says_nothing_for_others(phone: Client, town: Town) -> None:
    made = draft(town, at=timezone.now(), begins=timezone.now() + DAY)
    assert phone.get(f"/activities/{made.pk}/").status_code == 404
    assert phone.get(f"/open/activities/{made.pk}/").status_code == 404
    assert phone.post(f"/activities/shifts/{shift_of(made).pk}/sign-up/").status_code == 404
    row = signed_up(town.lao, shift_of(soon(town)), at=timezone.now())
    assert phone.post(f"/activities/mine/{row.pk}/").status_code == 404


def test_i_say_that_i_was_there(phone: Client, town: Town) -> None:
    now = timezone.now()
    shift = shift_of(published(town, at=now - 2 * DAY, begins=now - DAY))
    row = signed_up(town.ren, shift, at=now - 2 * DAY)
    assert "我到场了" in phone.get("/activities/mine/").content.decode()
    wrong = phone.post(f"/activities/mine/{row.pk}/", {"minutes": "abc"})
    assert wrong.status_code == 400 and "整数" in wrong.content.decode() and 'value="abc"' in wrong.content.decode()
    phone.post(f"/activities/mine/{row.pk}/", {"minutes": "45"})
    assert Attendance.objects.get().minutes == 45
    assert "已申报" in phone.get("/activities/mine/").content.decode()


@pytest.mark.slow
def test_my_certificate_is_a_file_with_a_code_that_anybody_checks(phone: Client, town: Town) -> None:
    attended(town, town.ren, minutes=90)
    said = {"unit": town.committee.pk, "since": "2026-03-01", "until": "2026-03-31"}
    wrong = phone.post("/activities/certificates/", said | {"shown": "full", "name": " ", "until": "2026-03-30"})
    assert wrong.status_code == 400 and "2026-03-30" in wrong.content.decode()
    for _pressed_twice in range(2):
        phone.post("/activities/certificates/", said | {"shown": "surname", "name": "演示居民甲"})
    made = Certificate.objects.get()
    body = phone.get(f"/activities/certificates/{made.pk}.pdf")
    assert body["Content-Type"] == "application/pdf" and body.content.startswith(b"%PDF")
    assert b"/FontFile" in body.content  # the letters travel with it
    anybody = Client()
    page = anybody.get(f"/certificates/?code={made.code.lower()}", follow=True).content.decode()
    assert "1 小时 30 分钟" in page and "演某" in page and "里厍社区居委会" in page and "演示居民甲" not in page
    assert "没有" in anybody.get("/certificates/?code=ABC").content.decode()
    assert anybody.get("/certificates/ABC/").status_code == 404
    assert "清洁家园" in phone.get("/activities/mine/hours.csv").content.decode()
    phone.post(f"/activities/certificates/{made.pk}/withdraw/")
    assert "撤回，不再有效" in anybody.get(f"/certificates/{made.code}/").content.decode()


def test_without_a_chinese_font_the_page_is_printed_instead(phone: Client, town: Town, settings: Settings) -> None:
    attended(town, town.ren)
    span = {"since": SINCE, "until": timezone.localdate()}
    asked = {"by": town.ren, "unit": town.committee, "name": "", "shown": NameShown.NONE}
    made = certificates.issue(**asked, **span, at=timezone.now())
    settings.LINLI_FONT = "/nowhere/at/all.ttf"
    sheet.font.cache_clear()
    assert phone.get(f"/activities/certificates/{made.pk}.pdf").headers["Location"] == f"/certificates/{made.code}/"
    sheet.font.cache_clear()


def test_skills_and_teams_are_said_and_taken_back_by_oneself(phone: Client, town: Town) -> None:
    skill()
    phone.post("/activities/mine/skills/", {"skill": ["electrics"]})
    assert OwnSkill.objects.get().person == town.ren
    assert "checked" in phone.get("/activities/mine/skills/").content.decode()
    phone.post("/activities/mine/skills/", {})
    assert not OwnSkill.objects.exists()
    founded = {"community": town.community, "unit": town.committee, "at": timezone.now()}
    team = teams.found(by=town.mei, name="红马甲", words="", **founded)
    phone.post(f"/activities/teams/{team.pk}/join/")
    assert TeamMember.objects.get().wording
    assert "您在队中" in phone.get("/activities/teams/").content.decode()
    phone.post(f"/activities/teams/{team.pk}/leave/")
    assert not TeamMember.objects.exists()


def test_english_is_complete(client: Client, town: Town) -> None:
    made = soon(town, wanted=3)
    for person in people(2):
        signed_up(person, shift_of(made), at=timezone.now())
    with translation.override("en"):
        page = client.get(f"/activities/{made.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "1 place left" in page and "Organiser" in page
