"""What holds for every URL alike: its headers, the token of its forms, and that reading writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.permissions.policy import API, PAGES, ROLES
from tests.permissions.scene import Scene
from tests.permissions.test_matrix import POLICY, Cast, address
from tests.town import Town

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
READS = [(name, row) for name, rows in POLICY.items() for row in rows if row.method == "GET"]
SENDS = [(name, row) for name, rows in PAGES.items() for row in rows if row.method == "POST"]
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
OWN_TABLES = ("django_session", "linli_cache")  # when somebody was last seen is no change


@pytest.fixture
def scene(town: Town, settings: Settings, tmp_path: Path) -> Scene:
    settings.LINLI_MEDIA = tmp_path
    return Scene(town)


def lacks(answer: HttpResponse) -> list[str]:
    """What is missing on ``answer`` of what every answer carries."""
    policy = answer.get("Content-Security-Policy", "")
    wrong = [name for name, value in GUARDS.items() if answer.get(name) != value]
    wrong += [f"CSP: {policy}"] if "default-src 'none'" not in policy or "unsafe" in policy else []
    is_framed = "frame-ancestors 'none'" not in policy and answer.get("X-Frame-Options") != "DENY"
    return wrong + ["can be framed"] * is_framed


@pytest.mark.slow
@pytest.mark.once  # on PostgreSQL test_hostile asks for the same pages
def test_every_answer_carries_the_guards_and_no_reading_writes(scene: Scene) -> None:
    cast, found = Cast(scene.town), []
    for name, row in READS:
        url = address(name, scene, "own", row.stage)
        role = next((role for role in ROLES if "own" in row.who.get(role, ())), "community")
        cache.clear()
        mark = transaction.savepoint()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = cast.client(role, by_token=name in API).get(url)
        transaction.savepoint_rollback(mark)
        found += [(url, wrong) for wrong in lacks(answer)]
        told = [query["sql"] for query in asked.captured_queries]
        found += [(url, sql[:200]) for sql in told if sql.startswith(WRITES) and not any(t in sql for t in OWN_TABLES)]
    assert found == []


@pytest.mark.django_db
def test_errors_and_files_carry_the_guards_too(settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)
    assert lacks(client.get("/nowhere/")) == []
    file = client.get("/static/vendor/htmx.min.js")
    assert (file.status_code, lacks(file)) == (200, [])
    file.close()
    assert lacks(client.post("/report/", {})) == []  # no token
    assert lacks(client.get("/", headers={"host": "elsewhere.test"})) == []
    assert client.get("/", headers={"host": "elsewhere.test"}).status_code == 400


@pytest.mark.slow
@pytest.mark.once  # turned away before anything is asked of the database
def test_no_form_is_taken_without_its_token(scene: Scene) -> None:
    cast, taken = Cast(scene.town), []
    for name, row in SENDS:
        url = address(name, scene, "own", row.stage)
        role = next((role for role in ROLES if "own" in row.who.get(role, ())), "community")
        client = Client(enforce_csrf_checks=True)
        client.cookies.update(cast.cookies.get(role, {}))
        body = row.body(scene, scene.matter("own", row.stage or "received")) if row.body else {}
        if client.post(url, body).status_code != 403:
            taken.append((name, role))
    assert taken == []


def test_the_api_takes_no_cookie_for_a_token(scene: Scene, client: Client) -> None:
    """It asks for no form token, so a cookie must open nothing there."""
    matter = scene.matter("own", "received")
    client.force_login(scene.town.mei)
    assert client.get(f"/api/v1/matters/{matter.number}").status_code == 404
    move = {"move": "accept", "version": matter.version}
    answer = client.post(f"/api/v1/matters/{matter.number}/moves", move, content_type="application/json")
    assert answer.status_code == 404
    assert client.get("/api/v1/matters").status_code == client.get("/api/v1/orders").status_code == 401
