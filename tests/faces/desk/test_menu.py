"""Orders for services at the desk: given out, taken on, brought; the counter; days of several units."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.commons.actions import counter
from linli.commons.errors.orders import TakenAgain
from linli.commons.models import CounterGap, GroupDay, Pause, Service, ServiceOrder
from linli.commons.rules.orders import GroupStage, Stage
from linli.core.models import Entry
from linli.people.models import Look, Person
from tests.commons.steps import fresh, group_day, ordered, service
from tests.places.facilities import facility
from tests.town import Town

pytestmark = [pytest.mark.slow, pytest.mark.once]


def desk(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def moved(person: Person, order: ServiceOrder, move: str, **more: object) -> int:
    asked = {"move": move, "version": order.version, **more}
    return desk(person).post(f"/desk/services/orders/{order.number_shown}/move/", asked).status_code


def test_a_unit_declines_the_next_accepts_agrees_and_brings(town: Town) -> None:
    order = ordered(town, by=town.ren, at=timezone.now())
    assert order.number_shown in desk(town.guan).get("/desk/services/unit/").content.decode()
    assert moved(town.guan, order, "decline") == 400  # without a reason
    assert moved(town.guan, order, "decline", reason="no_hands", words="排满") == 302
    order = fresh(order)
    assert order.number_shown not in desk(town.guan).get("/desk/services/unit/").content.decode()
    page = desk(town.mei).get(f"/desk/services/orders/{order.number_shown}/").content.decode()
    assert "人手不足" in page
    assert "排满" in page
    assert moved(town.shui, order, "accept") == 302
    assert moved(town.shui, order, "accept") == 409  # somebody, perhaps oneself, was faster
    order = fresh(order)
    when = timezone.localtime(timezone.now() + timedelta(days=1))
    assert moved(town.shui, order, "agree", agreed_at=f"{when:%Y-%m-%dT%H:%M}") == 302
    assert moved(town.shui, fresh(order), "deliver") == 302
    assert fresh(order).stage == Stage.DELIVERED
    assert moved(town.shui, fresh(order), "fly") == 404


def test_the_community_gives_out_what_is_custom_and_tells_why_it_cannot(town: Town) -> None:
    wish = service("wish", form="custom")
    order = ordered(town, by=town.ren, of=wish, at=timezone.now())
    page = desk(town.mei).get("/desk/services/?tab=to_give").content.decode()
    assert order.number_shown in page
    assert order.number_shown not in desk(town.tom).get("/desk/services/").content.decode()
    assert moved(town.mei, order, "give_out", unit=town.far_committee.pk) == 400
    assert moved(town.mei, order, "give_out", unit=town.water.pk) == 302
    assert fresh(order).unit == town.water
    other = ordered(town, by=town.ren, of=wish, at=timezone.now())
    assert moved(town.mei, other, "refuse", words="") == 400
    assert moved(town.mei, other, "refuse", words="暂无单位") == 302
    assert "暂无单位" in desk(town.ren).get(f"/services/orders/{other.number_shown}/").content.decode()


def test_contact_is_shown_once_and_on_record(town: Town) -> None:
    order = ordered(town, by=town.ren, at=timezone.now())
    unit = desk(town.guan)
    assert "13800138000" not in unit.get(f"/desk/services/orders/{order.number_shown}/").content.decode()
    shown = unit.post(f"/desk/services/orders/{order.number_shown}/contact/")
    assert "13800138000" in shown.content.decode()
    assert Look.objects.get().unit_name == "昆山市城市管理局"


def test_at_the_counter_the_person_is_typed_once_for_whatever_they_want(town: Town) -> None:
    service()
    mei = desk(town.mei)
    who = {"begin": "1", "name": "演示来人", "phone": "13900139000", "place": "玉山镇 · 里厍社区"}
    assert "全科窗口" in mei.get("/desk/services/counter/").content.decode()
    for address in ("/desk/services/new/", "/desk/services/new/tap/", "/desk/new/"):
        page = mei.post(address, who)
        assert page.status_code == 200
        assert 'value="13900139000"' in page.content.decode()
    assert not ServiceOrder.objects.exists()
    sent = {"intent": str(uuid4()), "community": who["place"], "name": who["name"], "phone": who["phone"]}
    assert mei.post("/desk/services/new/tap/", sent).status_code == 400  # where to come is missing
    answer = mei.post("/desk/services/new/tap/", sent | {"address": "3幢"}, follow=True)
    order = ServiceOrder.objects.get()
    assert (order.person, order.entered_by, order.phone) == (None, town.mei, "13900139000")
    assert order.number_shown in answer.content.decode()
    elsewhere = sent | {"intent": str(uuid4()), "address": "3幢", "community": "玉山镇 · 亭林社区"}
    assert mei.post("/desk/services/new/tap/", elsewhere).status_code == 422


def test_a_day_is_planned_answered_and_called_off_on_the_pages(town: Town) -> None:
    doctors = service("doctors", form="group", place="site", name="名医义诊日")
    begin = timezone.localtime(timezone.now() + timedelta(days=3))
    asked = {
        "service": doctors.pk,
        "begin": f"{begin:%Y-%m-%dT09:00}",
        "end": f"{begin:%Y-%m-%dT08:00}",
        "place": "社区广场",
        "seats": "20",
        "units": [town.water.pk],
    }
    mei = desk(town.mei)
    wrong = mei.post("/desk/services/days/", asked)
    assert wrong.status_code == 400
    assert "社区广场" in wrong.content.decode()
    mei.post("/desk/services/days/", asked | {"end": f"{begin:%Y-%m-%dT11:00}"})
    day = GroupDay.objects.get()
    shui = desk(town.shui)
    assert "名医义诊日" in shui.get("/desk/services/days/").content.decode()
    shui.post(f"/desk/services/days/parts/{day.parts.get().pk}/", {"comes": "1"})
    assert day.parts.get().comes is True
    assert desk(town.guan).get(f"/desk/services/days/{day.pk}/").status_code == 404
    assert mei.post(f"/desk/services/days/{day.pk}/move/", {"move": "hold", "version": 1}).status_code == 409
    assert mei.post(f"/desk/services/days/{day.pk}/move/", {"move": "call_off", "version": 1}).status_code == 400
    off = {"move": "call_off", "version": 1, "words": "台风"}
    assert mei.post(f"/desk/services/days/{day.pk}/move/", off).status_code == 302
    day.refresh_from_db()
    assert day.stage == GroupStage.CALLED_OFF


def test_a_waiting_order_is_seated_and_a_service_switched_off_and_on(town: Town) -> None:
    day = group_day(town, at=timezone.now())
    order = ordered(town, by=town.ren, of=day.service, at=timezone.now())
    assert moved(town.mei, order, "seat", group=day.pk) == 302
    assert fresh(order).group == day
    mei = desk(town.mei)
    for on, left in (("", 1), ("1", 0)):
        mei.post("/desk/services/menu/doctors/switch/", {"on": on})
        assert Pause.objects.filter(ended_at=None).count() == left


def test_the_list_of_a_community_asks_the_same_number_of_queries_however_long(town: Town) -> None:
    mei = desk(town.mei)

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert mei.get("/desk/services/").status_code == 200
        return len(context)

    ordered(town, by=town.ren, at=timezone.now())
    asked()  # what processes keep in memory is read by now
    before = asked()
    for _ in range(4):
        ordered(town, by=town.ren, at=timezone.now())
    assert asked() == before
    assert mei.get("/desk/services/?after=nonsense").status_code == 404


def test_a_line_of_the_menu_is_changed_added_and_ended_after_a_look(town: Town) -> None:
    service()
    centre, url = desk(town.zhong), "/desk/services/lines/"
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = centre.get(f"{url}tap/")
    said = {name: field.value() or "" for field in page.context["form"] for name in [field.name]}
    said |= {"price_fen": "25", "on": tomorrow}
    seen = centre.post(f"{url}tap/", said).context["looked"]
    assert [(line.before, line.after) for line in seen.lines] == [("30.00", "25.00")]
    late = centre.post(f"{url}tap/", said | {"live": "1"})
    assert late.status_code == 422  # not looked at
    wrong = centre.post(f"{url}tap/", said | {"name": "", "units_2": "department:water", "price_fen": "x"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"name", "units_2", "price_fen"})
    today = centre.post(f"{url}tap/", said | {"on": timezone.localdate().isoformat()})
    assert (today.status_code, set(today.context["form"].errors)) == (409, {"on"})
    assert centre.post(f"{url}tap/", said | {"live": "1", "tried": seen.token}).status_code == 302
    assert Service.objects.get(valid_to=None).price_fen == 2500
    fresh_line = said | {"name": "修伞", "units_0": "owners_committee", "units_1": ""}
    seen = centre.post(f"{url}new/", fresh_line).context["looked"]
    assert not seen.meant.is_offered
    assert centre.post(f"{url}new/", fresh_line | {"live": "1", "tried": seen.token}).status_code == 302
    assert "修伞" in centre.get(url).content.decode()
    ends = {"on": tomorrow}
    token = centre.post(f"{url}tap/end/", ends).context["end_looked"].token
    assert centre.post(f"{url}tap/end/", ends | {"live": "1", "tried": token}).status_code == 302
    assert Service.objects.filter(code="tap", valid_to=None).count() == 0


def test_a_counter_takes_everything_but_what_its_community_wrote_down(town: Town) -> None:
    house, tap, today = facility(), service(), timezone.localdate()
    mei, page = desk(town.mei), "/desk/services/counter/items/"
    told = {"code": tap.code, "on": today.isoformat(), "until": (today + timedelta(days=9)).isoformat()}
    assert "1 项全部可办" in mei.get(page).content.decode()
    for wrong, field in (
        ({"code": "none"}, "code"),
        ({"on": (today - timedelta(days=1)).isoformat()}, "on"),
        ({"until": told["on"]}, "until"),
    ):
        refused = mei.post(page, told | wrong)
        assert (refused.status_code in (400, 422), list(refused.context["form"].errors)) == (True, [field])
    assert mei.post(page, told).status_code == 302
    assert "可办 0 项" in mei.get(page).content.decode()
    assert "本窗口暂不能办理" in mei.get("/desk/services/new/").content.decode()
    read = Client().get(f"/open/facilities/{house.pk}/").content.decode()
    assert "暂不能在此办理" in read and "由街道办理" in read
    gap = CounterGap.objects.get()
    for who, sees in ((town.jie, True), (town.far, False)):
        assert (tap.name in desk(who).get("/desk/services/counter/gaps/").content.decode()) == sees
    again = f"{page}{gap.pk}/again/"
    assert desk(town.tom).post(again).status_code == 404
    assert mei.post(again).status_code == 302
    assert "暂不能在此办理" not in Client().get(f"/open/facilities/{house.pk}/").content.decode()
    assert "commons.counter_gap_set" in set(Entry.objects.values_list("verb", flat=True))
    with pytest.raises(TakenAgain):
        counter.takes_again(by=town.mei, gap=gap, at=timezone.now())
