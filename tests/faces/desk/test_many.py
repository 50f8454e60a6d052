"""Kept views, batches and files: what a desk does with a whole list."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils.http import urlencode
from openpyxl import load_workbook

from linli.core.models import Entry
from linli.desks.models import Batch, SavedView
from linli.matters import actions
from linli.matters.models import Matter
from linli.matters.rules import Stage
from tests.town import GRIDS, INSIDE, Town


def marks(*made: Matter) -> list[str]:
    return [f"{matter.number}.{matter.version}" for matter in made]


def preview(client: Client, move: str, *made: Matter):  # type: ignore[no-untyped-def]
    return client.post("/desk/batch/", {"move": move, "matter": marks(*made)})


def send(client: Client, move: str, intent: object, *made: Matter, **more: object):  # type: ignore[no-untyped-def]
    return client.post("/desk/batch/", {"move": move, "matter": marks(*made), "intent": intent, "send": "1", **more})


def test_a_batch_is_previewed_then_sent_and_says_what_became_of_each(client: Client, town: Town) -> None:
    made = [town.matter() for _ in range(3)]
    client.force_login(town.mei)
    shown = preview(client, "dispatch", *made)
    assert shown.context["open"] == 3
    assert not Batch.objects.exists()  # nothing yet
    actions.accept(by=town.jie, matter=Matter.objects.get(pk=made[2].pk), at=made[2].received_at)
    intent = shown.context["form"]["intent"].value()
    sent = send(client, "dispatch", intent, *made, lead=town.cleaners.name)
    done = client.get(sent.headers["Location"])
    assert done.context["good"] == 2
    text = done.content.decode()
    assert all(matter.number_shown in text for matter in made)
    assert Matter.objects.filter(stage=Stage.HANDLING).count() == 2
    again = send(client, "dispatch", intent, *made, lead=town.cleaners.name)
    assert again.headers["Location"] == sent.headers["Location"]
    assert Entry.objects.filter(verb="matters.dispatched").count() == 2
    client.force_login(town.jie)
    assert client.get(sent.headers["Location"]).status_code == 404


def test_a_batch_asks_for_what_its_move_needs_and_keeps_what_was_typed(client: Client, town: Town) -> None:
    matter = town.matter()
    client.force_login(town.mei)
    intent = preview(client, "decline", matter).context["form"]["intent"].value()
    back = send(client, "decline", intent, matter, words="法院已立案")
    assert back.status_code == 422
    assert "法院已立案" in back.content.decode()
    sent = send(client, "decline", intent, matter, words="法院已立案", reason="in_court")
    assert sent.status_code == 302
    matter.refresh_from_db()
    assert matter.stage == Stage.DECLINED


def test_matters_of_another_place_are_not_in_a_batch(client: Client, town: Town) -> None:
    here, away = town.matter(), town.matter(point=INSIDE[GRIDS[4]])
    client.force_login(town.mei)
    shown = preview(client, "accept", here, away)
    assert shown.context["lost"] == 1
    assert away.number_shown not in shown.content.decode()
    sent = send(client, "accept", shown.context["form"]["intent"].value(), here, away)
    assert sent.status_code == 302
    assert Matter.objects.get(pk=away.pk).stage == Stage.RECEIVED


@pytest.mark.parametrize("asked", [{}, {"move": "accept"}, {"move": "explode", "matter": ["1.1"]}])
def test_a_batch_of_nothing_leads_back(client: Client, town: Town, asked: dict[str, object]) -> None:
    client.force_login(town.mei)
    assert client.post("/desk/batch/", asked).headers["Location"] == "/desk/"


def test_more_than_two_hundred_are_too_many(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    many = {"move": "accept", "matter": [f"{n}.1" for n in range(201)]}
    assert client.post("/desk/batch/", many).headers["Location"] == "/desk/"


def test_a_view_is_kept_shared_and_dropped(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    query = urlencode({"kind": town.leak.code, "left": "today", "nonsense": "x"})
    client.post("/desk/views/save/", {"name": "漏水今天到期", "query": query, "shared": town.committee.pk})
    view = SavedView.objects.get()
    assert (view.organisation, view.query) == (town.committee, f"left=today&kind={town.leak.code}")
    client.force_login(town.wang)  # of the same committee
    text = client.get("/desk/").content.decode()
    assert "漏水今天到期" in text
    assert client.post("/desk/views/drop/", {"view": view.pk}).status_code == 403
    client.force_login(town.tom)
    assert "漏水今天到期" not in client.get("/desk/").content.decode()
    assert client.post("/desk/views/drop/", {"view": view.pk}).status_code == 404
    client.force_login(town.mei)
    client.post("/desk/views/drop/", {"view": view.pk})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused_in_words(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    text = client.post("/desk/views/save/", {"name": " ", "query": ""}, follow=True).content.decode()
    assert "note-late" in text
    assert not SavedView.objects.exists()


def export(client: Client, form: str, **asked: str) -> bytes:
    answer = client.post(f"/desk/export/?{urlencode(asked)}", {"purpose": "handle_matter", "form": form})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_file_holds_the_list_without_people_and_without_formulas(client: Client, town: Town) -> None:
    evil = town.matter(words='=HYPERLINK("x") 电话13800138000', address="+12号", point=None, place=GRIDS[0])
    town.matter(kind=town.leak.code, words="漏水")
    town.matter(point=INSIDE[GRIDS[4]])
    client.force_login(town.mei)
    rows = list(csv.reader(StringIO(export(client, "csv", kind=town.rubbish.code).decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == evil.number_shown
    assert '\'=HYPERLINK("x") 电话138****8000' in rows[1]
    assert "'+12号" in rows[1]
    sheet = load_workbook(BytesIO(export(client, "xlsx", kind=town.rubbish.code))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}  # never "f"
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows


def test_an_export_asks_what_for_and_is_on_record(client: Client, town: Town) -> None:
    town.matter()
    client.force_login(town.mei)
    assert client.get("/desk/export/").status_code == 200
    assert client.post("/desk/export/", {"form": "csv"}).status_code == 422
    assert not Entry.objects.filter(verb="desks.exported").exists()
    export(client, "csv", q="垃圾桶满了", tab="open")
    entry = Entry.objects.get(verb="desks.exported")
    assert entry.actor_id == town.mei.pk
    assert entry.params == {"purpose": "handle_matter", "filters": "q tab", "rows": 0, "form": "csv"}  # not read yet
    client.force_login(town.guan)
    assert client.get("/desk/export/").status_code == 404
