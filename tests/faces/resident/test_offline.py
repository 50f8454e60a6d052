"""What the phone asks for to keep pages and forms: no page of a person, no receipt for what nobody took in."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from linli.faces.kit.owners import owner
from linli.matters.models import Matter, Reporter
from tests.town import Town

OUTBOX = {"Linli-Sending": "1", "Linli-Outbox": "1"}


def form(town: Town, **more: str) -> dict[str, str]:
    said = {"intent": str(uuid4()), "words": "垃圾满了", "kind": town.rubbish.code, "place": town.community.code}
    return said | more


def test_the_worker_stands_at_the_root_and_is_asked_for_anew_each_time(client: Client, db: None) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]
    assert "kit/worker" in answer.content.decode()


def test_the_manifest_has_icons_that_are_there(client: Client, db: None) -> None:
    said = client.get("/manifest.webmanifest").json()
    assert said["display"] == "standalone"
    assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in said["icons"])


def test_a_stranger_and_each_person_have_an_owner_of_their_own(client: Client, town: Town) -> None:
    assert client.get("/kit/fresh/").json()["owner"] == ""
    client.force_login(town.ren)
    assert client.get("/kit/fresh/").json()["owner"] == owner(town.ren) != owner(town.lao)


def test_what_is_refused_is_told_in_words(client: Client, town: Town) -> None:
    answer = client.post("/report/", form(town, phone="123"), headers=OUTBOX)
    assert answer.status_code == 400
    assert any("手机号码" in words for words in answer.json()["words"])


def test_the_door_is_no_receipt(client: Client, town: Town) -> None:
    answer = client.post("/mine/data/agree/", {}, headers=OUTBOX)
    assert (answer.status_code, "Linli-Next" in answer) == (401, False)


def test_what_was_written_before_signing_in_goes_without_the_account_and_once(client: Client, town: Town) -> None:
    said = form(town)
    client.post("/report/", said, headers=OUTBOX)
    client.force_login(town.ren)
    again = client.post("/report/", said, headers=OUTBOX | {"Linli-Owner": ""})
    assert again["Linli-Next"] == f"/receipt/{Matter.objects.get().number_shown}/"
    assert Reporter.objects.get().person is None


@pytest.mark.slow
def test_ten_times_the_same_intent_is_one_matter(client: Client, town: Town) -> None:
    said = form(town)
    nexts = {client.post("/report/", said, headers=OUTBOX)["Linli-Next"] for _ in range(10)}
    assert (len(nexts), Matter.objects.count()) == (1, 1)
