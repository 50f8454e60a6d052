"""Duty lists and admitted tasks, for everybody, without signing in."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from linli.duties.models import DutyItem
from tests.duties.asking import asked, published
from tests.town import Town


def test_everybody_reads_the_lists_by_day(client: Client, town: Town) -> None:
    page = client.get("/open/duties/").content.decode()
    assert "调解民间纠纷" in page
    assert client.get("/open/duties/?which=nothing&on=x&q=").status_code == 200
    assert "招商引资" in client.get("/open/duties/?which=community-excluded").content.decode()
    assert "招商引资" not in client.get("/open/duties/?which=community-excluded&on=2019-01-01").content.decode()


def test_the_lists_are_open_data(client: Client, town: Town) -> None:
    DutyItem.objects.filter(code="SQ-1").update(title="=cmd")
    data = client.get("/open/duties.csv").content.decode()
    assert data.startswith("\ufeffcode,level,list_kind")
    assert "'=cmd" in data
    assert data.count("\n") == DutyItem.objects.count() + 1


def test_admitted_tasks_are_public_and_what_only_was_asked_is_not(client: Client, town: Town) -> None:
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(days=40)}
    shown = published(town, at=timezone.now(), **days)
    hidden = asked(town, at=timezone.now(), title="尚未公布的任务", **days)
    page = client.get("/open/admissions/").content.decode()
    assert shown.title in page
    assert hidden.title not in page
    detail = client.get(f"/open/admissions/{shown.pk}/").content.decode()
    assert "昆山市城市管理局" in detail
    assert "2,000.00" in detail
    assert client.get(f"/open/admissions/{hidden.pk}/").status_code == 404


def test_nobody_is_named_in_an_admission(client: Client, town: Town) -> None:
    today = timezone.localdate()
    shown = published(town, at=timezone.now(), starts_on=today, ends_on=today + timedelta(days=40))
    page = client.get(f"/open/admissions/{shown.pk}/").content.decode()
    assert str(town.guan) not in page
    assert str(town.zhong) not in page
