"""Every URL × every role × every place, against one table. A URL without a row fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from linli.faces.api import tokens
from linli.people.models import Person
from tests.permissions import dated, halls, homes, reported
from tests.permissions.policy import ALIKE, API, NOBODY, PAGES, ROLES, Row
from tests.permissions.scene import PLACES, Scene
from tests.town import Town

POLICY = PAGES | API
REFUSALS = {401, 403, 404}
PASSED = {200, 201, 302}


def names(resolver: URLResolver | None = None, space: str = "") -> dict[str, list[str]]:
    """Every URL by its name, with the names of what stands in its path."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found[f"{space}{entry.name}"] = list(entry.pattern.converters) or list(entry.pattern.regex.groupindex)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            for name, path in names(entry, inner).items():
                found.setdefault(name, path)
    return found


URLS = names()


class Cast:
    """Everybody of the matrix, signed in: sessions for pages, tokens for the API."""

    signed_in: ClassVar[tuple[dict[str, Any], list[Session]] | None] = None
    """Cookies and sessions of the first cast: the town is the same in every test of a process."""

    def __init__(self, town: Town) -> None:
        people = {role: getattr(town, name) for role, name in ROLES.items() if role != NOBODY}
        if self.signed_in is None:
            Cast.signed_in = ({role: signed_in(person) for role, person in people.items()}, [*Session.objects.all()])
        else:
            Session.objects.bulk_create(self.signed_in[1])
        self.cookies, _ = Cast.signed_in or ({}, [])
        self.tokens = {role: tokens.issue(person) for role, person in people.items()}

    def client(self, role: str, *, by_token: bool) -> Client:
        if by_token:
            return Client(headers={"Authorization": f"Bearer {self.tokens[role]}"} if role != NOBODY else {})
        client = Client()
        client.cookies.update(self.cookies.get(role, {}))
        return client


def signed_in(person: Person) -> Any:
    client = Client()
    client.force_login(person)
    return client.cookies


ASKED = {"api:locate": "?lon=120.905&lat=31.305", "api:nearby": "?kind=02-01-01"}
"""What these cannot be asked without."""


def address(name: str, scene: Scene, place: str, stage: str) -> str:
    """The URL with everything it names, at ``place``."""
    town = scene.town
    known = {
        "number": lambda: scene.matter(place, stage or "received").number,
        "pk": lambda: scene.facility() if "facility" in name else scene.order(place, stage or "handling").pk,
        "return_id": lambda: scene.handed_back(place).pk,
        "dispute_id": lambda: scene.dispute(place).pk,
        "reporter_id": lambda: scene.matter(place, stage).reporters.get().pk,
        "order_id": lambda: scene.order(place, stage or "handling").pk,
        "what": lambda: "pause",
        "ask": lambda: scene.pause(place, stands=False).pk,
        "support": lambda: scene.support(place).pk,
        "standing": lambda: scene.pause(place, stands=True).pk,
        "key": lambda: "resident" if name == "demo:in" else scene.photo(place, of_project=name == "desk:photo-show"),
        "sound": lambda: scene.voice(place).attachment_id,
        "whistle_id": lambda: scene.whistle(place, stage).pk,
        "summons_id": lambda: scene.part(place, stage).pk,
        "cause_id": scene.cause,
        "token": lambda: "made-up",
        "person_id": lambda: town.tom.pk,
        "post_id": lambda: scene.post().pk,
        "rule_id": scene.rule,
        "offer_id": scene.offer,
        "asset_id": lambda: halls.asset(scene),
        "allocation_id": lambda: halls.allocation(scene),
        "crisis_id": lambda: halls.storm(scene),
        "estate_id": lambda: halls.estate(scene),
        "table": lambda: "kinds",
        "body_kind": lambda: "party_branch",
        "seat_rule_id": lambda: halls.seat_rule(scene),
        "body_id": lambda: scene.stand().body_id,
        "verb": lambda: "rename",
        "hangs": lambda: "ground",
        "listed": lambda: "activities",
        "row_id": lambda: scene.stand().pk,
        "star_code": lambda: halls.star(scene),
        "word": lambda: halls.word(scene),
        "for_id": scene.collected_for,
        "service_code": scene.service,
        "gap_id": lambda: halls.gap(scene),
        "order_number": scene.service_order,
        "day_id": lambda: scene.group_part().group_id,
        "part_id": lambda: scene.group_part().pk,
        "code_id": scene.code,
        "task_id": scene.task,
        "period": lambda: scene.circular().month,
        "version": lambda: scene.circular().version,
        "exclusion_id": lambda: scene.exclusion(place, stage or "answered").pk,
        "form": lambda: "json",
        "partner": lambda: "nobody",
        "code": lambda: town.rubbish.code,
        "community": lambda: town.community.code,
        "signed": lambda: "made-up",
        "item_id": scene.item,
        "to_come": lambda: dated.to_come(town, name).pk,
        "kind_id": lambda: town.rubbish.pk,
        "record_id": scene.burden,
        "unit_id": lambda: town.committee.pk,
        "month": lambda: "2026-03",
        "kind": lambda: reported.report_in(scene).kind,
        "building_id": lambda: homes.building(scene),
        "household_id": lambda: homes.household(scene).pk,
        "other_household_id": lambda: homes.other(scene),
        "joined_id": lambda: homes.joined(scene),
        "occupant_id": lambda: homes.occupant(scene).pk,
        "care_need_id": lambda: homes.need(scene),
        "home_request_id": lambda: homes.request(scene),
        "report_in_id": lambda: reported.report_in(scene).pk,
        "deed_id": lambda: reported.deed(scene),
        "comment_id": lambda: reported.comment(scene),
        "posted_id": lambda: reported.task(scene),
        "unit_report_id": lambda: reported.unit_report(scene),
        "riders_id": lambda: reported.riders(scene),
        "pledge_id": lambda: reported.pledge(scene),
        "need_id": scene.need,
        "claim_id": scene.claim,
        "resource_id": scene.resource,
        "booking_id": scene.booking,
        "project_id": scene.project,
        "list_id": scene.partner_list,
        "fund_id": lambda: scene.gift().fund_id,
        "gift_id": lambda: scene.gift().pk,
        "admission_id": lambda: scene.admission().pk,
        "activity_id": scene.activity,
        "shift_id": scene.shift,
        "signup_id": scene.signup,
        "certificate_id": scene.certificate,
        "team_id": scene.team,
        "template_code": lambda: "other",
        "intent": lambda: "00000000-0000-0000-0000-000000000001",
    }
    if name in ("api:missing", "open311:missing"):
        return {"api:missing": "/api/v1/nowhere", "open311:missing": "/open311/v2/nowhere"}[name]
    url = reverse(name, kwargs={part: known[part]() for part in URLS[name]})
    return url + ASKED.get(name, "")


