"""Stars as dated data, and a merchant that joins in one go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.points import actions
from linli.points.errors import BadPrice, BadStar, StarBegins
from linli.points.models import Offer, Star, StarTask
from linli.points.reads.household import progress_of, stars_now
from linli.points.rules import Period
from tests.town import SINCE, T0, Town

STAR = "/desk/thanks/stars/clean/"
MERCHANT = "/desk/thanks/merchants/new/"


def says(*tasks: tuple[str, int], code: str = "clean") -> actions.StarSays:
    told = tuple(actions.TaskSays(name, f"做{name}", times) for name, times in tasks)
    return actions.StarSays(code, "环境整洁星", told, "Clean")


def test_what_a_household_did_counts_on_under_a_new_row(town: Town) -> None:
    later = T0 + timedelta(days=1)
    actions.set_star(by=town.zhong, says=says(("stairs", 1)), on=timezone.localdate(T0), at=T0)
    house = actions.found(by=town.ren, name="演示人家", at=T0)
    actions.tell_done(by=town.ren, task=StarTask.objects.get(), at=T0)
    assert stars_now(house, at=T0) == ["clean"]
    new = actions.set_star(by=town.zhong, says=says(("stairs", 1), ("yard", 1)), on=timezone.localdate(later), at=T0)
    assert stars_now(house, at=T0) == ["clean"]  # the old row is in force today
    assert stars_now(house, at=later) == []
    progress = progress_of(town.ren, at=later)
    assert progress is not None and [row.done for row in progress.stars[0].tasks] == [1, 0]
    actions.tell_done(by=town.ren, task=new.tasks.get(code="yard"), at=later)
    assert stars_now(house, at=later) == ["clean"]
    actions.take_word_back(by=town.ren, task=new.tasks.get(code="stairs"), at=later)  # said under the old row
    assert stars_now(house, at=later) == []


def test_what_is_no_star_is_refused(town: Town) -> None:
    on = timezone.localdate(T0)
    for wrong in (says(), says(("a", 0)), says(("a", 1), ("a", 2)), says(("a", 1), code="")):
        with pytest.raises(BadStar):
            actions.set_star(by=town.zhong, says=wrong, on=on, at=T0)
    actions.set_star(by=town.zhong, says=says(("a", 1)), on=on, at=T0)
    for day in (on, on - timedelta(days=1)):
        with pytest.raises(StarBegins):
            actions.set_star(by=town.zhong, says=says(("b", 1)), on=day, at=T0)
    assert Star.objects.get().valid_to is None
    with pytest.raises(PermissionDenied):
        actions.set_star(by=town.mei, says=says(("b", 1)), on=on + timedelta(days=1), at=T0)


def form(*tasks: dict[str, str], **more: str) -> dict[str, str]:
    told = {"name": "环境整洁星", "name_en": "Clean", "on": str(timezone.localdate() + timedelta(days=1))}
    told |= {"task-TOTAL_FORMS": str(len(tasks)), "task-INITIAL_FORMS": "0"}
    rows = {f"task-{n}-{name}": value for n, row in enumerate(tasks) for name, value in row.items()}
    return told | rows | more


def test_the_county_looks_before_it_keeps_a_star(client: Client, town: Town) -> None:
    actions.seed(at=timezone.now() - timedelta(days=9), since=SINCE)
    client.force_login(town.zhong)
    assert client.get("/desk/thanks/stars/").status_code == 200 and client.get(STAR).status_code == 200
    asked = form({"code": "stairs", "name": "清理楼道", "times": "2"}, {"name": "", "times": "1"})
    seen = client.post(STAR, asked | {"look": "1"}).content.decode()
    assert "清理楼道 × 2" in seen and "清理一次楼道或门前 × 2" in seen
    assert Star.objects.filter(code="clean").count() == 1
    assert client.post(STAR, form({"name": "", "times": "1"})).status_code == 400
    assert client.post(STAR, asked).status_code == 302
    old, new = Star.objects.filter(code="clean").order_by("valid_from")
    assert old.valid_to == new.valid_from and [task.name for task in new.tasks.all()] == ["清理楼道"]
    assert client.post("/desk/thanks/stars/safety/end/").status_code == 302
    assert Star.objects.get(code="safety").valid_to == timezone.localdate() + timedelta(days=1)
    assert client.get("/desk/thanks/stars/nothing/").status_code == 404


def test_the_county_looks_before_it_keeps_a_rule(client: Client, town: Town) -> None:
    actions.seed(at=timezone.now() - timedelta(days=9), since=SINCE)
    client.force_login(town.zhong)
    on = str(timezone.localdate() + timedelta(days=1))
    asked = {"verb": "volunteering.attended", "name": "参加志愿服务活动", "points": "9", "months": "12", "on": on}
    page = client.post("/desk/thanks/rules/", asked | {"look": "1"})
    assert page.status_code == 200
    assert sorted((str(value) for value in page.context["seen"][0][1:]), key=len) == ["9", "10"]


def merchant(town: Town, **more: str) -> dict[str, str]:
    told = {"community": str(town.community.pk), "name": "演示书店", "person": "guan", "title": "借书一周"}
    return told | {"price": "5", "stock": "9", "period": "week", "begin": str(timezone.localdate())} | more


def test_a_merchant_joins_with_its_counter_and_its_first_offer(client: Client, town: Town) -> None:
    client.force_login(town.zhong)
    person = town.guan.username or ""
    for wrong in ({"person": "nobody"}, {"person": person, "price": ""}):
        assert client.post(MERCHANT, merchant(town) | wrong).status_code in (400, 422)
    assert not Organisation.objects.filter(kind=OrgKind.MERCHANT).exists()  # all or nothing
    assert client.post(MERCHANT, merchant(town, person=person)).status_code == 302
    offer = Offer.objects.get()
    assert (offer.unit.kind, offer.unit.parent, offer.title) == (OrgKind.MERCHANT, town.committee, "借书一周")
    assert Post.objects.get(organisation=offer.unit).role == Role.MERCHANT_COUNTER


def test_only_the_city_desk_founds_a_merchant(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    assert client.get(MERCHANT).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.found_merchant(
            by=town.mei,
            says=actions.MerchantSays("演示书店"),
            community=town.community,
            parent=town.committee,
            counter=town.guan,
            offer=actions.OfferSays("借书一周", 9, Period.WEEK, price=5),
            begin=timezone.localdate(T0),
            end=None,
            at=T0,
        )
    with pytest.raises(BadPrice):
        actions.found_merchant(
            by=town.zhong,
            says=actions.MerchantSays("演示书店"),
            community=town.community,
            parent=town.committee,
            counter=town.guan,
            offer=actions.OfferSays("借书一周", 9, Period.WEEK),
            begin=timezone.localdate(T0),
            end=None,
            at=T0,
        )
    assert not Organisation.objects.filter(kind=OrgKind.MERCHANT).exists()
