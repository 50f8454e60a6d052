"""A voice note: sent with a report, kept with a form that comes back, heard by those who work on it alone."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.matters.models import Matter, Voice
from tests.faces.resident.conftest import filled
from tests.town import SOUND, Town

SHEET = "/report/"


def said(raw: bytes = SOUND) -> SimpleUploadedFile:
    return SimpleUploadedFile("voice.webm", raw, "audio/webm")


def heard_at(text: str) -> str:
    found = re.search(r'<audio[^>]* src="([^"]+)"', text)
    assert found, "no sound on the page"
    return found[1]


def test_a_voice_note_goes_with_the_report_and_its_reporter_hears_it(client: Client, town: Town) -> None:
    client.post(SHEET, filled(town, words="", sound=said()))
    matter = Matter.objects.get()
    address = heard_at(client.get(f"/follow/{matter.number_shown}/").content.decode())
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        SOUND,
        "audio/webm",
        "nosniff",
    )
    assert Client().get(address).status_code == 404


def test_desk_and_handler_hear_it(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    kept = Client()
    kept.post(SHEET, filled(town, sound=said()))
    Voice.objects.update(matter=order.matter)
    for person, page in (
        (town.mei, f"/desk/matters/{order.matter.number}/"),
        (town.guan, f"/field/orders/{order.pk}/"),
    ):
        client.force_login(person)
        address = heard_at(client.get(page).content.decode())
        assert client.get(address).content == SOUND
    client.force_login(town.lao)
    assert client.get(address).status_code == 404


def test_a_phone_may_ask_for_a_part_of_it(client: Client, town: Town) -> None:
    client.post(SHEET, filled(town, sound=said()))
    address = f"/kit/voice/{Voice.objects.get().attachment_id}/"
    for asked, part in (("bytes=0-1", SOUND[:2]), ("bytes=4-", SOUND[4:]), ("bytes=-3", SOUND[-3:])):
        answer = client.get(address, headers={"Range": asked})
        assert (answer.status_code, answer.content) == (206, part)
        assert answer["Content-Range"].endswith(f"/{len(SOUND)}")
    assert client.get(address, headers={"Range": f"bytes={len(SOUND)}-"}).status_code == 416
    assert client.get(address, headers={"Range": "pages=1-2"}).status_code == 200


def test_a_form_that_comes_back_keeps_it_until_it_is_taken_away(client: Client, town: Town) -> None:
    form = filled(town)
    text = client.post(SHEET, form | {"place": "", "sound": said()}).content.decode()
    token = re.search(r'name="voice" value="([^"]+)"', text)
    assert token and client.get(heard_at(text)).content == SOUND
    assert "<audio" not in client.post(SHEET, form | {"voice": token[1], "unsay": "1"}).content.decode()
    client.post(SHEET, form | {"voice": token[1]})
    assert Matter.objects.get().voice.attachment.media_type == "audio/webm"


@pytest.mark.parametrize(("raw", "words"), [(b"no sound", "无法识别"), (SOUND + bytes(3 * 1024 * 1024), "录音太长了")])
def test_what_cannot_be_kept_is_said_in_the_sheet_and_nothing_is_lost(
    client: Client, town: Town, raw: bytes, words: str
) -> None:
    answer = client.post(SHEET, filled(town, sound=said(raw)))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text and 'href="#id_voice"' in text and "垃圾桶满了" in text
    assert not Matter.objects.exists()


def test_the_same_form_with_another_voice_is_another_body(client: Client, town: Town) -> None:
    form = filled(town)
    client.post(SHEET, form | {"sound": said()})
    assert client.post(SHEET, form | {"sound": said(SOUND + b"more")}).status_code == 409
    assert client.post(SHEET, form | {"sound": said()}).status_code == 302
    assert Matter.objects.count() == 1
