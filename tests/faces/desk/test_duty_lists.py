"""Duty lists on the desk: everybody there reads them by day; who keeps them writes, line by line or by file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.duties.models import DutyItem
from tests.town import Town

HEAD = "code,level,list_kind,field,title\n"


@pytest.fixture
def keeper(client: Client, town: Town) -> Client:
    client.force_login(town.zhong)
    return client


def line(**more: str) -> dict[str, str]:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    return {"field": "综合", "title": "改后的条目", "on": tomorrow} | more


def test_a_list_is_read_as_it_stood_on_a_day(keeper: Client, town: Town) -> None:
    DutyItem.objects.filter(code="SQ-F-2").update(valid_to="2024-01-01")
    page = keeper.get("/desk/duties/?which=community-excluded").content.decode()
    assert "供水管网维修" in page
    assert "招商引资" not in page
    assert "昆山市水务局" in page
    then = keeper.get("/desk/duties/?which=community-excluded&on=2023-05-01").content.decode()
    assert "招商引资" in then
    assert "2023" in then


def test_a_list_is_searched_by_words_and_code(keeper: Client) -> None:
    for asked in ("纠纷", "SQ-1"):
        page = keeper.get(f"/desk/duties/?q={asked}").content.decode()
        assert "调解民间纠纷" in page
    assert "调解民间纠纷" not in keeper.get("/desk/duties/?q=不存在的").content.decode()


def test_a_new_wording_follows_the_old_one(keeper: Client) -> None:
    old = DutyItem.objects.get(code="SQ-1")
    answer = keeper.post(f"/desk/duties/lists/{old.pk}/change/", line(kinds="02-01-03, 02-01-01"))
    new = DutyItem.objects.get(code="SQ-1", valid_to=None)
    assert answer["Location"] == f"/desk/duties/lists/{new.pk}/"
    assert (new.title, new.kinds) == ("改后的条目", ["02-01-03", "02-01-01"])
    page = keeper.get(answer["Location"]).content.decode()
    assert "调解民间纠纷" in page
    assert "改后的条目" in page


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(keeper: Client) -> None:
    old = DutyItem.objects.get(code="SQ-1")
    answer = keeper.post(f"/desk/duties/lists/{old.pk}/change/", line(on="2024-01-01", kinds="77-77"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "改后的条目" in page
    assert "77-77" in page
    late = keeper.post(f"/desk/duties/lists/{old.pk}/change/", line(on="2024-01-01"))
    assert late.status_code == 422
    assert DutyItem.objects.filter(code="SQ-1").count() == 1


def test_a_new_line_replaces_none_that_has_its_code(keeper: Client) -> None:
    answer = keeper.post("/desk/duties/lists/new/", line(which="community-lawful", code="SQ-1"))
    assert answer.status_code == 422
    assert "该代码已有条目" in answer.content.decode()
    assert not DutyItem.objects.filter(title="改后的条目").exists()


def test_a_line_is_put_on_a_list_and_taken_off(keeper: Client) -> None:
    asked = line(which="community-excluded", code="SQ-F-9")
    made = keeper.post("/desk/duties/lists/new/", asked)
    row = DutyItem.objects.get(code="SQ-F-9")
    assert made["Location"] == f"/desk/duties/lists/{row.pk}/"
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert keeper.post(f"/desk/duties/lists/{row.pk}/end/", {"on": later}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to is not None
    assert keeper.post(f"/desk/duties/lists/{row.pk}/end/", {"on": later}).status_code == 422


def test_a_file_is_loaded_with_its_bad_lines_named(keeper: Client) -> None:
    text = f"{HEAD}SQ-9,community,lawful,综合,新条目\nSQ-8,county,lawful,综合,坏条目\n"
    page = keeper.post("/desk/duties/lists/load/", {"file": SimpleUploadedFile("a.csv", text.encode())})
    assert DutyItem.objects.filter(code="SQ-9").exists()
    assert "county" in page.content.decode()
    bad = keeper.post("/desk/duties/lists/load/", {"file": SimpleUploadedFile("a.csv", b"code\n1\n")})
    assert bad.status_code == 422


def test_what_is_given_out_can_be_loaded_again_and_adds_nothing(keeper: Client) -> None:
    given = keeper.get("/desk/duties/lists.csv").content
    before = DutyItem.objects.count()
    page = keeper.post("/desk/duties/lists/load/", {"file": SimpleUploadedFile("a.csv", given)}).content.decode()
    assert DutyItem.objects.count() == before
    assert f"已有 {before}" in page or f"{before} there already" in page


def test_a_street_keeps_its_own_small_powers_only(client: Client, town: Town) -> None:
    client.force_login(town.jie)
    county = DutyItem.objects.get(code="SQ-1")
    assert client.post(f"/desk/duties/lists/{county.pk}/change/", line()).status_code == 404
    page = client.get("/desk/duties/lists/new/").content.decode()
    assert "community-small_power" in page
    assert "community-excluded" not in page
    own = line(which="street-small_power", code="YS-1", place_prefix=town.town.prefix)
    assert client.post("/desk/duties/lists/new/", own).status_code == 302
    assert DutyItem.objects.get(code="YS-1").place_prefix == town.town.prefix


def test_a_community_reads_and_writes_nothing(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    row = DutyItem.objects.get(code="SQ-1")
    assert client.get("/desk/duties/").status_code == 200
    assert "change/" not in client.get(f"/desk/duties/lists/{row.pk}/").content.decode()
    for path in ("lists/new/", "lists/load/"):
        assert client.get(f"/desk/duties/{path}").status_code == 404
    assert client.post(f"/desk/duties/lists/{row.pk}/end/", {"on": "2030-01-01"}).status_code == 404
