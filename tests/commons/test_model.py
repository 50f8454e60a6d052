"""三联三共三双三保: a community says what stands in its own words; the county words the points from a day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.commons.models import ModelPoint, PointWord
from tests.commons.lists import as_, seeded
from tests.town import Town

pytestmark = pytest.mark.once


def test_a_community_says_what_stands_and_the_county_which_points_there_are(town: Town) -> None:
    seeded()
    today, desk, centre = timezone.localdate(), as_(town.mei), as_(town.zhong)
    assert "nothing said yet" in desk.get("/desk/lists/model/").content.decode()
    told = {"place": town.community.code, "code": "share-sites", "stage": "stands", "words": ""}
    refused = desk.post("/desk/lists/model/say/", told)
    assert (refused.status_code, list(refused.context["said"].errors)) == (422, ["words"])
    for words in ("两处场地开放", "三处场地开放"):
        assert desk.post("/desk/lists/model/say/", told | {"words": words}).status_code == 302
    assert PointWord.objects.get().words == "三处场地开放"
    other = {"place": town.other_community.code}
    assert desk.post("/desk/lists/model/say/", told | other).status_code == 404
    assert desk.post("/desk/lists/model/say/", told | {"code": "none", "words": "有"}).status_code == 409
    new = {"code": "share-sites", "part": "三共", "name": "场地共用", "on": today - timedelta(days=1)}
    gone = centre.post("/desk/lists/model/point/", new)
    assert (gone.status_code, list(gone.context["point"].errors)) == (400, ["on"])
    assert centre.post("/desk/lists/model/point/", new | {"on": today}).status_code == 302
    page = desk.get("/desk/lists/model/").content.decode()
    assert "场地共用" in page and "三处场地开放" in page
    assert centre.post("/desk/lists/model/end/", {"code": "share-sites", "on": today}).status_code == 302
    assert not ModelPoint.objects.valid(today).filter(code="share-sites").exists()
    assert (desk.get("/desk/lists/model/").status_code, PointWord.objects.count()) == (200, 1)


def test_everybody_reads_what_a_community_shows_and_no_more(town: Town) -> None:
    seeded()
    desk, anybody = as_(town.mei), Client(headers={"Accept-Language": "en"})
    say, read = "/desk/lists/model/say/", "/open/lists/model/"
    told = {"place": town.community.code, "code": "share-sites", "stage": "stands", "words": "两处场地开放"}
    desk.post(say, told)
    page = anybody.get(read).content.decode()
    assert "Sites shared" in page and "里厍" not in page  # what the county asks for; nobody shows anything yet
    named = desk.post(say, told | {"words": "请打 13800000000", "is_public": "on"})
    assert (named.status_code, list(named.context["said"].errors)) == (400, ["words"])
    assert desk.post(say, told | {"is_public": "on"}).status_code == 302
    desk.post(say, told | {"code": "share-affairs", "words": "内部说明"})
    page = anybody.get(read, {"place": town.community.code}).content.decode()
    assert "两处场地开放" in page and "内部说明" not in page
    silent = anybody.get(read, {"place": town.other_community.code}).content.decode()
    assert "nothing said yet" in silent and "两处场地开放" not in silent
    assert anybody.get(read, {"place": "x"}).context["place"] == ""
