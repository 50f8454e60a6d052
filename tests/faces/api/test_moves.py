"""Reading and moving through the API: scope by 404, authority by 403, races by 409."""

from __future__ import annotations

import pytest
from django.utils import timezone

from linli.faces.api import tokens
from linli.matters import actions, follow
from linli.matters.models import Matter
from linli.people.models import Person
from tests.faces.api.conftest import Program
from tests.town import GRIDS, INSIDE, T0, Town, answer


def code(town: Town, matter: Matter) -> str:
    return follow.code_of(town.reporter(matter).intent)


def test_a_matter_goes_from_report_to_rating(town: Town, program: Program) -> None:
    receipt = program.say().json()
    url = f"/matters/{receipt['number']}"
    desk, unit, resident = program.as_(town.mei), program.as_(town.guan), program.knowing(receipt["follow_code"])

    sent = desk.post(f"{url}/moves", {"move": "dispatch", "version": 1, "lead": town.cleaners.pk})
    assert (sent.status_code, sent.json()["stage"]) == (200, "handling")
    order = unit.get("/orders").json()["rows"][0]
    signed = unit.post(f"/orders/{order['id']}/moves", {"move": "sign", "version": order["version"]}).json()
    noted = unit.post(f"/orders/{order['id']}/moves", {"move": "note", "words": "已到场"}).json()
    assert (signed["stage"], noted["stage"]) == ("signed", "in_hand")
    elements = {"spoken_to": "nobody", "finished_on": "2099-01-01"}
    done = unit.post(
        f"/orders/{order['id']}/moves", {"move": "finish", "version": noted["version"], "words": "已清运", **elements}
    ).json()
    assert done["stage"] == "done"

    seen = resident.get(url).json()
    assert (seen["view"], seen["stage"], seen["answers"][0]["words"]) == ("reporter", "answered", "已清运")
    rated = resident.post(
        f"{url}/moves", {"move": "rate", "version": seen["version"], "solved": True, "satisfaction": 5}
    )
    assert rated.json()["stage"] == "closed"


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({"move": "dance", "version": 1}, "", "可选值：'sign', 'start', 'note'"),
        ({"version": 1}, "", "此项必填。"),
        ({"move": "finish", "version": 1, "words": "已清运", "spoken_to": "king"}, "spoken_to", "可选值：'reporter'"),
        ({"move": "sign", "version": 0}, "version", "不能小于 1。"),
    ],
)
def test_what_a_field_may_hold_is_said_in_the_readers_words(
    town: Town, program: Program, body: dict[str, object], field: str, said: str
) -> None:
    order = town.handling().orders.get()
    answer = program.as_(town.guan).post(f"/orders/{order.pk}/moves", body)
    (wrong,) = answer.json()["errors"]
    assert answer.status_code == 400
    assert (wrong["field"], wrong["text"].startswith(said)) == (field, True), wrong


def test_assisting_units_may_get_a_limit_of_their_own(town: Town, program: Program) -> None:
    matter = town.matter(kind=town.leak.code, at=timezone.now())
    desk, url = program.as_(town.mei), f"/matters/{matter.number}/moves"
    asked = {"move": "dispatch", "version": 1, "lead": town.water.pk, "assisting": [town.cleaners.pk]}
    too_long = desk.post(url, asked | {"limit": {"amount": 900, "unit": "working_days"}})
    assert (too_long.status_code, too_long.json()["errors"][0]["field"]) == (400, "limit")
    assert desk.post(url, asked | {"limit": {"amount": 0, "unit": "working_days"}}).status_code == 400
    assert not matter.orders.exists()
    assert desk.post(url, asked | {"limit": {"amount": 2, "unit": "working_hours"}}).status_code == 200
    assist = matter.orders.get(leads=False)
    assert (assist.limit_amount, assist.limit_unit) == (2, "working_hours")


def test_more_units_are_called_to_help_once_one_leads(town: Town, program: Program) -> None:
    matter = town.matter(at=timezone.now())
    desk, url = program.as_(town.mei), f"/matters/{matter.number}/moves"
    help_ = {"move": "dispatch", "assisting": [town.water.pk], "task": "请协助封路"}
    early = desk.post(url, help_ | {"version": 1})  # nobody leads yet
    assert (early.status_code, early.json()["type"]) == (400, "urn:linli:problem:nobody-called")
    first = desk.post(url, {"move": "dispatch", "version": 1, "lead": town.cleaners.pk}).json()
    sent = desk.post(url, help_ | {"version": first["version"]})
    assert sent.status_code == 200, sent.content
    assert [(row["unit"]["id"], row["leads"]) for row in sent.json()["orders"]] == [
        (town.cleaners.pk, True),
        (town.water.pk, False),
    ]
    twice = desk.post(url, help_ | {"version": sent.json()["version"]})
    assert twice.status_code == 409 or twice.json()["type"].endswith("same-unit-twice")
    second = desk.post(url, {"move": "dispatch", "version": sent.json()["version"], "lead": town.committee.pk})
    assert second.json()["type"].endswith("already-led")
    assert desk.post(url, {"move": "dispatch", "version": sent.json()["version"]}).status_code == 400  # nobody at all
    assert matter.orders.count() == 2


