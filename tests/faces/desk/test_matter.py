"""One matter on the desk: what is shown, the moves, the loser of a race, and looking at a reporter's contact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import DeclineReason, Stage
from linli.people.models import Look
from tests.faces.field.test_orders import picture
from tests.matters.steps import own_answer
from tests.town import GRIDS, INSIDE, T0, Town

CONTACT = actions.Contact("演示张三", "10000000009")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def press(client: Client, matter: Matter, move: str, **asked: object) -> HttpResponse:
    """Send the form of a move as the page gave it: with the version that was seen."""
    return client.post(f"/desk/matters/{matter.number}/{move}/", {"version": matter.version, "intent": uuid4()} | asked)


@pytest.fixture
def mei(client: Client, town: Town) -> Client:
    client.force_login(town.mei)
    return client


def test_the_page_says_what_was_said_promised_and_suggested_and_why(mei: Client, town: Town) -> None:
    matter = town.matter(words="河道里有垃圾", contact=CONTACT)
    page = text(mei.get(f"/desk/matters/{matter.number}/"))
    assert "河道里有垃圾" in page
    assert "3月2日 14:30" in page  # 4 working hours over the noon break
    assert "派单规则“河道垃圾归水务”：类别相符，内容提到“河道”" in page
    assert page.index("昆山市水务局") < page.index("昆山市城市管理局") < page.index("属地负责")
    assert "演****" not in page and "演***" in page  # a mask keeps the length of the name
    assert CONTACT.phone not in page
    assert CONTACT.name not in page


def test_years_without_a_notice_are_told(mei: Client, town: Town) -> None:
    matter = town.matter(at=T0.replace(year=2031))
    assert "2031 年放假安排尚未公布" in text(mei.get(f"/desk/matters/{matter.number}/"))


@pytest.mark.parametrize("who", ["tom", "far", "guan", "ren", "sys"])
def test_whoever_has_no_part_in_the_place_finds_nothing(client: Client, town: Town, who: str) -> None:
    matter = town.matter(contact=CONTACT)
    client.force_login(getattr(town, who))
    reporter = town.reporter(matter)
    assert client.get(f"/desk/matters/{matter.number}/").status_code == 404
    assert client.get(f"/desk/matters/{matter.number}/outline.json").status_code == 404
    for move in ("accept", "decline", "merge", "dispatch", "close", "send-back"):
        assert press(client, matter, move).status_code == 404
    asked = {"reporter": reporter.pk, "purpose": "call_back"}
    assert client.post(f"/desk/matters/{matter.number}/reveal/", asked).status_code == 404
    matter.refresh_from_db()
    assert (matter.stage, Look.objects.count()) == (Stage.RECEIVED, 0)


def test_strangers_are_led_to_the_door(client: Client, town: Town) -> None:
    matter = town.matter()
    assert client.get(f"/desk/matters/{matter.number}/").headers["Location"].startswith("/door/")
    assert press(client, matter, "accept").headers["Location"].startswith("/door/")


def test_who_may_only_look_is_offered_no_move_and_makes_none(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.wang)  # a grid worker sees the grid and checks, no more
    page = text(client.get(f"/desk/matters/{matter.number}/"))
    assert "目前没有需要您处理的事项" in page
    assert "查看联系方式" not in page
    assert press(client, matter, "accept").status_code == 403
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED


def test_accepting_as_a_better_kind_moves_the_promise(mei: Client, town: Town) -> None:
    matter = town.matter()
    assert press(mei, matter, "accept", kind=f"{town.leak.code} 水管漏水").status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.kind) == (Stage.ACCEPTED, town.leak)
    assert matter.due_at == T0 + timedelta(days=3, hours=8, minutes=30)


def test_words_that_tell_another_kind_suggest_it_with_the_word(mei: Client, town: Town) -> None:
    matter = town.matter(words="楼道漏水了")
    page = text(mei.get(f"/desk/matters/{matter.number}/"))
    assert "内容提到“漏水”" in page
    assert press(mei, matter, "accept", kind=["", town.leak.code]).status_code == 302  # box left empty, button pressed
    matter.refresh_from_db()
    assert matter.kind == town.leak
    told = town.matter()
    assert "内容提到“垃圾”" not in text(mei.get(f"/desk/matters/{told.number}/"))  # it has the kind already


def test_a_kind_that_is_none_is_said_beside_its_field(mei: Client, town: Town) -> None:
    matter = town.matter()
    answer = press(mei, matter, "accept", kind="外星人")
    assert answer.status_code == 422
    assert 'value="外星人"' in text(answer)
    assert "请从列表中选一个类别" in text(answer)


def test_a_suggested_unit_leads_and_another_assists(mei: Client, town: Town) -> None:
    matter = town.matter()
    asked = {"lead": town.cleaners.pk, "assisting": [town.water.pk], "task": "今天去看"}
    assert press(mei, matter, "dispatch", **asked).headers["Location"] == f"/desk/matters/{matter.number}/"
    orders = {order.unit: order for order in matter.orders.select_related("unit")}
    assert {unit: order.leads for unit, order in orders.items()} == {town.cleaners: True, town.water: False}
    assert orders[town.cleaners].task == "今天去看"


def test_assisting_units_may_get_a_limit_of_their_own(mei: Client, town: Town) -> None:
    matter = town.matter(kind=town.leak.code, at=timezone.now())
    asked = {"lead": town.water.pk, "assisting": [town.cleaners.pk], "limit": "2", "limit_unit": "working_hours"}
    assert press(mei, matter, "dispatch", **asked).status_code == 302
    lead, assist = matter.orders.order_by("-leads")
    assert (lead.limit_amount, assist.limit_amount, assist.limit_unit) == (None, 2, "working_hours")
    assert assist.due_at < lead.due_at == matter.due_at


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"limit": "900", "limit_unit": "working_days"}, "晚于承诺时限"),
        ({"limit": "0", "limit_unit": "working_days"}, "1"),
        ({"limit": "2", "limit_unit": "working_days", "assisting": []}, "请选择"),
    ],
)
def test_a_limit_that_cannot_be_is_told_beside_its_field(
    mei: Client, town: Town, asked: dict[str, Any], told: str
) -> None:
    matter = town.matter(kind=town.leak.code)
    answer = press(mei, matter, "dispatch", **({"lead": town.water.pk, "assisting": [town.cleaners.pk]} | asked))
    assert 400 <= answer.status_code < 500
    [error] = answer.context["forms"]["dispatch"].errors["limit"]
    assert told in error
    assert 'id="dispatch-limit_error"' in text(answer)
    assert not WorkOrder.objects.exists()


def test_any_other_unit_is_named_by_typing(mei: Client, town: Town) -> None:
    matter = town.matter()
    assert press(mei, matter, "dispatch", lead="other", other="玉山镇人民政府").status_code == 302
    assert matter.orders.get().unit == town.street


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "请填写此项"),
        ({"lead": "other"}, "请写明是哪个单位"),
        ({"lead": "other", "other": "没有的局"}, "没有叫这个名称的单位"),
        ({"lead": "other", "other": "巴城镇人民政府"}, ""),  # has no part in this place
        ({"lead": "999999"}, ""),
    ],
)
def test_a_dispatch_to_nobody_is_refused_in_words(mei: Client, town: Town, asked: dict[str, str], told: str) -> None:
    matter = town.matter()
    answer = press(mei, matter, "dispatch", task="写好的要求", **asked)
    assert 400 <= answer.status_code < 500
    assert told in text(answer)
    assert "写好的要求" in text(answer)
    assert not WorkOrder.objects.exists()


def test_once_a_unit_leads_others_can_only_assist(mei: Client, town: Town) -> None:
    matter = town.handling()
    page = text(mei.get(f"/desk/matters/{matter.number}/"))
    assert 'name="lead"' not in page
    assert "增派协办单位" in page
    assert press(mei, matter, "dispatch", assisting=[town.water.pk]).status_code == 302
    assert matter.orders.get(unit=town.water).leads is False


def test_the_own_units_answer_is_not_offered_for_a_check_and_never_next_to_do(mei: Client, town: Town) -> None:
    own, other = own_answer(town), town.answered()
    page = mei.get(f"/desk/matters/{own.number}/")
    assert "由街道、其他岗位或诉求人确认" in text(page)
    assert f"/desk/matters/{own.number}/close/" not in text(page)
    assert page.context["next"].number == other.number
    assert mei.get(f"/desk/matters/{other.number}/").context["next"] is None
    assert press(mei, own, "close").status_code == 403


def test_the_tab_to_check_holds_what_others_answered_and_counts_only_that(mei: Client, town: Town) -> None:
    own, other = own_answer(town), town.answered()
    page = mei.get("/desk/", {"tab": "check"})
    assert [line.number for line in page.context["lines"]] == [other.number]
    assert [tab.count for tab in page.context["tabs"] if tab.is_open] == ["1"]
    assert own.number in {line.number for line in mei.get("/desk/").context["lines"]}  # it is still open
    assert [line.number for line in mei.get("/desk/", {"q": own.number}).context["lines"]] == [own.number]
    mei.force_login(town.jie)  # the street is another unit
    assert len(mei.get("/desk/", {"tab": "check"}).context["lines"]) == 2


def test_declining_shows_first_what_the_reporter_will_read(mei: Client, town: Town) -> None:
    matter = town.matter(by=town.ren)
    asked = {"reason": DeclineReason.IN_COURT, "words": "法院已经立案"}
    preview = press(mei, matter, "decline", **asked)
    assert preview.status_code == 200
    assert "法院已经立案" in text(preview)
    assert "12368" in text(preview)  # the door to knock at
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED

    changed = press(mei, matter, "decline", edit="1", **asked)
    assert "法院已经立案" in text(changed)
    assert press(mei, matter, "decline", send="1", **asked).status_code == 302
    matter.refresh_from_db()
    assert (matter.stage, matter.decline_words) == (Stage.DECLINED, "法院已经立案")


def test_a_refusal_without_words_is_not_taken(mei: Client, town: Town) -> None:
    matter = town.matter()
    for more in ({}, {"send": "1"}):
        answer = press(mei, matter, "decline", reason=DeclineReason.IN_COURT, words=" ", **more)
        assert answer.status_code == 422
        assert "decline-words_error" in text(answer)


def test_the_same_said_twice_is_merged(mei: Client, town: Town) -> None:
    first, again = town.matter(), town.matter()
    assert first.number_shown in text(mei.get(f"/desk/matters/{again.number}/"))  # offered as alike
    assert press(mei, again, "merge", into=first.number_shown).status_code == 302
    again.refresh_from_db()
    assert again.merged_into == first
    assert again.number_shown in text(mei.get(f"/desk/matters/{first.number}/"))


def test_a_number_elsewhere_is_as_unknown_as_one_that_is_none(mei: Client, town: Town) -> None:
    matter, elsewhere = town.matter(), town.matter(point=INSIDE[GRIDS[4]])
    for into in (elsewhere.number, "1234567890123", "", "x" * 30):
        answer = press(mei, matter, "merge", into=into)
        assert answer.status_code == 422
        assert "merge-into_error" in text(answer)
    itself = press(mei, matter, "merge", into=matter.number)
    assert itself.status_code == 400
    assert "请选择另一件" in text(itself) or "merge-into_error" in text(itself)


def test_a_check_keeps_its_photos_when_words_are_missing(mei: Client, town: Town) -> None:
    matter = town.answered()
    refused: Any = press(mei, matter, "send-back", words="", photos=[picture()])
    (draft,) = refused.context["photos"]
    asked = {"words": "还有一半", "photo": [draft.token], "intent": refused.context["check"]["intent"].value()}
    assert press(mei, matter, "send-back", **asked).status_code == 302
    assert matter.photos.filter(phase="checked").count() == 1


def test_a_check_closes_or_sends_back(mei: Client, town: Town) -> None:
    true, false = town.answered(), town.answered()
    assert press(mei, true, "close", words="看过了").status_code == 302
    refused = press(mei, false, "send-back", words="")
    assert refused.status_code == 400
    assert "send-back-words_error" in text(refused)
    assert press(mei, false, "send-back", words="还有一半").status_code == 302
    true.refresh_from_db()
    false.refresh_from_db()
    assert (true.stage, false.stage, false.round) == (Stage.CLOSED, Stage.HANDLING, 2)


def test_of_two_desks_that_dispatch_at_once_the_second_sees_what_the_first_did(
    mei: Client, client: Client, town: Town
) -> None:
    matter = town.matter()
    other = Client()
    other.force_login(town.jie)
    assert press(other, matter, "dispatch", lead="other", other="昆山市水务局").status_code == 302
    late = press(mei, matter, "dispatch", lead=town.cleaners.pk, task="请尽快到场")
    assert late.status_code == 409
    page = text(late)
    assert "已有人先行处理" in page
    assert "请尽快到场" in page  # what was typed is kept
    assert "昆山市水务局" in page
    matter.refresh_from_db()
    assert f'name="version" value="{matter.version}"' in page
    assert [order.unit for order in matter.orders.all()] == [town.water]


def test_a_move_that_is_over_keeps_the_words_and_offers_no_form(mei: Client, town: Town) -> None:
    matter = town.matter()
    actions.accept(by=town.jie, matter=Matter.objects.get(pk=matter.pk), at=T0)
    late = press(mei, matter, "decline", send="1", reason=DeclineReason.IN_COURT, words="写了很久的理由")
    assert late.status_code == 409
    assert "写了很久的理由" in text(late)
    assert f"/desk/matters/{matter.number}/decline/" not in text(late).split("<main")[1]


@pytest.mark.slow
def test_a_version_that_is_none_moves_nothing(mei: Client, town: Town) -> None:
    matter = town.matter()
    for version in ("", "x", "-1", "0", "9" * 30):
        answer = mei.post(f"/desk/matters/{matter.number}/accept/", {"version": version})
        assert answer.status_code in {409, 422}
    matter.refresh_from_db()
    assert matter.stage == Stage.RECEIVED


def test_a_contact_is_shown_once_on_record_and_kept_nowhere(mei: Client, town: Town) -> None:
    matter = town.matter(by=town.ren, contact=CONTACT)
    reporter = town.reporter(matter)
    url = f"/desk/matters/{matter.number}/reveal/"
    answer = mei.post(url, {"reporter": reporter.pk, "purpose": "call_back"})
    assert CONTACT.phone in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    look = Look.objects.get()
    assert (look.person, look.by, look.purpose) == (town.ren, town.mei, "call_back")
    assert Entry.objects.filter(verb="matters.contact_revealed").count() == 1
    assert mei.get(url).status_code == 302  # a reload leads back and shows nothing


def test_a_contact_needs_a_purpose_and_a_reporter_of_this_matter(mei: Client, town: Town) -> None:
    matter, other = town.matter(contact=CONTACT), town.matter(contact=actions.Contact("演示李四", "10000000008"))
    url = f"/desk/matters/{matter.number}/reveal/"
    assert mei.post(url, {"reporter": town.reporter(matter).pk, "purpose": "curious"}).status_code == 422
    stranger = mei.post(url, {"reporter": town.reporter(other).pk, "purpose": "call_back"})
    assert stranger.status_code in {403, 404}
    assert "10000000008" not in text(stranger)
    assert not Look.objects.exists()


def test_the_small_map_gets_the_grid_its_neighbours_and_the_point(mei: Client, town: Town) -> None:
    shapes = mei.get(f"/desk/matters/{town.matter().number}/outline.json").json()
    roles = [feature["properties"]["role"] for feature in shapes["features"]]
    assert roles == ["grid", "neighbour", "point"]


@pytest.mark.slow
def test_the_page_asks_a_bounded_number_of_questions(
    mei: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    matter = town.answered(contact=CONTACT)
    mei.get("/desk/")
    with django_assert_max_num_queries(37):
        assert mei.get(f"/desk/matters/{matter.number}/").status_code == 200


def test_after_a_dispatch_the_next_matter_of_the_queue_is_offered(mei: Client, town: Town) -> None:
    done, next_one = town.matter(), town.matter(at=T0 + timedelta(hours=1))
    page = mei.post(
        f"/desk/matters/{done.number}/dispatch/", {"version": done.version, "lead": town.cleaners.pk}, follow=True
    )
    assert page.context["matter"] == next_one  # opened by itself
    assert done.number_shown in page.content.decode()  # and what was done is said
    assert page.context["next"] is None  # it is the last that waits for the desk
    before = mei.get(f"/desk/matters/{done.number}/").content.decode()
    assert f'class="panel next" href="/desk/matters/{next_one.number}/"' in before


def test_the_list_that_is_worked_through_is_kept_from_one_matter_to_the_next(mei: Client, town: Town) -> None:
    leaks = [town.matter(kind=town.leak.code, words="漏水", at=T0 + timedelta(hours=n)) for n in range(3)]
    town.matter()  # due earlier, but not of this list
    asked = urlencode({"in": f"kind={town.leak.code}"})
    number = leaks[0].number
    shown = mei.get(f"/desk/matters/{number}/?{asked}")
    assert shown.context["next"].number == leaks[1].number
    sent = {"version": 1, "lead": town.water.pk, "in": f"kind={town.leak.code}"}
    after = mei.post(f"/desk/matters/{number}/dispatch/", sent)
    assert after.headers["Location"] == f"/desk/matters/{leaks[1].number}/?{asked}"
    last = mei.get(f"/desk/matters/{leaks[2].number}/?{asked}")
    assert last.context["next"].number == leaks[1].number  # from the end back to what was passed over
