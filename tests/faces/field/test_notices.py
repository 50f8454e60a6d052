"""Who handles may be told of new orders by push; nobody else, and nobody unasked."""

from __future__ import annotations

from django.test import Client
from pytest_django import Settings

from linli.notices.models import Choice, Subscription
from linli.site import secrets
from tests.faces.resident.test_notices import pushed, said
from tests.town import Town


def test_a_handler_asks_to_be_told_and_ends_it(client: Client, town: Town, settings: Settings) -> None:
    settings.LINLI_PUSH_KEY = secrets.for_push()
    client.force_login(town.guan)
    page = client.get("/field/notices/")
    assert "只在工作时间" in said(page)
    assert "短信" not in said(page)
    client.post("/field/notices/", pushed())
    assert Subscription.objects.live().get().choice.person == town.guan
    client.post("/field/notices/", {"way": "visit"})
    assert Subscription.objects.live().count() == 0


def test_residents_and_strangers_find_no_such_page(client: Client, town: Town) -> None:
    assert client.get("/field/notices/").status_code == 302
    client.force_login(town.ren)
    assert client.post("/field/notices/", pushed()).status_code == 404
    assert Choice.objects.count() == 0
