"""Photos and voice notes through the API; what nobody may do too often: report without an account, try codes."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image
from pytest_django import Settings

from linli.matters.models import Matter, Photo, Voice
from tests.faces.api.conftest import ROOT, Program
from tests.town import SOUND, Town


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: object) -> None:
    settings.LINLI_MEDIA = tmp_path


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return file.getvalue()


def send(program: Program, body: bytes, name: str = "photo") -> HttpResponse:
    return program.client.post(f"{ROOT}/photos", {name: SimpleUploadedFile("a.jpg", body, "image/jpeg")})


def speak(program: Program, raw: bytes) -> HttpResponse:
    return program.client.post(f"{ROOT}/voices", {"voice": SimpleUploadedFile("a.webm", raw, "audio/webm")})


def test_a_photo_is_sent_first_and_named_by_the_matter(town: Town, program: Program) -> None:
    sent = send(program, picture())
    assert (sent.status_code, sent.json()["width"], sent.json()["height"]) == (201, 40, 30)
    reference = sent.json()["id"]
    first = program.say(UUID(int=3), photos=[reference])
    assert first.status_code == 201, first.content
    assert Photo.objects.get().matter == Matter.objects.get()
    again = program.say(UUID(int=3), photos=[reference])
    assert (again.status_code, again.json()["number"]) == (200, first.json()["number"])


def test_a_photo_is_used_once(town: Town, program: Program) -> None:
    reference = send(program, picture()).json()["id"]
    twice = program.say(photos=[reference, reference])
    assert (twice.status_code, twice.json()["type"]) == (400, "urn:linli:problem:bad-reference")
    assert program.say(photos=[reference]).status_code == 201
    assert program.say(photos=[reference]).status_code == 400
    assert program.say(photos=["made up"]).status_code == 400
    assert Matter.objects.count() == 1


def test_an_answer_shows_its_photos(town: Town, program: Program) -> None:
    order = town.handling().orders.get()
    unit = program.as_(town.guan)
    reference = send(unit, picture()).json()["id"]
    unit.post(f"/orders/{order.pk}/moves", {"move": "sign", "version": 1})
    said = {"words": "已清运", "photos": [reference], "spoken_to": "nobody", "finished_on": "2026-03-02"}
    done = unit.post(f"/orders/{order.pk}/moves", {"move": "finish", "version": 2} | said)
    assert done.status_code == 200, done.content
    assert Photo.objects.get().phase == Photo.Phase.AFTER


def test_what_is_no_photo_is_a_problem(town: Town, program: Program) -> None:
    for body in (b"", b"GIF89a", b"%PDF-1.7", picture()[:200]):
        answer = send(program, body)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert send(program, picture(), name="file").json()["errors"][0]["field"] == "photo"
    assert program.post("/photos", {}).status_code == 415


def test_a_voice_note_is_sent_first_named_by_the_matter_and_used_once(town: Town, program: Program) -> None:
    sent = speak(program, SOUND)
    assert (sent.status_code, sent.json()["media_type"], sent.json()["size"]) == (201, "audio/webm", len(SOUND))
    reference = sent.json()["id"]
    first = program.say(UUID(int=4), voice=reference, words="")
    assert first.status_code == 201, first.content
    assert Voice.objects.get().matter == Matter.objects.get()
    again = program.say(UUID(int=4), voice=reference, words="")
    assert (again.status_code, again.json()["number"]) == (200, first.json()["number"])
    other = program.say(UUID(int=4), words="")
    assert other.status_code == 409
    used = program.say(voice=reference)
    assert (used.status_code, used.json()["type"]) == (400, "urn:linli:problem:bad-voice")
    assert used.json()["errors"][0]["field"] == "voice"


def test_a_photo_is_no_voice_note_and_a_voice_note_no_photo(town: Town, program: Program) -> None:
    heard, seen = speak(program, SOUND).json()["id"], send(program, picture()).json()["id"]
    assert program.say(photos=[heard]).json()["type"] == "urn:linli:problem:bad-reference"
    assert program.say(voice=seen).json()["type"] == "urn:linli:problem:bad-voice"
    assert not Matter.objects.exists()


@pytest.mark.parametrize(("raw", "words"), [(b"no sound", "无法识别"), (SOUND + bytes(3 * 1024 * 1024), "录音太长了")])
def test_what_is_no_sound_or_too_long_is_a_problem_in_words(
    town: Town, program: Program, raw: bytes, words: str
) -> None:
    answer = speak(program, raw)
    assert answer.status_code in (400, 413)
    assert words in answer.json()["errors"][0]["text"]


def test_an_address_without_an_account_may_not_flood(town: Town, program: Program, settings: Settings) -> None:
    settings.LINLI_REPORTS_PER_HOUR = 2
    answers = [program.say(UUID(int=number)) for number in (1, 2, 3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2]["Retry-After"] == "3600"
    assert program.say(UUID(int=1)).status_code == 200  # a receipt can always be asked for again
    assert program.as_(town.ren).say().status_code == 201
    settings.LINLI_REPORTS_PER_HOUR = 0
    assert program.say().status_code == 201


@pytest.mark.slow
def test_nobody_can_try_codes_for_long(town: Town, program: Program) -> None:
    receipt = program.say().json()
    url = f"/matters/{receipt['number']}"
    assert [program.knowing("WRONGCOD").get(url).status_code for _ in range(21)] == [404] * 20 + [429]
    assert program.knowing(receipt["follow_code"]).get(url).status_code == 429
