"""The three lists in the browser: from a request to a claim, a booking, a table, the portal."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.commons.actions import needs, partners, resources
from linli.commons.actions.saying import NeedSays, PartSays
from linli.commons.errors.lists import NamesSomebody
from linli.commons.models import Booking, Claim, Need, Project, Resource
from linli.commons.rules.lists import NeedStage, Sort
from linli.orgs.models import LinkKind, UnitLink
from linli.places.reads import gazetteer
from linli.site.cli.tree import linli
from tests.commons.lists import HERE, as_, claimed, duty, need, partner, resource, says, seeded
from tests.town import SINCE, T0, Town

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _seeded(town: Town) -> None:
    seeded()


def parts(*rows: tuple[str, str, int, str]) -> dict[str, object]:
    told: dict[str, object] = {"part-TOTAL_FORMS": len(rows), "part-INITIAL_FORMS": 0}
    for n, (sort, what, amount, measure) in enumerate(rows):
        told |= {
            f"part-{n}-{name}": value
            for name, value in zip(("sort", "what", "amount", "measure"), (sort, what, amount, measure), strict=True)
        }
    return told


def test_a_request_goes_onto_the_list_and_its_words_do_not(town: Town) -> None:
    matter = town.matter(words="垃圾桶满了，住3幢201的老人没人管")
    desk = as_(town.mei)
    page = desk.get(f"/desk/lists/needs/new/?matter={matter.number}").content.decode()
    assert "垃圾桶满了" in page.partition('<form method="post" class="panel')[0]
    assert "垃圾桶满了" not in page.partition('<form method="post" class="panel')[2]
    told = {"matter": matter.number, "kind": "environment", "title": "楼前垃圾清运", "place": gazetteer().label(HERE)}
    sent = desk.post("/desk/lists/needs/new/", told | parts(("people", "清运人员", 3, "人")))
    found = Need.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/desk/lists/needs/{found.pk}/")
    assert (found.matter, found.words, found.parts.get().amount) == (matter, "", 3)
    again = desk.post("/desk/lists/needs/new/", told | parts(("people", "清运人员", 3, "人")))
    assert again.status_code == 409
    assert "楼前垃圾清运" in again.content.decode()


def test_the_page_of_a_matter_leads_to_the_list(town: Town) -> None:
    matter = town.matter()
    page = as_(town.mei).get(f"/desk/matters/{matter.number}/").content.decode()
    assert f"/desk/lists/needs/new/?matter={matter.number}" in page


def test_rows_of_a_need_left_empty_do_not_stand_in_its_way(town: Town) -> None:
    """A browser sends the sort of every row it shows, said or not."""
    desk = as_(town.mei)
    shown = {"part-TOTAL_FORMS": "3"} | {f"part-{n}-sort": "venue" for n in range(3)}
    told = {"kind": "environment", "title": "排练场地", "origin": "typed", "place": gazetteer().label(HERE)}
    refused = desk.post("/desk/lists/needs/new/", told | parts() | shown)
    assert refused.status_code == 400
    assert "排练场地" in refused.content.decode()
    sent = desk.post("/desk/lists/needs/new/", told | parts(("venue", "场地", 1, "处")) | shown)
    assert sent.status_code == 302
    assert Need.objects.get().parts.count() == 1


def test_what_fits_a_need_is_shown_with_the_reason(town: Town) -> None:
    bank = partner(town)
    of = need(town, at=timezone.now())
    row = resource(
        town, bank[0], kind="elder_care", sort=Sort.PEOPLE, title="送餐志愿队", words="服务独居老人", capacity=9
    )
    resource(town, bank[0], kind="space", title="会议室")
    duty(town, bank)
    page = as_(town.mei).get(f"/desk/lists/needs/{of.pk}/").content.decode()
    assert "送餐志愿队" in page and "会议室" not in page
    assert "both say: 独居老人, 送餐志愿" in page
    assert "there is enough of it (9)" in page
    assert f"/desk/lists/resources/{row.pk}/?need={of.pk}" in page


def test_a_unit_claims_delivers_and_both_judge_on_their_pages(town: Town) -> None:
    who, of = partner(town), need(town, at=timezone.now())
    unit, desk = as_(who[1]), as_(town.mei)
    assert "独居老人午餐配送" in unit.get("/desk/lists/partner/").content.decode()
    day = timezone.localdate().isoformat()
    told = {"part": of.parts.get().pk, "unit": who[0].pk, "amount": 9, "promised_on": day, "words": "党员队承担"}
    refused = unit.post(f"/desk/lists/partner/needs/{of.pk}/claim/", told)
    assert refused.status_code == 409
    assert "党员队承担" in refused.content.decode()
    assert unit.post(f"/desk/lists/partner/needs/{of.pk}/claim/", told | {"amount": 4}).status_code == 302
    row = Claim.objects.get()
    assert unit.post(f"/desk/lists/claims/{row.pk}/deliver/", {"words": ""}).status_code == 422
    assert (
        unit.post(f"/desk/lists/claims/{row.pk}/deliver/", {"words": "完成", "intent": str(uuid4())}).status_code == 302
    )
    for side, client in (("community", desk), ("unit", unit)):
        assert client.post(f"/desk/lists/claims/{row.pk}/judge/", {"words": f"{side}说", "met": "1"}).status_code == 302
    of.refresh_from_db()
    assert of.stage == NeedStage.MET
    page = desk.get(f"/desk/lists/needs/{of.pk}/").content.decode()
    assert "community说" in page and "unit说" in page


def test_a_booking_that_cannot_be_comes_back_with_what_was_typed(town: Town) -> None:
    room = resource(town, hours="")
    desk, day = as_(town.mei), timezone.localdate().replace(year=timezone.localdate().year + 1).isoformat()
    told = {"booker": town.committee.pk, "on": day, "begin": "10:00", "end": "09:00", "amount": 1, "words": "议事会"}
    refused = desk.post(f"/desk/lists/resources/{room.pk}/book/", told)
    assert refused.status_code == 400
    assert "议事会" in refused.content.decode()
    assert desk.post(f"/desk/lists/resources/{room.pk}/book/", told | {"end": "11:00"}).status_code == 302
    assert (
        as_(town.tom)
        .post(f"/desk/lists/resources/{room.pk}/book/", told | {"end": "11:00", "booker": town.other_committee.pk})
        .status_code
        == 409
    )
    assert Booking.objects.count() == 1


def test_needs_and_resources_go_out_and_come_back_as_tables(town: Town) -> None:
    needs.add(by=town.mei, says=_says(), at=timezone.now())
    resource(town, changed_days="2026-03-07 09:00-12:00")
    desk = as_(town.mei)
    for what, model in (("needs", Need), ("resources", Resource)):
        body = desk.get(f"/desk/lists/{what}.csv").content
        file = SimpleUploadedFile("list.csv", body)
        page = desk.post("/desk/lists/load/", {"what": what, "file": file}).content.decode()
        assert "Read 1 lines: 0 new, 0 changed, 1 there already, 0 refused." in page
        assert model.objects.count() == 1


def _says() -> NeedSays:
    return says(parts=[PartSays(Sort.PEOPLE, "送餐 志愿者", 4, "人"), PartSays(Sort.MONEY, "补贴", 200)])


def test_a_bad_line_is_told_by_its_number_and_stops_no_other(town: Town) -> None:
    lines = [
        "类别,名称,社区代码,需求内容,期限",
        "老年助餐,送餐,320583100001,人员 4 人 志愿者,",
        "没有的,送餐,320583100001,人员 4 人 志愿者,",
        "老年助餐,送餐,320583100002,人员 4 人 志愿者,",
        "老年助餐,送餐,320583100001,许多人,",
        "老年助餐,送餐,320583100001,人员 4 人 志愿者,明天",
        "老年助餐,,320583100001,人员 4 人 志愿者,",
        "老年助餐,送餐,320583100001",
    ]
    file = SimpleUploadedFile("list.csv", "\n".join(lines).encode("gbk"))
    answer = as_(town.mei).post("/desk/lists/load/", {"what": "needs", "file": file})
    assert [(line, str(words)) for line, words, _ in answer.context["refused"]] == [
        (3, "no such kind in force"),
        (4, "outside your area"),
        (5, "parts cannot be read; write: people 4 人 volunteers; goods 5 个 boxes"),
        (6, "not a day, or written in another way than 2026-05-02"),
        (7, "a column that must be filled is empty"),
        (8, "more or fewer cells than the heading has"),
    ]
    assert Need.objects.get().parts.get().what == "志愿者"


def test_the_portal_shows_what_was_published_and_nothing_else(town: Town) -> None:
    shown, hidden = need(town, title="公开的需求"), need(town, title="未公开的需求")
    claimed(partner(town), shown, 1)
    needs.publish(by=town.mei, need=shown, at=timezone.now())
    room = resource(town)
    resources.publish(by=town.mei, resource=room, at=timezone.now())
    page = Client(headers={"Accept-Language": "en"}).get("/open/lists/").content.decode()
    assert "公开的需求" in page and hidden.title not in page and "Demo partner bank" in page
    assert "社区活动室" in Client().get("/open/lists/?what=resources&town=320583100&kind=space").content.decode()
    assert "社区活动室" not in Client().get("/open/lists/?what=resources&town=320583101").content.decode()


@pytest.mark.parametrize("page", ["/desk/lists/", "/desk/lists/resources/", "/open/lists/"])
def test_a_longer_list_asks_no_more_queries(town: Town, page: str, django_assert_max_num_queries: object) -> None:
    client = as_(town.mei)
    for n in range(4):
        needs.publish(by=town.mei, need=need(town, title=f"需求{n}"), at=timezone.now())
        resource(town, title=f"资源{n}")
    client.get(page)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(page)


def test_what_units_promised_for_a_year_is_public_once_the_community_publishes_it(town: Town) -> None:
    who = partner(town)
    line = duty(town, who)
    page = "/open/lists/promised/?year=2026"
    assert "助餐志愿服务" not in Client().get("/open/lists/promised/").content.decode()
    assert as_(who[1]).post(f"/desk/lists/partners/{line.list_id}/publish/").status_code == 404
    assert as_(town.mei).post(f"/desk/lists/partners/{line.list_id}/publish/").status_code == 302
    shown = Client(headers={"Accept-Language": "en"}).get("/open/lists/promised/").content.decode()
    assert "助餐志愿服务" in shown and "Demo partner bank" in shown
    assert Client().get(page + "&town=320583101").status_code == 200
    with pytest.raises(NamesSomebody):
        partners.promise(
            by=who[1], unit=who[0], community=town.community, year=2026, kind="health", title="义诊请拨13800138000",
            times=1, at=T0,
        )  # fmt: skip


def test_a_second_run_of_a_file_adds_nothing(town: Town, tmp_path: Path) -> None:
    partner(town)
    meals = "老年助餐,{},320583100001,"
    files = {
        "needs": [
            "类别,名称,社区代码,需求内容",
            meals.format("送餐") + "人员 4 人 志愿者",
            meals.format("洗碗") + "人员",
        ],
        "resources": [
            "类别,名称,社区代码,类型,单位代码,数量",
            meals.format("餐盒") + "物资,bank,50",
            meals.format("餐盒") + "物资,nobody,5",
        ],
        "projects": [
            "类别,名称,社区代码,起始日期,终止日期",
            meals.format("银龄餐桌") + "2026-03-01,2999-12-31",
            meals.format("旧项目") + "2020-03-01,2020-12-31",
        ],
    }
    for what, lines in files.items():
        file = tmp_path / f"{what}.csv"
        file.write_text("\n".join(lines), encoding="gbk")
        for told in ("read 2, added 1, changed 0, already there 0", "read 2, added 0, changed 0, already there 1"):
            done = CliRunner().invoke(linli, ["import", what, str(file)], env={"LANG": "en_US.UTF-8"})
            assert told in done.stdout, done.output
            assert "line 3: " in done.stdout
    assert (Need.objects.count(), Resource.objects.count(), Project.objects.count()) == (1, 1, 1)


def test_a_resource_is_first_offered_by_the_own_desk(town: Town) -> None:
    UnitLink.objects.create(kind=LinkKind.PARTNER_UNIT, unit=town.centre, stands_by=town.committee, valid_from=SINCE)
    units = list(as_(town.mei).get("/desk/lists/resources/new/").context["form"].fields["unit"].queryset)
    assert (units[0], units[-1]) == (town.committee, town.centre)


def test_a_day_that_has_gone_is_told_at_its_field(town: Town) -> None:
    desk = as_(town.mei)
    place = {"place": gazetteer().label(HERE), "kind": "elder_meals", "title": "餐盒"}
    told = {"sort": "goods", "capacity": 5, "unit": town.committee.pk, "holidays": "as_usual", "until": "2020-01-01"}
    answer = desk.post("/desk/lists/resources/new/", place | told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["until"])
    answer = desk.post("/desk/lists/resources/new/", place | told | {"until": "", "changed_days": "某日"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["changed_days"])
    told = {"unit": town.committee.pk, "starts_on": "2020-01-01", "ends_on": "2020-02-01"}
    answer = desk.post("/desk/lists/projects/new/", place | told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["ends_on"])
