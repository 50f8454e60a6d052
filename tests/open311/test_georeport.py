"""GeoReport v2: what it says in both forms, what it takes, what it keeps to itself."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from linli.core.models import Entry
from linli.exchange.models import HandOff, Order
from linli.matters import actions
from linli.matters.models import Channel, Matter
from linli.matters.rules import Stage
from tests.open311 import schemas
from tests.open311.conftest import ROOT, GeoProgram, plain
from tests.town import GRIDS, INSIDE, Town, answer

MEDIA = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}


def ask_questions(town: Town) -> None:
    row = town.leak.rows.get()
    row.questions = [
        {"code": "floor", "label": "几楼", "label_en": "Which floor", "required": True},
        {
            "code": "how",
            "label": "漏得多大",
            "required": False,
            "options": [{"code": "drops", "label": "滴水"}, {"code": "flood", "label": "大量涌水"}],
        },
    ]
    row.save()


def shown(town: Town, at: datetime | None = None, **more: Any) -> Matter:
    return town.matter(by=town.ren, is_public=True, at=at or timezone.now(), **more)


def handled(town: Town, matter: Matter) -> None:
    at = timezone.now()
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=at)
    actions.sign(by=town.guan, order=matter.orders.get(), at=at)
    actions.finish(by=town.guan, order=matter.orders.get(), answer=answer(at=at), at=at)


def valid(answer: Any, schema: dict[str, Any], status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    told = json.loads(answer.content)
    jsonschema.validate(told, schema)
    return told


def faults(answer: Any) -> list[str]:
    return [row["description"] for row in valid(answer, schemas.ERRORS, answer.status_code)]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_every_call_answers_in_the_form_of_its_suffix(town: Town, geo: GeoProgram, form: str) -> None:
    ask_questions(town)
    number = geo.number()
    for path in (
        f"discovery.{form}",
        f"services.{form}",
        f"services/{town.leak.code}.{form}",
        f"requests.{form}",
        f"requests/{number}.{form}",
        f"servicerequestupdates.{form}",
    ):
        answer = geo.get(path, key=True)
        assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA[form]), path
    wrong = geo.get(f"requests/nowhere.{form}")
    assert (wrong.status_code, wrong["Content-Type"]) == (404, MEDIA[form])


def test_both_forms_carry_the_same_facts(town: Town, geo: GeoProgram) -> None:
    ask_questions(town)
    geo.number(is_public="true")
    handled(town, Matter.objects.get())
    for path in ("discovery", "services", f"services/{town.leak.code}", "requests", "servicerequestupdates"):
        told = plain(geo.get(f"{path}.json", key=True))
        assert told
        assert plain(geo.get(f"{path}.xml", key=True)) == told, path
    assert plain(geo.get("requests.xml")) == plain(geo.get("requests.json")) != []
    assert plain(geo.get("requests/x.xml")) == plain(geo.get("requests/x.json"))


def test_the_json_is_as_the_standard_says(town: Town, geo: GeoProgram) -> None:
    ask_questions(town)
    valid(geo.get("discovery.json"), schemas.DISCOVERY)
    services = valid(geo.get("services.json"), schemas.SERVICES)
    valid(geo.get(f"services/{town.leak.code}.json"), schemas.DEFINITION)
    valid(geo.report(), schemas.CREATED)
    number = geo.number(is_public="true")
    handled(town, Matter.objects.get(number=number.replace("-", "")))
    for key in (True, False):
        assert valid(geo.get("requests.json", key=key), schemas.REQUESTS)
        assert len(valid(geo.get(f"requests/{number}.json", key=key), schemas.REQUESTS)) == 1
    valid(geo.get("servicerequestupdates.json", key=True), schemas.UPDATES)
    assert {row["service_code"]: row["metadata"] for row in services}[town.leak.code] is True
    assert town.ended.code not in {row["service_code"] for row in services}


def test_the_endpoint_is_published_with_its_slash(town: Town, geo: GeoProgram) -> None:
    assert geo.get("discovery.json").json()["endpoints"][0]["url"] == "http://testserver/open311/v2/"


def test_a_service_without_questions_has_no_definition(town: Town, geo: GeoProgram) -> None:
    assert geo.get(f"services/{town.rubbish.code}.json").status_code == 404
    assert geo.get("services/99-99-99.json").status_code == 404


def test_names_come_in_the_language_asked_for(town: Town, geo: GeoProgram) -> None:
    names = {row["service_name"] for row in geo.get("services.json").json()}
    assert "暴露垃圾" in names
    english = Client(headers={"Accept-Language": "en"}).get(f"{ROOT}/services.json").json()
    assert "Rubbish lying about" in {row["service_name"] for row in english}


def test_a_report_becomes_a_matter_that_only_its_program_sees(town: Town, geo: GeoProgram) -> None:
    told = valid(geo.report(), schemas.CREATED)[0]
    number, matter = told["service_request_id"], Matter.objects.get()
    assert matter.number_shown == number
    assert number in told["service_notice"]
    assert (matter.channel, matter.kind, matter.place) == (Channel.API, town.rubbish, GRIDS[0])
    assert matter.words == "垃圾桶满了 <b>&</b> 🗑"
    assert matter.reporters.get().name == "演示居民甲"
    own = geo.get(f"requests/{number}.json", key=True).json()[0]
    assert own["description"] == matter.words
    assert (own["long"], own["lat"]) == INSIDE[GRIDS[0]]
    assert geo.get(f"requests/{number}.json").status_code == 404
    assert geo.get("requests.json").json() == []
    assert [row["service_request_id"] for row in geo.get("requests.json", key=True).json()] == [number]


def test_another_programs_key_sees_none_of_it(town: Town, geo: GeoProgram) -> None:
    from linli.exchange import actions as exchange
    from linli.exchange.rules import Method

    number = geo.number()
    other = exchange.open_partner(by=town.zhong, code="other", name="", at=timezone.now())
    stranger = GeoProgram(
        other, exchange.new_key(by=town.zhong, partner=other, method=Method.PLAIN, at=timezone.now())[1]
    )
    assert stranger.get(f"requests/{number}.json", key=True).status_code == 404
    assert stranger.get("servicerequestupdates.json", key=True).json() == []
    assert (
        stranger.post(
            "servicerequestupdates.json", update_id="1", service_request_id=number, status="CANCELLED"
        ).status_code
        == 404
    )


def test_neither_email_nor_device_is_kept(town: Town, geo: GeoProgram) -> None:
    geo.report()
    kept = [*Order.objects.values(), *Entry.objects.values(), *Matter.objects.values()]
    assert "nobody@example" not in str(kept)
    assert "device-1" not in str(kept)
    assert "10000000003" not in str(kept)


def test_a_shown_matter_reads_as_on_the_portal(town: Town, geo: GeoProgram) -> None:
    matter = shown(town)
    told = geo.get(f"requests/{matter.number_shown}.json").json()[0]
    assert told["description"] is None
    assert told["media_url"] is None
    assert told["address"] == "玉山镇 · 里厍社区"
    assert told["requested_datetime"].endswith("T00:00:00+08:00")
    assert (told["long"], told["lat"]) != (matter.lon, matter.lat)
    assert 120.90 <= told["long"] <= 120.92
    assert told["agency_responsible"] == "昆山市城市管理局"
    assert matter.words not in geo.get("requests.xml").content.decode()


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED])
def test_what_is_not_shown_is_not_there(town: Town, geo: GeoProgram, stage: Stage) -> None:
    matter = shown(town)
    into = shown(town) if stage == Stage.MERGED else None
    Matter.objects.filter(pk=matter.pk).update(stage=stage, decline_reason="in_court", merged_into=into)
    assert geo.get(f"requests/{matter.number}.json").status_code == 404
    assert matter.number_shown not in geo.get("requests.json").content.decode()


def test_the_minute_of_a_shown_matter_cannot_be_asked_out(town: Town, geo: GeoProgram) -> None:
    noon = timezone.localtime().replace(hour=12, minute=34) - timedelta(days=3)
    shown(town, at=noon)
    midnight = noon.replace(hour=0, minute=0, second=0, microsecond=0)

    def listed(start: datetime, end: datetime) -> int:
        return len(geo.get("requests.json", start_date=start.isoformat(), end_date=end.isoformat()).json())

    assert listed(midnight, midnight) == 1
    assert listed(midnight + timedelta(seconds=1), midnight + timedelta(hours=23)) == 0
    assert listed(midnight - timedelta(days=1), midnight - timedelta(seconds=1)) == 0
    assert listed(midnight - timedelta(hours=1), noon) == listed(midnight, noon + timedelta(hours=2)) == 1


def test_lists_are_narrowed_by_code_status_and_time(town: Town, geo: GeoProgram) -> None:
    at = timezone.now()
    rubbish, noise = shown(town), shown(town, kind=town.noise.code)
    Matter.objects.filter(pk=noise.pk).update(stage=Stage.CLOSED, closed_at=at)
    old = shown(town, at=at - timedelta(days=95))

    def listed(**told: str) -> set[str]:
        answer = geo.get("requests.json", **told)
        assert answer.status_code == 200, answer.content
        return {row["service_request_id"] for row in answer.json()}

    assert listed() == {rubbish.number_shown, noise.number_shown}
    assert listed(service_code=town.noise.code) == {noise.number_shown}
    assert listed(service_code=f"{town.noise.code},{town.rubbish.code}") == {rubbish.number_shown, noise.number_shown}
    assert listed(status="open") == {rubbish.number_shown}
    assert listed(status="closed") == {noise.number_shown}
    assert listed(status="open, closed") == listed(status="") == listed()
    assert listed(end_date=(at - timedelta(days=94)).isoformat()) == {old.number_shown}
    assert listed(service_request_id=old.number_shown, status="closed", start_date="") == {old.number_shown}
    assert listed(service_request_id=f"{old.number},{rubbish.number_shown},nowhere") == {
        old.number_shown,
        rubbish.number_shown,
    }


@pytest.mark.parametrize(("days", "status"), [(89, 200), (90, 200), (91, 400)])
def test_ninety_days_may_be_asked_for_at_once(town: Town, geo: GeoProgram, days: int, status: int) -> None:
    start = "2026-01-01T00:00:00Z"
    end = (datetime.fromisoformat(start) + timedelta(days=days)).isoformat()
    assert geo.get("requests.json", start_date=start, end_date=end).status_code == status


def test_a_list_ends_at_a_thousand_and_can_be_paged(
    town: Town, geo: GeoProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.faces.api.open311.asked.MOST_ROWS", 3)
    numbers = [shown(town).number_shown for _ in range(4)]
    assert [row["service_request_id"] for row in geo.get("requests.json").json()] == numbers[:0:-1]
    pages = [geo.get("requests.json", page=page, page_size=3).json() for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [3, 1, 0]


@pytest.mark.parametrize(
    "told",
    [
        {"status": "done"},
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00"},
        {"start_date": "0001-01-01T00:00:00+23:59"},
        {"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-02-01T00:00:00Z"},
        {"page": "0"},
        {"page_size": "1001"},
        {"page": "²"},
        {"service_request_id": ",".join(str(n) for n in range(201))},
    ],
)
def test_what_cannot_be_asked_is_400(town: Town, geo: GeoProgram, told: dict[str, str]) -> None:
    answer = geo.get("requests.json", **told)
    assert answer.status_code == 400
    assert faults(answer)


def test_all_faults_are_told_at_once(town: Town, geo: GeoProgram) -> None:
    assert len(faults(geo.get("requests.json", status="done", start_date="x", page="0"))) == 3
    assert len(faults(geo.report(lat="x", description="长" * 4001, phone="none", token="x"))) == 4


def test_a_zone_behind_a_plus_is_read_escaped_or_not(town: Town, geo: GeoProgram) -> None:
    shown(town, at=timezone.now() - timedelta(days=2))
    since = (timezone.localtime() - timedelta(days=5)).isoformat()
    for text in (since.replace("+", "%2B"), since):
        assert len(Client().get(f"{ROOT}/requests.json?start_date={text}").json()) == 1


def test_unknown_codes_jurisdictions_and_keys_are_named(town: Town, geo: GeoProgram) -> None:
    assert geo.get("requests.json", service_code="99").status_code == 404
    assert geo.get("services.json", jurisdiction_id="110101").status_code == 404
    assert geo.get("services.json", jurisdiction_id="320583").status_code == 200
    assert geo.get("services.json", jurisdiction_id="").status_code == 200
    assert geo.get("requests.json", api_key="wrong").status_code == 403
    assert geo.report(api_key="wrong").status_code == 403
    assert geo.report(api_key="").status_code == 403
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"service_code": None}, 400),
        ({"service_code": "99-99-99"}, 404),
        ({"service_code": "02-01-06"}, 404),
        ({"lat": None, "long": None}, 400),
        ({"lat": None}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "91"}, 400),
        ({"lat": 20.0, "long": 100.0}, 400),
        ({"lat": None, "long": None, "address_id": "999999999999"}, 400),
        ({"description": "长" * 4001}, 400),
        ({"attribute[nothing]": "x"}, 400),
        ({"phone": "<script>"}, 400),
        ({"first_name": "长" * 41}, 400),
        ({"token": "mine"}, 400),
    ],
)
def test_a_report_that_cannot_be_taken_says_why(town: Town, geo: GeoProgram, more: dict[str, Any], status: int) -> None:
    answer = geo.report(**more)
    assert answer.status_code == status, answer.content
    assert faults(answer)
    assert Matter.objects.count() == 0


def test_four_thousand_characters_are_taken(town: Town, geo: GeoProgram) -> None:
    geo.number(description="长" * 4000)
    assert len(Matter.objects.get().words) == 4000


def test_a_place_may_be_a_code_or_words(town: Town, geo: GeoProgram) -> None:
    geo.number(lat=None, long=None, address_id=GRIDS[2])
    geo.number(lat=None, long=None, address_string="亭林路口")
    by_code, by_words = Matter.objects.order_by("pk")
    assert by_code.place == GRIDS[2]
    assert (by_words.place, by_words.address) == ("320583", "亭林路口")


def test_attributes_are_the_answers_to_the_definition(town: Town, geo: GeoProgram) -> None:
    ask_questions(town)
    leak = {"service_code": town.leak.code}
    assert geo.report(**leak).status_code == 400
    assert geo.report(**leak, **{"attribute[floor]": " "}).status_code == 400
    assert geo.report(**leak, **{"attribute[floor]": "3", "attribute[how]": "rain"}).status_code == 400
    assert geo.report(**leak, **{"attribute[floor]": "3", "attribute[how][]": "flood"}).status_code == 200
    assert Matter.objects.get().replies == {"floor": "3", "how": "flood"}


def test_a_sensitive_kind_gives_a_token_that_only_its_program_can_use(town: Town, geo: GeoProgram) -> None:
    told = valid(geo.report(service_code=town.abuse.code, is_public="true"), schemas.CREATED)[0]
    assert "service_request_id" not in told
    path = f"tokens/{told['token']}.json"
    assert geo.get(path).status_code == 404
    resolved = valid(geo.get(path, key=True), schemas.TOKEN)[0]
    assert resolved["service_request_id"] == Matter.objects.get().number_shown
    assert geo.get(f"requests/{resolved['service_request_id']}.json").status_code == 404


def test_a_token_of_the_program_lets_it_send_again(town: Town, geo: GeoProgram) -> None:
    token = str(uuid4())
    assert geo.get(f"tokens/{token}.json", key=True).status_code == 404
    first = geo.number(token=token)
    assert geo.number(token=token.upper()) == first
    assert geo.get(f"tokens/{token}.xml", key=True).content.decode().count(first) == 1
    assert geo.report(token=token, description="另一件事").status_code == 409
    assert Matter.objects.count() == 1


def test_a_request_that_may_be_shown_is_there_for_everybody(town: Town, geo: GeoProgram) -> None:
    number = geo.number(is_public="true")
    assert geo.get(f"requests/{number}.json").json()[0]["description"] is None


def test_photos_come_with_the_report_and_have_an_address(
    town: Town, geo: GeoProgram, settings: Settings, tmp_path: Path
) -> None:
    settings.LINLI_MEDIA = tmp_path
    file = BytesIO()
    Image.new("RGB", (16, 16), "green").save(file, "PNG")
    file.seek(0)
    file.name = "a.png"
    number = geo.number(media=file, is_public="true")
    url = geo.get(f"requests/{number}.json", key=True).json()[0]["media_url"]
    photo = Client().get(url)
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
    assert Client().get(url.replace("photos/", "photos/x")).status_code == 404
    assert geo.get(f"requests/{number}.json").json()[0]["media_url"] is None
    text = BytesIO(b"no picture")
    text.name = "b.png"
    assert geo.report(media=text).status_code == 400


def test_an_address_of_a_photo_is_not_fetched(town: Town, geo: GeoProgram) -> None:
    assert geo.report(media_url="http://127.0.0.1:1/x.jpg").status_code == 200  # a socket would fail the test


def test_nothing_is_handed_off_to_who_asks_by_itself(town: Town, geo: GeoProgram) -> None:
    from linli.exchange import jobs

    geo.number()
    handled(town, Matter.objects.get())
    jobs.collect(at=timezone.now() + timedelta(minutes=1))
    assert HandOff.objects.count() == 0


def test_updates_tell_what_happened_to_ones_own_requests(town: Town, geo: GeoProgram) -> None:
    number = geo.number()
    handled(town, Matter.objects.get())
    shown(town)
    told = valid(geo.get("servicerequestupdates.json", key=True), schemas.UPDATES)
    assert [row["status"] for row in told] == ["INVESTIGATING", "ACTION_SCHEDULED", "FIXED"]
    assert {row["service_request_id"] for row in told} == {number}
    assert told[-1]["description"].endswith("已清运")
    assert geo.get("servicerequestupdates.json").status_code == 403


def test_a_reporter_judges_through_the_program_once(town: Town, geo: GeoProgram) -> None:
    number = geo.number()
    handled(town, Matter.objects.get())
    say = {"service_request_id": number, "update_id": "u-1", "status": "REOPEN", "description": "又满了"}
    for _ in range(2):
        answer = geo.post("servicerequestupdates.xml", **say)
        assert answer.status_code == 200, answer.content
        assert "<request_update><update_id>u-1</update_id></request_update>" in answer.content.decode()
    matter = Matter.objects.get()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)
    assert matter.ratings.get().words == "又满了"
    assert geo.post("servicerequestupdates.json", **say | {"status": "FIXED"}).status_code == 409
    assert geo.post("servicerequestupdates.json", **say | {"update_id": "u-2", "status": "FIXED"}).status_code == 409
    for wrong in ({"status": "PARTIED"}, {"update_id": ""}, {"reason": "weather", "update_id": "u-3"}):
        assert geo.post("servicerequestupdates.json", **say | wrong).status_code == 400


def test_a_reporter_takes_it_back_through_the_program(town: Town, geo: GeoProgram) -> None:
    number = geo.number()
    say = {"service_request_id": number, "update_id": "u-1", "status": "CANCELLED"}
    assert geo.post("servicerequestupdates.json", **say).status_code == 200
    assert geo.get(f"requests/{number}.json", key=True).json()[0]["status"] == "closed"


def test_methods_and_paths_that_are_not_there(town: Town, geo: GeoProgram) -> None:
    assert geo.post("services.json").status_code == 405
    assert Client().head(f"{ROOT}/services.json").status_code == 200
    assert Client().delete(f"{ROOT}/requests.json").status_code == 405
    for path in ("", "requests", "requests.yaml", "services/.json"):
        answer = geo.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA["xml"]), path


def test_xml_holds_no_character_that_xml_does_not_know(town: Town, geo: GeoProgram) -> None:
    number = geo.number(description="a\x01b\x0bc]]>\ufffe<!-- ")
    told = plain(geo.get(f"requests/{number}.xml", key=True))[0]
    assert told["description"] == "abc]]><!--"


def test_a_list_asks_the_same_number_of_queries(town: Town, geo: GeoProgram, django_assert_num_queries: Any) -> None:
    geo.number()
    geo.get("requests.json", key=True)
    with django_assert_num_queries(5):
        geo.get("requests.json", key=True)
    for _ in range(5):
        geo.number()
        shown(town)
    with django_assert_num_queries(5):
        assert len(geo.get("requests.json", key=True).json()) == 11
