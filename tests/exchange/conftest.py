"""A made-up hotline that signs what it sends, as its own program would."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from linli.exchange import actions, signing
from linli.exchange.models import Key, Partner
from linli.exchange.rules import Method, to_sign
from tests.town import GRIDS, INSIDE, T0, Town

ROOT = "/api/v1/exchange"
NUMBER = "GD2026030200017"


def order(**more: Any) -> dict[str, Any]:
    """Rubbish in the first grid, as the hotline words it; ``None`` takes a field away."""
    lon, lat = INSIDE[GRIDS[0]]
    told: dict[str, Any] = {
        "number": NUMBER,
        "content": "市民反映里厍社区门口垃圾桶满溢，希望尽快清运",
        "requester": {"name": "演示居民丙", "phone": "10000000003"},
        "channel": "电话",
        "class": "市容环卫/垃圾清运",
        "handler": "昆山市城市管理局",
        "received_at": "2026-03-02T08:40:00+08:00",
        "due_at": "2026-03-04T17:30:00+08:00",
        "lon": lon,
        "lat": lat,
        "address": "里厍社区北门",
    }
    return {name: value for name, value in (told | more).items() if value is not None}


class Hotline:
    """Signs with ``key`` and ``secret``, unless a request is told to be wrong."""

    def __init__(self, partner: Partner, key: Key, secret: str) -> None:
        self.partner, self.key, self.secret = partner, key, secret

    def headers(self, method: str, path: str, body: bytes, *, at: datetime | None = None, nonce: str = "") -> dict:
        sent_at = str(int((at or timezone.now()).timestamp()))
        nonce = nonce or uuid4().hex
        signature = signing.sign(self.secret, to_sign(method, path, sent_at, nonce, body))
        return {
            "X-Exchange-Key": self.key.name,
            "X-Exchange-Time": sent_at,
            "X-Exchange-Nonce": nonce,
            "X-Exchange-Signature": signature,
        }

    def post(self, path: str, told: Any, **wrong: Any) -> HttpResponse:
        body = json.dumps(told, ensure_ascii=False).encode()
        return self.raw("POST", ROOT + path, body, self.headers("POST", ROOT + path, body, **wrong))

    def get(self, path: str, **wrong: Any) -> HttpResponse:
        return self.raw("GET", ROOT + path, b"", self.headers("GET", ROOT + path, b"", **wrong))

    def raw(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HttpResponse:
        return Client().generic(method, path, body, content_type="application/json", headers=headers)

    def send(self, **more: Any) -> HttpResponse:
        return self.post("/orders", order(**more))


@pytest.fixture
def hotline(town: Town) -> Hotline:
    partner = actions.open_partner(by=town.zhong, code="yanshi", name="演示热线", at=T0)
    key, secret = actions.new_key(by=town.zhong, partner=partner, method=Method.HMAC, at=T0)
    return Hotline(partner, key, secret)
