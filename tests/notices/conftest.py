from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from linli.channels import posting, push
from linli.channels.senders import Kept
from linli.site import secrets
from tests.notices.services import Reader, Service, service


@pytest.fixture
def pushing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A push service on this machine, which is neither https nor public; everything else is as it is outside."""
    settings.LINLI_PUSH_KEY, settings.LINLI_PUSH_CONTACT = secrets.for_push(), "office@example.org"
    settings.LINLI_PUSH_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(push, "SCHEME", "http")
    monkeypatch.setattr(posting, "_look", lambda *peer, **more: None)
    with service() as made:
        yield made


@pytest.fixture
def reader(pushing: Service) -> Reader:
    return Reader(f"{pushing.url}/push/1")


@pytest.fixture
def box() -> Iterator[list[tuple[str, str]]]:
    """The text messages that left."""
    Kept.box.clear()
    yield Kept.box
    Kept.box.clear()
