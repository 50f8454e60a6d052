from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from linli.faces.resident import follow, home, mine, news, report, share
from tests.town import T0, Town

Now = Callable[[datetime], None]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    """Set the clock of the pages; at first it stands at T0."""

    def stand_at(at: datetime) -> None:
        for page in (follow, home, mine, news, report, share):
            monkeypatch.setattr(page.timezone, "now", lambda: at)

    stand_at(T0)
    return stand_at


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.LINLI_MEDIA = tmp_path
    return tmp_path


def jpeg(colour: str = "teal") -> SimpleUploadedFile:
    raw = BytesIO()
    Image.new("RGB", (60, 40), colour).save(raw, "JPEG")
    return SimpleUploadedFile("photo.jpg", raw.getvalue(), "image/jpeg")


def filled(town: Town, **more: object) -> dict[str, object]:
    """A form as somebody without an account sends it: rubbish in the first community."""
    return {
        "intent": str(uuid4()),
        "kind": town.rubbish.code,
        "place": town.community.code,
        "words": "垃圾桶满了",
    } | more
