"""Saying something through the API, rightly and wrongly."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from linli.core.models import Entry
from linli.matters.models import Channel, Matter, Reporter
from tests.faces.api.conftest import Program
from tests.town import INSIDE, Town


def test_a_program_reports_and_gets_a_receipt(town: Town, program: Program) -> None:
    answer = program.say(is_public=True, contact={"name": "演示居民丙", "phone": "10000000003"})
    assert answer.status_code == 201, answer.content
    receipt = answer.json()
    matter = Matter.objects.get()
    assert receipt["number"] == matter.number_shown
    assert receipt["unit"]["id"] == town.cleaners.pk
    assert answer["Location"] == receipt["url"] == f"/api/v1/matters/{matter.number_shown}"
    assert (matter.channel, matter.is_public) == (Channel.API, True)
    assert Reporter.objects.get().phone == "10000000003"
    assert Entry.objects.filter(verb="matters.received").count() == 1


def test_the_same_intent_gets_the_same_receipt_once_made(town: Town, program: Program) -> None:
    first, again = program.say(UUID(int=7)), program.say(UUID(int=7))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = program.say(UUID(int=7), words="别的事")
    assert (other.status_code, other.json()["type"]) == (409, "urn:linli:problem:intent-conflict")
    assert Matter.objects.count() == 1


def test_staff_enter_what_somebody_said_on_the_phone_only_in_their_area(town: Town, program: Program) -> None:
    assert program.as_(town.mei).say(channel="phone").status_code == 201
    reporter = Reporter.objects.get()
    assert (reporter.person, reporter.entered_by) == (None, town.mei)
    assert program.as_(town.far).say(channel="phone").status_code == 403
    assert program.say(channel="phone").status_code == 403


def test_a_resident_with_a_token_is_the_reporter(town: Town, program: Program) -> None:
    assert program.as_(town.ren).say().status_code == 201
    assert Reporter.objects.get().person == town.ren


def test_an_anonymous_report_asks_for_no_session_and_no_user(
    town: Town, program: Program, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    program.say()  # what is kept in memory is loaded now
    with django_assert_max_num_queries(12) as kept:
        assert program.say().status_code == 201
    tables = " ".join(query["sql"] for query in kept.captured_queries)
    assert "django_session" not in tables
    assert "people_person" not in tables


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"intent": "no uuid"}, "intent"),
        ({"kind": None}, "kind"),
        ({"lon": None}, ""),
        ({"lon": None, "lat": None}, ""),
        ({"lon": "120.9"}, "lon"),
        ({"lat": 91}, "lat"),
        ({"words": "字" * 2001}, "words"),
        ({"words": "nul \x00 here"}, "words"),
        ({"words": 7}, "words"),
        ({"is_public": "yes"}, "is_public"),
        ({"stage": "closed"}, "stage"),
        ({"contact": {"phone": "<script>"}}, "contact.phone"),
        ({"place": "32058", "lon": None, "lat": None}, "place"),
        ({"kind": "09-09-09"}, "kind"),
        ({"kind": "02-01-06"}, "kind"),
        ({"place": "110101001001", "lon": None, "lat": None}, "place"),
    ],
)
def test_a_wrong_field_is_named(town: Town, program: Program, more: dict[str, object], field: str) -> None:
    answer = program.say(**more)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [row["field"] for row in problem["errors"]] == [field]
    assert problem["errors"][0]["text"]
    assert not Matter.objects.exists()


def test_a_point_outside_the_county_names_the_nearest_grid(town: Town, program: Program) -> None:
    lon, lat = INSIDE["320583101001001"]
    answer = program.say(lon=lon + 0.02, lat=lat)
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:linli:problem:outside-county"
    assert answer.json()["nearest"]["code"] == "320583101001001"


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b"null",
        b"NaN",
        b'{"lon": 1e400}',
        b'"text"',
        b"\xff\xfe",
        b'{"words": "\\ud800"}',
        b"[" * 2000,
    ],
)
def test_what_is_no_json_object_is_refused(town: Town, program: Program, body: bytes) -> None:
    answer = program.raw("/matters", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_other_media_types_methods_and_sizes_are_refused(town: Town, program: Program) -> None:
    assert program.raw("/matters", b"kind=1", "application/x-www-form-urlencoded").status_code == 415
    put = program.client.put("/api/v1/matters", b"{}", content_type="application/json")
    assert (put.status_code, put["Allow"], put["Content-Type"]) == (405, "GET, POST", "application/problem+json")
    assert program.raw("/matters", b'{"words": "%s"}' % (b"a" * 3_000_000)).status_code == 413
    nowhere = program.get("/nowhere")
    assert (nowhere.status_code, nowhere["Content-Type"]) == (404, "application/problem+json")


def test_problems_speak_the_language_that_is_asked_for(town: Town, program: Program) -> None:
    english = Program(**{"Accept-Language": "en"}).say(kind="09-09-09").json()
    assert english["detail"].startswith("Choose what it is about")
