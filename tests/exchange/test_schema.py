"""Signed operations answer as their schema declares, whatever a partner sends."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from linli.exchange.actions import Said, take
from linli.exchange.models import Partner
from linli.faces.api.reference import schema
from linli.site.wsgi import application
from tests.exchange.conftest import Hotline
from tests.faces.api.test_schema import CHECKS
from tests.town import T0, Town

OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in schema()["paths"].items()
    for method in methods
    if "/exchange/" in path
]


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays_open() -> Iterator[None]:
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.strict
@pytest.mark.parametrize("label", OPERATIONS)
def test_a_signed_operation_answers_as_declared(
    town: Town, hotline: Hotline, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(partner=hotline.partner, said=Said(number="1", words="垃圾桶满了", place="320583"), at=T0)

    def admitted(**told: object) -> Partner:
        return hotline.partner

    monkeypatch.setattr("linli.faces.api.signed.actions.admit", admitted)
    document = schemathesis.openapi.from_dict(json.loads(json.dumps(schema())))
    document.app = application
    method, path = label.split(" ")
    operation = document[path][method]
    positive = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    negative = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    statuses = set()

    @given(case=positive | negative)
    @settings(max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def tell(case: schemathesis.Case) -> None:
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        statuses.add(answer.status_code)

    tell()
    assert 401 not in statuses  # it came further than the signature


def test_every_operation_of_the_exchange_is_signed() -> None:
    assert len(OPERATIONS) == 5
    for label in OPERATIONS:
        method, path = label.lower().split(" ")
        assert schema()["paths"][path][method]["security"] == [{"Signature": []}]
