"""A unit's work orders on a phone: signed, begun, noted and answered, with a preview before anything is sent."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from linli.core.models import Attachment
from linli.desks import actions as desks
from linli.desks.models import ReplyTemplate
from linli.matters import actions
from linli.matters.models import Answer, Matter, Note, Photo, WorkOrder
from linli.matters.rules import OrderStage, Stage
from linli.people.models import Look
from tests.town import GRIDS, INSIDE, T0, Town, answer

ANSWER = "您好，已清运，并增加了一个垃圾桶"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def picture(name: str = "a.png", colour: str = "green") -> SimpleUploadedFile:
    body = BytesIO()
    Image.new("RGB", (40, 30), colour).save(body, "PNG")
    return SimpleUploadedFile(name, body.getvalue(), "image/png")


ELEMENTS = {"spoken_to": "reporter", "contacted_at": "2026-03-02T09:00", "finished_on": "2026-03-02"}


def step(client: Client, order: WorkOrder, verb: str, **asked: object) -> Any:
    told = {"version": order.version, "intent": uuid4()} | (ELEMENTS if verb == "answer" else {})
    return client.post(f"/field/orders/{order.pk}/{verb}/", told | asked)


def notes_of(page: Any) -> list[str]:
    """The signed notes of photos that a page carries on."""
    return [draft.token for draft in page.context["photos"]]


@pytest.fixture
def order(town: Town) -> WorkOrder:
    return town.handling(by=town.ren, contact=actions.Contact("演示张三", "10000000009")).orders.get()


@pytest.fixture
def in_hand(town: Town, order: WorkOrder) -> WorkOrder:
    actions.sign(by=town.guan, order=order, at=T0)
    return actions.start(by=town.guan, order=order, at=T0)


@pytest.fixture
def guan(client: Client, town: Town) -> Client:
    client.force_login(town.guan)
    return client


def test_an_order_goes_from_signing_to_the_answer(guan: Client, town: Town, order: WorkOrder) -> None:
    assert "垃圾桶满了" in text(guan.get("/field/"))
    assert "垃圾桶满了" in text(guan.get("/desk/orders/"))
    assert step(guan, order, "sign").headers["Location"] == f"/field/orders/{order.pk}/"
    order.refresh_from_db()
    assert step(guan, order, "start").status_code == 302
    order.refresh_from_db()
    assert step(guan, order, "note", words="正在联系车辆").status_code == 302
    assert guan.get(f"/field/orders/{order.pk}/answer/").status_code == 200
    order.refresh_from_db()
    assert step(guan, order, "answer", words=ANSWER, send="1").status_code == 302
    order.refresh_from_db()
    assert (order.stage, order.matter.stage) == (OrderStage.DONE, Stage.ANSWERED)
    assert guan.get("/field/", {"tab": "done"}).context["lines"][0].pk == order.pk


def test_the_answer_is_seen_as_the_reporter_will_read_it_and_only_then_sent(
    guan: Client, town: Town, in_hand: WorkOrder
) -> None:
    preview = step(guan, in_hand, "answer", words=ANSWER, photos=[picture()])
    assert preview.status_code == 200
    assert not Answer.objects.exists()
    assert not Attachment.objects.exists()  # the photo is kept, but nothing of it stands in a table
    first = preview.context["steps"][0]
    assert (first.verb, first.unit, first.words) == ("matters.answered", "昆山市城市管理局", ANSWER)
    assert ANSWER in text(preview)
    (kept,) = notes_of(preview)
    assert guan.get(f"/kit/photo/draft/{kept}/").headers["Content-Type"] == "image/jpeg"

    intent = preview.context["form"]["intent"].value()
    back = step(guan, in_hand, "answer", words=ANSWER, photo=[kept], intent=intent, edit="1")
    assert notes_of(back) == [kept]
    assert step(guan, in_hand, "answer", words=ANSWER, photo=[kept], intent=intent, send="1").status_code == 302

    client = Client()
    client.force_login(town.ren)
    matter = Matter.objects.get()
    (photo,) = Photo.objects.filter(matter=matter, phase=Photo.Phase.AFTER)
    assert client.get(f"/kit/photo/{photo.attachment_id}/").status_code == 200


def test_a_note_of_another_form_or_a_forged_one_carries_no_photo(guan: Client, in_hand: WorkOrder) -> None:
    (kept,) = notes_of(step(guan, in_hand, "answer", words=ANSWER, photos=[picture()]))
    for token in (kept, "forged", f"{kept}x"):
        assert notes_of(step(guan, in_hand, "answer", words=ANSWER, photo=[token])) == []


def test_a_photo_that_is_none_is_told_and_the_good_ones_and_words_stay(guan: Client, in_hand: WorkOrder) -> None:
    files = [picture(), SimpleUploadedFile("b.jpg", b"not a photo", "image/jpeg")]
    for verb in ("answer", "note"):
        page = step(guan, in_hand, verb, words="写好的话", photos=files)
        for file in files:
            file.seek(0)
        assert page.status_code == 422
        assert "写好的话" in text(page)
        assert len(notes_of(page)) == 1
    assert not Note.objects.exists()


def test_at_most_six_photos_are_taken(guan: Client, in_hand: WorkOrder) -> None:
    page = step(guan, in_hand, "answer", words=ANSWER, photos=[picture() for _ in range(7)])
    assert page.status_code == 422
    assert len(notes_of(page)) == 6


def test_a_photo_can_be_taken_away_again(guan: Client, in_hand: WorkOrder) -> None:
    intent = uuid4()
    (kept,) = notes_of(step(guan, in_hand, "answer", words=ANSWER, photos=[picture()], intent=intent))
    page = step(guan, in_hand, "answer", words=ANSWER, photo=[kept], intent=intent, drop=kept)
    assert page.status_code == 200
    assert notes_of(page) == []


@pytest.mark.parametrize("who", ["shui", "mei", "far", "ren", "zhong"])
def test_another_unit_finds_no_order_of_ours(client: Client, town: Town, order: WorkOrder, who: str) -> None:
    client.force_login(getattr(town, who))
    assert client.get(f"/field/orders/{order.pk}/").status_code == 404
    for verb in ("sign", "start", "note", "answer", "reveal"):
        assert step(client, order, verb, words="x", send="1").status_code == 404
    if client.get("/field/").status_code == 200:
        assert order.matter.number_shown not in text(client.get("/field/")) + text(client.get("/desk/orders/"))
    order.refresh_from_db()
    assert order.stage == OrderStage.DISPATCHED


def test_strangers_are_led_to_the_door(client: Client, order: WorkOrder) -> None:
    for path in ("/field/", f"/field/orders/{order.pk}/", "/field/checks/", "/field/report/", "/desk/orders/"):
        assert client.get(path).headers["Location"].startswith("/door/")


def test_a_step_that_somebody_took_before_is_told_and_changes_nothing(
    guan: Client, town: Town, order: WorkOrder
) -> None:
    actions.sign(by=town.guan, order=WorkOrder.objects.get(pk=order.pk), at=T0)
    late = step(guan, order, "sign")
    assert late.status_code == 409
    assert "已签收" in text(late)
    assert step(guan, order, "start", version="x").status_code == 422


def test_an_answer_to_an_order_that_moved_keeps_its_words(guan: Client, town: Town, in_hand: WorkOrder) -> None:
    actions.finish(by=town.guan, order=WorkOrder.objects.get(pk=in_hand.pk), answer=answer("同事写的答复"), at=T0)
    for more in ({}, {"send": "1"}):
        late = step(guan, in_hand, "answer", words=ANSWER, **more)
        assert late.status_code == 409
        assert ANSWER in text(late)
    assert Answer.objects.get().words == "同事写的答复"


def test_an_order_that_nobody_signed_for_in_time_says_so_until_it_is_signed(
    guan: Client, town: Town, order: WorkOrder
) -> None:
    page = f"/field/orders/{order.pk}/"
    WorkOrder.objects.filter(pk=order.pk).update(sign_by=timezone.now() + timedelta(hours=1))
    assert "签收超时" not in text(guan.get(page))
    WorkOrder.objects.filter(pk=order.pk).update(sign_by=timezone.now() - timedelta(minutes=1))
    assert "签收超时" in text(guan.get(page))
    actions.sign(by=town.guan, order=order, at=timezone.now())
    assert "签收超时" not in text(guan.get(page))


def keep_answer(town: Town, words: str, **more: object) -> None:
    kept = {"by": town.guan, "organisation": town.cleaners, "use": "answer", "name": "已清运", "at": T0} | more
    desks.keep_template(words=words, **kept)  # type: ignore[arg-type]


def test_a_template_is_put_behind_what_was_typed_and_nothing_is_sent(
    guan: Client, town: Town, in_hand: WorkOrder
) -> None:
    assert "模板" not in text(guan.get(f"/field/orders/{in_hand.pk}/answer/"))
    keep_answer(town, "{{kind}}已处理，编号{{number}}。")
    keep_answer(town, "社区的", by=town.mei, organisation=town.committee)
    page = guan.get(f"/field/orders/{in_hand.pk}/answer/")
    (one,) = page.context["templates"]
    assert one.words == f"暴露垃圾已处理，编号{in_hand.matter.number_shown}。"
    typed = {"words": "您好。", "spoken_to": "family", "contacted_at": "", "reply": one.pk}
    chosen = step(guan, in_hand, "answer", **typed)
    assert chosen.status_code == 200
    assert "invalid-feedback" not in text(chosen)
    said = chosen.context["form"]
    assert (said["words"].value(), said["spoken_to"].value()) == (f"您好。\n{one.words}", "family")
    assert said["finished_on"].value() == ELEMENTS["finished_on"]
    assert not Answer.objects.exists()
    other = ReplyTemplate.objects.get(organisation=town.committee)
    assert step(guan, in_hand, "answer", **typed | {"reply": other.pk}).context["form"]["words"].value() == "您好。"


def test_an_answer_needs_words(guan: Client, in_hand: WorkOrder) -> None:
    for words in ("", "   ", "长" * 2001):
        page = step(guan, in_hand, "answer", words=words, send="1")
        assert page.status_code == 422
        assert "id_words_error" in text(page)
    nothing = step(guan, in_hand, "note", words="")
    assert nothing.status_code == 400
    assert "note-words_error" in text(nothing)


def test_a_note_that_is_sent_twice_is_kept_once(guan: Client, in_hand: WorkOrder) -> None:
    intent = uuid4()
    for _ in range(2):
        assert step(guan, in_hand, "note", words="已到现场", intent=intent).status_code == 302
    assert Note.objects.count() == 1


def test_who_assists_is_told_that_the_leads_answer_counts(client: Client, town: Town, order: WorkOrder) -> None:
    matter = order.matter
    actions.dispatch(by=town.mei, matter=matter, lead=None, assisting=[town.water], at=T0)
    own = matter.orders.get(unit=town.water)
    actions.sign(by=town.shui, order=own, at=T0)
    client.force_login(town.shui)
    assert "协办" in text(client.get(f"/field/orders/{own.pk}/"))
    preview = step(client, own, "answer", words="已配合清淤")
    assert "诉求人看到的是主办单位的答复" in text(preview)


def test_a_contact_is_shown_to_the_unit_with_a_purpose_and_on_record(
    guan: Client, town: Town, order: WorkOrder
) -> None:
    page = text(guan.get(f"/field/orders/{order.pk}/"))
    assert "10000000009" not in page
    reporter = order.matter.reporters.get()
    assert step(guan, order, "reveal", reporter=reporter.pk, purpose="curious").status_code == 422
    shown = step(guan, order, "reveal", reporter=reporter.pk, purpose="call_back")
    assert "10000000009" in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert Look.objects.get().by == town.guan


def test_addresses_that_only_take_what_is_sent_lead_back(guan: Client, order: WorkOrder) -> None:
    for verb in ("sign", "start", "note", "reveal", "answer"):
        answer = guan.get(f"/field/orders/{order.pk}/{verb}/")
        assert answer.headers["Location"] == f"/field/orders/{order.pk}/"


SIGN_LATE = "签收超时"


def test_what_nobody_signed_for_in_time_is_shown_as_such(guan: Client, town: Town, order: WorkOrder) -> None:
    for page in ("/field/", "/desk/orders/"):
        assert SIGN_LATE in text(guan.get(page))
    desk = Client()
    desk.force_login(town.mei)
    assert SIGN_LATE in text(desk.get(f"/desk/matters/{order.matter.number}/"))
    actions.sign(by=town.guan, order=order, at=T0)
    for page in ("/field/", "/desk/orders/"):
        assert SIGN_LATE not in text(guan.get(page))
    assert SIGN_LATE not in text(desk.get(f"/desk/matters/{order.matter.number}/"))


def test_the_list_tells_when_all_is_done_and_is_a_fragment_for_htmx(guan: Client, town: Town) -> None:
    assert "都办完了" in text(guan.get("/field/"))
    part = guan.get("/field/", headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in guan.get("/desk/orders/").headers["Vary"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/field/", "/desk/orders/"])
def test_lists_of_orders_ask_few_questions_whatever_their_size(
    guan: Client, town: Town, path: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        town.handling()
    guan.get(path)
    with django_assert_max_num_queries(8):
        assert len(guan.get(path).context["lines"]) == 12


def test_orders_are_found_by_number_and_words(guan: Client, town: Town, order: WorkOrder) -> None:
    other = town.handling(words="河边垃圾")
    assert [line.number_shown for line in guan.get("/desk/orders/", {"q": "河边"}).context["lines"]] == [
        other.number_shown
    ]
    found = guan.get("/desk/orders/", {"q": order.matter.number_shown}).context["lines"]
    assert [line.pk for line in found] == [order.pk]


def test_a_grid_worker_handles_the_orders_of_the_own_grid_and_no_other(client: Client, town: Town) -> None:
    orders = {}
    for point in (GRIDS[0], GRIDS[1]):
        matter = town.matter(point=INSIDE[point], words=f"在{point}", kind=town.abuse.code)
        (orders[point],) = actions.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    client.force_login(town.wang)
    listed = text(client.get("/field/"))
    assert f"在{GRIDS[0]}" in listed
    assert f"在{GRIDS[1]}" not in listed
    assert client.get(f"/field/orders/{orders[GRIDS[0]].pk}/").status_code == 200
    assert client.get(f"/field/orders/{orders[GRIDS[1]].pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.sign(by=town.wang, order=orders[GRIDS[1]], at=T0)


def test_an_order_leads_back_to_the_list_that_its_reader_has(client: Client, town: Town, order: WorkOrder) -> None:
    client.force_login(town.guan)
    assert '<a class="tool" href="/desk/orders/">' in text(client.get(f"/field/orders/{order.pk}/"))