@pytest.mark.slow
def test_who_may_see_how_much(town: Town, program: Program) -> None:
    hidden = town.matter(by=town.ren)
    url = f"/matters/{hidden.number}"
    assert program.get(url).status_code == 404
    assert program.knowing("WRONGCOD").get(url).status_code == 404
    assert program.knowing(code(town, hidden)).get(url).json()["view"] == "reporter"
    assert program.as_(town.ren).get(url).json()["view"] == "reporter"
    assert program.as_(town.lao).get(url).status_code == 404
    for person in (town.mei, town.jie, town.zhong, town.wang):
        assert program.as_(person).get(url).json()["view"] == "desk"
    for person in (town.tom, town.far, town.guan, town.sys, town.sec, town.aud):
        assert program.as_(person).get(url).status_code == 404


def test_what_is_shown_to_everybody_has_no_words_point_or_address(town: Town, program: Program) -> None:
    matter = town.matter(is_public=True, address="某路1号")
    shown = program.get(f"/matters/{matter.number}").json()
    assert shown["view"] == "public"
    days = [shown[name] for name in ("received_at", "due_at")]
    assert all(day.endswith("T16:00:00Z") for day in days), days  # midnight in Kunshan: no minute tells who it was
    assert shown["community"] == {"code": GRIDS[0][:12], "label": "玉山镇 · 里厍社区"}
    assert not {"words", "lon", "lat", "address", "place", "answers", "replies"} & set(shown)


def test_a_move_by_another_community_finds_nothing_and_without_a_token_is_refused(town: Town, program: Program) -> None:
    matter = town.matter(is_public=True)
    body = {"move": "accept", "version": 1}
    url = f"/matters/{matter.number}/moves"
    assert program.post(url, body).status_code == 401
    assert program.as_(town.tom).post(url, body).status_code in (403, 404)
    assert program.as_(town.wang).post(url, body).status_code == 403
    matter.refresh_from_db()
    assert matter.stage == "received"


