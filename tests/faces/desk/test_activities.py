"""Activities at the desk: from a template in a few fields, published, who comes, who was there, called off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.people.models import Look
from linli.volunteering.actions import templates
from linli.volunteering.models import Activity, Attendance, Shift, Team
from tests.town import SINCE, Town
from tests.volunteering.activity_steps import attended, published, shift_of, signed_up

pytestmark = pytest.mark.once
DAY = timedelta(days=1)


@pytest.fixture
def desk(client: Client, town: Town) -> Client:
    templates.seed(at=timezone.now(), since=SINCE)
    client.force_login(town.mei)
    return client


def filled(town: Town, **more: object) -> dict[str, object]:
    return {
        "title": "四点半学校",
        "community": town.community.pk,
        "organiser": town.committee.pk,
        "spot": "社区活动室",
        "on": f"{timezone.localdate() + DAY}",
        "hours": "16:30-18:00, 19:00～20:00",
        "roles": "辅导老师 × 3（课业辅导）\n看护 2",
        "pupils": "24",
        "weeks": "2",
    } | more


def test_a_class_of_a_term_is_made_from_a_template_and_published_as_a_whole(desk: Client, town: Town) -> None:
    form = desk.get("/desk/activities/new/after_school/").content.decode()
    assert "16:30-18:00" in form and "辅导老师 × 3（课业辅导）" in form
    assert form.partition('id="id_organiser"')[2].partition("</option>")[0].endswith(town.committee.name)
    asked = filled(town)
    answer = desk.post("/desk/activities/new/after_school/", asked)
    rows = Activity.objects.order_by("begins_at")
    assert len(rows) == 3 and {row.pupils for row in rows} == {24}
    assert answer.headers["Location"] == f"/desk/activities/{rows[0].pk}/"
    assert Shift.objects.filter(role__activity=rows[0]).count() == 4
    desk.post(f"/desk/activities/{rows[0].pk}/publish/", {"series": "1"})
    assert set(Activity.objects.values_list("stage", flat=True)) == {"published"}
    assert "24 名学生" in Client().get(f"/activities/{rows[0].pk}/").content.decode()
    assert "四点半学校" in desk.get("/desk/activities/").content.decode()


def test_a_wrong_form_keeps_what_was_typed_and_names_what_is_wrong(desk: Client, town: Town) -> None:
    for wrong, said in (
        ({"hours": "halb neun"}, "09:00-11:00"),
        ({"roles": "谁都可以"}, "志愿者 × 10"),
        ({"roles": "老师 × 3（飞行）"}, "技能"),
        ({"on": "2020-01-01"}, "将来"),
        ({"spot": ""}, "场所"),
        ({"weeks": "99"}, "26"),
    ):
        answer = desk.post("/desk/activities/new/after_school/", filled(town, **wrong))
        page = answer.content.decode()
        assert answer.status_code in (400, 422), wrong
        assert (said in page and "社区活动室" in page) or "spot" in wrong
    assert not Activity.objects.exists()


def test_a_draft_is_changed_in_the_same_form(desk: Client, town: Town) -> None:
    desk.post("/desk/activities/new/other/", filled(town, weeks=""))
    made = Activity.objects.get()
    assert "16:30-18:00, 19:00-20:00" in desk.get(f"/desk/activities/{made.pk}/change/").content.decode()
    desk.post(f"/desk/activities/{made.pk}/change/", filled(town, title="五点半学校"))
    assert Activity.objects.get().title == "五点半学校"


def test_attendance_at_a_glance_with_a_telephone_on_record(desk: Client, town: Town) -> None:
    now = timezone.now()
    made = published(town, at=now - 2 * DAY, begins=now - DAY)
    rows = [signed_up(person, shift_of(made), at=now - 2 * DAY) for person in (town.ren, town.lao)]
    page = desk.get(f"/desk/activities/{made.pk}/").content.decode()
    assert "演**" in page and "演示居民甲" not in page and "10000000001" not in page
    shown = desk.post(f"/desk/activities/{made.pk}/reveal/", {"signup": rows[0].pk}).content.decode()
    assert "演示居民甲 10000000001" in shown and Look.objects.get().person == town.ren
    desk.post(f"/desk/activities/{made.pk}/confirm/", {"signup": [rows[0].pk], "minutes": "30"})
    desk.post(f"/desk/activities/{made.pk}/confirm/", {"signup": [row.pk for row in rows[1:]]})
    assert sorted(Attendance.objects.counting().values_list("minutes", flat=True)) == [30, 120]
    silent = desk.post(f"/desk/activities/{made.pk}/strike/", {"signup": rows[0].pk, "reason": ""})
    assert f'id="why-{rows[0].pk}-wrong"' in silent.content.decode()  # at the field
    assert Attendance.objects.counting().count() == 2
    desk.post(f"/desk/activities/{made.pk}/strike/", {"signup": rows[0].pk, "reason": "记错"})
    assert Attendance.objects.counting().count() == 1


def test_calling_off_and_wanting_more(desk: Client, town: Town) -> None:
    now = timezone.now()
    made = published(town, at=now, begins=now + DAY, wanted=1)
    shift = shift_of(made)
    for person in (town.ren, town.lao):
        signed_up(person, shift, at=now)
    desk.post(f"/desk/activities/{made.pk}/want/", {"shift": shift.pk, "wanted": "2"})
    assert shift.signups.going().count() == 2
    wrong = desk.post(f"/desk/activities/{made.pk}/call-off/", {"reason": ""})
    assert wrong.status_code == 422
    desk.post(f"/desk/activities/{made.pk}/call-off/", {"reason": "台风预警"})
    assert "台风预警" in Client().get(f"/open/activities/{made.pk}/").content.decode()


def test_a_stranger_finds_nothing(client: Client, town: Town) -> None:
    row = attended(town, town.ren)
    made = row.signup.shift.role.activity
    client.force_login(town.tom)
    assert client.get(f"/desk/activities/{made.pk}/").status_code == 404
    assert client.post(f"/desk/activities/{made.pk}/strike/", {"signup": row.signup_id}).status_code == 404


def test_teams_are_founded_and_ended(desk: Client, town: Town) -> None:
    said = {"name": "红马甲", "words": "", "community": town.community.pk, "unit": town.committee.pk}
    desk.post("/desk/activities/teams/", said)
    again = desk.post("/desk/activities/teams/", said)
    assert again.status_code == 400 and "红马甲" in again.content.decode()
    team = Team.objects.get()
    desk.post(f"/desk/activities/teams/{team.pk}/end/")
    assert not Team.objects.live().exists()
