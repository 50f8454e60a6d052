"""Photos go to the reporter and to those who work on the matter, and to nobody else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from linli.core import attachments
from linli.core.models import Attachment
from linli.matters import actions
from linli.matters.models import Matter, Photo
from tests.town import T0, Town


@pytest.fixture
def stored(tmp_path: Path, settings) -> Attachment:  # type: ignore[no-untyped-def]
    settings.LINLI_MEDIA = tmp_path
    raw = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(raw, "JPEG")
    raw.seek(0)
    return attachments.keep(raw, by=None, at=T0, address="127.0.0.1")


@pytest.fixture
def matter(town: Town, stored: Attachment) -> Matter:
    return town.handling(by=town.ren, photos=[stored])


def status(client: Client, matter: Matter) -> int:
    return client.get(f"/kit/photo/{matter.photos.get().attachment_id}/").status_code


def test_the_reporter_sees_it_safely_served(client: Client, town: Town, matter: Matter) -> None:
    client.force_login(town.ren)
    answer = client.get(f"/kit/photo/{matter.photos.get().attachment_id}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"].startswith("private")
    assert answer.content.startswith(b"\xff\xd8")


@pytest.mark.parametrize("who", ["wang", "mei", "jie", "zhong", "guan"])
def test_those_who_work_on_it_see_it(client: Client, town: Town, matter: Matter, who: str) -> None:
    client.force_login(getattr(town, who))
    assert status(client, matter) == 200


@pytest.mark.parametrize("who", ["lao", "tom", "far", "shui", "sys", "sec", "aud"])
def test_everybody_else_finds_nothing(client: Client, town: Town, matter: Matter, who: str) -> None:
    client.force_login(getattr(town, who))
    assert status(client, matter) == 404


def test_without_an_account_only_the_browser_that_follows_it_sees_it(
    client: Client, town: Town, matter: Matter
) -> None:
    assert status(client, matter) == 404
    session = client.session
    session["followed"] = [town.reporter(matter).pk]
    session.save()
    assert status(client, matter) == 200


def test_a_merged_reporter_sees_the_result_but_not_the_others_photo(
    client: Client, town: Town, matter: Matter, stored: Attachment
) -> None:
    other = town.matter(by=town.lao)
    actions.merge(by=town.mei, matter=other, into=matter, at=T0)
    client.force_login(town.lao)
    assert status(client, matter) == 404
    matter.photos.update(phase=Photo.Phase.AFTER)
    assert status(client, matter) == 200


def test_a_photo_whose_file_is_gone_is_not_found(client: Client, town: Town, matter: Matter) -> None:
    attachments.path_of(matter.photos.get().attachment_id).unlink()
    client.force_login(town.ren)
    assert status(client, matter) == 404
