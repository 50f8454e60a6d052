"""Photos of what was done: for both sides at once, for everybody when the community shows them."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from linli.commons.actions import needs, projects
from linli.commons.models import Photo
from linli.commons.rules.lists import ProjectStage
from tests.commons.lists import as_, claimed, need, partner, seeded
from tests.town import Town

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _seeded(town: Town) -> None:
    seeded()


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "PNG")
    return SimpleUploadedFile("done.png", file.getvalue(), "image/png")


def test_a_photo_of_what_was_done_is_public_once_the_community_shows_it_and_the_need(town: Town) -> None:
    who, of = partner(town), need(town, at=timezone.now())
    unit, desk, stranger, everybody = as_(who[1]), as_(town.mei), as_(town.tom), Client()
    row = claimed(who, of, at=timezone.now(), promised_on=timezone.localdate())
    told = {"words": "已送餐", "intent": str(uuid4())}
    for _ in range(2):  # pressed twice
        assert unit.post(f"/desk/lists/claims/{row.pk}/note/", told | {"photos": photo()}).status_code == 302
    bad = SimpleUploadedFile("done.png", b"no picture", "image/png")
    refused = unit.post(f"/desk/lists/claims/{row.pk}/deliver/", told | {"intent": str(uuid4()), "photos": bad})
    assert (refused.status_code, "已送餐" in refused.content.decode()) == (422, True)
    kept = Photo.objects.get()
    address, show = reverse("kit:photo", args=[kept.attachment_id]), f"/desk/lists/photos/{kept.attachment_id}/show/"
    assert address in unit.get(f"/desk/lists/partner/needs/{of.pk}/").content.decode()
    assert [one.get(address).status_code for one in (unit, desk, stranger, everybody)] == [200, 200, 404, 404]
    assert (stranger.post(show).status_code, unit.post(show).status_code) == (404, 404)
    assert desk.post(show).status_code == 302
    assert everybody.get(address).status_code == 404
    needs.publish(by=town.mei, need=of, at=timezone.now())
    assert address in everybody.get("/open/lists/").content.decode()
    assert everybody.get(address).status_code == 200
    desk.post(show, {"shown": "0"})
    assert everybody.get(address).status_code == 404


def test_a_project_tells_how_it_goes_and_the_portal_with_it(town: Town) -> None:
    on, desk = timezone.localdate(), as_(town.mei)
    told = {"kind": "elder_meals", "title": "银龄餐桌", "words": "", "starts_on": on, "ends_on": on}
    where = {"place": town.community.code, "unit": town.committee}
    row = projects.open_project(by=town.mei, at=timezone.now(), **where, **told)
    note = f"/desk/lists/projects/{row.pk}/note/"
    assert desk.post(note, {"words": "装修完成", "intent": str(uuid4())}).status_code == 409  # not begun
    projects.move(by=town.mei, project=row, to=ProjectStage.RUNNING, words="", at=timezone.now())
    projects.publish(by=town.mei, project=row, at=timezone.now())
    named = desk.post(note, {"words": "请找13800138000", "intent": str(uuid4())})
    assert (named.status_code, "13800138000" in named.content.decode()) == (400, True)
    sent = desk.post(note, {"words": "装修完成", "intent": str(uuid4()), "photos": photo()})
    assert sent.status_code == 302
    desk.post(f"/desk/lists/photos/{Photo.objects.get().attachment_id}/show/")
    page = Client().get("/open/lists/?what=projects").content.decode()
    assert "装修完成" in page and reverse("kit:photo", args=[Photo.objects.get().attachment_id]) in page
