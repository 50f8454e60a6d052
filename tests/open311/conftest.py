"""A program that speaks GeoReport v2, with the key of a made-up partner or without."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse
from django.test import Client

from linli.exchange import actions
from linli.exchange.models import Partner
from linli.exchange.rules import Method
from tests.town import GRIDS, INSIDE, T0, Town

ROOT = "/open311/v2"


class GeoProgram:
    def __init__(self, partner: Partner, key: str) -> None:
        self.partner, self.key = partner, key

    def get(self, path: str, *, key: bool = False, **told: Any) -> HttpResponse:
        return Client().get(f"{ROOT}/{path}", {**told, **({"api_key": self.key} if key else {})})

    def post(self, path: str, **told: Any) -> HttpResponse:
        return Client().post(f"{ROOT}/{path}", {"api_key": self.key, **told})

    def report(self, form: str = "json", **more: Any) -> HttpResponse:
        """Rubbish in the first grid; ``None`` takes a parameter away."""
        lon, lat = INSIDE[GRIDS[0]]
        told = {
            "service_code": "02-01-01",
            "lat": lat,
            "long": lon,
            "description": "垃圾桶满了 <b>&</b> 🗑",
            "first_name": "甲",
            "last_name": "演示居民",
            "phone": "10000000003",
            "email": "nobody@example.invalid",
            "device_id": "device-1",
        }
        return self.post(f"requests.{form}", **{k: v for k, v in (told | more).items() if v is not None})

    def number(self, **more: Any) -> str:
        return str(self.report(**more).json()[0]["service_request_id"])


def plain(answer: HttpResponse) -> Any:
    """An answer in either form, as JSON has it but with every value a text."""
    if answer["Content-Type"].startswith("application/json"):
        return texts(json.loads(answer.content))
    return of_element(ElementTree.fromstring(answer.content.decode()))


LISTS = {"services", "service_requests", "service_request_updates", "errors", "attributes", "values"}
LISTS |= {"endpoints", "formats"}


def of_element(element: ElementTree.Element) -> Any:
    if element.tag in LISTS:
        return [of_element(child) for child in element]
    if len(element):
        return {child.tag: of_element(child) for child in element}
    return element.text or ""


def texts(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: texts(value) for key, value in told.items()}
    if isinstance(told, list):
        return [texts(value) for value in told]
    if isinstance(told, bool):
        return "true" if told else "false"
    return "" if told is None else str(told)


@pytest.fixture
def geo(town: Town) -> GeoProgram:
    partner = actions.open_partner(by=town.zhong, code="app", name="演示随手拍", at=T0)
    _, secret = actions.new_key(by=town.zhong, partner=partner, method=Method.PLAIN, at=T0)
    return GeoProgram(partner, secret)
