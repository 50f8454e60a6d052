"""A program that talks to the API, with or without a token."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from linli.faces.api import tokens
from linli.people.models import Person
from tests.town import GRIDS, INSIDE

ROOT = "/api/v1"


class Program:
    """Sends JSON and reads JSON. ``as_`` gives one with a person's token, ``knowing`` one with a follow-up code."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(headers=headers)
        self.headers = headers

    def as_(self, person: Person) -> Program:
        return Program(**self.headers, Authorization=f"Bearer {tokens.issue(person)}")

    def knowing(self, code: str) -> Program:
        return Program(**self.headers, **{"X-Follow-Code": code})

    def get(self, path: str, **query: object) -> HttpResponse:
        return self.client.get(ROOT + path, query)

    def post(self, path: str, body: Any) -> HttpResponse:
        return self.client.post(ROOT + path, json.dumps(body), content_type="application/json")

    def raw(self, path: str, body: bytes, content_type: str = "application/json") -> HttpResponse:
        return self.client.post(ROOT + path, body, content_type=content_type)

    def say(self, intent: UUID | None = None, **more: object) -> HttpResponse:
        """Rubbish in the first grid, unless told otherwise; ``None`` takes a field away."""
        lon, lat = INSIDE[GRIDS[0]]
        asked: dict[str, object] = {
            "intent": str(intent or uuid4()),
            "kind": "02-01-01",
            "lon": lon,
            "lat": lat,
            "words": "垃圾桶满了，没有人收",
        }
        return self.post("/matters", {k: v for k, v in (asked | more).items() if v is not None})


@pytest.fixture
def program() -> Program:
    return Program()
