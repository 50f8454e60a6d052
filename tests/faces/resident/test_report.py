"""随手拍 with nothing but forms: what is sent, what comes back, what is never lost."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.faces.kit import drafts
from linli.matters.models import Matter, Photo
from tests.faces.resident.conftest import Now, filled, jpeg
from tests.town import GRIDS, INSIDE, T0, Town

pytestmark = pytest.mark.usefixtures("now")


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_report_without_an_account_leads_to_its_receipt(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg()], address="3 幢旁"), follow=True)
    matter = Matter.objects.get()
    assert answer.redirect_chain == [(f"/receipt/{matter.number_shown}/", 302)]
    assert (matter.place, matter.words, matter.is_public) == (town.community.code, "垃圾桶满了", False)
    assert matter.photos.get().phase == Photo.Phase.REPORTED
    text = page(answer)
    assert matter.number_shown in text
    assert "3月2日 14:30 前答复" in text
    assert "昆山市城市管理局" in text


def test_the_receipt_is_for_the_browser_that_made_it(client: Client, town: Town) -> None:
    client.post("/report/", filled(town))
    number = Matter.objects.get().number_shown
    assert client.get(f"/receipt/{number}/").status_code == 200
    assert Client().get(f"/receipt/{number}/").status_code == 404


def test_the_same_form_sent_twice_gives_the_same_receipt(client: Client, town: Town) -> None:
    form = filled(town)
    first, second = client.post("/report/", form), client.post("/report/", form)
    assert first["Location"] == second["Location"]
    assert Matter.objects.count() == 1


def test_a_sent_form_with_other_words_is_a_conflict_and_keeps_them(client: Client, town: Town) -> None:
    form = filled(town)
    client.post("/report/", form)
    answer = client.post("/report/", form | {"words": "换了一句话"})
    assert answer.status_code == 409
    assert "换了一句话" in page(answer)
    assert Matter.objects.count() == 1


def test_a_signed_in_resident_is_the_reporter(client: Client, town: Town) -> None:
    client.force_login(town.ren)
    client.post("/report/", filled(town))
    reporter = Matter.objects.get().reporters.get()
    assert (reporter.person, reporter.phone) == (town.ren, "10000000001")


def test_a_point_wins_over_the_list(client: Client, town: Town) -> None:
    lon, lat = INSIDE[GRIDS[2]]
    client.post("/report/", filled(town, lon=lon, lat=lat))
    assert Matter.objects.get().place == GRIDS[2]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "no such kind"}, "id_kind"),
        ({"place": ""}, "id_place"),
        ({"place": "999999999999"}, "id_place"),
        ({"lon": "10.0", "lat": "10.0"}, "id_place"),
        ({"phone": "12345"}, "id_phone"),
        ({"address": "x" * 121}, "id_address"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    client: Client, town: Town, wrong: dict[str, str], field: str
) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg()]) | wrong)
    text = page(answer)
    assert answer.status_code == 400
    assert f'id="{field}_error"' in text
    assert f'href="#{field}"' in text and f'id="{field}"' in text
    assert "垃圾桶满了" in text
    assert text.count('name="photo"') == 1
    assert not Matter.objects.exists()


def test_a_kind_that_ended_is_refused_beside_the_field(client: Client, town: Town) -> None:
    text = page(client.post("/report/", filled(town, kind=town.ended.code)))
    assert "这个类别已停用" in text


def test_photos_survive_a_failed_try_and_are_sent_with_the_next(client: Client, town: Town) -> None:
    form = filled(town)
    text = page(client.post("/report/", form | {"place": "", "photos": [jpeg("red"), jpeg("blue")]}))
    tokens = re.findall(r'name="photo" value="([^"]+)"', text)
    assert len(tokens) == 2
    assert client.get(f"/kit/photo/draft/{tokens[0]}/")["Content-Type"] == "image/jpeg"
    client.post("/report/", form | {"photo": tokens, "photos": [jpeg("green")]})
    assert Matter.objects.get().photos.count() == 3


def test_a_kept_photo_can_be_taken_away_again(client: Client, town: Town) -> None:
    form = filled(town)
    text = page(client.post("/report/", form | {"place": "", "photos": [jpeg()]}))
    (token,) = re.findall(r'name="photo" value="([^"]+)"', text)
    text = page(client.post("/report/", form | {"photo": [token], "drop": token}))
    assert 'name="photo"' not in text
    assert "垃圾桶满了" in text


def test_a_note_of_a_photo_counts_only_in_its_own_form(client: Client, town: Town) -> None:
    form = filled(town)
    text = page(client.post("/report/", form | {"place": "", "photos": [jpeg()]}))
    tokens = re.findall(r'name="photo" value="([^"]+)"', text)
    client.post("/report/", form | {"intent": str(uuid4()), "photo": [*tokens, "forged"]})
    assert Matter.objects.get().photos.count() == 0
    assert drafts.read("forged") is None
    assert client.get("/kit/photo/draft/forged/").status_code == 404


@pytest.mark.parametrize("body", [b"not a photo", b""])
def test_a_file_that_is_no_photo_is_named_and_the_good_ones_stay(client: Client, town: Town, body: bytes) -> None:
    bad = SimpleUploadedFile("x.jpg", body or b"\x00", "image/jpeg")
    answer = client.post("/report/", filled(town, photos=[jpeg(), bad]))
    assert answer.status_code == 400
    assert "无法识别这个文件" in page(answer)
    assert page(answer).count('name="photo"') == 1


def test_a_seventh_photo_is_refused_and_six_stay(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg() for _ in range(7)]))
    assert answer.status_code == 400
    assert page(answer).count('name="photo"') == 6


def test_too_many_words_are_told_beside_the_field(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, words="字" * 2001))
    assert answer.status_code == 400
    assert 'id="id_words_error"' in page(answer)


def test_a_forged_intent_starts_a_new_form(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, intent="not a uuid"))
    assert answer.status_code == 400
    assert not Matter.objects.exists()


def test_too_many_reports_from_one_address_are_told_so(client: Client, town: Town, settings) -> None:  # type: ignore[no-untyped-def]
    settings.LINLI_REPORTS_PER_HOUR = 1
    assert client.post("/report/", filled(town)).status_code == 302
    answer = client.post("/report/", filled(town))
    assert answer.status_code == 429
    assert "垃圾桶满了" in page(answer)
    client.force_login(town.ren)
    assert client.post("/report/", filled(town)).status_code == 302


def test_an_emergency_says_whom_to_call_before_anything_else(client: Client, town: Town) -> None:
    text = page(client.post("/report/", filled(town, kind=town.gas.code, step="about")))
    assert text.index("请立即离开现场并拨打 119") < text.index('id="report"')
    answer = client.post("/report/", filled(town, kind=town.gas.code), follow=True)
    assert "立即拨打 119" in page(answer)


def test_a_sensitive_kind_is_never_public_and_offers_a_way_out(client: Client, town: Town) -> None:
    assert "data-leave" in page(client.get(f"/report/?kind={town.abuse.code}"))
    client.post("/report/", filled(town, kind=town.abuse.code, is_public="on"))
    assert not Matter.objects.get().is_public


def test_words_suggest_a_kind_and_a_fragment_brings_only_that(client: Client, town: Town) -> None:
    form = filled(town, kind="", words="楼道里漏水", step="about")
    whole = page(client.post("/report/", form))
    part = client.post("/report/", form, headers={"HX-Request": "true"})
    assert "水管漏水" in page(part) and "<html" not in page(part)
    assert "<html" in whole and "楼道里漏水" in whole
    assert "HX-Request" in part["Vary"]


def test_where_the_phone_is_is_told_by_name(client: Client, town: Town) -> None:
    lon, lat = INSIDE[GRIDS[0]]
    part = page(client.post("/report/", filled(town, lon=lon, lat=lat, step="where"), headers={"HX-Request": "true"}))
    assert "玉山镇 · 里厍社区 · 第1网格" in part
    assert "换个地点" in part
    outside = page(client.post("/report/", filled(town, lon=1, lat=1, step="where"), headers={"HX-Request": "true"}))
    assert "不在本市范围内" in outside


def test_required_questions_are_asked_before_it_is_sent(client: Client, town: Town) -> None:
    row = town.leak.rows.get()
    row.questions = [
        {
            "code": "where",
            "label": "在哪里漏",
            "label_en": "Where",
            "required": True,
            "options": [{"code": "in", "label": "屋内", "label_en": "Inside"}],
        }
    ]
    row.save()
    form = filled(town, kind=town.leak.code)
    answer = client.post("/report/", form)
    assert answer.status_code == 400
    assert "在哪里漏" in page(answer)
    client.post("/report/", form | {"reply_where": "in"})
    assert Matter.objects.get().replies == {"where": "in"}


def test_a_year_whose_holidays_are_not_announced_is_said(client: Client, town: Town, now: Now) -> None:
    now(T0 + timedelta(days=305))  # the last days of 2026: the promise reaches into 2027
    answer = client.post("/report/", filled(town, kind=town.noise.code), follow=True)
    assert "2027 年放假安排尚未公布" in page(answer)
    assert "2027 年放假安排尚未公布" in page(client.get(f"/follow/{Matter.objects.get().number}/"))


def test_nothing_is_ticked_beforehand(client: Client, town: Town) -> None:
    text = page(client.get("/report/"))
    assert "checked" not in text
    assert 'name="is_public"' in text


def test_the_last_place_is_guessed_and_one_tap_takes_another(client: Client, town: Town) -> None:
    client.post("/report/", filled(town))
    client.post("/report/", filled(town, lon=INSIDE[GRIDS[2]][0], lat=INSIDE[GRIDS[2]][1]))
    text = page(client.get("/report/"))
    assert "您上次反映问题的地方" in text
    assert f'name="place" value="{GRIDS[2]}"' in text
    text = page(client.post("/report/", filled(town, place=GRIDS[2], how="last", step="elsewhere")))
    assert f'name="at" value="{GRIDS[2]}"' in text and f'name="at" value="{town.community.code}"' in text
    text = page(client.post("/report/", filled(town, place="", at=town.community.code)))
    assert f'name="place" value="{town.community.code}"' in text
    assert "垃圾桶满了" in text


def test_the_sheet_says_how_it_came_to_its_place(client: Client, town: Town) -> None:
    lon, lat = INSIDE[GRIDS[0]]
    for how, words in (("photo", "照片的拍摄地点"), ("phone", "手机现在的位置"), ("forged", "手机现在的位置")):
        shown = page(client.post("/report/", filled(town, lon=lon, lat=lat, how=how, step="where")))
        assert words in shown
    assert "您选的地点" in page(client.post("/report/", filled(town, step="where")))


def test_a_community_chosen_by_name_offers_its_estates_and_grids(client: Client, town: Town) -> None:
    estate = town.estate()
    shown = page(client.post("/report/", filled(town, step="where")))
    assert f'name="pick" value="estate:{estate.pk}"' in shown and f'value="{GRIDS[1]}"' in shown
    client.post("/report/", filled(town, within=GRIDS[1], address="3 幢旁"))
    matter = Matter.objects.get()
    assert (matter.place, matter.address) == (GRIDS[1], "3 幢旁")


@pytest.mark.parametrize("within", ["estate:999999", "estate:x", "nowhere", GRIDS[4]])
def test_what_lies_elsewhere_does_not_narrow_the_place(client: Client, town: Town, within: str) -> None:
    client.post("/report/", filled(town, within=within))
    assert Matter.objects.get().place == town.community.code


def test_without_a_kind_the_words_name_it_and_without_words_the_community_decides(client: Client, town: Town) -> None:
    shown = page(client.post("/report/", filled(town, kind="", words="楼道里漏水", step="about")))
    assert "根据您的描述：水管漏水" in shown
    client.post("/report/", filled(town, kind="", words="楼道里漏水"))
    client.post("/report/", filled(town, kind="", words=""))
    assert [matter.kind for matter in Matter.objects.order_by("pk")] == [town.leak, town.unsure]


def test_a_guess_never_asks_back(client: Client, town: Town) -> None:
    row = town.leak.rows.get()
    row.questions = [{"code": "where", "label": "在哪里漏", "label_en": "Where", "required": True}]
    row.save()
    assert client.post("/report/", filled(town, kind="", words="楼道里漏水")).status_code == 302
    assert Matter.objects.get().kind == town.unsure


def test_where_the_catalogue_has_no_kind_for_the_unsure_one_must_be_chosen(client: Client, town: Town) -> None:
    town.unsure.rows.all().delete()
    answer = client.post("/report/", filled(town, kind="", words="说不上来"))
    assert answer.status_code == 400
    assert 'id="id_kind_error"' in page(answer) and 'href="#id_kind"' in page(answer)


def test_what_is_reported_most_stands_first(client: Client, town: Town) -> None:
    for _ in range(2):
        town.matter(kind=town.noise.code)
    text = page(client.get("/report/"))
    assert text.index(f'id="kind-{town.noise.code}"') < text.index(f'id="kind-{town.rubbish.code}"')
    assert text.count('class="picture"') <= 8
    assert f'id="kind-{town.abuse.code}"' not in text


def test_twenty_photos_keep_the_first_six_and_the_words(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg() for _ in range(20)]))
    assert answer.status_code == 400
    text = page(answer)
    assert "垃圾桶满了" in text
    assert len(answer.context["photos"]) == 6
    assert '<a href="#id_photos">' in text
    assert Matter.objects.count() == 0


def test_words_that_are_too_long_are_counted_in_plain_words(client: Client, town: Town) -> None:
    assert "最多 2000 字，现有 2001 字，请删减。" in page(client.post("/report/", filled(town, words="长" * 2001)))


def test_the_summary_names_the_field_that_is_missing(client: Client, town: Town) -> None:
    assert "请填写：查询码" in page(client.post("/follow/", {"number": "261122-1234567"}))
