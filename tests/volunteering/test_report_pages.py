"""The pages of the double report-in: the resident's phone, the community's desk, the home organisation's desk."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.people.models import Look
from linli.volunteering.actions import pledges, seeding, tasks
from linli.volunteering.models import Comment, Deed, Pledge, ReportIn, ReportTeam, StayDay, Task, UnitReport
from linli.volunteering.rules.reporting import Stage
from tests.town import SINCE, T0, Town
from tests.volunteering.reporting import LAST_YEAR, NAME, TODAY, commented, confirmed, kind, posted, reported, told

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("today")]

NEW = "/report-in/new/member/"
PLACE = "玉山镇 · 里厍社区"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: T0)


def sign_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_a_resident_reports_in_within_three_taps(town: Town) -> None:
    seeding.seed_reporting(at=T0, since=SINCE)
    client = sign_in(town.ren)
    assert NEW in client.get("/report-in/").content.decode()
    assert NAME in client.get(NEW).content.decode()  # what is known of them stands there already
    told = {"community": PLACE, "home": "城市管理", "name": NAME, "agree": "on"}
    assert client.post(NEW, told).status_code == 302
    row = ReportIn.objects.get()
    assert (row.home, row.community, row.stage) == (town.cleaners, town.community, Stage.WAITING)
    assert row.wording.startswith("我自愿说明自己是在职党员")
    again = client.post(NEW, told)
    assert (again.status_code, ReportIn.objects.count()) == (409, 1)


def test_an_organisation_is_picked_where_several_fit_and_what_was_typed_stays(town: Town) -> None:
    seeding.seed_reporting(at=T0, since=SINCE)
    client = sign_in(town.ren)
    told = {"community": PLACE, "home": "昆山市", "name": NAME, "agree": "on"}
    page = client.post(NEW, told)
    text = page.content.decode()
    assert page.status_code == 422
    assert "有多个单位符合" in text and town.water.name in text and f'value="{PLACE}"' in text
    client.post(NEW, told | {"pick": str(town.water.pk)})
    assert ReportIn.objects.get().home == town.water


def test_who_does_not_agree_is_not_reported_in(town: Town) -> None:
    seeding.seed_reporting(at=T0, since=SINCE)
    page = sign_in(town.ren).post(NEW, {"community": PLACE, "home": "城市管理", "name": NAME})
    assert (page.status_code, ReportIn.objects.exists()) == (422, False)
    assert sign_in(town.wang).get(NEW).status_code == 302  # an account of an office
    assert sign_in(town.ren).get("/report-in/new/unheard/").status_code == 404


def test_the_desk_shows_a_masked_name_and_confirms(town: Town) -> None:
    row = reported(town)
    desk = sign_in(town.mei)
    page = desk.get("/desk/report-ins/").content.decode()
    assert NAME not in page and "演**" in page
    shown = desk.post(f"/desk/report-ins/{row.pk}/name/").content.decode()
    assert NAME in shown
    assert Look.objects.get().person == town.ren
    silent = desk.post(f"/desk/report-ins/{row.pk}/decide/", {"do": "decline", "reason": " "})
    assert (silent.status_code, silent.context["wrong"].of) == (400, "member")
    assert f'id="why-{row.pk}-wrong"' in silent.content.decode()  # at the field
    desk.post(f"/desk/report-ins/{row.pk}/decide/", {"do": "confirm"})
    row.refresh_from_db()
    assert row.stage == Stage.CONFIRMED


def test_members_are_found_by_whole_name_organisation_and_kind(town: Town) -> None:
    confirmed(town)
    desk = sign_in(town.mei)
    for asked, found in (
        (f"q={NAME}", True), ("q=演示", False), ("q=城市管理", True), ("q=水务", False),
        ("kind=member", True), ("kind=rider", False), ("q=&after=forged", True),
    ):  # fmt: skip
        assert ("演**" in desk.get(f"/desk/report-ins/?{asked}").content.decode()) is found, asked


def test_a_task_goes_from_the_desk_to_the_phone_and_back(town: Town) -> None:
    row = confirmed(town)
    desk, phone = sign_in(town.mei), sign_in(town.ren)
    says = {"community": town.community.pk, "kind": kind().pk, "title": "清扫楼道", "words": "", "until": "2026-03-09"}
    assert desk.post("/desk/report-ins/tasks/", says).status_code == 302
    assert "清扫楼道" in phone.get("/report-in/").content.decode()
    ahead = phone.post(f"/report-in/{row.pk}/deeds/", {"kind": kind().pk, "words": "陪聊", "done_on": "2026-03-03"})
    assert ahead.status_code == 400 and 'id="id_done_on_error"' in ahead.content.decode()
    phone.post(f"/report-in/{row.pk}/hear/", {"wants": "1"})
    assert "不再提醒" in phone.get("/report-in/").content.decode()
    phone.post(f"/report-in/{row.pk}/deeds/", {"task": Task.objects.get().pk})
    phone.post(f"/report-in/{row.pk}/deeds/", {"kind": kind().pk, "words": "陪聊", "done_on": "2026-03-01"})
    first, second = Deed.objects.order_by("pk")
    assert "清扫楼道" in desk.get("/desk/report-ins/deeds/").content.decode()
    desk.post(f"/desk/report-ins/deeds/{first.pk}/", {"do": "confirm"})
    silent = desk.post(f"/desk/report-ins/deeds/{second.pk}/", {"do": "decline", "reason": ""})
    assert f'id="why-{second.pk}-wrong"' in silent.content.decode()
    desk.post(f"/desk/report-ins/deeds/{second.pk}/", {"do": "decline", "reason": "请写明地点"})
    assert "请写明地点" in phone.get("/report-in/").content.decode()
    assert desk.post(f"/desk/report-ins/deeds/{first.pk}/", {"do": "strike"}).context["wrong"].pk == first.pk
    desk.post(f"/desk/report-ins/deeds/{first.pk}/", {"do": "strike", "reason": "记错了"})
    assert set(Deed.objects.values_list("stage", flat=True)) == {Stage.STRUCK, Stage.DECLINED}
    desk.post(f"/desk/report-ins/tasks/{Task.objects.get().pk}/close/")
    assert not Task.objects.open(TODAY).exists()


def test_the_home_organisation_sees_tasks_done_and_nothing_else(town: Town) -> None:
    row = confirmed(town)
    tasks.confirm_deed(by=town.mei, deed=told(row), at=T0)
    told(row, kind=kind("policy"), words="还没有确认的")
    home = sign_in(town.guan)
    assert "演**" in home.get("/desk/members/").content.decode()
    page = home.get(f"/desk/members/{row.pk}/").content.decode()
    assert "陪独居老人聊天" in page and "还没有确认的" not in page
    assert town.ren.phone not in page and NAME not in page
    assert NAME in home.post(f"/desk/members/{row.pk}/name/").content.decode()
    assert sign_in(town.shui).get(f"/desk/members/{row.pk}/").status_code == 404
    assert home.get(f"/desk/report-ins/{row.pk}/").status_code == 404
    assert "演**" not in sign_in(town.shui).get("/desk/members/").content.decode()


def test_both_sides_comment_and_only_the_member_reads_both(town: Town) -> None:
    row = confirmed(town, at=LAST_YEAR)
    home, desk, phone = sign_in(town.guan), sign_in(town.mei), sign_in(town.ren)
    assert "演**" in desk.get("/desk/report-ins/due/").content.decode()
    assert "演**" in home.get("/desk/members/?due=1").content.decode()
    says = {"took_part": "1", "kept_word": "1", "in_touch": "0"}
    assert desk.post(f"/desk/report-ins/{row.pk}/", says).status_code == 422
    desk.post(f"/desk/report-ins/{row.pk}/", says | {"words": "社区的话"})
    home.post(f"/desk/members/{row.pk}/", says | {"words": "单位的话"})
    assert "演**" not in desk.get("/desk/report-ins/due/").content.decode()
    assert "演**" not in home.get("/desk/members/?due=1").content.decode()
    mine = phone.get("/report-in/").content.decode()
    assert "社区的话" in mine and "单位的话" in mine
    assert "社区的话" not in home.get(f"/desk/members/{row.pk}/").content.decode()
    assert "单位的话" not in desk.get(f"/desk/report-ins/{row.pk}/").content.decode()
    answer = f"/report-in/comments/{Comment.objects.get(side='home').pk}/answer/"
    long = phone.post(answer, {"words": "谢" * 201})
    assert (long.status_code, "谢" * 201 in long.content.decode()) == (400, True)
    phone.post(answer, {"words": "谢谢单位"})
    assert "谢谢单位" in home.get(f"/desk/members/{row.pk}/").content.decode()
    assert "谢谢单位" not in desk.get(f"/desk/report-ins/{row.pk}/").content.decode()


def test_days_of_an_officer_are_for_the_officer_and_their_unit(town: Town) -> None:
    row = confirmed(town, kind="officer")
    phone = sign_in(town.ren)
    days = f"/report-in/{row.pk}/days/"
    said = [phone.post(days, {"on": on}).status_code for on in ("2026-03-01", "2026-03-02", "nonsense", "2026-02-30")]
    assert said == [302, 302, 400, 400]
    assert 'value="2026-04-01"' in phone.post(days, {"on": "2026-04-01"}).content.decode()
    assert "已填2天，每月不少于5天" in phone.get("/report-in/").content.decode()
    assert "2 / 5" in sign_in(town.guan).get("/desk/members/").content.decode()
    desk = sign_in(town.mei).get(f"/desk/report-ins/{row.pk}/").content.decode()
    assert "每月不少于" not in desk
    phone.post(f"/report-in/{row.pk}/days/", {"back": StayDay.objects.first().pk})  # type: ignore[union-attr]
    assert StayDay.objects.count() == 1


def test_withdrawing_asks_once_and_erases(town: Town) -> None:
    row = confirmed(town)
    phone = sign_in(town.ren)
    phone.post(f"/report-in/{row.pk}/withdraw/")
    assert ReportIn.objects.exists()
    assert sign_in(town.lao).post(f"/report-in/{row.pk}/withdraw/", {"sure": "1"}).status_code == 404
    phone.post(f"/report-in/{row.pk}/withdraw/", {"sure": "1"})
    assert not ReportIn.objects.exists()


def test_a_unit_reports_in_on_its_desk_and_the_community_answers(town: Town) -> None:
    unit, desk = sign_in(town.guan), sign_in(town.mei)
    says = {"unit": town.cleaners.pk, "community": PLACE, "words": "每月一次清扫"}
    assert unit.post("/desk/unit/report-in/", says).status_code == 302
    assert unit.post("/desk/unit/report-in/", says).status_code == 409
    assert "每月一次清扫" in desk.get("/desk/report-ins/units/").content.decode()
    row = UnitReport.objects.get()
    desk.post(f"/desk/report-ins/units/{row.pk}/", {"do": "confirm"})
    assert "每月一次清扫" in desk.get("/desk/report-ins/units/?q=城市").content.decode()
    assert "每月一次清扫" not in desk.get("/desk/report-ins/units/?q=水务").content.decode()
    unit.post(f"/desk/unit/report-in/{row.pk}/end/")
    assert not UnitReport.objects.open().exists()


def test_riders_choose_a_team_that_the_desk_keeps(town: Town) -> None:
    seeding.seed_reporting(at=T0, since=SINCE)
    desk, phone = sign_in(town.mei), sign_in(town.ren)
    desk.post("/desk/report-ins/teams/", {"community": town.community.pk, "title": "玉山站", "home": ""})
    page = phone.get("/report-in/new/rider/").content.decode()
    assert "玉山站" in page and "community" not in page.partition("<form")[2]
    phone.post("/report-in/new/rider/", {"team": ReportTeam.objects.get().pk, "name": NAME, "agree": "on"})
    assert ReportIn.objects.get().community == town.community


def test_a_pledge_is_public_only_when_its_owner_and_the_community_want_it(town: Town) -> None:
    phone, desk, anybody = sign_in(town.ren), sign_in(town.mei), Client()
    says = {"community": PLACE, "words": "每周清扫一次楼道", "by_on": "2026-03-31"}
    for wrong in ({"by_on": "2026-03-01"}, {"by_on": "2030-01-01"}, {"words": "写" * 101}, {"community": "天边"}):
        page = phone.post("/report-in/pledges/", says | wrong)
        assert page.status_code in (400, 422) and "invalid-feedback" in page.content.decode(), wrong
        assert (says | wrong)["words"] in page.content.decode()
    assert [phone.post("/report-in/pledges/", says).status_code for _pressed_twice in range(2)] == [302, 302]
    row = Pledge.objects.get()
    assert sign_in(town.lao).post(f"/report-in/pledges/{row.pk}/", {"do": "keep"}).status_code == 404
    assert phone.post(f"/report-in/pledges/{row.pk}/", {"do": "publish", "name": "名" * 21}).status_code == 400

    def public() -> bool:
        return "每周清扫一次楼道" in anybody.get("/open/pledges/").content.decode()

    assert not public()
    phone.post(f"/report-in/pledges/{row.pk}/", {"do": "publish", "name": ""})
    assert not public()
    desk.post(f"/desk/report-ins/pledges/{row.pk}/", {"do": "show"})
    assert public() and NAME not in anybody.get("/open/pledges/").content.decode()
    phone.post(f"/report-in/pledges/{row.pk}/", {"do": "keep"})
    desk.post(f"/desk/report-ins/pledges/{row.pk}/", {"do": "hide"})
    assert not public()
    phone.post(f"/report-in/pledges/{row.pk}/", {"do": "withdraw"})
    assert not Pledge.objects.exists()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_ask_as_often_for_many_as_for_few(town: Town) -> None:
    confirmed(town, at=LAST_YEAR)
    desk, home, phone = sign_in(town.mei), sign_in(town.guan), sign_in(town.ren)
    addresses = (
        (desk, "/desk/report-ins/"),
        (desk, "/desk/report-ins/due/"),
        (desk, "/desk/report-ins/deeds/"),
        (home, "/desk/members/"),
        (home, "/desk/members/?due=1"),
    )
    for client, address in addresses:
        client.get(address)  # what a process reads once
    before = [queries(client, address) for client, address in addresses]
    row = confirmed(town, town.lao, at=LAST_YEAR)
    for kind_of in ("weekend", "passing"):
        confirmed(town, town.lao, kind_of, at=LAST_YEAR)
    for code in ("policy", "service", "council"):
        told(row, kind=kind(code))
    assert [queries(client, address) for client, address in addresses] == before
    posted(town)
    commented(town, ReportIn.objects.get(person=town.ren))
    pledges.pledge(by=town.ren, community=town.community, words="写", by_on=TODAY, at=T0)
    assert queries(phone, "/report-in/") < 25