def ask(client: Client, method: str, url: str, body: dict[str, Any], *, json_body: bool) -> HttpResponse:
    """One request, undone afterwards."""
    cache.clear()
    mark = transaction.savepoint()
    try:
        if method == "GET":
            return client.get(url)
        if json_body and not url.endswith(("/photos", "/voices")):
            return client.post(url, json.dumps(body), content_type="application/json")
        return client.post(url, body)
    finally:
        transaction.savepoint_rollback(mark)


def is_door(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].partition("?")[0] == "/door/"


def wrong(row: Row, role: str, place: str, answer: HttpResponse, *, is_api: bool) -> str:
    """What is wrong with an answer, empty when it is as the table has it."""
    signing_in = answer.wsgi_request.path.startswith("/door/code/")  # it may lead back to the first step of itself
    to_door = role == NOBODY and is_door(answer) and not signing_in
    refused = to_door or answer.status_code in REFUSALS
    said = f"{row.method} {row.stage} {role}@{place}: {answer.status_code} {answer.get('Location', '')}"
    if place in row.who.get(role, ()):
        sent_whole = row.method == "GET" or row.body is not None
        return said if refused or (sent_whole and answer.status_code not in PASSED) else ""
    if role == NOBODY and not is_api:
        return "" if to_door or answer.status_code == 404 else said
    untaken = row.body is not None and 400 <= answer.status_code < 500  # it would have been taken from those who may
    return "" if untaken or answer.status_code in REFUSALS else said


@pytest.fixture
def scene(town: Town, settings: Settings, tmp_path: Path) -> Scene:
    settings.LINLI_MEDIA = tmp_path
    return Scene(town)


@pytest.mark.slow
@pytest.mark.once  # who may do what is asked of posts and of prefixes of codes, which tests of orgs ask of both
@pytest.mark.parametrize("name", [name for name in POLICY if name in URLS])
def test_nobody_gets_further_than_the_table_says(scene: Scene, name: str) -> None:
    cast, is_api = Cast(scene.town), name in API
    found = []
    for row in POLICY[name]:
        for place in PLACES if row.stage else ("own",):
            url = address(name, scene, place, row.stage)
            body = row.body(scene, scene.matter(place, row.stage or "received")) if row.body else {}
            for role in ROLES:
                client = cast.client(role, by_token=is_api)
                answer = ask(client, row.method, url, body, json_body=is_api)
                found.append(wrong(row, role, place, answer, is_api=is_api))
    assert [one for one in found if one] == []


@pytest.mark.slow
@pytest.mark.once  # turned away by its method, before anything is written
@pytest.mark.parametrize("name", [name for name in POLICY if name in URLS and name not in ALIKE])
def test_methods_outside_the_table_change_nothing(scene: Scene, name: str) -> None:
    """POST on what is only read, GET on what is only done: never a success, for those whom the table lets in first."""
    cast, is_api = Cast(scene.town), name in API
    row = POLICY[name][0]
    url = address(name, scene, "own", row.stage)
    for method in {"GET", "POST"} - {row.method for row in POLICY[name]}:
        for role in {NOBODY, *[role for role, places in row.who.items() if "own" in places][:2]}:
            answer = ask(cast.client(role, by_token=is_api), method, url, {}, json_body=is_api)
            assert answer.status_code in {302, 400, 401, 403, 404, 405, 415}, (method, role, answer.status_code)
            if answer.status_code == 302:
                assert method == "GET" or is_door(answer), (method, role, answer["Location"])


def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert set(URLS) == set(POLICY)


def test_the_table_is_no_sieve() -> None:
    """Both sides of it are in use: a good part of all cells must be refused."""
    cells = [
        (role, place) in {(r, p) for r, where in row.who.items() for p in where}
        for rows in POLICY.values()
        for row in rows
        for role in ROLES
        for place in (PLACES if row.stage else ("own",))
    ]
    assert len(cells) > 2000
    assert 0.2 < sum(cells) / len(cells) < 0.8
