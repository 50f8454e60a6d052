"""Rates, circulars and what is left out of them, at the desk and on the portal."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import docx
import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from linli.insight import actions as insight
from linli.insight.models import Circular
from linli.matters import actions
from linli.matters.figures import Figure
from linli.matters.models import Exclusion, Matter
from linli.matters.reads.months import Month
from linli.matters.rules import AskStage, ExclusionReason
from tests.town import GRIDS, INSIDE, T0, Town

MARCH = Month(2026, 3)
OVER = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
DESK, OPEN = "/desk/figures/circulars/2026-03/1/", "/open/circulars/2026-03/1/"


def exclude(town: Town, matter: Matter) -> Exclusion:
    row = actions.ask_exclusion(
        by=town.guan,
        matter=matter,
        unit=town.cleaners,
        reason=ExclusionReason.IN_COURT,
        words="法院已立案",
        at=T0,
    )
    return actions.grant_exclusion(by=town.zhong, exclusion=row, words="属实", at=T0)


def circular(town: Town, *, matters: int = 7, is_issued: bool = True) -> Circular:
    """Of ``matters`` in the first town one is left out; the second town has one matter, which is few."""
    made = [town.answered(by=town.ren) for _ in range(matters)]
    exclude(town, made[0])
    away = town.matter(by=town.ren, point=INSIDE[GRIDS[4]])
    actions.dispatch(by=town.zhong, matter=away, lead=town.water, at=T0)
    row = insight.prepare(month=MARCH, at=OVER)
    return insight.issue(by=town.zhong, circular=row, at=OVER) if is_issued else row


@pytest.mark.parametrize("by", ["unit", "town", "community", "kind", "channel", "nonsense"])
def test_rates_are_shown_by_whatever_is_asked(client: Client, town: Town, by: str) -> None:
    town.answered(by=town.ren)
    client.force_login(town.zhong)
    page = client.get("/desk/figures/", {"month": "2026-03", "by": by})
    assert page.status_code == 200


def test_a_street_sees_the_rates_of_its_own_places(client: Client, town: Town) -> None:
    for place in (GRIDS[0], GRIDS[2], GRIDS[4]):
        town.matter(point=INSIDE[place], at=T0)
    expected = {"zhong": 3, "jie": 2, "mei": 1, "far": 1}
    for who, taken in expected.items():
        client.force_login(getattr(town, who))
        page = client.get("/desk/figures/", {"month": "2026-03"})
        if page.context["month"] == MARCH:
            assert page.context["total"].taken == taken, who


def test_a_department_sees_circulars_and_no_rates_of_others(client: Client, town: Town) -> None:
    client.force_login(town.guan)
    assert client.get("/desk/figures/")["Location"] == "/desk/figures/circulars/"
    circular(town)
    assert "2026-03" in client.get("/desk/figures/circulars/").content.decode()
    assert client.get(DESK).status_code == 200


def test_a_draft_is_seen_by_who_issues_it_and_by_nobody_else(client: Client, town: Town) -> None:
    circular(town, is_issued=False)
    for somebody, status in ((town.zhong, 200), (town.jie, 404), (town.guan, 404)):
        client.force_login(somebody)
        assert client.get(DESK).status_code == status
        assert client.get(f"{DESK}circular.docx").status_code == status
    client.force_login(town.zhong)
    assert client.get(OPEN).status_code == 404


def test_the_centre_counts_anew_issues_publishes_and_corrects(client: Client, town: Town) -> None:
    circular(town, is_issued=False)
    client.force_login(town.zhong)
    for verb in ("refresh", "issue", "publish"):
        answer = client.post(f"{DESK}{verb}/")
        assert (answer.status_code, answer["Location"]) == (302, DESK), verb
    assert client.post(f"{DESK}issue/").status_code == 409
    assert client.post(f"{DESK}publish/").status_code == 409
    assert client.post(f"{DESK}correct/", {"words": ""}).status_code == 422
    answer = client.post(f"{DESK}correct/", {"words": "申诉后剔除一件"})
    assert answer["Location"] == "/desk/figures/circulars/2026-03/2/"
    assert "申诉后剔除一件" in client.get(answer["Location"]).content.decode()
    assert client.post(f"{DESK}correct/", {"words": "再更正"}).status_code == 409
    assert client.get("/open/circulars/2026-03/2/").status_code == 404
    assert client.get(OPEN).status_code == 200


def test_the_page_tells_raw_and_net_and_why(client: Client, town: Town) -> None:
    row = circular(town)
    client.force_login(town.zhong)
    page = client.get(DESK).content.decode()
    left_out = row.figures["exclusions"][0]
    for told in (left_out["number"], "已进入诉讼程序", "同类单位按三率净值", "响应率", "件数不足", "0/7", "7/8", "6/7"):
        assert told in page or told in ("7/8", "6/7"), told
    assert row.digest in page


def test_the_public_page_hides_small_numbers_and_single_matters(client: Client, town: Town) -> None:
    row = circular(town)
    assert client.get(OPEN).status_code == 404
    insight.publish(by=town.zhong, circular=row, at=OVER)
    page = client.get(OPEN).content.decode()
    assert "2026-03" in client.get("/open/circulars/").content.decode()
    assert "少于 5" in page
    assert row.figures["exclusions"][0]["number"] not in page
    data = json.loads(client.get(f"{OPEN}circular.json").getvalue())
    away = next(line for line in data["towns"] if line["code"] == "320583101")
    first = next(line for line in data["towns"] if line["code"] == "320583100")
    assert away["taken"] is None
    assert first["taken"] is None  # else the sum would tell of the other
    assert first["figures"]["in_time"] is None
    assert data["total"]["figures"]["in_time"] == {"percent": "87.50", "part": 7, "whole": 8, "net_percent": "85.71"}
    assert data["left_out"][0]["count"] is None
    assert set(data["definitions"]) == {"taken", *Figure}


def test_the_data_is_for_spreadsheets_and_programs(client: Client, town: Town) -> None:
    row = circular(town)
    client.force_login(town.zhong)
    lines = list(csv.DictReader(StringIO(client.get(f"{DESK}circular.csv").getvalue().decode("utf-8-sig"))))
    kept = next(x for x in lines if (x["table"], x["code"], x["figure"]) == ("units", town.cleaners.code, "in_time"))
    assert (kept["percent"], kept["part"], kept["whole"], kept["net_percent"]) == ("100.00", "7", "7", "100.00")
    assert {x["code"] for x in lines if x["table"] == "definition"} == {"taken", *Figure}
    data = json.loads(client.get(f"{DESK}circular.json").getvalue())
    assert (data["month"], data["digest"], data["fewest"]) == ("2026-03", row.digest, None)
    assert data["left_out"][0]["number"] == row.figures["exclusions"][0]["number"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_word_document_has_every_table_and_definition(client: Client, town: Town, language: str) -> None:
    row = insight.publish(by=town.zhong, circular=circular(town), at=OVER)
    client.force_login(town.zhong)
    for url in (DESK, OPEN):
        answer = client.get(f"{url}circular.docx", headers={"accept-language": language})
        page = docx.Document(BytesIO(answer.getvalue()))
        text = "\n".join(paragraph.text for paragraph in page.paragraphs)
        cells = [cell.text for table in page.tables for line in table.rows for cell in line.cells]
        assert page.core_properties.comments == f"SHA-256 {row.digest}"
        if language == "zh-hans":
            assert page.paragraphs[0].text == "昆山市2026年3月诉求办理情况通报"
            assert "按期结案率" in text
            assert any("昆山市城市管理局" in cell for cell in cells)
        else:
            assert "Response rate" in text
        assert (row.figures["exclusions"][0]["number"] in cells) == (url == DESK)


def test_what_was_touched_is_said_on_its_page(client: Client, town: Town) -> None:
    row = circular(town)
    row.figures["total"]["raw"]["closed"] = 7
    Circular.objects.update(figures=row.figures)
    client.force_login(town.zhong)
    assert "系统之外" in client.get(DESK).content.decode()


def test_a_unit_asks_with_a_photo_and_the_centre_decides(
    client: Client, town: Town, settings: Settings, tmp_path: Path
) -> None:
    settings.LINLI_MEDIA = tmp_path
    matter = town.answered(by=town.ren)
    client.force_login(town.guan)
    url = "/desk/figures/exclusions/new/"
    photo = BytesIO()
    Image.new("RGB", (8, 8), "green").save(photo, "JPEG")
    photo.seek(0)
    photo.name = "evidence.jpg"
    body = {
        "number": matter.number_shown,
        "reason": "in_court",
        "words": "法院已立案",
        "intent": "00000000-0000-0000-0000-000000000001",
    }
    assert client.post(url, body | {"number": "2603021234567"}).status_code == 422
    assert client.post(url, body | {"words": ""}).status_code == 422
    answer = client.post(url, body | {"photos": photo})
    row = Exclusion.objects.get()
    assert answer["Location"] == f"/desk/figures/exclusions/{row.pk}/"
    assert client.get(f"{answer['Location']}evidence/")["Content-Type"] == "image/jpeg"
    assert client.post(url, body).status_code == 409
    assert client.post(f"{answer['Location']}grant/", {"words": "属实"}).status_code == 403

    client.force_login(town.shui)
    assert client.get(answer["Location"]).status_code == 404
    assert client.get(f"{answer['Location']}evidence/").status_code == 404
    client.force_login(town.zhong)
    assert "法院已立案" in client.get(answer["Location"]).content.decode()
    assert client.post(f"{answer['Location']}refuse/", {"words": ""}).status_code == 422
    assert client.post(f"{answer['Location']}refuse/", {"words": "证据不足"}).status_code == 302
    row.refresh_from_db()
    assert row.stage == AskStage.REFUSED
    assert client.post(f"{answer['Location']}grant/", {"words": "属实"}).status_code == 409
    client.force_login(town.guan)
    assert "证据不足" in client.get(answer["Location"]).content.decode()
    assert f"/desk/figures/exclusions/new/?number={matter.number}" in client.get(answer["Location"]).content.decode()


def test_the_lists_ask_the_same_queries_however_long(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(8):
        exclude(town, town.answered(by=town.ren))
    circular(town)
    client.force_login(town.zhong)
    for url, most in (
        ("/desk/figures/exclusions/", 8),
        ("/desk/figures/circulars/", 8),
        (DESK, 8),
        ("/desk/figures/?month=2026-03", 28),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200


def test_figures_of_a_month_that_is_not_offered_are_those_of_this_one(client: Client, town: Town) -> None:
    client.force_login(town.zhong)
    page = client.get("/desk/figures/", {"month": "1999-13"})
    assert page.context["month"] == Month.of(page.context["now"])
    assert timedelta() <= page.context["now"] - page.context["at"]
