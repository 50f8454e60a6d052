"""我也遇到 through the API: what is offered, and only that, can be joined, with a code of one's own."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.models import Matter, Reporter
from tests.faces.api.conftest import Program
from tests.town import GRIDS, INSIDE, T0, Town

HERE = dict(zip(("lon", "lat"), INSIDE[GRIDS[0]], strict=True))
THERE = dict(zip(("lon", "lat"), INSIDE[GRIDS[2]], strict=True))


def join(program: Program, matter: Matter, intent: UUID | None = None, **more: object) -> HttpResponse:
    asked = {"intent": str(intent or uuid4())} | HERE | more
    return program.post(f"/matters/{matter.number}/join", {k: v for k, v in asked.items() if v is not None})


def test_what_is_open_close_by_is_offered_without_its_words(town: Town, program: Program) -> None:
    matter = town.matter(words="李家门口")
    town.matter(point=INSIDE[GRIDS[2]])
    answer = program.get("/nearby", kind=town.rubbish.code, **HERE)
    assert [row["number"] for row in answer.json()] == [matter.number_shown]
    assert "李家" not in answer.content.decode()
    by_place = program.get("/nearby", kind=town.rubbish.code, place=GRIDS[0])
    assert [row["metres"] for row in by_place.json()] == [None]
    assert program.get("/nearby", kind=town.leak.code, **HERE).json() == []
    assert program.get("/nearby", kind=town.rubbish.code).json() == []
    for wrong in ({"kind": "09-09-09"} | HERE, HERE, {"kind": town.rubbish.code, "lon": "x"}, {"kind": "x", "lat": 91}):
        assert program.get("/nearby", **wrong).status_code == 400


def test_who_joins_gets_a_code_of_their_own_once(town: Town, program: Program) -> None:
    matter = town.matter(by=town.ren)
    first = join(program, matter, UUID(int=5), contact={"phone": "10000000003"})
    assert first.status_code == 201, first.content
    again = join(program, matter, UUID(int=5), contact={"phone": "10000000003"})
    assert (again.status_code, again.json()) == (200, first.json())
    receipt = first.json()
    assert receipt["url"] == first["Location"] == f"/api/v1/matters/{matter.number_shown}"
    joined = Reporter.objects.get(joined=True)
    assert (joined.matter, joined.phone, joined.person) == (matter, "10000000003", None)
    seen = program.knowing(receipt["follow_code"]).get(f"/matters/{matter.number}").json()
    assert seen["view"] == "reporter"
    assert Entry.objects.filter(verb="matters.joined").count() == 1
    assert matter.reporters.count() == 2
    other = join(program, matter, UUID(int=5), contact={"phone": "10000000009"})
    assert (other.status_code, other.json()["type"]) == (409, "urn:linli:problem:intent-conflict")


def test_a_resident_with_a_token_joins_once_and_keeps_the_code(town: Town, program: Program) -> None:
    matter = town.matter(by=town.ren)
    lao = program.as_(town.lao)
    first, second = join(lao, matter), join(lao, matter)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["follow_code"] == second.json()["follow_code"]
    assert matter.reporters.filter(person=town.lao).count() == 1


@pytest.mark.parametrize("where", [THERE, {"lon": None, "lat": None, "place": GRIDS[2]}, {"lon": 10.0, "lat": 10.0}])
def test_what_is_not_offered_where_the_caller_is_is_not_there(
    town: Town, program: Program, where: dict[str, object]
) -> None:
    assert join(program, town.matter(), **where).status_code == 404
    assert not Reporter.objects.filter(joined=True).exists()


def test_sensitive_ended_and_unknown_ones_are_not_there(town: Town, program: Program) -> None:
    abuse, declined = town.matter(kind=town.abuse.code), town.matter()
    actions.decline(by=town.mei, matter=declined, reason="not_a_request", words="不属诉求", at=T0)
    for matter in (abuse, declined, Matter(number="0000000000000"), Matter(number="x")):
        assert join(program, matter).status_code == 404
    open_one = town.matter()
    taken = UUID(int=9)
    assert join(program, open_one, taken).status_code == 201
    assert join(program, abuse, taken).status_code == 409  # an intent of one opens no other
    assert not abuse.reporters.filter(joined=True).exists()


def test_nobody_joins_without_end(town: Town, program: Program, settings: Settings) -> None:
    settings.LINLI_REPORTS_PER_HOUR = 2
    matter, intents = town.matter(), [uuid4() for _ in range(3)]
    assert [join(program, matter, intent).status_code for intent in intents] == [201, 201, 429]
    assert join(program, matter, intents[0]).status_code == 200  # only asks again
    assert join(program.as_(town.lao), matter).status_code == 201


def test_a_wrong_field_is_named(town: Town, program: Program) -> None:
    matter = town.matter()
    for more, field in (
        ({"intent": "x"}, "intent"),
        ({"lat": None}, ""),
        ({"kind": "02-01-01"}, "kind"),
        ({"contact": {"phone": "<b>"}}, "contact.phone"),
        ({"place": "²", "lon": None, "lat": None}, "place"),
    ):
        answer = join(program, matter, **more)
        assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (400, [field])
