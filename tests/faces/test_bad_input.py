"""What nobody should send, sent to every door: answered with its name, beside its field, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from linli.core.models import Attachment
from linli.matters.models import Matter
from tests.faces.api.conftest import Program
from tests.faces.resident.conftest import filled, jpeg
from tests.town import GRIDS, INSIDE, Town

Says = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.LINLI_MEDIA = tmp_path


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture(params=["resident", "counter", "patrol"])
def says(request: pytest.FixtureRequest, client: Client, town: Town) -> Says:
    """Sends one report by a page, right but for what is told."""
    if request.param == "resident":
        return lambda **more: client.post("/report/", filled(town, **more))
    if request.param == "patrol":
        client.force_login(town.wang)
        seen = {"place": GRIDS[0], "words": "垃圾桶满了", "kind": town.rubbish.code}
        return lambda **more: client.post("/field/report/", seen | {"intent": str(uuid4())} | more)
    address = "/desk/new/"
    client.force_login(town.mei)
    right = {"kind": "暴露垃圾", "place": "玉山镇 · 里厍社区", "channel": "phone", "words": "垃圾桶满了"}
    return lambda **more: client.post(address, right | {"intent": str(uuid4())} | more)


def bomb() -> SimpleUploadedFile:
    """A hundred megapixels in a few kilobytes."""
    file = BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    return SimpleUploadedFile("bomb.png", file.getvalue(), "image/png")


def test_a_text_of_ten_megabytes_is_told_to_be_too_long(says: Says) -> None:
    answer = says(words="a" * 10_000_000)
    assert answer.status_code == 413
    assert "内容太长" in answer.content.decode()
    assert not Matter.objects.exists()


def test_ten_megabytes_are_a_problem_for_programs(town: Town, program: Program) -> None:
    answer = program.say(words="a" * 10_000_000)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:linli:problem:too-large")
    assert not Matter.objects.exists()


@pytest.mark.slow
def test_of_twenty_photos_six_stay_and_the_words_too(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg() for _ in range(20)]))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "最多 6 张" in text and "垃圾桶满了" in text
    assert text.count('name="photo"') == 6
    assert not Matter.objects.exists()


@pytest.mark.slow
def test_more_files_than_any_form_has_are_refused_before_they_are_opened(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[jpeg() for _ in range(60)]))
    assert answer.status_code == 413 and "文件太多" in answer.content.decode()


def test_twenty_photos_of_a_program_are_refused(town: Town, program: Program) -> None:
    answer = program.say(photos=[str(uuid4()) for _ in range(20)])
    assert answer.status_code == 400
    assert [row["field"] for row in answer.json()["errors"]] == ["photos"]


@pytest.mark.slow
def test_a_bomb_is_told_beside_the_photos_and_the_words_stay(client: Client, town: Town) -> None:
    answer = client.post("/report/", filled(town, photos=[bomb()]))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "这张图片像素过大" in text and "垃圾桶满了" in text


@pytest.mark.slow
def test_a_bomb_is_a_problem_for_programs(town: Town, program: Program) -> None:
    answer = program.client.post("/api/v1/photos", {"photo": bomb()})
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:linli:problem:too-many-pixels")
    assert not Attachment.objects.exists()


def test_a_point_outside_names_the_nearest_grid(client: Client, town: Town) -> None:
    lon, lat = INSIDE["320583101001001"]
    answer = client.post("/report/", filled(town, lon=str(lon + 0.02), lat=str(lat)))
    assert answer.status_code == 400
    assert "离这里最近的是巴城镇" in answer.content.decode()


def test_a_kind_that_ended_is_told_beside_the_field(says: Says, town: Town) -> None:
    answer = says(kind=town.ended.code)
    assert answer.status_code in (400, 422)
    assert 'id="id_kind_error"' in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize("intent", ["", "no uuid", "00000000-0000-0000-0000-00000000000g"])
def test_a_forged_intent_makes_nothing(says: Says, intent: str) -> None:
    assert says(intent=intent).status_code in (400, 422)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "file", [b"not a photo", b"\xff\xd8\xff\xe0 cut off", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_a_photo_that_is_none_is_told_and_the_words_stay(client: Client, town: Town, file: bytes) -> None:
    answer = client.post("/report/", filled(town, photos=[SimpleUploadedFile("x.jpg", file, "image/jpeg")]))
    assert answer.status_code == 400
    assert "无法识别这个文件" in answer.content.decode() and "垃圾桶满了" in answer.content.decode()
