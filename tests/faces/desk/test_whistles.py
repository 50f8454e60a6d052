"""Whistles at a desk: blowing with a preview, the page of one, ratings, figures, causes; and who finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from linli.faces.door.landing import home_of
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.orgs.models import Post, Role
from linli.people.models import Person
from linli.whistles import actions, jobs
from linli.whistles.models import Cause, Note, Rating, Refusal, Whistle
from linli.whistles.rules import Stage, SummonsStage
from tests.town import GRIDS, SINCE, T0, Town, answer, fixed
from tests.whistles.steps import LATER, blow, cause, part, rate_all, summons_in, whistle_in

pytestmark = pytest.mark.slow


@pytest.fixture
def at_desk(client: Client) -> Callable[[Person], Client]:
    def sit(person: Person) -> Client:
        client.force_login(person)
        return client

    return sit


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def form(town: Town, **more: Any) -> dict[str, Any]:
    return {
        "intent": str(fixed(1)),
        "cause": cause().pk,
        "words": "河道与岸上垃圾反复出现，请到场会商",
        "departments": [town.cleaners.pk, town.water.pk],
    } | more


def test_a_whistle_at_a_request_is_seen_before_it_is_blown(at_desk, town: Town) -> None:
    client, matter = at_desk(town.mei), town.handling(at=timezone.now())
    address, asked = f"/desk/whistles/new/{matter.number}/", form(town)
    page = text(client.get(address))
    assert "承办该诉求工单" in page  # urban management works on it
    assert "工作推进" in page
    assert "攻坚克难" not in page  # kept for the street
    looked = text(client.post(address, asked))
    assert "召集 2 个部门" in looked
    assert "签收时限" in looked
    assert "报联动中心" in looked
    assert not Whistle.objects.exists()
    answer = client.post(address, asked | {"send": "1"})
    whistle = Whistle.objects.get()
    assert answer["Location"] == f"/desk/whistles/{whistle.pk}/"
    assert (whistle.matter, whistle.summonses.count()) == (matter, 2)
    assert "已吹哨" in text(client.get(answer["Location"]))
    again = client.post(address, form(town, intent=str(fixed(2)), send="1"))
    assert again.status_code == 409
    assert f"/desk/whistles/{whistle.pk}/" in text(again)


def test_what_was_typed_comes_back_from_the_preview_and_from_errors(at_desk, town: Town) -> None:
    client = at_desk(town.jie)
    asked = form(town, place="玉山镇 · 里厍社区 · 第1网格", address="河边")
    back = client.post("/desk/whistles/new/", asked | {"edit": "1"})
    assert "请到场会商" in text(back)
    wrong = client.post("/desk/whistles/new/", asked | {"words": "", "departments": []})
    assert wrong.status_code == 422
    assert "请填写" in text(wrong)
    sent = client.post("/desk/whistles/new/", asked | {"send": "1"})
    assert sent.status_code == 302
    assert (Whistle.objects.get().place, Whistle.objects.get().address) == (GRIDS[0], "河边")


def test_departments_follow_the_cause_and_the_kind(at_desk, town: Town) -> None:
    client, joint = at_desk(town.jie), cause("joint_enforcement")
    part = client.get("/desk/whistles/new/", {"cause": joint.pk}, headers={"HX-Request": "true"})
    assert "<h1" not in text(part)
    assert text(part).count("该事由通常召集") == 1  # urban management; the town has no police
    by_kind = client.get("/desk/whistles/new/", {"kind": "02-01-02 水管漏水"}, headers={"HX-Request": "true"})
    assert "服务事项目录明确的责任部门" in text(by_kind)
    assert "HX-Request" in by_kind["Vary"]


def test_the_page_shows_who_came_and_how_much_time_is_left(at_desk, town: Town) -> None:
    now = timezone.now()
    whistle = blow(town, at=now - timedelta(minutes=30))
    actions.sign(by=town.guan, summons=part(whistle, town.cleaners), at=now)
    page = text(at_desk(town.mei).get(f"/desk/whistles/{whistle.pk}/"))
    assert "已签收" in page
    assert "待签收" in page
    assert "29 分钟" in page  # water has half an hour left to sign
    assert "应到 2 个，已到 0 个" in page


def test_the_joint_log_the_result_the_ratings_and_the_end(at_desk, town: Town) -> None:
    client, whistle = at_desk(town.mei), summons_in(town, SummonsStage.ARRIVED).whistle
    address = f"/desk/whistles/{whistle.pk}/"
    sent = {"version": whistle.version + 1, "intent": str(fixed(4)), "words": "沿线商户已约谈"}
    assert client.post(f"{address}note/", sent).status_code == 302
    assert "沿线商户已约谈" in text(client.get(address))
    whistle.refresh_from_db()
    result = {"version": whistle.version, "intent": str(fixed(5)), "words": "河面打捞每周两次"}
    assert client.post(f"{address}conclude/", result).status_code == 302
    page = text(client.get(address))
    assert "评价 昆山市城市管理局" in page
    assert "办结哨单" not in page
    whistle.refresh_from_db()
    early = client.post(f"{address}close/", {"version": whistle.version})
    assert early.status_code == 409
    assert "请先评价每个被召集的部门" in text(early)
    for unit in (town.cleaners, town.water):
        rated = {"in_time": "on", "marks": "4", "words": "来得及时"}
        assert client.post(f"{address}rate/{part(whistle, unit).pk}/", rated).status_code == 302
    assert Rating.objects.filter(helped=False, marks=4).count() == 2
    assert "办结哨单" in text(client.get(address))
    assert client.post(f"{address}close/", {"version": whistle.version}).status_code == 302
    assert Whistle.objects.get(pk=whistle.pk).stage == Stage.CLOSED


def test_whoever_comes_too_late_sees_it_as_it_stands_and_keeps_the_words(at_desk, town: Town) -> None:
    whistle = whistle_in(town, Stage.JOINED)
    actions.conclude(by=town.jie, whistle=whistle, result="街道已确认", at=LATER)
    sent = {"version": whistle.version - 1, "intent": str(fixed(6)), "words": "社区写的结果"}
    answer = at_desk(town.mei).post(f"/desk/whistles/{whistle.pk}/conclude/", sent)
    assert answer.status_code == 409
    assert "社区写的结果" in text(answer)
    assert "街道已确认" in text(answer)


def test_the_centre_decides_a_refusal(at_desk, town: Town) -> None:
    summons = summons_in(town, SummonsStage.REFUSED)
    client = at_desk(town.zhong)
    assert "社区可自行清理" in text(client.get(f"/desk/whistles/{summons.whistle_id}/"))
    sent = {"version": summons.version, "words": "属城管职责", "upheld": "0"}
    assert client.post(f"/desk/whistles/{summons.whistle_id}/decide/{summons.pk}/", sent).status_code == 302
    assert Refusal.objects.get().is_upheld is False
    assert "拒哨待裁" in text(client.get("/desk/whistles/?tab=decide"))


def test_more_departments_are_called_and_it_is_called_off(at_desk, town: Town) -> None:
    whistle = blow(town, departments=[town.cleaners])
    client = at_desk(town.mei)
    sent = {"version": whistle.version, "departments": [town.water.pk]}
    assert client.post(f"/desk/whistles/{whistle.pk}/call/", sent).status_code == 302
    sent = {"version": whistle.version, "words": "问题已自行解决"}
    assert client.post(f"/desk/whistles/{whistle.pk}/call-off/", sent).status_code == 302
    page = text(client.get(f"/desk/whistles/{whistle.pk}/"))
    assert "已撤哨" in page
    assert "问题已自行解决" in page


@pytest.mark.parametrize("stranger", ["tom", "far", "sys", "sec", "aud", "ren"])
def test_a_stranger_finds_no_whistle(at_desk, town: Town, stranger: str) -> None:
    whistle = blow(town)
    client = at_desk(getattr(town, stranger))
    assert client.get(f"/desk/whistles/{whistle.pk}/").status_code == 404
    assert client.get(f"/desk/whistles/new/{town.matter().number}/").status_code == 404


def test_a_department_sees_what_it_was_called_to_and_nothing_else(at_desk, town: Town) -> None:
    theirs, others = blow(town, departments=[town.water]), blow(town, departments=[town.cleaners])
    client = at_desk(town.shui)
    page = text(client.get("/desk/whistles/"))
    assert theirs.number_shown in page
    assert others.number_shown not in page
    assert client.get(f"/desk/whistles/{others.pk}/").status_code == 404


def test_a_link_to_the_request_stands_only_where_it_opens(at_desk, town: Town) -> None:
    matter = town.matter()
    whistle = blow(town, matter=matter, departments=[town.water])
    link = f'href="/desk/matters/{matter.number}/"'
    assert link in text(at_desk(town.mei).get(f"/desk/whistles/{whistle.pk}/"))
    assert link not in text(at_desk(town.shui).get(f"/desk/whistles/{whistle.pk}/"))


def test_lists_take_the_same_queries_however_many_there_are(at_desk, town: Town) -> None:
    client = at_desk(town.mei)
    blow(town)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/whistles/?tab=ours").status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(6):
        whistle_in(town, Stage.JOINED)
    assert asked() == few <= 18


def test_the_page_takes_the_same_queries_however_many_were_called(at_desk, town: Town) -> None:
    client = at_desk(town.mei)

    def asked(whistle: Whistle) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/whistles/{whistle.pk}/").status_code == 200
        return len(queries)

    one, three = blow(town, departments=[town.water]), blow(town, departments=[town.cleaners, town.water, town.street])
    asked(one)
    assert asked(three) == asked(one) <= 26


def bounced(town: Town) -> Matter:
    """A request whose result did not hold twice."""
    matter = town.answered(by=town.ren, at=timezone.now())
    for _ in range(2):
        matters.send_back(by=town.jie, matter=matter, words="还没清完", at=timezone.now())
        order = matter.orders.get()
        matters.finish(by=town.guan, order=order, answer=answer("再次清运", at=timezone.now()), at=timezone.now())
        matter.refresh_from_db()
    return matter


def test_a_request_that_bounced_twice_suggests_a_whistle_with_the_reason(at_desk, town: Town) -> None:
    client, matter = at_desk(town.mei), bounced(town)
    page = text(client.get(f"/desk/matters/{matter.number}/"))
    assert "建议吹哨" in page
    assert "已退回或返工 2 次" in page
    blow(town, matter=matter, at=timezone.now())
    after = text(client.get(f"/desk/matters/{matter.number}/"))
    assert "建议吹哨" not in after
    assert "已吹哨，请相关部门到现场" in after


def test_three_alike_within_a_month_suggest_a_whistle(at_desk, town: Town) -> None:
    client, now = at_desk(town.mei), timezone.now()
    town.matter(at=now - timedelta(days=31))
    town.matter(at=now - timedelta(days=29))
    last = town.matter(at=now)
    assert "建议吹哨" not in text(client.get(f"/desk/matters/{last.number}/"))
    town.matter(at=now - timedelta(days=5))
    page = text(client.get(f"/desk/matters/{last.number}/"))
    assert "本社区30天内已有 3 件同类诉求" in page


def test_a_reporter_reads_that_departments_were_called_and_came(client: Client, town: Town) -> None:
    matter = town.handling(by=town.ren, at=timezone.now())
    whistle = blow(town, matter=matter, at=timezone.now())
    found = part(whistle, town.cleaners)
    actions.sign(by=town.guan, summons=found, at=timezone.now())
    actions.arrive(by=town.guan, summons=found, words="内部说明", at=timezone.now())
    client.force_login(town.ren)
    page = text(client.get(reverse("resident:follow", args=[matter.number_shown])))
    assert "已吹哨，请相关部门到现场" in page
    assert "部门已到现场" in page
    assert "内部说明" not in page
    assert town.guan.display_name not in page


def test_figures_show_counts_of_few_and_no_person(at_desk, town: Town) -> None:
    whistle_in(town, Stage.CONCLUDED)
    summons_in(town, SummonsStage.REFUSED)
    Whistle.objects.update(blown_at=timezone.now() - timedelta(days=1))
    page = text(at_desk(town.jie).get("/desk/whistles/figures/?days=30"))
    assert "1/2 件" in page  # refused once of twice called
    assert town.guan.display_name not in page
    assert "威尔逊" in page
    own = text(at_desk(town.guan).get("/desk/whistles/figures/"))
    assert "昆山市城市管理局" in own
    assert "昆山市水务局" not in own


def test_a_street_adds_a_cause_and_ends_it(at_desk, town: Town) -> None:
    cause()
    client = at_desk(town.jie)
    assert f'value="{timezone.localdate().isoformat()}"' in text(client.get("/desk/whistles/causes/"))
    asked = {
        "name": "防汛排涝",
        "code": "flood",
        "ranks": ["street", "community"],
        "sign_minutes": "15",
        "contact_minutes": "30",
        "arrive_minutes": "60",
        "on": timezone.localdate().isoformat(),
    }
    wrong = client.post("/desk/whistles/causes/", asked | {"arrive_working_days": "1"})
    assert wrong.status_code == 400
    assert client.post("/desk/whistles/causes/", asked).status_code == 302
    row = Cause.objects.get(code="flood")
    assert row.area == town.street.prefix
    assert "防汛排涝" in text(client.get("/desk/whistles/new/"))
    assert client.post(f"/desk/whistles/causes/{row.pk}/end/").status_code == 302
    row.refresh_from_db()
    assert row.valid_to is not None
    assert client.post(f"/desk/whistles/causes/{cause().pk}/end/").status_code == 404  # the county's


def test_a_photo_of_the_joint_log_opens_for_those_who_see_the_whistle(
    at_desk, town: Town, settings: Settings, tmp_path: Path
) -> None:
    settings.LINLI_MEDIA = tmp_path
    file = BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "JPEG")
    file.name, whistle = "photo.jpg", blow(town)
    file.seek(0)
    sent = {"version": 1, "intent": str(fixed(8)), "words": "", "photos": file}
    client = at_desk(town.mei)
    assert client.post(f"/desk/whistles/{whistle.pk}/note/", sent).status_code == 302
    key = Note.objects.get().photos.get().attachment_id
    assert client.get(f"/kit/photo/{key}/").status_code == 200
    assert at_desk(town.guan).get(f"/kit/photo/{key}/").status_code == 200
    assert at_desk(town.tom).get(f"/kit/photo/{key}/").status_code == 404
    client.logout()
    assert client.get(f"/kit/photo/{key}/").status_code == 404


def test_every_tab_opens(at_desk, town: Town) -> None:
    closed = whistle_in(town, Stage.CLOSED)
    late = blow(town)
    jobs.chase(at=T0 + timedelta(days=30))
    client = at_desk(town.zhong)
    assert closed.number_shown in text(client.get("/desk/whistles/?tab=ended"))
    chased = text(client.get("/desk/whistles/?tab=chased"))
    assert late.number_shown in chased
    assert "已报联动中心" in chased
    assert client.get("/desk/whistles/?tab=nonsense").status_code == 200
    rate_all(town, whistle_in(town, Stage.CONCLUDED))


def test_the_head_of_a_department_finds_what_it_stays_away_from(at_desk, town: Town) -> None:
    head = Person.objects.create_user("head", "a password of the town", joined_at=T0, is_made_up=True)
    Post.objects.create(person=head, organisation=town.water, role=Role.DEPARTMENT_HEAD, valid_from=SINCE)
    theirs, others = blow(town, departments=[town.water]), blow(town, departments=[town.cleaners])
    jobs.chase(at=T0 + timedelta(hours=2))
    client = at_desk(head)
    page = text(client.get(home_of(head)))
    assert theirs.number_shown in page
    assert others.number_shown not in page
    assert "已报部门负责人" in page