def test_the_loser_of_a_race_sees_the_matter_as_it_stands(town: Town, program: Program) -> None:
    matter = town.matter()
    url = f"/matters/{matter.number}/moves"
    desk = program.as_(town.mei)
    assert desk.post(url, {"move": "accept", "version": 1}).status_code == 200
    late = desk.post(url, {"move": "decline", "version": 1, "reason": "not_a_request", "words": "不属诉求"})
    assert (late.status_code, late["Content-Type"]) == (409, "application/problem+json")
    assert (late.json()["fresh"]["stage"], late.json()["fresh"]["version"]) == ("accepted", 2)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"move": "explode", "version": 1},
        {"move": "accept"},
        {"move": "accept", "version": 2**70},
        {"move": "accept", "version": "1"},
        {"move": "accept", "version": 1, "kind": "09-09-09"},
        {"move": "decline", "version": 1, "reason": "because", "words": "不"},
        {"move": "decline", "version": 1, "reason": "in_court", "words": "  "},
        {"move": "dispatch", "version": 1, "lead": 2**62},
        {"move": "rate", "version": 1, "solved": True, "reason": "half_done"},
        {"move": "accept", "version": 1, "stage": "closed"},
    ],
)
def test_a_wrong_move_is_a_problem(town: Town, program: Program, body: dict[str, object]) -> None:
    matter = town.matter()
    answer = program.as_(town.mei).post(f"/matters/{matter.number}/moves", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    matter.refresh_from_db()
    assert matter.stage == "received"


def test_the_queue_holds_the_area_of_the_token(town: Town, program: Program) -> None:
    town.matter()
    town.matter(point=INSIDE[GRIDS[2]])
    town.matter(point=INSIDE[GRIDS[4]])
    counts = [len(program.as_(who).get("/matters").json()["rows"]) for who in (town.mei, town.jie, town.zhong)]
    assert counts == [1, 2, 3]
    assert program.get("/matters").status_code == 401
    assert program.as_(town.guan).get("/matters").json()["rows"] == []
    assert len(program.as_(town.zhong).get("/matters", place=GRIDS[4][:9]).json()["rows"]) == 1
    assert len(program.as_(town.zhong).get("/matters", late="false").json()["rows"]) == 0


@pytest.mark.slow
def test_pages_of_the_queue_hold_every_matter_once(town: Town, program: Program) -> None:
    for _ in range(51):
        town.report()
    desk = program.as_(town.mei)
    for order in ("due", "newest"):
        first = desk.get("/matters", order=order).json()
        rest = desk.get("/matters", order=order, after=first["next"]).json()
        numbers = [row["number"] for row in first["rows"] + rest["rows"]]
        assert len(numbers) == len(set(numbers)) == 51
        assert rest["next"] is None
    for wrong in ("x", "AAAA", "MjAyNg", "é"):
        assert desk.get("/matters", after=wrong).status_code == 400


def test_an_order_of_another_unit_is_not_there(town: Town, program: Program) -> None:
    order = town.handling().orders.get()
    body = {"move": "sign", "version": 1}
    assert program.as_(town.shui).post(f"/orders/{order.pk}/moves", body).status_code == 404
    assert program.as_(town.ren).get(f"/orders/{order.pk}").status_code == 404
    assert program.as_(town.guan).get(f"/orders/{2**63 - 1}").status_code == 404
    assert program.as_(town.guan).get(f"/orders/{2**64}").status_code == 400
    assert program.as_(town.guan).post(f"/orders/{order.pk}/moves", body).json()["stage"] == "signed"
    again = program.as_(town.guan).post(f"/orders/{order.pk}/moves", body)
    assert (again.status_code, again.json()["fresh"]["stage"]) == (409, "signed")


def test_a_token_dies_with_the_posts_of_its_person(town: Town, program: Program) -> None:
    desk = program.as_(town.mei)
    assert desk.get("/orders").status_code == 200
    Person.objects.filter(pk=town.mei.pk).update(session_stamp=1)
    dead = desk.get("/orders")
    assert (dead.status_code, dead["WWW-Authenticate"]) == (401, 'Bearer realm="linli"')
    desk = program.as_(Person.objects.get(pk=town.mei.pk))
    assert desk.get("/orders").status_code == 200
    changed = Person.objects.get(pk=town.mei.pk)
    changed.set_password("another password of hers")
    changed.save()
    assert desk.get("/orders").status_code == 401
    assert Program(Authorization="Bearer nonsense").get("/kinds").status_code == 200  # a public list asks nobody
    assert Program(Authorization=f"Bearer {tokens.issue(changed)}x").say().status_code == 401
    assert Program(Authorization="Basic bWVpOng=").say().status_code == 401


def test_lists_for_those_who_fill_a_form(town: Town, program: Program) -> None:
    kinds = program.get("/kinds").json()
    assert [kind["code"] for kind in kinds][:2] == ["02-01-01", "02-01-02"]
    assert "02-01-06" not in [kind["code"] for kind in kinds]
    assert len(program.get("/divisions", within="320583100").json()) == 3
    assert {unit["id"] for unit in program.get("/units").json()} >= {town.cleaners.pk, town.water.pk}
    lon, lat = INSIDE[GRIDS[1]]
    assert program.get("/grids/locate", lon=lon, lat=lat).json()["grid"]["code"] == GRIDS[1]
    outside = program.get("/grids/locate", lon=lon, lat=lat + 0.01).json()
    assert (outside["grid"], outside["nearest"]["code"]) == (None, GRIDS[1])
    assert program.get("/grids/locate", lon="nan", lat=lat).status_code == 400


def test_merging_needs_both_in_scope(town: Town, program: Program) -> None:
    matter, twin, far = town.matter(), town.matter(), town.matter(point=INSIDE[GRIDS[4]])
    url = f"/matters/{matter.number}/moves"
    desk = program.as_(town.mei)
    assert desk.post(url, {"move": "merge", "version": 1, "into": far.number}).status_code == 404
    merged = desk.post(url, {"move": "merge", "version": 1, "into": twin.number_shown})
    assert (merged.json()["stage"], merged.json()["merged_into"]) == ("merged", twin.number_shown)


def test_a_failed_check_sends_it_back_and_a_passed_one_closes(town: Town, program: Program) -> None:
    matter = town.answered()
    url = f"/matters/{matter.number}/moves"
    desk = program.as_(town.mei)
    back = desk.post(url, {"move": "send_back", "version": matter.version, "words": "还有一半"})
    assert (back.json()["stage"], back.json()["round"]) == ("handling", 2)
    order = matter.orders.get()
    actions.finish(by=town.guan, order=order, answer=answer("全部清完"), at=T0)
    version = desk.get(f"/matters/{matter.number}").json()["version"]
    assert desk.post(url, {"move": "close", "version": version}).json()["stage"] == "closed"
