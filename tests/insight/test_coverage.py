"""Where a body, a head, a worker or an adviser is missing, by the rules of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.core.dated import DayGone
from linli.insight import actions
from linli.insight.models import CoverageRule, Lack
from linli.insight.reads import coverage
from linli.orgs.models import Ground, Organisation, OrgKind, Post, Role, Sense, Stand
from linli.places.models import Building, Division, Grid, Zone, ZoneKind
from tests.town import GRIDS, SINCE, T0, Town

TODAY = timezone.localdate(T0)
COUNTY = ["320583"]


@pytest.fixture(autouse=True)
def rules(town: Town) -> None:
    actions.seed(at=T0, since=SINCE)


def body(name: str, where: Division, kind: OrgKind = OrgKind.GRID_BRANCH, **more: object) -> Organisation:
    return Organisation.objects.create(code=name, kind=kind, name=name, division=where, valid_from=SINCE, **more)


def stand(one: Organisation, ground: Ground, on: object, sense: Sense = Sense.COVERS) -> None:
    Stand.objects.create(body=one, ground=ground, sense=sense, valid_from=SINCE, **{ground.value: on})


def names(ground: Ground, lack: str, areas: list[str] = COUNTY) -> list[str]:
    return [gap.name for gap in coverage.gaps(ground, lack, areas, TODAY)[0]]


def test_a_grid_with_its_body_head_and_worker_is_no_gap(town: Town) -> None:
    found = {
        figure.rule.lack: (figure.asked, figure.missing)
        for figure in coverage.figures(COUNTY, TODAY)
        if figure.rule.ground == Ground.GRID
    }
    assert found == {Lack.BODY: (5, 5), Lack.HEAD: (5, 5), Lack.WORKER: (5, 4)}
    stand(body("第一网格党支部", town.community), Ground.GRID, town.grid)
    Post.objects.create(
        person=town.tom, organisation=town.committee, role=Role.GRID_HEAD, grid=town.grid, valid_from=SINCE
    )
    gaps, after = coverage.gaps(Ground.GRID, "", COUNTY, TODAY)
    assert (len(gaps), after) == (4, None)
    assert town.grid.code not in {gap.place for gap in gaps}
    assert gaps[0].lacks == (Lack.BODY, Lack.HEAD, Lack.WORKER) and gaps[0].point is not None


def test_what_ended_or_only_sits_there_covers_nothing(town: Town) -> None:
    sits = body("工作站", town.community, OrgKind.PARTY_WORKSTATION)
    zone = Zone.objects.create(kind=ZoneKind.BUSINESS_DISTRICT, name="演示商圈", valid_from=SINCE)
    zone.divisions.add(town.community)
    stand(sits, Ground.ZONE, zone, Sense.SITS)
    assert names(Ground.ZONE, Lack.BODY) == ["演示商圈"]
    Post.objects.create(person=town.tom, organisation=sits, role=Role.PARTY_ADVISER, valid_from=SINCE)
    assert names(Ground.ZONE, Lack.ADVISER) == []
    assert names(Ground.ZONE, Lack.BODY, ["320583101"]) == []


def test_firms_and_buildings_count_from_their_size_on(town: Town) -> None:
    for name, many in (("小企业", 49), ("中企业", 50), ("大企业", 100), ("未知企业", None)):
        body(name, town.community, OrgKind.TWO_NEW_ORG, headcount=many)
    assert names(Ground.FIRM, Lack.BODY) == ["大企业"]
    assert names(Ground.FIRM, Lack.ADVISER) == ["中企业", "大企业"]
    firm = Organisation.objects.get(code="大企业")
    Post.objects.create(person=town.tom, organisation=firm, role=Role.PARTY_ADVISER, valid_from=SINCE)
    assert names(Ground.FIRM, Lack.ADVISER) == ["中企业"]
    estate = town.estate()
    Building.objects.filter(estate=estate, name="2幢").update(storeys=7)
    assert names(Ground.BUILDING, Lack.BODY) == ["幸福小区 2幢"]
    leads = body("楼栋党小组", town.community, OrgKind.PARTY_GROUP)
    stand(leads, Ground.BUILDING, Building.objects.get(name="2幢"))
    Post.objects.create(person=town.tom, organisation=leads, role=Role.PARTY_HEAD, valid_from=SINCE)
    assert names(Ground.BUILDING, "") == []


def test_a_rule_holds_from_its_day_and_only_who_may_sets_it(town: Town) -> None:
    ask = {"ground": Ground.FIRM, "lack": Lack.BODY, "least": 30}
    with pytest.raises(PermissionDenied):
        actions.set_coverage(by=town.mei, on=TODAY, at=T0, **ask)  # type: ignore[arg-type]
    with pytest.raises(DayGone):
        actions.set_coverage(by=town.zhong, on=TODAY - timedelta(days=1), at=T0, **ask)  # type: ignore[arg-type]
    soon = TODAY + timedelta(days=3)
    actions.set_coverage(by=town.zhong, on=soon, at=T0, **ask)  # type: ignore[arg-type]
    least = {
        day: next(r.least for r in coverage.rules(day) if (r.ground, r.lack) == (Ground.FIRM, Lack.BODY))
        for day in (TODAY, soon)
    }
    assert least == {TODAY: 100, soon: 30}
    actions.set_coverage(by=town.zhong, ground=Ground.FIRM, lack=Lack.BODY, least=None, on=soon, at=T0)
    assert CoverageRule.objects.filter(ground=Ground.FIRM, lack=Lack.BODY, valid_to=soon).count() == 1


def test_pages_follow_each_other_and_areas_are_counted(town: Town) -> None:
    first, after = coverage.gaps(Ground.GRID, Lack.BODY, COUNTY, TODAY, most=3)
    rest, end = coverage.gaps(Ground.GRID, Lack.BODY, COUNTY, TODAY, after=after or 0, most=3)
    assert [gap.place for gap in (*first, *rest)] == GRIDS and end is None
    assert coverage.by_area(Ground.GRID, Lack.BODY, COUNTY, TODAY) == [("320583100", 4), ("320583101", 1)]
    assert Grid.objects.count() == 5


@pytest.mark.once
def test_the_desk_sees_gaps_of_its_area_with_how_they_were_counted(client: Client, town: Town) -> None:
    client.force_login(town.jie)
    page = client.get("/desk/figures/coverage/?ground=grid&lack=body")
    assert page.status_code == 200 and len(page.context["rows"]) == 4 and page.context["marks"]
    assert "GB/T 34300-2017" in page.content.decode()
    table = client.get("/desk/figures/coverage/gaps.csv?ground=grid").content.decode("utf-8-sig").splitlines()
    assert len(table) == 5 and table[1].split(",")[5] == "yes"
    assert client.post("/desk/figures/coverage/rule/", {}).status_code == 404
    client.force_login(town.zhong)
    told = {"which": "firm-body", "least": "80", "on": timezone.localdate().isoformat()}
    assert client.post("/desk/figures/coverage/rule/", told | {"on": "2020-01-01"}).status_code == 422
    assert client.post("/desk/figures/coverage/rule/", told).status_code == 302
