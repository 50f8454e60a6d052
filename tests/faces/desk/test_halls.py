"""Halls at the desk and before everybody: a file is looked at first, words of the county, a crisis, beds, estates."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.insight.reads import circle
from linli.orgs.actions import halls
from linli.places.models import Allocation, Crisis, EstateForm, Facility, FacilityKind, MusterAsset
from tests.insight.test_circle import building
from tests.places.facilities import facility
from tests.places.halls import BED, TODAY, TOMORROW, beds, crisis, given, listed
from tests.town import GRIDS, INSIDE, T0, Town

LOAD = "/desk/facilities/load/"
HEAD = "uid,kind,name,community_code,hours,address\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: T0)  # a Monday, nine in the morning


def at_desk(client: Client, person: object) -> Client:
    client.force_login(person)  # type: ignore[arg-type]
    return client


def file(text: str, name: str = "facilities.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_a_file_is_looked_at_first_and_loaded_when_the_desk_says_so(client: Client, town: Town) -> None:
    there, here = facility(), GRIDS[0][:12]
    text = (
        f"{HEAD}{there.uid},service_centre,演示社区党群服务中心,{here},24/7,演示路 1 号\n"
        f",library,演示书屋,{here},24/7,\n"
        f",nothing,演示空屋,{here},24/7,\n"
    )
    page = at_desk(client, town.mei).post(LOAD, file(text))
    words = page.content.decode()
    assert page.status_code == 200 and "演示书屋" in words and "演示路 1 号" in words
    assert "<td>4</td>" in words and "不是设施类别" in words  # the line of the file
    assert Facility.objects.count() == 1 and not Facility.objects.filter(address="演示路 1 号").exists()
    assert not Entry.objects.filter(verb="places.facility_changed").exists()
    done = client.post(LOAD, {"mark": page.context["mark"]})
    assert done.status_code == 200 and done.context["summary"].added == 1
    assert Facility.objects.get(name="演示书屋") and Facility.objects.filter(address="演示路 1 号").exists()
    again = client.post(LOAD, {"mark": page.context["mark"]})
    assert again.status_code == 302  # gone: it is loaded once


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "缺少这些列"), ("[1, 2", "HSDS"), ('{"a": 1}', "HSDS")],
)
def test_a_file_that_is_none_is_told_so(client: Client, town: Town, text: str, said: str) -> None:
    page = at_desk(client, town.mei).post(LOAD, file(text))
    assert page.status_code == 422 and said in page.content.decode()


def test_what_was_downloaded_changes_nothing_when_it_is_loaded(client: Client, town: Town) -> None:
    facility()
    at_desk(client, town.mei)
    for form in ("csv", "json"):
        body = client.get(f"/desk/facilities/facilities.{form}").getvalue().decode()
        page = client.post(LOAD, file(body, f"facilities.{form}"))
        assert (page.context["summary"].there, page.context["summary"].read) == (1, 1)
        assert "不会有任何变化" in page.content.decode()


def test_a_desk_downloads_its_own_area(client: Client, town: Town) -> None:
    facility()
    body = at_desk(client, town.tom).get("/desk/facilities/facilities.json").getvalue()
    assert json.loads(body) == []


def test_the_form_of_a_facility_has_a_pin_that_starts_at_its_point(client: Client, town: Town) -> None:
    there = facility()
    page = at_desk(client, town.mei).get(f"/desk/facilities/{there.pk}/").content.decode()
    lon, lat = INSIDE[GRIDS[0]]
    assert f'data-lon="{lon}" data-lat="{lat}"' in page and 'id="pin"' in page and "kit/point.js" in page
    for datum in ("wgs84", "cgcs2000", "gcj02"):  # that tiles can have: the pin fills it in
        assert f'<option value="{datum}"' in page


def test_the_county_begins_renames_and_ends_a_kind(client: Client, town: Town) -> None:
    facility()
    at_desk(client, town.zhong)
    told = {"code": "shelter", "name": "应急避难点", "name_en": "Shelter", "on": str(TODAY)}
    assert client.post("/desk/facilities/words/kinds/", told).status_code == 302
    again = client.post("/desk/facilities/words/kinds/", told)
    assert again.status_code == 409 and "这个代码已被使用" in again.content.decode()
    assert (
        client.post("/desk/facilities/words/kinds/shelter/", {"name": "避难点", "name_en": "Shelter"}).status_code
        == 302
    )
    assert client.post("/desk/facilities/words/kinds/shelter/end/").status_code == 302
    kind = FacilityKind.objects.get(pk="shelter")
    assert (kind.name, kind.valid_to) == ("避难点", TOMORROW)
    assert "避难点" in client.get("/desk/facilities/words/").content.decode()


def test_a_crisis_is_begun_shown_to_everybody_and_ended(client: Client, town: Town) -> None:
    centre = facility()
    rice = {"sort": "meals", "name": "热食", "amount": "200", "unit": "份", "contact": "值守岗", "is_given_out": "on"}
    assert at_desk(client, town.mei).post(f"/desk/facilities/{centre.pk}/assets/", rice).status_code == 302
    wrong = client.post(f"/desk/facilities/{centre.pk}/assets/", rice | {"amount": "0"})
    assert wrong.status_code == 422 and 'value="热食"' in wrong.content.decode()
    assert "热食" not in Client().get(f"/facilities/{centre.pk}/").content.decode()
    told = {"division": town.town.pk, "name": "演示台风防御", "words": "请勿外出"}
    assert at_desk(client, town.jie).post("/desk/facilities/crises/", told).status_code == 302
    assert client.post("/desk/facilities/crises/", told).status_code == 409
    for address in ("/facilities/", f"/facilities/{centre.pk}/", "/open/facilities/", f"/open/facilities/{centre.pk}/"):
        page = Client().get(address).content.decode()
        assert "演示台风防御" in page and "热食" in page, address
    row = Crisis.objects.get()
    assert client.post(f"/desk/facilities/crises/{row.pk}/end/").status_code == 302
    assert "演示台风防御" not in Client().get("/facilities/").content.decode()
    assert "演示台风防御" in client.get("/desk/facilities/crises/").content.decode()  # over, and kept
    asset = MusterAsset.objects.get()
    assert client.post(f"/desk/facilities/assets/{asset.pk}/end/").status_code == 302
    assert "调度" not in Client().get(f"/facilities/{centre.pk}/").content.decode()


def test_the_street_gives_a_bed_and_reads_a_name_on_record(client: Client, town: Town) -> None:
    house = beds(town, 1).facility
    address = f"/desk/facilities/{house.pk}/places/"
    told = BED | {"do": "give", "since": str(TODAY), "until": str(TOMORROW)}
    assert at_desk(client, town.jie).post(address, told).status_code == 302
    full = client.post(address, told)
    assert full.status_code == 409 and BED["name"] in full.content.decode()  # what was typed stays
    page = client.get(address).content.decode()
    assert BED["name"] not in page and BED["name"][0] + "*" in page
    row = Allocation.objects.get()
    shown = client.post(f"/desk/facilities/places/{row.pk}/reveal/", {"purpose": "check_in"})
    assert BED["name"] in shown.content.decode()
    assert client.post(f"/desk/facilities/places/{row.pk}/reveal/", {"purpose": "why not"}).status_code == 302
    assert Entry.objects.filter(verb="places.allocation_revealed").count() == 1
    public = Client().get(f"/facilities/{house.pk}/").content.decode()
    assert "向街道申请" in public and BED["name"] not in public
    assert client.post(f"/desk/facilities/places/{row.pk}/end/").status_code == 302
    fewer = client.post(address, {"do": "set", "sort": "bed", "number": "0", "how": "暂不开放"})
    assert fewer.status_code == 302


def test_open_and_closed_estates_are_counted_apart(client: Client, town: Town) -> None:
    circle.forget()
    facility()
    first = building(town, "演示花园", INSIDE[GRIDS[0]], 4).estate
    building(town, "演示老街", INSIDE[GRIDS[0]], 3)
    address = f"/desk/facilities/estates/{first.pk}/"
    told = {"form": "closed", "on": str(TODAY)}
    assert at_desk(client, town.mei).post(address, told).status_code == 302
    assert client.post(address, told).status_code == 409
    assert "封闭式小区" in client.get("/desk/facilities/estates/").content.decode()
    assert "演示花园" not in client.get("/desk/facilities/estates/?form=none").content.decode()
    found = circle.circle("service_centre", at=T0)
    assert [(form, share.homes) for form, share in found.by_form()] == [("closed", 4), ("", 3)]
    halls.set_form(by=town.mei, estate=first, form=EstateForm.OPEN, on=TOMORROW, at=T0)
    page = Client().get("/open/circle/").content.decode()
    assert "封闭式小区" in page and "尚未登记" in page


@pytest.mark.once
def test_strangers_find_no_hall_of_others(client: Client, town: Town) -> None:
    row, asset, storm = given(town, beds(town)), listed(town, facility()), crisis(town)
    at_desk(client, town.far)
    for address in (
        f"/desk/facilities/{row.allotment.facility_id}/places/",
        f"/desk/facilities/places/{row.pk}/end/",
        f"/desk/facilities/assets/{asset.pk}/end/",
        f"/desk/facilities/crises/{storm.pk}/end/",
    ):
        assert client.post(address).status_code == 404, address
