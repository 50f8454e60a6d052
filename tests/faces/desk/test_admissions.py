"""Tasks handed down and the burden they make, on the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from linli.duties.models import Admission, BurdenRecord
from linli.duties.rules import AdmissionStage
from linli.people.models import Person
from tests.duties.asking import asked, published, says
from tests.town import Town

AT = "/desk/duties"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def days() -> dict[str, Any]:
    today = timezone.localdate()
    return {"starts_on": today, "ends_on": today + timedelta(days=20)}


def wanted(town: Town, **more: object) -> dict[str, object]:
    said = says()
    return {
        "intent": uuid4(),
        "asker": town.cleaners.pk,
        "title": said.title,
        "basis": said.basis,
        "words": said.words,
        "level": "community",
        "how_often": "monthly",
        "data_fields": "楼栋\n犬只数量\n\n楼栋",
        "funds": "2,000.50",
        "units": "里厍社区居委会",
        **{name: day.isoformat() for name, day in days().items()},
    } | more


def test_a_task_is_asked_for_decided_and_published_on_the_desk(town: Town) -> None:
    department, centre = as_(town.guan), as_(town.zhong)
    made = department.post(f"{AT}/admissions/new/", wanted(town))
    row = Admission.objects.get()
    assert made["Location"] == f"{AT}/admissions/{row.pk}/"
    assert (row.funds_fen, row.data_fields, list(row.units.all())) == (200_050, ["楼栋", "犬只数量"], [town.committee])
    for version, (move, words) in enumerate([("review", "依据充分"), ("admit", ""), ("publish", "")]):
        sent = {"move": move, "words": words, "version": version}
        assert centre.post(f"{AT}/admissions/{row.pk}/move/", sent).status_code == 302
    row.refresh_from_db()
    assert row.stage == AdmissionStage.PUBLISHED
    assert row.title in as_(town.mei).get(f"{AT}/admissions/").content.decode()


def test_what_is_wrong_with_a_request_stands_beside_the_field(town: Town) -> None:
    department = as_(town.guan)
    for wrong, name in (
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"units": "没有这个社区"}, "units"),
        ({"funds": "很多"}, "funds"),
        ({"title": ""}, "title"),
    ):
        answer = department.post(f"{AT}/admissions/new/", wanted(town, **wrong))
        assert answer.status_code == 422
        assert f"id_{name}_error" in answer.content.decode(), name
    assert not Admission.objects.exists()


def test_who_was_slower_is_shown_how_it_stands_now(town: Town) -> None:
    row = asked(town, at=timezone.now(), **days())
    centre = as_(town.zhong)
    refused = {"move": "refuse", "words": "属部门自身职责", "version": 0}
    assert centre.post(f"{AT}/admissions/{row.pk}/move/", refused).status_code == 302
    late = centre.post(f"{AT}/admissions/{row.pk}/move/", {"move": "admit", "version": 0})
    assert late.status_code == 409
    assert "属部门自身职责" in late.content.decode()


def test_a_refusal_needs_its_reason(town: Town) -> None:
    row = asked(town, at=timezone.now(), **days())
    answer = as_(town.zhong).post(f"{AT}/admissions/{row.pk}/move/", {"move": "refuse", "words": " ", "version": 0})
    assert answer.status_code == 400
    assert Admission.objects.get().stage == AdmissionStage.ASKED


def test_nobody_else_decides_nor_sees_what_is_only_asked(town: Town) -> None:
    row = asked(town, at=timezone.now(), **days())
    move = {"move": "admit", "version": 0}
    assert as_(town.guan).post(f"{AT}/admissions/{row.pk}/move/", move).status_code == 403
    for person in (town.mei, town.jie, town.shui):
        assert as_(person).get(f"{AT}/admissions/{row.pk}/").status_code == 404
        assert as_(person).post(f"{AT}/admissions/{row.pk}/move/", move).status_code == 404
    assert Admission.objects.get().stage == AdmissionStage.ASKED


def test_a_renewal_begins_as_a_copy_with_the_days_that_follow(town: Town) -> None:
    old = published(town, at=timezone.now(), **days())
    department = as_(town.guan)
    page = department.get(f"{AT}/admissions/new/?renew={old.pk}").content.decode()
    assert old.title in page
    assert (old.ends_on + timedelta(days=1)).isoformat() in page
    sent = wanted(town, starts_on=old.ends_on + timedelta(days=1), ends_on=old.ends_on + timedelta(days=30))
    department.post(f"{AT}/admissions/new/?renew={old.pk}", sent)
    assert Admission.objects.latest("pk").renewal_of == old
    assert as_(town.shui).get(f"{AT}/admissions/new/?renew={old.pk}").content.decode().count(old.title) == 0


def test_one_tap_notes_an_admitted_task(town: Town) -> None:
    task = published(town, at=timezone.now(), **days())
    community = as_(town.mei)
    page = community.get(f"{AT}/burden/new/").content.decode()
    assert task.title in page
    tap = {
        "intent": uuid4(),
        "title": task.title,
        "asker": town.cleaners.name,
        "fields_asked": 3,
        "asked_on": timezone.localdate().isoformat(),
        "admission": task.pk,
    }
    assert community.post(f"{AT}/burden/new/", tap).status_code == 302
    assert community.post(f"{AT}/burden/new/", tap).status_code == 302
    assert BurdenRecord.objects.get().admission == task


def test_a_request_nobody_admitted_shows_in_the_meter_and_can_be_struck_out(town: Town) -> None:
    community = as_(town.mei)
    today = timezone.localdate()
    sent = {
        "intent": uuid4(),
        "title": "上报水表底数",
        "asker": town.water.name,
        "fields_asked": 5,
        "asked_on": today.isoformat(),
    }
    made = community.post(f"{AT}/burden/new/", sent)
    month = f"{today:%Y-%m}"
    assert made["Location"] == f"{AT}/burden/{town.committee.pk}/{month}/"
    page = community.get(made["Location"]).content.decode()
    assert "上报水表底数" in page
    assert town.water.name in page
    data = as_(town.jie).get(f"{AT}/burden.csv").content.decode()
    assert f"lishe,里厍社区居委会,{month},1,0,1,5,0" in data
    row = BurdenRecord.objects.get()
    assert as_(town.tom).post(f"{AT}/burden/notes/{row.pk}/strike/").status_code == 404
    assert community.post(f"{AT}/burden/notes/{row.pk}/strike/").status_code == 302
    assert f"lishe,里厍社区居委会,{month},0,0,0,0,0" in as_(town.jie).get(f"{AT}/burden.csv").content.decode()


def test_the_meter_shows_the_units_of_the_own_area(town: Town) -> None:
    community = as_(town.mei).get(f"{AT}/burden/").content.decode()
    assert "里厍社区居委会" in community
    assert "亭林社区居委会" not in community
    street = as_(town.jie).get(f"{AT}/burden/").content.decode()
    assert "亭林社区居委会" in street
    assert "巴城社区居委会" not in street
    centre = as_(town.zhong)
    assert "巴城镇人民政府" in centre.get(f"{AT}/burden/").content.decode()
    assert "巴城社区居委会" in centre.get(f"{AT}/burden/?place={town.other_town.prefix}").content.decode()
    for page in (f"{AT}/burden/?month=nonsense&place=x", f"{AT}/burden/?month=2026-13"):
        assert centre.get(page).status_code == 200
    assert centre.get(f"{AT}/burden/{town.committee.pk}/2026-99/").status_code == 404
    assert as_(town.guan).get(f"{AT}/burden/").status_code == 404


def test_the_meter_asks_no_more_for_more_units(town: Town, django_assert_max_num_queries) -> None:
    street = as_(town.jie)
    street.get(f"{AT}/burden/")
    with django_assert_max_num_queries(12):
        street.get(f"{AT}/burden/")
