"""The tree of organisations at the desk, one body's page, and its forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.orgs import actions
from linli.orgs.models import (
    AreaKind,
    BodyRule,
    Organisation,
    OrgKind,
    Post,
    ResponsibilityArea,
    Role,
    Seat,
    SeatRule,
    Stand,
)
from linli.people.models import Person
from linli.volunteering.models import Activity
from tests.orgs.bodies import TODAY, body, branch, joint, seeded
from tests.town import T0, Town

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TREE = "/desk/bodies/"


def page_of(one: Organisation) -> str:
    return f"{TREE}{one.pk}/"


@pytest.fixture
def mei(client: Client, town: Town) -> Client:
    client.force_login(town.mei)
    client.cookies["django_language"] = "en"
    return client


def sees(client: Client, person: Person, url: str) -> int:
    client.force_login(person)
    return client.get(url).status_code


def test_the_tree_opens_a_branch_at_a_time_with_what_is_lacking(mei: Client, town: Town) -> None:
    committee = joint(town)
    body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee)
    top = mei.get(TREE).content.decode()
    assert town.committee.name_en in top
    assert committee.name not in top
    below = mei.get(f"{TREE}?under={town.committee.pk}", headers={"HX-Request": "true"})
    text = below.content.decode()
    assert "<html" not in text
    assert committee.name in text
    assert "4 must-have seats empty" in text
    assert "HX-Request" in below["Vary"]


def test_bodies_are_found_by_what_they_lack(mei: Client, town: Town) -> None:
    committee = joint(town)
    one = body(town, OrgKind.GRID_BRANCH, "第1网格党支部", committee)
    headless = mei.get(f"{TREE}?lack=head").content.decode()
    assert one.name in headless
    actions.appoint(by=town.mei, person=town.ren, organisation=one, role=Role.PARTY_HEAD, on=TODAY, at=T0)
    assert one.name not in mei.get(f"{TREE}?lack=head").content.decode()
    assert committee.name in mei.get(f"{TREE}?lack=seat").content.decode()
    assert one.name in mei.get(f"{TREE}?q=网格&kind=grid_branch").content.decode()
    assert "No body fits." in mei.get(f"{TREE}?lack=term").content.decode()


def test_a_branch_of_many_asks_as_often_as_one_of_few(mei: Client, town: Town, django_assert_max_num_queries) -> None:
    committee = joint(town)
    for number in range(60):
        body(town, OrgKind.GRID_BRANCH, f"第{number}网格党支部", committee, code=f"grid-{number:02d}")
    mei.get(TREE)
    with django_assert_max_num_queries(16):
        first = mei.get(f"{TREE}?under={committee.pk}").content.decode()
    assert first.count("第") >= 50
    assert "grid-59" not in first
    assert "第59网格党支部" in mei.get(f"{TREE}?under={committee.pk}&after=grid-49").content.decode()


def test_a_body_is_founded_where_the_rule_lets_it_stand(mei: Client, town: Town) -> None:
    committee = joint(town)
    form = mei.get(f"{TREE}new/?under={committee.pk}").content.decode()
    assert 'value="grid_branch"' in form
    assert 'value="party_group"' not in form
    told = {
        "kind": "temporary_party_org",
        "name": "演示酒店临时党支部",
        "place": town.community.code,
        "on": "2026-03-02",
    }
    refused = mei.post(f"{TREE}new/?under={committee.pk}", told)
    assert refused.status_code == 400
    assert "a temporary body always has one" in refused.content.decode()
    assert "演示酒店临时党支部" in refused.content.decode()
    made = mei.post(f"{TREE}new/?under={committee.pk}", told | {"ends_on": "2099-01-01"})
    assert made.status_code == 302
    assert Organisation.objects.get(name="演示酒店临时党支部").parent == committee


def test_a_seat_is_filled_and_vacated_on_the_page(mei: Client, town: Town) -> None:
    committee = joint(town)
    told = {"seat": "urban_management", "person": "guan", "home": town.water.name, "on": "2026-03-02"}
    refused = mei.post(page_of(committee) + "seat/", told)
    assert refused.status_code == 400
    assert "people of another kind of unit" in refused.content.decode()
    mei.post(page_of(committee) + "seat/", told | {"home": town.cleaners.name})
    seat = Seat.objects.get(body=committee)
    text = mei.get(page_of(committee)).content.decode()
    assert "演示城管经办" in text
    assert "3 seats empty" not in text  # two more that must be there, and two preferred
    assert "5 seats empty" in text
    mei.post(f"{page_of(committee)}seat/{seat.pk}/end/")
    assert Post.objects.get(pk=seat.post_id).valid_to == timezone.localdate()


def test_ground_links_pairs_and_names_are_set_on_the_page(mei: Client, town: Town) -> None:
    one = branch(town)
    url, on = page_of(one), "2026-03-02"
    assert mei.post(url + "ground/", {"ground": "grid", "of": town.grid.code, "on": on}).status_code == 302
    assert Stand.objects.get(body=one).grid == town.grid
    link = {"kind": "partner_unit", "unit": town.cleaners.name, "on": on}
    assert mei.post(url + "link/", link).status_code == 302
    pair = {"partner_name": "邻县某支部", "partner_place": "上海", "agreement": "协议", "signed_on": on, "on": on}
    assert mei.post(url + "pair/", pair).status_code == 302
    assert (
        mei.post(url + "rename/", {"name": "第一网格党支部", "on": timezone.localdate().isoformat()}).status_code == 302
    )
    head = {"role": "party_head", "person": town.ren.phone, "on": on}
    assert mei.post(url + "post/", head).status_code == 302
    text = mei.get(url).content.decode()
    for said in ("第一网格党支部", "第1网格党支部", "邻县某支部", ">urban<", "演** (resident)"):
        assert said in text
    move = {"parent": town.committee.name, "on": timezone.localdate().isoformat()}
    assert mei.post(url + "move/", move).status_code == 302
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert mei.post(url + "dissolve/", {"on": tomorrow}).status_code == 302


def test_nobody_is_named_for_homes_before_they_agree(mei: Client, town: Town) -> None:
    one, _ = branch(town), town.estate()
    told = {"kind": "member", "person": town.ren.phone, "homes": "幸福小区 2幢 1单元 201", "on": "2026-03-02"}
    assert mei.post(page_of(one) + "area/", told | {"homes": "幸福小区 9幢"}).status_code == 422
    assert mei.post(page_of(one) + "area/", told).status_code == 302
    area = ResponsibilityArea.objects.get(kind=AreaKind.MEMBER)
    text = mei.get(page_of(one)).content.decode()
    assert "幸福小区 2幢 1单元 201" in text
    assert town.ren.name not in text
    actions.agree_to_area(by=town.ren, area=area, at=T0)
    assert town.ren.name in mei.get(page_of(one)).content.decode()


def test_a_rule_is_looked_at_before_it_holds(client: Client, town: Town) -> None:
    branch(town)
    client.force_login(town.zhong)
    client.cookies["django_language"] = "en"
    url, tomorrow = f"{TREE}rules/grid_branch/", (timezone.localdate() + timedelta(days=1)).isoformat()
    said = {"under": ["alone", "community_committee"], "grounds": "grid", "needs_head": "on", "on": tomorrow}
    unseen = client.post(url, said | {"live": "1"})
    assert unseen.status_code == 422
    assert "This was not tried" in unseen.content.decode()
    looked = client.post(url, said)
    text = looked.content.decode()
    assert text.count("1 body that stands would not fit") == 2  # it stands elsewhere, and has no head
    assert BodyRule.objects.filter(kind="grid_branch").count() == 1
    token = looked.context["looked"].token
    other = client.post(url, said | {"live": "1", "tried": token, "under": "alone"})
    assert other.status_code == 422  # what was looked at was something else
    assert client.post(url, said | {"live": "1", "tried": token}).status_code == 302
    assert BodyRule.objects.get(kind="grid_branch", valid_to=None).under == ["", "community_committee"]
    again = client.post(url, said | {"live": "1", "tried": token})
    assert (again.status_code, "It is so already." in again.content.decode()) == (409, True)
    assert client.post(url, said | {"on": "2020-01-01"}).status_code == 409
    assert client.post(url, {"grounds": "grid", "on": tomorrow}).status_code == 400


def test_seats_are_added_changed_and_ended_after_a_look(client: Client, town: Town) -> None:
    joint(town)
    client.force_login(town.zhong)
    url, tomorrow = f"{TREE}rules/seats/", (timezone.localdate() + timedelta(days=1)).isoformat()
    said = {"body_kind": "joint_party_committee", "need": "preferred", "name": "老党员委员", "seats": "1"}
    said |= {"term_months": "36", "on": tomorrow}
    token = client.post(f"{url}new/", said).context["looked"].token
    assert client.post(f"{url}new/", said | {"live": "1", "tried": token}).status_code == 302
    row = SeatRule.objects.get(name="老党员委员")
    assert row.name in client.get(f"{TREE}rules/").content.decode()
    assert client.post(f"{url}{row.pk}/", said | {"seats": "51"}).status_code == 422
    police = SeatRule.objects.get(code="police")
    ends = client.post(f"{url}{police.pk}/end/", {"on": tomorrow})
    assert ends.context["end_looked"].meant.bodies == 1
    sent = {"on": tomorrow, "live": "1", "tried": ends.context["end_looked"].token}
    assert client.post(f"{url}{police.pk}/end/", sent).status_code == 302
    assert SeatRule.objects.get(code="police").valid_to.isoformat() == tomorrow


def test_what_a_body_does_together_is_entered_with_a_number_and_its_end_put_off(mei: Client, town: Town) -> None:
    today = timezone.localdate()
    one = body(town, OrgKind.PARTY_ALLIANCE, "演示楼宇党建联盟", None, ends_on=today + timedelta(days=3))
    url, yesterday = page_of(one), (today - timedelta(days=1)).isoformat()
    held = {"title": "联建清洁日", "community": town.community.pk, "spot": "中心广场", "on": yesterday, "came": "35"}
    held |= {"hours": "09:00-11:00"}
    assert mei.post(url + "together/", held | {"on": (today + timedelta(days=1)).isoformat()}).status_code == 400
    assert mei.post(url + "together/", held | {"came": "0"}).status_code == 422
    assert mei.post(url + "together/", held).status_code == 302
    assert mei.post(url + "together/", held).status_code == 409
    text = mei.get(url).content.decode()
    assert "联建清洁日" in text and "35 took part" in text and "中心广场" in text
    activity = Activity.objects.get()
    assert (activity.organiser, activity.stage) == (one, "held")
    assert mei.get(f"/desk/activities/{activity.pk}/").status_code == 200
    assert f'value="{one.pk}" selected' in mei.get(f"/desk/activities/new/other/?organiser={one.pk}").content.decode()
    assert mei.post(url + "prolong/", {"until": today.isoformat()}).status_code == 400
    assert mei.post(url + "prolong/", {"until": "2099-01-01"}).status_code == 302
    assert Organisation.objects.get(pk=one.pk).valid_to.year == 2099


def test_what_a_body_did_is_read_to_its_end(mei: Client, town: Town) -> None:
    one = body(town, OrgKind.PARTY_ALLIANCE, "演示楼宇党建联盟", None)
    at = timezone.now() - timedelta(days=1)
    told = {"community": town.community, "organiser": one, "stage": "held", "came": 5, "ends_at": at, "made_at": at}
    days = range(1, 72)
    Activity.objects.bulk_create(
        Activity(title=f"联建日{n:02}", begins_at=at - timedelta(days=n), **told) for n in days
    )
    page = mei.get(page_of(one)).content.decode()
    assert "联建日20" in page and "联建日21" not in page
    whole = f"{page_of(one)}together/activities/"
    assert f'href="{whole}"' in page
    first = mei.get(whole)
    assert "联建日50" in first.content.decode() and "联建日51" not in first.content.decode()
    assert "联建日71" in mei.get(whole, {"after": first.context["following"]}).content.decode()
    assert "Nothing yet." in mei.get(f"{page_of(one)}together/claims/").content.decode()
    for wrong in (f"{page_of(one)}together/members/", f"{page_of(town.committee)}together/activities/"):
        assert mei.get(wrong).status_code == 404


def test_another_desk_finds_neither_branch_nor_body(client: Client, town: Town) -> None:
    one = branch(town)
    assert sees(client, town.tom, page_of(one)) == 404
    assert sees(client, town.tom, f"{TREE}?under={town.committee.pk}") == 404
    assert sees(client, town.jie, page_of(one)) == 200
    assert sees(client, town.sec, page_of(one)) == 200
    assert sees(client, town.wang, TREE) == 404


def test_a_house_without_rules_says_so(mei: Client, town: Town) -> None:
    assert "No rule in force says what it is." in mei.get(page_of(town.committee)).content.decode()
    seeded()
    assert "stands under:" in mei.get(page_of(town.committee)).content.decode()
